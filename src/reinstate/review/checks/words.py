"""Words that are a fault where they stand, unless something near them clears it."""

from collections.abc import Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.glossary import Glossary, Lens
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot, clause, meets


def look(laid: Laid, glossary: Glossary, rule: Rule) -> Iterator[Remark]:
    """Every sentence that one of the rule's ways finds at fault."""
    said: set[int] = set()
    for spot in laid.woken.get(rule.id, ()):
        for lens, place in hits(laid, glossary, rule, spot):
            if lens.way.once and id(lens) in said:
                continue
            said.add(id(lens))
            yield Remark(rule, spot, place, spot.span, lens.way.confidence, lens.way.rank or rule.rank)


def hits(laid: Laid, glossary: Glossary, rule: Rule, spot: Spot) -> Iterator[tuple[Lens, Span]]:
    """The ways in which a sentence breaks a rule, each with the words that woke it."""
    own = glossary.by_rule[rule.id]
    lenses = {id(lens): lens for mark in spot.marks if mark in own for lens in own[mark]}
    for lens in lenses.values():
        if _aims(lens, spot) and not _cleared(lens, laid, spot):
            for lead, all_of in lens.any:
                if all(mark in spot.marks for mark in all_of):
                    for place in spot.marks[lead]:
                        if not (_taken(lens, spot, place) or _cleared_after(lens, laid, spot, place)):
                            yield lens, place


def _aims(lens: Lens, spot: Spot) -> bool:
    """Whether a way looks at the spot's section; one that aims at roles leaves out sections that mix in its others."""
    roles = spot.roles
    if lens.roles:
        return bool(lens.roles & roles) and not lens.not_roles & roles
    return not (lens.not_roles and roles <= lens.not_roles)


def _cleared(lens: Lens, laid: Laid, spot: Spot) -> bool:
    return (
        meets(spot.marks, lens.unless)
        or meets(spot.near, lens.unless_near)
        or (bool(lens.unless_plan) and laid.anywhere(lens.unless_plan))
    )


def _taken(lens: Lens, spot: Spot, place: Span) -> bool:
    """Whether words that mean something else hold the place."""
    return any(other.meets(place) for mark in lens.way.not_within for other in spot.marks.get(mark, ()))


def _cleared_after(lens: Lens, laid: Laid, spot: Spot, place: Span) -> bool:
    if not lens.unless_after:
        return False
    start = clause(laid.plan.text, spot, place).start
    later = frozenset(mark for mark, spans in spot.marks.items() if any(span.start >= start for span in spans))
    return meets(later, lens.unless_after)
