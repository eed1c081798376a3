"""A document laid out, with the words of the shelves found in it and what stands beside each label."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reinstate.case.paper import Spot
from reinstate.evidence.seeing.layout import Layout, Piece, spelled, wide
from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.lexicon import Lexicon, Named
from reinstate.evidence.understanding.values import Style, dates

LABELS = ("facts", "parties")
_BEFORE = re.compile(r"^[\s•·*\-–—#(（]*(?:\d{1,2}[a-z]?[.)]?\s+)?[(（]?")
_SEPARATOR = re.compile(r"^[\s:：.;#№°º|/()（）\-–—=]+")
_GOES_ON = frozenset("-/_")
"""Signs with which a code goes on, so that what stands before them is no label."""
_LARGE = 1.2
"""Usual type sizes from which a line is a letterhead."""
_SMALL = 3
"""Letters of a word that may as well be the particle of a name."""
_START = 3
"""Signs that may stand before the label with which a piece begins."""
_HEADING = 20
"""Letters of a heading that may end with a label."""
_REACH = 4.0
"""How many type sizes below its label a value may begin."""


@dataclass(frozen=True)
class Pair:
    """A label and what stands beside or below it: a stretch of one piece."""

    keys: frozenset[str]
    label: Named
    piece: Piece
    """Where the value stands."""
    start: int
    end: int
    aside: bool
    """Whether the value stands in another piece than its label."""
    owner: Piece
    """Where the label stands."""

    @property
    def text(self) -> str:
        """The value's text."""
        return self.piece.text[self.start : self.end]

    @property
    def words(self) -> tuple[Word, ...]:
        """The value's words."""
        return self.piece.part(self.start, self.end)


class Area(NamedTuple):
    """The place of a table on a page: edges in points, counted from the upper left corner."""

    page: int
    top: float
    bottom: float
    left: float
    right: float

    def holds(self, piece: Piece) -> bool:
        """Whether a piece lies in it."""
        level = self.page == piece.page and self.top - 1 <= piece.top and piece.bottom <= self.bottom + 1
        return level and piece.left < self.right and piece.right > self.left


