"""A plan laid out for the rules: every sentence with its roles and the marks that stand in it and around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from reinstate.case import Plan, Section, Span
from reinstate.language import Matcher, fold
from reinstate.review.glossary import Condition, Glossary
from reinstate.review.signals import capitals, names, quotations, signals

Marks = Mapping[str, tuple[Span, ...]]
"""Places in the plan by lexicon id or signal."""

_CLAUSE = re.compile(r"[,;:，；：、]|\s[–—-]\s")
_LEAD = re.compile(r"[^\w\n]{0,4}[^,，、。;\n]{0,34}?(?:[:：–—]|\s-\s)")
_OPENING = 12
"""Signs at the head of a sentence within which a date opens it."""
_PLAIN_TALK = 0.2
"""Share of capitals in mid-sentence above which one capital word is no sign of a name (German, titles)."""


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

    def anywhere(self, condition: Condition) -> bool:
        """Whether some sentence meets one alternative."""
        return any(all_of <= marks for all_of in condition for marks in self.together)


def lay(plan: Plan, glossary: Glossary, violation: str | None = None) -> Laid:
    """Mark every sentence of the plan."""
    single = capitals(plan.text[:200_000]) < _PLAIN_TALK
    reader = _Reader(plan.text, glossary, single)
    spots: list[Spot] = []
    first, last = 0, 0
    for section in plan.sections:
        for sentence in section.sentences:
            if "\n" in plan.text[last : sentence.span.start]:
                first = len(spots)
            last = sentence.span.end
            marks = reader.marks(sentence.span)
            if sentence.exhibits:
                marks.setdefault("documents", ())
            spots.append(Spot(len(spots), sentence.span, section, marks, line=first))
    headings = {
        section.heading: frozenset(reader.marks(section.heading)) for section in plan.sections if section.heading
    }
    leads = {spot.line: _list_lead(plan.text, spots, spot.line) for spot in spots if spot.number == spot.line}
    around = tuple(_around(plan.text, spots, number, headings, leads) for number in range(len(spots)))
    whole = {frozenset(spot.marks) for spot in around} | set(headings.values())
    return Laid(plan, around, frozenset(whole), _woken(around, glossary), violation)


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


class _Reader:
    """Finds the marks of one sentence after the other; equal sentences are read once."""

    def __init__(self, text: str, glossary: Glossary, single: bool) -> None:
        self._text = text
        self._matcher: Matcher[str] = glossary.matcher
        self._strangers = glossary.strangers
        self._triggers = frozenset(glossary.lenses)
        self._single = single
        self._known: dict[str, list[tuple[str, int, int]]] = {}

    def marks(self, span: Span) -> dict[str, tuple[Span, ...]]:
        sentence = span.of(self._text)
        if sentence not in self._known:
            self._known[sentence] = self._read(sentence)
        found: dict[str, list[Span]] = {}
        for mark, start, end in self._known[sentence]:
            found.setdefault(mark, []).append(Span(span.start + start, span.start + end))
        return {mark: tuple(spans) for mark, spans in found.items()}

    def _read(self, sentence: str) -> list[tuple[str, int, int]]:
        found = list(signals(sentence))
        named = list(names(sentence, self._strangers, self._single))
        found += [("@name", span.start, span.end) for span in named]
        found += [("@fullname", span.start, span.end) for span in named if " " in span.of(sentence)]
        quoted = quotations(sentence)
        found += [("@quote", span.start, span.end) for span in quoted]
        silent = quoted + [name for name in named if name.start > 0 and 2 * len(name) < len(sentence)]
        for hit in self._matcher.find(fold(sentence)):
            if hit.key not in self._triggers or not any(zone.holds(hit.span) for zone in silent):
                found.append((hit.key, hit.span.start, hit.span.end))
        return found


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
