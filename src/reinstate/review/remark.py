"""What a check says before it is weighed against the others."""

from dataclasses import dataclass

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.spots import Spot


@dataclass(frozen=True, slots=True, eq=False)
class Remark:
    """A rule's word on a sentence: `place` are the words that woke it, `span` the stretch to show.

    `spot` is None for what the plan lacks altogether.
    """

    rule: Rule
    spot: Spot | None
    place: Span
    span: Span
    confidence: float
    rank: int
