"""Questions to the reader: a plan answers, it doesn't ask."""

from collections.abc import Iterator

from reinstate.knowledge.model.review import Rule
from reinstate.review.checks import words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot

_LEADS = 2
"""Sentences at the head of a paragraph that may be a question the seller answers right away."""


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Words of the rule wherever they stand, and questions that the plan doesn't answer itself."""
    found = {remark.spot.number: remark for remark in words.look(laid, rule) if remark.spot is not None}
    for spot in laid.spots:
        if spot.number in found:
            yield found[spot.number]
        elif "@question" in spot.marks and "own-questions" not in spot.marks and not _answered(laid, spot):
            yield Remark(rule, spot, spot.span, spot.span, 0.7, rule.rank)


def _answered(laid: Laid, spot: Spot) -> bool:
    """Whether a question opens a paragraph that goes on with statements."""
    line = [other for other in laid.spots[spot.line : spot.line + _LEADS + 1] if other.line == spot.line]
    return spot.number == spot.line and len(line) > 1 and "@question" not in line[1].marks
