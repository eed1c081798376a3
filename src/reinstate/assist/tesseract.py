"""Tesseract as a recogniser: finds out which language a picture is in, then reads it with that language's data."""

import os
import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reinstate.case.sight import Raster, SeenLine, SeenWord
from reinstate.knowledge import Knowledge
from reinstate.language.detect import Profile, scores
from reinstate.language.words import words

# Tesseract's own threads cost four times what they bring where there are few cores; set before the library loads.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")

import tesserocr

_SURE = 0.82
"""Mean confidence of the words above which a reading can be the right one."""
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[0-9A-Z]{8,14}")
_ITEM = re.compile(r"[B8][0OQD][0-9A-Z]{8}")
"""A code in the form of an ASIN, whose second sign is a zero whatever it was taken for."""
_SAME, _WIDER = 1.05, 1.15
"""Widths of a round sign, in widths of that zero, up to which it is a zero too, and from which it is the letter O."""
_EDGE = 12
"""Pixels of ground that are shown around a code at its second look."""
_DISPUTED = 0.5
"""Highest confidence of a code that two looks read differently."""
_SURE_OF_FORM = 0.72
_UNSURE = 0.88
"""Below this, letters with marks that the first data don't know may be in the way."""
_HINT = 0.06
"""Share of a language's frequent words on a form that makes a second reading with its data worth while."""
_OWN = 0.02
"""How much less sure a reading with the language's own data may be and still be the better one."""
_FLUENT = 0.2
"""Share of words frequent in one language above which a reading makes sense; the wrong data give letters, not words."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """One try: what was read with which data, how sure it is, how much it reads like a language, and like which."""

    data: str
    lines: tuple[SeenLine, ...]
    sureness: float
    share: float
    named: str | None

    @property
    def merit(self) -> float:
        """What tries are compared by; being sure counts half where the words make no sense."""
        return self.sureness * (0.5 + min(self.share, _FLUENT) / _FLUENT / 2)


_NOTHING = _Seen("", (), -1.0, 0.0, None)


class Tesseract:
    """Reads pictures in every language that both the knowledge and the data folder know."""

    def __init__(self, knowledge: Knowledge, folder: Path, languages: Mapping[str, str]) -> None:
        self._folder = folder
        self._profiles = tuple(Profile(each.id, each.letters, each.common) for each in knowledge.languages.values())
        self.languages = languages
        """Language tag → names of the data that read it."""
        scripts = [_script(knowledge.languages[tag].name) for tag in self.languages]
        firsts = {script: number for number, script in reversed(list(enumerate(scripts)))}
        # One language of each script first, then its sisters.
        ranked = sorted(enumerate(self.languages.values()), key=lambda each: (each[0] not in firsts.values(), each[0]))
        self._order = [data for _, data in ranked]
        # Forms are read with the data of one language of each script, plain Latin first.
        plain = [data for data in self._order if "+" not in data]
        leads = [data for number, data in ranked if number in firsts.values() and data not in plain]
        self._forms = [*plain[:1], *leads]
        self._latin = [data for number, data in ranked if scripts[number] == "LATIN" and data not in plain][:3]
        self._engines: dict[tuple[str, int], tesserocr.PyTessBaseAPI] = {}

    def __call__(self, raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        """Every line of the picture, read with the data of the language that the lines turn out to be in."""
        return self._form(raster) if form else self._prose(raster)

    def _form(self, raster: Raster) -> tuple[SeenLine, ...]:
        """The lines of a form: the first data that are sure of what they see, then those of its language."""
        best = _NOTHING
        for data in self._forms:
            seen = self._seen(raster, data)
            best = max(best, seen, key=lambda each: each.sureness * (1 - 1 / (2 + len(each.lines))))
            if seen.sureness >= _SURE_OF_FORM:
                break
        if best.data and best.sureness < _UNSURE:
            for data in self._latin:
                best = max(best, self._seen(raster, data), key=lambda each: each.sureness)
        elif best.data and best.named not in (None, best.data) and best.share >= _HINT:
            again = self._seen(raster, best.named or best.data)
            best = max(best, again, key=lambda each: each.sureness + _OWN * (each is again))
        if best.data:
            self._forms = [best.data, *(data for data in self._forms if data != best.data)]
        return best.lines

    def _prose(self, raster: Raster) -> tuple[SeenLine, ...]:
        best = _NOTHING
        for data in self._order:
            seen = self._seen(raster, data)
            best = max(best, seen, key=lambda each: each.merit)
            if seen.sureness >= _SURE and seen.share >= _FLUENT:
                break
        if best.data and best.named not in (None, best.data):
            best = self._seen(raster, best.named or best.data)
        lines = self._looked_again(raster, best) if best.data else ()
        if best.data:
            # The next page is most likely in the same language.
            self._order = [best.data, *(data for data in self._order if data != best.data)]
        return lines

    def _seen(self, raster: Raster, data: str) -> "_Seen":
        lines = tuple(self._read(raster, data))
        text = "\n".join(" ".join(word.text for word in line.words) for line in lines)
        found = scores(text, self._profiles)
        tag = max(found, key=lambda each: found[each])
        share = min(1.0, found[tag] / max(1, len(words(text))))
        return _Seen(data, lines, _sureness(lines), share, self.languages.get(tag) if found[tag] else None)

    def _read(self, raster: Raster, data: str) -> Iterator[SeenLine]:
        engine = self._engine(data)
        engine.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.width)
        engine.SetSourceResolution(raster.dpi)
        engine.Recognize()
        yield from _lines(engine)
        engine.Clear()

    def _looked_again(self, raster: Raster, seen: _Seen) -> tuple[SeenLine, ...]:
        """The lines with their codes, capitals and digits that no dictionary helps to read, looked at once more."""
        if not any(_CODE.fullmatch(word.text) for line in seen.lines for word in line.words):
            return seen.lines
        plain = seen.data.rsplit("+", 1)[-1]
        engines = [self._engine(plain, mode) for mode in (tesserocr.PSM.SINGLE_LINE, tesserocr.PSM.SINGLE_WORD)]
        for engine in engines:
            engine.SetImageBytes(raster.pixels, raster.width, raster.height, 1, raster.width)
            engine.SetSourceResolution(raster.dpi)
        lines = tuple(
            replace(line, words=tuple(_again(engines, raster, word) for word in line.words)) for line in seen.lines
        )
        for engine in engines:
            engine.Clear()
        return lines

    def _engine(self, data: str, mode: int = tesserocr.PSM.AUTO) -> tesserocr.PyTessBaseAPI:
        if (data, mode) not in self._engines:
            # The library wants a separator at the end, and prints debug lines unless told where to.
            made = tesserocr.PyTessBaseAPI(
                path=f"{self._folder}{os.sep}", lang=data, psm=mode, variables={"debug_file": os.devnull}
            )
            if mode != tesserocr.PSM.AUTO:
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


def _sureness(lines: tuple[SeenLine, ...]) -> float:
    """The mean confidence of a reading, each letter counted alike; nothing read is nothing sure."""
    found = [word for line in lines for word in line.words]
    letters = sum(len(word.text) for word in found)
    return sum(word.confidence * len(word.text) for word in found) / letters if letters else 0.0


def _script(name: str) -> str:
    """The script in which a language writes its own name."""
    return unicodedata.name(name[0]).split()[0]


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
