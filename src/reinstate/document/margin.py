"""A letter with its findings underlined and noted in the margin, as a page."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reinstate.case import Span
from reinstate.document.checklist import SEVERITIES
from reinstate.document.html import fill
from reinstate.document.letter import MarkedLetter, Remark
from reinstate.document.voice import Voice
from reinstate.knowledge import Knowledge, related


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text under the same remarks.

    `sentence` is the gravest severity of the sentences it lies in, `place` that of the places; None for neither.
    `notes` are the numbers of the remarks whose place ends here.
    """

    text: str
    sentence: str | None
    place: str | None
    notes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Some lines of the letter, and the numbered remarks that belong beside them."""

    stretches: tuple[Stretch, ...]
    notes: tuple[tuple[int, Remark], ...]
    line: int


def write(letter: MarkedLetter, knowledge: Knowledge, language: str) -> bytes:
    """The page as one UTF-8 file; it runs no script and fetches nothing."""
    voice = Voice(knowledge, language, {})
    counts = [(severity, sum(each.severity == severity for each in letter.remarks)) for severity in SEVERITIES]
    known = next((knowledge.languages[near] for near in related(letter.language) if near in knowledge.languages), None)
    return fill(
        "margin",
        language=language,
        letter=letter,
        says=lambda key, **values: voice.says(key, "review-page", **values),
        letter_language=known.name if known else letter.language,
        counts=[(severity, count) for severity, count in counts if count],
        rows=rows(letter),
        unchecked=[voice.title("rules", each) for each in letter.unchecked],
    )


def rows(letter: MarkedLetter) -> list[Row]:
    """The lines of the letter; lines that a sentence with a remark runs across stay together."""
    starts = [each.span.start for each in letter.placed]
    made = []
    for first, last in pairwise(_breaks(letter)):
        low, high = bisect_left(starts, first), bisect_left(starts, last)
        notes = tuple(enumerate(letter.placed[low:high], low + 1))
        made.append(Row(_stretches(letter.text, Span(first, last), notes), notes, letter.line_of(first)[0] + 1))
    return made


def _breaks(letter: MarkedLetter) -> list[int]:
    """Where rows begin, and the end: line starts that lie inside no sentence with a remark."""
    inside: set[int] = set()
    for each in letter.placed:
        low, high = bisect_right(letter.starts, each.span.start), bisect_right(letter.starts, each.span.end - 1)
        inside.update(letter.starts[low:high])
    return [*(start for start in letter.starts if start not in inside), len(letter.text) + 1]


def _stretches(text: str, span: Span, notes: Sequence[tuple[int, Remark]]) -> tuple[Stretch, ...]:
    if not notes:
        return (Stretch(span.of(text).rstrip("\r\n"), None, None, ()),)
    end = min(span.end, len(text))
    edges = {span.start, end}
    for _, each in notes:
        edges |= {each.span.start, each.span.end, each.shown.start, each.shown.end}
    made = [_stretch(text, Span(*pair), notes) for pair in pairwise(sorted(edge for edge in edges if edge <= end))]
    return tuple(each for each in made if each.text)


def _stretch(text: str, span: Span, notes: Sequence[tuple[int, Remark]]) -> Stretch:
    return Stretch(
        span.of(text),
        _gravest([each for _, each in notes if each.span.holds(span)]),
        _gravest([each for _, each in notes if each.shown.holds(span)]),
        tuple(number for number, each in notes if each.shown.end == span.end),
    )


def _gravest(remarks: Sequence[Remark]) -> str | None:
    return min((each.severity for each in remarks), key=SEVERITIES.index, default=None)
