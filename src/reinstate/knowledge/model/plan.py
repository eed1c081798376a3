"""What a plan is made of: structures, causes, measures, kinds of exhibit, questions and phrases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.knowledge.model.spoken import Text, Texts

Role = Literal[
    "problem", "team", "root_cause", "containment", "corrective", "preventive", "proof", "options", "lessons"
]
"""What a passage of a plan is for. Rules and structures aim at roles, never at headings."""

Kind = Literal[
    "text",
    "date",
    "number",
    "percent",
    "money",
    "choice",
    "person",
    "party",
    "interval",
    "time",
    "names",
    "weekday",
    "place",
]
"""The type of an answer: `person` and `party` hold ids of the case, `interval` and `weekday` ids of the phrase shelf,
`names` a list of identifiers such as ASINs or orders, `text` the seller's own words (a plain string is a proper name
and goes unchanged into every language; words by language are translated by the seller), `place` an id of the phrase
shelf or else what `text` holds."""


@dataclass(frozen=True, slots=True)
class Field:
    """A question with a typed answer."""

    kind: Kind
    ask: Text
    optional: bool = False
    choices: Mapping[str, Text] = field(default_factory=dict)
    """Label by choice id, for kind `choice`."""
    help: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """A question that any statement may carry without declaring it: who, on, since, every, where."""

    id: str
    kind: Kind
    ask: Text
    help: Text = field(default_factory=dict)
    why: Text = field(default_factory=dict)
    """What the answer is needed for."""
    good: Text = field(default_factory=dict)
    """An answer that helps."""
    bad: Text = field(default_factory=dict)
    """One that doesn't."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A typical way in which our own process failed: what is asked, and how it is said once answered.

    `text` is a phrase grammar: `{field}` a typed value, `[...]` a clause that goes when its fields are unanswered,
    `{n:one order|# orders}` number agreement. It holds no fact of its own.
    """

    id: str
    title: Text
    violations: tuple[str, ...]
    process: str
    """Id of the process step that we control: purchasing, listing, stock, dispatch, packing, service, records …"""
    branch: Literal["people", "process", "product", "systems", "supplier", "policy"]
    text: Text
    fields: Mapping[str, Field] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    """Kinds of exhibit that would show this cause."""
    trap: Text = field(default_factory=dict)
    """The shallow answer that people give instead, and why it isn't enough."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measure:
    """An immediate, corrective or preventive measure: what is asked, how it is said, what proves it."""

    id: str
    title: Text
    role: Role
    text: Text
    fields: Mapping[str, Field] = field(default_factory=dict)
    violations: tuple[str, ...] = ()
    """Empty: fits every violation."""
    exhibits: tuple[str, ...] = ()
    """Kinds of exhibit that prove it; any one of them will do."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StructureSection:
    """One section of a structure: its heading and the roles of what goes in it."""

    heading: Text
    roles: tuple[Role, ...]
    guide: Text
    """What belongs here, for the seller."""
    per_issue: bool = True
    """Whether several issues each get their own passage."""
    lists: Literal["", "exhibits"] = ""
    """What is listed after the statements: `exhibits`, every document enclosed."""


Figured = Literal["metric", "timeline", "chain", "fishbone"]


@dataclass(frozen=True, slots=True)
class Structure:
    """A form of report: 3-part, 4D, 8D. Sections stand in file order."""

    id: str
    title: Text
    fits: tuple[Literal["account", "listing", "other"], ...]
    """Scopes it suits, best first."""
    why: Text
    responses: tuple[str, ...] = ()
    """Kinds of answer (`plan`, `questionnaire` …) for which it is taken before any other."""
    figures: tuple[Figured, ...] = ()
    """The drawings that its annex shows unless a person chooses others."""
    by_issue: bool = False
    """Whether several issues each go through all sections, rather than each section through all issues."""
    sections: Mapping[str, StructureSection] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExhibitKind:
    """A kind of document and what makes it convincing."""

    id: str
    title: Text
    demands: tuple[str, ...] = ()
    """Demands of a notice (ids of the shelf `demands`) that it satisfies."""
    convinces: Texts = field(default_factory=dict)
    """What a reviewer looks for in it."""
    per_item: bool = False
    """Whether every ASIN under review needs one."""
    markable: bool = True
    """Whether passages may be highlighted on a copy; papers of identity must stay untouched."""
    priced: bool = False
    """Whether it shows purchase prices, which may be taken out of a copy where the notice allows it."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrases:
    """Small words by id that sentences are made with: roles of people, intervals, headings, connectives."""

    id: str
    says: Mapping[str, Text]
