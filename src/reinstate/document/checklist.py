"""The checklist page: what a seller opens first, and reads when frightened."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from reinstate.case import Checklist, DemandMet, Finding, Gap, Span
from reinstate.document.counting import SHELF, told_count
from reinstate.document.days import spoken_day
from reinstate.document.html import fill
from reinstate.document.voice import Voice
from reinstate.knowledge import Knowledge, related

Speak = Callable[[Finding], tuple[str, str]]

SEVERITIES = ("error", "warning", "note")
"""Gravest first: the order in which gaps and findings are shown."""

AROUND = 140
"""How many characters of a line are quoted on either side of the place in question."""

DIGEST_SHOWN = 12


def write(checklist: Checklist, knowledge: Knowledge, language: str, spoken: tuple[Speak, Mapping[str, str]]) -> bytes:
    """The page as one UTF-8 file; `spoken` is how findings are said, and the words for ids of the case."""
    speak, names = spoken
    voice = Voice(knowledge, language, names)
    numbers = frozenset(exhibit.number for exhibit in checklist.exhibits)
    return fill(
        "checklist",
        language=language,
        checklist=checklist,
        says=voice.says,
        title=voice.title,
        named=voice.name,
        plan_language=_language_name(checklist.language, knowledge),
        counts=_counts(checklist, voice),
        deadline=_deadline(checklist, language),
        structure_reason=_structure_reason(checklist, voice),
        gaps_head="heading-gaps" if not checklist.gaps or any(map(_grave, checklist.gaps)) else "heading-look",
        gaps=[_gap(gap, voice) for gap in _gravest_first(checklist.gaps)],
        ledger={row.asin: row for row in checklist.ledger},
        counted=_counted(checklist, voice, language),
        parts=list(dict.fromkeys(role for issue in checklist.issues for role in issue.roles)),
        demanded=_demanded,
        answered=lambda demand: _answered(demand, numbers, voice),
        findings=[_finding(each, checklist.plan_text, speak) for each in _gravest_first(checklist.findings)],
        waived=[_finding(each, checklist.plan_text, speak) | {"reason": reason} for each, reason in checklist.waived],
        unchecked=[voice.title("rules", each) for each in checklist.unchecked],
        warnings=[_warning(each, voice) for each in checklist.warnings],
        digest_shown=DIGEST_SHOWN,
    )


def _gravest_first(things: tuple[Any, ...]) -> list[Any]:
    order = {severity: place for place, severity in enumerate(SEVERITIES)}
    return sorted(things, key=lambda thing: order.get(thing.severity, len(order)))


def _counts(checklist: Checklist, voice: Voice) -> list[tuple[str, Markup]]:
    """What is open, as the place on the page and the words that lead there."""
    gaps, findings = checklist.gaps, checklist.findings
    missing = sum(map(_grave, gaps))
    wrong = sum(map(_grave, findings))
    counted = (
        ("gaps", "count-gaps", missing),
        ("findings", "count-errors", wrong),
        ("gaps" if len(gaps) > missing else "findings", "count-remarks", len(gaps) + len(findings) - missing - wrong),
    )
    return [(place, voice.says(key, count=count)) for place, key, count in counted if count]


def _grave(thing: Gap | Finding) -> bool:
    return thing.severity == SEVERITIES[0]


def _counted(checklist: Checklist, voice: Voice, language: str) -> list[Markup]:
    """How units sold were counted, line by line."""
    if checklist.counted is None:
        return []
    return list(told_count(checklist.counted, lambda key, told: voice.says(key, SHELF, **told), language))


def _deadline(checklist: Checklist, language: str) -> tuple[str, str] | None:
    """The last day for the answer, for the machine and for the reader."""
    day = checklist.deadline_date
    return None if day is None else (day.isoformat(), spoken_day(day, language))


def _language_name(tag: str, knowledge: Knowledge) -> str:
    known = next((knowledge.languages[near] for near in related(tag) if near in knowledge.languages), None)
    return known.name if known else tag


def _structure_reason(checklist: Checklist, voice: Voice) -> Markup:
    reason = checklist.structure_reason
    return voice.says(reason) if voice.knows(reason) else escape(reason)


def _gap(gap: Gap, voice: Voice) -> dict[str, Any]:
    hint = f"{gap.kind}-hint"
    values: dict[str, Any] = {**gap.args, "about": gap.about}
    known = voice.knows(gap.kind, "gaps")
    return {
        "severity": gap.severity,
        "message": voice.says(gap.kind, "gaps", **values) if known else voice.says("gap-unspoken", about=gap.about),
        "advice": voice.says(hint, "gaps", **values) if voice.knows(hint, "gaps") else "",
    }


def _answered(demand: DemandMet, numbers: frozenset[str], voice: Voice) -> list[tuple[str | None, Markup]]:
    """What answers a demand: exhibits with the place they are listed at, and parts of the plan."""
    return [
        (each, escape(each)) if each in numbers else (None, voice.says(f"role-{each}"))
        for each in demand.by
        if each in numbers or voice.knows(f"role-{each}")
    ]


def _finding(finding: Finding, text: str, speak: Speak) -> dict[str, Any]:
    message, advice = speak(finding)
    return {
        "severity": finding.severity,
        "message": message,
        "advice": advice,
        "quote": _quote(finding.span, text),
    }


def _quote(span: Span, text: str) -> tuple[str, str, str] | None:
    """The words before the place, the place, and the words after it; None where the whole text is meant."""
    if not text.strip() or len(span) >= len(text.strip()) or not span.of(text).strip():
        return None
    line = text.rfind("\n", 0, span.start) + 1
    line += 2 if text.startswith("- ", line) and span.start >= line + 2 else 0
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    first, last = max(line, span.start - AROUND), min(end, span.end + AROUND)
    before = ("… " if first > line else "") + text[first : span.start]
    return before, span.of(text), text[span.end : last] + (" …" if last < end else "")


def _demanded(words: str) -> str:
    """The notice's words without the dash of the list they stood in."""
    return words.strip().lstrip("-•*· ")


def _warning(warning: str, voice: Voice) -> Markup:
    return voice.says(warning, "notice") if voice.knows(warning, "notice") else escape(warning)
