"""Tesseract as a recogniser: finds out which language a picture is in, then reads it with that language's data."""

import os
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import tesserocr

from reinstate.assist.choosing import choice
from reinstate.assist.looking import Closer
from reinstate.case.sight import Raster, SeenLine, SeenWord
from reinstate.knowledge import Knowledge

_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[0-9A-Z]{8,14}")
_ITEM = re.compile(r"[B8][0OQD][0-9A-Z]{8}")
"""A code in the form of an ASIN, whose second sign is a zero whatever it was taken for."""
_SAME, _WIDER = 1.05, 1.15
"""Widths of a round sign, in widths of that zero, up to which it is a zero too, and from which it is the letter O."""
_EDGE = 12
"""Pixels of ground that are shown around a code at its second look."""
_DISPUTED = 0.5
"""Highest confidence of a code that two looks read differently."""


class Tesseract:
    """Reads pictures in every language that both the knowledge and the data folder know."""

    def __init__(self, knowledge: Knowledge, folder: Path, languages: Mapping[str, str]) -> None:
        self._folder = folder
        self.languages = languages
        """Language tag → names of the data that read it."""
        self._choice = choice(knowledge, languages)
        self._engines: dict[tuple[str, int], tesserocr.PyTessBaseAPI] = {}

    def __call__(self, raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        """Every line of the picture, read with the data of the language that a sample of its lines is in.

        Codes are looked at once more; of a `form`, whatever is in doubt.
        """
        data = self._choice.of(raster, self._engine)
        lines = tuple(self._read(raster, data))
        if not form:
            return self._looked_again(raster, lines, data)
        plain = data.rsplit("+", 1)[-1]
        line, word = self._engine(data, tesserocr.PSM.RAW_LINE), self._engine(plain, tesserocr.PSM.RAW_LINE)
        block = self._engine(data, tesserocr.PSM.SINGLE_BLOCK)
        return Closer(raster, line, word, block).looked(lines)

    def _read(self, raster: Raster, data: str) -> Iterator[SeenLine]:
        engine = self._engine(data)
        engine.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.width)
        engine.SetSourceResolution(raster.dpi)
        engine.Recognize()
        yield from _lines(engine)
        engine.Clear()

    def _looked_again(self, raster: Raster, seen: tuple[SeenLine, ...], data: str) -> tuple[SeenLine, ...]:
        """The lines with their codes, capitals and digits that no dictionary helps to read, looked at once more."""
        if not any(_CODE.fullmatch(word.text) for line in seen for word in line.words):
            return seen
        plain = data.rsplit("+", 1)[-1]
        engines = [self._engine(plain, mode) for mode in (tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.SINGLE_WORD)]
        for engine in engines:
            engine.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.width)
            engine.SetSourceResolution(raster.dpi)
        lines = tuple(replace(line, words=tuple(_again(engines, raster, word) for word in line.words)) for line in seen)
        for engine in engines:
            engine.Clear()
        return lines

    def _engine(self, data: str, mode: int = tesserocr.PSM.AUTO) -> tesserocr.PyTessBaseAPI:
        if (data, mode) not in self._engines:
            # The library wants a separator at the end, and prints debug lines unless told where to.
            made = tesserocr.PyTessBaseAPI(
                path=f"{self._folder}{os.sep}", lang=data, psm=mode, variables={"debug_file": os.devnull}
            )
            if mode in (tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.SINGLE_WORD):
                made.SetVariable("tessedit_char_whitelist", string.ascii_uppercase + string.digits)
            self._engines[data, mode] = made
        return self._engines[data, mode]


def _again(engines: list[tesserocr.PyTessBaseAPI], raster: Raster, word: SeenWord) -> SeenWord:
    """A code with what further looks at it alone give; where one differs, no look is more than half sure."""
    if not _CODE.fullmatch(word.text):
        return word
    left, top, right, bottom = word.box
    left, top = max(0, left - _EDGE), max(0, top - _EDGE)
    right, bottom = min(raster.width, right + _EDGE), min(raster.height, bottom + _EDGE)
    others = []
    for engine in engines:
        engine.SetRectangle(left, top, right - left, bottom - top)
        others.append("".join(engine.GetUTF8Text().split()))
    rounds = _rounds(engines[-1], word.text)
    text, *others = (_rounded(look, rounds) for look in (word.text, *others))
    agreed = all(other == text for other in others) and None not in rounds.values()
    confidence = word.confidence if agreed else min(word.confidence, _DISPUTED)
    return replace(word, text=text, others=tuple(others), confidence=confidence)


def _rounds(engine: tesserocr.PyTessBaseAPI, code: str) -> dict[int, str | None]:
    """Which of the round signs of an ASIN are zeros and which the letter O, as its own zero shows; None for neither.

    No dictionary tells them apart, but their width does: within one face zeros are equally wide, and an O is wider.
    """
    found = engine.GetIterator()
    if not _ITEM.fullmatch(code) or found is None or found.Empty(tesserocr.RIL.SYMBOL):
        return {}
    boxes = [
        symbol.BoundingBox(tesserocr.RIL.SYMBOL) for symbol in tesserocr.iterate_level(found, tesserocr.RIL.SYMBOL)
    ]
    if len(boxes) != len(code) or not all(boxes):
        return {}
    widths = [box[2] - box[0] for box in boxes]
    rounds: dict[int, str | None] = {}
    for place in range(2, len(code)):
        if code[place] in "0O":
            ratio = widths[place] / max(1, widths[1])
            rounds[place] = "0" if 1 / _WIDER < ratio <= _SAME else "O" if ratio >= _WIDER else None
    return rounds


def _rounded(look: str, rounds: Mapping[int, str | None]) -> str:
    """A look at an ASIN with its round signs as they were measured."""
    if not _ITEM.fullmatch(look):
        return look
    return "".join(rounds.get(place) or sign for place, sign in enumerate(look))


def _lines(engine: tesserocr.PyTessBaseAPI) -> Iterator[SeenLine]:
    line: list[SeenWord] = []
    found = engine.GetIterator()
    if found is None or found.Empty(tesserocr.RIL.WORD):
        return
    for word in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
        if word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) and line:
            yield _line(line)
            line = []
        text = word.GetUTF8Text(tesserocr.RIL.WORD).strip()
        box = word.BoundingBox(tesserocr.RIL.WORD)
        if text and box:
            line.append(SeenWord(text, box, word.Confidence(tesserocr.RIL.WORD) / 100))
    if line:
        yield _line(line)


def _line(line: list[SeenWord]) -> SeenLine:
    lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
    return SeenLine(tuple(line), (min(lefts), min(tops), max(rights), max(bottoms)))
