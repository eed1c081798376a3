"""The checklist as plain data; its keys are a contract with whoever reads `checklist.json`."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from reinstate.case import Checklist, Counted, Finding

Speak = Callable[[Finding], tuple[str, str]]


def data(checklist: Checklist, speak: Speak) -> dict[str, Any]:
    """Everything of the checklist in mappings, lists and plain values; places count code points of the plan's text."""
    deadline = checklist.deadline_date
    return {
        "ready": checklist.ready,
        "case": checklist.case,
        "violations": list(checklist.violations),
        "structure": {"id": checklist.structure, "reason": checklist.structure_reason},
        "language": checklist.language,
        "deadline": {"text": checklist.deadline_text, "date": deadline.isoformat() if deadline else None},
        "channel": checklist.channel,
        "contacts": list(checklist.contacts),
        "issues": [{"violation": issue.violation, "roles": dict(issue.roles)} for issue in checklist.issues],
        "items": {asin: list(numbers) for asin, numbers in checklist.items.items()},
        "ledger": [{"asin": row.asin, "bought": f"{row.bought:f}", "sold": row.sold} for row in checklist.ledger],
        "counted": _counted(checklist.counted) if checklist.counted else None,
        "demands": [
            {"what": demand.what, "words": demand.words, "met": demand.met, "by": list(demand.by)}
            for demand in checklist.demands
        ],
        "findings": [_finding(finding, checklist.plan_text, speak) for finding in checklist.findings],
        "waived": [
            _finding(finding, checklist.plan_text, speak) | {"reason": reason} for finding, reason in checklist.waived
        ],
        "gaps": [
            {"kind": gap.kind, "about": gap.about, "severity": gap.severity, "args": dict(gap.args)}
            for gap in checklist.gaps
        ],
        "exhibits": [asdict(exhibit) | {"supports": list(exhibit.supports)} for exhibit in checklist.exhibits],
        "unchecked": list(checklist.unchecked),
        "warnings": list(checklist.warnings),
    }


def _counted(counted: Counted) -> dict[str, Any]:
    since, until = (day.isoformat() for day in counted.reach) if counted.reach else (None, None)
    return {
        "first": counted.first.isoformat(),
        "last": counted.last.isoformat(),
        "since": since,
        "until": until,
        "rows": counted.rows,
        "reports": list(counted.reports),
        "left": dict(counted.left),
    }


def _finding(finding: Finding, text: str, speak: Speak) -> dict[str, Any]:
    message, advice = speak(finding)
    return {
        "rule": finding.rule,
        "label": finding.label,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.span.of(text),
        "section": finding.section,
        "message": message,
        "advice": advice,
        "args": dict(finding.args),
    }
