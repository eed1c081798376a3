"""Words put together as people read them: pieces without a gap, rows of pieces, blocks of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from reinstate.case.paper import Spot
from reinstate.evidence.seeing.view import Rule, View, Word

_GAP = 0.95
"""A gap of so many type sizes parts two pieces; in typewriter faces two blanks are wider, one is narrower."""
_STRIDES = 1.75
"""The same in letters, for recognised words: a blank is one at most, in typewriter faces too."""
_COLUMN = 5
"""Signs of a stack that can hardly be anything but a word down the edge of a form."""
_SHARED = 0.55
"""Share of the lower word's height that two words of one row have in common."""


@dataclass(frozen=True)
class Piece:
    """Words that stand side by side without a gap: a cell of a table, a label, a line of prose."""

    words: tuple[Word, ...]
    page: int
    row: int
    """The row of the page it stands in."""

    @cached_property
    def text(self) -> str:
        """The words with blanks between them where the script has any."""
        return spelled(self.words)

    @cached_property
    def left(self) -> float:
        """Left edge."""
        return self.words[0].left

    @cached_property
    def right(self) -> float:
        """Right edge."""
        return max(word.right for word in self.words)

    @cached_property
    def top(self) -> float:
        """Upper edge."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Lower edge."""
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """Size of the type, in points."""
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        """Whether all of it is printed bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each word begins in the text."""
        places, at = [], 0
        for word in self.words:
            at = self.text.find(word.text[0], at)
            places.append(at)
            at += len(word.text)
        return tuple(places)

    def part(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that hold a stretch of the text."""
        inside = [
            word for word, at in zip(self.words, self.starts, strict=True) if at < end and start < at + len(word.text)
        ]
        return tuple(inside) or self.words

    def across(self, other: "Piece") -> bool:
        """Whether the two stand above each other."""
        return min(self.right, other.right) > max(self.left, other.left)


@dataclass(frozen=True)
class Layout:
    """The pieces of one page from top to bottom and left to right, and its rows."""

    view: View
    rows: tuple[tuple[Piece, ...], ...]

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """Every piece, row by row."""
        return tuple(piece for row in self.rows for piece in row)

    @cached_property
    def size(self) -> float:
        """The usual size of the type."""
        sizes = sorted(word.size for word in self.view.words)
        return sizes[len(sizes) // 2] if sizes else 10.0

    def spot(self, words: Iterable[Word]) -> Spot:
        """Where some words of this page stand."""
        found = tuple(words)
        return self.view.spot(
            min(word.left for word in found),
            min(word.top for word in found),
            max(word.right for word in found),
            max(word.bottom for word in found),
        )


def lay_out(view: View) -> Layout:
    """The words of a page as rows of pieces."""
    rows = _rows(_stacked(view.words))
    uprights = [rule for rule in view.rules if rule.upright]
    made = []
    for number, row in enumerate(rows):
        made.append(tuple(Piece(words, view.number, number) for words in _parted(row, uprights)))
    return Layout(view, tuple(made))


def _stacked(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with signs that stand one below the other, as down the edge of a form, put together as one word."""
    single = sorted(
        (word for word in words if len(word.text) == 1 and wide(word.text)), key=lambda each: (each.top, each.left)
    )
    if len(single) < 3:
        return tuple(words)
    stacks: list[list[Word]] = []
    for word in single:
        home = next((stack for stack in stacks if _stands_on(stack[-1], word)), None)
        if home is None:
            stacks.append([word])
        else:
            home.append(word)
    tall = [stack for stack in stacks if len(stack) >= 3 and _varied(stack) and not _in_line(stack, words)]
    gone = {id(word) for stack in tall for word in stack}
    made = [word for word in words if id(word) not in gone]
    for stack in tall:
        first = stack[0]
        text = "".join(word.text for word in stack)
        made.append(Word(text, first.left, first.top, first.right, first.bottom, first.font, first.bold, first.drawn))
    return tuple(made)


def _varied(stack: Sequence[Word]) -> bool:
    """Whether signs that stand below each other are a word: units down a column are always the same sign."""
    return len({word.text for word in stack}) > len(stack) / 2


def _stands_on(above: Word, word: Word) -> bool:
    return abs(above.left - word.left) < 0.4 * word.size and 0 <= word.top - above.top < 2.6 * word.size


def _in_line(stack: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether most signs of a stack have a neighbour of their own row close by; a long stack stands nearer to one."""
    reach = (0.8 if len(stack) < _COLUMN else 0.5) * stack[0].size
    close = sum(
        any(
            other is not word
            and abs(other.middle - word.middle) < 0.5 * word.size
            and (-0.1 <= (other.left - word.right) / reach < 1 or -0.1 <= (word.left - other.right) / reach < 1)
            for other in words
        )
        for word in stack
    )
    return close > len(stack) / 2


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words of one height together, from left to right; tall ones join the row that their feet stand in."""
    rows: list[list[Word]] = []
    for run in sorted(_runs(words), key=lambda each: (each[0].middle, each[0].left)):
        home = next((row for row in reversed(rows[-8:]) if _level(row, run)), None)
        if home is None:
            rows.append(list(run))
        else:
            home += run
    for row in rows:
        row.sort(key=lambda each: each.left)
    return sorted(rows, key=lambda row: median(word.middle for word in row))


def _runs(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words that surely stand in one row: those of one recognised line, up to a wide gap; else each by itself."""
    lines: dict[int, list[Word]] = {}
    runs: list[tuple[Word, ...]] = []
    for word in words:
        if word.line < 0:
            runs.append((word,))
        else:
            lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        part = [line[0]]
        for before, word in pairwise(line):
            if 0 <= word.left - before.right + word.size < 5 * word.size:
                part.append(word)
            else:
                runs.append(tuple(part))
                part = [word]
        runs.append(tuple(part))
    return runs


def _level(row: Sequence[Word], run: Sequence[Word]) -> bool:
    """Whether a run of words stands in a row: by the words of both that are nearest to each other."""
    near = min(row, key=lambda each: min(abs(each.left - run[0].left), abs(each.left - run[-1].left)))
    word = min(run, key=lambda each: abs(each.left - near.left))
    shared = min(near.bottom, word.bottom) - max(near.top, word.top)
    apart = near.right <= run[0].left + 2 or near.left >= run[-1].right - 2 or word.line < 0
    return apart and shared > _SHARED * min(near.bottom - near.top, word.bottom - word.top)


def _parted(row: Sequence[Word], uprights: Sequence[Rule]) -> list[tuple[Word, ...]]:
    pieces: list[list[Word]] = [[row[0]]]
    for before, word in pairwise(row):
        if _apart(before, word, uprights) and (_ruled(before, word, uprights) or not _spaced_out(pieces[-1], word)):
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [tuple(piece) for piece in pieces]


def _apart(before: Word, word: Word, uprights: Sequence[Rule]) -> bool:
    gap = word.left - before.right
    if _halves(before, word) and gap < 7 * word.size:
        return _ruled(before, word, uprights)
    if word.line >= 0:
        return gap > _STRIDES * _stride(before, word)
    if gap > _GAP * min(max(before.size, 1), max(word.size, 1)):
        return True
    return _ruled(before, word, uprights)


def _halves(before: Word, word: Word) -> bool:
    """Whether two signs are a word set wide to fill its cell."""
    return len(before.text) == len(word.text) == 1 and wide(before.text) and wide(word.text)


def _stride(*words: Word) -> float:
    """How far one letter takes in recognised words, whose height tells little of the size of their type."""
    letters = [(word.right - word.left) / len(word.text) for word in words if len(word.text) >= 2]
    return max(sum(letters) / len(letters), 2.5) if letters else max(word.size for word in words) * 0.75


def _ruled(before: Word, word: Word, uprights: Sequence[Rule]) -> bool:
    """Whether an upright line parts two words."""
    level = word.middle
    return any(
        before.right - 1.5 <= rule.left and rule.right <= word.left + 1.5 and rule.top <= level <= rule.bottom
        for rule in uprights
    )


def _spaced_out(piece: Sequence[Word], word: Word) -> bool:
    """Whether a heading is set with its letters apart: single signs one after the other, evenly."""
    if len(word.text) > 1 or any(len(each.text) > 1 for each in piece) or not word.text.isalpha():
        return False
    return word.left - piece[-1].right < 2.2 * word.size and piece[-1].text.isalpha()


def spelled(words: Sequence[Word]) -> str:
    """The text of words side by side; a heading with its letters apart is one word."""
    if len(words) >= 2 and sum(len(word.text) <= 2 for word in words) >= 0.75 * len(words) and _letters(words):
        return _closed_up(words)
    text = words[0].text if words else ""
    for before, word in pairwise(words):
        split = word.line >= 0 and "@" in before.text and before.text.endswith(".")
        text += ("" if split or _close(before, word) else " ") + word.text
    return text


def _letters(words: Sequence[Word]) -> bool:
    """Whether words are the letters of a heading that is set with its letters apart."""
    single = sum(len(word.text) == 1 for word in words)
    if all(wide(word.text[0]) and len(word.text) == 1 for word in words):
        return True
    return len(words) >= 4 and single >= 0.6 * len(words) and all(word.text.isalpha() for word in words)


def _closed_up(words: Sequence[Word]) -> str:
    """The letters together, with a blank where the gap is clearly wider than between letters."""
    gaps = [word.left - before.right for before, word in pairwise(words)]
    usual = sorted(gaps)[len(gaps) // 3]
    text = words[0].text
    for gap, word in zip(gaps, words[1:], strict=True):
        text += (" " if gap > 1.45 * max(usual, 0.1) + 0.12 * word.size and not wide(word.text[0]) else "") + word.text
    return text


def _close(before: Word, word: Word) -> bool:
    """Whether no blank belongs between two words: signs of a script without blanks, side by side."""
    seen = before.line == word.line >= 0  # engines part such lines at will, and their boxes hug the signs
    return (
        wide(before.text[-1]) and wide(word.text[0]) and word.left - before.right < (0.6 if seen else 0.3) * word.size
    )


def wide(sign: str) -> bool:
    """Whether a sign belongs to a script without blanks, or to its punctuation."""
    return "\u3000" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uffef"


def blocks(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand close below each other with a common left edge, middle or right edge, top to bottom."""
    made: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (each.top, each.left)):
        home = None
        for block in reversed(made):
            last = block[-1]
            if last.row != piece.row and _below(last, piece):
                home = block
                break
        if home is None:
            made.append([piece])
        else:
            home.append(piece)
    return made


def _below(last: Piece, piece: Piece) -> bool:
    step = piece.top - last.bottom
    if not -0.6 * last.size < step < 0.95 * max(last.size, piece.size):
        return False
    return (
        abs(last.left - piece.left) < 1.2 * piece.size
        or abs((last.left + last.right) - (piece.left + piece.right)) < 1.2 * piece.size
        or abs(last.right - piece.right) < 0.8 * piece.size
    )
