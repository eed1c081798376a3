"""The page of a notice: what it says on one side, its own text with every fact marked on the other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

from reinstate.case import Fact, Meaning, Reading, Span
from reinstate.document.html import fill
from reinstate.document.notice_told import Tongue, fact_said, told
from reinstate.knowledge import Knowledge, Said

MOST_MARKS = 1500
"""Facts marked in the text; a list of thousands of numbers needs no more to be found."""

OPENING = 70
"""Characters of a passage shown in the list of facts."""

GROUPS = {
    "violation": "allegation",
    "metric": "allegation",
    "policy": "allegation",
    "kind": "allegation",
    "demand": "demand",
    "asin": "item",
    "order_id": "item",
    "complaint_id": "item",
    "case_id": "item",
    "deadline": "time",
    "notice_date": "time",
    "lookback": "time",
    "channel": "route",
    "contact_email": "route",
    "phishing": "warning",
}
"""Kind of fact → the group whose colour it bears; the others are `other`."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of the notice that says something: its group and what it says."""

    number: int
    group: str
    span: Span
    says: Said
    fact: Fact | None = None
    """The fact that stands there; None for a passage that is no fact."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text under the same marks; `mark` is the innermost, `begins` the marks that start here."""

    text: str
    mark: Mark | None
    begins: tuple[int, ...]


def write(reading: Reading, meaning: Meaning, knowledge: Knowledge, language: str) -> bytes:
    """The page as one UTF-8 file; it runs no script and fetches nothing."""
    tongue = Tongue(knowledge, language)
    found = marks(reading, meaning, tongue)
    used = [group for group in dict.fromkeys((*GROUPS.values(), "money", "refused", "other")) if _uses(found, group)]
    return fill(
        "notice",
        language=language,
        notice_language=reading.language,
        file=reading.notice.file,
        subject=reading.notice.subject,
        told=told(reading, meaning, knowledge, language),
        said=_said,
        says=lambda key: _said(tongue.says(key)),
        groups=used,
        marks=[(group, [mark for mark in found if mark.group == group]) for group in used],
        pieces=list(pieces(reading.notice.text, found)),
    )


def _uses(found: Sequence[Mark], group: str) -> bool:
    return any(mark.group == group for mark in found)


def _said(said: Said) -> Markup:
    """Words as markup; what falls back to English says so to the browser."""
    words = escape(said.text)
    return Markup('<span lang="{}">{}</span>').format(said.language, words) if said.fallback else words


def marks(reading: Reading, meaning: Meaning, tongue: Tongue) -> list[Mark]:
    """Every passage to be marked, in the order of the text, each place and saying once."""
    found = [
        Mark(0, GROUPS.get(fact.kind, "other"), fact.span, fact_said(fact, tongue), fact)
        for fact in reading.facts
        if fact.span
    ]
    passages = (("refused", meaning.refused), ("money", meaning.money))
    found += [
        Mark(0, group, span, tongue.plain(_opening(span, reading))) for group, spans in passages for span in spans
    ]
    once = {(mark.span, mark.group, mark.says.text): mark for mark in found if len(mark.span)}
    ordered = sorted(once.values(), key=lambda each: (each.span.start, -each.span.end))[:MOST_MARKS]
    return [replace(mark, number=number) for number, mark in enumerate(ordered, 1)]


def _opening(span: Span, reading: Reading) -> str:
    words = " ".join(span.of(reading.notice.text).split())
    return words if len(words) <= OPENING else words[: OPENING - 1].rstrip() + "…"


def pieces(text: str, found: Sequence[Mark]) -> Iterator[Piece]:
    """The text cut where marks begin and end; together the pieces are the text, unchanged."""
    edges = sorted({0, len(text), *(edge for mark in found for edge in (mark.span.start, mark.span.end))})
    begins: dict[int, list[Mark]] = {}
    for mark in found:
        begins.setdefault(mark.span.start, []).append(mark)
    open_marks: list[Mark] = []
    for start, end in pairwise(edges):
        here = begins.get(start, [])
        open_marks = [mark for mark in (*open_marks, *here) if mark.span.end > start]
        inner = min(open_marks, key=lambda mark: (len(mark.span), mark.number), default=None)
        yield Piece(text[start:end], inner, tuple(mark.number for mark in here))
