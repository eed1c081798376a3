"""Rows below the headings of a table: which begin a line of goods, which go on with one, which are sums."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.cells import FIGURE_KEYS, Column, column_of, cut, figured, unpriced
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.values import Figure, figures

_SUM_CELLS = 3
"""Cells of a row of sums at most: its label, how many, and how much."""
_TIGHT = 0.6
"""Sizes of the type up to which a row stands right below another."""
_DASHES = re.compile(r"^[\s=\-_*.~–—·]+$")


@dataclass
class Line:
    """A line of goods while its rows are put together."""

    piece: Piece
    cells: dict[str, list[tuple[Piece, tuple[Word, ...]]]] = field(default_factory=dict)
    more: list[Piece] = field(default_factory=list)

    def text(self, key: str) -> str:
        """What stands in one of its cells."""
        return " ".join(" ".join(word.text for word in words) for _, words in self.cells.get(key, ()))


def lines_of(
    spread: Spread, columns: Sequence[Column], rows: Sequence[tuple[Piece, ...]]
) -> tuple[list[Line], float, bool]:
    """The lines of a table, its lower edge, and whether its last sum is carried over."""
    lines: list[Line] = []
    bottom, carried = (rows[0][0].top if rows else 0.0), False
    last: tuple[Piece, ...] | None = None
    waiting: list[Piece] = []
    for place, row in enumerate(rows):
        line = _celled(spread, columns, row)
        gap = row[0].top - last[0].bottom if last else 0.0
        match _row(spread, line, row, columns, lines[-1] if lines and gap < _TIGHT * row[0].size else None):
            case "rule":
                continue
            case "carried":
                carried = True
            case "sum":
                if lines:
                    carried = False
                    break
                continue
            case "goods" if gap <= 9 * row[0].size or not lines:
                lines.append(Line(row[0], line.cells, waiting))
                waiting, carried = [], False
            case "text" if _leads(columns, rows, place, last):
                waiting += row
            case "text" if lines and gap < 1.6 * row[0].size:
                lines[-1].more += row
            case _:
                if lines or (len(row) == 1 and gap > 3 * row[0].size):
                    break
        last = row
        bottom = max(bottom, *(piece.bottom for piece in row))
    return lines, bottom, carried


def _bare(line: Line) -> bool:
    """Whether a row names goods without a figure: right below one with figures it goes on with that one's cells."""
    return not any(line.cells.get(key) for key in FIGURE_KEYS)


def _row(spread: Spread, line: Line, row: Sequence[Piece], columns: Sequence[Column], above: Line | None) -> str:
    """What a row below a heading is: a rule, a sum or one carried over, goods, more text of goods, or other.

    `above` is the line of goods right above it, if any.
    """
    if all(_DASHES.match(piece.text) for piece in row):
        return "rule"
    if spread.leading(row[0], "sums") and sum(bool(spread.marks(piece, "sums")) for piece in row) >= 3:
        return "sum"  # a strip of totals
    if sum(bool(spread.leading(piece, "sums")) for piece in row) >= 2 and figure_of(spread, line, "quantity") is None:
        return "sum"  # two labels side by side: rates of tax with their bases beside the totals
    role = sum_role(spread, row)
    full = _filled(spread, line) and not (role and spread.whole(row[0], "sums") and len(line.cells) <= _SUM_CELLS)
    if role and not (
        full and line.cells.get("quantity") and line.cells.get("amount") and line.cells.get("description")
    ):
        return "carried" if role == "carried" else "sum"
    if full and above is not None and _bare(line) and not _bare(above):
        return "text"
    return "goods" if full else "text" if _continues(columns, row) else "other"


def sum_role(spread: Spread, row: Sequence[Piece]) -> str | None:
    """The row of totals that a row is, or None; a row of goods may begin with a word such as freight too."""
    for place, piece in enumerate(row):
        marks = spread.leading(piece, "sums")
        if marks and (not any(map(str.isdigit, piece.text[: marks[0].end])) or place == 0):
            keys = {mark.key for mark in marks}
            short = len(piece.text) - len(marks[0]) < 40
            if (short or place == 0) and (place == 0 or _only_amounts(spread, row[place + 1 :])):
                return "carried" if "carried" in keys else next(iter(keys))
    return None


def _only_amounts(spread: Spread, rest: Sequence[Piece]) -> bool:
    """Whether nothing but one or two figures follows in a row."""
    return len(rest) <= 2 and all(figured(piece.text, spread.style.money) for piece in rest)


def _celled(spread: Spread, columns: Sequence[Column], row: Sequence[Piece]) -> Line:
    line = Line(row[0])
    for piece in row:
        for words in cut(columns, piece, spread.style.money):
            key = column_of(columns, words, spread.style.money)
            line.cells.setdefault(key, []).append((piece, words))
    _in_order(spread, columns, line)
    return line


def _in_order(spread: Spread, columns: Sequence[Column], line: Line) -> None:
    """As many figures as columns for them, some of which share one: they stand in the order of the headings."""
    keys = [column.key for column in columns if column.key in FIGURE_KEYS]
    cells = sorted((cell for key in FIGURE_KEYS for cell in line.cells.get(key, ())), key=lambda cell: cell[1][0].left)
    told = all(figured(" ".join(word.text for word in words), spread.style.money) for _, words in cells)
    if told and len(cells) == len(keys) and {key for key in keys if line.cells.get(key)} != set(keys):
        line.cells |= {key: [cell] for key, cell in zip(keys, cells, strict=True)}


def _filled(spread: Spread, line: Line) -> bool:
    """Whether a row begins a line of goods: it has a quantity or an amount, or names an article."""
    told = [key for key in FIGURE_KEYS if figure_of(spread, line, key) is not None]
    if "amount" in told or "quantity" in told or "price" in told:
        return bool(line.text("description") or line.text("article") or line.text("gtin")) or len(told) >= 2
    return bool(line.text("article") and line.text("description"))


def _leads(
    columns: Sequence[Column], rows: Sequence[tuple[Piece, ...]], place: int, last: tuple[Piece, ...] | None
) -> bool:
    """Whether a row of text belongs to the line below it, whose cells are set in the middle of their height."""
    if place + 1 >= len(rows) or not _continues(columns, rows[place]):
        return False
    row, after = rows[place], rows[place + 1]
    step = after[0].top - row[0].bottom
    return step < 0.3 * row[0].size and (last is None or step < row[0].top - last[0].bottom - 0.3 * row[0].size)


def _continues(columns: Sequence[Column], row: Sequence[Piece]) -> bool:
    """Whether a row goes on with the text of the line above: it begins under a column of text."""
    texts = [column for column in columns if column.key in ("description", "article", "gtin")]
    return any(row[0].left > column.left - 3 * row[0].size for column in texts) and len(row) <= 3


def figure_of(spread: Spread, line: Line, key: str) -> Figure | None:
    """The first figure in one of a line's cells."""
    found = figures(unpriced(line.text(key), spread.style.money), spread.style)
    return found[0] if found else None
