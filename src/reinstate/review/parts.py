"""The three parts that every plan must have, and whether something in the plan tries to fill them."""

from collections.abc import Mapping

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


def present(laid: Laid, glossary: Glossary) -> dict[str, bool]:
    """Whether each part has a sentence that tries to fill it: by its section, or by the ways of the part's rule."""
    filled = dict.fromkeys(PARTS, False)
    for spot in laid.spots:
        for part, roles in PARTS.items():
            if not filled[part] and roles & spot.roles and not _empty(spot, glossary):
                filled[part] = True
    for rule in glossary.rules:
        if rule.part is not None and not filled[rule.part]:
            filled[rule.part] = any(
                True for spot in laid.woken.get(rule.id, ()) for _ in hits(laid, glossary, rule, spot)
            )
    return filled


def _empty(spot: Spot, glossary: Glossary) -> bool:
    """Whether the sentence is nothing but a denial, a pledge or the like: such words in it, and no fact."""
    if any(mark in spot.marks for mark in ("@number", "@date", "dates", "documents")):
        return False
    return any(
        lens.rule.label in _EMPTY_WORDS
        and any(all(mark in spot.marks for mark in all_of) for lead, all_of in lens.any if lead == mark)
        for mark in spot.marks
        for lens in glossary.lenses.get(mark, ())
    )
