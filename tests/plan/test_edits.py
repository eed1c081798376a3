"""Editing a drafted plan: ties stand while the facts do, nothing is lost, nothing is passed off."""

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.case import Mistakes, Trouble
from reinstate.knowledge import load
from reinstate.plan import apply, cut_in, edits_of, parts_of, read_edits, read_marked, write_edits, write_marked
from tests.plan.test_draft import CAUSE, CHANGED, NUMBERS, WATCH, answers, drafted

CUT = cut_in("en", load())


def values(text):
    """Numbers as their own readings: enough for these sentences."""
    return [frozenset({f"number:{each}"}) for each in re.findall(r"\d+", text)]


@pytest.fixture(scope="module")
def draft(knowledge):
    return drafted(knowledge, answers())


def edited(draft, text):
    edits = edits_of(draft, read_marked(text, draft, "plan.txt"), NUMBERS)
    return apply(draft, read_edits(write_edits(edits), "f"), NUMBERS, values, CUT)


def test_an_unchanged_text_is_no_edit(draft):
    text = write_marked(draft, None, ["Help: [x]", "== not a part"])
    assert edits_of(draft, read_marked(text, draft, "f"), NUMBERS).parts == {}


@pytest.mark.parametrize("structure", ["3part", "4d", "8d"])
def test_parts_and_text_are_one_thing(knowledge, structure):
    from reinstate.plan import lay

    made = drafted(knowledge, answers(), structure)
    assert lay(parts_of(made), made.language, made.structure) == made


def test_a_changed_sentence_keeps_its_tie_while_a_value_stands(draft):
    text = write_marked(draft, None, []).replace("this explains 61 late orders", "61 orders were late by it")
    made = edited(draft, text)
    assert [(each.kind, each.key, each.lost) for each in made.changes] == [("edited", "cutoff", ())]
    told = next(each for section in made.plan.sections for each in section.sentences if "cutoff" in each.facts)
    assert "61 orders were late by it" in told.span.of(made.plan.text)
    assert told.exhibits == CAUSE.exhibits


def test_a_value_that_is_left_out_is_told(draft):
    made = edited(draft, write_marked(draft, None, []).replace("; this explains 61 late orders", ""))
    assert made.changes[0].lost == ("number:61",)


def test_a_sentence_without_any_of_its_values_is_loosed(draft):
    text = re.sub(r"\[changed\].*", "[changed] We improved.", write_marked(draft, None, []))
    made = edited(draft, text)
    assert [each.kind for each in made.changes] == ["loosed"]
    assert all("changed" not in each.facts for section in made.plan.sections for each in section.sentences)


def test_a_new_sentence_bears_no_fact_and_stands_in_its_place(draft):
    text = write_marked(draft, None, []).replace("[changed]", "We called all 12 buyers.\n[changed]")
    made = edited(draft, text)
    assert [(each.kind, each.after) for each in made.changes] == [("added", "We called all 12 buyers.")]
    assert made.plan.text.index("We called") < made.plan.text.index("Lin Hao")


def test_a_crossed_out_sentence_stays_out_until_it_is_brought_back(draft):
    text = re.sub(r"\[watch\].*\n", "", write_marked(draft, None, []))
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    made = apply(draft, edits, NUMBERS, values, CUT)
    assert "Chen Jing" not in made.plan.text
    again = write_marked(made.plan, edits, [])
    assert "[-watch]" in again
    back = again.replace("[-watch]", "[watch] " + next(each.before for each in made.changes))
    assert edited(draft, back).plan == draft


def test_an_edit_follows_its_sentence_when_ids_move(knowledge, draft):
    moved = [replace(each, id=f"moved.{each.id}") for each in (CAUSE, CHANGED, WATCH)]
    text = write_marked(draft, None, []).replace("this explains 61 late orders", "61 orders were late by it")
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    made = apply(drafted(knowledge, answers(*moved)), edits, NUMBERS, values, CUT)
    assert "61 orders were late by it" in made.plan.text
    assert {each.kind for each in made.changes} == {"edited"}
    assert [each.key for each in made.changes] == ["moved.cutoff"]


