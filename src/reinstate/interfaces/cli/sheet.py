"""A told notice on a terminal: wrapped by the columns that letters take there, coloured where the terminal may be."""

import re
import unicodedata
from collections.abc import Iterator

import click

from reinstate.document.notice_told import Block, Line, Told

WIDEST, NARROWEST = 84, 24
INDENT = 2
SIGNS = {"box": "[ ] ", "cross": " ×  ", "point": " ·  ", "strong": "", "plain": ""}
COLOURS = {"alarm": "red", "urgent": "yellow", "calm": "cyan"}

_WIDE = (
    "\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60"
)
_OPENING, _CLOSING = "（「『【〈《“‘［", "，。、；：！？）」』】〉》”’…］・ー%"
_UNIT = re.compile(rf"\s+|[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}]+)[{_CLOSING}]*")
"""What stays on one row: a word, or one wide letter, with the punctuation that may not be parted from it."""


def columns(text: str) -> int:
    """How many columns a text takes: wide letters two, marks that stand on another letter none."""
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def wrapped(text: str, width: int) -> list[str]:
    """The text in rows of at most `width` columns; closing punctuation never begins a row."""
    rows, row, taken = [], "", 0
    for unit in _units(_shown(text), width):
        if taken + columns(unit.rstrip()) > width and row.strip():
            rows.append(row.rstrip())
            row, taken = "", 0
        if row or not unit.isspace():
            row += unit
            taken += columns(unit)
    return [*rows, row.rstrip()] if row.strip() else rows


def _shown(text: str) -> str:
    """White space as single blanks, and nothing that could move the cursor or colour the screen."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(text.split()))


def _units(text: str, width: int) -> Iterator[str]:
    for match in _UNIT.finditer(text):
        unit = match.group()
        while columns(unit) > width:
            cut = next(end for end in range(1, len(unit) + 1) if end == len(unit) or columns(unit[: end + 1]) > width)
            yield unit[:cut]
            unit = unit[cut:]
        yield unit


def sheet(told: Told, width: int) -> str:
    """The whole page with its colours; `click.echo` takes them out where they aren't wanted."""
    width = max(NARROWEST, min(WIDEST, width)) - 1
    blocks = [row for block in told.blocks for row in (*_block(block, width), "")]
    return "\n".join([*blocks, *(click.style(row, dim=True) for row in wrapped(told.footer.text, width))])


def _block(block: Block, width: int) -> Iterator[str]:
    colour = COLOURS[block.tone]
    for row in wrapped(block.heading.text, width):
        yield click.style(row, fg=colour, bold=True)
    yield click.style("─" * min(width, columns(block.heading.text)), fg=colour, dim=True)
    for line in block.lines:
        yield from _line(line, width, "red" if block.tone == "alarm" else None)


def _line(line: Line, width: int, colour: str | None) -> Iterator[str]:
    sign = SIGNS[line.sign]
    inner = width - INDENT - len(sign)
    strong = line.sign == "strong"
    for number, row in enumerate(wrapped(line.text.text, inner)):
        before = sign if number == 0 else " " * len(sign)
        yield " " * INDENT + before + click.style(row, bold=strong or None, fg=colour)
    pad = " " * (INDENT + len(sign))
    for row in wrapped(line.quote, inner - 2):
        yield f"{pad}{click.style('│', dim=True)} {click.style(row, italic=True)}"
    for note in line.notes:
        yield from (pad + click.style(row, dim=True) for row in wrapped(note.text, inner))
