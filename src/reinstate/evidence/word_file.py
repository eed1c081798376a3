"""The text of a Word file in its order."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn

from reinstate.case import Trouble
from reinstate.evidence.word_lists import Numbers, numbers_of, style_of, value

_HEADING = re.compile(r"^(?:heading ?(\d)|(title))", re.IGNORECASE)
"""Style ids of headings; Word stores the built-in ones in English whatever its surface speaks."""


WIDEST = 63
"""Columns of a table that Word allows."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one look."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` is 0 for body text, 1 for the greatest heading; `label` is a list item's sign or number."""

    runs: tuple[Run, ...]
    level: int = 0
    label: str = ""
    align: str = "left"
    kind: str = "paragraph"


@dataclass(slots=True)
class Cell:
    """A cell: its column and row, how many columns it is wide and how many rows high."""

    x: int
    y: int
    wide: int
    paragraphs: tuple[Paragraph, ...] = ()
    high: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Its cells in order, those that a merged cell covers left out."""

    columns: int
    cells: tuple[Cell, ...] = ()
    kind: str = "table"


def pictures(content: bytes, file: str) -> int:
    """How many pictures the file holds, which a rendering of its text leaves out.

    Raises:
        Trouble: `evidence.broken`.
    """
    with _blamed_on(file):
        return sum(1 for _ in docx.Document(io.BytesIO(content)).element.body.iter(qn("a:blip")))


def picture_files(content: bytes, file: str) -> tuple[bytes, ...]:
    """The pictures of the file's body as they lie in it, in their order, each once.

    Raises:
        Trouble: `evidence.broken`.
    """
    with _blamed_on(file):
        document = docx.Document(io.BytesIO(content))
        named = [blip.get(qn("r:embed")) for blip in document.element.body.iter(qn("a:blip"))]
        parts = [document.part.related_parts[name] for name in dict.fromkeys(named) if name]
        return tuple(part.blob for part in parts)


def read(content: bytes, file: str) -> tuple[Paragraph | Table, ...]:
    """Page header, body and page footer of a Word file.

    Raises:
        Trouble: `evidence.broken`.
    """
    with _blamed_on(file):
        document = docx.Document(io.BytesIO(content))
        numbers = numbers_of(document)
        first = document.sections[0] if len(document.sections) else None
        parts = [document.element.body]
        if first is not None:
            parts = [first.header._element, *parts, first.footer._element]  # noqa: SLF001 - has no public name
        blocks = [block for part in parts for block in _blocks(part, numbers)]
    return tuple(block for block in blocks if isinstance(block, Table) or block.runs)


@contextmanager
def _blamed_on(file: str) -> Iterator[None]:
    try:
        yield
    except Exception as error:  # faults of zip, XML and package have no common class
        raise Trouble("evidence.broken", file=file) from error


def _blocks(part: Any, numbers: Numbers) -> Iterator[Paragraph | Table]:
    for child in part:
        if child.tag == qn("w:p"):
            yield _paragraph(child, numbers)
        elif child.tag == qn("w:tbl"):
            yield _table(child, numbers)
        elif child.tag == qn("w:sdt"):
            for inside in child.findall(qn("w:sdtContent")):
                yield from _blocks(inside, numbers)


def _paragraph(element: Any, numbers: Numbers) -> Paragraph:
    heading = _HEADING.match(style_of(element))
    level = 0 if heading is None else 1 if heading[2] else min(int(heading[1]), 4)
    properties = element.find(qn("w:pPr"))
    align = value(properties.find(qn("w:jc"))) if properties is not None else ""
    align = {"center": "center", "right": "right", "end": "right"}.get(align, "left")
    return Paragraph(tuple(_runs(element)), level, numbers.label(element), align)


def _runs(paragraph: Any) -> Iterator[Run]:
    """The runs that a reader sees: insertions and links too, deleted and hidden words not."""
    for element in paragraph.iter(qn("w:r")):
        look = element.find(qn("w:rPr"))
        if _on(look, "w:vanish") or any(True for _ in element.iterancestors(_FALLBACK)):
            continue
        text = "".join(_text(child) for child in element)
        if text:
            yield Run(text, *(_on(look, tag) for tag in ("w:b", "w:i", "w:u", "w:strike")))


_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The second telling of a text box, for old programs."""


def _text(element: Any) -> str:
    if element.tag == qn("w:t"):
        return element.text or ""
    return {qn("w:tab"): "    ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}.get(element.tag, "")


def _on(look: Any, tag: str) -> bool:
    switch = look.find(qn(tag)) if look is not None else None
    return switch is not None and (value(switch) or "true") not in ("false", "0", "none", "off")


def _table(element: Any, numbers: Numbers) -> Table:
    cells: list[Cell] = []
    rising: dict[int, Cell] = {}
    """By column, the merged cell that the next row may go on with."""
    columns = 1
    for y, row in enumerate(element.findall(qn("w:tr"))):
        x = 0
        for each in row.findall(qn("w:tc")):
            wide, merge = _merged(each)
            above = rising.get(x)
            if merge == "continue" and above and above.wide == wide and above.y + above.high == y:
                above.high += 1
            else:
                made = Cell(x, y, wide, tuple(_paragraph(line, numbers) for line in each.iter(qn("w:p"))))
                cells.append(made)
                if merge:
                    rising[x] = made
            x += wide
        columns = max(columns, x)
    return Table(columns, tuple(cells))


def _merged(cell: Any) -> tuple[int, str]:
    """How many columns a cell spans, and whether it starts or continues a merge downwards."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, ""
    span, merge = value(properties.find(qn("w:gridSpan"))), properties.find(qn("w:vMerge"))
    return min(int(span), WIDEST) if span.isdigit() else 1, "" if merge is None else value(merge) or "continue"
