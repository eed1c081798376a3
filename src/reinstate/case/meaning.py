"""What a reading means for the seller: how to answer, by when, and what else to know."""

from dataclasses import dataclass
from datetime import date, datetime

from reinstate.case.finding import Gap
from reinstate.case.place import Span


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit that the notice names, as a date.

    `id` is `answer` or `funds`. `unit` is hour, day or business-day, with `count` of them; both are None where the
    notice names the day itself. `since` is the day counted from, `origin` whose day that is: `notice`, `receipt`,
    `named` (the notice names the last day) or `unknown` (then `on` is None). `at` is the moment it ends: aware in
    `zone`, or naive, in the reader's own time, where the store isn't known. A limit in hours is counted from the first
    minute of `since`, so it never ends later than shown.
    """

    id: str
    words: str
    span: Span | None
    count: float | None = None
    unit: str | None = None
    since: date | None = None
    origin: str = "unknown"
    on: date | None = None
    at: datetime | None = None
    zone: str | None = None
    days_left: int | None = None
    """Calendar days from the reader's today to `on`; negative when it has passed."""
    if_today: date | None = None
    """The last day if the notice had arrived today, where no day to count from is known."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How to take a notice. Ids only: it is spoken when shown.

    `response` is plan, questionnaire, documents, dispute, acknowledge, edit, wait or nothing; `reason` tells what
    decided it (a key on the message shelf `read`, after `because-`). `refused` are the passages that say what Amazon
    doesn't accept, `money` those that say money is held. `disputed` are policies on which the sources disagree.
    """

    response: str
    reason: str
    severity: str
    recoverable: str
    structure: str | None = None
    clocks: tuple[Clock, ...] = ()
    cautions: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()
    gaps: tuple[Gap, ...] = ()
    refused: tuple[Span, ...] = ()
    money: tuple[Span, ...] = ()
    perhaps: tuple[Span, ...] = ()
    """Sentences that speak of time where no deadline was recognised: one of them may mean it."""
    unsure: tuple[int, ...] = ()
    """Numbers of the reading's facts that are more guess than reading."""

    def clock(self, name: str) -> Clock | None:
        """The clock of that id."""
        return next((clock for clock in self.clocks if clock.id == name), None)
