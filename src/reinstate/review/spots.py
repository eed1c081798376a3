"""A plan laid out for the rules: every sentence with its roles and the marks that stand in it and around it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reinstate.case import Plan, Section, Span
from reinstate.review.glossary import Condition, Glossary, Lens
from reinstate.review.memory import Marks, Memory
from reinstate.review.signals import capitals

_CLAUSE = re.compile(r"[,;:，；：、\s](?:(?<!\s)|[–—-]\s)")
_LEAD = re.compile(r"[^\w\n]{0,4}[^,，、。;\n]{0,34}?(?:[:：–—]|\s-\s|[日号]\s)")
_OPENING = 12
"""Signs at the head of a sentence within which a date opens it."""
_ASIDE = 8
"""Letters and digits beside a date with which a sentence is still nothing but the date."""
_PLAIN_TALK = 0.2
"""Share of capitals in mid-sentence above which one capital word is no sign of a name (titles)."""
_WHEN = ("@date", "dates", "same-day", "intervals")
"""Marks that a line, a list or a section hands down to the sentences under it."""
_NO_GAP = frozenset({"denials", "accusations", "threats", "blame", "outside-acts", "support-cases", "emotions"})
"""Marks of sentences that sound like a gap of our own at most."""
_SURELY = -1.0
"""Weight of all causes together up to which they surely tell no gap of our own."""
_BACK = 25
"""Sentences above a list among which its lead is looked for."""


class Spot(NamedTuple):
    """One sentence under review.

    Attributes:
        number: its place among the sentences of the plan.
        span: its place in the text.
        section: where it belongs.
        roles: roles of its section.
        marks: what stands in it, with places counted from its start; what only covers it has no place.
        line: number of the first sentence of its line.
        around: what its heading, its line's and its list's lead and the sentence after it say.
    """

    number: int
    span: Span
    section: Section
    roles: frozenset[str]
    marks: Marks
    line: int
    around: tuple[Collection[str], ...]

    @property
    def near(self) -> frozenset[str]:
        """The marks in it and around it."""
        return frozenset(self.marks).union(*self.around)


Woken = list[tuple[Spot, list[Lens]]]
"""Sentences with the ways of one rule that a word in them wakes."""


@dataclass(frozen=True, eq=False)
class Laid:
    """The plan with all its spots."""

    plan: Plan
    glossary: Glossary
    spots: tuple[Spot, ...]
    headings: Collection[frozenset[str]]
    """What the headings say."""
    woken: Mapping[str, Woken]
    """By rule id."""
    violation: str | None = None
    depth: Callable[[str], float] = field(default=lambda _: 0.0)
    """What words weigh as an answer to "why?": from nought on they tell a gap of our own."""
    filled: dict[str, bool] = field(default_factory=dict)
    """The parts of the plan that something tries to fill, once that was asked."""
    gaps: dict[str, bool] = field(default_factory=dict)
    """The sections that tell a gap of our own, once that was asked."""

    @cached_property
    def _together(self) -> frozenset[frozenset[str]]:
        """The sets of marks that share a sentence."""
        return frozenset({frozenset(spot.marks) for spot in self.spots} | set(self.headings))

    def tells_gap(self, spot: Spot) -> bool:
        """Whether some sentence of the spot's section tells a gap of our own; one that shifts or denies doesn't."""
        section = spot.section.id
        if section not in self.gaps:
            self.gaps[section] = any(self._is_gap(other) for other in self.spots if other.section.id == section)
        return self.gaps[section]

    @cached_property
    def gapless(self) -> bool:
        """Whether the plan names causes under a heading of their own and none of them tells a gap of our own."""
        causes = [spot for spot in self.spots if "root_cause" in spot.roles]
        if not any(spot.section.heading for spot in causes):
            return False
        if any("own-gaps" in spot.marks or self.tells_gap(spot) for spot in causes):
            return False
        return self.depth(" ".join(spot.span.of(self.plan.text) for spot in causes)) <= _SURELY

    def _is_gap(self, spot: Spot) -> bool:
        if not _NO_GAP.isdisjoint(spot.marks):
            return False
        return "own-gaps" in spot.marks or self.depth(spot.span.of(self.plan.text)) >= 0

    def anywhere(self, condition: Condition) -> bool:
        """Whether some sentence meets one alternative."""
        return any(map(condition.met, self._together))


def lay(
    plan: Plan,
    glossary: Glossary,
    violation: str | None = None,
    memory: Memory | None = None,
    depth: Callable[[str], float] = lambda _: 0.0,
) -> Laid:
    """Mark every sentence of the plan; a memory spares reading again what was read before in the same language."""
    text = plan.text
    heads = {section.heading: section.heading.of(text) for section in plan.sections if section.heading}
    told = [span.of(text) for section in plan.sections for each in section.sentences for span, _ in each.pieces(text)]
    single = not glossary.large_nouns and capitals(text[:200_000]) < _PLAIN_TALK
    known = (memory or Memory()).read([*heads.values(), *told], glossary, single=single)
    headings = {heading: frozenset(known[words]) for heading, words in heads.items()}
    spots = tuple(_spots(list(_told(plan, known, headings))))
    return Laid(plan, glossary, spots, headings.values(), _woken(spots, glossary), violation, depth)


class _Told(NamedTuple):
    """A sentence with what stands in it and what stands over it."""

    span: Span
    section: Section
    roles: frozenset[str]
    marks: Marks
    line: int
    above: tuple[Collection[str], ...]


def _told(plan: Plan, known: Mapping[str, Marks], headings: Mapping[Span, Collection[str]]) -> Iterator[_Told]:
    """Every sentence with the marks of its heading, of the sentence that leads its list, and of its line's lead."""
    number = line = end = led = 0
    lead: Collection[str] = ()
    listed = opened = lead
    for section in plan.sections:
        roles, heading = frozenset(section.roles), headings[section.heading] if section.heading else ()
        lead, leads = (), False
        for span, shown in _pieces(section, plan.text):
            marks = known[span.of(plan.text)]
            if shown and "documents" not in marks:
                marks = {**marks, "documents": ()}
            gap = plan.text[end : span.start]
            if not leads and "\n\n" in gap:
                lead = ()
            if "\n" in gap:
                line, opened = number, ()
                listed = lead if number - led < _BACK else ()
            above = tuple(filter(None, (heading, listed, opened)))
            yield _Told(span, section, roles, marks, line, above)
            leads = plan.text[max(span.start, span.end - 4) : span.end].rstrip().endswith((":", "："))
            if leads:
                lead, led = marks, number
            if line == number:
                opened = _opened(plan.text, span, marks)
            number, end = number + 1, span.end


