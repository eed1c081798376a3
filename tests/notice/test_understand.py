"""Notices of every kind and language, written for these tests: what must be understood of each."""

import tomllib
from pathlib import Path

import pytest

from reinstate import knowledge, notice

NOTICES = [
    pytest.param(each, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent / "data").glob("*.toml"))
    for number, each in enumerate(tomllib.loads(path.read_text("utf-8"))["notice"])
]


@pytest.fixture(scope="module")
def shelves():
    return knowledge.load()


@pytest.mark.parametrize("each", NOTICES)
def test_says_what_the_notice_says(each, shelves):
    reading = notice.understand(notice.read(each["text"].encode(), "notice.txt"), shelves)
    found = dict(notice.contract(reading))
    found["requested"] = sorted({demand["what"] for demand in found["requested"]})
    for field, wanted in each.items():
        if field == "text" or field in each.get("unmet", ()) or field == "unmet":
            continue
        if field == "violations":
            assert found[field][: len(wanted)] == wanted
        else:
            assert found[field] == (sorted(wanted) if field == "requested" else wanted), field


@pytest.mark.parametrize("each", NOTICES)
def test_every_fact_points_at_words_of_the_notice(each, shelves):
    reading = notice.understand(notice.read(each["text"].encode(), "notice.txt"), shelves)
    for fact in reading.facts:
        if fact.span is not None:
            assert 0 <= fact.span.start < fact.span.end <= len(reading.notice.text)
    for fact in (*reading.found("asin"), *reading.found("order_id"), *reading.found("complaint_id")):
        assert fact.span.of(reading.notice.text) == fact.value


def understood(text, shelves):
    return notice.understand(notice.read(text.encode(), "notice.txt"), shelves)


def test_identifiers_that_do_not_belong_to_the_case_are_left_out(shelves):
    reading = understood(
        "We removed B0CASE1234 because it is not authentic. Tracking number 1ZB0AAAAAA12. "
        "Other listings such as B0FINE9999 are not affected.\n\nASIN: B0CASE1234",
        shelves,
    )
    assert reading.asins == ("B0CASE1234",)


def test_isbn_needs_a_right_check_digit(shelves):
    text = "We removed these books as they are counterfeit:\n\n0306406152  A book\n0306406153  Not a book\n"
    assert understood(text, shelves).asins == ("0306406152",)


def test_words_of_the_seller_around_a_forwarded_notice_do_not_count(shelves):
    reading = understood(
        "Tom, can you check B0MINE0001? They say our VAT is missing??\n\n"
        "---------- Forwarded message ---------\nFrom: Amazon <notice@amazon.com>\nDate: Mon, 4 Mar 2024\n"
        "Subject: Listing removed\n\nWe removed your listing B0THEIR002 because customers say it is counterfeit.\n",
        shelves,
    )
    assert reading.asins == ("B0THEIR002",)
    assert reading.violations == ("counterfeit",)


def test_what_is_denied_is_not_alleged(shelves):
    reading = understood(
        "Your account was deactivated for drop shipping. No counterfeit or safety issue was found.", shelves
    )
    assert reading.violations == ("drop_shipping",)


def test_metrics_within_their_target_are_not_alleged(shelves):
    reading = understood(
        "Late shipment rate: 7.1% (target under 4%)\nCancellation rate: 1.0% (target under 2.5%)", shelves
    )
    assert reading.violations == ("late_shipment_rate",)
    assert {fact.extra["name"]: fact.value for fact in reading.found("metric")} == {
        "late_shipment_rate": 7.1,
        "cancellation_rate": 1.0,
    }


def test_times_of_amazon_are_no_deadline(shelves):
    reading = understood(
        "Your account was deactivated for drop shipping. We usually review appeals within 48 hours. "
        "Funds are held for 90 days. Send invoices from the last 180 days.",
        shelves,
    )
    assert reading.deadline_days is None
    assert reading.lookback_days == 180


def test_long_input_is_cut_and_says_so(shelves):
    reading = understood("Your account was deactivated for drop shipping.\n" + "word " * 100_000, shelves)
    assert "text-cut" in reading.warnings
    assert reading.violations == ("drop_shipping",)


def test_a_title_in_brackets_ends_with_them(knowledge):
    text = "The products with the most defects are ASIN B0CQ7XN4LD (Ridge tent) and ASIN B0D5VHT2KW (camp stove)."
    reading = notice.understand(notice.read(text.encode(), "n.txt"), knowledge)
    assert [fact.extra.get("title") for fact in reading.found("asin")] == ["Ridge tent", "camp stove"]


@pytest.mark.parametrize(
    ("what", "money"),
    [
        (
            "Your Amazon.com account has been deactivated because your late shipment rate of 9.3% is above 4%.",
            "Funds will not be transferred to you but will stay in your account while we work with you.",
        ),
        (
            "Votre compte Amazon.fr est désactivé : votre taux d’expéditions en retard est de 9 %.",
            "Les fonds ne seront pas transférés sur votre compte bancaire.",
        ),
        (
            "Su cuenta de Amazon.es está desactivada: su tasa de envíos con retraso es del 9 %.",
            "Los fondos no se transferirán a su cuenta bancaria.",
        ),
    ],
)
def test_money_that_is_not_transferred_is_no_transfer_of_an_account(what, money, shelves):
    reading = notice.understand(notice.read(f"{what}\n\n{money}".encode(), "notice.txt"), shelves)
    assert reading.violations == ("late_shipment_rate",)
