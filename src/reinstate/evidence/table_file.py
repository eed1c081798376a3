"""A spreadsheet or a table of text as a reader sees it: its rows, in tables where empty rows part them."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from reinstate.case import Trouble
from reinstate.evidence.seeing.grid_views import MOST_ROWS, sheet_rows, table_rows
from reinstate.evidence.word_file import Cell, Paragraph, Run, Table


def read_sheet(content: bytes, file: str) -> tuple[Paragraph | Table, ...]:
    """The tables of a workbook's sheets that can be seen.

    Raises:
        Trouble: `evidence.broken`.
    """
    return _read(sheet_rows, content, file)


def read_table(content: bytes, file: str) -> tuple[Paragraph | Table, ...]:
    """The tables of a CSV file.

    Raises:
        Trouble: `evidence.broken`.
    """
    return _read(table_rows, content, file)


def _read(rows_of: Callable[[bytes, str], list[list[str]]], content: bytes, file: str) -> tuple[Paragraph | Table, ...]:
    try:
        rows = rows_of(content, file)
    except Trouble as trouble:
        raise Trouble("evidence.broken", file=file) from trouble
    blocks = [_table(list(group)) for told, group in groupby(rows, key=any) if told]
    return (*blocks, *_going_on(rows))


def _table(rows: Sequence[Sequence[str]]) -> Table:
    cells = (
        Cell(x, y, 1, (Paragraph((Run(words),)),)) for y, row in enumerate(rows) for x, words in enumerate(row) if words
    )
    return Table(max(map(len, rows)), tuple(cells))


def _going_on(rows: Sequence[Sequence[str]]) -> Iterator[Paragraph]:
    """The sign that the file has more rows than are shown; it is attached whole."""
    if len(rows) >= MOST_ROWS:
        yield Paragraph((Run("…"),))
