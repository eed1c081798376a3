"""Readings in doubt: settled only where one reading alone adds up, told as places to look at, never as problems."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Context
from reinstate.case.inspection import ListedItem
from reinstate.case.paper import Found, Item, Paper, PaperParty, PaperSign, Spot, Sum
from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.lexicon import lexicon
from reinstate.evidence.understanding.settling import settled
from reinstate.evidence.understanding.values import Style
from tests.evidence.papers import pdf

STYLE = Style(".", "dmy", ())
SPOT = Spot(1, (10.0, 10.0, 90.0, 20.0))
ALIKE = {"0": "68", "6": "085", "8": "063", "5": "6", "1": "7", "7": "1", "3": "8"}


def word(text: str, sure: float = 0.5, *others: str) -> Word:
    return Word(text, 0, 0, 50, 10, sure=sure, line=1, others=others)


def figures(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


@given(st.integers(2, 400), st.integers(150, 90_000), st.data())
def test_a_doubtful_sign_is_settled_to_what_adds_up_or_left_alone(quantity, cents, data):
    price = Decimal(cents) / 100
    amount = f"{quantity * price:.2f}"
    place = data.draw(st.integers(0, len(amount) - 1))
    assume(amount[place] in ALIKE)
    read = amount[:place] + data.draw(st.sampled_from(ALIKE[amount[place]])) + amount[place + 1 :]
    values, changed = settled(
        figures(str(quantity), f"{price:.2f}", read),
        [[word(str(quantity), 0.95)], [word(f"{price:.2f}", 0.95)], [word(read)]],
        STYLE,
    )
    assert values[:2] == [quantity, price]
    assert (values[2], changed) in [(Decimal(amount), [2]), (Decimal(read), [])]


@given(st.integers(2, 400), st.integers(150, 90_000), st.integers(1, 99_999))
def test_figures_that_were_read_surely_are_never_changed(quantity, price, amount):
    read = figures(str(quantity), str(price), str(amount))
    assert settled(read, [[word(f"{each}", 0.95)] for each in read], STYLE) == (read, [])


def test_what_a_further_look_gave_settles_a_figure():
    read = figures("12", "4.50", "59.00")
    words = [[word("12", 0.95)], [word("4.50", 0.95)], [word("59.00", 0.5, "54.00")]]
    assert settled(read, words, STYLE) == (figures("12", "4.50", "54.00"), [2])


def test_two_readings_that_both_add_up_settle_nothing():
    read = figures("10", "5.00", "99.00")
    words = [[word("10", 0.5, "16")], [word("5.00", 0.5, "6.00")], [word("99.00", 0.5, "80.00", "60.00")]]
    assert settled(read, words, STYLE) == (read, [])


def test_a_word_of_the_shelves_is_found_through_the_blanks_that_an_engine_sees(knowledge):
    text = "請求 書  No. 5"
    hits = [each for each in lexicon(knowledge, "plain").find(text) if each.key == "invoice" and each.group == "titles"]
    assert [text[each.start : each.end] for each in hits] == ["請求 書"]


def found(value, look="sure"):
    return Found(value, SPOT, look)


SCAN = Paper(
    "a.jpg",
    "image/jpeg",
    "0" * 64,
    "invoice",
    1.0,
    "en",
    1,
    ocr=True,
    issuer=PaperParty(
        found("Pellworth Crates Ltd"),
        found("Unit 2, Quarry Road, Halifax"),
        found("01422 496 018"),
        found("s@a.example"),
    ),
    receiver=PaperParty(found("Lanternfold Ltd"), found("5 Mill Road, Leeds LS1 4AB")),
    number=found("PW-2071"),
    date=found(dt.date(2026, 3, 3)),
    currency="GBP",
    total=found(Decimal("1540.00")),
    items=(Item("Folding crate PC-40", SPOT, (), Decimal(100), Decimal("12.00"), Decimal("1200.00")),),
    sums=(Sum("subtotal", Decimal("1200.00"), SPOT), Sum("tax", Decimal("240.00"), SPOT)),
    identifiers=(found("PC-40"),),
    text="Pellworth Crates Ltd\nLanternfold Ltd\nPC-40",
)
PRODUCT = ListedItem("B0MADEUP01", model="PC-40")
CONTEXT = Context(dt.date(2026, 4, 1), 365, "GB", "Lanternfold Ltd", "5 Mill Road, Leeds LS1 4AB", (PRODUCT,))


def told(paper, knowledge, context=CONTEXT):
    (made,) = evidence.inspect([paper], context, knowledge)
    looks = [risk.args["missing"] for risk in made.risks if risk.code == "hard_to_read"]
    return [each.code for each in made.problems], looks


def test_a_total_that_was_read_surely_and_is_wrong_is_a_mismatch(knowledge):
    assert told(SCAN, knowledge) == (["arithmetic_mismatch"], [])


DOUBTS = {
    "the total": (replace(SCAN, total=found(Decimal("1540.00"), "doubtful")), "total"),
    "a sign taken for another": (replace(SCAN, total=found(Decimal("1446.00"))), "total"),
    "lines that lead to no sum": (replace(SCAN, sums=(Sum("subtotal", Decimal("1300.00"), SPOT),)), "total"),
    "a line's figure": (
        replace(SCAN, total=None, items=(replace(SCAN.items[0], amount=Decimal("1300.55"), doubtful=("amount",)),)),
        "line",
    ),
    "the receiver's name": (
        replace(SCAN, total=None, receiver=PaperParty(found("Lxntxrn fx1d", "doubtful"))),
        "receiver",
    ),
    "a receiver taken from the wrong place": (
        replace(SCAN, total=None, receiver=PaperParty(found("Term 2026: Pellworth"))),
        "receiver",
    ),
    "no receiver, though its name stands there": (replace(SCAN, total=None, receiver=PaperParty()), "receiver"),
    "a product's code": (
        replace(SCAN, total=None, identifiers=(found("PC-4Q7"),), text="PC-4Q7"),
        "product",
    ),
    "a telephone number": (
        replace(
            SCAN,
            total=None,
            issuer=replace(SCAN.issuer, phone=None),
            signs=(PaperSign("unclear", SPOT, {"part": "phone"}),),
        ),
        "phone",
    ),
}


@pytest.mark.parametrize("case", DOUBTS)
def test_what_was_read_in_doubt_is_a_place_to_look_at_and_no_problem(case, knowledge):
    paper, part = DOUBTS[case]
    context = replace(CONTEXT, items=(ListedItem("B0MADEUP01", model="PC-407"),)) if part == "product" else CONTEXT
    assert told(paper, knowledge, context) == ([], [part])


SURE = {
    "another receiver": (replace(SCAN, receiver=PaperParty(found("Harrowgate Supplies Ltd"))), "receiver_mismatch"),
    "no way to call": (replace(SCAN, issuer=replace(SCAN.issuer, phone=None)), "supplier_contact_incomplete"),
    "another product": (
        replace(SCAN, identifiers=(found("ZX-9917"),), text="ZX-9917"),
        "product_not_matching",
    ),
}


@pytest.mark.parametrize("case", SURE)
def test_what_was_read_surely_and_is_wrong_is_a_problem_on_a_scan_too(case, knowledge):
    paper, code = SURE[case]
    assert told(replace(paper, total=None), knowledge) == ([code], [])


def test_a_number_in_brackets_before_an_address_is_a_telephone(knowledge):
    body = """
= Pellworth Crates Ltd
2 Quarry Road, Sparks, NV 89431 \\
(775) 555-0164 - sales\\@pellworth.example

Invoice No: PW-2071
"""
    paper = next(evidence.read(pdf(body), "a.pdf", knowledge, None))
    assert paper.issuer.phone is not None
    assert paper.issuer.phone.value == "(775) 555-0164"