class Spread:
    """The pages of a document side by side: pieces, their labels, their values."""

    def __init__(self, layouts: Sequence[Layout], lexicon: Lexicon, style: Style) -> None:
        self.layouts = tuple(layouts)
        self.style = style
        self.lexicon = lexicon
        self.pieces: tuple[Piece, ...] = tuple(piece for layout in layouts for piece in layout.pieces)
        self._layout_of = {layout.view.number: layout for layout in layouts}
        self.text, starts = _joined(self.pieces)
        self._marks: dict[int, list[Named]] = defaultdict(list)
        self._told: dict[tuple[int, tuple[str, ...]], list[Named]] = {}
        for hit in lexicon.find(self.text):
            place = bisect_right(starts, hit.start) - 1
            if hit.end <= starts[place] + len(self.pieces[place].text):
                moved = Named(hit.group, hit.key, hit.tag, hit.start - starts[place], hit.end - starts[place])
                self._marks[id(self.pieces[place])].append(moved)

    def layout(self, piece: Piece) -> Layout:
        """The page that a piece stands on."""
        return self._layout_of[piece.page]

    def row(self, piece: Piece) -> tuple[Piece, ...]:
        """The pieces of the same row."""
        return self.layout(piece).rows[piece.row]

    def spot(self, piece: Piece, words: Sequence[Word] | None = None) -> Spot:
        """Where words of a piece, or all of it, stand."""
        return self.layout(piece).spot(words or piece.words)

    def marks(self, piece: Piece, *groups: str) -> list[Named]:
        """The words of the shelves found in a piece, of some groups."""
        asked = id(piece), groups
        told = self._told.get(asked)
        if told is None:
            told = self._told[asked] = [mark for mark in self._marks[id(piece)] if mark.group in groups]
        return told

    def leading(self, piece: Piece, *groups: str) -> list[Named]:
        """The longest labels with which a piece begins; several where one word names several things."""
        begin = _BEFORE.match(piece.text)
        edge = begin.end() if begin else 0
        found = [
            mark
            for mark in self.marks(piece, *(groups or LABELS))
            if mark.start <= edge and not _mere_letter(piece.text, mark)
        ]
        longest = max((mark.end for mark in found), default=0)
        return [mark for mark in found if mark.end == longest]

    def whole(self, piece: Piece, *groups: str) -> list[Named]:
        """The labels that a piece consists of, with nothing but signs and further labels after them."""
        found = self.leading(piece, *groups)
        return found if found and not self.rest(piece, found[0].end, *groups) else []

    def rest(self, piece: Piece, start: int, *groups: str) -> str:
        """What a piece holds after a label and after further labels that say the same in another language."""
        return piece.text[self.after(piece, start, *groups) :].strip(" :：.#-–—()（）")

    def after(self, piece: Piece, start: int, *groups: str) -> int:
        """Where the value begins after a label that ends at `start`."""
        text, at = piece.text, start
        while True:
            gap = _SEPARATOR.match(text[at:])
            at += gap.end() if gap else 0
            more = [
                mark
                for mark in self.marks(piece, *(groups or LABELS))
                if mark.start == at and not _worded(text, mark.end) and text[mark.end : mark.end + 1] not in _GOES_ON
            ]
            if not more:
                return at
            at = max(mark.end for mark in more)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every label with its value, in the order of the document."""
        return tuple(pair for piece in self.pieces for pair in self._pairs(piece))

    @cached_property
    def _owned(self) -> dict[int, Pair]:
        """By `id` of a piece the pair of the label that it begins with."""
        return {id(pair.owner): pair for pair in reversed(self.pairs) if pair.label.start <= _START}

    def label_of(self, piece: Piece) -> Pair | None:
        """The label with which a piece begins, and its value, if it has one."""
        return self._owned.get(id(piece))

    def _pairs(self, piece: Piece) -> Iterator[Pair]:
        labels = self.leading(piece)
        yield from self._inner(piece, labels)
        if not labels:
            yield from self._ending(piece)
            return
        keys = frozenset(label.key for label in labels)
        start = self.after(piece, labels[0].end)
        if piece.text[start:].strip(" :：.#-–—()（）"):
            if not self._said(piece, keys, labels[0], start):
                return
            if (
                labels[0].end >= len(piece.text)
                or not piece.text[labels[0].end].isalnum()
                or _wide(piece.text, labels[0])
            ):
                yield Pair(keys, labels[0], piece, start, self._stop(piece, start), False, piece)
            return
        found = [each for each in (self._beside(piece), self._under(piece)) if each is not None]
        if len(found) == 2 and self._strip(piece, *found):
            found.reverse()
        value = next((each for each in found if self._fits(keys, each.text)), found[0] if found else None)
        if value is not None:
            yield Pair(keys, labels[0], value, 0, len(value.text), True, piece)

    def _ending(self, piece: Piece) -> Iterator[Pair]:
        """A short heading that ends with a label for a number, whatever word stands before it: `Doc. ref`.

        Such a number may be another one; it is only told where no other stands on the paper.
        """
        bare = len(piece.text.rstrip(" .:："))
        marks = [
            mark
            for mark in self.marks(piece, "facts")
            if mark.key == "number" and mark.end >= bare and mark.start > 0 and piece.text[mark.start - 1] in " ./-"
        ]
        if not marks or bare > _HEADING or re.search(r"\d", piece.text):
            return
        found = [each for each in (self._beside(piece), self._under(piece)) if each is not None]
        value = next((each for each in found if self._fits(frozenset({"number"}), each.text)), None)
        if value is not None:
            keys = frozenset({"number", "other-number"})
            yield Pair(keys, marks[0], value, 0, len(value.text), True, piece)

    def _strip(self, label: Piece, beside: Piece, under: Piece) -> bool:
        """Whether a label is one of several side by side, each with its value below."""
        layout = self.layout(label)
        lined = abs(under.left - label.left) < label.size and any(
            abs(each.left - beside.left) < label.size for row in layout.rows[under.row : under.row + 1] for each in row
        )
        if not lined or any(mark.key == "company" for mark in self.marks(beside, "words")):
            return False
        small = label.size < 0.93 * under.size and abs(label.size - beside.size) < 0.5
        capital = label.text.isupper() and beside.text.isupper() and not under.text.isupper()
        return small or capital or (label.bold and beside.bold and not under.bold)

    def _fits(self, keys: frozenset[str], text: str) -> bool:
        """Whether a text can be what a label names: a day, a number, a name."""
        if keys & {"date", "other-date", "valid-from", "valid-until"} and not keys & {"receiver", "issuer"}:
            return bool(dates(text, self.style))
        if keys & {"number", "other-number"}:
            return any(map(str.isdigit, text[:24]))
        return True

    def _said(self, piece: Piece, keys: frozenset[str], label: Named, start: int) -> bool:
        """Whether what follows a party's label can be its name: behind a colon, or written large."""
        if not keys & {"receiver", "issuer", "deliver-to", "other-party", "payee"} or keys & {
            "valid-from",
            "valid-until",
        }:
            return True
        marked = ":" in piece.text[label.end : start] or "：" in piece.text[label.end : start]
        if "issuer" in keys and self.begins_name(piece, label, start):
            return False
        return marked or ("other-party" not in keys and not piece.text[start].islower())

    def begins_name(self, piece: Piece, label: Named, start: int) -> bool:
        """Whether a word for a maker is the first of its name: `Laboratory So-and-so` as a letterhead, `De Wit`."""
        marked = ":" in piece.text[label.end : start] or "：" in piece.text[label.end : start]
        letterhead = piece.size > _LARGE * self.layout(piece).size or (piece.page == 1 and piece.row == 0)
        return not marked and label.key == "issuer" and (letterhead or len(label) <= _SMALL)

    def _inner(self, piece: Piece, leading: Sequence[Named]) -> Iterator[Pair]:
        """Labels inside a piece that a colon or a full stop marks as such: `Tel. … Fax …`, `Nr. A vom …`."""
        edge = max((mark.end for mark in leading), default=0)
        taken = edge
        for mark in sorted(self.marks(piece, *LABELS), key=lambda each: (each.start, -each.end)):
            if mark.start < taken or mark.start == 0:
                continue
            tail = piece.text[mark.end : mark.end + 2]
            head = piece.text[mark.start - 1 : mark.start]
            if (
                tail[:1] in ":："
                or tail[:2] in (" :", " ：")
                or (
                    head in " (（/|·,，"
                    and (mark.key in _INLINE or (mark.key == "number" and _parted_off(piece.text, mark)))
                )
            ):
                start = self.after(piece, mark.end)
                if piece.text[start:].strip():
                    taken = mark.end
                    yield Pair(frozenset({mark.key}), mark, piece, start, self._stop(piece, start), False, piece)

    def _stop(self, piece: Piece, start: int) -> int:
        """Where a value ends: before the next label with a colon, or a bar."""
        ends = [len(piece.text)]
        ends += [
            mark.start
            for mark in self.marks(piece, *LABELS)
            if mark.start > start
            and piece.text[mark.end : mark.end + 2].strip()[:1] in (":", "：")
            and not piece.text[mark.start - 1].isalnum()
        ]
        bar = re.search(r"\s[|·•]\s|\u3000", piece.text[start:])
        if bar:
            ends.append(start + bar.start())
        return min(ends)

    def _beside(self, piece: Piece) -> Piece | None:
        """The next piece of the row, unless it is a label itself."""
        row = self.row(piece)
        place = row.index(piece)
        if place + 1 < len(row):
            near = row[place + 1]
            keys = {mark.key for mark in self.leading(near)}
            held = bool(keys) and keys <= _HELD and bool(self._party(piece))
            if (not keys or held) and near.left - piece.right < 0.4 * self.layout(piece).view.width:
                return near
        return None

    def _party(self, piece: Piece) -> set[str]:
        return {mark.key for mark in self.leading(piece)} & {"receiver", "issuer"}

    def _under(self, piece: Piece) -> Piece | None:
        """The piece below, unless it is a label itself."""
        layout = self.layout(piece)
        for row in layout.rows[piece.row + 1 : piece.row + 4]:
            for below in row:
                near = below.top - piece.bottom < _REACH * piece.size
                aslant = 0 <= below.left - piece.right < _REACH * piece.size and below.top < piece.bottom
                lined = below.across(piece) or abs(below.left - piece.left) < piece.size or aslant
                if near and lined and below.top > piece.top:
                    return None if self.whole(below) else below
        return None

    def below(self, piece: Piece, *, most: int = 7, column: Piece | None = None) -> list[Piece]:
        """The pieces under a piece that go on in its column without a gap, top to bottom."""
        layout = self.layout(piece)
        found: list[Piece] = []
        last, lead = piece, column or piece
        for row in layout.rows[piece.row + 1 :]:
            near = [each for each in row if abs(each.left - lead.left) < 1.5 * each.size and each.top > last.top]
            near = near or [each for each in row if each.across(lead) and abs(each.left - lead.left) < 4 * each.size]
            if not near:
                if row and row[0].top - last.bottom > 1.6 * last.size:
                    break
                continue
            if near[0].top - last.bottom > 1.3 * max(last.size, near[0].size) or len(found) >= most:
                break
            found.append(near[0])
            last = near[0]
            if len(found) == 1 and column is None:
                lead = near[0]
        return found


