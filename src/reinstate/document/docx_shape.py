"""How a Word file looks: page, styles, fonts, header, footer and rules."""

import io
import re
import unicodedata
from functools import lru_cache
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from reinstate.document.faces import Faces, faces
from reinstate.document.tree import Document, Table

INK, SOFT, ACCENT, ALARM, BAND = (
    RGBColor.from_string(code) for code in ("1D2430", "5A6472", "1F3F66", "7A1F00", "6B4300")
)
THIN, THICK = ("4", "C3C9D1"), ("6", "1F3F66")
"""Rules: width in eighths of a point, and colour."""

PAPERS = {"a4": (Mm(210), Mm(297)), "us-letter": (Mm(215.9), Mm(279.4))}
MARGIN = Mm(27)
REFERENCE, GAP, IDENTIFIER = "Exhibit Reference", "Gap", "Identifier"
"""Names of the character styles that this program adds."""

KEPT = frozenset(
    [
        *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Subtitle"),
        *("Heading 1", "Heading 2", "Heading 3", "List Bullet", "Caption", "Header", "Footer", "Quote"),
    ]
)
"""Styles of the empty file that we use, by python-docx's names."""

LEFT_OUT = ("/thumbnail", "/extended-properties", "/stylesWithEffects", "/customXml")
"""Parts of the empty file that would speak of another document and another program."""

LINE_ORDER = ("pBdr", "shd", "tabs", "spacing", "ind", "jc", "rPr", "sectPr")
TABLE_ORDER = ("tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")
"""Parts of a paragraph's and a table's properties in the order of ISO/IEC 29500, as far as we use them."""

_FIELD = re.compile(r"(\{page\}|\{pages\})")
_FIELDS = {"{page}": "PAGE", "{pages}": "NUMPAGES"}


@lru_cache(maxsize=1)
def blank() -> bytes:
    """python-docx's empty file, thinned once: it opens in a third of the time."""
    word, buffer = docx.Document(), io.BytesIO()
    _thin(word)
    word.save(buffer)
    return buffer.getvalue()


def dress(word: Word, document: Document) -> None:
    """Page, styles, header and footer for one document."""
    _page(word, document)
    _styles(word, faces(document.language, document.other))
    _furniture(word, document)


def clothe(word: Word, language: str) -> None:
    """Styles alone, for a text that is no document of ours."""
    _styles(word, faces(language))


def _thin(word: Word) -> None:
    """Take out what no document of ours uses: a hundred styles, the picture and the numbers of another document."""
    styles = word.styles.element
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, each in relations.items() if each.reltype.endswith(LEFT_OUT)]:
            relations.pop(key)
    kept = {style.style_id for style in word.styles if style.name in KEPT}
    kept |= {
        link.get(qn("w:val"))
        for style in styles.style_lst
        if style.styleId in kept
        for link in style.iter(qn("w:link"))
    }
    for style in styles.style_lst:
        if style.styleId not in kept:
            styles.remove(style)


