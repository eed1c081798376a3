"""Matters that the notice didn't raise: an opener that leaves the subject, up to the end of its paragraph."""

from collections.abc import Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.checks.words import hits
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Each such passage once."""
    done = -1
    for spot, lenses in laid.woken.get(rule.id, ()):
        found = list(hits(laid, spot, lenses)) if spot.number > done else []
        if found:
            done = spot.number
            while done + 1 < len(laid.spots) and laid.spots[done + 1].line == spot.line:
                done += 1
            yield Remark(rule, spot, found[0][1], Span(spot.span.start, laid.spots[done].span.end), 0.75, rule.rank)
