"""Highlights on a copy, each with its own appearance so that every viewer shows it."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reinstate.case import Exhibit, Page, Passage, Trouble
from reinstate.evidence.frames import frame_pages
from reinstate.evidence.geometry import Box, Sheet, around_all, point, sheet
from reinstate.evidence.legend import rows_of, with_legend
from reinstate.evidence.media import FRAMES, PDF, TYPESET
from reinstate.evidence.passages import by_page
from reinstate.evidence.pictures import picture_page
from reinstate.evidence.plain_pages import pages_of
from reinstate.evidence.repair import sound
from reinstate.evidence.wording import Wording

YELLOW = (1.0, 0.92, 0.35)
PRINTED = 4
"""Annotation flag: on paper too (ISO 32000-1, table 165)."""

_BEZIER = 0.5523
"""Control points of a quarter circle made of one cubic curve, as a part of its radius."""


@dataclass(frozen=True, slots=True)
class Outline:
    """How a role is drawn around its words: colour, width of the pen and air around the words in points."""

    colour: tuple[float, float, float]
    pen: float
    air: float
    round: bool


OUTLINES = {
    "item": Outline((0.84, 0.1, 0.12), 1.4, 1.6, round=True),
    "supplier": Outline((0.05, 0.33, 0.75), 1.0, 1.2, round=False),
}
"""Roles of passages that are drawn around; every other is highlighted."""


def mark(exhibit: Exhibit, *, allowed: bool = True, words: Wording | None = None) -> bytes:
    """A PDF copy with the passages highlighted, nothing else altered.

    Raises:
        Trouble: `evidence.broken`, if the content isn't what was admitted.
    """
    plain = copy(exhibit, words)
    if exhibit.media == PDF and not (allowed and exhibit.passages):
        return plain
    with pikepdf.open(io.BytesIO(plain)) as pdf:
        if allowed:
            highlight(pdf, exhibit.passages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def marked_copy(exhibit: Exhibit, words: Wording) -> bytes:
    """A marked copy with a legend as its last page.

    Raises:
        Trouble: `exhibits.signed`, `exhibits.nothing-to-mark`, `evidence.broken`, `evidence.typesetting`.
    """
    if exhibit.signed:
        raise Trouble("exhibits.signed", file=exhibit.file.name)
    if not exhibit.passages:
        raise Trouble("exhibits.nothing-to-mark", file=exhibit.file.name)
    marked = stood(mark(exhibit, words=words), exhibit.pages)
    return with_legend(marked, exhibit, words, "marked", rows_of(exhibit.passages, words))


def stood(content: bytes, pages: Sequence[Page]) -> bytes:
    """A copy with the pages that lie on their side turned upright; the same bytes where none does."""
    if not any(page.lying for page in pages):
        return content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        stand(pdf, pages)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def stand(pdf: pikepdf.Pdf, pages: Sequence[Page]) -> bool:
    """Turn upright what lies on its side, as the last thing done to a copy; says whether anything did."""
    for page, told in zip(pdf.pages, pages, strict=False):
        if told.lying:
            page.obj.Rotate = (int(page.rotation) + told.lying) % 360
    return any(page.lying for page in pages)


def copy(exhibit: Exhibit, words: Wording | None = None) -> bytes:
    """The exhibit as an unmarked PDF: itself, repaired if need be, a picture's page, what is no page set as pages.

    Raises:
        Trouble: `evidence.broken`, if the content isn't what was admitted.
    """
    file = exhibit.file.name
    if exhibit.media == PDF:
        return sound(exhibit.content, file)
    if exhibit.media in TYPESET:
        return pages_of(exhibit.content, exhibit.media, file, words.rendered.format(file=file) if words else "")
    if exhibit.media in FRAMES:
        return frame_pages(exhibit.content, file)
    return picture_page(exhibit.content, exhibit.media, file)


def highlight(pdf: pikepdf.Pdf, passages: Sequence[Passage]) -> None:
    """Mark each passage as its role wants: clauses highlighted, items circled, the supplier framed."""
    for place, found in by_page(passages).items():
        page = pdf.pages[place]
        here = sheet_of(page)
        notes = [pdf.make_indirect(note) for passage in found for note in _annotations(pdf, here, passage)]
        page.obj.Annots = Array([*page.obj.get("/Annots", []), *notes])


def sheet_of(page: pikepdf.Page) -> Sheet:
    """The visible part of a page."""
    media, crop = ([float(edge) for edge in box] for box in (page.mediabox, page.cropbox))
    return sheet(media, crop, int(page.rotation))


def _annotations(pdf: pikepdf.Pdf, here: Sheet, passage: Passage) -> Iterator[Dictionary]:
    """A highlight over the whole passage, or an outline around each of its lines."""
    if passage.role not in OUTLINES:
        yield _highlight(pdf, here, passage)
        return
    outline = OUTLINES[passage.role]
    for box in passage.boxes:
        air = outline.air + outline.pen
        wide = here.file_box((box[0] - air, box[1] - air, box[2] + air, box[3] + air))
        yield Dictionary(
            Type=Name.Annot,
            Subtype=Name.Square,
            Rect=_lengths(wide),
            C=_lengths(outline.colour),
            BS=Dictionary(W=outline.pen),
            F=PRINTED,
            Contents=String(passage.words),
            AP=Dictionary(N=_form(pdf, outlined(wide, outline), wide)),
        )


def _highlight(pdf: pikepdf.Pdf, here: Sheet, passage: Passage) -> Dictionary:
    boxes = [here.file_box(box) for box in passage.boxes]
    around = around_all(boxes)
    bars = " ".join(f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re" for x0, y0, x1, y1 in boxes)
    form = _form(pdf, f"/Over gs {_said(YELLOW)} rg {bars} f", around)
    form.Resources = Dictionary(ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=1)))
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=_lengths(around),
        QuadPoints=_lengths([edge for box in passage.boxes for edge in _corners(here, box)]),
        C=_lengths(YELLOW),
        F=PRINTED,
        Contents=String(passage.words),
        AP=Dictionary(N=form),
    )


def _corners(here: Sheet, box: Box) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right of the words: the order that viewers go by."""
    left, bottom, right, top = box
    seen = ((left, top), (right, top), (left, bottom), (right, bottom))
    return tuple(edge for x, y in seen for edge in point(here.into_file, x, y))