def _pieces(section: Section, text: str) -> Iterator[tuple[Span, bool]]:
    """What is read one by one, each with whether exhibits show it."""
    for sentence in section.sentences:
        yield from ((span, spoken and bool(sentence.exhibits)) for span, spoken in sentence.pieces(text))


def _opened(text: str, span: Span, marks: Marks) -> Collection[str]:
    """What the words before the first colon or dash of a line say, or a sentence of it that is nothing but a date."""
    lead = _LEAD.match(text, span.start, span.end)
    if lead:
        return [mark for mark, places in marks.items() if places and span.start + places[0][0] < lead.end()]
    return marks if _date_alone(span.of(text), marks) else ()


def _date_alone(sentence: str, marks: Marks) -> bool:
    """Whether a sentence tells only the date of what was done then: `6 May.`."""
    dates = [sentence[start:end] for mark in ("@date", "dates") for start, end in marks.get(mark, ())]
    if not dates:
        return False
    return sum(map(str.isalnum, sentence)) - max(sum(map(str.isalnum, date)) for date in dates) <= _ASIDE


def _spots(told: list[_Told]) -> Iterator[Spot]:
    """The sentences with the one after each; a date over the line, the list or the section covers them."""
    for number, each in enumerate(told):
        after = told[number + 1] if number + 1 < len(told) else None
        around, marks = each.above, each.marks
        if around:
            covered = [mark for mark in _WHEN if mark not in marks and any(mark in above for above in around)]
            marks = {**marks, **dict.fromkeys(covered, ())} if covered else marks
        if after is not None and after.line == each.line and not _begins_anew(after.marks):
            around = (*around, after.marks)
        yield Spot(number, each.span, each.section, each.roles, marks, each.line, around)


def _begins_anew(marks: Marks) -> bool:
    """Whether a sentence opens with its own date: what it names belongs to another event."""
    return any(start < _OPENING for mark in ("@date", "dates") if mark in marks for start, _ in marks[mark])


def _woken(spots: Iterable[Spot], glossary: Glossary) -> dict[str, Woken]:
    woken: dict[str, Woken] = {}
    lenses = glossary.lenses
    for spot in spots:
        for lens in dict.fromkeys(lens for mark in spot.marks if mark in lenses for lens in lenses[mark]):
            own = woken.setdefault(lens.rule.id, [])
            if not own or own[-1][0] is not spot:
                own.append((spot, []))
            own[-1][1].append(lens)
    return woken


def clause(text: str, spot: Spot, place: Span) -> Span:
    """The stretch of the sentence between commas that a place stands in."""
    start, end = spot.span.start, spot.span.end
    for cut in _CLAUSE.finditer(text, start, end):
        if cut.end() <= place.start:
            start = cut.end()
        elif cut.start() >= place.end:
            end = cut.start()
            break
    return Span(start, end)
