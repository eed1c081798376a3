"""Drafting: every word from the shelves or from the case, every gap visible."""

import re
from datetime import date, time

import pytest

from reinstate.case import Account, Answers, Issue, Notice, Party, Person, Reading, Statement, Words
from reinstate.knowledge import load
from reinstate.plan import choose_structure, draft

PLANNED = tuple(tag for tag, spoken in load().languages.items() if spoken.plan)
PEOPLE = (Person("lin", "林浩", "Lin Hao", role="owner"), Person("chen", "陈静", "Chen Jing", role="warehouse-manager"))
CAUSE = Statement(
    "cutoff",
    "root_cause",
    "handling-time-shorter-than-process",
    answers={
        "handling_time": 1,
        "carrier": "fast",
        "pickup_time": time(11, 0),
        "unnoticed": "no-owner",
        "late": 61,
    },
    exhibits=("log",),
)
CHANGED = Statement(
    "changed",
    "corrective",
    "changed-handling-time",
    answers={"who": "lin", "on": date(2026, 9, 15), "from_days": 1, "to_days": 2},
    exhibits=("before", "log"),
    cause="cutoff",
)
WATCH = Statement(
    "watch",
    "preventive",
    "daily-late-order-check",
    answers={"who": "chen", "since": date(2026, 9, 17), "every": "working-day", "time": time(17, 0)},
    cause="cutoff",
)
NUMBERS = {"log": "A-1", "before": "A-2"}


def reading(*violations: str, marketplace: str = "US") -> Reading:
    return Reading(Notice("n", "…", ""), "en", marketplace, "account_deactivated", "account", violations)


def answers(*statements: Statement, more: tuple[Issue, ...] = ()) -> Answers:
    issue = Issue("late_shipment_rate", statements or (CAUSE, CHANGED, WATCH))
    parties = (Party("fast", "飞达物流", "Feida Logistics", "carrier"),)
    return Answers("zh", Account("X"), PEOPLE, parties, issues=(issue, *more), team=("lin",))


def drafted(knowledge, told: Answers, structure: str = "3part", language: str = "en"):
    return draft(
        told, reading("late_shipment_rate"), knowledge, structure=structure, language=language, numbers=NUMBERS
    )


@pytest.mark.parametrize("structure", ["3part", "4d", "8d"])
@pytest.mark.parametrize("language", PLANNED)
def test_every_span_holds_what_it_says(knowledge, structure, language):
    plan = drafted(knowledge, answers(), structure, language)
    for section in plan.sections:
        assert section.heading is not None
        assert section.span.holds(section.heading)
        assert "\n" not in section.heading.of(plan.text)
        for sentence in section.sentences:
            assert section.span.holds(sentence.span)
            words = sentence.span.of(plan.text)
            assert words.strip() == words
            assert "\n" not in words


@pytest.mark.parametrize("structure", ["3part", "4d", "8d"])
def test_every_statement_arrives_once_in_every_structure(knowledge, structure):
    plan = drafted(knowledge, answers(), structure)
    told = [fact for section in plan.sections for sentence in section.sentences for fact in sentence.facts]
    assert sorted(fact for fact in told if not fact.startswith("people.")) == ["changed", "cutoff", "watch"]


@pytest.mark.parametrize("language", PLANNED)
def test_no_number_that_the_case_does_not_hold(knowledge, language):
    text = drafted(knowledge, answers(), language=language).text
    held = {"1", "2", "11", "00", "61", "15", "9", "2026", "17", "5"}
    headings = {"1", "2", "3"}
    assert set(re.findall(r"\d+", text)) <= held | headings


def test_exhibits_stand_before_the_stop(knowledge):
    assert "[A-2] [A-1]." in drafted(knowledge, answers()).text


def test_an_unanswered_field_is_a_visible_question(knowledge):
    undated = Statement("changed", "corrective", CHANGED.about, answers={"who": "lin", "from_days": 1, "to_days": 2})
    plan = drafted(knowledge, answers(CAUSE, undated, WATCH))
    assert "⟦On which date was it done?⟧" in plan.text
    missing = [sentence.missing for section in plan.sections for sentence in section.sentences if sentence.missing]
    assert missing == [("on",)]


def test_a_part_nobody_spoke_of_is_a_visible_gap(knowledge):
    plan = drafted(knowledge, answers(CAUSE, CHANGED))
    prevention = next(section for section in plan.sections if "preventive" in section.roles)
    assert prevention.sentences[0].span.of(plan.text).startswith("⟦")


def own(words: Words) -> Statement:
    return Statement("own", "corrective", text=words)


def test_own_words_are_taken_as_they_are_in_their_language(knowledge):
    text = drafted(knowledge, answers(CAUSE, own({"en": "We called the buyers."}), WATCH)).text
    assert "We called the buyers." in text


def test_own_words_in_another_language_are_never_passed_off(knowledge):
    plan = drafted(knowledge, answers(CAUSE, own({"zh": "我们联系了买家。"}), WATCH))
    assert "⟦needs translation: 我们联系了买家。⟧" in plan.text


def test_several_issues_are_each_answered_under_their_own_title(knowledge):
    other = Issue("order_defect_rate", (Statement("odr", "root_cause", text={"en": "Parcels went untracked."}),))
    three = drafted(knowledge, answers(more=(other,)))
    eight = drafted(knowledge, answers(more=(other,)), "8d")
    for plan in (three, eight):
        assert {section.issue for section in plan.sections} >= {"late_shipment_rate", "order_defect_rate"}
        for number in ("Issue 1:", "Issue 2:"):
            assert number in plan.text
    assert three.text.index("Issue 2:") > three.text.index("Chen Jing")


def test_names_change_letters_with_the_language(knowledge):
    assert "Lin Hao" in drafted(knowledge, answers()).text
    assert "林浩" in drafted(knowledge, answers(), language="zh").text
    assert "Lin Hao" not in drafted(knowledge, answers(), language="zh").text


def test_the_structure_follows_the_scope(knowledge):
    assert choose_structure("account", knowledge) == "8d"
    assert choose_structure("listing", knowledge) == "4d"
    assert choose_structure("other", knowledge) in knowledge.structures
