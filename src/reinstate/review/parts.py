"""The three parts that every plan must have, and whether something in the plan tries to fill them."""

from collections.abc import Mapping

from reinstate.review.checks import aside
from reinstate.review.checks.words import hits
from reinstate.review.glossary import Glossary
from reinstate.review.spots import Laid, Spot

PARTS: Mapping[str, frozenset[str]] = {
    "root_cause": frozenset({"root_cause"}),
    "actions_taken": frozenset({"containment", "corrective"}),
    "prevention": frozenset({"preventive"}),
}
"""Roles that fill each part of the contract."""

_EMPTY_WORDS = frozenset({"denial", "pledge", "accusation_against_amazon", "threat_or_legal", "emotional_language"})
"""Labels of sentences that fill no part: a denial is no cause, a pledge no prevention."""
_ASIDE = _EMPTY_WORDS | frozenset(
    {"support_case_reference", "company_intro", "flattery", "apology_excess", "off_topic_issue"}
)
"""The same where no heading says what a sentence is for, so that its own words must."""


def present(laid: Laid) -> dict[str, bool]:
    """Whether each part has a sentence that tries to fill it: by its section, or by the ways of the part's rule."""
    if laid.filled:
        return laid.filled
    filled, glossary, beside = laid.filled, laid.glossary, _beside(laid)
    on = [spot for spot in laid.spots if spot.number not in beside]
    for part, roles in PARTS.items():
        filled[part] = any(not roles.isdisjoint(spot.roles) and not _empty(spot, glossary) for spot in on)
    for rule in glossary.rules:
        if rule.part is not None and not filled[rule.part]:
            filled[rule.part] = any(
                True
                for spot, lenses in laid.woken.get(rule.id, ())
                if spot.number not in beside and (_headed(spot) or not _empty(spot, glossary))
                for _ in hits(laid, spot, lenses)
            )
    return filled


def _beside(laid: Laid) -> set[int]:
    """Numbers of the sentences that deal with another matter: they fill no part of this plan."""
    passages = [
        remark.span for rule in laid.glossary.rules if rule.check == "aside" for remark in aside.look(laid, rule)
    ]
    return {spot.number for spot in laid.spots if any(span.holds(spot.span) for span in passages)}


def _empty(spot: Spot, glossary: Glossary) -> bool:
    """Whether the sentence is a denial, a pledge, a question or the like.

    Under a heading a fact in it makes up for such words: it tries to fill the part. Elsewhere it doesn't: a rant names
    numbers too, and who blames a buyer or a competitor has told no cause.
    """
    if not _headed(spot):
        rant = "@question" in spot.marks or ("blame" in spot.marks and "buyers" in spot.marks)
        hollow = "empty-measures" in spot.marks
        return rant or _says(spot, glossary, _ASIDE - {"pledge"} if hollow else _ASIDE)
    if any(mark in spot.marks for mark in ("@number", "@date", "dates", "documents")):
        return False
    return _says(spot, glossary, _EMPTY_WORDS)


def _headed(spot: Spot) -> bool:
    """Whether a heading governs the sentence; a title over the whole letter tells no role."""
    return spot.section.heading is not None and spot.section.heading.start > 0


def _says(spot: Spot, glossary: Glossary, labels: frozenset[str]) -> bool:
    """Whether words of a rule with one of the labels stand in the sentence."""
    return any(
        lens.rule.label in labels and any(lead == mark and all_of <= spot.marks.keys() for lead, all_of in lens.any)
        for mark in spot.marks
        for lens in glossary.lenses.get(mark, ())
    )
