"""Length and form are measured against profiles; limits are configuration and say so."""

from dataclasses import replace
from functools import cache

import pytest

from reinstate.case import Plan, Section, Sentence, Span
from reinstate.knowledge import load
from reinstate.plan import parse
from reinstate.review import form_findings, measure, profile_for, speak


@cache
def knowledge():
    return load()


def letter(text, language="en", role="corrective"):
    return parse(text, language, knowledge(), role)


def told(plan, profile):
    return {each.rule.removeprefix("form."): dict(each.args) for each in form_findings(plan, knowledge(), profile)}


SHORT = "We counted twelve units."


def test_counts_are_exact():
    found = measure(letter(f"{SHORT} {SHORT}\n"), knowledge())
    assert (found.words, found.sentences, found.sentence, found.signs) == (8, 2, 4.0, False)
    assert found.characters == 2 * len(SHORT) + 1


def test_signs_of_unspaced_scripts_count_half_a_word():
    found = measure(letter("我们检查了库存。", "zh"), knowledge())
    assert (found.words, found.sentence, found.signs) == (3, 7.0, True)


def test_a_statement_of_several_sentences_is_read_as_several():
    text = f"{SHORT} {SHORT} {SHORT}"
    whole = Section("s", ("corrective",), Span(0, len(text)), None, None, (Sentence(Span(0, len(text))),))
    assert measure(Plan(text, "en", None, (whole,)), knowledge()).sentences == 3


@pytest.mark.parametrize(("times", "found"), [(225, set()), (226, {"words", "pages"})])
def test_limits_are_met_to_the_word(times, found):
    profile = replace(knowledge().profiles["letter"], words=900, pages=2)
    assert set(told(letter("\n".join([SHORT] * times)), profile)) <= found | {"pages"}
    assert ("words" in told(letter("\n".join([SHORT] * times)), profile)) == bool(found)


def test_a_box_takes_so_many_characters_and_no_more():
    profile = knowledge().profiles["appeal-form"]
    limit = profile.boxes["actions"].characters
    fits = letter(("x" * (limit - 1)) + ".")
    assert "box" not in told(fits, profile)
    over = told(letter(("x" * limit) + "."), profile)
    assert over["box"] == {"count": limit + 1, "limit": limit}


def test_only_what_goes_in_the_box_counts():
    profile = knowledge().profiles["appeal-form"]
    assert "box" not in told(letter("x" * 1500 + ".", role="lessons"), profile)


@pytest.mark.parametrize("language", ["en", "zh", "de", "fr", "it", "es", "vi", "ja"])
def test_every_language_of_plans_has_its_own_measure_of_a_long_sentence(language):
    limit = knowledge().profiles["letter"].sentence[language]
    signs = language in ("zh", "ja")
    sentence = ("检" if signs else "word ") * (limit + 5)
    text = "\n".join([sentence.strip() + ("。" if signs else ".")] * 3)
    found = told(letter(text, language), knowledge().profiles["letter"])
    assert found["signs" if signs else "sentence"] == {"count": limit + 5.0, "limit": limit}
    short = "\n".join([("检" if signs else "word ") * 6 + ("。" if signs else ".")] * 3)
    assert told(letter(short, language), knowledge().profiles["letter"]) == {}


def test_missing_and_empty_parts_of_a_structure_are_told_by_their_heading():
    text = "D2 Problem description\n⟦not yet said⟧\n"
    gap = Sentence(Span(23, 37), missing=("statement",))
    plan = Plan(text, "en", "8d", (Section("d2", ("problem",), Span(0, 37), Span(0, 22), None, (gap,)),))
    found = form_findings(plan, knowledge())
    assert [each.rule for each in found].count("form.section-missing") == 7
    assert [(each.rule, each.args["part"]) for each in found if each.rule == "form.section-empty"] == [
        ("form.section-empty", "D2 Problem description")
    ]


def test_the_structure_chooses_the_profile():
    assert profile_for(Plan("", "en", "8d", ()), knowledge()).id == "full-report"
    assert profile_for(Plan("", "en", None, ()), knowledge()) is None


def test_no_limit_claims_to_be_official():
    for profile in knowledge().profiles.values():
        assert not profile.official
        assert "publishes no limits" in profile.note["en"]


@pytest.mark.parametrize("tag", ["en", "zh", "de", "it", "vi"])
def test_every_remark_is_spoken(tag):
    plan = letter("\n".join(["word " * 40 + "."] * 60))
    found = form_findings(plan, knowledge(), knowledge().profiles["letter"])
    assert {each.rule for each in found} == {"form.words", "form.pages", "form.sentence"}
    for each in found:
        message, advice = speak(each, plan, knowledge(), tag)
        assert str(each.args["count"]) in message
        assert advice
