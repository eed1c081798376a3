"""The words of a PDF's pages with their places, as a reader sees them: notes are in, what is covered is out."""

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from reinstate.evidence.geometry import Box, Sheet, sheet
from reinstate.evidence.pdfium import characters, lying, opened
from reinstate.evidence.seeing.view import Cover, Rule, View, Word, turned_back

_NAME = 128
_TURNED = 0.09
"""Radians by which a line may lean and still be a line of the page; a watermark leans more."""
_TIGHT = 0.15
"""A gap of so many heights of the letter parts words that have no space between them."""
_THIN = 2.5
"""Points up to which a filled box is a line."""
_PATH = 400
"""Points of a path beyond which it is a drawing and no table."""
_HUGGED = 0.85
"""Sizes of the type below which the box of a word hugs its ink: some files don't tell how high their letters go."""
_RISE, _SINK = 0.9, 0.21
"""How far letters usually go above and below their line, in sizes of the type."""
_ROOMY = 1.05
"""Heights of a line that a letter takes at most on average; more, and there are gaps between the letters."""
_SHOWN = {0x00AD: "-", 0x2010: "-", 0x2011: "-", 0x200B: " ", 0x200C: " ", 0x200D: " ", 0xFEFF: " "}
"""Some writers map every hyphen to the soft one."""
_BROKEN = frozenset({0x0002, 0xFFFE})
_RUN = re.compile(r"[^\s\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on a page beside its words."""

    rules: tuple[Rule, ...]
    fills: tuple[tuple[int, Box], ...]
    """Opaque boxes with their place in the order of drawing, as left, top, right, bottom."""
    places: dict[int, int]
    """Address of a text object → its place in the order of drawing."""
    pictures: int
    strokes: tuple[Rule, ...]


def pdf_views(content: bytes, *, first: int = 0, most: int | None = None) -> Iterator[View]:
    """Every page with its words; `most` ends the reading after so many pages from `first`.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    with opened(content) as document:
        last = len(document) if most is None else min(len(document), first + most)
        for place in range(first, last):
            yield _view(document, place)


def _view(document: pdfium.PdfDocument, place: int) -> View:
    try:
        page = document[place]
    except pdfium.PdfiumError:
        return View(place + 1, 595.0, 842.0, ())
    if pdfium_c.FPDFPage_GetAnnotCount(page):
        # Notes and filled fields become part of the page, in the order in which they are seen.
        pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_PRINT)
        page.close()
        page = document[place]
    box = page.get_bbox()
    there = sheet(box, box, page.get_rotation())
    writing = page.get_textpage()
    lies = lying(writing, there)
    here = replace(there, turn=(there.turn + lies) % 360)
    drawn = _drawn(page, here)
    words, covers = _uncovered(tuple(_words(writing, here, drawn.places)), drawn.fills)
    writing.close()
    page.close()
    width, height = here.size
    made = View(place + 1, width, height, words, drawn.rules, covers, drawn.pictures, strokes=drawn.strokes)
    return replace(made, sheet=there.size[1], onto=turned_back(lies, width, height)) if lies else made


def _words(writing: pdfium.PdfTextPage, here: Sheet, places: dict[int, int]) -> Iterator[Word]:
    """Characters put together as words: up to white space, or to a gap that no letter leaves."""
    text = characters(writing).translate(_SHOWN)
    looks: dict[int, tuple[str, bool, float, float]] = {}
    for match in _RUN.finditer(text):
        for start, end, edges in _whole(writing, here, match.start(), match.end()):
            if edges is None or edges[2] <= edges[0] or edges[3] <= edges[1]:
                continue
            holder = _address(pdfium_c.FPDFText_GetTextObject(writing, start))
            if holder not in looks:
                looks[holder] = (*_font(writing, start), _lean(writing, start), _type(writing, start))
            font, bold, lean, size = looks[holder]
            if abs(lean) <= _TURNED:
                box = edges if edges[3] - edges[1] >= _HUGGED * size else _freed(writing, here, start, edges, size)
                told = text[start:end] + ("-" if _hyphened(writing, end) else "")
                yield Word(told, *box, font, bold, places.get(holder, -1))


def _hyphened(writing: pdfium.PdfTextPage, end: int) -> bool:
    """Whether a hyphen that parts a word at the end of a line follows, which PDFium tells as no character."""
    return pdfium_c.FPDFText_GetUnicode(writing, end) in _BROKEN


def _whole(writing: pdfium.PdfTextPage, here: Sheet, start: int, end: int) -> Iterator[tuple[int, int, Box | None]]:
    """A run of letters with its edges, in parts where it is far wider than letters are."""
    edges = _edges(writing, here, start, end)
    if edges is None or end - start == 1 or edges[2] - edges[0] <= _ROOMY * (end - start) * (edges[3] - edges[1]):
        yield start, end, edges
        return
    first = start
    before = _edges(writing, here, start, start + 1)
    for spot in range(start + 1, end):
        box = _edges(writing, here, spot, spot + 1)
        if box is not None and before is not None and not _joined(before, box):
            yield first, spot, _edges(writing, here, first, spot)
            first = spot
        before = box or before
    yield first, end, edges if first == start else _edges(writing, here, first, end)


def _edges(writing: pdfium.PdfTextPage, here: Sheet, start: int, end: int) -> Box | None:
    """The box around a run by its first and last letter, as seen: left, top, right, bottom."""
    rect = pdfium_c.FS_RECTF()
    into = ctypes.byref(rect)
    boxes = [
        here.seen_box((rect.left, rect.bottom, rect.right, rect.top))
        for spot in ((start, end - 1) if end - start > 1 else (start,))
        if pdfium_c.FPDFText_GetLooseCharBox(writing, spot, into)
    ]
    if not boxes:
        return None
    one, two = boxes[0], boxes[-1]
    high = here.size[1]
    return min(one[0], two[0]), high - max(one[3], two[3]), max(one[2], two[2]), high - min(one[1], two[1])


def _joined(one: Box, two: Box) -> bool:
    """Whether a letter goes on where the one before it ends."""
    high = max(one[3] - one[1], 1.0)
    level = min(one[3], two[3]) - max(one[1], two[1]) > 0.4 * min(high, two[3] - two[1])
    return level and -high < two[0] - one[2] < _TIGHT * high


def _lean(writing: pdfium.PdfTextPage, spot: int) -> float:
    """Radians by which the writing leans against the nearest edge of the page."""
    quarter = 1.5707963
    angle = float(pdfium_c.FPDFText_GetCharAngle(writing, spot))
    return (angle + quarter / 2) % quarter - quarter / 2


def _type(writing: pdfium.PdfTextPage, spot: int) -> float:
    """The size of the type as it is drawn, in points."""
    matrix = pdfium_c.FS_MATRIX()
    size = float(pdfium_c.FPDFText_GetFontSize(writing, spot))
    return size * math.hypot(matrix.c, matrix.d) if pdfium_c.FPDFText_GetMatrix(writing, spot, matrix) else size


def _freed(writing: pdfium.PdfTextPage, here: Sheet, spot: int, edges: Box, size: float) -> Box:
    """The box of a word of which the file tells only the ink: as high as its type, around the line it stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    if not pdfium_c.FPDFText_GetCharOrigin(writing, spot, x, y):
        return edges
    line = here.size[1] - here.seen_box((x.value, y.value, x.value, y.value))[1]
    return edges[0], min(edges[1], line - _RISE * size), edges[2], max(edges[3], line + _SINK * size)


def _font(writing: pdfium.PdfTextPage, spot: int) -> tuple[str, bool]:
    buffer = ctypes.create_string_buffer(_NAME)
    flags = ctypes.c_int()
    length = pdfium_c.FPDFText_GetFontInfo(writing, spot, buffer, _NAME, flags)
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= _NAME else ""
    _, _, plain = name.rpartition("+")
    return plain, pdfium_c.FPDFText_GetFontWeight(writing, spot) >= 600 or "bold" in plain.lower()


def _address(handle: ctypes._Pointer) -> int:  # type: ignore[type-arg]
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _drawn(page: pdfium.PdfPage, here: Sheet) -> _Drawn:
    """Lines, opaque boxes and pictures of a page, and the order in which its texts are drawn."""
    rules: list[Rule] = []
    strokes: list[Rule] = []
    fills: list[tuple[int, Box]] = []
    places: dict[int, int] = {}
    pictures = 0
    for place, each in enumerate(page.get_objects(max_depth=4)):
        if each.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
            places[_address(each.raw)] = place
        elif each.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
            strokes.append(Rule(*_seen(each, here)))
        elif each.type == pdfium_c.FPDF_PAGEOBJ_PATH:
            box = _seen(each, here)
            filled, stroked = _painted(each)
            count = pdfium_c.FPDFPath_CountSegments(each)
            if _curved(each, count):
                strokes.append(Rule(*box))
            elif filled and box[2] - box[0] > _THIN and box[3] - box[1] > _THIN:
                fills.append((place, box))
            if filled and count <= 6 and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                rules.append(Rule(*box))
            elif stroked and count <= _PATH:
                rules += _lines(each, here, count)
    return _Drawn(tuple(rules), tuple(fills), places, pictures, tuple(strokes))


def _seen(each: pdfium.PdfObject, here: Sheet) -> Box:
    """The bounds of an object on the page as seen: left, top, right, bottom."""
    try:
        bounds = each.get_bounds()
    except pdfium.PdfiumError:
        return 0.0, 0.0, 0.0, 0.0
    holder = each.container
    while holder is not None:
        bounds = holder.get_matrix().on_rect(*bounds)
        holder = holder.container
    left, bottom, right, top = here.seen_box(bounds)
    high = here.size[1]
    return left, high - top, right, high - bottom


def _painted(path: pdfium.PdfObject) -> tuple[bool, bool]:
    """Whether a path is filled with something that can't be seen through, and whether its line is drawn."""
    mode, line = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDFPath_GetDrawMode(path, mode, line)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium_c.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return bool(mode.value) and alpha.value > 250, bool(line.value)


def _curved(path: pdfium.PdfObject, count: int) -> bool:
    """Whether a path holds curves that aren't only the round corners of a box."""
    if count < 8:
        return False
    bends = sum(
        pdfium_c.FPDFPathSegment_GetType(pdfium_c.FPDFPath_GetPathSegment(path, each)) == pdfium_c.FPDF_SEGMENT_BEZIERTO
        for each in range(min(count, _PATH))
    )
    return bool(bends >= 5 and bends > count / 2)


def _lines(path: pdfium.PdfObject, here: Sheet, count: int) -> Iterator[Rule]:
    """The upright and level lines of a path."""
    matrix = path.get_matrix()
    holder = path.container
    while holder is not None:
        matrix = matrix.multiply(holder.get_matrix())
        holder = holder.container
    x, y = ctypes.c_float(), ctypes.c_float()
    last: tuple[float, float] | None = None
    start: tuple[float, float] | None = None
    for each in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, each)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        at = matrix.on_point(x.value, y.value)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            start = at
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO and last is not None:
            yield from _rule(last, at, here)
        if start is not None and pdfium_c.FPDFPathSegment_GetClose(segment):
            yield from _rule(at, start, here)
        last = at


