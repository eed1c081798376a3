"""What Amazon wrote, and what we read in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reinstate.case.place import Span

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Notice:
    """The text of one performance notification or of a reply, as decoded from the upload.

    `text` is what a person sees: headers, hidden passages and quoted mail of the seller are cut away by the reader;
    every place in a reading counts code points of this text.
    """

    file: str
    text: str
    sha256: str
    sender: str | None = None
    subject: str | None = None
    sent: date | None = None
    doubts: tuple[str, ...] = ()
    """Ids of what in a mail's envelope or links speaks against its named sender (`reply-elsewhere` …)."""
    notes: tuple[str, ...] = ()
    """Ids of what the reader guessed or left out (`recognised`, `pages-cut` …): keys of the shelf messages/notice."""
    unsure: tuple[Span, ...] = ()
    """Stretches of the text that a recogniser wasn't sure of, or that were mended after it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the notice says: its kind, its value, the words it came from, and what found it.

    `span` is None where the fact follows from other facts and has no words of its own.
    """

    kind: str
    value: Value
    span: Span | None
    rule: str
    confidence: float = 1.0
    extra: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything understood of one notice; fields follow the JSON contract of `reinstate read`.

    Dates are ISO calendar dates, `deadline_days` counts days (hours as fractions), `lookback_days` is the greatest age
    of the invoices asked for. `None` means that the notice does not say.
    """

    notice: Notice
    language: str
    marketplace: str | None
    kind: str
    scope: str
    violations: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    deadline_text: str | None = None
    deadline_days: float | None = None
    deadline_date: date | None = None
    lookback_days: int | None = None
    channel: str = "none_stated"
    warnings: tuple[str, ...] = ()

    def found(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, in the order of the text."""
        return tuple(fact for fact in self.facts if fact.kind == kind)

    def values(self, kind: str) -> tuple[str, ...]:
        """The distinct values of one kind of fact, in the order of the text."""
        return tuple(dict.fromkeys(str(fact.value) for fact in self.found(kind)))

    @property
    def asins(self) -> tuple[str, ...]:
        """Every ASIN that belongs to the case."""
        return self.values("asin")

    @property
    def order_ids(self) -> tuple[str, ...]:
        """Every order id that belongs to the case."""
        return self.values("order_id")

    @property
    def demands(self) -> tuple[Fact, ...]:
        """What Amazon asks for, one fact a demand; the value is the contract's `what`."""
        return self.found("demand")
