"""Days that matter as an iCalendar file (RFC 5545) that any calendar program takes in."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_MOST_OCTETS = 75
"""A content line's length before it must be folded (RFC 5545, 3.1)."""

_LENGTH = timedelta(minutes=30)
ALARMS = ("-P1D", "-PT2H")
"""Before the end of what has an hour: one day and two hours."""

DAY_ALARMS = ("-P30D", "-P7D")
"""Before the end of a whole day: a month and a week, time to get a document anew."""


@dataclass(frozen=True, slots=True)
class Event:
    """What ends at a moment or with a day, and the words that the calendar shows.

    The same `key` and end give the same id, so that a second import replaces the first.
    """

    key: str
    end: datetime | date
    summary: str
    description: str


def calendar_file(events: Iterable[Event], stamp: datetime) -> bytes:
    """One entry an event, with its alarms.

    Args:
        events: what to write, in order.
        stamp: the moment of writing, aware (RFC 5545 asks for it as DTSTAMP).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reinstate//notice//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for each in lines for line in folded(each)).encode()


def _event(event: Event, stamp: datetime) -> Sequence[str]:
    whole = not isinstance(event.end, datetime)
    alarms = [line for trigger in (DAY_ALARMS if whole else ALARMS) for line in _alarm(trigger, event.summary)]
    return (
        "BEGIN:VEVENT",
        f"UID:{_uid(event)}",
        f"DTSTAMP:{_moment(stamp)}",
        *_span(event.end),
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        "TRANSP:TRANSPARENT",
        *alarms,
        "END:VEVENT",
    )


def _span(end: datetime | date) -> tuple[str, str]:
    """The half hour up to a moment, or a whole day, whose end the format names by the next one."""
    if isinstance(end, datetime):
        return f"DTSTART:{_moment(end - _LENGTH)}", f"DTEND:{_moment(end)}"
    days = (end, end + timedelta(days=1))
    start, after = (each.strftime("%Y%m%d") for each in days)
    return f"DTSTART;VALUE=DATE:{start}", f"DTEND;VALUE=DATE:{after}"


def _alarm(trigger: str, summary: str) -> Sequence[str]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(summary)}",
        f"TRIGGER;RELATED=END:{trigger}",
        "END:VALARM",
    )


def _uid(event: Event) -> str:
    words = f"{event.key} {event.end.isoformat()}"
    return f"{hashlib.sha256(words.encode()).hexdigest()[:32]}@reinstate"


def _moment(at: datetime) -> str:
    """UTC where the zone is known, else floating: the calendar's own time (RFC 5545, 3.3.5)."""
    if at.tzinfo is None:
        return at.strftime("%Y%m%dT%H%M%S")
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A text value with its special characters escaped and control characters left out (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")
    return "".join(char for char in text if unicodedata.category(char) != "Cc")


def folded(line: str) -> list[str]:
    """A content line in pieces of at most 75 octets; no character is cut, later pieces begin with a blank."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _MOST_OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return [*pieces, piece]
