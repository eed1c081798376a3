"""Which causes and measures of the shelves fit an issue, and which questions a statement has to answer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reinstate.case import Answer, Reading, Statement
from reinstate.knowledge import Knowledge
from reinstate.knowledge.model.plan import Cause, Field, Measure
from reinstate.root_cause.settle import DEEDS

UNNAMED = "not_stated"
"""The contract's slug for a notice that names no violation."""

MEASURE_ROLES = ("containment", "corrective", "preventive", "proof")
"""Roles of the measures that are chosen, in the order of the plan."""

LETTERS = "abcdefghij"
"""Letters under which the kinds of document that prove a statement are offered."""

_INNERMOST = re.compile(r"\[[^\[\]]*\]")
_NAME = re.compile(r"\{(\w+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that a statement may answer, and whether the plan needs the answer."""

    name: str
    field: Field
    needed: bool


def entry_of(statement: Statement, knowledge: Knowledge) -> Cause | Measure | None:
    """The entry that a statement is about; None for the seller's own words."""
    if statement.about is None:
        return None
    return knowledge.causes.get(statement.about) or knowledge.measures.get(statement.about)


def kinds_of(statement: Statement, knowledge: Knowledge) -> tuple[str, ...]:
    """The kinds of document that would prove a statement."""
    entry = entry_of(statement, knowledge)
    return tuple(each for each in entry.exhibits if each in knowledge.exhibits) if entry else ()


def causes_for(violation: str, knowledge: Knowledge) -> tuple[Cause, ...]:
    """The typical causes of a violation; a notice that names none may have any."""
    return tuple(each for each in knowledge.causes.values() if violation in each.violations or violation == UNNAMED)


def measures_for(violation: str, causes: tuple[Statement, ...], knowledge: Knowledge) -> tuple[Measure, ...]:
    """The measures to choose from: those that answer the causes, and for a role without any those of the violation."""
    listed = [name for each in causes if (entry := entry_of(each, knowledge)) for name in _listed(entry)]
    fitting = [each for each in knowledge.measures.values() if violation in each.violations or not each.violations]
    found = {name: knowledge.measures[name] for name in listed if name in knowledge.measures}
    own_words = any(each.about is None for each in causes)
    for role in MEASURE_ROLES:
        if own_words or not any(each.role == role for each in found.values()):
            found |= {each.id: each for each in fitting if each.role == role}
    return tuple(sorted(found.values(), key=lambda each: _rank(each.role)))


def _listed(entry: Cause | Measure) -> tuple[str, ...]:
    return entry.measures if isinstance(entry, Cause) else ()


def _rank(role: str) -> int:
    return MEASURE_ROLES.index(role) if role in MEASURE_ROLES else len(MEASURE_ROLES)


def problems_for(violation: str, knowledge: Knowledge) -> tuple[Measure, ...]:
    """The ways to state the problem: made for this violation, else those for any."""
    stated = [each for each in knowledge.measures.values() if each.role == "problem"]
    own = tuple(each for each in stated if violation in each.violations)
    return own or tuple(each for each in stated if not each.violations)


def general(role: str, knowledge: Knowledge) -> tuple[Measure, ...]:
    """The measures of a role that fit every violation."""
    return tuple(each for each in knowledge.measures.values() if each.role == role and not each.violations)


def cause_for(measure: Measure, causes: tuple[Statement, ...], knowledge: Knowledge) -> str | None:
    """The one cause that a measure answers; None where it answers several or the shelves don't say."""
    if len(causes) == 1:
        return causes[0].id
    named = [each.id for each in causes if (entry := entry_of(each, knowledge)) and measure.id in _listed(entry)]
    return named[0] if len(named) == 1 else None


def questions_for(statement: Statement, knowledge: Knowledge) -> tuple[Asked, ...]:
    """Every question of a statement's entry: who and when first, then its own fields; needed ones as the plan has it.

    A name that stands in the entry's sentence outside of brackets can't be left out of it.
    """
    entry = entry_of(statement, knowledge)
    if entry is None:
        return ()
    text = entry.text.get("en", "")
    required = set(_NAME.findall(_bare(text)))
    needed = required | set(DEEDS.get(statement.role, ()))
    spoken = set(_NAME.findall(text)) | needed
    common = ((name, Field(each.kind, each.ask, help=each.help)) for name, each in _common(knowledge, entry, spoken))
    own = ((name, field) for name, field in entry.fields.items())
    return tuple(
        Asked(name, field, name in needed or (not field.optional and name in entry.fields))
        for name, field in (*common, *own)
    )


def _common(knowledge: Knowledge, entry: Cause | Measure, spoken: set[str]) -> Iterator[tuple[str, Field]]:
    order = ("who", "on", "since", "every", "where")
    names = sorted(knowledge.questions, key=lambda name: order.index(name) if name in order else len(order))
    for name in names:
        if name in spoken and name not in entry.fields:
            question = knowledge.questions[name]
            yield name, Field(question.kind, question.ask, help=question.help)


def _bare(text: str) -> str:
    while (shorter := _INNERMOST.sub("", text)) != text:
        text = shorter
    return text


def structure_roles(scope: str, knowledge: Knowledge) -> frozenset[str]:
    """The roles of the sections in the structure that suits a notice's scope best, and what every plan has."""
    ranked = sorted(
        (structure.fits.index(scope), -len(structure.sections), key)
        for key, structure in knowledge.structures.items()
        if scope in structure.fits
    )
    chosen = knowledge.structures[ranked[0][2]] if ranked else next(iter(knowledge.structures.values()))
    return frozenset(role for section in chosen.sections.values() for role in section.roles)


def known_facts(entry: Cause | Measure, violation: str, reading: Reading) -> Mapping[str, Answer]:
    """What the notice already answers of an entry's fields.

    The ASINs and orders where there can be no doubt, rate and target, the complaint, and a choice that is the
    allegation itself, such as the right that a complaint is about.
    """
    slugs = (violation, violation.replace("_", "-").removesuffix("-rate"))
    found: dict[str, Answer] = {
        name: slug for name, each in entry.fields.items() for slug in slugs if slug in each.choices
    }
    whole = isinstance(entry, Measure) and entry.role == "problem"
    if "asins" in entry.fields and reading.asins and (whole or len(reading.asins) == 1):
        found["asins"] = reading.asins
    if "order_ids" in entry.fields and reading.order_ids and (whole or len(reading.order_ids) == 1):
        found["order_ids"] = reading.order_ids
    complaints = reading.values("complaint_id")
    if "complaint" in entry.fields and len(complaints) == 1:
        found["complaint"] = complaints[0]
    if whole:
        found |= _metric(entry, violation, reading)
    return found


def _metric(entry: Cause | Measure, violation: str, reading: Reading) -> dict[str, float]:
    told = [fact for fact in reading.found("metric") if fact.extra.get("name") == violation]
    values = {each.value for each in told if isinstance(each.value, int | float)}
    targets = {each.extra.get("target") for each in told if _written(each.extra.get("target"), reading)}
    found: dict[str, float] = {}
    for name, stated in (("rate", values), ("target", targets)):
        (value,) = stated if len(stated) == 1 else (None,)
        if name in entry.fields and isinstance(value, int | float):
            found[name] = int(value) if value == int(value) else value
    return found


def _written(value: object, reading: Reading) -> bool:
    """Whether a target stands in the notice's own words; one from the shelves is no fact of the notice."""
    if not isinstance(value, int | float):
        return False
    shown = f"{value:g}"
    return re.search(rf"(?<![\d.,]){re.escape(shown)}(?:[.,]0+)?(?![\d])", reading.notice.text) is not None
