"""Times of day as people type them: `17:00`, `5 pm`, `5 Uhr nachmittags`, `halb 6`, `下午5点半`."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from functools import cache

from babel import Locale, UnknownLocaleError

_TIME = re.compile(r"(?<!\d)(\d{1,2})(?:\s*[^\W\d_]{1,6}\.?\s*(\d{2})|\s*[:.]\s*(\d{2}))?(?!\d)")
"""An hour, and minutes behind a mark or the word for the hour."""
_DAY, _HALF_DAY, _HOUR = 24 * 60, 12 * 60, 60
_HALVES = {"am": (0, _HALF_DAY), "pm": (_HALF_DAY, _DAY)}
_SHORT = 2
"""Letters of the words that mean half of a day in some language and something else in another: `am`."""

Stretch = tuple[int, int]
"""From when to when a part of the day lasts, in minutes after midnight; past 24 hours where midnight lies in it."""


def time_in(text: str, tags: Sequence[str], beside: Mapping[str, int]) -> time | None:
    """The time of day that a text tells in one of some languages, nearest first; None where it tells none.

    What parts of the day are called and when they begin is taken from CLDR (day periods), so that `下午5点`,
    `5 giờ chiều` and `5 de la tarde` are 17:00.

    Args:
        text: as typed.
        tags: the languages, nearest first.
        beside: words beside a full hour that add minutes to it or take them from it (`half past` 30).
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    found = _TIME.search(plain)
    if found is None:
        return None
    hour, told = int(found[1]), found[2] or found[3]
    if hour * _HOUR >= _DAY or int(told or 0) >= _HOUR:
        return None
    minutes = hour * _HOUR + (int(told) if told else _beside(plain, beside))
    if minutes <= _HALF_DAY + _HOUR and (stretch := _stretch(plain, tags)):
        minutes = min((minutes % _HALF_DAY, minutes % _HALF_DAY + _HALF_DAY), key=lambda each: _off(each, stretch))
    return time(minutes // _HOUR % 24, minutes % _HOUR)


def _beside(plain: str, known: Mapping[str, int]) -> int:
    """The minutes that words beside a full hour add to it or take from it."""
    told = [word for word in known if _spoken(word).search(plain)]
    return known[max(told, key=len)] if told else 0


def _stretch(plain: str, tags: Iterable[str]) -> Stretch | None:
    """The part of the day that a text names, by its longest word."""
    for tag in tags:
        told = [(len(word), stretch) for word, stretch in _parts(tag) if _spoken(word).search(plain)]
        if told:
            return max(told)[1]
    return None


def _off(minutes: int, stretch: Stretch) -> int:
    """By how many minutes a time misses a part of the day."""
    begin, end = stretch
    return min(max(begin - each, each - end + 1, 0) for each in (minutes, minutes + _DAY))


@cache
def _parts(tag: str) -> tuple[tuple[str, Stretch], ...]:
    """Every word for a part of the day in a language."""
    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(dict.fromkeys(_named(locale)))


def _named(locale: Locale) -> Iterator[tuple[str, Stretch]]:
    rules = locale.day_period_rules.get(None, {})
    stretches = _HALVES | {part: _lasting(rule) for part, (rule, *_) in rules.items() if "from" in rule}
    for forms in locale.day_periods.values():
        for width in ("wide", "abbreviated"):
            for part, word in forms.get(width, {}).items():
                if part in stretches:
                    yield unicodedata.normalize("NFKC", word).casefold(), stretches[part]


def _lasting(rule: dict[str, int]) -> Stretch:
    begin, end = rule["from"] // 60, rule["before"] // 60
    return begin, end if end > begin else end + _DAY


@cache
def _spoken(word: str) -> re.Pattern[str]:
    """How a word is found: one of two letters right behind the hour, others whole where blanks part words."""
    letters = re.sub(r"[\W_]+", "", word)
    if len(letters) <= _SHORT and letters.isascii():
        dotted = r"\.?\s*".join(letters)
        return re.compile(rf"\d\s*{dotted}(?![^\W\d_])")
    body = r"\s*".join(map(re.escape, word.split()))
    return re.compile(rf"(?<![^\W\d_]){body}(?![^\W\d_])" if _parted(word[0]) else body)


def _parted(letter: str) -> bool:
    """Whether a letter is of a script that parts words by blanks."""
    return letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
