"""What the seller told us: people, parties, exhibits, and for every issue its causes, actions and preventions.

Field values are facts as the seller states them; a statement names an entry of the knowledge shelves (`cause`,
`measure`) or carries the seller's own words (`text`, by language). Nothing here is derived.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

Words = Mapping[str, str]
"""A person's own words by language tag."""

Answer = str | int | float | bool | date | datetime | time | tuple[str, ...] | Words | None


@dataclass(frozen=True, slots=True)
class Account:
    """Whose account it is: the legal name and address as registered with Amazon."""

    legal_name: str
    store_name: str | None = None
    address: str | None = None
    signatory: str | None = None
    """Id of the person who signs."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the seller's own firm. `latin` is the name in Latin letters beside the original."""

    id: str
    name: str
    latin: str | None = None
    role: str | None = None
    """Id of a role on the phrase shelf, or None where `role_words` says it."""
    role_words: Words = field(default_factory=dict)
    contact: str | None = None
    """How to reach them: telephone, e-mail address."""


@dataclass(frozen=True, slots=True)
class Party:
    """An outside party: carrier, supplier, brand owner, agency, laboratory."""

    id: str
    name: str
    latin: str | None = None
    kind: str = "other"
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the seller puts forward as proof, with the passages that matter."""

    id: str
    file: str
    kind: str
    title: Words = field(default_factory=dict)
    highlight: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    """ASINs that the seller says it covers; checked against the document's own text."""
    without_prices: bool = False
    """Whether a copy without prices goes out in its place."""
    without_words: tuple[str, ...] = ()
    """What is taken out of that copy beside its prices, as the document prints it."""
    unlocked_from: str = ""
    """The locked file, kept as it is, of which this is the copy without its password."""


@dataclass(frozen=True, slots=True)
class Why:
    """One step of the chain from the symptom down to our own process, with the exhibit that shows it, if any."""

    text: Words
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A cause, an action, a prevention or an effect, stated by ids and typed values or in the seller's own words.

    Attributes:
        id: unique in the case.
        role: section role: problem, root_cause, containment, corrective, preventive, proof, options, lessons.
        about: id on the shelf `causes` or `measures`; None for own words.
        answers: value by field name; `who` holds a person's id, `on` and `since` dates, `every` an interval id.
        cause: id of the cause statement that an action or prevention answers.
    """

    id: str
    role: str
    about: str | None = None
    text: Words = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    exhibits: tuple[str, ...] = ()
    cause: str | None = None
    whys: tuple[Why, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """One allegation of the notice and what the seller says about it.

    Attributes:
        ruled_out: by id of a cause on the shelf, why it was examined and not taken; no words where that is still open.
        contrast: what the problem is not, by `what`, `where` and `when`, and the `difference` that this shows.
    """

    violation: str
    statements: tuple[Statement, ...] = ()
    ruled_out: Mapping[str, Words] = field(default_factory=dict)
    contrast: Mapping[str, Words] = field(default_factory=dict)

    def by_role(self, *roles: str) -> tuple[Statement, ...]:
        """The statements of the given section roles, in the seller's order."""
        return tuple(statement for statement in self.statements if statement.role in roles)


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that the seller lets stand, and why.

    `rule` is the rule's id; `words` stand in the sentence meant, or are empty for every place that the rule finds.
    """

    rule: str
    words: str
    reason: str


LEFT_OUT = (
    "before",
    "after",
    "undated",
    "cancelled",
    "pending",
    "returned",
    "no-sale",
    "no-units",
    "no-product",
    "others",
    "again",
)
"""Why a row of an order report doesn't count; `others` are products that the notice doesn't name, `again` is said of a
row that is there twice."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How units sold were counted: from which day to which, both among them, in how many rows of which reports.

    Attributes:
        reach: the days of the first and the last order that the reports hold; None where no order has a day.
        left: rows that don't count, by a reason of `LEFT_OUT`.
    """

    first: date
    last: date
    rows: int
    reports: tuple[str, ...] = ()
    reach: tuple[date, date] | None = None
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything the seller told us about one case. `language` is the language of the free text."""

    language: str
    account: Account
    people: tuple[Person, ...] = ()
    parties: tuple[Party, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    issues: tuple[Issue, ...] = ()
    team: tuple[str, ...] = ()
    """Ids of the people and outside parties who worked on the case (D1 of an 8D report)."""
    dated: date | None = None
    """The date that the letter bears."""
    waivers: tuple[Waived, ...] = ()
    sold: Mapping[str, int] = field(default_factory=dict)
    """Units sold by ASIN in the time that the notice looks back over, as far as the seller tells."""
    counted: Counted | None = None
    """How they were counted, where order reports told them row by row."""
