"""Markdown (CommonMark with pipe tables) in which the words of the case stay words."""

import re
from collections.abc import Iterator

from reinstate.document.tree import (
    Annex,
    Block,
    Break,
    Bullets,
    Closing,
    Document,
    FigureSvg,
    Gap,
    Heading,
    Inline,
    Inlines,
    Note,
    Table,
    Words,
)
from reinstate.document.tree import Reference as Ref

_SPECIAL = re.compile(r"[\\`*_<]|\](?=[(\[:])|~(?=~)|&(?=#?\w+;)")
BAR = "\\|"
_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|>|[-=](?=[-=\s]*$)|\d{1,9}[.)](?=\s|$))")


def write(document: Document) -> bytes:
    """The document as UTF-8 Markdown."""
    parts = ["\n\n".join(_head(document)), *("\n".join(_lines(block)) for block in document.blocks)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def escape(text: str) -> str:
    """The text such that no character of it works as markup inside a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def line(inlines: Inlines) -> str:
    """Inlines as one line that nothing turns into a heading, list or quotation."""
    made = "".join(_inline(inline) for inline in inlines)
    return _START.sub(_guard, made)


def _guard(start: re.Match[str]) -> str:
    mark = start[2]
    return f"{start[1]}{mark[:-1]}\\{mark[-1]}" if mark[0].isdigit() else f"{start[1]}\\{mark}"


def _inline(inline: Inline) -> str:
    match inline:
        case Ref():
            return escape(inline.shown())
        case Break():
            return "<br>– " if inline.dash else "<br>"
        case Gap():
            return f"**⟦{escape(inline.text)}⟧**"
    marks = "**" * inline.strong + "*" * inline.emphasis
    core = inline.text.strip()
    if not (marks and core):
        return escape(inline.text)
    before, after = inline.text.split(core)[0], inline.text.rsplit(core, 1)[1]
    return f"{before}{marks}{escape(core)}{marks[::-1]}{after}"


def _head(document: Document) -> Iterator[str]:
    if document.furniture.draft:
        yield f"> **{escape(document.furniture.draft)}**"
    yield f"# {escape(document.title)}"
    if document.subject:
        yield "  \n".join(line((Words(words),)) for words in document.subject)
    if document.rows:
        facts = [_row([escape(label), escape(value)]) for label, value in document.rows]
        yield "\n".join(["|  |  |", "| --- | --- |", *facts])


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {''.join(_inline(inline) for inline in block.inlines)}"
        case Bullets():
            yield from (f"- {line(item)}" for item in block.items)
        case Table():
            yield from _table(block)
        case Closing():
            yield "  \n".join(line((Words(words),)) for words in block.lines)
        case FigureSvg():
            yield f"*{escape(block.caption)}*"
        case Annex():
            return
        case Note():
            yield f"> {line(block.inlines)}"
        case _:
            yield line(block.inlines)


def _table(table: Table) -> Iterator[str]:
    yield _row([escape(column.head) for column in table.columns])
    yield _row(["---:" if column.align == "right" else "---" for column in table.columns])
    yield from (_row(["".join(_inline(inline) for inline in cell) for cell in row]) for row in table.rows)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"
