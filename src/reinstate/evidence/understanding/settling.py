"""Figures of a recognised line that were read in doubt, settled where one reading alone makes the line add up.

Only a figure in doubt is ever changed, only to what a further look at it gave or to signs that engines take for one
another, and only where exactly one such reading fits; otherwise it stays as it was read, and is said to be in doubt.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.values import Style, agrees, figures

DOUBT = 0.6
"""Sureness of a recognised word below which a figure in it is in doubt."""
_MOST = 24
"""Readings of one figure that are tried."""
_TAKEN_FOR = ("0O68o", "1lI7|", "5S6", "B8", "38", "2Z")
"""Signs that engines take for one another."""


def doubtful(words: Sequence[Word]) -> bool:
    """Whether figures were read in doubt in some words."""
    return any(word.line >= 0 and word.sure < DOUBT and re.search(r"\d", word.text) for word in words)


def readings(words: Sequence[Word], style: Style) -> tuple[Decimal, ...]:
    """What a figure may say besides what was read, where it was read in doubt."""
    if not doubtful(words):
        return ()
    text = " ".join(word.text for word in words)
    said = dict.fromkeys(
        figure.value for other in (*_others(words), *_alike(text)) for figure in figures(other, style)[:1]
    )
    return tuple(said)[:_MOST]


def settled(
    figured: Sequence[Decimal | None], words: Sequence[Sequence[Word]], style: Style
) -> tuple[list[Decimal | None], list[int]]:
    """Quantity, price and amount as the one reading that adds up says, and the places of those that were changed.

    Args:
        figured: the three as they were read; None where nothing was.
        words: the words of each.
        style: how the document writes figures.
    """
    as_read = list(figured)
    if None in as_read or agrees(*(each for each in as_read if each is not None)):
        return as_read, []
    options = [
        (each, *(other for other in readings(said, style) if other != each))
        for each, said in zip(as_read, words, strict=True)
        if each is not None
    ]
    fitting = [chosen for chosen in product(*options) if 0 not in chosen and agrees(*chosen)]
    if not fitting:
        return as_read, []
    fewest = min(_changes(as_read, chosen) for chosen in fitting)
    best = [chosen for chosen in fitting if _changes(as_read, chosen) == fewest]
    if len(best) > 1:
        return as_read, []
    return list(best[0]), [place for place, each in enumerate(best[0]) if each != as_read[place]]


def misreadings(figure: Decimal) -> Iterator[Decimal]:
    """What a figure may say if one of its signs was taken for another, or its point was lost or seen where none is."""
    for other in _alike(f"{figure:f}"):
        if re.fullmatch(r"-?\d+(?:\.\d+)?", other):
            yield Decimal(other)
    yield from (figure * 100, figure / 100, figure * 10, figure / 10)


def _changes(as_read: Sequence[Decimal | None], chosen: Sequence[Decimal]) -> int:
    return sum(one != other for one, other in zip(as_read, chosen, strict=True))


def _others(words: Sequence[Word]) -> Iterator[str]:
    """A text with one of its words as a further look read it."""
    for place, word in enumerate(words):
        for other in word.others:
            yield " ".join(other if at == place else each.text for at, each in enumerate(words))


def _alike(text: str) -> Iterator[str]:
    """A text with one sign replaced by a figure that it may have been, or a lost point put back before the cents."""
    for place, sign in enumerate(text):
        for group in _TAKEN_FOR:
            if sign in group:
                yield from (
                    text[:place] + other + text[place + 1 :] for other in group if other.isdigit() and other != sign
                )
    if re.fullmatch(r"\d{4,}", text):
        yield f"{text[:-2]}.{text[-2:]}"
