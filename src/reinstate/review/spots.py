"""A plan laid out for the rules: every sentence with its roles and the marks that stand in it and around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reinstate.case import Plan, Section, Span
from reinstate.review.glossary import Condition, Glossary
from reinstate.review.memory import Memory, Read
from reinstate.review.signals import capitals

Marks = Mapping[str, tuple[Span, ...]]
"""Places in the plan by lexicon id or signal."""

_CLAUSE = re.compile(r"[,;:，；：、]|\s[–—-]\s")
_LEAD = re.compile(r"[^\w\n]{0,4}[^,，、。;\n]{0,34}?(?:[:：–—]|\s-\s)")
_OPENING = 12
"""Signs at the head of a sentence within which a date opens it."""
_PLAIN_TALK = 0.2
"""Share of capitals in mid-sentence above which one capital word is no sign of a name (titles)."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """One sentence under review. `near` holds also what its line's lead, its heading and the sentence after it say."""

    number: int
    span: Span
    section: Section
    marks: Marks
    near: frozenset[str] = field(default_factory=frozenset)
    line: int = 0
    """Number of the first sentence of its line."""

    @property
    def roles(self) -> frozenset[str]:
        """Roles of its section."""
        return frozenset(self.section.roles)


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """The plan with all its spots, and every mark that stands anywhere in it."""

    plan: Plan
    spots: tuple[Spot, ...]
    together: frozenset[frozenset[str]]
    """The sets of marks that share a sentence."""
    woken: Mapping[str, tuple[Spot, ...]]
    """By rule id the sentences that hold a word that could wake it."""
    violation: str | None = None
    filled: dict[str, bool] = field(default_factory=dict)
    """The parts of the plan that something tries to fill, once that was asked."""

    def anywhere(self, condition: Condition) -> bool:
        """Whether some sentence meets one alternative."""
        return any(all_of <= marks for all_of in condition for marks in self.together)


def lay(plan: Plan, glossary: Glossary, violation: str | None = None, memory: Memory | None = None) -> Laid:
    """Mark every sentence of the plan; a memory spares reading again what was read before in the same language."""
    found = [section.heading for section in plan.sections if section.heading]
    found += [sentence.span for section in plan.sections for sentence in section.sentences]
    single = not glossary.large_nouns and capitals(plan.text[:200_000]) < _PLAIN_TALK
    known = (memory or Memory()).read([span.of(plan.text) for span in found], glossary, single=single)
    spots: list[Spot] = []
    first, last = 0, 0
    for section in plan.sections:
        for sentence in section.sentences:
            span = sentence.span
            if "\n" in plan.text[last : span.start]:
                first = len(spots)
            last = span.end
            marks = _placed(known[span.of(plan.text)], span.start)
            if sentence.exhibits:
                marks.setdefault("documents", ())
            spots.append(Spot(len(spots), span, section, marks, line=first))
    headings = {
        section.heading: frozenset(mark for mark, _, _ in known[section.heading.of(plan.text)])
        for section in plan.sections
        if section.heading
    }
    leads = {spot.line: _list_lead(plan.text, spots, spot.line) for spot in spots if spot.number == spot.line}
    around = tuple(_around(plan.text, spots, number, headings, leads) for number in range(len(spots)))
    whole = {frozenset(spot.marks) for spot in around} | set(headings.values())
    return Laid(plan, around, frozenset(whole), _woken(around, glossary), violation)


def _placed(read: Read, start: int) -> dict[str, tuple[Span, ...]]:
    """What was read of a sentence that starts there."""
    marks: dict[str, tuple[Span, ...]] = {}
    for mark, begin, end in read:
        marks[mark] = (*marks.get(mark, ()), Span(start + begin, start + end))
    return marks


def _woken(spots: tuple[Spot, ...], glossary: Glossary) -> dict[str, tuple[Spot, ...]]:
    woken: dict[str, dict[int, Spot]] = {}
    for spot in spots:
        for mark in spot.marks.keys() & glossary.lenses.keys():
            for lens in glossary.lenses[mark]:
                woken.setdefault(lens.rule.id, {})[spot.number] = spot
    return {rule: tuple(each.values()) for rule, each in woken.items()}


def meets(marks: frozenset[str] | Marks, condition: Condition) -> bool:
    """Whether one alternative is there with all it asks for."""
    return any(all(mark in marks for mark in all_of) for all_of in condition)


def clause(text: str, spot: Spot, place: Span) -> Span:
    """The stretch of the sentence between commas that a place stands in."""
    start, end = spot.span.start, spot.span.end
    for cut in _CLAUSE.finditer(text, spot.span.start, spot.span.end):
        if cut.end() <= place.start:
            start = cut.end()
        elif cut.start() >= place.end:
            end = cut.start()
            break
    return Span(start, end)


def _around(
    text: str,
    spots: list[Spot],
    number: int,
    headings: Mapping[Span, frozenset[str]],
    leads: Mapping[int, frozenset[str]],
) -> Spot:
    """The spot with the marks of its surroundings; a date over the line, the list or the section covers it."""
    spot = spots[number]
    over = set(headings.get(spot.section.heading, ())) if spot.section.heading else set()
    first = spot.line
    lead = _LEAD.match(text, spots[first].span.start, spots[first].span.end)
    if lead and first < number:
        over |= {mark for mark, places in spots[first].marks.items() if places[0].start < lead.end()}
    over |= leads[first]
    after = spots[number + 1] if number + 1 < len(spots) else None
    near = set(spot.marks) | over
    if after is not None and after.line == spot.line and not _begins_anew(after):
        near |= set(after.marks)
    marks = dict(spot.marks)
    for mark in over & {"@date", "dates", "same-day", "intervals"}:
        marks.setdefault(mark, ())
    return Spot(number, spot.span, spot.section, marks, frozenset(near), first)


def _begins_anew(spot: Spot) -> bool:
    """Whether a sentence opens with its own date: what it names belongs to another event."""
    places = (*spot.marks.get("@date", ()), *spot.marks.get("dates", ()))
    return any(place.start - spot.span.start < _OPENING for place in places)


def _list_lead(text: str, spots: list[Spot], first: int) -> frozenset[str]:
    """Marks of the line ending in a colon that a list of lines stands under."""
    for back in range(first - 1, max(-1, first - 25), -1):
        above = spots[back]
        if above.section is not spots[first].section:
            return frozenset()
        if text[max(above.span.start, above.span.end - 4) : above.span.end].rstrip().endswith((":", "：")):
            return frozenset(above.marks)
        if "\n\n" in text[above.span.end : spots[back + 1].span.start]:
            return frozenset()
    return frozenset()
