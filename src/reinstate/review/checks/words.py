"""Words that are a fault where they stand, unless something near them clears it."""

from collections.abc import Iterable, Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.glossary import Lens
from reinstate.review.memory import Marks
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot, clause


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Every sentence that one of the rule's ways finds at fault."""
    said: set[int] = set()
    for spot, lenses in laid.woken.get(rule.id, ()):
        for lens, place in hits(laid, spot, lenses):
            if lens.way.once and id(lens) in said:
                continue
            said.add(id(lens))
            yield Remark(rule, spot, place, spot.span, lens.way.confidence, lens.way.rank or rule.rank)


def hits(laid: Laid, spot: Spot, lenses: Iterable[Lens]) -> Iterator[tuple[Lens, Span]]:
    """The ways in which a sentence breaks a rule, each with the words that woke it."""
    marks, begin = spot.marks, spot.span.start
    for lens in lenses:
        if _aims(lens, spot) and not _cleared(lens, laid, spot):
            for lead, all_of in lens.any:
                if lead in marks and all_of <= marks.keys():
                    for start, end in marks[lead]:
                        place = Span(begin + start, begin + end)
                        if not (_taken(lens, spot, start, end) or _cleared_after(lens, laid, spot, place)):
                            yield lens, place


def _aims(lens: Lens, spot: Spot) -> bool:
    """Whether a way looks at the spot's section; one that aims at roles leaves out sections that mix in its others."""
    if lens.roles:
        return not lens.roles.isdisjoint(spot.roles) and lens.not_roles.isdisjoint(spot.roles)
    return not (lens.not_roles and spot.roles <= lens.not_roles)


def _cleared(lens: Lens, laid: Laid, spot: Spot) -> bool:
    return (
        lens.unless.met(spot.marks)
        or (bool(lens.way.unless_near) and lens.unless_near.met(spot.near))
        or (bool(lens.way.unless_line) and any(map(lens.unless_line.met, _further(laid, spot))))
        or (bool(lens.way.unless_plan) and laid.anywhere(lens.unless_plan))
        or (lens.way.unless_gap and laid.tells_gap(spot))
        or (lens.way.gapless and not laid.gapless)
    )


def _further(laid: Laid, spot: Spot) -> Iterator[Marks]:
    """The marks of a sentence and of those after it in its line."""
    for number in range(spot.number, len(laid.spots)):
        other = laid.spots[number]
        if other.line != spot.line:
            return
        yield other.marks


def _taken(lens: Lens, spot: Spot, start: int, end: int) -> bool:
    """Whether words that mean something else hold the place."""
    return any(
        first < end and start < last
        for mark in lens.way.not_within
        if mark in spot.marks
        for first, last in spot.marks[mark]
    )


def _cleared_after(lens: Lens, laid: Laid, spot: Spot, place: Span) -> bool:
    if not lens.way.unless_after:
        return False
    since = clause(laid.plan.text, spot, place).start - spot.span.start
    later = [mark for mark, places in spot.marks.items() if any(start >= since for start, _ in places)]
    return lens.unless_after.met(later)
