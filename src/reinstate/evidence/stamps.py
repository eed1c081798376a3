"""A stamp on every page of an exhibit: in an empty corner, or in a strip that the page makes room for."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from reinstate.case import Page
from reinstate.evidence.corners import AIR, EDGE, HIGH, empty
from reinstate.evidence.geometry import Box, Sheet, sheet
from reinstate.evidence.marks import sheet_of
from reinstate.evidence.pdfium import opened
from reinstate.evidence.repair import drawing
from reinstate.evidence.typeset import typeset

_PEN = 4.0
"""Points around marked words within which an outline may be drawn."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the lower left corner of a stamp goes on the page as seen, and how much stamp and page are scaled."""

    x: float
    y: float
    stamp: float = 1.0
    page: float = 1.0


def stamps(words: Sequence[str], language: str) -> pikepdf.Pdf:
    """A document with one stamp a page, each page as large as its stamp."""
    tag, _, region = language.partition("-")
    said = {"language": tag, "region": region or None, "stamps": list(words)}
    return pikepdf.open(io.BytesIO(typeset("stamp", said)))


def beforehand(page: Page, size: tuple[float, float], marked: Sequence[Box]) -> Placing | None:
    """Where a stamp of that size surely fits by what was measured when the page was read; None where it must be seen.

    Args:
        page: as it was read.
        size: of the stamp, in points.
        marked: boxes of words that were marked since, on the page as it lies.
    """
    if page.room is None or (marked and page.lying):
        return None
    seen = (page.height, page.width) if page.lying in (90, 270) else (page.width, page.height)
    small, stamp = _fitted(seen, size)
    if stamp[1] > HIGH:
        return None
    for at, room in zip(_corners(seen, stamp), page.room, strict=True):
        if stamp[0] + 2 * AIR <= room and not any(_touching(_aired(at, stamp), box) for box in marked):
            return Placing(*at, small)
    return None


def placings(
    content: Callable[[], bytes], sizes: Sequence[tuple[float, float]], known: Sequence[Placing | None] = ()
) -> tuple[Placing, ...]:
    """For each page of a document, where a stamp of its size fits without covering anything; what isn't known is seen.

    Args:
        content: gives the document, if it must be seen at all.
        sizes: of the stamps, in points.
        known: where they fit, as far as that is known.
    """
    places = known or [None] * len(sizes)
    if all(places):
        return tuple(filter(None, places))
    with opened(content()) as document:
        return tuple(at or _seen(document, spot, sizes[spot]) for spot, at in enumerate(places))


def _seen(document: pdfium.PdfDocument, place: int, size: tuple[float, float]) -> Placing:
    page = document[place]
    box = page.get_bbox()
    seen = sheet(box, box, page.get_rotation()).size
    small, stamp = _fitted(seen, size)
    corner = next((at for at in _corners(seen, stamp) if empty(page, _aired(at, stamp))), None)
    page.close()
    return Placing(*corner, small) if corner else _strip(seen, stamp, small)


def _fitted(seen: tuple[float, float], size: tuple[float, float]) -> tuple[float, tuple[float, float]]:
    """How much a stamp is scaled for its page to hold it, and its size then."""
    small = min(1.0, (seen[0] - 2 * EDGE) / size[0])
    return small, (size[0] * small, size[1] * small)


def _touching(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2] + _PEN and other[0] - _PEN < one[2] and one[1] < other[3] + _PEN and other[1] - _PEN < one[3]
    )


def _corners(seen: tuple[float, float], stamp: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    right, top = seen[0] - EDGE - stamp[0], seen[1] - EDGE - stamp[1]
    return (right, top), (right, EDGE), (EDGE, top), (EDGE, EDGE)


def _aired(at: tuple[float, float], stamp: tuple[float, float]) -> Box:
    return at[0] - AIR, at[1] - AIR, at[0] + stamp[0] + AIR, at[1] + stamp[1] + AIR


def _strip(seen: tuple[float, float], stamp: tuple[float, float], small: float) -> Placing:
    """The page a little smaller, the stamp in the strip that this leaves at the top."""
    strip = stamp[1] + 2 * AIR
    return Placing(seen[0] - EDGE - stamp[0], seen[1] - AIR - stamp[1], small, (seen[1] - strip) / seen[1])


def press(book: pikepdf.Pdf, page: pikepdf.Page, form: pikepdf.Object, placing: Placing) -> None:
    """Put a stamp on a page; what was there becomes one form, so that no open state of it can move the stamp."""
    here = sheet_of(page)
    inside = _inside(book, page, here)
    shift = _shift(here, placing.page)
    if placing.page < 1:
        _scale_annotations(page, placing.page, shift)
    a, b, c, d, e, f = here.into_file
    x, y, by = placing.x, placing.y, placing.stamp
    spot = (a * by, b * by, c * by, d * by, a * x + c * y + e, b * x + d * y + f)
    page.obj.Resources = Dictionary(XObject=Dictionary(Inside=inside, Stamp=form))
    page.obj.Contents = book.make_stream(
        f"q {_said((placing.page, 0, 0, placing.page, *shift))} cm /Inside Do Q q {_said(spot)} cm /Stamp Do Q".encode()
    )


def _inside(book: pikepdf.Pdf, page: pikepdf.Page, here: Sheet) -> pikepdf.Stream:
    """The page's drawing as a form. pikepdf's own would be read at saving, when the page already draws the form."""
    parts = drawing(page)
    if len(parts) == 1:
        # packed as it is: what one library can't unpack, a viewer may still show in part
        form = book.make_stream(parts[0].read_raw_bytes())
        for key in ("/Filter", "/DecodeParms"):
            if key in parts[0]:
                form[key] = parts[0][key]
    else:
        form = book.make_stream(b"\n".join(part.read_bytes() for part in parts))
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(list(here.crop))
    form.Resources = page.obj.get("/Resources", Dictionary())
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _said(numbers: Sequence[float]) -> str:
    return " ".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in numbers)


def _shift(here: Sheet, scale: float) -> tuple[float, float]:
    """How far a scaled page moves so that it keeps its foot and its middle, in the file's coordinates."""
    a, b, _, _, e, f = here.into_file
    aside = here.size[0] * (1 - scale) / 2
    return e * (1 - scale) + a * aside, f * (1 - scale) + b * aside


def _scale_annotations(page: pikepdf.Page, scale: float, shift: tuple[float, float]) -> None:
    """Let the annotations follow the page; an appearance is fitted into its rectangle by the viewer."""
    for note in page.obj.get("/Annots", []):
        for key in ("/Rect", "/QuadPoints", "/Vertices", "/L", "/CL"):
            if key in note:
                note[key] = _followed(note[key], scale, shift)
        if "/InkList" in note:
            note["/InkList"] = Array([_followed(line, scale, shift) for line in note["/InkList"]])
        if "/RD" in note:
            note["/RD"] = Array([float(edge) * scale for edge in note["/RD"]])


def _followed(numbers: pikepdf.Object, scale: float, shift: tuple[float, float]) -> Array:
    return Array([float(each) * scale + shift[place % 2] for place, each in enumerate(numbers)])


def form_of(book: pikepdf.Pdf, stamp: pikepdf.Page) -> pikepdf.Object:
    """A stamp as something that pages of the book can draw."""
    return book.copy_foreign(stamp.as_form_xobject())


def sizes(made: Sequence[pikepdf.Page]) -> tuple[tuple[float, float], ...]:
    """Width and height of each stamp."""
    return tuple(sheet_of(page).size for page in made)
