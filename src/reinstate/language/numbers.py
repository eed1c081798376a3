"""Stretches of time written with digits, number words or Han numerals: `72 hours`, `ten days`, `三十天`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from reinstate.case import Span
from reinstate.language.fold import Folded
from reinstate.language.terms import LETTER

HOURS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.0, "year": 365.0}
"""Days in one unit; a month counts 30 days, as in notices that speak of 180 or 365 days."""

_HAN = {"一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_HAN_NUMBER = r"[一二两兩三四五六七八九]?[十百][一二三四五六七八九十]{0,3}|[一二两兩三四五六七八九]"


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time in days, and where it stands."""

    days: float
    unit: str
    span: Span
    start: int
    """Place in the folded text."""
    end: int


def han_number(words: str) -> int:
    """The value of a Han numeral up to 999."""
    total, digit = 0, 0
    for char in words:
        if char in _HAN:
            digit = _HAN[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}[char]
            digit = 0
    return total + digit


Units = tuple[tuple[str, str], ...]
Words = tuple[tuple[str, int], ...]


@lru_cache(maxsize=64)
def _pattern(units: Units, words: Words) -> re.Pattern[str]:
    names = sorted((word for word, _ in units), key=len, reverse=True)
    unit = "|".join(
        re.escape(name) if len(name) > 1 or not name.isascii() else rf"(?<![^\W\d_]){name}" for name in names
    )
    number = "|".join([r"\d{1,4}", _HAN_NUMBER, *sorted((re.escape(word) for word, _ in words), key=len, reverse=True)])
    return re.compile(
        rf"(?<![{LETTER}.,:/])({number})(?:\s?\([^()\n]{{1,14}}\))?[\s\-]{{0,3}}[个個]?\s?({unit})(?![a-z\u00aa-\u024f\u1e00-\u1fff])"
    )


def durations(folded: Folded, units: Mapping[str, tuple[str, ...]], numbers: Mapping[str, int]) -> list[Duration]:
    """Every stretch of time in the text, in order; `units` are words by unit, `numbers` values by word."""
    flat = tuple(sorted((word.lower(), unit) for unit, words in units.items() for word in words))
    if not flat:
        return []
    names, values = dict(flat), {word.lower(): value for word, value in numbers.items()}
    found = []
    for match in _pattern(flat, tuple(sorted(values.items()))).finditer(folded.text):
        words, unit = match.group(1), names[match.group(2)]
        count = int(words) if words.isdigit() else values.get(words) or han_number(words)
        span = folded.place(match.start(), match.end())
        found.append(Duration(count * HOURS[unit], unit, span, match.start(), match.end()))
    return found
