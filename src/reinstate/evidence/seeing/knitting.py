"""Words of a recognised line put one behind the other: in scripts without blanks engines part them at will."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from reinstate.case.sight import SeenWord
from reinstate.evidence.seeing.layout import wide

_NEXT = 0.8
"""Heights of its letters up to which a gap is none between signs of a script without blanks."""


def knitted(words: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a line without overlaps, and signs of a script without blanks that stand together as one word."""
    if not words:
        return []
    high = median(word.box[3] - word.box[1] for word in words)
    made: list[SeenWord] = []
    for word in _in_step(words):
        if made and _goes_on(made[-1], word, high):
            made[-1] = _one(made[-1], word)
        else:
            made.append(word)
    return made


def _in_step(words: Sequence[SeenWord]) -> Iterator[SeenWord]:
    """The words with boxes that end where the next one begins: those of some engines reach beyond their last sign."""
    for word, after in pairwise(words):
        left, top, right, bottom = word.box
        begin = after.box[0]
        yield replace(word, box=(left, top, begin, bottom)) if left < begin < right else word
    yield words[-1]


def _goes_on(before: SeenWord, word: SeenWord, high: float) -> bool:
    """Whether two words are signs of a script without blanks that stand close."""
    close = wide(before.text[-1]) and wide(word.text[0])
    return close and 0 <= word.box[0] - before.box[2] <= _NEXT * high


def _one(before: SeenWord, word: SeenWord) -> SeenWord:
    """Two words as one, as sure as their letters are on the average."""
    letters = len(before.text), len(word.text)
    sure = (before.confidence * letters[0] + word.confidence * letters[1]) / sum(letters)
    edges = zip(before.box, word.box, strict=True)
    left, top, right, bottom = (pick(pair) for pick, pair in zip((min, min, max, max), edges, strict=True))
    return SeenWord(before.text + word.text, (left, top, right, bottom), sure)