_PARTIES = frozenset({"receiver", "issuer", "payee", "deliver-to", "other-party"})
_HELD = frozenset({"name", "address", "phone", "email", "website", "tax-id"})
_INLINE = frozenset({"phone", "fax", "email", "website", "tax-id"})


def _parted_off(text: str, label: Named) -> bool:
    """Whether a sign that parts a line stands right before a label."""
    return text[: label.start].rstrip()[-1:] in ("·", "|", "•", "–", "—")


def _mere_letter(text: str, label: Named) -> bool:
    """Whether a single letter for a party has no colon behind it, so that it is the first of a name or a postcode."""
    if len(label) > 1 or label.key not in _PARTIES or wide(text[label.start]):
        return False
    rest = text[label.end :].strip()
    return bool(rest) and rest[0] not in ":：/"


def _worded(text: str, end: int) -> bool:
    """Whether a word goes on where a label ends, so that it is none."""
    return end < len(text) and text[end].isalnum() and text[end].isascii()


def _wide(text: str, label: Named) -> bool:
    """Whether a label of a script without blanks ends where its value begins."""
    return not text[label.end - 1].isascii() or not text[label.end].isascii()


def _joined(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    starts, at, parts = [], 0, []
    for piece in pieces:
        starts.append(at)
        parts.append(piece.text)
        at += len(piece.text) + 1
    return "\n".join(parts), starts or [0]


def around(spots: Sequence[Spot]) -> Spot:
    """The box around several places on the page of the first."""
    page = spots[0].page
    boxes = [spot.box for spot in spots if spot.page == page]
    left, bottom, right, top = zip(*boxes, strict=True)
    return Spot(page, (min(left), min(bottom), max(right), max(top)))


__all__ = ["LABELS", "Area", "Pair", "Spread", "around", "spelled"]
