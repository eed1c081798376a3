"""Several messages of one correspondence read as one: the newest decides, the facts of all are kept."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from reinstate.case import Fact, Notice, Reading, Span

BETWEEN = "\n\n— — —\n\n"
"""Stands between two messages in the joined text."""

NOT_STATED, NOT_STATED_WARNING, REINSTATED, NO_ROUTE = "not_stated", "violation-not-stated", "reinstated", "none_stated"
OF_ONE = ("kind", "deadline", "notice_date", "channel", "lookback", "marketplace")
"""Kinds of fact that only one message can give."""


def thread(readings: Sequence[Reading]) -> Reading:
    """One reading of them all, newest message first in its text.

    Messages without a date count as later the later they are given. What only one message can say (the kind, the
    deadline, the route) is taken from the newest that says it; a reinstatement ends every deadline.
    """
    if len(readings) == 1:
        return readings[0]
    ordered = newest_first(readings)
    newest = ordered[0]
    timed = next((each for each in ordered if _ticks(each, newest)), newest)
    violations = tuple(dict.fromkeys(slug for each in ordered for slug in each.violations if slug != NOT_STATED))
    return replace(
        newest,
        notice=_joined(ordered),
        marketplace=next((each.marketplace for each in ordered if each.marketplace), None),
        violations=violations or (NOT_STATED,),
        facts=tuple(_facts(ordered, timed)),
        deadline_text=timed.deadline_text,
        deadline_days=timed.deadline_days,
        deadline_date=timed.deadline_date,
        lookback_days=next((each.lookback_days for each in ordered if each.lookback_days), None),
        channel=next((each.channel for each in ordered if each.channel != NO_ROUTE), NO_ROUTE),
        warnings=tuple(
            dict.fromkeys(
                warning
                for each in ordered
                for warning in each.warnings
                if not (violations and warning == NOT_STATED_WARNING)
            )
        ),
    )


def newest_first(readings: Sequence[Reading]) -> list[Reading]:
    """The messages by the date they bear; one without a date stands by its place among the others given."""
    days = [_day(reading) for reading in readings]
    known = date.min
    placed = []
    for number, day in enumerate(days):
        known = day or known
        placed.append((known, number))
    order = sorted(range(len(readings)), key=lambda number: placed[number], reverse=True)
    return [readings[number] for number in order]


def _day(reading: Reading) -> date | None:
    return next((fact.value for fact in reading.found("notice_date") if isinstance(fact.value, date)), None)


def _ticks(reading: Reading, newest: Reading) -> bool:
    """Whether a message names a deadline that the newest message hasn't overtaken."""
    if reading is newest:
        return reading.deadline_text is not None
    since, now = _day(reading), _day(newest)
    if reading.deadline_text is None or newest.kind == REINSTATED:
        return False
    days = timedelta(days=reading.deadline_days or 0)
    last = reading.deadline_date or (since + days if since and reading.deadline_days else None)
    return last is None or now is None or last >= now


def _joined(ordered: Sequence[Reading]) -> Notice:
    notices = [each.notice for each in ordered]
    digest = hashlib.sha256("".join(each.sha256 for each in notices).encode()).hexdigest()
    return replace(notices[0], text=BETWEEN.join(each.text for each in notices), sha256=digest)


def _facts(ordered: Sequence[Reading], timed: Reading) -> list[Fact]:
    """The facts of all, their places moved to the joined text; of what only one can say, the first that says it."""
    kept: list[Fact] = []
    given: set[str] = set()
    shift = 0
    for reading in ordered:
        mine = {fact.kind for fact in reading.facts}
        for fact in reading.facts:
            timely = fact.kind not in ("deadline", "notice_date") or reading is timed
            if timely and not (fact.kind in OF_ONE and fact.kind in given):
                span = Span(fact.span.start + shift, fact.span.end + shift) if fact.span else None
                kept.append(replace(fact, span=span))
        given |= mine & set(OF_ONE) if reading is timed else mine & {"kind", "channel", "lookback", "marketplace"}
        shift += len(reading.notice.text) + len(BETWEEN)
    return kept
