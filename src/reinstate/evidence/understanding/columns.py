"""Tables of goods, found by the headings of their columns."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.cells import Column, figured, unpriced
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Spread

_BEYOND = 15.0
"""Points that cells may stick out beyond the headings of the outer columns."""
_FIGURES_BEYOND = 45.0
"""The same for figures on the right, which end where their column does while its heading begins where that begins."""
_SHORT = 9
"""Letters of the longest heading that is a currency."""
_ORDER = ("gtin", "quantity", "price", "amount", "other-quantity", "description", "article", "position")


def tables(
    spread: Spread, rows: Sequence[tuple[Piece, ...]]
) -> Iterator[tuple[tuple[Column, ...], float, list[tuple[Piece, ...]]]]:
    """The tables of a page: columns, upper edge, and the rows up to the next heading."""
    heads: list[tuple[int, int, tuple[Column, ...]]] = []
    place = 0
    while place < len(rows):
        columns = _columns(spread, rows[place])
        end = place + 1
        if columns and end < len(rows) and rows[end][0].top - rows[place][0].bottom < 0.9 * rows[place][0].size:
            under = _columns(spread, rows[end], least=1)
            if under and _all_labels(spread, rows[end]):
                columns = _merged(columns, under)
                end += 1
        if _is_head(columns):
            heads.append((place, end, _settled(columns)))
            place = end
        else:
            place += 1
    for (start, begin, columns), following in pairwise([*heads, (len(rows), len(rows), ())]):
        left, right = reach(columns)
        figures = right - _BEYOND + _FIGURES_BEYOND
        inside = (
            tuple(
                piece
                for piece in row
                if left < piece.right and piece.left < (figures if figured(piece.text, spread.style.money) else right)
            )
            for row in rows[begin : following[0]]
        )
        yield columns, min(piece.top for piece in rows[start]), [row for row in inside if row]


def reach(columns: Sequence[Column]) -> tuple[float, float]:
    """How far a table reaches to both sides: a little beyond its headings."""
    return columns[0].left - _BEYOND, columns[-1].right + _BEYOND


def _columns(spread: Spread, row: Sequence[Piece], *, least: int = 2) -> tuple[Column, ...]:
    """The headings of columns in a row, if it consists of them."""
    found: list[Column] = []
    covered = letters = 0
    row = _between_labels(spread, row)
    if any(re.search(r"\d{2}", piece.text) for piece in row) or _totals(spread, row):
        return ()
    for piece in row:
        marks = _apart([*_priced(spread, piece), *spread.marks(piece, "columns")])
        length = len(re.sub(r"[\W\d_]", "", unpriced(piece.text, spread.style.money)))
        letters += length
        covered += min(
            length, sum(len(re.sub(r"[\W\d_]", "", piece.text[mark[0].start : mark[0].end])) for mark in marks)
        )
        for group in marks:
            words = piece.part(group[0].start, group[0].end)
            key = "|".join(sorted({mark.key for mark in group}))
            right = piece.right if group is marks[-1] else max(word.right for word in words)
            found.append(Column(key, words[0].left, right))
    if len(found) < least or not letters or covered < 0.6 * letters:
        return ()
    return tuple(found)


def _priced(spread: Spread, piece: Piece) -> Iterator[Named]:
    """A heading that is nothing but a currency: a price with a unit behind it (`CHF/Stk`), else that or an amount."""
    bare = unpriced(piece.text, spread.style.money)
    rest = re.sub(r"[\W\d_]", "", bare)
    if bare == piece.text or len(piece.text) > _SHORT or re.search(r"\d", piece.text):
        return
    units = {mark.end - mark.start for mark in spread.marks(piece, "words") if mark.key == "unit"}
    if not rest:
        for key in ("price", "amount"):
            yield Named("columns", key, "", 0, len(piece.text))
    elif "/" in bare and len(rest) in units:
        yield Named("columns", "price", "", 0, len(piece.text))


def _between_labels(spread: Spread, row: Sequence[Piece]) -> Sequence[Piece]:
    """A row from its first heading to its last: what stands in a column of the page beside it is left out."""
    headed = [place for place, piece in enumerate(row) if spread.marks(piece, "columns") or any(_priced(spread, piece))]
    return row[headed[0] : headed[-1] + 1] if headed else ()


def _apart(marks: Sequence[Named]) -> list[list[Named]]:
    """The longest of the labels that overlap, those that are the same stretch together, in order."""
    taken: list[list[Named]] = []
    for mark in sorted(marks, key=lambda each: (-len(each), each.start)):
        same = next((group for group in taken if (group[0].start, group[0].end) == (mark.start, mark.end)), None)
        if same is not None:
            same.append(mark)
        elif not any(mark.start < group[0].end and group[0].start < mark.end for group in taken):
            taken.append([mark])
    return sorted(taken, key=lambda group: group[0].start)


def _all_labels(spread: Spread, row: Sequence[Piece]) -> bool:
    row = _between_labels(spread, row)
    return all(spread.marks(piece, "columns") or any(_priced(spread, piece)) for piece in row) and not any(
        any(map(str.isdigit, piece.text)) for piece in row
    )


def _merged(above: Sequence[Column], under: Sequence[Column]) -> tuple[Column, ...]:
    """A heading of two rows as one: columns of the lower row that none of the upper stands over are added."""
    more = [column for column in under if not any(_shared(column, other) > 0 for other in above)]
    return tuple(sorted([*above, *more], key=lambda column: column.left))


def _shared(one: Column, two: Column) -> float:
    return min(one.right, two.right) - max(one.left, two.left)


def _totals(spread: Spread, row: Sequence[Piece]) -> bool:
    """Whether a row heads the totals rather than goods: two of its pieces name sums, none a quantity."""
    sums = sum(bool(spread.leading(piece, "sums")) for piece in row)
    goods = {mark.key for piece in row for mark in spread.marks(piece, "columns")}
    return sums >= 2 and not goods & {"quantity", "price"}


def _is_head(columns: Sequence[Column]) -> bool:
    keys = [set(column.key.split("|")) for column in columns]
    texts = any(key & {"description", "article", "gtin"} for key in keys)
    told = sum(bool(key & {"quantity", "price", "amount"}) for key in keys)
    names = sum(bool(key & {"description", "article", "gtin"}) for key in keys)
    return texts and len(columns) >= 2 and (told >= 1 or names >= 2) and len(columns) >= (3 if told == 1 else 2)


def _settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Headings that can mean several things settled by what the others mean."""
    keys = [set(column.key.split("|")) for column in columns]
    sure = {next(iter(each)) for each in keys if len(each) == 1}
    made: list[Column] = []
    for column, each in zip(columns, keys, strict=True):
        named = sure | {other.key for other in made}
        made.append(Column(_meant(each, named), column.left, column.right))
    _found_out(made, keys, "description", range(len(made)))
    _found_out(made, keys, "amount", range(len(made) - 1, -1, -1))
    return tuple(made)


def _meant(key: set[str], named: set[str]) -> str:
    """What a heading means, where the others name certain things."""
    options = [each for each in _ORDER if each in key]
    if {"description", "article"} <= key:
        return "article" if "description" in named else "description"
    if {"price", "amount"} <= key:
        return "amount" if "price" in named else "price"
    if "quantity" in named and len(options) > 1:
        return next(each for each in options if each != "quantity")
    return options[0]


def _found_out(made: list[Column], keys: Sequence[set[str]], wanted: str, places: Iterable[int]) -> None:
    """Let the first column that can hold what no column holds be it."""
    if not any(column.key == wanted for column in made):
        for place in places:
            if wanted in keys[place]:
                made[place] = Column(wanted, made[place].left, made[place].right)
                return
