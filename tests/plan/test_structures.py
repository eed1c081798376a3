"""Every structure takes in the same facts; none loses one that it has a place for."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.case import Account, Answers, Attachment, Issue, Party, Person, Statement
from reinstate.plan import choose_structure, draft, parse
from tests.plan.test_draft import CAUSE, CHANGED, WATCH, reading

PEOPLE = (
    Person("lin", "Lin Hao", role="owner", contact="lin@feida.example"),
    Person("chen", "Chen Jing", role="warehouse-manager"),
)
AGENCY = Party("agency", "Nordlicht Listing Agency", None, "agency", "Tel. 0301 555 0142")
STRUCTURES = ["3part", "4d", "5part", "8d", "questionnaire"]
LANGUAGES = ["en", "zh", "de", "it", "ja"]
OPTION = Statement("option", "options", "option-chosen", {}, {"option": "longer-handling", "criterion": "effect"})
LESSON = Statement("lesson", "lessons", "lesson-learned", {}, {"lesson": "setting-review", "since": date(2026, 9, 15)})
EFFECT = Statement("effect", "proof", text={"en": "No order was late.", "de": "Keine Bestellung kam zu spät."})
POOL = (CAUSE, CHANGED, WATCH, OPTION, LESSON, EFFECT)
PAPERS = (Attachment("log", "evidence/log.pdf", "other", {"en": "Late order report"}),)


def case(statements=POOL, second=()):
    issues = [Issue("late_shipment_rate", tuple(statements))]
    if second:
        issues.append(Issue("order_defect_rate", tuple(second)))
    return Answers("en", Account("X"), PEOPLE, (AGENCY,), PAPERS, tuple(issues), team=("lin", "agency"))


def facts(knowledge, told, structure, language="en"):
    made = draft(
        told, reading("late_shipment_rate"), knowledge, structure=structure, language=language, numbers=NUMBERS
    )
    return made, [fact for section in made.sections for each in section.sentences for fact in each.facts]


NUMBERS = {"log": "A-1"}
issue_statements = st.lists(st.sampled_from(POOL), unique_by=lambda each: each.id)


@settings(max_examples=40, deadline=None)
@given(issue_statements, issue_statements, st.sampled_from(LANGUAGES))
def test_no_structure_loses_or_doubles_a_fact_that_it_has_a_place_for(knowledge, first, second, language):
    other = [Statement(f"{each.id}-2", each.role, each.about, each.text, each.answers) for each in second]
    told = case(first, other)
    statements = [each for issue in told.issues for each in issue.statements]
    for structure in STRUCTURES:
        roles = {role for section in knowledge.structures[structure].sections.values() for role in section.roles}
        _, found = facts(knowledge, told, structure, language)
        said = [each for each in found if not each.startswith(("people.", "parties.", "exhibits."))]
        assert sorted(said) == sorted(each.id for each in statements if each.role in roles)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_core_of_a_plan_has_a_place_in_every_structure(knowledge, structure):
    roles = {role for section in knowledge.structures[structure].sections.values() for role in section.roles}
    assert roles >= {"problem", "root_cause", "containment", "corrective", "preventive", "proof"}


def test_the_team_is_named_with_its_contacts_and_outside_parties(knowledge):
    made, found = facts(knowledge, case(), "8d")
    assert found[:2] == ["people.lin", "parties.agency"]
    assert "- Lin Hao (owner); contact: lin@feida.example\n" in made.text
    assert "- Nordlicht Listing Agency; contact: Tel. 0301 555 0142\n" in made.text


@pytest.mark.parametrize("structure", ["5part", "questionnaire"])
def test_the_list_of_evidence_names_every_document(knowledge, structure):
    made, found = facts(knowledge, case(), structure)
    assert "exhibits.log" in found
    assert "Late order report [A-1]" in made.text


def test_a_document_without_title_in_the_language_is_named_by_its_kind(knowledge):
    told = Answers("zh", Account("X"), attachments=(Attachment("log", "e/log.pdf", "other", {"zh": "报告"}),))
    made, _ = facts(knowledge, told, "5part")
    assert "报告" not in made.text


def test_a_questionnaire_is_answered_in_the_form_made_for_it(knowledge):
    assert choose_structure("account", knowledge, "questionnaire") == "questionnaire"
    assert choose_structure("account", knowledge, "documents") == "8d"
    assert choose_structure("account", knowledge) == "8d"
    assert choose_structure("listing", knowledge) == "4d"
    assert choose_structure("other", knowledge) == "4d"


def test_the_steps_of_a_pasted_report_are_those_of_numbered_structures(knowledge):
    told = ("We are two.", "Orders were late.", "We shipped.", "The setting was wrong.", "We chose one.")
    letter = "\n\n".join(f"D{number}\n{each}" for number, each in enumerate(told, 1))
    roles = [section.roles for section in parse(letter, "en", knowledge).sections]
    assert roles[:2] == [("team",), ("problem",)]
