"""Calendar days as people of a language write them."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, get_timezone_location


def spoken_day(day: date, language: str) -> str:
    """The day with its weekday, month in letters: `Thursday, September 17, 2026`."""
    return format_date(day, "full", locale=locale_of(language))


def short_day(day: date, language: str) -> str:
    """The day in few signs, its month never a mere number where the language has a short name: `Sep 17, 2026`."""
    return format_date(day, "medium", locale=locale_of(language))


def spoken_zone(zone: str, language: str) -> str:
    """The city whose clock a time zone follows."""
    return get_timezone_location(zone, locale=locale_of(language), return_city=True)


def locale_of(language: str) -> Locale:
    """The locale of a language tag such as `zh` or `zh-TW`; English for a tag that nobody knows."""
    head, *rest = language.split("-")
    name = "_".join((head.lower(), *(part.upper() if len(part) == 2 else part.title() for part in rest)))
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale("en")
