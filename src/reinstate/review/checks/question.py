"""Questions to the reader: a plan answers, it doesn't ask."""

from collections.abc import Iterator

from reinstate.knowledge.model.review import Rule
from reinstate.review.checks import words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot

_BRIEF = 60
"""Signs up to which a question amid an account of the cause is one more `why`, answered right away."""


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Words of the rule wherever they stand, and questions that the plan doesn't answer itself."""
    found = {remark.spot.number: remark for remark in words.look(laid, rule) if remark.spot is not None}
    for spot in laid.spots:
        if spot.number in found:
            yield found[spot.number]
        elif "@question" in spot.marks and "own-questions" not in spot.marks and not _answered(laid, spot):
            yield Remark(rule, spot, spot.span, spot.span, 0.7, rule.rank)


def _answered(laid: Laid, spot: Spot) -> bool:
    """Whether the seller answers right away: it opens a paragraph, or is one more `why` on the way to the cause."""
    after = laid.spots[spot.number + 1] if spot.number + 1 < len(laid.spots) else None
    if after is None or after.line != spot.line or "@question" in after.marks:
        return False
    return spot.number == spot.line or (
        "outsiders" not in spot.marks and "root_cause" in spot.roles | after.roles and len(spot.span) <= _BRIEF
    )
