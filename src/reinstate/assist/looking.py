"""Second looks at what a first reading left in doubt: at lines that fell apart, and at figures and addresses.

A second look sees its stretch of the picture alone, parted from its ground by itself. Where it is surer of a line, it
stands for the first; at figures the two are held beside each other: agreeing makes sure, differing makes doubtful.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import tesserocr
from PIL import Image

from reinstate.assist.ink import passed_over, without_rules
from reinstate.case.sight import Box, Raster, SeenLine, SeenWord

GUESS = 0.6
"""Confidence below which a word is a guess, and what it stands in is looked at again."""
SURE = 0.93
"""Confidence from which a figure needs no second look."""
_AGREED = 0.9
"""Confidence of a figure that two looks read alike."""
_DISPUTED = 0.5
"""Highest confidence of one that they read differently."""
_BETTER = 0.1
"""How much surer of its letters a second look must be to stand for the first."""
_NEAR = 0.7
"""Heights of a guess within which a word of its line belongs to it."""
_MOST_LOST = 0.6
"""Share of the words that a second look must see too."""
_EDGE = 0.25
"""Ground around a stretch, in its heights."""
_ROOM = 4
"""Pixels of ground at least."""
_MOST_STRETCHES, _MOST_FIGURES = 12, 60
"""How many of each are looked at again on a page, so that a bad page takes no longer than a quarter more."""
_MOST_PLACES = 5
"""How many places with ink but without words are looked at."""
_FEW_SIGNS = 4
"""Signs below which such a place held nothing."""
_TELLING = re.compile(r"(?=.*\d|.*@|www|.*\.\w{2,3}$)[!-~£€¥]{2,}")
"""Words of which every sign counts; of a single sign too little is left to look at."""
_ADDRESS = re.compile(r"@|www")
_MARKS = re.compile(r"(?<=\d)[.,](?=\d{3})")
"""What parts thousands, which the data of some scripts take for one another."""
_RULES = "|{}~"
_RIM = f".,;:'\"`‘’“”()[]{_RULES}"
"""Signs that a rule or a speck at the rim of a stretch is taken for."""


class Closer:
    """Looks again at stretches of one picture."""

    def __init__(
        self,
        raster: Raster,
        line: tesserocr.PyTessBaseAPI,
        word: tesserocr.PyTessBaseAPI,
        block: tesserocr.PyTessBaseAPI,
    ) -> None:
        self._raster = raster
        self._line = line
        self._word = word
        self._block = block
        self._page = Image.frombytes("L", (raster.width, raster.height), raster.pixels)

    def looked(self, lines: Sequence[SeenLine]) -> tuple[SeenLine, ...]:
        """The lines with what second looks gave."""
        return tuple(self._figures(self._found(self._mended(lines))))

    def _found(self, lines: Sequence[SeenLine]) -> list[SeenLine]:
        """The lines, and those that the first look passed over: beside rules, in the foot, between columns."""
        trusted = [word.box for line in lines for word in line.words if word.confidence >= GUESS]
        made = list(lines)
        for place in passed_over(self._page, trusted)[:_MOST_PLACES]:
            again = [word for word in self._read(self._block, place, times=1) if _whole(word, place, trusted)]
            if sum(len(word.text) for word in again) < _FEW_SIGNS:
                continue
            held = [w for line in made for w in line.words if w.confidence < GUESS and _inside(w.box, place)]
            gone = {id(word) for word in held}
            made = [replace(each, words=kept) for each in made if (kept := _without(each, gone))]
            made += _lined(again)
        return made

    def _mended(self, lines: Sequence[SeenLine]) -> list[SeenLine]:
        """The lines with stretches of guesses read again; a stretch that had become several lines is one."""
        made, done = list(lines), list[Box]()
        for whole in _stretches(lines)[:_MOST_STRETCHES]:
            stretch = _beside(whole, done)
            held = [word for line in made for word in line.words if _inside(word.box, stretch)]
            if len(held) == 1 and _TELLING.fullmatch(held[0].text):
                continue  # two looks at a figure are held beside each other
            again = self._read(self._line, stretch, times=1)
            if _tells_more(again, held):
                made = list(_replaced(made, held, again))
                done.append(stretch)
        return made

    def _figures(self, lines: Sequence[SeenLine]) -> Iterator[SeenLine]:
        left = _MOST_FIGURES
        for line in lines:
            words = []
            for word in line.words:
                if left and word.confidence < SURE and _TELLING.fullmatch(word.text):
                    left -= 1
                    words.append(self._compared(word))
                else:
                    words.append(word)
            yield replace(line, words=tuple(words))

    def _compared(self, word: SeenWord) -> SeenWord:
        """A figure with what a second look at it gives, and the surer of the two as what it says."""
        again = self._read(self._word, word.box, times=2)
        text, sure = _bared("".join(each.text for each in again), word.text), _worth(again)
        if text.strip(_RIM) == word.text.strip(_RIM):
            kept = word.text.strip(_RULES) or word.text
            return replace(word, text=kept, others=(kept,), confidence=max(word.confidence, _AGREED))
        if sure < GUESS:
            return word
        if _ADDRESS.search(word.text) and text.count(".") < word.text.count("."):
            return replace(
                word, others=(text,), confidence=min(word.confidence, _DISPUTED)
            )  # points are lost, not added
        if sure > word.confidence or _MARKS.sub("", text) == _MARKS.sub("", word.text) != text:
            return SeenWord(text, word.box, min(sure, _DISPUTED), (word.text,))
        return replace(word, others=(text,), confidence=min(word.confidence, _DISPUTED))

    def _read(self, engine: tesserocr.PyTessBaseAPI, box: Box, *, times: int) -> list[SeenWord]:
        left, top, right, bottom = box
        edge = max(_ROOM, round(_EDGE * (bottom - top)))
        left, top = max(0, left - edge), max(0, top - edge)
        right, bottom = min(self._raster.width, right + edge), min(self._raster.height, bottom + edge)
        cut = self._page.crop((left, top, right, bottom))
        if engine is self._block:
            cut = without_rules(cut)
        if times > 1:
            cut = cut.resize((cut.width * times, cut.height * times), Image.Resampling.BICUBIC)
        engine.SetImageBytes(cut.tobytes(), cut.width, cut.height, 1, cut.width)
        engine.SetSourceResolution(self._raster.dpi)
        engine.Recognize()
        found = engine.GetIterator()
        words = []
        if found is not None and not found.Empty(tesserocr.RIL.WORD):
            for each in tesserocr.iterate_level(found, tesserocr.RIL.WORD):
                text, at = each.GetUTF8Text(tesserocr.RIL.WORD).strip(), each.BoundingBox(tesserocr.RIL.WORD)
                if text and at:
                    x0, y0, x1, y1 = (edge // times for edge in at)
                    place = (left + x0, top + y0, left + x1, top + y1)
                    words.append(SeenWord(text, place, each.Confidence(tesserocr.RIL.WORD) / 100))
        engine.Clear()
        return words


def _whole(word: SeenWord, place: Box, seen: Sequence[Box]) -> bool:
    """Whether a word is sure, not cut by the edge of its place, and none that was seen before."""
    left, _, right, _ = word.box
    if word.confidence < GUESS or left <= place[0] or right >= place[2]:
        return False
    return not any(_inside(word.box, box) or _inside(box, word.box) for box in seen)


def _without(line: SeenLine, gone: set[int]) -> tuple[SeenWord, ...]:
    return tuple(word for word in line.words if id(word) not in gone)


def _lined(words: Sequence[SeenWord]) -> Iterator[SeenLine]:
    """Words of a stretch in its order as lines: a new one begins where a word stands left of the one before it."""
    line: list[SeenWord] = []
    for word in words:
        if line and word.box[0] < line[-1].box[0]:
            yield _line(line)
            line = []
        line.append(word)
    if line:
        yield _line(line)


def _line(words: Sequence[SeenWord]) -> SeenLine:
    lefts, tops, rights, bottoms = zip(*(word.box for word in words), strict=True)
    return SeenLine(tuple(words), (min(lefts), min(tops), max(rights), max(bottoms)))


def _bared(text: str, first: str) -> str:
    """A second reading without the signs at its rim that the first hasn't."""
    if text and text[0] in _RIM and text[0] != first[0]:
        text = text[1:]
    return text[:-1] if text and text[-1] in _RIM and text[-1] != first[-1] else text


