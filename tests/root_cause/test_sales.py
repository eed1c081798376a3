"""Units sold are asked for once, where the notice wants invoices and names products, and read as people type them."""

from dataclasses import replace
from datetime import date

import pytest

from reinstate.case import Counted, Fact, Notice, Reading
from reinstate.root_cause import Ground, Refusal, new_progress, steps_of, take
from reinstate.root_cause.progress import NONE, SKIPPED

LAMP, CUP = "B0AAAAAAA1", "B0AAAAAAA2"


@pytest.fixture
def ground(knowledge):
    def made(*asins, demand="invoices", language="en"):
        notice = Notice("notice.txt", "", "0" * 64, sent=date(2026, 9, 14))
        facts = (Fact("demand", demand, None, "test"), *(Fact("asin", each, None, "test") for each in asins))
        reading = Reading(notice, "en", "US", "listing_removed", "listing", (), facts=facts, lookback_days=90)
        return Ground(reading, knowledge, language=language)

    return made


def asked(ground, progress=None):
    return steps_of(ground, progress or new_progress("en")).step("sold")


def answered(ground, text, progress=None):
    progress = progress or new_progress("en")
    return take(ground, progress, asked(ground, progress), text)


def test_it_is_asked_only_where_it_bears(ground):
    step = asked(ground(LAMP, CUP))
    assert step.wanted
    assert "90 days" in step.asks["en"]
    assert [each.id for each in step.options] == [LAMP, CUP]
    assert asked(ground()) is None
    assert asked(ground(LAMP, demand="business_licence")) is None


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (f"{LAMP} 120\n{CUP} 35", {LAMP: 120, CUP: 35}),
        ("1: 1,240, 2: 35", {LAMP: 1240, CUP: 35}),
        ("1=120;2 = 0", {LAMP: 120, CUP: 0}),
        (f"{LAMP}\n{CUP.lower()}：7", {CUP: 7}),  # a line of the form that was left open
    ],
)
def test_answers_by_number_and_by_asin(ground, text, units):
    made = answered(ground(LAMP, CUP), text)
    assert made.refused is None
    assert made.progress.answers.sold == units
    assert asked(ground(LAMP, CUP), made.progress).state == "answered"


def test_of_one_product_the_number_will_do_as_the_language_writes_it(ground):
    assert answered(ground(LAMP), "120").progress.answers.sold == {LAMP: 120}
    assert answered(ground(LAMP, language="de"), "1.240").progress.answers.sold == {LAMP: 1240}
    assert answered(ground(LAMP), f"{LAMP} 7").progress.answers.sold == {LAMP: 7}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("3: 12", "sold-no-product"),
        ("120", "sold-no-product"),
        ("orders.csv", "sold-no-product"),
        ("1: many", "sold-no-number"),
        ("1: 12.5", "sold-no-number"),
        (f"{LAMP}", "empty"),
    ],
)
def test_what_tells_no_units_is_refused_and_nothing_changes(ground, text, key):
    made = answered(ground(LAMP, CUP), text)
    assert isinstance(made.refused, Refusal)
    assert made.refused.key == key
    assert made.progress.answers.sold == {}


def test_it_can_be_passed_over_and_answered_with_nothing(ground):
    assert answered(ground(LAMP), "don't know").progress.marks["sold"] == SKIPPED
    assert answered(ground(LAMP), "none").progress.marks["sold"] == NONE


def test_units_that_a_person_types_take_the_place_of_a_count(ground):
    before = new_progress("en")
    day = date(2026, 9, 14)
    told = replace(before.answers, sold={LAMP: 9, CUP: 4}, counted=Counted(day, day, 3))
    made = answered(ground(LAMP, CUP), "1: 10", replace(before, answers=told)).progress.answers
    assert made.sold == {LAMP: 10, CUP: 4}
    assert made.counted is None
