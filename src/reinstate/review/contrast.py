"""A plan held against its case: what it says that the case doesn't hold, and what the case holds otherwise."""

from dataclasses import dataclass

from reinstate.case import Finding, Plan, Span
from reinstate.knowledge import Knowledge
from reinstate.review.dossier import Dossier, Held, holdings
from reinstate.review.gist import Line, lines, small_words
from reinstate.review.memory import Memory
from reinstate.review.values import values

QUOTED = 80
"""Characters of the plan's own words that a finding quotes."""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Plan and case side by side, read once for all checks."""

    plan: Plan
    dossier: Dossier
    held: Held
    lines: tuple[Line, ...]
    small: frozenset[str]
    knowledge: Knowledge
    memory: Memory | None = None

    @property
    def drafted(self) -> bool:
        """Whether the plan's sentences name the statements they were made from."""
        return any(line.facts for line in self.lines)


def against(plan: Plan, dossier: Dossier, knowledge: Knowledge, memory: Memory | None = None) -> tuple[Finding, ...]:
    """Hold a plan, drafted or pasted, against its case; findings stand in the order of the text.

    What a `memory` holds of the plan's sentences isn't read again.
    """
    from reinstate.review.completeness import incomplete  # noqa: PLC0415 - the checks know this module
    from reinstate.review.grounds import ungrounded  # noqa: PLC0415
    from reinstate.review.namesakes import strange_names  # noqa: PLC0415
    from reinstate.review.rounds import at_odds  # noqa: PLC0415

    table = lay_table(plan, dossier, knowledge, memory)
    found: list[Finding] = []
    for check in (ungrounded, strange_names, at_odds, incomplete):
        found += check(table)
    return tuple(sorted(found, key=lambda each: (each.span, each.place or each.span, each.rule)))


def lay_table(plan: Plan, dossier: Dossier, knowledge: Knowledge, memory: Memory | None = None) -> Table:
    """Read the plan and the case for the checks."""
    small = small_words(plan.language, knowledge)
    held, told = holdings(dossier, knowledge), tuple(lines_of(plan, knowledge))
    return Table(plan, dossier, held, told, small, knowledge, memory)


def lines_of(plan: Plan, knowledge: Knowledge) -> list[Line]:
    """The sentences of a plan in the order of the text, with their values."""
    spans = sorted(
        (sentence.span, frozenset(section.roles), sentence.facts)
        for section in plan.sections
        for sentence in section.sentences
    )
    told = values(plan.text, plan.language, knowledge)
    return lines(plan.text, spans, told, small_words(plan.language, knowledge))


def finding(
    table: Table, rule: str, severity: str, span: Span, place: Span | None = None, **args: str | float
) -> Finding:
    """A finding with the plan's words quoted; `rule` is a key on the message shelf `against`."""
    words = " ".join((place or span).of(table.plan.text).split())
    quoted = words if len(words) <= QUOTED else words[: QUOTED - 1] + "…"
    return Finding(
        rule=f"against.{rule}",
        label=None,
        severity=severity,
        confidence=CONFIDENCE.get(severity, 0.6),
        span=span,
        section=next((each.id for each in table.plan.sections if each.span.holds(span)), None),
        args={"words": quoted, **args},
        place=place,
    )


CONFIDENCE = {"error": 0.95, "warning": 0.75, "note": 0.5}
"""How sure a check of this severity is: identifiers and dates are exact, likenesses are not."""


def whole(plan: Plan) -> Span:
    """The whole text: the place of what the plan lacks altogether."""
    return Span(0, len(plan.text))
