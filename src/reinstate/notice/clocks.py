"""The notice's time limits as dates in the store's time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from reinstate.case import Clock, Reading, Span
from reinstate.knowledge.book import Knowledge
from reinstate.language.numbers import Duration
from reinstate.notice.clues import BUSINESS, MONEY, Clues, times

ANSWER, FUNDS = "answer", "funds"
HOUR, DAY, BUSINESS_DAY = "hour", "day", "business-day"
NOTICE, RECEIPT, NAMED, UNKNOWN = "notice", "receipt", "named", "unknown"

_END_OF_DAY = time(23, 59)
_AROUND = 30
"""How far beside the deadline's words a word for business days may stand."""

_SATURDAY = 5
_FURTHEST = 4000
"""Days; a longer limit is no limit but a figure of another kind."""


def add_business_days(since: date, count: int) -> date:
    """The day that many Mondays to Fridays after another; public holidays aren't known here and count as days."""
    day = since
    for _ in range(count):
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
    return day


def clocks(
    reading: Reading, knowledge: Knowledge, found: Clues, today: date, received: date | None = None
) -> tuple[Clock, ...]:
    """The seller's deadline and the release of the money, where the notice names them."""
    since, origin = _since(reading, received)
    zone = _zone(reading, knowledge)
    made = (_answer(reading, knowledge, found, since), _funds(reading, found, since))
    return tuple(_dated(clock, origin, zone, today) for clock in made if clock is not None)


def _since(reading: Reading, received: date | None) -> tuple[date | None, str]:
    own = next((fact.value for fact in reading.found("notice_date") if isinstance(fact.value, date)), None)
    if own is not None:
        return own, NOTICE
    return (received, RECEIPT) if received is not None else (None, UNKNOWN)


def _zone(reading: Reading, knowledge: Knowledge) -> str | None:
    store = knowledge.marketplaces.get(reading.marketplace or "")
    return store.timezone if store else None


def _answer(reading: Reading, knowledge: Knowledge, found: Clues, since: date | None) -> Clock | None:
    if reading.deadline_text is None:
        return None
    span = next((fact.span for fact in reading.found("deadline")), None)
    stretch = next(iter(times(reading.deadline_text, reading.language, knowledge)), None)
    if stretch is None and reading.deadline_date is not None:
        return Clock(ANSWER, reading.deadline_text, span, on=reading.deadline_date, origin=NAMED)
    count, unit = _counted(stretch) if stretch else (reading.deadline_days, DAY)
    if unit == DAY and _business(span, found):
        unit = BUSINESS_DAY
    return Clock(ANSWER, reading.deadline_text, span, count, unit, since) if count else None


def _counted(stretch: Duration) -> tuple[float, str]:
    return (stretch.days * 24, HOUR) if stretch.unit == "hour" else (stretch.days, DAY)


def _business(span: Span | None, found: Clues) -> bool:
    if span is None:
        return False
    near = Span(max(0, span.start - _AROUND), span.end + _AROUND)
    holding = next((sentence for sentence in found.sentences if sentence.meets(span)), near)
    return any(near.holds(place) and place.meets(holding) for place in found.found(BUSINESS))


def _funds(reading: Reading, found: Clues, since: date | None) -> Clock | None:
    """How long the money is held: the longest stretch of days in a sentence that says it is."""
    deadline = next((fact.span for fact in reading.found("deadline") if fact.span), None)
    held = found.passages(MONEY)
    stretches = [
        each
        for each in found.times
        if any(passage.holds(each.span) for passage in held)
        and each.unit != "hour"
        and not (deadline and deadline.meets(each.span))
    ]
    longest = max(stretches, key=lambda each: each.days, default=None)
    if longest is None:
        return None
    return Clock(FUNDS, longest.span.of(found.text), longest.span, longest.days, DAY, since)


def _dated(clock: Clock, origin: str, zone: str | None, today: date) -> Clock:
    """The clock with its last day, its moment and the days left."""
    if clock.origin == NAMED and clock.on is not None:
        return _with(clock, NAMED, zone, today, _moment(clock.on, _END_OF_DAY, zone))
    if clock.count is None or clock.unit is None or not 0 < clock.count <= _FURTHEST:
        return clock
    if clock.since is None:
        return replace(clock, if_today=_end(today, clock.count, clock.unit, zone).date(), zone=zone)
    return _with(clock, origin, zone, today, _end(clock.since, clock.count, clock.unit, zone))


def _end(since: date, count: float, unit: str, zone: str | None) -> datetime:
    if unit == HOUR:
        begin = _moment(since, time(0), zone)
        if begin.tzinfo is None:
            return begin + timedelta(hours=count)
        return (begin.astimezone(UTC) + timedelta(hours=count)).astimezone(begin.tzinfo)
    days = round(count)
    last = add_business_days(since, days) if unit == BUSINESS_DAY else since + timedelta(days=days)
    return _moment(last, _END_OF_DAY, zone)


def _moment(day: date, at: time, zone: str | None) -> datetime:
    return datetime.combine(day, at, tzinfo=ZoneInfo(zone) if zone else None)


def _with(clock: Clock, origin: str, zone: str | None, today: date, at: datetime) -> Clock:
    return replace(clock, origin=origin, zone=zone, on=at.date(), at=at, days_left=(at.date() - today).days)
