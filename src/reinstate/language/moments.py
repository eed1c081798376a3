"""Moments as reports print them: `2026-03-01T18:25:43+00:00`, `Mar 1, 2026 12:03:45 AM PST`, `01.03.2026 00:03 UTC`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from reinstate.language.dates import Calendar, find_dates
from reinstate.language.fold import fold

_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm|a\.\s?m\.|p\.\s?m\.|午前|午後)?\s*(.*)$", re.IGNORECASE
)
_OFFSET = re.compile(r"(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
_LATE = ("p", "午後")


@dataclass(frozen=True)
class Moments:
    """How a report's moments are read.

    Attributes:
        calendar: how its dates are written.
        order: what `03/04/2026` means: dmy, mdy or ymd.
        zones: offset from UTC such as `-08:00` by the zone's short name in capitals.
        clock: whose days are meant; None takes the day as it is printed.
    """

    calendar: Calendar
    order: str
    zones: Mapping[str, str] = field(default_factory=dict, hash=False)
    clock: tzinfo | None = None

    def day(self, text: str) -> date | None:
        """The day on which a moment falls by the clock; as printed where it names no zone; None for anything else."""
        told = text.strip()
        try:
            return self._by_clock(datetime.fromisoformat(told))
        except ValueError:
            return self._written(told)

    def _by_clock(self, moment: datetime) -> date:
        return moment.astimezone(self.clock).date() if moment.tzinfo and self.clock else moment.date()

    def _written(self, text: str) -> date | None:
        found = _CLOCK.search(text)
        day = _day(text[: found.start()] if found else text, self.calendar, self.order)
        zone = self._zone(found[5]) if found else None
        clock = _time(found) if found else None
        if day is None or zone is None or clock is None:
            return day
        return self._by_clock(datetime.combine(day, clock, zone))

    def _zone(self, name: str) -> tzinfo | None:
        plain = name.strip(" .()").upper()
        offset = _OFFSET.fullmatch(self.zones.get(plain, plain))
        if offset is None:
            return UTC if plain == "Z" else None
        sign = -1 if offset[1] == "-" else 1
        return timezone(sign * timedelta(hours=int(offset[2]) % 24, minutes=int(offset[3] or 0) % 60))


def _time(found: re.Match[str]) -> time | None:
    hour, half = int(found[1]), (found[4] or "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith(_LATE) else 0)
    try:
        return time(hour, int(found[2]), int(found[3] or 0))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _day(text: str, calendar: Calendar, order: str) -> date | None:
    """The one day that a text names with its year."""
    found = [each.on(None) for each in find_dates(fold(text), calendar, order)]
    return found[0] if len(found) == 1 else None
