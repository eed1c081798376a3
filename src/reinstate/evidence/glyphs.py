"""How wide the letters of a PDF font are, and which bytes of a text make one letter."""

from collections.abc import Iterator
from functools import cache

import pikepdf
from pikepdf import Name

from reinstate.evidence.pdfium import standard_widths


class UnknownFont(Exception):
    """A font whose letters can't be told apart here."""


class Font:
    """The letters of one font.

    Raises:
        UnknownFont: no widths, a writing direction or an encoding that isn't known here.
    """

    def __init__(self, font: pikepdf.Object) -> None:
        self.double = font.get("/Subtype") == Name.Type0
        self._scale = 0.001
        self._widths: dict[int, float] = {}
        self._usual = 0.0
        if self.double:
            self._composite(font)
        else:
            self._simple(font)

    def letters(self, text: bytes) -> Iterator[tuple[bytes, float]]:
        """Each letter's bytes and its width, the size of the font being 1."""
        step = 2 if self.double else 1
        for start in range(0, len(text), step):
            code = text[start : start + step]
            width = self._widths.get(int.from_bytes(code), self._usual)
            yield code, width * self._scale

    def _simple(self, font: pikepdf.Object) -> None:
        if font.get("/Subtype") == Name.Type3:
            self._scale = float(font.FontMatrix[0])
        if "/Widths" in font:
            first = int(font.get("/FirstChar", 0))
            self._widths = {first + place: float(width) for place, width in enumerate(font.Widths)}
            self._usual = float(font.get("/FontDescriptor", pikepdf.Dictionary()).get("/MissingWidth", 0))
        else:
            self._widths = _standard(str(font.get("/BaseFont", "")).lstrip("/"))

    def _composite(self, font: pikepdf.Object) -> None:
        if font.get("/Encoding") != Name("/Identity-H"):
            raise UnknownFont(str(font.get("/Encoding")))
        below = font.DescendantFonts[0]
        self._usual = float(below.get("/DW", 1000))
        told = list(below.get("/W", []))
        while told:
            first = int(told.pop(0))
            if isinstance(told[0], pikepdf.Array):
                self._widths |= {first + place: float(width) for place, width in enumerate(told.pop(0))}
            else:
                last, width = int(told.pop(0)), float(told.pop(0))
                self._widths |= dict.fromkeys(range(first, last + 1), width)


@cache
def _standard(name: str) -> dict[int, float]:
    """The widths of one of the fourteen fonts that every viewer brings along, in thousandths."""
    widths = standard_widths(name)
    if not widths:
        raise UnknownFont(name)
    return widths
