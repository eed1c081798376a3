"""The totals of a document, and the currency it counts in."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from reinstate.case.paper import Found, Sum
from reinstate.evidence.seeing.layout import Piece, wide
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Area, Spread
from reinstate.evidence.understanding.values import Figure, figures

_MOST = 10**11
"""No invoice comes to so much: such figures are barcodes and telephone numbers."""
_RATE = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?[%％]")
_PRIORITY = ("carried", "subtotal", "tax", "freight", "discount", "paid", "total")


def sums_of(spread: Spread, areas: Sequence[Area]) -> tuple[tuple[Sum, float], ...]:
    """Every row of totals with how strongly it stands out, in the order of the document."""
    found: list[tuple[Sum, float]] = []
    for piece in spread.pieces:
        inside = any(area.holds(piece) for area in areas)
        for mark, key in _labels(spread, piece):
            if inside and key != "carried":
                continue
            figure = _figure(spread, piece, mark)
            above = areas and (piece.page, piece.top) < areas[0][:2]
            if figure is not None and not (above and key not in ("total", "paid")):
                made = Sum(
                    key,
                    figure[0].value,
                    spread.spot(figure[1], figure[1].part(figure[0].span.start, figure[0].span.end)),
                )
                found.append((made, _strength(spread, piece, mark, figure)))
    found += ((each, 0.0) for each in (*_rated(spread, areas), *_unnamed(spread, areas)))
    return tuple(found)


def _rated(spread: Spread, areas: Sequence[Area]) -> Iterator[Sum]:
    """The rows that name a rate of tax with its base and its amount, whatever words stand beside them."""
    for layout in spread.layouts:
        for row in layout.rows:
            if any(area.holds(piece) for area in areas for piece in row):
                continue
            text = "  ".join(piece.text for piece in row)
            rates = {Decimal(each.replace(",", ".")) for each in _RATE.findall(text)}
            told = [(figure, piece) for piece in row for figure in _amounts(spread, piece, 0) if figure.value]
            for (base, at), (tax, by) in permutations(told, 2):
                if any(rate and abs(base.value * rate / 100 - tax.value) <= _leeway(spread) for rate in rates):
                    yield Sum("subtotal", base.value, spread.spot(at, at.part(base.span.start, base.span.end)))
                    yield Sum("tax", tax.value, spread.spot(by, by.part(tax.span.start, tax.span.end)))


def _unnamed(spread: Spread, areas: Sequence[Area]) -> Iterator[Sum]:
    """Amounts at the end of rows that no label names, from the first line of goods on: a bag, a deposit, a service."""
    if not areas:
        return
    page, top = min((area.page, area.top) for area in areas)
    for layout in spread.layouts:
        for row in layout.rows:
            last = row[-1]
            if (last.page, last.top) < (page, top) or len(row) < 2 or any(area.holds(last) for area in areas):
                continue
            told = [figure for figure in _amounts(spread, last, 0) if figure.cents]
            if told and _bare(last.text) and not any(spread.marks(piece, "sums") for piece in row):
                yield Sum("other", told[-1].value, spread.spot(last))


def _leeway(spread: Spread) -> Decimal:
    """How far a tax may be from its base by rounding: a cent, or a whole unit where none has cents."""
    return Decimal("0.02") if re.search(r"\d[.,]\d{2}(?!\d)", spread.text) else Decimal(1)


def _labels(spread: Spread, piece: Piece) -> Iterator[tuple[Named, str]]:
    """The labels of totals in a piece, the longest of those that overlap."""
    taken: list[Named] = []
    for mark in sorted(spread.marks(piece, "sums"), key=lambda each: (-len(each), _PRIORITY.index(each.key))):
        if any(mark.start < other.end and other.start < mark.end for other in taken):
            continue
        before = piece.text[mark.start - 1 : mark.start]
        after = piece.text[mark.end : mark.end + 1]
        if (before.isalnum() and before.isascii()) or before == "-" or (after.isalpha() and after.isascii()):
            continue
        if any(
            other.key == "tax-id" and other.start <= mark.start and mark.end < other.end
            for other in spread.marks(piece, "parties")
        ):
            continue
        taken.append(mark)
    yield from ((mark, mark.key) for mark in sorted(taken, key=lambda each: each.start))


def _figure(spread: Spread, piece: Piece, mark: Named) -> tuple[Figure, Piece] | None:
    """The amount that belongs to a label: behind it, at the end of its row, or below it."""
    own = _amounts(spread, piece, mark.end)
    behind = [other for other in spread.marks(piece, "sums") if other.start >= mark.end]
    stop = min((other.start for other in behind), default=len(piece.text) + 1)
    own = [figure for figure in own if figure.span.start < stop]
    later = _later_money(spread, piece) if mark.key != "total" and stop > len(piece.text) else None
    if own:
        gap = piece.text[mark.end : own[0].span.start]
        if len(re.sub(r"[\W\d_]", "", gap)) > 40:
            return None
        money = [figure for figure in own if figure.cents or figure.grouped]
        return later or ((money or own)[0], piece)
    if (
        re.search(r"[^\W\d_]{3,}", re.sub(r"\b[A-Z]{3}\b", "", piece.text[mark.end : stop]))
        and mark.key == "total"
        and len(piece.text) - mark.end > 30
    ):
        return None
    if later is not None:
        return later
    row = spread.row(piece)
    for near in row[row.index(piece) + 1 :]:
        if spread.leading(near, "sums") and not any(map(str.isdigit, near.text)):
            break
        found = _amounts(spread, near, 0)
        if found and mark.key == "total" and found[0].span.start == 0 and found[0].grouped and not _bare(near.text):
            return found[0], near  # the amount, and what it holds behind it in brackets
        if found and _bare(near.text):
            last = next((other for other in reversed(row) if _amounts(spread, other, 0) and _bare(other.text)), near)
            chosen = (
                last
                if mark.key == "total" and not any(spread.leading(other, "sums") for other in row[row.index(near) :])
                else near
            )
            return _amounts(spread, chosen, 0)[-1], chosen
    return _below(spread, piece)


def _later_money(spread: Spread, piece: Piece) -> tuple[Figure, Piece] | None:
    """The last amount of a row before its next label: what stands beside the label is a rate, a base or a number."""
    row = spread.row(piece)
    found = None
    for near in row[row.index(piece) + 1 :]:
        if spread.marks(near, "sums") or not _bare(near.text):
            break
        amounts = [figure for figure in _amounts(spread, near, 0) if figure.cents or figure.grouped]
        found = (amounts[-1], near) if amounts else found
    return found


def _below(spread: Spread, piece: Piece) -> tuple[Figure, Piece] | None:
    """The amount under a label that heads a column."""
    layout = spread.layout(piece)
    for row in layout.rows[piece.row + 1 : piece.row + 3]:
        for near in row:
            if near.across(piece) and near.top - piece.bottom < 2.5 * piece.size and _bare(near.text):
                found = _amounts(spread, near, 0)
                if found and not spread.leading(near, "sums"):
                    return found[-1], near
    return None


def _amounts(spread: Spread, piece: Piece, start: int) -> list[Figure]:
    """The figures of a piece from a place on that are no percentages and no counts of other things."""
    text = piece.text
    found = []
    for figure in figures(text, spread.style):
        tail = text[figure.span.end : figure.span.end + 14]
        if figure.value >= _MOST or figure.span.start < start or re.match(r"\s?[%％]", tail):
            continue
        if (
            text[max(0, figure.span.start - 2) : figure.span.start - 0].strip().endswith((".", "/"))
            and text[max(0, figure.span.start - 2)].isdigit()
        ):
            continue
        counts = (tail[:1].isalpha() and wide(tail[0])) or re.match(r"\s?[^\W\d_]{4,}", tail)
        if counts and not spread.style.money.pattern.search(tail):
            continue
        if re.match(r"[./-]\d", tail) or text[max(0, figure.span.start - 1) : figure.span.start] == "/":
            continue
        found.append(figure)
    return found


def _bare(text: str) -> bool:
    """Whether a piece is an amount and no sentence."""
    return len(re.sub(r"[\d\W_]", "", text)) <= 9


def _strength(spread: Spread, piece: Piece, mark: Named, figure: tuple[Figure, Piece]) -> float:
    worth = min(mark.end - mark.start, 25) / 6 + (2.0 if figure[0].cents or figure[0].grouped else 0.0)
    worth += 1.5 if figure[1].bold or piece.bold else 0.0
    worth += 2.0 * (figure[1].size / max(spread.layout(piece).size, 1.0) - 1)
    worth += 1.5 if mark.start <= 3 else 0.0
    worth += piece.page * 0.5 + piece.top / max(spread.layout(piece).view.height, 1.0)
    return worth - (
        3.0 if re.search(r"[^\W\d_]", figure[1].text) and not _bare(figure[1].text) and mark.start > 3 else 0.0
    )


def total_of(sums: Sequence[tuple[Sum, float]]) -> Found[Decimal] | None:
    """The total: the one that the other rows add up to, else the one that stands out most."""
    totals = [(each, strength) for each, strength in sums if each.role == "total"]
    if not totals:
        return None
    nets = [each.amount for each, _ in sums if each.role == "subtotal"]
    extras = [each.amount for each, _ in sums if each.role in ("tax", "freight")]

    def worth(candidate: tuple[Sum, float]) -> float:
        amount = candidate[0].amount
        adds = any(abs(net + sum(extras) - amount) < Decimal("0.02") for net in nets)
        return (
            candidate[1] + (3.0 if adds else 0.0) + (0.8 if amount == max(each.amount for each, _ in totals) else 0.0)
        )

    best = max(totals, key=worth)[0]
    return Found(best.amount, best.spot)


def lone_of(spread: Spread) -> Found[Decimal] | None:
    """The amount that stands alone with its sign of money in the largest type: a receipt often names no total."""
    alone = [
        (piece, told[0])
        for piece in spread.pieces
        if len(told := _amounts(spread, piece, 0)) == 1
        and _bare(piece.text)
        and spread.style.money.amount.search(piece.text)
    ]
    largest = max((piece.size for piece, _ in alone), default=0.0)
    found = [(piece, figure) for piece, figure in alone if piece.size > 0.95 * largest]
    if len({figure.value for _, figure in found}) != 1:
        return None
    piece, figure = found[0]
    return Found(figure.value, spread.spot(piece, piece.part(figure.span.start, figure.span.end)))


def currency_of(spread: Spread, language: str, near: Sequence[Piece]) -> str | None:
    """The currency: as a label says, else as the amounts bear it, else as a sign that the language settles."""
    money = spread.style.money
    labelled = (pair.text for pair in spread.pairs if "currency" in pair.keys)
    for text in (*labelled, *(piece.text for piece in near)):
        if code := money.named(text):
            return code
    return money.currency(spread.text, language)
