"""Copies with words taken out of content and pixels, not only covered. Every box is read again at the end."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array
from PIL import ImageDraw

from reinstate.case import Exhibit, Passage, Trouble
from reinstate.evidence.erasing import Unerasable, erase
from reinstate.evidence.geometry import Box
from reinstate.evidence.legend import Row, with_legend
from reinstate.evidence.marks import copy, sheet_of
from reinstate.evidence.passages import by_page
from reinstate.evidence.pdfium import opened, written_in
from reinstate.evidence.pictures import picture_page
from reinstate.evidence.wording import Wording

_DPI = 200
"""Resolution of a page that had to become a picture."""
_TRIM = 0.12
"""Part of a line's height by which a bar stays off the lines above and below."""

_TOUCHING = 0.7
"""Points at the ends of a line within which a letter found there is a neighbour's."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A copy without some words; `pictured` are the pages, from 1, that had to become pictures for it."""

    content: bytes
    pictured: tuple[int, ...]


def redacted_copy(exhibit: Exhibit, passages: Sequence[Passage], words: Wording) -> Redacted:
    """A PDF copy without the words of some passages, black bars in their place, and a last page that says so.

    Nothing else of the file comes along: no attachments, notes, metadata or earlier revisions that may repeat them.

    Raises:
        Trouble: `exhibits.signed`, `exhibits.nothing-to-redact`, `exhibits.not-redacted` where words could still be
            read after all, `evidence.broken`, `evidence.typesetting`.
    """
    file = exhibit.file.name
    if exhibit.signed:
        raise Trouble("exhibits.signed", file=file)
    if not passages:
        raise Trouble("exhibits.nothing-to-redact", file=file)
    plain = copy(exhibit, words)
    wanted = {page: [box for each in found for box in each.boxes] for page, found in by_page(passages).items()}
    content, pictured = _erased(plain, wanted, frozenset())
    if left := _legible(content, wanted):
        content, pictured = _erased(plain, wanted, left | pictured)
    if _legible(content, wanted):
        raise Trouble("exhibits.not-redacted", file=file)
    pages = tuple(sorted(page + 1 for page in pictured))
    found = [words.says["legend-bars"].format(count=len(passages), pages=_listed(wanted))]
    if pages:
        found.append(words.says["legend-pictured"].format(pages=", ".join(map(str, pages))))
    rows = [Row("removed", words.says["legend-removed"], tuple(found))]
    return Redacted(with_legend(content, exhibit, words, "redacted", rows), pages)


def _listed(wanted: Mapping[int, object]) -> str:
    return ", ".join(str(page + 1) for page in sorted(wanted))


def _erased(
    plain: bytes, wanted: Mapping[int, Sequence[Box]], as_pictures: frozenset[int]
) -> tuple[bytes, frozenset[int]]:
    """The pages alone, with the boxes taken out; and those that became pictures because nothing else would do."""
    pictured = set(as_pictures)
    with pikepdf.open(io.BytesIO(plain)) as source, pikepdf.new() as made:
        if "/AcroForm" in source.Root:
            source.generate_appearance_streams()
        source.flatten_annotations("all")
        made.pages.extend(source.pages)
        flat = _saved(made) if wanted else b""
        for place, page in enumerate(made.pages):
            _bare(page)
            if place not in wanted:
                continue
            here = sheet_of(page)
            boxes = [here.file_box(_trimmed(box)) for box in wanted[place]]
            if place not in pictured:
                try:
                    erase(made, page, boxes)
                except Unerasable:
                    pictured.add(place)
                else:
                    page.contents_add(_bars(boxes))
        for place in sorted(pictured):
            _replace(made, place, flat, [_trimmed(box) for box in wanted[place]])
        made.remove_unreferenced_resources()
        return _saved(made), frozenset(pictured)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True, compress_streams=True)
    return out.getvalue()


def _bare(page: pikepdf.Page) -> None:
    """Take off what a page carries beside its drawing: previews and private data repeat what it showed."""
    for key in ("/Thumb", "/PieceInfo", "/Metadata", "/AA", "/StructParents", "/Annots", "/B", "/AF"):
        if key in page.obj:
            del page.obj[key]


def _trimmed(box: Box) -> Box:
    """The box of a bar: off the neighbouring lines, and a little beyond the first and the last letter."""
    return _drawn_in(box, _TRIM, -0.5)


def _drawn_in(box: Box, off: float, ends: float) -> Box:
    """A box drawn in across its line by a part of its height, and by some points at the line's ends."""
    wide, high = box[2] - box[0], box[3] - box[1]
    aside, along = (ends, off * high) if wide >= high else (off * wide, ends)
    return box[0] + aside, box[1] + along, box[2] - aside, box[3] - along


def _bars(boxes: Sequence[Box]) -> bytes:
    drawn = " ".join(f"{x0:.2f} {y0:.2f} {x1 - x0:.2f} {y1 - y0:.2f} re" for x0, y0, x1, y1 in boxes)
    return f"\nq 0 g {drawn} f Q".encode()


def _replace(pdf: pikepdf.Pdf, place: int, flat: bytes, boxes: Sequence[Box]) -> None:
    """Make a page a picture of itself with black bars, upright and as large as it is seen."""
    scale = _DPI / 72
    with opened(flat) as document:
        image = document[place].render(scale=scale).to_pil().convert("RGB")
    pen = ImageDraw.Draw(image)
    for x0, y0, x1, y1 in boxes:
        pen.rectangle((x0 * scale, image.height - y1 * scale, x1 * scale, image.height - y0 * scale), fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    page = pdf.pages[place]
    wide, high = sheet_of(page).size
    with pikepdf.open(io.BytesIO(picture_page(out.getvalue(), "image/png", "page.png"))) as shot:
        drawn = pdf.copy_foreign(shot.pages[0].Resources.XObject.Im0)
    for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate", "/Group", "/UserUnit"):
        if key in page.obj:
            del page.obj[key]
    page.obj.MediaBox = Array([0, 0, round(wide, 3), round(high, 3)])
    page.obj.Rotate = 0
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=drawn))
    page.obj.Contents = pdf.make_stream(f"q {wide:.3f} 0 0 {high:.3f} 0 0 cm /Page Do Q".encode())


def _legible(content: bytes, wanted: Mapping[int, Sequence[Box]]) -> frozenset[int]:
    """The pages on which a reader of text still finds letters within the bars."""
    places = [(page, _drawn_in(box, 1 / 3, _TOUCHING)) for page, boxes in wanted.items() for box in boxes]
    read = written_in(content, places)
    return frozenset(page for (page, _), text in zip(places, read, strict=True) if text.strip())
