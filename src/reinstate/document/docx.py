"""DOCX with real styles, so that a person can go on working in it."""

import io
import zipfile
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph as WordParagraph

from reinstate.document import END
from reinstate.document.docx_plan import bookmark
from reinstate.document.docx_shape import ACCENT, GAP, IDENTIFIER, REFERENCE, SOFT, blank, dress, ruled, shade, widths
from reinstate.document.tree import (
    Annex,
    Block,
    Break,
    Bullets,
    Closing,
    Column,
    Document,
    FigureSvg,
    Gap,
    Heading,
    Inlines,
    Note,
    Paragraph,
    Reference,
    Table,
    Words,
)

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The one time stamp of every part: a ZIP can hold no earlier one, and no clock is read."""


def write(document: Document) -> bytes:
    """A Word file; equal documents give equal bytes."""
    word = docx.Document(io.BytesIO(blank()))
    _properties(word, document)
    dress(word, document)
    _head(word, document)
    for block in document.blocks:
        _block(word, block)
    buffer = io.BytesIO()
    word.save(buffer)
    return settled(buffer.getvalue())


def settled(content: bytes) -> bytes:
    """The same parts with fixed time stamps."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, OLDEST)
            part.create_system = 0  # else the file would tell Windows from the others
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _properties(word: Word, document: Document) -> None:
    core = word.core_properties
    core.title, core.author, core.language = document.title, document.author, document.language
    core.subject = " · ".join(document.subject)
    core.comments = core.keywords = core.last_modified_by = core.category = ""
    core.revision = 1
    core.created = core.modified = document.moment


def _head(word: Word, document: Document) -> None:
    word.add_paragraph(document.title, style="Title")
    for line in document.subject:
        word.add_paragraph(line, style="Subtitle")
    if document.rows:
        facts = tuple(((Words(label),), (Words(value),)) for label, value in document.rows)
        _table(word, Table((Column("", 0), Column("", 1)), facts))


def _block(word: Word, block: Block) -> None:
    match block:
        case Heading():
            _named(word.add_heading(level=block.level), block.inlines, block.name)
        case Paragraph():
            _named(word.add_paragraph(), block.inlines, block.name)
        case Bullets():
            for at, item in enumerate(block.items):
                name = block.names[at] if at < len(block.names) else ""
                _named(word.add_paragraph(style="List Bullet"), item, name)
        case Table():
            _table(word, block)
        case Note():
            _note(word, block)
        case FigureSvg() | Annex():
            _figures(word, block)
        case Closing():
            _closing(word, block)


def _note(word: Word, block: Note) -> None:
    line = word.add_paragraph(style="Quote")
    _fill(line, block.inlines)
    if block.kind == "alert":
        shade(line, "FFF0A8")


def _named(line: WordParagraph, inlines: Inlines, name: str) -> None:
    """The words between the ends of a bookmark, by which they are known when the file comes back edited."""
    if not name:
        _fill(line, inlines)
        return
    number = sum(1 for _ in line.part.element.iter(qn("w:bookmarkStart")))
    line._p.append(_edge("bookmarkStart", number, bookmark(name)))  # noqa: SLF001 - python-docx has no bookmarks
    _fill(line, inlines)
    line._p.append(_edge("bookmarkEnd", number))  # noqa: SLF001


def _edge(kind: str, number: int, name: str = "") -> Any:
    edge = OxmlElement(f"w:{kind}")
    edge.set(qn("w:id"), str(number))
    if name:
        edge.set(qn("w:name"), name)
    return edge


def _fill(line: WordParagraph, inlines: Inlines, style: str | None = None) -> None:
    for inline in inlines:
        match inline:
            case Gap():
                run = line.add_run(f"⟦{inline.text}⟧", style=GAP)
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW  # word processors ignore it in a style
            case Reference():
                line.add_run(inline.shown(), style=REFERENCE)
            case Break():
                line.add_run().add_break()
                line.add_run("– " if inline.dash else "")
            case Words():
                run = line.add_run(inline.text, style=style)
                run.bold, run.italic = inline.strong or None, inline.emphasis or None


def _table(word: Word, block: Table) -> None:
    """A table with rules under its rows; without heads its first column is the label of the second."""
    headed = any(column.head for column in block.columns)
    table = word.add_table(headed + len(block.rows), len(block.columns))
    table.autofit = False
    ruled(table, inside=headed)
    if headed:
        _heads(table, block)
    for row, cells in zip(table.rows[headed:], block.rows, strict=True):
        for cell, column, inlines in zip(row.cells, block.columns, cells, strict=True):
            _fill(_line(cell, column), inlines, IDENTIFIER if column.code else None)
        if not headed:
            _soften(row)
    _set_widths(table, widths(word, block))
    word.add_paragraph().paragraph_format.space_after = Pt(0)


def _soften(row: _Row) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(1)
    for run in row.cells[0].paragraphs[0].runs:
        run.font.color.rgb = SOFT


def _heads(table: WordTable, block: Table) -> None:
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - repeats the heads on every page
    for cell, column in zip(row.cells, block.columns, strict=True):
        run = _line(cell, column).add_run(column.head)
        run.font.color.rgb = ACCENT


def _line(cell: _Cell, column: Column) -> WordParagraph:
    """The first line of a cell, close to its rules."""
    line: WordParagraph = cell.paragraphs[0]
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2.5)
    if column.align == "right":
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return line


def _set_widths(table: WordTable, wide: tuple[Length, ...]) -> None:
    """Both the grid and every cell: word processors differ in which of the two they obey."""
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _figures(word: Word, block: FigureSvg | Annex) -> None:
    if isinstance(block, Annex):
        word.add_heading(block.title, 1)
    for figure in block.figures if isinstance(block, Annex) else (block,):
        _figure(word, figure)


def _figure(word: Word, block: FigureSvg) -> None:
    from reinstate.document.pdf import rasterise  # noqa: PLC0415 - typst loads only where something is drawn

    section = word.sections[0]
    room = Length((section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0))
    picture = word.add_picture(io.BytesIO(rasterise(block.svg)))
    if picture.width > room:
        picture.height, picture.width = Length(picture.height * room // picture.width), room
    picture._inline.docPr.set("descr", block.told or block.caption)  # noqa: SLF001 - what a screen reader says
    if block.captioned:
        word.paragraphs[-1].paragraph_format.keep_with_next = True
        word.add_paragraph(block.caption, style="Caption")


def _closing(word: Word, block: Closing) -> None:
    line = word.add_paragraph()
    line.paragraph_format.space_before = Mm(14)
    _named(line, (), END)
    line.paragraph_format.keep_together = True
    for place, words in enumerate(block.lines):
        run = line.add_run(words)
        if place < len(block.lines) - 1:
            run.add_break()
        if place:
            run.font.color.rgb = SOFT
