"""Reading PDF files with PDFium, each thread in its turn."""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from math import degrees
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from reinstate.case import Span
from reinstate.case.sight import PDFIUM
from reinstate.evidence.corners import Corners, room
from reinstate.evidence.geometry import Box, Sheet, sheet

_LAST = 0x10FFFF
_READABLE = {2: "-", 0: " ", 0xFFFE: " ", 0xFFFF: " ", **dict.fromkeys(range(0xD800, 0xE000), " ")}
"""PDFium says 2 for a hyphen at the end of a line; the others are no characters."""

_SAMPLE = 60
"""Letters of a page that are asked how they stand."""

_MOSTLY = 0.7
"""The part of them that must agree before a page is turned."""

_NESTED = 3
"""How deep forms are looked into for images."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its sheet and its characters, one for each that PDFium counts."""

    sheet: Sheet
    text: str
    pictures: bool
    """Whether the page holds images."""
    lying: int
    """Degrees clockwise by which the page must be turned for its letters to stand upright."""
    room: Corners | None = None
    """The empty paper in the corners of the page, set upright."""


class Unreadable(Exception):
    """PDFium can't open the bytes. `locked` says that a password is missing."""

    def __init__(self, locked: bool) -> None:
        super().__init__(locked)
        self.locked = locked


@contextmanager
def opened(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """A document, open for as long as the lock is held.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    with PDFIUM:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise Unreadable(locked="password" in str(error).lower()) from error
        try:
            yield document
        finally:
            document.close()


def leaves(content: bytes, *, corners: bool = False) -> tuple[Leaf, ...]:
    """Every page with its characters; with the room in its corners if asked, which takes a drawing of them.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    with opened(content) as document:
        return tuple(_leaf(document, place, corners=corners) for place in range(len(document)))


def boxes(content: bytes, places: Sequence[tuple[int, Span]]) -> list[tuple[Box, ...]]:
    """For each stretch of a page's text, the boxes of its characters as seen; what has no ink has no box.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    found: dict[tuple[int, Span], tuple[Box, ...]] = {}
    with opened(content) as document:
        for number, spans in groupby(sorted(places), key=lambda place: place[0]):
            page = document[number]
            here, writing, _ = _upright(page)
            for _, span in spans:
                each = (_box(writing, spot, here) for spot in range(span.start, span.end))
                found[number, span] = tuple(box for box in each if box is not None)
            writing.close()
            page.close()
    return [found[place] for place in places]


def _leaf(document: pdfium.PdfDocument, place: int, *, corners: bool) -> Leaf:
    try:
        page = document[place]
    except pdfium.PdfiumError as error:
        raise Unreadable(locked=False) from error
    here, writing, lies = _upright(page)
    text = characters(writing)
    pictures = _pictured(pdfium_c.FPDFPage_CountObjects, pdfium_c.FPDFPage_GetObject, page.raw)
    writing.close()
    empty = room(page) if corners else None
    page.close()
    return Leaf(here, text, pictures, lies, empty)


def _upright(page: pdfium.PdfPage) -> tuple[Sheet, pdfium.PdfTextPage, int]:
    """A page's sheet as it lies, its characters in the order of an upright reader, and how it lies."""
    here, writing = _sheet(page), page.get_textpage()
    lies = lying(writing, here)
    if lies:
        writing.close()
        page.set_rotation((here.turn + lies) % 360)
        writing = page.get_textpage()
    return here, writing, lies


def _pictured(count: Callable[..., int], get: Callable[..., Any], holder: Any, depth: int = 1) -> bool:
    """Whether a page or a form holds images, or a form in it does; with hundreds of objects a page each call counts."""
    for place in range(count(holder)):
        each = get(holder, place)
        kind = pdfium_c.FPDFPageObj_GetType(each)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            return True
        inner = (pdfium_c.FPDFFormObj_CountObjects, pdfium_c.FPDFFormObj_GetObject, each, depth + 1)
        if kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < _NESTED and _pictured(*inner):
            return True
    return False


def _sheet(page: pdfium.PdfPage) -> Sheet:
    box = page.get_bbox()
    return sheet(box, box, page.get_rotation())


def lying(writing: pdfium.PdfTextPage, here: Sheet) -> int:
    """Degrees clockwise by which a page must be turned for most of its letters to stand upright: a sample tells."""
    count = writing.count_chars()
    turns = Counter(
        round(degrees(-pdfium_c.FPDFText_GetCharAngle(writing, spot)) / 90) * 90 % 360
        for spot in range(0, count, max(1, count // _SAMPLE))
    )
    turn, found = turns.most_common(1)[0] if turns else (here.turn, 0)
    return (turn - here.turn) % 360 if found > _MOSTLY * turns.total() else 0


def characters(writing: pdfium.PdfTextPage) -> str:
    """One character for each that PDFium counts; its own text, ten times faster to get, may leave some out."""
    count = writing.count_chars()
    text: str = writing.get_text_range()
    if len(text) != count or any(char > "\uffff" for char in text):
        codes = (pdfium_c.FPDFText_GetUnicode(writing, spot) for spot in range(count))
        text = "".join(chr(code) if code <= _LAST else " " for code in codes)
    return text.translate(_READABLE)


def _box(writing: pdfium.PdfTextPage, spot: int, here: Sheet) -> Box | None:
    rect = pdfium_c.FS_RECTF()
    if pdfium_c.FPDFText_IsGenerated(writing, spot) == 1:
        return None
    if not pdfium_c.FPDFText_GetLooseCharBox(writing, spot, ctypes.byref(rect)):
        return None
    box = here.seen_box((rect.left, rect.bottom, rect.right, rect.top))
    return box if box[0] < box[2] and box[1] < box[3] else None


def standard_widths(name: str) -> dict[int, float]:
    """Width by character code of one of the fourteen fonts that viewers bring along, in thousandths; else nothing."""
    with PDFIUM:
        document = pdfium.PdfDocument.new()
        font = pdfium_c.FPDFText_LoadStandardFont(document, name.encode())
        found = {}
        width = ctypes.c_float()
        for code in range(32, 256) if font else ():
            if pdfium_c.FPDFFont_GetGlyphWidth(font, code, 1000.0, width):
                found[code] = width.value
        if font:
            pdfium_c.FPDFFont_Close(font)
        document.close()
        return found


def written_in(content: bytes, places: Sequence[tuple[int, Box]]) -> list[str]:
    """The text in each box of a page as seen, by place from 0.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    found = []
    with opened(content) as document:
        for place, box in places:
            page = document[place]
            writing = page.get_textpage()
            left, bottom, right, top = _sheet(page).file_box(box)
            found.append(writing.get_text_bounded(left, bottom, right, top))
            writing.close()
            page.close()
    return found