def _page(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = PAPERS.get(document.paper, PAPERS["a4"])
    section.left_margin = section.right_margin = MARGIN
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.header_distance = section.footer_distance = Mm(12)


def _styles(word: Word, face: Faces) -> None:
    """Sizes and colours as on the printed page; headings differ by size and colour, not by a false bold."""
    sizes = {"Normal": 10.5, "Title": 21, "Subtitle": 11.5, "Heading 1": 13, "Heading 2": 11.5, "Heading 3": 10.5}
    for name, size in (sizes | {"List Bullet": 10.5, "Caption": 9, "Header": 8.5, "Footer": 8.5, "Quote": 9.5}).items():
        style = word.styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.bold = name.startswith("Heading") and not face.han_text
        style.font.color.rgb = ACCENT if name in ("Title", "Heading 1") else INK
        _fonts(style.element.get_or_add_rPr(), face)
    for name in ("Subtitle", "Header", "Footer", "Caption", "Quote"):
        word.styles[name].font.color.rgb = SOFT
    _added(word, face)
    _spacing(word)
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _fonts(defaults, face)


def _added(word: Word, face: Faces) -> None:
    for name in (REFERENCE, GAP, IDENTIFIER):
        style = word.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        _fonts(style.element.get_or_add_rPr(), face)
    word.styles[REFERENCE].font.color.rgb = ACCENT
    gap = word.styles[GAP].font
    gap.bold, gap.color.rgb = True, ALARM
    word.styles[IDENTIFIER].font.size = Pt(8)
    for script in ("ascii", "hAnsi", "cs"):
        word.styles[IDENTIFIER].element.rPr.rFonts.set(qn(f"w:{script}"), face.code_office)


def _spacing(word: Word) -> None:
    space = {"Normal": (0, 7), "Title": (0, 2), "Subtitle": (0, 10), "Heading 1": (16, 5), "Heading 2": (11, 4)}
    for name, (before, after) in (space | {"Heading 3": (9, 3), "List Bullet": (0, 4), "Quote": (4, 8)}).items():
        shape = word.styles[name].paragraph_format
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.line_spacing = 1.0 if name == "Title" else 1.18
    _without(word.styles["Title"].element.pPr, "w:pBdr")
    _without(word.styles["Subtitle"].element.rPr, "w:spacing")
    for name in ("Header", "Footer"):
        _without(word.styles[name].element.pPr, "w:tabs")


def _without(properties: Any, name: str) -> None:
    part = properties.find(qn(name))
    if part is not None:
        properties.remove(part)


def _fonts(properties: Any, face: Faces) -> None:
    """Latin and Han faces by name: the theme's own would win over them otherwise."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), face.latin_office)
    fonts.set(qn("w:eastAsia"), face.han_office)
    lang = properties.find(qn("w:lang"))
    if lang is None:
        lang = OxmlElement("w:lang")
        properties.append(lang)
    lang.set(qn("w:val"), face.latin_tag)
    lang.set(qn("w:eastAsia"), face.han_tag)


def _furniture(word: Word, document: Document) -> None:
    section, around = word.sections[0], document.furniture
    edge = Length((section.page_width or 0) - 2 * MARGIN)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    if around.draft:
        header.alignment = WD_ALIGN_PARAGRAPH.CENTER
        shade(header, "F6EAD0")
        header.add_run(around.draft).font.color.rgb = BAND
        header = section.header.add_paragraph(style="Header")
    for line in (header, footer):
        line.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    header.add_run(f"{around.left}\t{around.right}")
    rule(header, "bottom")
    rule(footer, "top")
    footer.add_run(f"{around.right or around.left}\t")
    for part in _FIELD.split(around.page):
        _field(footer, _FIELDS[part]) if part in _FIELDS else footer.add_run(part)


def _field(line: WordParagraph, code: str) -> None:
    """A field that the word processor counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    line._p.append(field)  # noqa: SLF001 - python-docx offers no field of its own


def shade(line: WordParagraph, colour: str) -> None:
    """A tinted ground under one paragraph; the colour is six hexadecimal digits."""
    ground = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{name}"), value)
    _in_order(line._p.get_or_add_pPr(), ground, LINE_ORDER)  # noqa: SLF001 - python-docx offers no shading


def rule(line: WordParagraph, side: str) -> None:
    """A thin rule above (`top`) or below (`bottom`) one paragraph."""
    borders = OxmlElement("w:pBdr")
    borders.append(_edge(side, *THIN))
    _in_order(line._p.get_or_add_pPr(), borders, LINE_ORDER)  # noqa: SLF001 - python-docx offers no borders


def ruled(table: WordTable, *, inside: bool) -> None:
    """Rules above and below a table, between its rows where wanted, and no others; words flush with the text."""
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        borders.append(_edge(side, *THICK))
    if inside:
        borders.append(_edge("insideH", *THIN))
    for side, wide in (("left", "0"), ("right", "115")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), wide)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx offers neither borders nor margins
    _in_order(properties, borders, TABLE_ORDER)
    _in_order(properties, margins, TABLE_ORDER)


def widths(word: Word, table: Table) -> tuple[Length, ...]:
    """The width of every column: those without a share take what their words need, the others divide the rest."""
    section = word.sections[0]
    whole = int((section.page_width or 0) - 2 * MARGIN)
    needed = [
        0 if column.share else int(Mm(2.2) * _longest(table, at) + Mm(6)) for at, column in enumerate(table.columns)
    ]
    rest, shares = max(whole - sum(needed), whole // 4), sum(column.share for column in table.columns) or 1
    return tuple(
        Length(need or rest * column.share // shares) for need, column in zip(needed, table.columns, strict=True)
    )


def _longest(table: Table, at: int) -> int:
    """Length of the longest cell of a column, wide characters counted twice."""
    cells = [table.columns[at].head, *("".join(getattr(part, "text", "") for part in row[at]) for row in table.rows)]
    return max(sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in cell) for cell in cells)


def _edge(side: str, size: str, colour: str) -> Any:
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", "1"), ("color", colour)):
        edge.set(qn(f"w:{name}"), value)
    return edge


def _in_order(properties: Any, part: Any, order: tuple[str, ...]) -> None:
    """Put a part where the schema wants it: before the parts that come after it in the order."""
    names = [qn(f"w:{name}") for name in order]
    later = names[names.index(part.tag) + 1 :]
    first = next((each for each in properties if each.tag in later), None)
    properties.append(part) if first is None else first.addprevious(part)
