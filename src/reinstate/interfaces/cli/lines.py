"""Text on a terminal: wrapped by the cells it takes there, with places underlined."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len

from reinstate.case import Span

MOST = 480
"""Characters shown of one sentence."""
BEFORE = 120
"""Characters kept before the first place where a sentence is cut."""

Style = Callable[[str, str], str]
"""Text and severity → the text as the terminal shall show it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One character, the severity of the place it lies in or None, and how many columns it takes."""

    sign: str
    mark: str | None
    width: int


def underlined(text: str, sentence: Span, places: Sequence[tuple[Span, str]], width: int, style: Style) -> list[str]:
    """The sentence in rows of at most `width` columns, under each row the places that stand in it.

    `places` are spans of the text with their severity, the gravest last; wide characters count two columns.
    """
    rows: list[str] = []
    for row in _rows(_cells(text, _window(sentence, places), places), width):
        rows.append("".join(cell.sign for cell in row).rstrip())
        under = "".join(_under(row, style)).rstrip()
        if under:
            rows.append(under)
    return rows


def wrapped(text: str, width: int) -> list[str]:
    """Prose in rows of at most `width` columns, in scripts with and without spaces."""
    cells = [Cell(sign, None, cell_len(sign)) for sign in " ".join(text.split())]
    return ["".join(cell.sign for cell in row).rstrip() for row in _rows(cells, width)]


def _window(sentence: Span, places: Sequence[tuple[Span, str]]) -> Span:
    if len(sentence) <= MOST:
        return sentence
    first = min((place.start for place, _ in places), default=sentence.start)
    start = max(sentence.start, first - BEFORE)
    return Span(start, min(sentence.end, start + MOST))


def _cells(text: str, window: Span, places: Sequence[tuple[Span, str]]) -> list[Cell]:
    """The characters to show: white space as one blank, nothing that moves the cursor."""
    cells: list[Cell] = []
    for offset in range(window.start, window.end):
        sign = text[offset]
        mark = next((severity for place, severity in reversed(places) if place.start <= offset < place.end), None)
        if sign.isspace():
            if cells and cells[-1].sign != " ":
                cells.append(Cell(" ", mark, 1))
        else:
            shown = sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
            cells.append(Cell(shown, mark, cell_len(shown)))
    return cells


def _rows(cells: Sequence[Cell], width: int) -> Iterator[Sequence[Cell]]:
    start = 0
    while start < len(cells):
        end, taken, good = start, 0, 0
        while end < len(cells) and taken + cells[end].width <= max(width, 2):
            taken += cells[end].width
            end += 1
            if cells[end - 1].sign == " " or cells[end - 1].width == 2:
                good = end
        if end < len(cells) and cells[end].sign != " " and cells[end].width != 2 and good:
            end = good
        yield cells[start:end]
        start = end
        while start < len(cells) and cells[start].sign == " ":
            start += 1


def _under(row: Sequence[Cell], style: Style) -> Iterator[str]:
    for mark, cells in groupby(row, key=lambda cell: cell.mark):
        wide = sum(cell.width for cell in cells)
        yield " " * wide if mark is None else style("^" * wide, mark)
