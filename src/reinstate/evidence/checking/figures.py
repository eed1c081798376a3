"""Whether the figures of an invoice add up: lines, rows of totals, and the total itself."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reinstate.case.inspection import Problem
from reinstate.case.paper import Item, Paper, Sum
from reinstate.evidence.understanding.values import agrees
from reinstate.knowledge.model.evidence import PaperKind

_LEAST = Decimal("0.02")
_LOST_POINT = (Decimal(10), Decimal(100), Decimal("0.01"), Decimal("0.1"))
"""What a point that was not recognised makes of an amount."""


def mismatches(paper: Paper, kind: PaperKind) -> Iterator[Problem]:
    """The first place where the figures don't add up, if any."""
    for item in paper.items:
        if item.quantity and item.unit_price and item.amount and not _multiplies(paper, item):
            args = {"expected": _said(item.quantity * item.unit_price), "printed": _said(item.amount)}
            yield Problem("arithmetic_mismatch", "warning", args, item.spot)
            return
    if paper.ocr and kind.bears("till"):
        return  # a line of a till receipt is soon lost in a photo
    amounts = [item.amount for item in paper.items]
    if not amounts or any(amount is None for amount in amounts) or paper.total is None:
        return
    goods = sum((amount for amount in amounts if amount is not None), Decimal(0))
    if paper.ocr and _near_enough(goods, paper):
        return
    total = paper.total.value
    if not (_explained(goods, total, paper.sums) or _taxed(goods, paper) or _nearest(goods, paper) == total):
        yield Problem(
            "arithmetic_mismatch",
            "warning",
            {"expected": _said(_nearest(goods, paper)), "printed": _said(paper.total.value)},
            paper.total.spot,
        )


def _said(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01')):,}" if amount != amount.to_integral_value() else f"{int(amount):,}"


def _multiplies(paper: Paper, item: Item) -> bool:
    """Whether a line's figures agree: a discount or a tax of the line may stand between them."""
    assert item.quantity is not None
    assert item.unit_price is not None
    assert item.amount is not None
    if agrees(item.quantity, item.unit_price, item.amount):
        return True
    if paper.ocr and any(agrees(item.quantity, item.unit_price, item.amount / lost) for lost in _LOST_POINT):
        return True
    product = item.quantity * item.unit_price
    share = item.amount / product if product else Decimal(0)
    discounted = any(each.role == "discount" for each in paper.sums) or Decimal("0.5") <= share < 1
    taxed = 1 < share <= Decimal("1.28")
    per_more = product and any(
        agrees(item.quantity / lot, item.unit_price, item.amount) for lot in (Decimal(10), Decimal(100), Decimal(1000))
    )
    round_share = abs(share * 200 - (share * 200).to_integral_value()) < Decimal("0.06")
    return bool((discounted and round_share) or (taxed and round_share) or per_more)


def _explained(goods: Decimal, total: Decimal, sums: Sequence[Sum]) -> bool:
    """Whether the lines lead to the net sum and on to the total through the rows that stand between them."""
    nets = list(dict.fromkeys(each.amount for each in sums if each.role == "subtotal"))
    nets += [
        sum(chosen, Decimal(0)) for count in range(2, len(nets[:4]) + 1) for chosen in combinations(nets[:4], count)
    ]
    extras = [each.amount for each in sums if each.role in ("tax", "freight", "discount", "paid", "other")]
    extras = [each for each in extras if abs(each) <= 20 * max(abs(goods), abs(total))]
    large = abs(total) > 1000 and goods == goods.to_integral_value()
    leeway = max(_LEAST, abs(total) * Decimal("0.0005")) if large else _LEAST
    if _reached(goods, total, extras, leeway):
        return True
    return any(_reached(goods, net, extras, leeway) and _reached(net, total, extras, leeway) for net in nets)


def _near_enough(goods: Decimal, paper: Paper) -> bool:
    """Whether the lines of a recognised page lead to a sum that is printed, or to a total that tax may explain."""
    assert paper.total is not None
    nets = [each.amount for each in paper.sums if each.role == "subtotal"]
    if any(abs(net - goods) <= _LEAST for net in nets):
        return True
    return not nets and goods > 0 and Decimal("0.85") < paper.total.value / goods < Decimal("1.3")


def _taxed(goods: Decimal, paper: Paper) -> bool:
    """Whether the total is the lines with tax at a rate that the document prints."""
    if paper.total is None or not goods:
        return False
    rates = {
        Decimal(each.replace(",", ".")) for each in re.findall(r"(?<![\d.,])(\d{1,2}(?:[.,]\d)?)\s?[%％]", paper.text)
    }
    return any(
        abs(goods * (1 + rate / 100) - paper.total.value) <= max(_LEAST, goods / 10000) for rate in rates if rate
    )


def _reached(start: Decimal, end: Decimal, extras: Sequence[Decimal], leeway: Decimal) -> bool:
    """Whether some of the extras, added or taken off, lead from one sum to the other."""
    if abs(start - end) <= leeway:
        return True
    few = list(dict.fromkeys(abs(each) for each in extras if each))[:6]
    for count in range(1, len(few) + 1):
        for chosen in combinations(few, count):
            for signs in range(2**count):
                moved = start + sum((-each if signs >> place & 1 else each) for place, each in enumerate(chosen))
                if abs(moved - end) <= leeway:
                    return True
    return False


def _nearest(goods: Decimal, paper: Paper) -> Decimal:
    """What the total would be: the net sum or the lines, with tax and freight, less discounts."""
    nets = [each.amount for each in paper.sums if each.role == "subtotal"]
    start = nets[0] if nets and abs(nets[0] - goods) <= _LEAST else goods
    more = sum((each.amount for each in paper.sums if each.role in ("tax", "freight")), Decimal(0))
    less = sum((abs(each.amount) for each in paper.sums if each.role == "discount"), Decimal(0))
    return start + more - less
