"""Lines of goods without headings, as on till receipts: a row in which two figures multiply to a third."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reinstate.case.paper import Found, Item
from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.cells import unpriced
from reinstate.evidence.understanding.identifiers import identifiers_in
from reinstate.evidence.understanding.rows import sum_role
from reinstate.evidence.understanding.spread import Area, Spread, around
from reinstate.evidence.understanding.values import Figure, agrees, figures, gtin


def loose(spread: Spread, areas: list[Area]) -> Iterator[Item]:
    """Lines without headings, as on till receipts: a row in which two figures multiply to a third."""
    for layout in spread.layouts:
        before: list[Piece] = []
        for row in layout.rows:
            text = "  ".join(piece.text for piece in row)
            found = figures(unpriced(text, spread.style.money), spread.style)
            triple = _triple(found)
            if triple is not None and sum_role(spread, row) is None:
                words = re.sub(r"[\d.,@xX×*$€]+", " ", text).strip()
                named = row if len(re.sub(r"\W|\d", "", words)) >= 3 else before
                yield _loose_item(spread, named or row, row, triple)
                before = []
                areas.append(Area(layout.view.number, row[0].top, max(piece.bottom for piece in row), 0.0, 1e6))
            elif not any(map(str.isalnum, text)):
                before = []
            else:
                coded = len(before) == 1 and before[0].text.isdigit() and gtin(before[0].text)
                before = [*(before if coded else ()), *row]


def _triple(found: Sequence[Figure]) -> tuple[Decimal, Decimal, Decimal] | None:
    for third in reversed(found):
        if not third.cents:
            continue
        rest = [each for each in found if each is not third]
        for first in rest:
            for second in rest:
                whole = first is not second and first.value == first.value.to_integral_value() and not first.cents
                if whole and second.cents and first.value < 100000 and agrees(first.value, second.value, third.value):
                    return first.value, second.value, third.value
    return None


def _loose_item(
    spread: Spread, named: Sequence[Piece], row: Sequence[Piece], triple: tuple[Decimal, Decimal, Decimal]
) -> Item:
    pieces = list(dict.fromkeys((*named, *row)))
    found: dict[str, Found[str]] = {}
    for piece in pieces:
        for each in identifiers_in(spread, piece, piece.words):
            found.setdefault(each.value, each)
    text = " ".join(re.sub(r"(?<!\w)[\d.,@×*$€]+(?!\w)", " ", piece.text) for piece in named)
    return Item(
        " ".join(text.split()), around([spread.spot(piece) for piece in pieces]), tuple(found.values()), *triple
    )
