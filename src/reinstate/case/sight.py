"""What passes between a room that has a picture and an engine that can read one, and whose turn it is to look."""

import threading
from dataclasses import dataclass, field
from typing import Protocol

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels, counted from the upper left corner."""

PDFIUM = threading.RLock()
"""Whose turn it is inside PDFium: the library bears one thread at a time, whichever room opens the file."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture as plain pixels: one byte each, black 0 to white 255, row by row from the top.

    `page` is the number of the page that it shows, for whoever watches the reading.
    """

    width: int
    height: int
    pixels: bytes = field(repr=False)
    dpi: int
    page: int = 1


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word recognised in a picture; `confidence` goes from 0 to 1.

    `others` is what further looks at the word alone gave, for codes that no dictionary helps to read.
    """

    text: str
    box: Box
    confidence: float
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line of words from left to right, and the box around them."""

    words: tuple[SeenWord, ...]
    box: Box


class Recogniser(Protocol):
    """An engine that reads pictures."""

    def __call__(self, raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        """Every line of the picture, in reading order; none where it shows no text.

        A `form` holds cells and figures rather than sentences: its language is no measure of the reading.
        """
