"""A told notice on a terminal, coloured where the terminal may be."""

from collections.abc import Iterator

import click

from reinstate.document.notice_told import Block, Line, Told
from reinstate.interfaces.cli.lines import columns, wrapped

WIDEST, NARROWEST = 84, 24
INDENT = 2
SIGNS = {"box": "[ ] ", "cross": " ×  ", "point": " ·  ", "strong": "", "plain": ""}
COLOURS = {"alarm": "red", "urgent": "yellow", "calm": "cyan"}


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
