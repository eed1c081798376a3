"""What is said of a vault, in the reader's language: on a terminal and on the page alike."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from reinstate.case import Judged, KeptDocument, Lack, Problem, ProductStanding, Readiness, Reminder
from reinstate.document.days import short_day
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.papers import spoken
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.workflow.offers import Offer

SHELF = "vault"
MOST_ASINS = 5
"""ASINs named in one line; of more their number is told."""


def said(desk: Desk, key: str, **values: str | int) -> str:
    """A message of the shelf."""
    return desk.says(SHELF, key, values).strip("\n")


def day(desk: Desk, on: date) -> str:
    """A day in few signs."""
    return short_day(on, desk.language)


def kind_of(desk: Desk, judged: Judged) -> str:
    """What a document is; as the person says, where it couldn't be read."""
    kind = judged.inspection.paper.kind if judged.inspection else judged.document.told.kind
    return say(desk.knowledge().papers[kind].title, desk.language).text if kind else said(desk, "not-understood")


def issued(desk: Desk, judged: Judged) -> str:
    """The day that a document bears, if it is known."""
    paper = judged.inspection.paper if judged.inspection else None
    on = paper.date.value if paper and paper.date else judged.document.told.issued
    return said(desk, "issued", day=day(desk, on)) if on else ""


def validity(desk: Desk, judged: Judged, today: date) -> str:
    """Until when a document holds; empty for one that doesn't end, and said to be unknown where nobody knows."""
    if judged.last is None:
        return said(desk, "end-unknown") if judged.ending == "unknown" else ""
    return said(desk, "holds-until" if judged.last >= today else "ran-out", day=day(desk, judged.last))


def told_note(desk: Desk, document: KeptDocument) -> str:
    """That a person said what wasn't read, if so."""
    told = document.told
    return said(desk, "as-told") if told.kind or told.issued or told.valid_until or told.products else ""


def unlocked_note(desk: Desk, document: KeptDocument) -> str:
    """That it is the copy of a locked file, if so."""
    if document.locked is None:
        return ""
    return said(desk, "unlocked-unsigned" if document.unsigned else "unlocked")


def problem(desk: Desk, each: Problem) -> str:
    """What is wrong, as long as there is no notice that it could be older than."""
    key = f"problem-{_dashed(each)}"
    return desk.says(SHELF, key, each.args) if desk.has(SHELF, key) else spoken(desk)(each)


def lack(desk: Desk, each: Lack) -> str:
    """Why a product isn't ready, with the document it is about."""
    words = problem(desk, each.problem)
    return f"{each.document}: {words}" if each.document else words


def instead(desk: Desk, each: Problem, lookback: int) -> str:
    """What to get."""
    key = f"instead-{_dashed(each)}"
    args = {"most": str(lookback), **each.args}
    return desk.says(SHELF if desk.has(SHELF, key) else "papers", key, args)


def ledger(desk: Desk, product: ProductStanding) -> str:
    """Units bought beside units sold, as far as they are known."""
    if product.bought is None:
        return ""
    sold = product.item.units_sold
    told: dict[str, str | int] = {"bought": f"{product.bought:f}", "sold": sold or 0}
    return said(desk, "ledger" if sold else "ledger-bought", **told)


def reminder(desk: Desk, each: Reminder, readiness: Readiness) -> str:
    """What ends on a day."""
    past = "-past" if each.last < readiness.day else ""
    judged = readiness.judged(each.documents[0]) if each.documents else None
    return said(
        desk,
        f"due-{each.what}{past}",
        day=day(desk, each.last),
        number=each.documents[0] if each.documents else "",
        title=judged.document.title if judged else "",
        documents=", ".join(each.documents),
        asins=asins(desk, each.asins),
    )


def asins(desk: Desk, named: tuple[str, ...]) -> str:
    """Some ASINs, and how many more."""
    shown = ", ".join(named[:MOST_ASINS])
    return shown if len(named) <= MOST_ASINS else said(desk, "more-asins", asins=shown, count=len(named) - MOST_ASINS)


def reasons(desk: Desk, offer: "Offer") -> Iterator[str]:
    """What a document is, why it fits a notice, and what a reviewer would say of it."""
    knowledge = desk.knowledge()
    yield say(knowledge.exhibits[offer.exhibit].title, desk.language).text
    if offer.asins:
        yield said(desk, "why-shows", asins=asins(desk, offer.asins))
    if offer.demands:
        titles = ", ".join(say(knowledge.demands[each].title, desk.language).text for each in offer.demands)
        yield said(desk, "why-asked", demands=titles)
    if offer.inspection is not None:
        yield desk.says("papers", f"verdict-{offer.inspection.verdict}")


def _dashed(each: Problem) -> str:
    return each.code.replace("_", "-")
