"""Units sold, counted row by row out of Amazon's order reports.

Reports overlap, and each tells of an order what it knew on its own day. So the rows of one order and product are first
put together by the report that holds them, or, where rows have numbers of their own, over all reports; then one of
those accounts counts: one that tells of a cancellation before any other, else the one with the most units.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from reinstate.case import LEFT_OUT, Counted, Trouble, is_asin
from reinstate.evidence.report_rows import Columns, cells, columns, folded, headings, separator, texts
from reinstate.knowledge import Knowledge
from reinstate.language.moments import Moments

REPORT, ZONES = "orders", "zones"
"""The headings and the names of zones on the shelf `reports`."""

MOST_BYTES = 100_000_000
_LINE = re.compile(r"\r\n?|\n")
_HEAD = 30
"""Lines among which the headings stand; a date-range report begins with sentences."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that count, both among them, and what tells on which day a moment falls."""

    first: date
    last: date
    moments: Moments


@dataclass(frozen=True, slots=True)
class Report:
    """A table of Seller Central: what its columns hold, and its rows."""

    file: str
    columns: Columns
    rows: Sequence[str]
    """Its lines below the headings."""
    between: str

    @property
    def tells_orders(self) -> bool:
        """Whether it holds orders."""
        there = self.columns.keys()
        return {"order", "when", "quantity"} <= there and not there.isdisjoint(("asin", "sku"))

    @property
    def tells_products(self) -> bool:
        """Whether it tells which product an SKU is."""
        return {"asin", "sku"} <= self.columns.keys()


@dataclass(frozen=True, slots=True)
class Sales:
    """What order reports show: units sold by ASIN, how they were counted, and the SKUs whose product nobody tells."""

    units: Mapping[str, int]
    counted: Counted
    skus: tuple[str, ...] = ()


class _Row(NamedTuple):
    """A row as far as it is counted: whose account it belongs to, its number there, its units or why it has none."""

    key: tuple[str, str]
    source: tuple[str, str]
    number: str
    units: int
    reason: str


@dataclass(slots=True)
class _Account:
    """What one source tells of one order and product."""

    units: int = 0
    rows: int = 0
    left: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def rank(self) -> tuple[bool, int]:
        return self.left["cancelled"] > 0, self.units


