"""Documents, products and reminders of a vault: as rows for a terminal, as data, as a calendar."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

import click

from reinstate.case import Judged, ProductStanding, Readiness, Reminder, Vault
from reinstate.document import Event, calendar_file
from reinstate.interfaces.cli import vault_words as words
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.papers import VERDICTS

_SIGNS = {"ready": ("✓", "green"), "doubtful": ("~", "yellow"), "lacking": ("✗", "red")}


def vault_data(vault: Vault) -> dict[str, object]:
    """A vault for programs."""
    return {
        "id": vault.id,
        "name": vault.name,
        "legal_name": vault.legal_name,
        "address": vault.address,
        "documents": len(vault.active),
        "products": len(vault.products),
    }


def document_rows(desk: Desk, judged: Judged, today: date) -> Iterator[str]:
    """A document in a line, what is wrong with it below."""
    document = judged.document
    parts = [words.kind_of(desk, judged), words.issued(desk, judged), words.validity(desk, judged, today)]
    parts += [words.told_note(desk, document), words.unlocked_note(desk, document)]
    yield f"  {document.number}  {printable(document.title)} · {' · '.join(filter(None, parts))}"
    if judged.inspection is not None:
        shown = [desk.says("papers", f"verdict-{judged.inspection.verdict}")]
        if judged.inspection.covers:
            told = words.asins(desk, judged.inspection.covers)
            shown.append(desk.says("papers", "shows", {"asins": told}))
        yield "       " + click.style(" · ".join(shown), fg=VERDICTS[judged.inspection.verdict])
        for each in judged.inspection.problems:
            yield f"       – {printable(words.problem(desk, each))}"
    if document.told.note:
        yield f"       {printable(words.said(desk, 'note', text=' '.join(document.told.note.split())))}"


def product_rows(desk: Desk, product: ProductStanding, lookback: int) -> Iterator[str]:
    """A product in a line, why it isn't ready and what to get below."""
    sign, colour = _SIGNS[product.state]
    parts = [words.said(desk, product.state)]
    if product.until is not None:
        parts.append(words.said(desk, "until", day=words.day(desk, product.until)))
    parts += [", ".join(product.shown_by), words.ledger(desk, product)]
    head = " ".join(filter(None, (product.item.asin, printable(product.item.title))))
    yield click.style(f"{sign} {head}", fg=colour) + " – " + " · ".join(filter(None, parts))
    for each in product.lacks:
        yield f"    – {printable(words.lack(desk, each))}"
        yield f"      {words.said(desk, 'get')} {printable(words.instead(desk, each.problem, lookback))}"


def document_data(desk: Desk, judged: Judged) -> dict[str, object]:
    """A document for programs: ISO days, ids, and the words for people beside the codes."""
    document, inspection = judged.document, judged.inspection
    paper = inspection.paper if inspection else None
    return {
        "number": document.number,
        "file": document.file.name,
        "title": document.title,
        "sha256": document.sha256,
        "locked": document.locked.name if document.locked else None,
        "kind": paper.kind if paper else document.told.kind,
        "issued": _iso(paper.date.value if paper and paper.date else document.told.issued),
        "ending": judged.ending,
        "last": _iso(judged.last),
        "verdict": inspection.verdict if inspection else None,
        "covers": list(inspection.covers) if inspection else [],
        "problems": [
            {"code": each.code, "message": words.problem(desk, each)}
            for each in (inspection.problems if inspection else ())
        ],
        "note": document.told.note,
        "retired": document.retired,
    }


def product_data(desk: Desk, product: ProductStanding, lookback: int) -> dict[str, object]:
    """A product for programs."""
    return {
        "asin": product.item.asin,
        "title": product.item.title,
        "state": product.state,
        "until": _iso(product.until),
        "documents": list(product.shown_by),
        "bought": _number(product.bought),
        "sold": product.item.units_sold,
        "because": [
            {
                "code": each.problem.code,
                "document": each.document or None,
                "message": words.problem(desk, each.problem),
                "get": words.instead(desk, each.problem, lookback),
            }
            for each in product.lacks
        ],
    }


def reminder_data(desk: Desk, each: Reminder, readiness: Readiness) -> dict[str, object]:
    """A reminder for programs."""
    return {
        "last": each.last.isoformat(),
        "days": (each.last - readiness.day).days,
        "what": each.what,
        "documents": list(each.documents),
        "asins": list(each.asins),
        "message": words.reminder(desk, each, readiness),
    }


def calendar(desk: Desk, vault: Vault, coming: Iterable[Reminder], readiness: Readiness, stamp: datetime) -> bytes:
    """Reminders as a calendar file; the same one written later takes the place of the first."""
    why = words.said(desk, "calendar-why", name=vault.name)
    events = [
        Event(f"{vault.id} {each.what} {each.documents}", each.last, words.reminder(desk, each, readiness), why)
        for each in coming
    ]
    return calendar_file(events, stamp)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
