"""A letter and what was remarked on it: what every output that shows places in a text is made from."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from reinstate.case import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding spoken in the reader's language.

    `span` is the sentence, or the whole text for what the letter lacks; `place` the very words meant, or None.
    `why` and `advice` are empty where the title says it all.
    """

    rule: str
    label: str | None
    severity: str
    confidence: float
    span: Span
    place: Span | None
    title: str
    why: str
    advice: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Why, and what to do instead, as far as they are said."""
        return tuple(line for line in (self.why, self.advice and f"→ {self.advice}") if line)

    @property
    def shown(self) -> Span:
        """The narrowest stretch that can be pointed at."""
        return self.span if self.place is None else self.place


@dataclass(frozen=True, slots=True)
class Pen:
    """Who comments on a Word file, and when (UTC)."""

    author: str
    at: datetime


@dataclass(frozen=True)
class MarkedLetter:
    """A text with its remarks in the order of the text. `file` is its name as the user gave it."""

    file: str
    text: str
    language: str
    remarks: tuple[Remark, ...]
    unchecked: tuple[str, ...] = ()

    @cached_property
    def whole(self) -> tuple[Remark, ...]:
        """Remarks on what the letter lacks altogether."""
        return tuple(each for each in self.remarks if each.place is None)

    @cached_property
    def placed(self) -> tuple[Remark, ...]:
        """Remarks on sentences, each sentence's in the order of their places."""
        held = (each for each in self.remarks if each.place is not None)
        return tuple(sorted(held, key=lambda each: (each.span, each.shown)))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Offsets at which the lines begin; they end in CR LF, LF or CR."""
        return (0, *(found.end() for found in _LINE_END.finditer(self.text)))

    def line_of(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 0, the column in code points."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]
