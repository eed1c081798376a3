"""How units sold were counted, in the reader's words."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from reinstate.case import Counted

_DAYS = 7
"""Days without an order, at an end of the window, from which on earlier or later reports are asked for."""


def told_count(counted: "Counted", says: Callable[..., str], language: str) -> Iterator[str]:
    """From when to when, how many rows of which reports, what was left out, and where reports may be missing."""
    from reinstate.document.days import short_day

    def day(key: str, **days: "date") -> str:
        return says("exhibits", key, {name: short_day(each, language) for name, each in days.items()})

    span = day("counted", first=counted.first, last=counted.last)
    yield span.replace("{rows}", str(counted.rows)).replace("{reports}", ", ".join(counted.reports))
    if counted.left:
        reasons = [says("exhibits", f"left-out-{reason}", {"count": rows}) for reason, rows in counted.left.items()]
        yield says("exhibits", "counted-left", {"count": sum(counted.left.values()), "reasons": " · ".join(reasons)})
    if counted.reach and (counted.reach[0] - counted.first).days > _DAYS:
        yield day("counted-begins", day=counted.reach[0])
    if counted.reach and (counted.last - counted.reach[1]).days > _DAYS:
        yield day("counted-ends", day=counted.reach[1])
