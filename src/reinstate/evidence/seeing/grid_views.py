"""Spreadsheets and tables of text as pages of words: cells side by side, lines one below the other."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence

import charset_normalizer

from reinstate.case import Trouble
from reinstate.evidence.seeing.layout import wide
from reinstate.evidence.seeing.view import View, Word

_SIGN = 6.0
"""Points that one letter takes."""
_ROW = 14.0
_HIGH = 11.0
_GUTTER = 24.0
_MARGIN = 36.0
MOST_ROWS = 3000
_MOST_COLUMNS = 60
_MOST_CELL = 160
_PROSE = 100
"""Letters of a line of prose before it is broken."""


def grid_view(rows: Sequence[Sequence[str]], number: int = 1) -> View:
    """Rows of cells as a page: each column as wide as its longest cell, so that heads stand over what they head."""
    kept = [[cell[:_MOST_CELL] for cell in row[:_MOST_COLUMNS]] for row in rows[:MOST_ROWS]]
    table = [len([cell for cell in row if cell.strip()]) > 1 for row in kept]
    columns = max((len(row) for row in kept), default=0)
    spans = [
        max(
            (_length(row[place]) for row, inside in zip(kept, table, strict=True) if inside and place < len(row)),
            default=0,
        )
        for place in range(columns)
    ]
    lefts = [_MARGIN]
    for span in spans:
        lefts.append(lefts[-1] + max(span, 2) * _SIGN + _GUTTER)
    words = [word for place, row in enumerate(kept) for word in _row(row, lefts, _MARGIN + place * _ROW)]
    return View(number, max(lefts[-1] + _MARGIN, 595.0), max(842.0, 2 * _MARGIN + len(kept) * _ROW), tuple(words))


def _length(cell: str) -> float:
    return sum(1.7 if wide(sign) else 1.0 for sign in cell)


def _row(row: Sequence[str], lefts: Sequence[float], top: float) -> Iterator[Word]:
    for cell, left in zip(row, lefts, strict=False):
        at = left
        for part in re.findall(r"\S+|\s+", cell):
            width = _length(part) * _SIGN
            if not part.isspace():
                yield Word(part, at, top, at + width, top + _HIGH)
            at += min(width, 2 * _SIGN) if part.isspace() else width


def text_rows(text: str) -> list[list[str]]:
    """Running text as rows of one cell; long lines are broken, tabs part cells."""
    rows: list[list[str]] = []
    for line in text.splitlines():
        if "\t" in line:
            rows.append([cell.strip() for cell in line.split("\t")])
        else:
            rows += [[part] for part in _broken(line.strip())] or [[""]]
    return rows


def _broken(line: str) -> Iterator[str]:
    part = ""
    for word in line.split():
        if part and len(part) + len(word) > _PROSE:
            yield part
            part = word
        else:
            part = f"{part} {word}".strip()
    if part:
        yield part


def table_rows(content: bytes, file: str) -> list[list[str]]:
    """The rows of a CSV file, in whatever encoding and with whatever mark between the cells.

    Raises:
        Trouble: `papers.broken`.
    """
    text = decoded(content)
    if text is None:
        raise Trouble("papers.broken", file=file)
    head = [line for line in text.splitlines()[:30] if line.strip()]
    mark = max(
        (";", "\t", ",", "|"),
        key=lambda each: (
            min((line.count(each) for line in head[:5]), default=0) * 10 + sum(line.count(each) for line in head)
        ),
    )
    try:
        return [
            [cell.strip() for cell in row]
            for row, _ in zip(csv.reader(io.StringIO(text), delimiter=mark), range(MOST_ROWS), strict=False)
        ]
    except csv.Error as error:
        raise Trouble("papers.broken", file=file) from error


def decoded(content: bytes) -> str | None:
    """The text of some bytes: UTF-8, UTF-16 with its mark, or what the letters speak for."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = charset_normalizer.from_bytes(
            content[:200_000], cp_isolation=["cp1252", "gb18030", "shift_jis", "cp1258", "euc_jp"]
        ).best()
        return content.decode(best.encoding if best else "cp1252", "replace")


def sheet_rows(content: bytes, file: str) -> list[list[str]]:
    """The rows of the first sheet of a workbook that can be seen, as its cells are shown.

    Raises:
        Trouble: `papers.broken`.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        rows: list[list[str]] = []
        for sheet in seen[:3]:
            for row, _ in zip(sheet.iter_rows(values_only=True, max_col=_MOST_COLUMNS), range(MOST_ROWS), strict=False):
                rows.append([shown(cell) for cell in row])
            rows.append([])
        book.close()
    except Exception as error:  # whatever zip and XML readers raise
        raise Trouble("papers.broken", file=file) from error
    return _without_empty(rows)


def _without_empty(rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows without columns that hold nothing anywhere."""
    used = [
        place
        for place in range(max((len(row) for row in rows), default=0))
        if any(place < len(row) and row[place] for row in rows)
    ]
    return [[row[place] if place < len(row) else "" for place in used] for row in rows]


def shown(value: object) -> str:
    """A cell's value as text: days in ISO 8601, numbers with a point and at least two decimals where they have any."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float):
        return (
            f"{value:.0f}"
            if value.is_integer()
            else f"{value:.2f}"
            if round(value, 2) == round(value, 6)
            else f"{value:.4f}"
        )
    return " ".join(str(value).split())
