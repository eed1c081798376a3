"""One plain form of a text for matching, with the way back to the original's places."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from reinstate.case import Span

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = {
    **dict.fromkeys("\u00a0\u2007\u202f\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a", " "),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4\uff40`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u0130": "i",
}
"""No sign that takes another's place has one that takes its own."""
_ODD = frozenset(_PLAIN)
_JOINING = (*range(0x0300, 0x0370), 0x3099, 0x309A, *range(0x1100, 0x1200))
_UNEVEN = frozenset(_DROPPED) | frozenset(map(chr, _JOINING))
_BETWEEN = "\0"


class Folded(NamedTuple):
    """Text in lower case with plain spaces, quotes, dashes and digits, composed and without invisible marks.

    `origin` holds for each character, and for the end, its place in the original; None where places are the same.
    """

    text: str
    origin: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> Span:
        """The stretch of the original that a stretch of the folded text came from."""
        return Span(*self.ends(start, end))

    def ends(self, start: int, end: int) -> tuple[int, int]:
        """The same as two numbers."""
        return (start, end) if self.origin is None else (self.origin[start], self.origin[end])


def fold(text: str) -> Folded:
    """Fold a text for matching; every character of the result knows its original."""
    signs = frozenset(text)
    if _UNEVEN.isdisjoint(signs):
        for sign in signs & _ODD:
            text = text.replace(sign, _PLAIN[sign])
        return Folded(_lower(text))
    folded: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (unicodedata.combining(text[end]) or "\u1160" <= text[end] <= "\u11ff"):
            end += 1
        cluster = unicodedata.normalize("NFC", text[start:end]) if end - start > 1 else text[start:end]
        for index, char in enumerate(cluster):  # marks that don't compose stay signs with places of their own
            if char not in _DROPPED:
                folded.append(_lower(_PLAIN.get(char, char)))
                origin.append(start + index)
        start = end
    return Folded("".join(folded), (*origin, len(text)))


def fold_each(texts: Sequence[str]) -> list[Folded]:
    """Fold many short texts; where none needs the way back, all at one go."""
    whole = fold(_BETWEEN.join(texts))
    parts = whole.text.split(_BETWEEN)
    if whole.origin is None and len(parts) == len(texts):
        return list(map(Folded, parts))
    return list(map(fold, texts))


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
