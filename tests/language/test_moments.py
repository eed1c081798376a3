"""A moment in a report falls on the day that the clock of the store shows then."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.evidence.orders import zones
from reinstate.knowledge.calendars import every_calendar
from reinstate.language.moments import Moments

PACIFIC = ZoneInfo("America/Los_Angeles")
ZONES = [timezone(timedelta(minutes=quarter * 15)) for quarter in range(-48, 57)]


def moments(knowledge, order="mdy", clock=PACIFIC):
    return Moments(every_calendar(knowledge), order, zones(knowledge), clock)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01T06:59:59+00:00", date(2026, 2, 28)),  # still the day before in Seattle
        ("2026-03-01T08:00:00Z", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("2026-03-01 07:12:33 PST", date(2026, 3, 1)),
        ("Mar 1, 2026 11:03:45 PM PST", date(2026, 3, 1)),
        ("Mar 1, 2026 3:03:45 AM UTC", date(2026, 2, 28)),
        ("01.03.2026 00:03:45 UTC", date(2026, 2, 28)),
        ("1 mars 2026 23:12:11 GMT+00:00", date(2026, 3, 1)),
        ("2026/03/01 16:59:59JST", date(2026, 2, 28)),
        ("2026/03/01 17:00:00JST", date(2026, 3, 1)),
        ("03/04/2026", date(2026, 3, 4)),
        ("01 mar 2026 12:00:00 a. m. GMT-8", date(2026, 3, 1)),
        ("2026-03-01 23:59:59 XYZ", date(2026, 3, 1)),  # a zone that nobody knows: the day as it is printed
    ],
)
def test_days_by_the_clock_of_the_store(knowledge, text, day):
    assert moments(knowledge).day(text) == day


@pytest.mark.parametrize("text", ["", "soon", "12:30", "2026-13-40", "Mar 1, 2026 – Mar 9, 2026"])
def test_what_names_no_day_has_none(knowledge, text):
    assert moments(knowledge).day(text) is None


def test_the_order_of_day_and_month_is_that_of_the_store(knowledge):
    assert moments(knowledge, "dmy", ZoneInfo("Europe/London")).day("03/04/2026 09:00 UTC") == date(2026, 4, 3)


@given(st.integers(1_577_836_800, 1_893_456_000), st.sampled_from(ZONES))
def test_every_way_of_writing_one_moment_gives_one_day(knowledge, second, zone):
    moment = datetime.fromtimestamp(second, zone)
    offset = moment.strftime("%z")
    written = [
        moment.isoformat(),
        moment.strftime("%b %d, %Y %I:%M:%S %p GMT") + offset,
        moment.strftime("%d.%m.%Y %H:%M:%S UTC") + f"{offset[:3]}:{offset[3:]}",
    ]
    assert {moments(knowledge).day(each) for each in written} == {moment.astimezone(PACIFIC).date()}
