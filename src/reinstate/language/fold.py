"""One plain form of a text for matching, with the way back to the original's places."""

import re
import unicodedata
from dataclasses import dataclass

from reinstate.case import Span

_DROPPED = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_PLAIN = {
    **dict.fromkeys("\u00a0\u2007\u202f\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a", " "),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    "\u0130": "i",
}
_TABLE = {ord(char): plain for char, plain in _PLAIN.items()}
_UNEVEN = re.compile(f"[{_DROPPED}]|[\u0300-\u036f\u3099\u309a\u1100-\u11ff]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in lower case with plain spaces, quotes, dashes and digits, composed and without invisible marks.

    `origin` holds for each character, and for the end, its place in the original; None where places are the same.
    """

    text: str
    origin: tuple[int, ...] | None = None

    def place(self, start: int, end: int) -> Span:
        """The stretch of the original that a stretch of the folded text came from."""
        if self.origin is None:
            return Span(start, end)
        return Span(self.origin[start], self.origin[end])


def fold(text: str) -> Folded:
    """Fold a text for matching; every character of the result knows its original."""
    if not _UNEVEN.search(text):
        return Folded(_lower(text.translate(_TABLE)))
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


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
