"""A Word file with a comment at each finding: the seller's own document, or the text of any other letter."""

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from reinstate.case import Span
from reinstate.document.docx import settled
from reinstate.document.docx_shape import blank, clothe
from reinstate.document.letter import MarkedLetter, Pen, Remark

_SPELLED = frozenset(map(qn, ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:ptab")))
"""Parts of a run that are letters of its text."""

_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold."""


def write(letter: MarkedLetter, original: bytes, pen: Pen) -> bytes:
    """The document with its comments; `original` is a Word file that was read before, or anything else."""
    word = docx.Document(io.BytesIO(original)) if original.startswith(b"PK\x03\x04") else _plain(letter)
    script = _Script(letter.text, list(_lines(word)))
    for remark in letter.remarks:
        runs = script.runs(remark.shown) if remark.place is not None else script.first()
        if runs:
            _comment(word, runs, remark, pen)
    made = io.BytesIO()
    word.save(made)
    return settled(made.getvalue())


def _plain(letter: MarkedLetter) -> Word:
    """The letter's text, a paragraph a line."""
    word = docx.Document(io.BytesIO(blank()))
    clothe(word, letter.language)
    for line in letter.text.splitlines():
        word.add_paragraph(_UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", line))
    return word


def _lines(word: Word) -> Iterator[WordParagraph]:
    """Every paragraph of the body in the order of the text; a cell that spans columns or rows once."""
    seen: set[Any] = set()
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # noqa: SLF001 - python-docx makes new cells at each look
                        seen.add(cell._tc)  # noqa: SLF001
                        yield from cell.paragraphs
        else:
            yield block


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of the document; `start` counts its letters in the squeezed text."""

    run: Run
    start: int
    length: int


class _Script:
    """Where each letter of the text stands in the document.

    White space and list marks differ between the text that was reviewed and the document, so both are compared
    without white space: each paragraph is looked for behind the one before it. Runs are cut where a place begins or
    ends; a cut run keeps its formatting.
    """

    def __init__(self, text: str, lines: Sequence[WordParagraph]) -> None:
        text = _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
        self._at = [offset for offset, sign in enumerate(text) if not sign.isspace()]
        squeezed = "".join(text[offset] for offset in self._at)
        self._pieces: list[_Piece] = []
        behind = 0
        for line in lines:
            runs = list(_runs(line))
            needle = "".join(_squeezed(run.text) for run in runs)
            found = squeezed.find(needle, behind) if needle else -1
            if found >= 0:
                behind = found + len(needle)
                self._hold(runs, found)

    def _hold(self, runs: Sequence[Run], start: int) -> None:
        for run in runs:
            if length := len(_squeezed(run.text)):
                self._pieces.append(_Piece(run, start, length))
                start += length

    def first(self) -> list[Run]:
        """The first run with letters, to which remarks on the whole letter are tied."""
        return [piece.run for piece in self._pieces[:1]]

    def runs(self, span: Span) -> list[Run]:
        """The first and the last run of a place, cut to hold just that; empty where it isn't in the document."""
        start, end = bisect_left(self._at, span.start), bisect_left(self._at, span.end)
        if start == end:
            return []
        self._begin(start)
        self._finish(end)
        first, last = bisect_left(self._pieces, start, key=_start), bisect_left(self._pieces, end, key=_start)
        return [self._pieces[first].run, self._pieces[last - 1].run] if first < last else []

    def _begin(self, letter: int) -> None:
        """Let a run begin with this letter."""
        number = self._holder(letter)
        if number is not None:
            piece = self._pieces[number]
            self._cut(number, letter, _offsets(piece.run)[letter - piece.start])

    def _finish(self, letter: int) -> None:
        """Let a run end before this letter, and before the white space in front of it."""
        number = self._holder(letter - 1)
        if number is not None:
            piece = self._pieces[number]
            self._cut(number, letter, _offsets(piece.run)[letter - 1 - piece.start] + 1)

    def _holder(self, letter: int) -> int | None:
        number = bisect_right(self._pieces, letter, key=_start) - 1
        held = number >= 0 and letter < self._pieces[number].start + self._pieces[number].length
        return number if held else None

    def _cut(self, number: int, letter: int, offset: int) -> None:
        """Cut a run before a character, its letters from `letter` on going to the new run."""
        piece = self._pieces[number]
        if not 0 < offset < len(piece.run.text):
            return
        rest, ahead = _split(piece.run, offset), letter - piece.start
        halves = (_Piece(piece.run, piece.start, ahead), _Piece(rest, letter, piece.length - ahead))
        self._pieces[number : number + 1] = [half for half in halves if half.length]


def _start(piece: _Piece) -> int:
    return piece.start


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _offsets(run: Run) -> list[int]:
    """Where in the run's text its letters stand, white space not counted."""
    return [offset for offset, sign in enumerate(run.text) if not sign.isspace()]


def _runs(line: WordParagraph) -> Iterator[Run]:
    for inner in line.iter_inner_content():
        if isinstance(inner, Hyperlink):
            yield from inner.runs
        else:
            yield inner


def _split(run: Run, at: int) -> Run:
    """Cut a run before a character of its text; the rest follows as a run of the same formatting."""
    length = len(run.text) + 1
    rest = deepcopy(run._r)  # noqa: SLF001 - python-docx has no way to cut a run
    run._r.addnext(rest)  # noqa: SLF001
    _keep(run._r, Span(0, at))  # noqa: SLF001
    _keep(rest, Span(at, length))
    return Run(rest, run._parent)  # noqa: SLF001


def _keep(element: Any, kept: Span) -> None:
    """Take from a run all letters outside a stretch; parts without letters stay with what precedes them."""
    at = 0
    for part in list(element):
        length = len(str(part)) if part.tag in _SPELLED else 0
        here = Span(at, at + length)
        at += length
        if part.tag == qn("w:rPr"):
            continue
        if part.tag == qn("w:t") and length:
            letters = str(part)[max(0, kept.start - here.start) : max(0, kept.end - here.start)]
            part.text = letters
            part.set(qn("xml:space"), "preserve")
            if not letters:
                element.remove(part)
        elif not kept.start <= here.start < kept.end:
            element.remove(part)


def _comment(word: Word, runs: Sequence[Run], remark: Remark, pen: Pen) -> None:
    comment = word.add_comment(runs, author=pen.author, initials=pen.author[:1].upper())
    comment._comment_elm.date = pen.at  # noqa: SLF001 - python-docx would read the clock
    comment.paragraphs[0].add_run(remark.title).bold = True
    for line in remark.lines:
        comment.add_paragraph(line)
