"""A document that was understood, as the JSON contract wants it."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from reinstate.case.inspection import Inspection, Problem
from reinstate.case.paper import Found, Item, Paper, PaperParty, Spot

_PARTS = ("name", "address", "phone", "email", "website", "tax_id")


def contract(paper: Paper) -> dict[str, Any]:
    """Kind, language, pages and fields with their places, as plain data."""
    fields, places = _fields(paper)
    return {
        "kind": paper.kind,
        "confidence": paper.sureness,
        "language": paper.language,
        "pages": paper.pages,
        "ocr": paper.ocr,
        "media": paper.media,
        "sha256": paper.sha256,
        "fields": fields | {"places": places},
        "warnings": [sign.id for sign in paper.signs],
    }


def inspection_contract(inspection: Inspection, speak: Callable[[Problem], str]) -> dict[str, Any]:
    """Verdict, problems, covered products and risks, as plain data; `speak` words a problem for the reader."""
    return {
        "kind": inspection.paper.kind,
        "verdict": inspection.verdict,
        "problems": [_told(problem, speak) for problem in inspection.problems],
        "covers": list(inspection.covers),
        "risks": [_told(risk, speak) for risk in inspection.risks],
    }


def _told(problem: Problem, speak: Callable[[Problem], str]) -> dict[str, Any]:
    told = {"code": problem.code, "severity": problem.severity, "message": speak(problem)}
    return told | (place(problem.spot) if problem.spot else {"page": None, "box": None})


def _fields(paper: Paper) -> tuple[dict[str, Any], dict[str, Any]]:
    fields: dict[str, Any] = {}
    places: dict[str, Any] = {}
    for role, party in (("issuer", paper.issuer), ("receiver", paper.receiver)):
        told = {part: getattr(party, part) for part in _PARTS if getattr(party, part) is not None}
        if told:
            fields[role] = {part: found.value for part, found in told.items()}
            places |= {f"{role}.{part}": _seen(found) for part, found in told.items()}
    for name in ("number", "date", "total", "valid_from", "valid_until"):
        found: Found[Any] | None = getattr(paper, name)
        if found is not None:
            fields[name] = plain(found.value)
            places[name] = _seen(found)
    if paper.currency:
        fields["currency"] = paper.currency
    if paper.items:
        fields["lines"] = [_line(item) for item in paper.items]
        places["lines"] = [_line_seen(item) for item in paper.items]
    if paper.identifiers:
        fields["identifiers"] = [each.value for each in paper.identifiers]
        places["identifiers"] = [_seen(each) for each in paper.identifiers]
    return fields, places


def _line(item: Item) -> dict[str, Any]:
    told: Mapping[str, Any] = {
        "description": item.description,
        "identifiers": [each.value for each in item.identifiers],
        "quantity": plain(item.quantity),
        "unit_price": plain(item.unit_price),
        "amount": plain(item.amount),
    }
    return {name: value for name, value in told.items() if value is not None}


def _seen(found: Found[Any]) -> dict[str, Any]:
    """A value's place, and how it was read where that wasn't sure."""
    return place(found.spot) | ({"look": found.look} if found.look != "sure" else {})


def _line_seen(item: Item) -> dict[str, Any]:
    """A line's place, and which of its figures were read in doubt or settled by reason."""
    told = {"doubtful": list(item.doubtful), "reasoned": list(item.reasoned)}
    return place(item.spot) | {look: names for look, names in told.items() if names}


def place(spot: Spot) -> dict[str, Any]:
    """A place as page and box: left, bottom, right, top in points from the lower left corner."""
    return {"page": spot.page, "box": list(spot.box)}


def plain(value: Any) -> Any:
    """A value as JSON holds it: days in ISO 8601, whole numbers without decimals."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


__all__ = ["PaperParty", "contract", "place", "plain"]
