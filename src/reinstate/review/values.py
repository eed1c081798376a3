"""Values told in a text: identifiers, dates, times of day, quantities, each with every reading that its form allows.

A reading is a plain string, the same for the same value in every language and format: `date:2026-09-15`, `number:1264`.
Numbers that could be read in two ways (1.264, 03/04/2026) have both readings, so that doubt never makes a finding.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import UnknownLocaleError
from babel.numbers import get_group_symbol

from reinstate.case import Span
from reinstate.knowledge import Knowledge, related
from reinstate.knowledge.calendars import every_calendar
from reinstate.language import Folded, fold
from reinstate.language.dates import Calendar, Dated, calendar, find_dates

_GAP = re.compile("⟦[^⟦⟧]*⟧")
_MARK = re.compile(r"\[([a-z]-\d{1,3})\]")
_ITEM = re.compile(r"(?<![0-9a-z])b[0-9][0-9a-z]{8}(?![0-9a-z])")
_ORDER = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)")
_TIME = re.compile(r"(?<![\d:.,])(\d{1,2}):(\d{2})(?::\d{2})?(?![:\d])(?:\s?([ap])\.?m\b)?")
_TOKEN = re.compile(r"[0-9a-z]+(?:[-_/.][0-9a-z]+)*")
_MEASURED = re.compile(r"\d+(?:[.,]\d+)?-?[a-z]{1,12}|\d+-[a-z]+(?:-[a-z]+)*")
"""A number with its unit or noun grown to it: 500ml, 15th, 3-part."""
_GROUPED = r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?!\d)"
_PLAIN = r"\d+(?:[.,]\d+)?"
_NUMBER = re.compile(rf"{_GROUPED}|{_PLAIN}")
_SPACED = re.compile(rf"(?<!\d)(?<!\d[ .,])\d{{1,3}}(?: \d{{3}})+(?:[.,]\d{{1,2}})?(?!\d| \d)|{_GROUPED}|{_PLAIN}")
_MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
_BAD_YEAR = re.compile(r"(?<!\d)0\d{3}(?!\d)")
_NEAR_DATE = 12
"""Characters between a bare day and the date it shares its month with: `15 or 16 September`."""


Piece = tuple[int, int, Iterable[str]]
"""A place in the folded text, and the readings of what stands there."""

Found = tuple[str, int, int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Told:
    """One value in a text. `kind` is mark, item, order, date, time, code or number."""

    kind: str
    span: Span
    readings: frozenset[str]


def values(text: str, language: str, knowledge: Knowledge) -> list[Told]:
    """Every value of a text in one language, in order; what stands in a visible gap is none."""
    read = _in_one if len(text) <= _PHRASE else _in_one.__wrapped__
    return list(read(text, _calendar_of(language, knowledge), _spaced(language)))


_PHRASE = 400
"""Characters up to which a text is likely to be read again: a phrase or a line of an answer, no whole plan."""


@lru_cache(maxsize=2000)
def _in_one(text: str, calendar: Calendar, spaced: bool) -> tuple[Told, ...]:
    return tuple(_values(fold(text), (calendar,), groups=(spaced,)))


def values_in_any(text: str, knowledge: Knowledge) -> Sequence[Told]:
    """Every value of a text whose language isn't known, such as an exhibit's."""
    return _in_any(text, every_calendar(knowledge))


@lru_cache(maxsize=2000)
def _in_any(text: str, calendar: Calendar) -> tuple[Told, ...]:
    """The same; the pages of a case are read once, however often its plan is held against them."""
    return tuple(_values(fold(text), (calendar,), groups=(False, True)))


def _values(folded: Folded, calendars: Iterable[Calendar], groups: Iterable[bool]) -> list[Told]:
    text = _without(folded.text, [match.span() for match in _GAP.finditer(folded.text)])
    found: list[Found] = []
    for kind, stage in _STAGES.items():
        taken = [(kind, start, end, frozenset(readings)) for start, end, readings in stage(text)]
        text = _without(text, [(start, end) for _, start, end, _ in taken])
        found += taken
        if kind == "item":
            dated = [("date", start, end, readings) for start, end, readings in _dates(folded, text, calendars)]
            text = _without(text, [(start, end) for _, start, end, _ in dated])
            found += dated
    found += [("number", start, end, readings) for start, end, readings in _numbers(text, groups)]
    found.sort(key=lambda each: each[1:3])
    return [
        Told(kind, folded.place(start, end), readings | _shared_days(folded.text, each, found[number + 1 : number + 2]))
        for number, each in enumerate(found)
        for kind, start, end, readings in [each]
    ]


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with places blanked out, sign for sign."""
    pieces, last = [], 0
    for start, end in sorted(places):
        pieces += [text[last:start], "\0" * (end - start)]
        last = end
    return "".join(pieces) + text[last:]


def _marks(text: str) -> Iterator[Piece]:
    for match in _MARK.finditer(text):
        yield *match.span(), [f"mark:{match.group(1).upper()}"]


def _orders(text: str) -> Iterator[Piece]:
    for match in _ORDER.finditer(text):
        yield *match.span(), [f"order:{match.group()}"]


def _items(text: str) -> Iterator[Piece]:
    for match in _ITEM.finditer(text):
        yield *match.span(), [f"item:{match.group().upper()}"]


def _codes(text: str) -> Iterator[Piece]:
    for match in _TOKEN.finditer(text):
        if _is_code(match.group()):
            yield *match.span(), [f"code:{match.group().upper()}"]