def _stretches(lines: Sequence[SeenLine]) -> list[Box]:
    """The boxes of what holds guesses: each with the words that touch it or stand close beside it in its line."""
    words = [word for line in lines for word in line.words]
    made: list[Box] = []
    for guess in (word for word in words if word.confidence < GUESS and not _speck(word)):
        if not any(_inside(guess.box, stretch) for stretch in made):
            made.append(_grown(guess.box, words))
    return sorted(made, key=lambda box: box[3] - box[1])


def _beside(box: Box, done: Sequence[Box]) -> Box:
    """A stretch without what of it was read well already: a small line above or below that it ran into."""
    left, top, right, bottom = box
    for x0, y0, x1, y1 in done:
        if x0 < right and left < x1 and y0 < bottom and top < y1:
            if y0 + y1 < top + bottom:
                top = min(max(top, y1), bottom - 1)
            else:
                bottom = max(min(bottom, y0), top + 1)
    return left, top, right, bottom


def _speck(word: SeenWord) -> bool:
    return not re.search(r"\w", word.text) and word.confidence < 0.3 and len(word.text) == 1


def _grown(box: Box, words: Sequence[SeenWord]) -> Box:
    """A box with the words that stand in its height and touch it or nearly do."""
    while True:
        left, top, right, bottom = box
        high = bottom - top
        near = [
            word.box
            for word in words
            if min(bottom, word.box[3]) - max(top, word.box[1]) > 0.5 * min(high, word.box[3] - word.box[1])
            and word.box[0] < right + _NEAR * high
            and left - _NEAR * high < word.box[2]
            and word.box[3] - word.box[1] < 2 * high
        ]
        lefts, tops, rights, bottoms = zip(box, *near, strict=True)
        grown = min(lefts), min(tops), max(rights), max(bottoms)
        if grown == box:
            return box
        box = grown


def _inside(box: Box, stretch: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return stretch[0] <= x <= stretch[2] and stretch[1] <= y <= stretch[3]


def _tells_more(again: Sequence[SeenWord], held: Sequence[SeenWord]) -> bool:
    """Whether a second look is clearly surer, sees about as many words, and no rule or speck in their place."""
    words, before = (sum(bool(re.search(r"\w", word.text)) for word in look) for look in (again, held))
    return words >= max(1.0, _MOST_LOST * before) and _worth(again) >= max(_worth(held) + _BETTER, GUESS)


def _worth(words: Sequence[SeenWord]) -> float:
    """How sure a reading of a stretch is of its letters."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _replaced(lines: Sequence[SeenLine], held: Sequence[SeenWord], again: Sequence[SeenWord]) -> Iterator[SeenLine]:
    """The lines with some words replaced by others, which stand where the first of those stood."""
    gone = {id(word) for word in held}
    waiting = True
    for line in lines:
        kept = [word for word in line.words if id(word) not in gone]
        if len(kept) < len(line.words) and waiting:
            kept, waiting = sorted([*kept, *again], key=lambda word: word.box[0]), False
        if kept:
            yield replace(line, words=tuple(kept))
