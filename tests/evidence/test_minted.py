"""A sample of the made-up documents, of every layout and language: read well, checked well, few false alarms."""

import pytest

from reinstate import assist
from tests.evidence.mint import mint
from tests.evidence.mint.measure import measure

SAMPLE = range(4000, 4048)


def test_documents_of_any_layout_and_language_are_read_and_checked(knowledge):
    made = measure((mint(seed, scan=False) for seed in SAMPLE), knowledge)
    assert made.kind_share >= 0.97, made.notes
    assert made.f1 >= 0.95, made.notes
    assert made.found_share >= 0.95, made.notes
    assert made.alarm_share <= 0.05, made.notes


def test_a_scan_of_a_document_is_read_too(knowledge):
    recognise = assist.recogniser(knowledge)
    if recognise is None:
        pytest.skip("no engine that reads pictures is installed")
    seeds = [seed for seed in range(5000, 5060) if mint(seed, (0,), scan=False).truth["language"] == "en"][:2]
    made = measure((mint(seed, (0,), scan=True) for seed in seeds), knowledge, recognise)
    assert made.kind_share == 1
    assert made.f1 >= 0.85, made.notes


def test_the_same_seed_makes_the_same_document():
    one, two = mint(77, scan=False), mint(77, scan=False)
    assert one.truth == two.truth
    assert one.problems == two.problems
