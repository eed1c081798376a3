"""The calendar file is one that programs read back: every word, every end, with its alarms."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from reinstate.document.calendar import Event, calendar_file, folded


def parsed(content):
    """A tiny reader of iCalendar: unfolds the lines and gives every component with its properties."""
    text = content.decode("utf-8")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    found, stack = [], []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append((value, {}, len(stack)))
        elif name == "END":
            kind, properties, _ = stack.pop()
            assert kind == value
            found.append((kind, properties))
        else:
            plain = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], value)
            stack[-1][1][name.partition(";")[0]] = plain
    assert not stack
    return found


@given(
    words=st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=200),
    at=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - the zone is drawn beside it
    zone=st.sampled_from(["America/Los_Angeles", "Asia/Tokyo", "Europe/Berlin", None]),
)
def test_the_calendar_file_parses_back(words, at, zone):
    at = at.replace(microsecond=0, tzinfo=ZoneInfo(zone) if zone else None)
    content = calendar_file([Event("answer", at, words, f"{words}\n{words}")], datetime.now(UTC))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = parsed(content)
    assert [kind for kind, _ in found] == ["VALARM", "VALARM", "VEVENT", "VCALENDAR"]
    event = found[2][1]
    assert event["SUMMARY"] == words
    assert event["DESCRIPTION"] == f"{words}\n{words}"
    form = "%Y%m%dT%H%M%SZ" if zone else "%Y%m%dT%H%M%S"
    end = datetime.strptime(event["DTEND"], form)  # noqa: DTZ007 - the form says whether it is UTC
    assert end == (at.astimezone(UTC).replace(tzinfo=None) if zone else at)
    assert [properties["TRIGGER"] for _, properties in found[:2]] == ["-P1D", "-PT2H"]


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_folding_cuts_no_character_and_loses_none(line):
    pieces = folded(line)
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


def test_a_whole_day_ends_with_the_next_one_and_is_told_of_a_month_and_a_week_before():
    events = [Event("D-4", date(2026, 12, 31), "Insurance runs out", "vault"), Event("D-5", date(2027, 1, 2), "x", "y")]
    found = parsed(calendar_file(events, datetime(2026, 11, 1, tzinfo=UTC)))
    first, second = (properties for kind, properties in found if kind == "VEVENT")
    assert (first["DTSTART"], first["DTEND"]) == ("20261231", "20270101")
    assert [properties["TRIGGER"] for kind, properties in found if kind == "VALARM"][:2] == ["-P30D", "-P7D"]
    assert first["UID"] != second["UID"]
    again = parsed(calendar_file(events, datetime(2026, 11, 9, tzinfo=UTC)))
    assert next(each for kind, each in again if kind == "VEVENT")["UID"] == first["UID"]
