"""What may be said once, soberly: said again, or laid on thick, it is a fault."""

from collections.abc import Iterable, Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.checks.words import hits
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """The ways marked `once` speak from the second time on, the others always."""
    sober = 0
    for spot, lenses in laid.woken.get(rule.id, ()):
        found = list(hits(laid, spot, lenses))
        thick = [place for lens, place in found if not lens.way.once]
        plain = _apart(place for lens, place in found if lens.way.once)
        before, sober = sober, sober + len(plain)
        if thick:
            yield Remark(rule, spot, thick[0], spot.span, 0.85, rule.rank)
        elif plain and (before or len(plain) > 1):
            yield Remark(rule, spot, min(plain), spot.span, 0.7, rule.rank)


def _apart(places: Iterable[Span]) -> list[Span]:
    """Places that don't meet: one phrase found by several terms counts once."""
    apart: list[Span] = []
    for place in sorted(places):
        if not apart or not apart[-1].meets(place):
            apart.append(place)
    return apart
