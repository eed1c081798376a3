"""The open questions as a form for somebody else: a Word file whose answers can be read back, or a page to print.

A row of the Word file knows its question by the tag of the content control that holds the answer and, should a word
processor drop that, by the same id in hidden letters beside the question.
"""

import io
import re
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reinstate.case import Trouble
from reinstate.document.faces import faces
from reinstate.document.form import Form, FormRow
from reinstate.document.html import fill

_HIDDEN = re.compile(r"⟨([^⟨⟩]{1,300})⟩")
_LINE = re.compile(r"^([\w./:-]{2,300})\s*=\s*(.*)$")


def write(form: Form, format: str) -> bytes:
    """The form as `docx` or as an `html` page that asks nothing of the network and runs nothing."""
    return _docx(form) if format == "docx" else fill("form", form=form)


def read(content: bytes, format: str, file: str) -> dict[str, str]:
    """The filled answers by question id, from a `docx` form or from `txt` lines of the shape `id=answer`.

    Raises:
        Trouble: `ask.form-unreadable`.
    """
    if format == "txt":
        return _lines(content.decode("utf-8", "replace"))
    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as error:
        raise Trouble("ask.form-unreadable", file=file, reason=str(error) or type(error).__name__) from error
    found: dict[str, str] = {}
    for table in document.tables:
        for row in table._element.tr_lst:  # noqa: SLF001 - python-docx offers no other way to the tags
            key, answer = _row(row)
            if key and answer:
                found[key] = answer
    return found


def _lines(text: str) -> dict[str, str]:
    matches = (_LINE.match(line) for line in text.splitlines())
    return {match[1]: match[2].strip() for match in matches if match and match[2].strip()}


def _row(row: Any) -> tuple[str | None, str]:
    cells = list(row.iter(qn("w:tc")))
    if len(cells) < 2:
        return None, ""
    tags = [tag.get(qn("w:val")) for tag in row.iter(qn("w:tag"))]
    hidden = _HIDDEN.search("".join(each.text or "" for each in cells[0].iter(qn("w:t"))))
    key = next((tag for tag in tags if tag), None) or (hidden[1] if hidden else None)
    return key, _text(cells[-1])


def _text(cell: Any) -> str:
    lines = []
    for paragraph in cell.iter(qn("w:p")):
        nodes = paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
        pieces = [
            node.text or "" if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else "\t" for node in nodes
        ]
        lines.append("".join(pieces))
    return "\n".join(lines).strip()


# -- writing -----------------------------------------------------------------------------------------------------------


def _docx(form: Form) -> bytes:
    document = docx.Document()
    _faces(document, form.language)
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    document.core_properties.title = form.title
    document.core_properties.author = ""
    document.core_properties.language = form.language
    document.add_heading(form.title, 1)
    document.add_paragraph(form.lead)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    for cell, words in zip(table.rows[0].cells, form.heads, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    _repeat(table.rows[0]._element)  # noqa: SLF001
    for row in form.rows:
        cells = table.add_row().cells
        _question(cells[0], row)
        cells[1].paragraphs[0]._element.append(_control(row.id))  # noqa: SLF001
    for line in table.rows:
        line._element.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        line.cells[0].width, line.cells[1].width = Cm(9), Cm(8)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _faces(document: WordDocument, language: str) -> None:
    face = faces(language)
    style: Any = document.styles["Normal"]
    style.font.size = Pt(10.5)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(2.5)
    for name in ("Normal", "Heading 1"):
        each: Any = document.styles[name]
        each.font.name = face.latin_office
        each.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face.han_office)


def _question(cell: Any, row: FormRow) -> None:
    first = cell.paragraphs[0]
    if row.title:
        about = first.add_run(row.title)
        about.font.size, about.font.color.rgb = Pt(8.5), RGBColor(0x5A, 0x64, 0x72)
        first = cell.add_paragraph()
    first.add_run(row.question).bold = True
    hidden = first.add_run(f"⟨{row.id}⟩")
    hidden.font.hidden = True
    for words in (row.help, row.choices, row.example and f"→ {row.example}"):
        if words:
            aside = cell.add_paragraph().add_run(words)
            aside.font.size, aside.font.color.rgb = Pt(8.5), RGBColor(0x5A, 0x64, 0x72)


def _repeat(row: Any) -> None:
    """The heading row stands again on every page."""
    properties = row.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))


def _control(key: str) -> Any:
    """An empty plain-text content control of several lines, tagged with the question's id."""
    control = OxmlElement("w:sdt")
    properties, content = OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    tag, plain = OxmlElement("w:tag"), OxmlElement("w:text")
    tag.set(qn("w:val"), key)
    plain.set(qn("w:multiLine"), "1")
    properties.extend((tag, plain))
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.set(qn("xml:space"), "preserve")
    words.text = " "
    run.append(words)
    content.append(run)
    control.extend((properties, content))
    return control
