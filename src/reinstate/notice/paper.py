"""The text layer of PDF files and the running text of Word files."""

import io
import math
import zipfile
from dataclasses import dataclass

import docx
import pikepdf
import pypdfium2
from docx.document import Document
from docx.table import Table

from reinstate.case import Span, Trouble
from reinstate.case.sight import PDFIUM, Raster, Recogniser
from reinstate.notice.picture import Recognised, raster, recognised

MOST_PAGES = 60
MOST_RECOGNISED = 12
"""Pages of a scan that are recognised: each takes a second or two."""
_DPI = 300
_MOST_PAGE_PIXELS = 8_000_000
_MOST_UNPACKED = 100_000_000
_MOST_DOCUMENT = 20_000_000


@dataclass(frozen=True, slots=True)
class Paper:
    """The text of a paper, and which parts of it were recognised or left out."""

    text: str
    notes: tuple[str, ...] = ()
    unsure: tuple[Span, ...] = ()


def read_pdf(content: bytes, file: str, recognise: Recogniser | None) -> Paper:
    """The text layer of a PDF, page by page, and what a recogniser sees on pages that have none.

    A file that PDFium refuses is re-saved by qpdf first.

    Raises:
        Trouble: `notice.encrypted-pdf`, `notice.broken-pdf`, `notice.scan` for pictures of pages that nobody can
            read here, or `notice.no-text`.
    """
    try:
        paper = _pages(content, recognise)
    except pypdfium2.PdfiumError:
        paper = _mended(content, file, recognise)
    if not paper.text.strip():
        raise Trouble("notice.no-text" if recognise else "notice.scan", file=file)
    return paper


def _mended(content: bytes, file: str, recognise: Recogniser | None) -> Paper:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            saved = io.BytesIO()
            pdf.save(saved)
        return _pages(saved.getvalue(), recognise)
    except pikepdf.PasswordError as error:
        raise Trouble("notice.encrypted-pdf", file=file) from error
    except (pikepdf.PdfError, pypdfium2.PdfiumError, RuntimeError, ValueError) as error:
        # qpdf tells some damage as a plain RuntimeError.
        raise Trouble("notice.broken-pdf", file=file) from error


def _pages(content: bytes, recognise: Recogniser | None) -> Paper:
    with PDFIUM:
        pdf = pypdfium2.PdfDocument(content)
    try:
        with PDFIUM:
            pages = [_page(pdf, number) for number in range(min(len(pdf), MOST_PAGES))]
            notes = ["pages-cut"] if len(pdf) > MOST_PAGES else []
        blank = [number for number, text in enumerate(pages) if not text.strip()]
        seen = {}
        if recognise is not None:
            seen = {number: recognised(recognise(_drawn(pdf, number))) for number in blank[:MOST_RECOGNISED]}
    finally:
        with PDFIUM:
            pdf.close()
    if len(blank) > len(seen) and len(blank) < len(pages):
        notes.append("pages-unread")
    if any(page.text for page in seen.values()):
        notes.append("recognised")
    return _bound(pages, seen, tuple(notes))


def _bound(pages: list[str], seen: dict[int, Recognised], notes: tuple[str, ...]) -> Paper:
    """Pages one below the other; places of what is unsure are moved along."""
    text = ""
    unsure: list[Span] = []
    for number, layer in enumerate(pages):
        start = len(text)
        page = seen.get(number)
        if page is not None:
            unsure += (Span(each.start + start, each.end + start) for each in page.unsure)
        text += (page.text if page else layer) + "\n"
    return Paper(text.removesuffix("\n"), notes, tuple(unsure))


def _page(pdf: pypdfium2.PdfDocument, number: int) -> str:
    """One page's text layer; a page that can't be opened is an empty one."""
    try:
        page = pdf[number]
    except pypdfium2.PdfiumError:
        return ""
    layer = page.get_textpage()
    text: str = layer.get_text_range()
    layer.close()
    page.close()
    # PDFium marks a hyphen at a line's end with U+FFFE and ends lines with CR LF.
    return text.replace("\ufffe\r\n", "").replace("\ufffe", "-").replace("\r\n", "\n")


def _drawn(pdf: pypdfium2.PdfDocument, number: int) -> Raster:
    """A page as pixels; one of an odd size at a coarser grain, so that it stays within bounds."""
    with PDFIUM:
        page = pdf[number]
        width, height = page.get_size()
        grain = min(_DPI / 72, math.sqrt(_MOST_PAGE_PIXELS / max(1.0, width * height)))
        bitmap = page.render(scale=grain, grayscale=True)
        made = raster(bitmap.to_pil())
        bitmap.close()
        page.close()
    return made


def docx_text(content: bytes, file: str) -> str:
    """The paragraphs and table rows of a Word file, in order.

    Raises:
        Trouble: `notice.broken-docx` where the file can't be opened, `notice.bomb` where it unpacks to far too much.
    """
    try:
        sizes = {each.filename: each.file_size for each in zipfile.ZipFile(io.BytesIO(content)).infolist()}
    except Exception as error:  # zipfile passes on whatever damaged bytes bring about
        raise Trouble("notice.broken-docx", file=file) from error
    if sum(sizes.values()) > _MOST_UNPACKED or sizes.get("word/document.xml", 0) > _MOST_DOCUMENT:
        raise Trouble("notice.bomb", file=file, limit=_MOST_UNPACKED // 1_000_000)
    try:
        return "\n".join(_blocks(docx.Document(io.BytesIO(content))))
    except Exception as error:  # python-docx passes on whatever zip and XML readers raise
        raise Trouble("notice.broken-docx", file=file) from error


def _blocks(document: Document) -> list[str]:
    # Looked up once: python-docx searches all styles anew for each paragraph.
    listed = {style.style_id for style in document.styles if (style.name or "").startswith("List")}
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text.strip().replace("\n", " ") for cell in row.cells) for row in block.rows]
        else:
            lines.append(("- " if block._p.style in listed else "") + block.text)  # noqa: SLF001
    return lines
