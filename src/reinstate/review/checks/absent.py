"""A whole part of the plan that nothing tries to fill."""

from collections.abc import Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.parts import present
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """One remark on the whole text, if the rule's part is missing."""
    if rule.part is not None and not present(laid)[rule.part]:
        whole = Span(0, len(laid.plan.text))
        yield Remark(rule, None, whole, whole, 0.9, rule.rank)
