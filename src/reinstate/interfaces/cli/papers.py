"""What a document says and what is wrong with it, as rows for a terminal."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rich.cells import cell_len

from reinstate.case import Found, Inspection, Item, Paper, PaperParty, Problem
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.lines import wrapped
from reinstate.knowledge import say

VERDICTS = {"accepted": "green", "doubtful": "yellow", "refused": "red"}
_MOST_LINES = 12


def paper_rows(desk: Desk, paper: Paper) -> list[str]:
    """Everything a document tells: label and value, the labels padded to one width, long values wrapped beside them."""
    rows = paper_facts(desk, paper)
    width = max((cell_len(name) for name, _ in rows), default=0)
    made = []
    for name, value in rows:
        for place, part in enumerate(wrapped(value, _columns() - width - 4)):
            lead = name + " " * (width - cell_len(name)) if place == 0 else " " * width
            made.append(f"  {lead}  {part}")
    return made


def paper_facts(desk: Desk, paper: Paper) -> list[tuple[str, str]]:
    """Everything a document tells: label and value, in the reader's language."""
    return [(desk.says("papers", f"field-{key}"), value) for key, value in _told(desk, paper)]


def _columns() -> int:
    return max(40, shutil.get_terminal_size((100, 24)).columns)


def _told(desk: Desk, paper: Paper) -> Iterator[tuple[str, str]]:
    yield "kind", say(desk.knowledge().papers[paper.kind].title, desk.language).text
    for role, party in (("issuer", paper.issuer), ("receiver", paper.receiver)):
        if text := _party(party):
            yield role, text
    facts = {
        "number": paper.number,
        "date": paper.date,
        "valid-from": paper.valid_from,
        "valid-until": paper.valid_until,
    }
    for key, found in facts.items():
        if found is not None:
            yield key, _plain(found)
    if paper.total is not None:
        yield "total", " ".join(filter(None, (_figure(paper.total.value), paper.currency)))
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
    return f"{int(value)}" if value == value.to_integral_value() else f"{value:f}"


def verdict_row(desk: Desk, inspection: Inspection) -> str:
    """The verdict, the kind, and the products shown."""
    parts = [
        desk.says("papers", f"verdict-{inspection.verdict}"),
        say(desk.knowledge().papers[inspection.paper.kind].title, desk.language).text,
    ]
    if inspection.covers:
        parts.append(desk.says("papers", "shows", {"asins": ", ".join(inspection.covers)}))
    return "  " + " · ".join(parts)


def problem_rows(desk: Desk, inspection: Inspection) -> Iterator[str]:
    """Each problem with its page and what to get instead, then what a reviewer may ask about."""
    yield from _problem_rows(desk, inspection.problems, "instead")
    if inspection.risks:
        yield "  " + desk.says("papers", "risks")
        yield from _problem_rows(desk, inspection.risks, "clear-up")


def _problem_rows(desk: Desk, problems: Sequence[Problem], lead: str) -> Iterator[str]:
    speak = spoken(desk)
    for problem in problems:
        where = f" ({desk.says('papers', 'on-page', {'page': problem.spot.page})})" if problem.spot else ""
        yield from _indented(f"– {speak(problem)}{where}", 2)
        key = f"instead-{problem.code.replace('_', '-')}"
        yield from _indented(f"{desk.says('papers', lead)} {desk.says('papers', key, problem.args)}", 6)


def _indented(text: str, by: int) -> Iterator[str]:
    for place, part in enumerate(wrapped(text, _columns() - by - 2)):
        yield " " * (by if place == 0 else by + 2) + part


def spoken(desk: Desk) -> Callable[[Problem], str]:
    """Words a problem in the reader's language."""

    def speak(problem: Problem) -> str:
        args = dict(problem.args)
        key = f"problem-{args.get('sign', '')}"
        if not desk.has("papers", key):
            key = f"problem-{problem.code.replace('_', '-')}"
        if "kind" in args:
            args["kind"] = say(desk.knowledge().papers[args["kind"]].title, desk.language).text
        if "missing" in args:
            args["missing"] = ", ".join(desk.says("papers", f"part-{part}") for part in args["missing"].split(","))
        return desk.says("papers", key, args)

    return speak
