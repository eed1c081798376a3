"""Clocks as an iCalendar file (RFC 5545) that any calendar program takes in."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from reinstate.case import Clock

_MOST_OCTETS = 75
"""A content line's length before it must be folded (RFC 5545, 3.1)."""

_LENGTH = timedelta(minutes=30)
ALARMS = ("-P1D", "-PT2H")
"""Before the end: one day and two hours."""


@dataclass(frozen=True, slots=True)
class Event:
    """A clock with the words that the calendar shows."""

    clock: Clock
    summary: str
    description: str


def calendar_file(events: Iterable[Event], stamp: datetime) -> bytes:
    """One event a dated clock, with its alarms; a clock without a day is left out.

    Args:
        events: what to write, in order.
        stamp: the moment of writing, aware (RFC 5545 asks for it as DTSTAMP).
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reinstate//notice//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        if event.clock.at is not None:
            lines += _event(event, event.clock.at, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{line}\r\n" for each in lines for line in folded(each)).encode()


def _event(event: Event, at: datetime, stamp: datetime) -> Sequence[str]:
    alarms = [line for trigger in ALARMS for line in _alarm(trigger, event.summary)]
    return (
        "BEGIN:VEVENT",
        f"UID:{_uid(event, at)}",
        f"DTSTAMP:{_moment(stamp)}",
        f"DTSTART:{_moment(at - _LENGTH)}",
        f"DTEND:{_moment(at)}",
        f"SUMMARY:{escaped(event.summary)}",
        f"DESCRIPTION:{escaped(event.description)}",
        "TRANSP:TRANSPARENT",
        *alarms,
        "END:VEVENT",
    )


def _alarm(trigger: str, summary: str) -> Sequence[str]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(summary)}",
        f"TRIGGER;RELATED=END:{trigger}",
        "END:VALARM",
    )


def _uid(event: Event, at: datetime) -> str:
    """The same clock of the same notice has the same id, so that a second import replaces the first."""
    words = f"{event.clock.id} {event.description} {at.isoformat()}"
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
