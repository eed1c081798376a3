"""How units sold were counted, in the reader's words."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from reinstate.case import Counted
from reinstate.document.days import short_day

SHELF = "exhibits"
"""The shelf of messages that hold the words."""

_DAYS = 7
"""Days without an order, at an end of the window, from which on earlier or later reports are asked for."""

Said = TypeVar("Said", bound=str)


def told_count(counted: Counted, says: Callable[[str, Mapping[str, str | int]], Said], language: str) -> Iterator[Said]:
    """From when to when, how many rows of which reports, what was left out, and where reports may be missing.

    `says` speaks a message of the shelf with its details.
    """

    def day(on: date) -> str:
        return short_day(on, language)

    span = {"first": day(counted.first), "last": day(counted.last)}
    yield says("counted", {**span, "rows": counted.rows, "reports": ", ".join(counted.reports)})
    if counted.left:
        reasons = [says(f"left-out-{reason}", {"count": rows}) for reason, rows in counted.left.items()]
        yield says("counted-left", {"count": sum(counted.left.values()), "reasons": " · ".join(reasons)})
    if counted.reach and (counted.reach[0] - counted.first).days > _DAYS:
        yield says("counted-begins", {"day": day(counted.reach[0])})
    if counted.reach and (counted.last - counted.reach[1]).days > _DAYS:
        yield says("counted-ends", {"day": day(counted.reach[1])})
