"""One step of the interview: what is asked, why, how the answer is read, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from reinstate.case import Answer, Reading
from reinstate.knowledge import Knowledge
from reinstate.root_cause.fit import structure_roles

Spoken = Mapping[str, str]
"""A text by language tag."""

State = Literal["open", "answered", "skipped", "look"]
"""`look`: answered, but what the answer rested on has changed."""


@dataclass(frozen=True)
class Ground:
    """What an interview stands on.

    Attributes:
        files: names in the evidence folder, as the answers name them.
        today: the day, so that a "done" date in the future is noticed; None checks nothing.
        language: of the person who answers; dates, numbers and roles are read as that language writes them.
    """

    reading: Reading
    knowledge: Knowledge
    files: tuple[str, ...] = ()
    today: date | None = None
    language: str = "en"

    @property
    def sent(self) -> date | None:
        """The day of the notice: as the mail's head has it, else as its text tells."""
        told = (fact.value for fact in self.reading.found("notice_date"))
        return self.reading.notice.sent or next((day for day in told if isinstance(day, date)), None)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The parts that the plan will have."""
        return structure_roles(self.reading.scope, self.knowledge)

    @property
    def thorough(self) -> bool:
        """Whether the plan has to weigh solutions, and so wants the analysis that led to the cause (guidance G10)."""
        return "options" in self.roles

    @cached_property
    def wants_plan(self) -> bool:
        """Whether the notice itself asks for a part of a plan, whatever the violation needs as a rule."""
        asked = (self.knowledge.demands.get(str(fact.value)) for fact in self.reading.demands)
        return any(each is not None and each.roles for each in asked)


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `note` is a trap or a remark on it, `group` a heading above it."""

    id: str
    label: Spoken
    note: Spoken = field(default_factory=dict)
    group: Spoken = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """Something told before that a question builds on: what it was, and the answer with the labels to read it by."""

    label: Spoken
    value: Answer
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One question.

    Attributes:
        id: stable as long as the answers before it stay.
        stage: the part of the map it belongs to; with the violation where there is one.
        shape: how the answer is read: a kind of field, or deed, period, causes, measures, exhibits, why, people …
        fields: names of the fields that it fills.
        statement: id of the statement it is about.
        title: what it is about, shown above the question.
        now: the answer as it stands; `suggestion` one that was given to the same question elsewhere.
        note: why it is asked again: the reason that the last why was shallow, or that the ground has changed.
        known: what was told before and is shown beside the question.
        carried: the values of `fields` that a "yes" takes over.
    """

    id: str
    stage: str
    shape: str
    asks: Spoken
    violation: str | None = None
    statement: str | None = None
    fields: tuple[str, ...] = ()
    title: Spoken = field(default_factory=dict)
    why: Spoken = field(default_factory=dict)
    help: Spoken = field(default_factory=dict)
    good: Spoken = field(default_factory=dict)
    bad: Spoken = field(default_factory=dict)
    note: Spoken = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    optional: bool = False
    state: State = "open"
    now: tuple[Answer, ...] = ()
    suggestion: tuple[Answer, ...] = ()
    known: tuple[Known, ...] = ()
    carried: tuple[Answer, ...] = ()

    @property
    def wanted(self) -> bool:
        """Whether it still wants an answer that the plan needs."""
        return not self.optional and self.state in ("open", "look")


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the way: how many of its needed questions are dealt with; `open` while more may come of it."""

    id: str
    violation: str | None
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Map:
    """The whole way: every step known so far, and the stages that all ways go through."""

    steps: tuple[Step, ...]
    stages: tuple[Stage, ...]

    @property
    def open(self) -> tuple[Step, ...]:
        """The needed steps that still want an answer, in order."""
        return tuple(each for each in self.steps if each.wanted)

    @property
    def extra(self) -> tuple[Step, ...]:
        """The steps that make the plan stronger and that it can do without."""
        return tuple(each for each in self.steps if each.optional and each.state == "open")

    @property
    def done(self) -> int:
        """How many needed steps have been dealt with."""
        return sum(1 for each in self.steps if not each.optional and each.state in ("answered", "skipped"))

    @property
    def total(self) -> int:
        """How many needed steps are known so far."""
        return sum(1 for each in self.steps if not each.optional)

    def step(self, key: str) -> Step | None:
        """The step of that id."""
        return next((each for each in self.steps if each.id == key), None)