def _rule(one: tuple[float, float], two: tuple[float, float], here: Sheet) -> Iterator[Rule]:
    if min(abs(one[0] - two[0]), abs(one[1] - two[1])) > 1 or one == two:
        return
    box = (min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1]))
    left, bottom, right, top = here.seen_box(box)
    yield Rule(left, here.size[1] - top, right, here.size[1] - bottom)


def _uncovered(words: tuple[Word, ...], fills: Sequence[tuple[int, Box]]) -> tuple[tuple[Word, ...], tuple[Cover, ...]]:
    """The words that can be seen, and what covers the others."""
    hidden: set[Word] = set()
    covers = []
    for place, (left, top, right, bottom) in fills:
        under = tuple(
            word
            for word in words
            if -1 < word.drawn < place
            and left <= (word.left + word.right) / 2 <= right
            and top <= word.middle <= bottom
        )
        if under:
            hidden.update(under)
            covers.append(Cover(left, top, right, bottom, under))
    return tuple(word for word in words if word not in hidden) if hidden else words, tuple(covers)


def page_count(content: bytes) -> int:
    """How many pages a PDF has.

    Raises:
        Unreadable: no PDF that PDFium understands, or a locked one.
    """
    with opened(content) as document:
        return len(document)


_DRAWN = 300 / 72
_MOST_PIXELS = 9_000_000
_GARBLED = re.compile(r"[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]")
_TAKEN = "OSZGBl"
"""Letters that figures are taken for."""
_MISREAD = re.compile(
    rf"[a-z][0-9][a-z]|\b[0-9]+[.,][0-9]*[{_TAKEN}]|\b[{_TAKEN}0-9]*[{_TAKEN}][.,][{_TAKEN}0-9]{{2}}\b"
)
_FEW_ODD, _MUCH_ODD = 4, 0.08
"""How many words, and what share of them, speak of a picture that was badly recognised."""
_ODD = re.compile(r"[\u00a1-\u00bf\u00d7\u00f7]")


