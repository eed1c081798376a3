"""The lines of goods of a document: what each one is, how many, and for how much."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reinstate.case.paper import Found, Item
from reinstate.evidence.seeing.layout import spelled
from reinstate.evidence.understanding.cells import FIGURE_KEYS, figured, unpriced
from reinstate.evidence.understanding.columns import reach, tables
from reinstate.evidence.understanding.identifiers import identifiers_of
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.loose import loose
from reinstate.evidence.understanding.rows import Line, figure_of, lines_of
from reinstate.evidence.understanding.settling import doubtful, settled
from reinstate.evidence.understanding.spread import Area, Spread, around
from reinstate.evidence.understanding.values import agrees, figures, gtins

_NAMES = ("quantity", "unit_price", "amount")


@dataclass(frozen=True, slots=True)
class Goods:
    """The lines of a document, where its tables lie (page, top, bottom), and codes of tables without quantities."""

    items: tuple[Item, ...]
    areas: tuple[Area, ...]
    listed: tuple[Found[str], ...]
    carried: bool
    """Whether the last table ends with a sum that is carried over."""


def goods_of(spread: Spread, kind: Kind) -> Goods:
    """The lines of goods of a document."""
    items: list[Item] = []
    listed: list[Found[str]] = []
    areas: list[Area] = []
    carried = False
    for layout in spread.layouts:
        for columns, first, rows in tables(spread, layout.rows):
            lines, bottom, carried = lines_of(spread, columns, rows)
            areas.append(Area(layout.view.number, first, bottom, *reach(columns)))
            for line in lines:
                item = _item(spread, line)
                if item.quantity is not None or item.amount is not None:
                    items.append(item)
                else:
                    listed += item.identifiers
    items = _without_sums(items)
    if any(layout.view.ocr for layout in spread.layouts):
        items = _unswapped(items)
    if not items and kind.bears("trade", "screen"):
        items = list(loose(spread, areas))
    return Goods(tuple(items), tuple(areas), tuple(listed), carried)


def _item(spread: Spread, line: Line) -> Item:
    values = [found.value if (found := figure_of(spread, line, key)) else None for key in FIGURE_KEYS]
    values = _reconciled(spread, line, values)
    cells = [[word for _, words in line.cells.get(key, ()) for word in words] for key in FIGURE_KEYS]
    values, changed = settled(values, cells, spread.style)
    reasoned = tuple(name for place, name in enumerate(_NAMES) if place in changed)
    doubts = tuple(
        name
        for name, value, words in zip(_NAMES, values, cells, strict=True)
        if value is not None and name not in reasoned and doubtful(words) and not _adds_up(values)
    )
    pieces = [piece for cell in line.cells.values() for piece, _ in cell] + line.more
    spot = around([spread.spot(piece) for piece in pieces])
    codes = tuple(identifiers_of(spread, line))
    quantity, price, amount = values
    return Item(_description(spread, line), spot, codes, quantity, price, amount, doubts, reasoned)


def _adds_up(values: Sequence[Decimal | None]) -> bool:
    """Whether a line's figures multiply, so that each is read rightly whatever the engine thought of it."""
    told = [each for each in values if each is not None]
    return len(told) == len(values) and agrees(*told)


def _without_sums(items: list[Item]) -> list[Item]:
    """Lines without those that only sum up the ones before them, whatever word stands beside the amount."""
    made: list[Item] = []
    for item in items:
        before = [each.amount for each in made if each.amount is not None]
        bare = item.quantity is None and item.unit_price is None and not item.identifiers
        if not (bare and len(before) > 1 and item.amount == sum(before)):
            made.append(item)
    return made


def _unswapped(items: list[Item]) -> list[Item]:
    """Lines whose headings were misread, so that prices with cents stand as quantities and whole numbers as prices."""
    pairs = [(item.quantity, item.unit_price) for item in items]
    told = [(quantity, price) for quantity, price in pairs if quantity is not None and price is not None]
    swapped = bool(told) and all(
        quantity.as_tuple().exponent == -2 and price.as_tuple().exponent == 0 for quantity, price in told
    )
    if not swapped or all(quantity == quantity.to_integral_value() for quantity, _ in told):
        return items
    return [replace(item, quantity=item.unit_price, unit_price=item.quantity) for item in items]


def _reconciled(spread: Spread, line: Line, values: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Quantity, price and amount as their columns say; where they don't multiply, another figure of the row may fit."""
    quantity, price, amount = values
    if quantity is not None and price is not None and amount is not None and agrees(quantity, price, amount):
        return [quantity, price, amount]
    everything = [
        figure.value
        for key, cell in line.cells.items()
        for _, words in cell
        if key not in ("article", "gtin", "position")
        and (key != "description" or figured(" ".join(word.text for word in words), spread.style.money))
        for figure in figures(unpriced(" ".join(word.text for word in words), spread.style.money), spread.style)
    ]
    if amount is None and price is not None and quantity is None:
        return [quantity, price, amount]
    for first in everything:
        for second in everything:
            if first is second or first == 0 or second == 0:
                continue
            for third in everything:
                known = (quantity in (None, first)) + (price in (None, second)) + (amount in (None, third))
                if (
                    third is not first
                    and third is not second
                    and known >= 2
                    and agrees(first, second, third)
                    and third not in (first, second)
                ):
                    return [first, second, third]
    return [quantity, price, amount]


def _description(spread: Spread, line: Line) -> str:
    codes = {piece.text for piece in line.more if piece.text.isdigit()}  # of a barcode that its cell broke
    said = [spelled(words) for _, words in line.cells.get("description", ())]
    said += [
        piece.text
        for piece in line.more
        if not spread.leading(piece, "columns") and not next(gtins(piece.text), None) and piece.text not in codes
    ]
    return " ".join(said).strip()
