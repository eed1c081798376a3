"""What a document says, as rows for a terminal."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from rich.cells import cell_len

from reinstate.case import Found, Item, Paper, PaperParty
from reinstate.interfaces.cli.desk import Desk
from reinstate.knowledge import say

_MOST_LINES = 12


def paper_rows(desk: Desk, paper: Paper) -> list[tuple[str, str]]:
    """Label and value of everything a document tells, the labels padded to one width."""
    rows = [(desk.says("papers", f"field-{key}"), value) for key, value in _told(desk, paper)]
    width = max((cell_len(name) for name, _ in rows), default=0)
    return [(name + " " * (width - cell_len(name)), value) for name, value in rows]


def _told(desk: Desk, paper: Paper) -> Iterator[tuple[str, str]]:
    yield "kind", say(desk.knowledge().papers[paper.kind].title, desk.language).text
    for role, party in (("issuer", paper.issuer), ("receiver", paper.receiver)):
        if text := _party(party):
            yield role, text
    for key, found in (
        ("number", paper.number),
        ("date", paper.date),
        ("valid-from", paper.valid_from),
        ("valid-until", paper.valid_until),
    ):
        if found is not None:
            yield key, _plain(found)
    if paper.total is not None:
        yield "total", " ".join(filter(None, (str(paper.total.value), paper.currency)))
    for item in paper.items[:_MOST_LINES]:
        yield "line", _item(item)
    if len(paper.items) > _MOST_LINES:
        yield "line", desk.says("papers", "more-lines", {"count": len(paper.items) - _MOST_LINES})
    if not paper.items and paper.identifiers:
        yield "identifiers", ", ".join(each.value for each in paper.identifiers)


def _party(party: PaperParty) -> str:
    parts = (party.name, party.address, party.phone, party.email, party.website, party.tax_id)
    return " · ".join(part.value for part in parts if part is not None)


def _plain(found: Found[str] | Found[date]) -> str:
    return found.value.isoformat() if isinstance(found.value, date) else found.value


def _item(item: Item) -> str:
    figures = [f"{_figure(item.quantity)} ×" if item.quantity is not None else "", item.description]
    if item.identifiers:
        figures.append("(" + ", ".join(each.value for each in item.identifiers) + ")")
    if item.amount is not None:
        figures.append(f"= {_figure(item.amount)}")
    return " ".join(filter(None, figures))


def _figure(value: Decimal) -> str:
    return f"{value.normalize():f}"
