"""Room for a stamp in the corners of a page: measured while the page is read anyway, or looked for box by box."""

from contextlib import suppress
from typing import cast

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from reinstate.evidence.geometry import Box

EDGE = 16.0
"""Points between a stamp and the edge of the page."""

AIR = 4.0
"""Points around a stamp that must be empty too."""

HIGH = 14.5
"""Points of height of a stamp up to which the room measured beforehand holds: a little more than any has."""

_ENOUGH = 250.0
"""Points of width beyond which no stamp goes: with as many at the head of a page its foot isn't measured."""

_SCALE = 2.0
"""Pixels by point."""

_EVEN = 6
"""Greatest difference of brightness, of 255, that still counts as plain paper."""

Corners = tuple[float, float, float, float]
"""Points of empty width beside the upper right, lower right, upper left and lower left corner of a page as seen."""


def room(page: pdfium.PdfPage) -> Corners:
    """How wide the paper is empty, seen from each corner, annotations included; 0 where it isn't or wasn't measured."""
    wide, high = page.get_size()
    foot = EDGE - AIR
    upper = _beside(page, (foot, high - EDGE - HIGH - AIR, wide - foot, high - foot))
    lower = (0.0, 0.0) if max(upper) >= _ENOUGH else _beside(page, (foot, foot, wide - foot, EDGE + HIGH + AIR))
    return upper[1], lower[1], upper[0], lower[0]


def _beside(page: pdfium.PdfPage, band: Box) -> tuple[float, float]:
    """Points of empty width at the left and the right end of a band across the page."""
    image = _rendered(page, band)
    if image is None:
        return 0.0, 0.0
    left, right = (_inked(image, at) for at in (0, image.width - 1))
    return left[0] / _SCALE, (image.width - right[1]) / _SCALE


def _inked(image: Image.Image, at: int) -> tuple[int, int]:
    """From which column to which something else is seen than the paper at a place of the head line."""
    paper = Image.new("RGB", image.size, image.getpixel((at, 0)))
    found = ImageChops.difference(image, paper).point(_STANDS_OUT).getbbox()
    return (found[0], found[2]) if found else (image.width, 0)


_STANDS_OUT = [255 * (2 * difference > _EVEN) for difference in range(256)] * 3
"""Half of what may lie between two places, as both are held against a third."""


def empty(page: pdfium.PdfPage, box: Box) -> bool:
    """Whether nothing is drawn in a box of the page as seen, annotations included."""
    image = _rendered(page, box)
    if image is None:
        return False
    extrema = cast("tuple[tuple[int, int], ...]", image.getextrema())
    return all(high - low <= _EVEN for low, high in extrema)


def _rendered(page: pdfium.PdfPage, box: Box) -> Image.Image | None:
    """A box of the page as seen; None where it has no size or can't be drawn."""
    wide, high = page.get_size()
    crop = (max(box[0], 0), max(box[1], 0), max(wide - box[2], 0), max(high - box[3], 0))
    with suppress(pdfium.PdfiumError, ValueError):
        image: Image.Image = page.render(scale=_SCALE, crop=crop).to_pil()
        return image.convert("RGB")
    return None
