"""Every example of every rule in every language, and the laws of the shelf."""

from functools import cache

import pytest

from reinstate.knowledge import load
from reinstate.knowledge.model.review import Rule
from reinstate.plan.parse import parse
from reinstate.review import review
from tests.review.marked import unmark

LABELS = {
    "blame_shifting",
    "denial",
    "shallow_cause",
    "emotional_language",
    "pledge",
    "apology_excess",
    "flattery",
    "company_intro",
    "vague_actor",
    "vague_measure",
    "missing_date",
    "future_instead_of_done",
    "missing_evidence",
    "unidentified_item",
    "support_case_reference",
    "threat_or_legal",
    "accusation_against_amazon",
    "verbosity",
    "unfilled_placeholder",
    "off_topic_issue",
    "third_party_info_missing",
    "missing_root_cause",
    "missing_actions",
    "missing_prevention",
}
LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
SIGNALS = {"@date", "@item", "@code", "@number", "@name", "@fullname", "@quote", "@question", "@never"}


@cache
def knowledge():
    return load()


RULES = tuple(knowledge().rules.values())


def found(rule: Rule, text: str, language: str) -> list[tuple[int, int]]:
    plan = parse(text, language, knowledge(), rule.role)
    seen = review(plan, knowledge(), fragment=rule.part is None)
    return [(finding.span.start, finding.span.end) for finding in seen.findings if finding.rule == rule.id]


FINDS = [(rule, tag, text) for rule in RULES for tag, texts in rule.finds.items() for text in texts]
SPARES = [(rule, tag, text) for rule in RULES for tag, texts in rule.spares.items() for text in texts]


@pytest.mark.parametrize(("rule", "tag", "text"), FINDS, ids=lambda value: getattr(value, "id", value)[:40])
def test_finds_the_marked_place(rule, tag, text):
    marked = unmark(text)
    assert found(rule, marked.text, tag) == list(marked.places)


@pytest.mark.parametrize(("rule", "tag", "text"), SPARES, ids=lambda value: getattr(value, "id", value)[:40])
def test_spares(rule, tag, text):
    assert found(rule, unmark(text).text, tag) == []


def test_every_label_of_the_contract_has_a_rule_and_no_other():
    assert {rule.label for rule in RULES if rule.label} == LABELS


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_rule_speaks_every_language_of_plans(tag):
    assert [rule.id for rule in RULES if not rule.speaks(tag)] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_only_things_that_exist(rule):
    marks = {
        mark
        for way in rule.ways.values()
        for each in (*way.any, *way.unless, *way.unless_after, *way.unless_near, *way.unless_plan)
        for mark in each.split("+")
    }
    assert {mark for mark in marks if mark.startswith("@")} <= SIGNALS
    assert {mark for mark in marks if not mark.startswith("@")} <= set(knowledge().lexicons)
    assert set(rule.sources) <= set(knowledge().sources)
    assert rule.guidance, "a rule says which guidance it serves"
    assert rule.sources, "a rule names its source"
    assert set(rule.yields) <= LABELS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_that_speaks_a_language_has_words_there(rule):
    for tag in LANGUAGES:
        for way in rule.ways.values():
            wakers = {mark for each in way.any for mark in each.split("+") if not mark.startswith("@")}
            silent = {mark for mark in wakers if not knowledge().lexicons[mark].words.get(tag)}
            assert not (rule.speaks(tag) and silent), f"{tag}: {silent}"
