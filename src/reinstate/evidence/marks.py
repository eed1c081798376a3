"""Highlights on a copy, each with its own appearance so that every viewer shows it."""

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from reinstate.case import Exhibit, Passage
from reinstate.evidence.geometry import Box, Sheet, point, sheet
from reinstate.evidence.media import PDF, WORD
from reinstate.evidence.passages import by_page
from reinstate.evidence.pictures import picture_page
from reinstate.evidence.repair import sound
from reinstate.evidence.word_file import render
from reinstate.evidence.wording import Wording

YELLOW = (1.0, 0.92, 0.35)
PRINTED = 4
"""Annotation flag: on paper too (ISO 32000-1, table 165)."""


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


def copy(exhibit: Exhibit, words: Wording | None = None) -> bytes:
    """The exhibit as an unmarked PDF: itself, repaired if need be, a picture's page, or a Word file's text.

    Raises:
        Trouble: `evidence.broken`, if the content isn't what was admitted.
    """
    file = exhibit.file.name
    if exhibit.media == PDF:
        return sound(exhibit.content, file)
    if exhibit.media == WORD:
        return render(exhibit.content, file, words.rendered.format(file=file) if words else "")
    return picture_page(exhibit.content, exhibit.media, file)


def highlight(pdf: pikepdf.Pdf, passages: Sequence[Passage]) -> None:
    """Lay a highlight annotation over each passage."""
    for place, found in by_page(passages).items():
        page = pdf.pages[place]
        here = sheet_of(page)
        notes = [pdf.make_indirect(_annotation(pdf, here, passage)) for passage in found]
        page.obj.Annots = Array([*page.obj.get("/Annots", []), *notes])


def sheet_of(page: pikepdf.Page) -> Sheet:
    """The visible part of a page."""
    media, crop = ([float(edge) for edge in box] for box in (page.mediabox, page.cropbox))
    return sheet(media, crop, int(page.rotation))


def _annotation(pdf: pikepdf.Pdf, here: Sheet, passage: Passage) -> Dictionary:
    boxes = [here.file_box(box) for box in passage.boxes]
    around = [min(edges) for edges in list(zip(*boxes, strict=True))[:2]]
    around += [max(edges) for edges in list(zip(*boxes, strict=True))[2:]]
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=Array([_length(edge) for edge in around]),
        QuadPoints=Array([_length(edge) for box in passage.boxes for edge in _corners(here, box)]),
        C=Array([_length(part) for part in YELLOW]),
        F=PRINTED,
        Contents=String(passage.words),
        AP=Dictionary(N=_appearance(pdf, boxes, around)),
    )


def _corners(here: Sheet, box: Box) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right of the words: the order that viewers go by."""
    left, bottom, right, top = box
    seen = ((left, top), (right, top), (left, bottom), (right, bottom))
    return tuple(edge for x, y in seen for edge in point(here.into_file, x, y))


def _appearance(pdf: pikepdf.Pdf, boxes: Sequence[Box], around: Sequence[float]) -> pikepdf.Stream:
    bars = " ".join(f"{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re" for x0, y0, x1, y1 in boxes)
    colour = " ".join(f"{part:g}" for part in YELLOW)
    form = pdf.make_stream(f"/Over gs {colour} rg {bars} f".encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([_length(edge) for edge in around])
    form.Resources = Dictionary(ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply, ca=1)))
    return form


def _length(value: float) -> float:
    return round(value, 3)