def test_an_edit_older_than_its_facts_is_told(knowledge, draft):
    text = write_marked(draft, None, []).replace("this explains 61 late orders", "61 orders were late by it")
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    changed = replace(CAUSE, answers={**CAUSE.answers, "late": 64})
    made = apply(drafted(knowledge, answers(changed, CHANGED, WATCH)), edits, NUMBERS, values, CUT)
    assert [each.kind for each in made.changes] == ["outdated"]
    assert "64" in made.changes[0].before


def test_an_edit_whose_statement_went_is_told_and_left_out(knowledge, draft):
    text = write_marked(draft, None, []).replace("this explains 61 late orders", "61 orders were late by it")
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    made = apply(drafted(knowledge, answers(CHANGED, WATCH)), edits, NUMBERS, values, CUT)
    assert [each.kind for each in made.changes] == ["gone"]
    assert "late by it" not in made.plan.text


def test_an_edit_keeps_its_exhibit_when_the_numbers_change(knowledge, draft):
    text = write_marked(draft, None, []).replace("this explains 61 late orders", "61 orders were late by it")
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    assert "[A-1]" not in str(edits)
    made = apply(draft, edits, {"log": "A-7", "before": "A-2"}, values, CUT)
    assert "[A-7]" in made.plan.text


def test_statements_added_later_stand_where_the_draft_has_them(knowledge, draft):
    text = write_marked(draft, None, []).replace("[changed]", "We told the team on day 1.\n[changed]")
    edits = edits_of(draft, read_marked(text, draft, "f"), NUMBERS)
    later = replace(CHANGED, id="later")
    made = apply(drafted(knowledge, answers(CAUSE, CHANGED, later, WATCH)), edits, NUMBERS, values, CUT)
    keys = [line.key for part in parts_of(made.plan) for line in part.lines]
    assert keys == ["cutoff", "", "changed", "later", "watch"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("We began.\n== cause@late_shipment_rate\n", "marked-outside"),
        ("== d9\n", "marked-unknown-part"),
        ("== cause@late_shipment_rate\n== cause@late_shipment_rate\n", "marked-part-twice"),
        ("== cause@late_shipment_rate\n[nobody] We did.\n", "marked-unknown-sentence"),
        ("== cause@late_shipment_rate\n[cutoff] One.\n[cutoff] Two.\n", "marked-sentence-twice"),
        ("== cause@late_shipment_rate\n[cutoff]\n", "marked-sentence-empty"),
    ],
)
def test_what_cannot_be_placed_is_refused_with_its_line(draft, text, problem):
    with pytest.raises(Mistakes) as caught:
        read_marked(text, draft, "plan.txt")
    assert [each.problem for each in caught.value.mistakes] == [problem]
    assert caught.value.mistakes[0].line


def test_a_sentence_may_be_wrapped_over_lines(draft):
    text = write_marked(draft, None, []).replace("; this explains", ";\n   this explains")
    assert edits_of(draft, read_marked(text, draft, "f"), NUMBERS).parts == {}


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": 9}', b'{"version":1,"parts":{"a":[{"x":1}]}}', b"\xff"])
def test_damaged_edits_are_refused(content):
    with pytest.raises(Trouble) as caught:
        read_edits(content, "plans/4d.en.json")
    assert caught.value.code == "plan.edits-unreadable"


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda each: not each.startswith(("#", "=", "["))
)


@settings(max_examples=60, deadline=None)
@given(st.permutations(["changed", "own one", "own two"]), words, st.booleans())
def test_what_a_person_wrote_is_what_the_plan_says(draft, order, added, crossed):
    body = {"changed": "[-changed]" if crossed else f"[changed] On day 15 we changed {added} to 2 days."}
    lines = [body.get(each, f"{each} {added}") for each in order]
    text = "== actions@late_shipment_rate\n" + "\n".join(lines) + "\n"
    made = edited(draft, text)
    part = next(each for each in parts_of(made.plan) if each.id == "actions")
    wanted = [line.removeprefix("[changed] ") for line in lines if not line.startswith("[-")]
    assert [line.words for line in part.lines] == wanted
    kept = edits_of(draft, read_marked(write_marked(made.plan, None, []), draft, "f"), NUMBERS)
    assert apply(draft, kept, NUMBERS, values, CUT).plan == made.plan
