"""How many units of each product were sold: said of a case, and held against what its documents show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reinstate import evidence, root_cause
from reinstate.case import Answers, Context, Counted, Reading, Trouble
from reinstate.evidence.orders import Window, zones
from reinstate.knowledge import Knowledge
from reinstate.knowledge.calendars import every_calendar
from reinstate.language.moments import Moments
from reinstate.root_cause import Progress
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.folder import ANSWERS
from reinstate.workflow.frame import notice_date
from reinstate.workflow.ledger import items_of
from reinstate.workflow.reading import read_notice

if TYPE_CHECKING:
    from reinstate.workflow.homes import Home
    from reinstate.workflow.package import Worked


@dataclass(frozen=True, slots=True)
class Told:
    """Units sold by ASIN, how they were counted if they were, and the SKUs of which nobody knows the product."""

    units: Mapping[str, int]
    counted: Counted | None = None
    skus: tuple[str, ...] = ()


def sales_in(knowledge: Knowledge, files: Sequence[tuple[str, bytes]], reading: Reading, answers: Answers) -> Told:
    """The job of telling units by ASIN: out of order reports row by row, or as lines and reports by product tell them.

    Beside order reports a listings report may tell which product an SKU is. Of the rows those count that fall in the
    time that the notice looks back over, and the products that it names, if it names any.

    Raises:
        Trouble: `exhibits.sold-none`, `.sold-nothing`, `.no-order-report`, `.report-too-large`, `desk.no-day-to-count`.
    """
    opened = []
    for place, (name, content) in enumerate(files, 1):
        alive(name, done=place, count=len(files))
        opened.append((name, evidence.open_report(name, content, knowledge)))
    reports = [report for _, report in opened if report is not None]
    if not any(report.tells_orders for report in reports):
        return Told(_listed(files, knowledge))
    for name, report in opened:
        if report is None:
            raise Trouble("exhibits.no-order-report", file=name)
    made = evidence.count_orders(reports, window_of(reading, answers, knowledge), reading.asins, knowledge)
    if not made.units:
        told = made.counted
        first, last = (day.isoformat() for day in (told.first, told.last))
        raise Trouble("exhibits.sold-nothing", count=sum(told.left.values()), first=first, last=last)
    return Told(made.units, made.counted, made.skus)


def _listed(files: Sequence[tuple[str, bytes]], knowledge: Knowledge) -> Mapping[str, int]:
    """Units that lists tell by product; of several lists the last one that names a product counts.

    Raises:
        Trouble: `exhibits.sold-none`, `.no-order-report`; `vault.…` for lines that belong to no file.
    """
    units: dict[str, int] = {}
    for name, content in files:
        try:
            items = evidence.read_listing(content, knowledge).items
        except Trouble as trouble:
            if not name:  # typed or piped
                raise
            raise Trouble("exhibits.no-order-report", file=name) from trouble
        units |= {each.asin: each.units_sold for each in items if each.units_sold is not None}
    if not units:
        raise Trouble("exhibits.sold-none")
    return units


def window_of(reading: Reading, answers: Answers, knowledge: Knowledge) -> Window:
    """The days that the notice looks back over, up to its own, by the clock of its store.

    Raises:
        Trouble: `desk.no-day-to-count`.
    """
    last = _day_of(reading, answers)
    store = knowledge.marketplaces.get(reading.marketplace or "")
    order = store.date_order if store else knowledge.languages[reading.language].date_order
    clock = ZoneInfo(store.timezone) if store else None
    moments = Moments(every_calendar(knowledge), order, zones(knowledge), clock)
    return Window(last - timedelta(days=_days_of(reading)), last, moments)


def tell_sales(home: "Home", files: Sequence[tuple[str, bytes]], knowledge: Knowledge, worker: Worker) -> Told:
    """Keep in the answers of a case what was sold, in place of what was said before.

    Raises:
        Trouble: what `sales_in`, reading the case and its notice and keeping the answers raise.
        Mistakes: the answers hold mistakes.
    """
    folder = home.read()
    progress = root_cause.read_progress(folder.answers, ANSWERS, knowledge)
    told = worker.run(sales_in, files, read_notice(folder, knowledge, worker), progress.answers)
    home.keep("answers-stated", ANSWERS, root_cause.write_progress(told_in(progress, told)).encode())
    return told


def told_in(progress: Progress, told: Told) -> Progress:
    """The answers with what was sold, in place of what was said before."""
    return replace(progress, answers=replace(progress.answers, sold=told.units, counted=told.counted))


def context_of(worked: "Worked") -> Context:
    """What documents are held against: the notice's day and window, the account, the products.

    Raises:
        Trouble: `desk.no-day-to-count`.
    """
    reading, account = worked.reading, worked.answers.account
    day, address = _day_of(reading, worked.answers), account.address or ""
    return Context(day, _days_of(reading), reading.marketplace or "", account.legal_name, address, items_of(worked))


def _day_of(reading: Reading, answers: Answers) -> date:
    day = notice_date(reading) or answers.dated
    if day is None:
        raise Trouble("desk.no-day-to-count")
    return day


def _days_of(reading: Reading) -> int:
    """Days that the notice looks back over; a year where it doesn't say."""
    return reading.lookback_days or 365
