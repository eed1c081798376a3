"""The plan of action: a text whose every sentence knows its role, its facts and its exhibits."""

from dataclasses import dataclass

from reinstate.case.place import Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a plan.

    `span` counts in the plan's `text`. `facts` are statement ids of the case (empty for a pasted letter), `exhibits`
    the attachment ids it rests on, `missing` the fields shown as visible gaps.
    """

    span: Span
    facts: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


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