def _clock(text: str) -> Iterator[Piece]:
    for match in _TIME.finditer(text):
        yield *match.span(), list(_times(match))


_STAGES: Mapping[str, Callable[[str], Iterator[Piece]]] = {
    "mark": _marks,
    "order": _orders,
    "item": _items,
    "time": _clock,
    "code": _codes,
}
"""What is looked for, in this order; each sees what the ones before left. Dates follow the items."""


def _is_code(token: str) -> bool:
    letters, digits = any(map(str.isalpha, token)), any(map(str.isdigit, token))
    return letters and digits and not _MEASURED.fullmatch(token)


# -- dates -------------------------------------------------------------------------------------------------------------


def _dates(folded: Folded, text: str, calendars: Iterable[Calendar]) -> list[tuple[int, int, frozenset[str]]]:
    """Places of dates with their readings; day and month both ways where the form leaves it open."""
    places: dict[tuple[int, int], set[str]] = {}
    for each in calendars:
        for order in ("dmy", "mdy"):
            for dated in find_dates(Folded(text, folded.origin), each, order):
                at = (dated.start, dated.end)
                places.setdefault(at, set()).update(_date_readings(dated, text[dated.start : dated.end]))
    kept: list[tuple[int, int, frozenset[str]]] = []
    for (start, end), readings in sorted(places.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, frozenset(readings)))
    return kept


def _date_readings(dated: Dated, words: str) -> Iterator[str]:
    if _BAD_YEAR.search(words):  # a slip of the finger, which a calendar would take for a year of two digits
        yield f"date:{words}"
    elif dated.year:
        yield f"date:{dated.year:04}-{dated.month:02}-{dated.day:02}"
    else:
        yield f"day:{dated.month:02}-{dated.day:02}"
        if "/" in words or words.count(".") == 2:
            yield f"ratio:{words}"


def readings_of_date(value: date) -> tuple[str, ...]:
    """Everything that a known date lets a text say: the date itself, the day without its year, the year."""
    return f"date:{value.isoformat()}", f"day:{value:%m-%d}", f"number:{value.year}"


def widened(readings: Iterable[str]) -> Iterator[str]:
    """Known readings with what they let a text say besides: a date's day and year."""
    for reading in readings:
        yield reading
        if reading.startswith("date:"):
            yield f"day:{reading[-5:]}"
            yield f"number:{reading[5:9].lstrip('0')}"


def _shared_days(text: str, day: Found, after: list[Found]) -> frozenset[str]:
    """A bare day before a date may be a day of that month and year, unless a clause ends between them."""
    if day[0] != "number" or not after or after[0][0] != "date":
        return frozenset()
    between = text[day[2] : after[0][1]]
    if len(between) > _NEAR_DATE or any(sign in between for sign in ")）;；。"):
        return frozenset()
    days = [reading[7:] for reading in day[3] if reading[7:].isdigit() and 1 <= int(reading[7:]) <= 31]
    dates = [reading for reading in after[0][3] if not reading.startswith("ratio:")]
    return frozenset(f"{reading[:-2]}{int(each):02}" for each in days for reading in dates)


# -- times and numbers -------------------------------------------------------------------------------------------------


def _times(match: re.Match[str]) -> Iterator[str]:
    hour, minute, half = int(match.group(1)), match.group(2), match.group(3)
    if half and hour <= 12:
        yield f"time:{hour % 12 + (12 if half == 'p' else 0)}:{minute}"
    else:
        yield f"time:{hour}:{minute}"
        if 0 < hour < 12:  # an afternoon told in words, as in 下午5:00
            yield f"time:{hour + 12}:{minute}"


def _numbers(text: str, groups: Iterable[bool]) -> Iterator[tuple[int, int, frozenset[str]]]:
    for spaced in groups:
        for match in (_SPACED if spaced else _NUMBER).finditer(text):
            times = _MYRIADS.get(text[match.end() : match.end() + 1], 1)
            readings = frozenset(f"number:{plain(each * times)}" for each in _readings(match.group()))
            yield match.start(), match.end(), readings


def _readings(written: str) -> set[Decimal]:
    """Every value that a written number can have: `1.264` is a thousand and more, or one and a bit."""
    compact = written.replace(" ", "").replace("'", "")
    signs = [sign for sign in compact if sign in ".,"]
    if not signs:
        return {Decimal(compact)}
    whole = Decimal(re.sub("[.,]", "", compact))
    head, _, tail = compact.replace(",", ".").rpartition(".")
    broken = Decimal(f"{head.replace('.', '')}.{tail}")
    if len(signs) > 1:
        return {whole} if len(set(signs)) == 1 else {broken}
    return {broken, whole} if len(tail) == 3 and len(head) <= 3 else {broken}


def plain(value: Decimal) -> str:
    """A number without sign of thousands and without idle zeros."""
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


@lru_cache(maxsize=64)
def _spaced(language: str) -> bool:
    """Whether the language parts thousands with a space."""
    try:
        return get_group_symbol(language.replace("-", "_")).isspace()
    except (UnknownLocaleError, ValueError):
        return False


# -- calendars ---------------------------------------------------------------------------------------------------------


def _calendar_of(language: str, knowledge: Knowledge) -> Calendar:
    tongue = next((knowledge.languages[tag] for tag in related(language) if tag in knowledge.languages), None)
    if tongue is None:
        return Calendar()
    return calendar(tongue.months, tongue.links, tongue.ordinals, tongue.eras)
