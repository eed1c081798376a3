"""Text on a terminal: in rows by the columns that signs take there, with places underlined."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reinstate.case import Span

MOST = 480
"""Characters shown of one sentence."""
BEFORE = 120
"""Characters kept before the first place where a sentence is cut."""

Style = Callable[[str, str], str]
"""Text and severity → the text as the terminal shall show it."""

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
)
_OPENING, _CLOSING = "（「『【〈《“‘［", "，。、；：！？）」』】〉》”’…］・ー%"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSING}]*")
"""What stays on one row: a word, or one wide letter, with the punctuation that may not be parted from it."""


def columns(text: str) -> int:
    """How many columns a text takes: wide letters two, marks that stand on another letter none."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in rows of at most `width` columns; closing punctuation never begins a row."""
    shown = "".join(_shown(char) for char in " ".join(text.split()))
    return [shown[row.start : row.end].rstrip() for row in _rows(shown, width)]


def underlined(text: str, sentence: Span, places: Sequence[tuple[Span, str]], width: int, style: Style) -> list[str]:
    """The sentence in rows of at most `width` columns, under each row the places that stand in it.

    `places` are spans of the text with their severity, the gravest last; wide characters count two columns.
    """
    cells = _cells(text, _window(sentence, places), places)
    rows: list[str] = []
    for row in _rows("".join(cell.sign for cell in cells), width):
        held = cells[row.start : row.end]
        rows.append("".join(cell.sign for cell in held).rstrip())
        under = "".join(_under(held, style)).rstrip()
        if under:
            rows.append(under)
    return rows


def _shown(char: str) -> str:
    """A sign as it is, unless it could move the cursor or colour the screen."""
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"


# -- rows --------------------------------------------------------------------------------------------------------------


def _rows(text: str, width: int) -> Iterator[Span]:
    """The places of the rows, none of which begins with a blank."""
    start, end, taken = 0, 0, 0
    for unit in _units(text, max(width, 2)):
        said = text[unit.start : unit.end]
        if end > start and taken + columns(said.rstrip()) > width:
            yield Span(start, end)
            start, end, taken = unit.start, unit.start, 0
        if end == start and said.isspace():
            start, end = unit.end, unit.end
        else:
            end, taken = unit.end, taken + columns(said)
    if end > start:
        yield Span(start, end)


def _units(text: str, width: int) -> Iterator[Span]:
    """The places of what stays together, cut where it is wider than a row."""
    for match in _UNIT.finditer(text):
        start, end = match.span()
        while columns(text[start:end]) > width:
            cut = next(at for at in range(start + 1, end) if columns(text[start : at + 1]) > width)
            yield Span(start, cut)
            start = cut
        yield Span(start, end)


# -- places ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """One character and the severity of the place it lies in, if any."""

    sign: str
    mark: str | None


def _window(sentence: Span, places: Sequence[tuple[Span, str]]) -> Span:
    if len(sentence) <= MOST:
        return sentence
    first = min((place.start for place, _ in places), default=sentence.start)
    start = max(sentence.start, first - BEFORE)
    return Span(start, min(sentence.end, start + MOST))


def _cells(text: str, window: Span, places: Sequence[tuple[Span, str]]) -> list[_Cell]:
    """The characters to show: white space as one blank, nothing that moves the cursor."""
    cells: list[_Cell] = []
    for offset in range(window.start, window.end):
        sign = text[offset]
        mark = next((severity for place, severity in reversed(places) if place.start <= offset < place.end), None)
        if not sign.isspace():
            cells.append(_Cell(_shown(sign), mark))
        elif cells and cells[-1].sign != " ":
            cells.append(_Cell(" ", mark))
    return cells


def _under(row: Sequence[_Cell], style: Style) -> Iterator[str]:
    for mark, cells in groupby(row, key=lambda cell: cell.mark):
        wide = columns("".join(cell.sign for cell in cells))
        yield " " * wide if mark is None else style("^" * wide, mark)
