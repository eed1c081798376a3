"""The plan of action: a text whose every sentence knows its role, its facts and its exhibits."""

from collections.abc import Iterator
from dataclasses import dataclass

from reinstate.case.place import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a plan.

    `span` counts in the plan's `text`. `facts` are statement ids of the case (empty for a pasted letter), `exhibits`
    the attachment ids it rests on, `missing` the fields shown as visible gaps. `own` are the sentences within it that a
    person typed, each to be read by itself; the rest of it, which our phrases wrote, is read as one.
    """

    span: Span
    facts: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    own: tuple[Span, ...] = ()

    def pieces(self, text: str) -> Iterator[tuple[Span, bool]]:
        """The stretches of it that are read one by one, in order, each with whether exhibits speak for it.

        Exhibits speak for what the phrases wrote; where a person wrote everything, for all of it.
        """
        if not self.own:
            yield self.span, True
            return
        found, at = list[tuple[Span, bool]](), self.span.start
        for each in (*self.own, Span(self.span.end, self.span.end)):
            between = text[at : each.start]
            if any(map(str.isalnum, between)):
                begin = at + len(between) - len(between.lstrip())
                found.append((Span(begin, begin + len(between.strip())), True))
            if each.end > each.start:
                found.append((each, False))
            at = each.end
        alone = not any(spoken for _, spoken in found)
        yield from ((span, spoken or alone) for span, spoken in found)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the plan with one or more roles (root_cause, containment, corrective, preventive, proof …).

    `heading` is None for text under no heading; `issue` is the violation it answers, if the plan says.
    """

    id: str
    roles: tuple[str, ...]
    span: Span
    heading: Span | None = None
    issue: str | None = None
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole plan: drafted from a case, or parsed from a letter that somebody pasted."""

    text: str
    language: str
    structure: str | None
    sections: tuple[Section, ...]

    def roles(self) -> frozenset[str]:
        """Every role that some section has."""
        return frozenset(role for section in self.sections for role in section.roles)
