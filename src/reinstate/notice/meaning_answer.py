"""The meaning as plain data, for the key `meaning` of `reinstate read --json`."""

from typing import Any

from reinstate.case import Clock, Gap, Meaning, Reading, Span


def meaning_data(reading: Reading, meaning: Meaning) -> dict[str, Any]:
    """Ids, days in ISO form, and every passage with its place and words."""
    text = reading.notice.text
    return {
        "response": meaning.response,
        "reason": meaning.reason,
        "severity": meaning.severity,
        "recoverable": meaning.recoverable,
        "structure": meaning.structure,
        "clocks": [_clock(clock) for clock in meaning.clocks],
        "cautions": list(meaning.cautions),
        "disputed": list(meaning.disputed),
        "gaps": [_gap(gap) for gap in meaning.gaps],
        "refused": [_passage(span, text) for span in meaning.refused],
        "money": [_passage(span, text) for span in meaning.money],
        "perhaps": [_passage(span, text) for span in meaning.perhaps],
        "unsure": list(meaning.unsure),
    }


def _clock(clock: Clock) -> dict[str, Any]:
    return {
        "id": clock.id,
        "words": clock.words,
        "start": clock.span.start if clock.span else None,
        "end": clock.span.end if clock.span else None,
        "count": clock.count,
        "unit": clock.unit,
        "origin": clock.origin,
        "since": clock.since.isoformat() if clock.since else None,
        "on": clock.on.isoformat() if clock.on else None,
        "at": clock.at.isoformat() if clock.at else None,
        "zone": clock.zone,
        "days_left": clock.days_left,
        "if_today": clock.if_today.isoformat() if clock.if_today else None,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {"kind": gap.kind, "about": gap.about, **gap.args}


def _passage(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
