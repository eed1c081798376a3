"""What documents are worth on a day: until when each holds, which product they keep ready, and what runs out."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from reinstate.case.inspection import Inspection, ListedItem, Problem
from reinstate.case.vault import KeptDocument

Ending = Literal["term", "age", "unknown", "none"]
"""How a document ends: on the day it names, by its age, on a day that nobody knows, or not at all."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A document held against a day; without an inspection it couldn't be understood, or isn't read yet.

    `last` is the last day on which it holds; None where `ending` is unknown or none.
    """

    document: KeptDocument
    inspection: Inspection | None
    ending: Ending = "none"
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a product isn't ready: a problem of a document; without a document, there is none or too few units."""

    problem: Problem
    document: str = ""


@dataclass(frozen=True, slots=True)
class ProductStanding:
    """Whether a product could be proved on a day.

    Attributes:
        until: the last day on which it stays so, where it is ready or doubtful.
        shown_by: numbers of the documents that it rests on.
        bought: units on those documents; None where they tell none.
        lacks: why it isn't ready, the gravest first.
    """

    item: ListedItem
    state: Literal["ready", "doubtful", "lacking"]
    until: date | None = None
    shown_by: tuple[str, ...] = ()
    bought: Decimal | None = None
    lacks: tuple[Lack, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that no longer holds after a day: a document's term or age, or the proof of some products."""

    last: date
    what: Literal["term", "age", "proof"]
    documents: tuple[str, ...]
    asins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readiness:
    """A vault on a day; reminders come in the order of their days."""

    day: date
    documents: tuple[Judged, ...]
    products: tuple[ProductStanding, ...]
    reminders: tuple[Reminder, ...]

    def due(self, within: int) -> tuple[Reminder, ...]:
        """What has run out or will within that many days."""
        return tuple(each for each in self.reminders if (each.last - self.day).days <= within)

    def judged(self, number: str) -> Judged | None:
        """The document of that number."""
        return next((each for each in self.documents if each.document.number == number), None)
