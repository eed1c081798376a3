"""Whole plans, good and bad, in every language: what a reader objects to is found, and hardly anything else."""

from collections import Counter
from pathlib import Path

import pytest

from reinstate.plan.parse import parse
from reinstate.review import review
from tests.review.labelled import hits, labelled, passages

PLANS = labelled(Path(__file__).parent / "data")
PASSAGES = passages(Path(__file__).parent / "data")


@pytest.fixture(scope="module")
def outcome(knowledge):
    tally = {}
    for plan in PLANS:
        seen = review(parse(plan.text, plan.language, knowledge), knowledge, plan.violation).findings
        found = [(f.label, f.span.start, f.span.end) for f in seen if f.label]
        count = tally.setdefault(plan.language, Counter())
        for place in plan.places:
            count["hit" if any(hits(place, *each) for each in found) else "missed"] += 1
        count["invented"] += sum(not any(hits(place, *each) for place in plan.places) for each in found)
    return tally


@pytest.mark.parametrize("language", sorted({plan.language for plan in PLANS}))
def test_precision_and_recall(outcome, language):
    count = outcome[language]
    assert count["hit"] / (count["hit"] + count["missed"]) >= 0.85
    assert count["hit"] / (count["hit"] + count["invented"]) >= 0.85


@pytest.mark.parametrize("plan", [plan for plan in PLANS if not plan.places], ids=lambda plan: plan.language)
def test_nothing_is_held_against_a_good_plan(plan, knowledge):
    seen = review(parse(plan.text, plan.language, knowledge), knowledge, plan.violation)
    assert [finding for finding in seen.findings if finding.label] == []
    assert all(seen.sections_present.values())


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda each: f"{each.language} {each.text[:40]}")
def test_a_passage_is_seen_as_its_label_says(passage, knowledge):
    read = parse(passage.text, passage.language, knowledge, passage.role)
    found = [(f.label, f.span.start, f.span.end) for f in review(read, knowledge, fragment=True).findings if f.label]
    assert [place for place in passage.places if not any(hits(place, *each) for each in found)] == []
    assert [each for each in found if not any(hits(place, *each) for place in passage.places)] == []
