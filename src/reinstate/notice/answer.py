"""A reading as the JSON object that `reinstate read --json` prints."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from reinstate.case import Fact, Reading, Value


def contract(reading: Reading) -> Mapping[str, Any]:
    """Every field of the contract but the file's name, then facts with places, confidences and warnings."""
    return {
        "language": reading.language,
        "marketplace": reading.marketplace,
        "kind": reading.kind,
        "scope": reading.scope,
        "violations": list(reading.violations),
        "asins": list(reading.asins),
        "order_ids": list(reading.order_ids),
        "complaint_ids": list(reading.values("complaint_id")),
        "deadline_text": reading.deadline_text,
        "deadline_days": reading.deadline_days,
        "deadline_date": reading.deadline_date.isoformat() if reading.deadline_date else None,
        "requested": [_demand(reading, fact) for fact in reading.demands],
        "lookback_days": reading.lookback_days,
        "channel": reading.channel,
        "contact_emails": list(reading.values("contact_email")),
        "notice_date": next((_plain(fact.value) for fact in reading.found("notice_date")), None),
        "policies": list(reading.values("policy")),
        "warnings": list(reading.warnings),
        "facts": [_fact(reading, fact) for fact in reading.facts],
    }


def _demand(reading: Reading, fact: Fact) -> dict[str, Any]:
    span = fact.span
    return {
        "what": fact.value,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "span": span.of(reading.notice.text) if span else None,
    }


def _fact(reading: Reading, fact: Fact) -> dict[str, Any]:
    span = fact.span
    return {
        "kind": fact.kind,
        "value": _plain(fact.value),
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": span.of(reading.notice.text) if span else None,
        "rule": fact.rule,
        "confidence": fact.confidence,
        **({"extra": {name: _plain(value) for name, value in fact.extra.items()}} if fact.extra else {}),
    }


def _plain(value: Value) -> str | int | float | None:
    return value.isoformat() if isinstance(value, date) else value
