"""What a PDF shows of its own past: figures that a later revision changed, when it was made and with what."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reinstate.case.paper import PaperSign
from reinstate.evidence.pdfium import Unreadable, opened
from reinstate.evidence.seeing.pdf_views import pdf_views
from reinstate.evidence.seeing.view import View, Word

_END = re.compile(rb"startxref\s+\d+\s+%%EOF")
"""Where a revision ends (ISO 32000-1, 7.5.6)."""
_LINEARIZED = re.compile(rb"/Linearized\s+1")
_MOST_REVISIONS = 6
_NEAR = 0.6
"""Shares of a line's height by which a figure may have moved and still be the same place."""
_FIRST_YEAR = 1993
"""There is no PDF from before; a clock that was never set says 1970 or 1980."""
_DAY = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Origin:
    """When a file says that it was made, and the programs that it names."""

    day: dt.date | None = None
    software: str = ""


def origin(content: bytes) -> Origin:
    """What a PDF says of how it was made; nothing where it can't be read."""
    try:
        with opened(content) as document:
            told = document.get_metadata_dict()
    except Unreadable:
        return Origin()
    software = " · ".join(dict.fromkeys(filter(None, (told.get("Creator"), told.get("Producer")))))
    return Origin(_day(told.get("CreationDate") or ""), software[:200])


def _day(text: str) -> dt.date | None:
    match = _DAY.match(text)
    try:
        day = dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
    return day if day is not None and day.year >= _FIRST_YEAR else None


def changed_figures(content: bytes, views: Sequence[View]) -> Iterator[PaperSign]:
    """The first figure on each page that an earlier revision of the file shows otherwise.

    Notes, signatures and filled fields that only add to a page change none of its figures.
    """
    said: set[int] = set()
    for earlier in _earlier(content):
        for before, now in zip(earlier, views, strict=False):
            if now.number in said or now.ocr or (before.width, before.height) != (now.width, now.height):
                continue
            found = next(_differences(before, now), None)
            if found is not None:
                was, word = found
                said.add(now.number)
                yield PaperSign(
                    "revised",
                    now.spot(word.left, word.top, word.right, word.bottom),
                    {"was": was.text, "now": word.text},
                )


def _earlier(content: bytes) -> Iterator[list[View]]:
    """The pages of each revision before the last, as far as it can be read."""
    ends = [match.end() for match in _END.finditer(content)]
    if _LINEARIZED.search(content[:1024]):
        ends = ends[1:]  # the first one closes the first page's part of the table, which is no revision
    for end in ends[:-1][-_MOST_REVISIONS:]:
        try:
            yield list(pdf_views(content[:end], most=20))
        except Unreadable:
            continue


def _differences(before: View, now: View) -> Iterator[tuple[Word, Word]]:
    """Figures that stand where others stood."""
    there = {(word.text, round(word.left), round(word.top)) for word in now.words}
    figures = [word for word in now.words if _FIGURE.search(word.text)]
    for was in before.words:
        if not _FIGURE.search(was.text) or (was.text, round(was.left), round(was.top)) in there:
            continue
        found = next((word for word in figures if _same_place(was, word)), None)
        if found is not None and found.text != was.text:
            yield was, found


def _same_place(one: Word, two: Word) -> bool:
    high = max(one.bottom - one.top, 1.0)
    level = abs(one.middle - two.middle) < _NEAR * high
    return level and (abs(one.left - two.left) < _NEAR * high or abs(one.right - two.right) < _NEAR * high)
