"""A pasted letter read as a plan: headings in every style, none at all, several languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.knowledge import load
from reinstate.plan.parse import parse

KNOWLEDGE = load()


def roles(text: str, language: str = "en") -> list[tuple[str, ...]]:
    return [section.roles for section in parse(text, language, KNOWLEDGE).sections if section.sentences]


BODY = "Our form had no page for patents.", "On 3 May Ann Lee closed the offer.", "Each Monday Ann Lee reads the list."


@pytest.mark.parametrize(
    "heads",
    [
        ("Root cause", "Corrective actions", "Prevention"),
        ("1. ROOT CAUSE", "2. ACTIONS TAKEN", "3. PREVENTIVE MEASURES"),
        ("## Root cause", "## Corrective actions", "## Preventive measures"),
        ("**Root Cause:**", "**Actions:**", "**Prevention:**"),
        ("A) Cause", "B) What we did", "C) How we prevent it"),
        ("What went wrong", "What we did", "For the future"),
        ("(1) Reason", "(2) Solution", "(3) Prevention of recurrence"),
    ],
)
def test_headings_of_every_style(heads):
    text = "\n\n".join(f"{head}\n{body}" for head, body in zip(heads, BODY, strict=True))
    assert roles(text) == [("root_cause",), ("corrective",), ("preventive",)]


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("zh", ("一、根本原因", "二、整改措施", "三、预防措施")),
        ("de", ("Ursache", "Maßnahmen", "Vorbeugung")),
        ("fr", ("Cause racine", "Actions correctives", "Prévention")),
        ("it", ("Causa principale", "Azioni correttive", "Prevenzione")),
        ("es", ("Causa raíz", "Acciones correctivas", "Prevención")),
        ("vi", ("Nguyên nhân gốc", "Biện pháp khắc phục", "Phòng ngừa")),
        ("ja", ("■原因", "■是正処置", "■再発防止")),
    ],
)
def test_headings_of_every_language(language, heads):
    text = "\n\n".join(f"{head}\n12 B0TEST1234" for head in heads)
    assert roles(text, language) == [("root_cause",), ("corrective",), ("preventive",)]


def test_a_heading_may_run_into_its_text():
    text = f"Root cause: {BODY[0]}\n\nWhat we have done. {BODY[1]}\n\nFor the future: {BODY[2]}"
    assert roles(text) == [("root_cause",), ("corrective",), ("preventive",)]


def test_without_headings_the_sentences_tell():
    text = (
        "The parcels were late because our form had no cut-off.\n\nWe have closed the offer.\n\nFrom now on Ann looks."
    )
    assert roles(text) == [("root_cause",), ("corrective",), ("preventive",)]


def test_a_sentence_that_begins_like_a_heading_is_none():
    text = "Prevention\nFrom now on Ann Lee reads the list of all open orders. Each box is weighed."
    plan = parse(text, "en", KNOWLEDGE)
    assert [sentence.span.of(text) for section in plan.sections for sentence in section.sentences] == [
        "From now on Ann Lee reads the list of all open orders.",
        "Each box is weighed.",
    ]


def test_a_fragment_has_the_role_it_is_said_to_have():
    plan = parse("Root cause\nNobody looked.", "en", KNOWLEDGE, role="preventive")
    assert {section.roles for section in plan.sections} == {("preventive",)}


def test_bare_steps_take_their_roles_from_the_structure_of_that_length():
    text = "\n".join(f"D{number}\nText of step {number}." for number in range(1, 9))
    assert roles(text)[3] == ("root_cause",)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_sections_hold_their_sentences_in_order(text):
    plan = parse(text, "en", KNOWLEDGE)
    spans = [sentence.span for section in plan.sections for sentence in section.sentences]
    assert spans == sorted(spans)
    assert all(section.span.holds(each.span) for section in plan.sections for each in section.sentences)


@pytest.mark.parametrize("structure", ["3part", "4d", "8d"])
@pytest.mark.parametrize("name", ["late-shipments-us", "inauthentic-de", "restricted-it"])
def test_a_plan_of_ours_pasted_back_has_all_its_parts(knowledge, structure, name):
    """Under `Issue 1: …` a part goes on; it used to end there, and three parts were called missing."""
    from reinstate.workflow.demo import FOLDER
    from reinstate.workflow.folder import read_folder
    from reinstate.workflow.package import Choice, work

    drafted = work(read_folder(FOLDER / name), knowledge, Choice(structure=structure)).plan
    pasted = parse(drafted.text, drafted.language, knowledge)
    wanted = {"root_cause", "corrective", "preventive"}
    assert wanted <= {role for section in pasted.sections for role in section.roles}


def test_a_quoted_mail_is_no_part_of_the_letter():
    quoted = "> From: Amazon\n> Root cause\n> Tell us what went wrong.\n\n"
    plan = parse(f"{quoted}Dear team,\n\nWe removed the lamps.", "en", KNOWLEDGE)
    said = [sentence.span.of(plan.text) for section in plan.sections for sentence in section.sentences]
    assert said == ["We removed the lamps."]
    assert parse("> We removed the lamps.", "en", KNOWLEDGE).sections


def test_a_heading_is_known_by_its_turn():
    text = f"1. Root cause\n{BODY[0]}\n\n2. Sundry matters\nWe have closed the offer.\n\n3. Prevention\n{BODY[2]}"
    assert roles(text) == [("root_cause",), ("corrective",), ("preventive",)]
    assert roles(f"1. Root cause\n{BODY[0]}\n\n7. Sundry matters\n{BODY[1]}")[-1] == ("root_cause",)


def test_traditional_signs_are_read_as_simplified_ones():
    text = "一、問題原因\n我們沒有核對標籤。\n\n二、已採取的措施\n5月3日刪除了連結。\n\n三、預防措施\n每週一核對標籤。"
    for language in ("zh", "zh-TW"):
        assert roles(text, language) == [("root_cause",), ("corrective",), ("preventive",)]
