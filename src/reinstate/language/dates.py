"""Calendar dates as people write them in notices: numeric, with month names, with 年月日, by era or Buddhist year."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from reinstate.case import Span
from reinstate.language.fold import Folded
from reinstate.language.numbers import han_number
from reinstate.language.terms import LETTER

_BUDDHIST_FROM, _BUDDHIST = 2400, 543
_ISO = re.compile(r"(?<![\d-])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d-])")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])")
_SHORT = re.compile(r"(?<![\d/.,])(\d{1,2})(?:/(\d{1,2})(?![\d/%])|\.(\d{1,2})\.(?!\d))")
_HAN_DIGITS = "〇一二三四五六七八九零"
_HAN_DAY = "[一二三四五六七八九]?十?[一二三四五六七八九]|[一二三四五六七八九]?十"
_HAN_YEAR = f"[{_HAN_DIGITS}]{{2,4}}|[{_HAN_DIGITS}十百]{{1,5}}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """How one language writes dates: month names, words between the parts, marks after the day, era names."""

    months: tuple[tuple[str, int], ...] = ()
    links: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    eras: tuple[tuple[str, int], ...] = ()
    days: tuple[tuple[str, int], ...] = ()


def calendar(
    months: Mapping[str, int],
    links: tuple[str, ...],
    ordinals: tuple[str, ...],
    eras: Mapping[str, int],
    days: Mapping[str, int] = MappingProxyType({}),
) -> Calendar:
    """A calendar from the fields of a language file."""
    return Calendar(
        tuple(sorted(months.items())), links, ordinals, tuple(sorted(eras.items())), tuple(sorted(days.items()))
    )


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found: day and month always, the year where the text gives it."""

    day: int
    month: int
    year: int | None
    span: Span
    start: int
    """Place in the folded text."""
    end: int

    def on(self, after: date | None) -> date | None:
        """The date; without a year, the first such day not before `after`, or None where that isn't known either."""
        years = (self.year,) if self.year else (after.year, after.year + 1) if after else ()
        for year in years:
            made = _made(year, self.month, self.day)
            if made and (self.year or (after and made >= after)):
                return made
        return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(words: str | None) -> int | None:
    if not words:
        return None
    year = int(words)
    if year < 100:
        year += 2000
    return year - _BUDDHIST if year > _BUDDHIST_FROM else year


Parts = tuple[int, int, int | None]


@lru_cache(maxsize=64)
def _named(calendar: Calendar) -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = "|".join(sorted((re.escape(name.lower()) for name, _ in calendar.months), key=len, reverse=True)) or "(?!)"
    link = "|".join(sorted((re.escape(word.lower()) for word in calendar.links), key=len, reverse=True)) or "(?!)"
    ordinal = "|".join(sorted((re.escape(mark.lower()) for mark in calendar.ordinals), key=len, reverse=True)) or "(?!)"
    gap = rf"(?:[\s,.\-/]|(?:{link})(?![{LETTER}]))*"
    edge = rf"(?<![{LETTER}])"
    year = r"(\d{4})(?!\d)"
    short = rf"(?:{year}|(?<=-)(\d{{2}})(?!\d))"
    word = "|".join(sorted((re.escape(name.lower()) for name, _ in calendar.days), key=len, reverse=True)) or "(?!)"
    number = rf"(\d{{1,2}}|(?<![{LETTER}-])(?:{word})(?=\s))"
    day_first = rf"(?<!\d)(?<!\d[.,]){number}(?:{ordinal})?{gap}({month})(?![{LETTER}])\.?(?:{gap}{short})?"
    month_first = rf"{edge}({month})(?![a-z])\.?{gap}(\d{{1,2}})(?!\d)(?:{ordinal})?(?:{gap}{year})?"
    return re.compile(day_first), re.compile(month_first)


@lru_cache(maxsize=64)
def _strokes(eras: tuple[tuple[str, int], ...]) -> re.Pattern[str]:
    era = "|".join(re.escape(name.lower()) for name, _ in eras) or "(?!)"
    return re.compile(
        rf"(?:(?:({era})\s?)?(\d{{1,4}}|元|{_HAN_YEAR})\s?[年년]\s?)?(?<!\d)(\d{{1,2}}|{_HAN_DAY})\s?[月월]\s?"
        rf"(\d{{1,2}}|{_HAN_DAY})\s?[日號號일]"
    )


def _stroked(words: str) -> int:
    """A number in digits, as a Han numeral (`二十二`), or Han digits one by one (`一一四`, `二〇二五`)."""
    if words.isdecimal():
        return int(words)
    if words == "元":
        return 1
    if set(words) & set("十百"):
        return han_number(words)
    return int("".join(str(_HAN_DIGITS.index(char) % 10) for char in words))


def _by_strokes(text: str, calendar: Calendar) -> Iterator[tuple[re.Match[str], Parts]]:
    eras = {name.lower(): before for name, before in calendar.eras}
    for match in _strokes(calendar.eras).finditer(text):
        era, year, month, day = match.groups()
        number = _stroked(year) if year else None
        if number and era:
            number += eras[era]
        yield match, (_stroked(day), _stroked(month), _year(str(number)) if number else None)


def _by_names(text: str, calendar: Calendar) -> Iterator[tuple[re.Match[str], Parts]]:
    months = {name.lower(): number for name, number in calendar.months}
    words = {name.lower(): number for name, number in calendar.days}
    day_first, month_first = _named(calendar)
    for match in day_first.finditer(text):
        day, month, year, short = match.groups()
        yield match, (words.get(day) or int(day), months[month], _year(year or short))
    for match in month_first.finditer(text):
        month, day, year = match.groups()
        yield match, (int(day), months[month], _year(year))


def _by_numbers(text: str, order: str) -> Iterator[tuple[re.Match[str], Parts]]:
    for match in _ISO.finditer(text):
        yield match, (int(match.group(4)), int(match.group(3)), _year(match.group(1)))
    for match in _NUMERIC.finditer(text):
        first, second = int(match.group(1)), int(match.group(3))
        day, month = _day_month(first, second, order if match.group(2) == "/" else "dmy")
        yield match, (day, month, _year(match.group(4)))
    for match in _SHORT.finditer(text):
        first, second = int(match.group(1)), int(match.group(2) or match.group(3))
        day, month = _day_month(first, second, order if match.group(2) else "dmy")
        yield match, (day, month, None)


def _day_month(first: int, second: int, order: str) -> tuple[int, int]:
    """Day and month of a numeric date; where one of them is over twelve, that settles it."""
    if second > 12 or (order != "dmy" and first <= 12):
        return second, first
    return first, second


def find_dates(folded: Folded, calendar: Calendar, order: str) -> list[Dated]:
    """Every date in the text, in order, longest first where two readings overlap.

    Args:
        folded: the folded text.
        calendar: the language's way of writing.
        order: what `03/04/2025` means: dmy, mdy or ymd.
    """
    text = folded.text
    found: list[tuple[int, int, Parts]] = []
    for source in (_by_strokes(text, calendar), _by_names(text, calendar), _by_numbers(text, order)):
        for match, (day, month, year) in source:
            if _made(year or 2000, month, day):
                found.append((match.start(), match.end(), (day, month, year)))
    found.sort(key=lambda each: (each[2][2] is None, each[0] - each[1]))
    kept: list[Dated] = []
    for start, end, (day, month, year) in found:
        if not any(start < other.end and other.start < end for other in kept):
            kept.append(Dated(day, month, year, folded.place(start, end), start, end))
    return sorted(kept, key=lambda each: each.start)