def open_report(file: str, content: bytes, knowledge: Knowledge) -> Report | None:
    """A report of orders, or of listings with their SKUs; None where a file is neither.

    Raises:
        Trouble: `exhibits.report-too-large`.
    """
    if len(content) > MOST_BYTES:
        raise Trouble("exhibits.report-too-large", file=file, limit=MOST_BYTES // 1_000_000)
    known = headings(REPORT, knowledge)
    for text in texts(content):
        lines = _LINE.split(text)
        for place, line in enumerate(lines[:_HEAD]):
            between = separator(line)
            found = columns(next(cells([line], between), []), known)
            report = Report(file, found, lines[place + 1 :], between)
            if report.tells_orders or report.tells_products:
                return report
    return None


def zones(knowledge: Knowledge) -> Mapping[str, str]:
    """The offset of a time zone by its short name."""
    words = knowledge.reports[ZONES].words
    return {name: offset for offset, spoken in words.items() for names in spoken.values() for name in names}


def count_orders(reports: Sequence[Report], window: Window, asins: Collection[str], knowledge: Knowledge) -> Sales:
    """The units of these products, or of all where none is named, that reports of orders show in a window."""
    counting = _Counting(window, frozenset(asins), _states(knowledge), _products(reports))
    orders = [report for report in reports if report.tells_orders]
    for report in orders:
        for row in counting.rows(report):
            counting.take(row)
    return counting.sales(tuple(report.file for report in orders))


def _states(knowledge: Knowledge) -> Mapping[str, str]:
    """State of an order by its folded word."""
    words = headings(REPORT, knowledge)
    return {word: role.removeprefix("is-") for word, role in words.items() if role.startswith("is-")}


def _products(reports: Sequence[Report]) -> Mapping[str, str]:
    """The product of each SKU, as the reports tell it."""
    found: dict[str, str] = {}
    for report in reports:
        if report.tells_products:
            for told in _told(report):
                sku, asin = told.get("sku", ""), told.get("asin", "").upper()
                if sku and is_asin(asin):
                    found.setdefault(sku, asin)
    return found


def _told(report: Report) -> Iterator[Mapping[str, str]]:
    """What each row tells, by column."""
    for row in cells(report.rows, report.between):
        told = {role: row[place].strip(' "') for role, place in report.columns.items() if place < len(row)}
        if any(told.values()):
            yield told


@dataclass(slots=True)
class _Counting:
    window: Window
    asins: frozenset[str]
    states: Mapping[str, str]
    products: Mapping[str, str]
    accounts: dict[tuple[str, str], dict[tuple[str, str], _Account]] = field(default_factory=dict)
    days: set[date] = field(default_factory=set)
    skus: Counter[str] = field(default_factory=Counter)

    def rows(self, report: Report) -> Iterator[_Row]:
        for told in _told(report):
            asin = self._asin(told)
            units = int(told["quantity"]) if told.get("quantity", "").isdecimal() else 0
            kind = next((each for each in ("shipment-item", "order-item") if told.get(each)), "")
            source, number = (kind, told[kind]) if kind else ("", "")
            key = told.get("order", ""), asin or told.get("sku", "")
            yield _Row(key, (source, "" if source else report.file), number, units, self._reason(told, asin, units))

    def _asin(self, told: Mapping[str, str]) -> str:
        asin = told.get("asin", "").upper()
        return asin if is_asin(asin) else self.products.get(told.get("sku", ""), "")

    def _reason(self, told: Mapping[str, str], asin: str, units: int) -> str:
        """Why a row doesn't count; empty where it does."""
        day = self.window.moments.day(told.get("when", ""))
        states = set(self._stated(told))
        booked = self.states.get(folded(told["booking"])) if told.get("booking") else "sale"
        if booked != "sale":
            return "no-sale"
        if day is not None:
            self.days.add(day)
        if not asin:
            self.skus[told.get("sku", "")] += 1
        return next((reason for reason, so in self._doubts(day, states, asin, units) if so), "")

    def _doubts(self, day: date | None, states: set[str], asin: str, units: int) -> Iterator[tuple[str, bool]]:
        yield "no-product", not asin
        yield "others", bool(self.asins) and asin not in self.asins
        yield "undated", day is None
        yield "before", day is not None and day < self.window.first
        yield "after", day is not None and day > self.window.last
        yield "cancelled", "cancelled" in states
        yield "pending", "pending" in states
        yield "returned", "returned" in states and "shipped" not in states
        yield "no-units", units == 0

    def _stated(self, told: Mapping[str, str]) -> Iterator[str]:
        for name in ("order-status", "item-status"):
            for part in told.get(name, "").split(" - "):
                yield self.states.get(folded(part), "")

    def take(self, row: _Row) -> None:
        account = self.accounts.setdefault(row.key, {}).setdefault(row.source, _Account())
        account.rows += 1
        if row.number and row.number in account.seen:
            account.left["again"] += 1
            return
        account.seen.add(row.number)
        account.units += 0 if row.reason else row.units
        if row.reason:
            account.left[row.reason] += 1

    def sales(self, files: tuple[str, ...]) -> Sales:
        units: Counter[str] = Counter()
        left: Counter[str] = Counter()
        counted = 0
        for (_, asin), sources in self.accounts.items():
            best = max(sources.values(), key=_Account.rank)
            left.update(best.left)
            left["again"] += sum(each.rows for each in sources.values()) - best.rows
            counted += best.rows - best.left.total()
            if best.units:
                units[asin] += best.units
        reach = (min(self.days), max(self.days)) if self.days else None
        reasons = {reason: left[reason] for reason in LEFT_OUT if left[reason]}
        told = Counted(self.window.first, self.window.last, counted, files, reach, reasons)
        skus = tuple(sku for sku, _ in self.skus.most_common() if sku)
        return Sales({asin: units[asin] for asin in sorted(units)}, told, skus)
