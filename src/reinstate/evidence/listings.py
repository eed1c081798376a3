"""A seller's products out of what was pasted, or of a table such as Seller Central's listing and sales reports.

Columns go by their headings, which are on the shelf `reports`; lines without headings begin with the ASIN.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reinstate.case import ListedItem, Trouble, is_asin
from reinstate.evidence.report_rows import Columns, cells, columns, headings, separator, texts
from reinstate.knowledge import Knowledge

REPORT = "listings"
"""The headings on the shelf `reports`."""

MOST_PRODUCTS = 20_000
MOST_BYTES = 20_000_000
MOST_LEFT = 50
"""Lines told of that couldn't be taken."""

_GTIN = re.compile(r"\d{8}|\d{12,14}")
_FIGURE = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d{1,7}")


@dataclass(frozen=True, slots=True)
class Listing:
    """The products of a list, each once, and the lines that named none: number and text."""

    items: tuple[ListedItem, ...]
    left_out: tuple[tuple[int, str], ...] = ()


def read_listing(content: bytes, knowledge: Knowledge) -> Listing:
    """The products that a table or pasted lines name; rows of one ASIN are one product, and their units are added.

    Raises:
        Trouble: `vault.list-too-large`, `vault.list-unreadable`, `vault.no-products`.
    """
    if len(content) > MOST_BYTES:
        raise Trouble("vault.list-too-large", limit=MOST_BYTES // 1_000_000)
    known = headings(REPORT, knowledge)
    rows = _rows(content, known)
    places = _columns(rows[0], known) if rows else {}
    found: dict[str, ListedItem] = {}
    left: list[tuple[int, str]] = []
    for number, row in enumerate(rows[1:] if places else rows, 2 if places else 1):
        item = _by_heading(row, places) if places else _by_looks(row)
        if item is None:
            left += [(number, " ".join(row).strip()[:80])] if any(map(str.strip, row)) else []
        else:
            found[item.asin] = _joined(found[item.asin], item) if item.asin in found else item
    if not found:
        raise Trouble("vault.no-products")
    if len(found) > MOST_PRODUCTS:
        raise Trouble("vault.list-too-large", limit=MOST_BYTES // 1_000_000)
    return Listing(tuple(found.values()), tuple(left[:MOST_LEFT]))


def _rows(content: bytes, known: Mapping[str, str]) -> list[list[str]]:
    """The rows in the encoding whose first row has headings, else in the first one that fits.

    Raises:
        Trouble: `vault.list-unreadable`.
    """
    first = None
    for text in texts(content):
        rows = _split(text)
        first = first if first is not None else rows
        if rows and _columns(rows[0], known):
            return rows
    if first is None:
        raise Trouble("vault.list-unreadable")
    return first


def _split(text: str) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or is_asin(lines[0][:10].upper()):
        return [line.split(separator(line)) for line in lines]  # pasted, each line as somebody typed it
    return list(cells(lines, separator(lines[0])))


def _columns(row: Sequence[str], known: Mapping[str, str]) -> Columns:
    """What the columns hold, if one of them holds ASINs."""
    found = columns(row, known)
    return found if "asin" in found else {}


def _by_heading(row: Sequence[str], places: Columns) -> ListedItem | None:
    told = {role: row[place].strip() for role, place in places.items() if place < len(row)}
    asin = told.get("asin", "").upper()
    if not is_asin(asin):
        return None
    gtin = re.sub(r"\D", "", told.get("gtin", ""))
    return ListedItem(
        asin,
        told.get("title", ""),
        told.get("brand", ""),
        gtin if _GTIN.fullmatch(gtin) and gtin != asin else "",
        told.get("model", ""),
        _figure(told.get("sold", "")),
    )


def _by_looks(row: Sequence[str]) -> ListedItem | None:
    """A line without headings: the ASIN first; then a GTIN, the units sold and a title in any order, as they look."""
    first, *others = [cell.strip() for cell in row] or [""]
    asin, _, rest = first.partition(" ")
    if not is_asin(asin.upper()):
        return None
    cells = [cell for cell in (rest.strip(), *others) if cell]
    gtin = next((cell for cell in cells if _GTIN.fullmatch(cell)), "")
    figures = [cell for cell in cells if cell != gtin and _FIGURE.fullmatch(cell)]
    titles = [cell for cell in cells if cell != gtin and cell not in figures]
    sold = _figure(figures[0]) if len(figures) == 1 else None  # of several nobody knows which is meant
    return ListedItem(asin.upper(), ", ".join(titles), "", gtin, "", sold)


def _figure(text: str) -> int | None:
    """A whole number, with or without separators of thousands; None for anything else."""
    return int(re.sub(r"\D", "", text)) if _FIGURE.fullmatch(text) else None


def _joined(one: ListedItem, two: ListedItem) -> ListedItem:
    """Two rows of one product, such as two offers of it: what either tells, and the units of both."""
    sold = None if one.units_sold is None and two.units_sold is None else (one.units_sold or 0) + (two.units_sold or 0)
    words = {name: getattr(one, name) or getattr(two, name) for name in ("title", "brand", "gtin", "model")}
    return replace(one, **words, units_sold=sold)


def as_rows(items: Iterable[ListedItem]) -> str:
    """The products as a table that this reads back: tabs between the columns, one product a line."""
    names = ("asin", "title", "brand", "gtin", "model")
    head = "\t".join((*names, "units sold"))
    rows = ("\t".join((*(getattr(each, name) for name in names), str(each.units_sold or ""))) for each in items)
    return "\n".join((head, *rows)) + "\n"
