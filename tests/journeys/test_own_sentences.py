"""What we compose from complete answers passes our own reviewer: no rule finds fault with a shelf's sentence."""

from datetime import date, time

import pytest

from reinstate import plan, review
from reinstate.case import Account, Answers, Attachment, Issue, Notice, Party, Person, Reading, Statement
from reinstate.knowledge import Knowledge, load
from reinstate.knowledge.model.plan import Cause, Field, Measure

KNOWLEDGE = load()
ENTRIES: dict[str, Cause | Measure] = {**KNOWLEDGE.causes, **KNOWLEDGE.measures}
LANGUAGES = tuple(tag for tag, language in KNOWLEDGE.languages.items() if language.plan)
PEOPLE = (
    Person("li", "李伟", "Li Wei", role="warehouse-manager"),
    Person("ana", "Ana Conti", role="owner"),
    Person("bo", "Bo Lund", role="purchasing-manager"),
)
PARTIES = (Party("post", "飞达物流", "Feida Logistics Co., Ltd.", "carrier"), Party("mill", "Tessmer & Sohn KG"))
SAMPLES = {
    "text": "Kestrel",
    "date": date(2026, 9, 16),
    "percent": 9.3,
    "money": 1240.5,
    "interval": "week",
    "time": time(17, 0),
    "names": ("B0AAAAAAA1", "B0AAAAAAA2"),
    "weekday": "monday",
    "place": "account-health",
}


def answered(question: Field, place: int) -> object:
    """A value of the question's kind; every person and party is another one."""
    if question.kind == "choice":
        return next(iter(question.choices))
    if question.kind == "person":
        return PEOPLE[place % 3].id
    if question.kind == "party":
        return PARTIES[place % 2].id
    return 10 + place if question.kind == "number" else SAMPLES[question.kind]


def statement(entry: Cause | Measure, *, full: bool) -> Statement:
    """The entry with all its questions answered, or only those it can't do without, resting on two exhibits."""
    questions = {name: each for name, each in plan.questions_of(entry, KNOWLEDGE).items() if full or not each.optional}
    common = {name: each for name, each in plan.questions_of(entry, KNOWLEDGE).items() if name not in entry.fields}
    answers = {name: answered(each, place) for place, (name, each) in enumerate((common | questions).items())}
    role = entry.role if isinstance(entry, Measure) else "root_cause"
    return Statement("it", role, entry.id, answers=answers, exhibits=("one", "two"))  # type: ignore[arg-type]


def faults(
    entry: Cause | Measure, language: str, knowledge: Knowledge, *, full: bool, structure: str = "8d"
) -> list[tuple[str, str]]:
    """What the reviewer says of the entry's sentence in a drafted plan."""
    violation = (entry.violations or ("late_shipment_rate",))[0]
    told = Answers(
        language,
        Account("Kestrel GmbH", signatory="ana"),
        PEOPLE,
        PARTIES,
        (Attachment("one", "one.pdf", "other"), Attachment("two", "two.pdf", "other")),
        (Issue(violation, (statement(entry, full=full),)),),
    )
    reading = Reading(Notice("notice.txt", "…", ""), language, None, "account_deactivated", "account", (violation,))
    numbers = {"one": "A-1", "two": "A-2"}
    drafted = plan.draft(told, reading, knowledge, structure=structure, language=language, numbers=numbers)
    spans = [each.span for section in drafted.sections for each in section.sentences if each.facts == ("it",)]
    assert len(spans) == 1
    found = review.review(drafted, knowledge, violation).findings
    return [
        (finding.rule, finding.span.of(drafted.text))
        for finding in found
        if finding.label and finding.span.meets(spans[0]) and spans[0].holds(finding.span)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_no_rule_finds_fault_with_a_sentence_of_ours(knowledge, language, full):
    found = {name: told for name, entry in ENTRIES.items() if (told := faults(entry, language, knowledge, full=full))}
    assert found == {}


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_a_japanese_sentence_stands_as_well_where_parts_are_shared(knowledge, full):
    """In 4D causes share a part with immediate actions, and corrections with prevention."""
    roles = {role for section in knowledge.structures["4d"].sections.values() for role in section.roles}
    found = {
        name: told
        for name, entry in ENTRIES.items()
        if getattr(entry, "role", "root_cause") in roles
        and (told := faults(entry, "ja", knowledge, full=full, structure="4d"))
    }
    assert {rule for told in found.values() for rule, _ in told} <= {"item-not-identified"}  # no ASIN in the whole plan
