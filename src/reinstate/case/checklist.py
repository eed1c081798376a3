"""How far a case is: what was asked against what is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reinstate.case.answers import Counted
from reinstate.case.finding import Finding, Gap
from reinstate.case.place import Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the plan and the exhibits that prove it; no exhibit means an unproved claim."""

    statement: str
    role: str
    span: Span | None
    exhibits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What the exhibits prove: the claims, the exhibit numbers by ASIN, and what is missing.

    `matrix` holds, by ASIN and then by document demanded for every item, the numbers of the exhibits that show it.
    """

    claims: tuple[Claim, ...] = ()
    coverage: Mapping[str, tuple[str, ...]] | None = None
    gaps: tuple[Gap, ...] = ()
    matrix: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None


@dataclass(frozen=True, slots=True)
class IssueMet:
    """One allegation and whether the plan gives its cause, done actions, prevention and proof."""

    violation: str
    roles: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class DemandMet:
    """One demand of the notice in its own words, and what answers it: exhibit numbers or plan roles."""

    what: str
    words: str
    met: bool
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exhibited:
    """One row of the exhibit index."""

    number: str
    title: str
    file: str
    kind: str
    pages: int
    first_page: int
    sha256: str
    supports: tuple[str, ...]
    copy_of: str | None = None
    """The original's SHA-256 where a copy without prices goes out in its place; `sha256` is the copy's then."""


@dataclass(frozen=True, slots=True)
class Traded:
    """Units of a product that the invoices show, and units sold; None where nobody told how many."""

    asin: str
    bought: Decimal
    sold: int | None

    @property
    def few(self) -> bool:
        """Whether fewer are shown than were sold."""
        return self.sold is not None and self.bought < self.sold


@dataclass(frozen=True, slots=True)
class Checklist:
    """Everything that decides whether the package can be sent, with the reasons."""

    ready: bool
    case: str
    violations: tuple[str, ...]
    structure: str
    structure_reason: str
    """Key on the message shelf `checklist`."""
    language: str
    issues: tuple[IssueMet, ...]
    demands: tuple[DemandMet, ...]
    items: Mapping[str, tuple[str, ...]]
    exhibits: tuple[Exhibited, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    plan_text: str
    deadline_text: str | None = None
    deadline_date: date | None = None
    channel: str = "none_stated"
    contacts: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    waived: tuple[tuple[Finding, str], ...] = ()
    """Findings that the seller lets stand, each with the reason; they are not among `findings`."""
    ledger: tuple[Traded, ...] = ()
    """Units bought beside units sold, where the seller tells how many were sold."""
    counted: Counted | None = None
