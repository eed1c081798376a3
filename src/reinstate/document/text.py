"""Plain text to paste into a form: one paragraph a line, nothing wrapped, no markup but simple dashes."""

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
    Inlines,
    Reference,
    Table,
)


def write(document: Document) -> bytes:
    """The document as UTF-8 text with a line feed after every line."""
    parts = ["\n".join(_head(document)), *("\n".join(_lines(block)) for block in _pasted(document))]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _pasted(document: Document) -> Iterator[Block]:
    """What goes into a form's box: all but the summary, which is for page 1 of a letter."""
    skipped = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.id == "summary":
            skipped = True
        elif skipped:
            skipped = False
        else:
            yield block


def spoken(inlines: Inlines) -> str:
    """Inlines as one line of text."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: object) -> str:
    match inline:
        case Reference():
            return inline.shown("(", ")")
        case Break():
            return "\n  - " if inline.dash else "; "
        case Gap():
            return f">>> ⟦{inline.text}⟧ <<<"
    return str(getattr(inline, "text", ""))


def _head(document: Document) -> Iterator[str]:
    if document.furniture.draft:
        yield f">>> {document.furniture.draft} <<<"
        yield ""
    yield document.title
    yield from document.subject
    if document.rows:
        yield ""
    for label, value in document.rows:
        yield f"{label}: {value}"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Bullets():
            yield from (f"- {spoken(item)}" for item in block.items)
        case Table():
            yield from (f"- {_row(block, row)}" for row in block.rows)
        case Closing():
            yield from block.lines
        case FigureSvg():
            yield block.caption
        case Annex():
            return
        case _:
            yield spoken(block.inlines)


def _row(table: Table, row: tuple[Inlines, ...]) -> str:
    """The cells of one row: the first two speak for themselves, later ones bear their column's name."""
    cells = [spoken(cell) for cell in row]
    named = [f"{column.head}: {cell}" for column, cell in zip(table.columns[2:], cells[2:], strict=True) if cell]
    return " – ".join([*(cell for cell in cells[:2] if cell), *named])
