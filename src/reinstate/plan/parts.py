"""A plan as parts and lines, before it is one text: what drafting makes and editing changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reinstate.case import Plan, Section, Sentence, Span

BULLET = "- "


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence on its way into a plan; it stands on a line of its own. The fields are those of `Sentence`.

    `own` counts from the beginning of the words.
    """

    words: str
    facts: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    own: tuple[Span, ...] = ()

    @property
    def key(self) -> str:
        """The statement that the line says, which is also its name when it is edited; empty where it says none."""
        return self.facts[0] if self.facts else ""


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a plan: a heading and its lines.

    `opens` marks a heading with nothing of its own: the parts of the issues follow. `listed` sets every line as a
    bullet, even a single one.
    """

    id: str
    roles: tuple[str, ...]
    heading: str
    issue: str | None = None
    lines: tuple[Line, ...] = ()
    opens: bool = False
    listed: bool = False

    @property
    def key(self) -> str:
        """The name of the part when it is edited: unique in a plan, and the same whatever else the case holds."""
        return f"{self.id}@{self.issue}" if self.issue else self.id


@dataclass
class _Text:
    """The plan's text as it grows, so that every span is exact by construction."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0

    def line(self, words: str, *, blank: bool = False) -> Span:
        if blank and self.length:
            self.add("\n")
        span = self.add(words)
        self.add("\n")
        return span

    def add(self, words: str) -> Span:
        start = self.length
        self.pieces.append(words)
        self.length += len(words)
        return Span(start, self.length)

    def section(self, part: Part) -> Section:
        heading = self.line(part.heading, blank=True)
        if part.opens:
            return Section(part.id, part.roles, heading, heading, part.issue)
        lead = BULLET if part.listed or len(part.lines) > 1 else ""
        told = tuple(self.sentence(line, lead) for line in part.lines)
        return Section(part.id, part.roles, Span(heading.start, self.length), heading, part.issue, told)

    def sentence(self, line: Line, lead: str) -> Sentence:
        span = self.line(lead + line.words)
        start = span.start + len(lead)
        own = tuple(Span(start + each.start, start + each.end) for each in line.own)
        return Sentence(Span(start, span.end), line.facts, line.exhibits, line.missing, own)


def lay(parts: Iterable[Part], language: str, structure: str | None) -> Plan:
    """The plan that the parts make: headings and sentences on lines of their own, parts with a blank line between."""
    text = _Text()
    sections = tuple(text.section(part) for part in parts)
    return Plan("".join(text.pieces), language, structure, sections)


def parts_of(plan: Plan) -> tuple[Part, ...]:
    """The parts of a plan that `lay` made."""
    return tuple(_part(section, plan.text) for section in plan.sections)


def _part(section: Section, text: str) -> Part:
    heading = section.heading.of(text) if section.heading else ""
    lines = tuple(_line(each, text) for each in section.sentences)
    listed = len(lines) == 1 and text[: section.sentences[0].span.start].endswith("\n" + BULLET)
    opens = section.span == section.heading
    return Part(section.id, section.roles, heading, section.issue, lines, opens=opens, listed=listed)


def _line(sentence: Sentence, text: str) -> Line:
    start = sentence.span.start
    own = tuple(Span(each.start - start, each.end - start) for each in sentence.own)
    return Line(sentence.span.of(text), sentence.facts, sentence.exhibits, sentence.missing, own)