def legible(view: View) -> bool:
    """Whether the words of a page can be what it shows: there are some, and they are made of sensible letters."""
    if not view.words:
        return not view.pictures and not view.strokes
    text = "".join(word.text for word in view.words)
    if view.pictures and (len(text) < 25 or _misread(view)):
        return False
    broken = len(_GARBLED.findall(text))
    inside = sum(
        bool(_ODD.search(word.text[1:-1])) or bool(_GARBLED.search(word.text))
        for word in view.words
        if len(word.text) > 2
    )
    letters = max(1, sum(map(str.isalpha, text)))
    return broken < 0.02 * letters + 1 and inside <= 0.05 * len(view.words) + 1


def _misread(view: View) -> bool:
    """Whether words under a picture were recognised badly: figures stand among small letters, letters in amounts."""
    odd = sum(bool(_MISREAD.search(word.text)) for word in view.words)
    return odd >= _FEW_ODD and odd > _MUCH_ODD * len(view.words)


def drawn_page(document: pdfium.PdfDocument, place: int) -> tuple[Image.Image, float, float]:
    """A page as pixels, 300 to the inch where it isn't very large, with its width and height in points."""
    page = document[place]
    width, height = page.get_size()
    bitmap = page.render(scale=min(_DRAWN, sqrt(_MOST_PIXELS / max(1.0, width * height))))
    image = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    return image, width, height
