"""Totals are held against every plausible reading before they are called wrong."""

import datetime as dt

import pytest

from reinstate import evidence
from reinstate.case import Context
from tests.evidence.papers import pdf

HEAD = """
= Pellworth Crates Ltd
Unit 2, Quarry Road, Halifax HX1 2AB \\ Tel 01422 496 018 \\ sales\\@pellworth.example \\ VAT Reg No. {tax}

Bill to \\ Lanternfold Ltd \\ 5 Mill Road, Leeds LS1 4AB

Invoice No: PW-2071 \\ Invoice date: 3 March 2026
#table(columns: (1fr, 60pt, 60pt, 80pt), [Description], [Qty], [Price], [Amount],
  [Folding crate PC-40], [100], [12.00], [1,200.00], [Lid PC-41], [50], [4.00], [200.00])
"""
ROW = "#table(columns: (1fr, 90pt), stroke: none, {cells})\n"


def rows(*told):
    return ROW.format(cells=", ".join(f"[{label}], [{amount}]" for label, amount in told))


def codes(body, knowledge):
    paper = next(evidence.read(pdf(body), "a.pdf", knowledge, None))
    context = Context(dt.date(2026, 4, 1), 365, "GB", "Lanternfold Ltd", "", ())
    (made,) = evidence.inspect([paper], context, knowledge)
    return paper, [each.code for each in made.problems]


RIGHT = {
    "base read beside its rate": rows(
        ("Goods total", "1,400.00"), ("VAT S 20.00 % on 1,400.00", "280.00"), ("Invoice total GBP", "1,680.00")
    ),
    "rates without labels": "#table(columns: 3, [Base], [VAT], [Charge], "
    "[1,200.00], [20 %], [240.00], [200.00], [5 %], [10.00])\n" + rows(("Total", "1,650.00")),
    "carriage and rebate": rows(
        ("Goods total", "1,400.00"), ("Rebate 5 %", "-70.00"), ("Carriage", "30.00"), ("Total GBP", "1,360.00")
    ),
    "tax within the total": rows(("Total", "1,400.00"), ("VAT INCL 20 %", "233.33")),
    "an amount that no label names": rows(("Engraving as agreed", "35.00"), ("Total", "1,435.00")),
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_total_that_some_reading_explains_is_no_mismatch(case, knowledge):
    paper, found = codes(HEAD.format(tax="GB 294 5507 18") + RIGHT[case], knowledge)
    assert len(paper.items) in (2, 3)
    assert paper.total is not None
    assert "arithmetic_mismatch" not in found


def test_a_total_that_no_reading_explains_is_a_mismatch(knowledge):
    body = rows(("Goods total", "1,400.00"), ("VAT 20 %", "280.00"), ("Invoice total GBP", "1,860.00"))
    assert "arithmetic_mismatch" in codes(HEAD.format(tax="GB 294 5507 18") + body, knowledge)[1]


def test_a_tax_number_in_blocks_is_no_amount(knowledge):
    body = rows(("Goods total", "1,400.00"), ("VAT 20 %", "280.00"), ("Invoice total GBP", "1,680.00"))
    paper, found = codes(HEAD.format(tax="DE 155 501 418") + body, knowledge)
    assert paper.issuer.tax_id is not None
    assert paper.issuer.tax_id.value == "DE155501418"
    assert "arithmetic_mismatch" not in found