def outlined(box: Box, outline: Outline) -> str:
    """The drawing of an outline just inside a box, its ends round where the outline is."""
    half = outline.pen / 2
    x0, y0, x1, y1 = box[0] + half, box[1] + half, box[2] - half, box[3] - half
    start = f"{_said(outline.colour)} RG {outline.pen:g} w"
    bend = min(x1 - x0, y1 - y0) / 2 if outline.round else 0.0
    if bend <= 0:
        return f"{start} {_said((x0, y0, x1 - x0, y1 - y0))} re S"
    pull = bend * (1 - _BEZIER)
    curves = (
        ((x1 - pull, y0), (x1, y0 + pull), (x1, y0 + bend), (x1, y1 - bend)),
        ((x1, y1 - pull), (x1 - pull, y1), (x1 - bend, y1), (x0 + bend, y1)),
        ((x0 + pull, y1), (x0, y1 - pull), (x0, y1 - bend), (x0, y0 + bend)),
        ((x0, y0 + pull), (x0 + pull, y0), (x0 + bend, y0), (x1 - bend, y0)),
    )
    path = " ".join(f"{_said((*a, *b, *c))} c {_said(end)} l" for a, b, c, end in curves)
    return f"{start} {_said((x1 - bend, y0))} m {path} s"


def _form(pdf: pikepdf.Pdf, drawing: str, box: Sequence[float]) -> pikepdf.Stream:
    form = pdf.make_stream(drawing.encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = _lengths(box)
    return form


def _said(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.3f}" for number in numbers)


def _lengths(values: Sequence[float]) -> Array:
    return Array([round(float(value), 3) for value in values])
