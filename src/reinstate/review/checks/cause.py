"""Causes that stop at what happened: by their words, or because the whole part tells no gap of our own."""

from collections.abc import Iterator

from reinstate.knowledge.model.review import Rule
from reinstate.review.checks import words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot

_OTHER_FAULTS = (
    *("denials", "accusations", "threats", "blame", "outside-acts", "support-cases", "emotions", "helpers"),
    *("lost-records", "company-history", "praise", "apologies", "vows", "aside-openers", "@question"),
    *("@date", "dates", "documents"),
)
"""Marks of a sentence that is at fault for something else, or tries to tell no cause: a dated or proved fact."""
_LEAST = 24
"""Signs from which a sentence can tell a cause; half as many in scripts without spaces."""


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Words of the rule; without any, the first sentence of a part in which no gap of our own is told."""
    found = list(words.look(laid, rule))
    yield from found
    if not found and laid.gapless:
        spot = next((each for each in laid.spots if _tries(laid, each)), None)
        if spot is not None:
            yield Remark(rule, spot, spot.span, spot.span, 0.5, rule.rank)


def _tries(laid: Laid, spot: Spot) -> bool:
    """Whether a sentence under the heading of the cause tries to tell it."""
    if "root_cause" not in spot.roles or spot.section.heading is None:
        return False
    long = len(spot.span.of(laid.plan.text).encode()) >= _LEAST
    return long and not any(mark in spot.marks for mark in _OTHER_FAULTS)
