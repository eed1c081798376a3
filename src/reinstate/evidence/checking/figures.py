"""Whether the figures of an invoice add up: lines, rows of totals, and the total itself."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from reinstate.case.inspection import Problem
from reinstate.case.paper import Item, Paper, Sum
from reinstate.evidence.checking.doubts import hard
from reinstate.evidence.understanding.settling import misreadings
from reinstate.evidence.understanding.values import agrees
from reinstate.knowledge.model.evidence import PaperKind

_LEAST = Decimal("0.02")
_LOST_POINT = (Decimal(10), Decimal(100), Decimal("0.01"), Decimal("0.1"))
"""What a point that was not recognised makes of an amount."""


def mismatches(paper: Paper, kind: PaperKind) -> Iterator[Problem]:
    """The places where the figures don't add up: the first if they were read surely, else those to look at."""
    for item in paper.items:
        if item.quantity and item.unit_price and item.amount and not _multiplies(paper, item):
            if item.doubtful or (paper.ocr and _misread(item)):
                yield hard(("line",), item.spot)
                continue
            args = {"expected": _said(item.quantity * item.unit_price), "printed": _said(item.amount)}
            yield Problem("arithmetic_mismatch", "warning", args, item.spot)
            return
    if paper.ocr and kind.bears("till"):
        return  # a line of a till receipt is soon lost in a photo
    amounts = [item.amount for item in paper.items]
    if not amounts or any(amount is None for amount in amounts) or paper.total is None:
        return
    goods = sum((amount for amount in amounts if amount is not None), Decimal(0))
    total = paper.total.value
    if _explained(goods, total, paper.sums) or _taxed(goods, paper) or _nearest(goods, paper) == total:
        return
    if paper.ocr and not _surely_wrong(goods, paper):
        yield hard(("total",), paper.total.spot)
    else:
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


def _surely_wrong(goods: Decimal, paper: Paper) -> bool:
    """Whether a recognised total is wrong whatever was misread: lines and net sum agree, and every sum is sure.

    Lines that lead to no sum may be incomplete, as a row is soon lost in a picture.
    """
    assert paper.total is not None
    nets = [each for each in paper.sums if each.role == "subtotal"]
    agreed = [net for net in nets if abs(net.amount - goods) <= _LEAST]
    between = [each for each in paper.sums if each.role not in ("subtotal", "total", "carried")]
    if paper.total.look == "doubtful" or any(each.look == "doubtful" for each in between):
        return False
    if not agreed and (nets or not all(_multiplied(item) for item in paper.items)):
        return False
    return not any(
        _explained(goods, other, paper.sums) for other in misreadings(paper.total.value) if other != paper.total.value
    )


def _multiplied(item: Item) -> bool:
    """Whether a line's three figures were all read, and agree."""
    return bool(
        item.quantity and item.unit_price and item.amount and agrees(item.quantity, item.unit_price, item.amount)
    )


def _misread(item: Item) -> bool:
    """Whether one sign of one figure, taken for another as engines do, would make a line agree."""
    assert item.quantity is not None
    assert item.unit_price is not None
    assert item.amount is not None
    figures = [item.quantity, item.unit_price, item.amount]
    for place, figure in enumerate(figures):
        for other in misreadings(figure):
            quantity, price, amount = (other if at == place else each for at, each in enumerate(figures))
            if agrees(quantity, price, amount):
                return True
    return False


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
