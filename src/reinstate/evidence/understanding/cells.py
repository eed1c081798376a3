"""Cells of a table: which heading a word stands under, and what is a figure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.seeing.view import Word
from reinstate.language.money import Money

FIGURE_KEYS = ("quantity", "price", "amount")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it holds and where its heading stands."""

    key: str
    left: float
    right: float


def cut(columns: Sequence[Column], piece: Piece, money: Money) -> list[tuple[Word, ...]]:
    """A piece that reaches over the headings of several columns, cut at its outer figures."""
    under = [
        column
        for column in columns
        if min(piece.right, column.right) - max(piece.left, column.left) > 0.5 * (column.right - column.left)
    ]
    words = list(piece.words)
    if len(under) < 2 or len(words) < 2 or not any(column.key in FIGURE_KEYS for column in under):
        return [piece.words]
    if len(under) >= 4:
        return _one_by_one(columns, words, money)
    parts: list[tuple[Word, ...]] = []
    tail: list[tuple[Word, ...]] = []
    first = column_of(columns, (words[0],), money)
    if _is_figure(words[0].text) and first in (*FIGURE_KEYS, "position", "article"):
        parts.append((words.pop(0),))
    while len(words) > 1 and _is_figure(words[-1].text) and column_of(columns, (words[-1],), money) in FIGURE_KEYS:
        tail.insert(0, (words.pop(),))
    return [*parts, tuple(words), *tail]


def _one_by_one(columns: Sequence[Column], words: Sequence[Word], money: Money) -> list[tuple[Word, ...]]:
    """Words of a row without gaps, each put where its look and its place say, neighbours of one column together."""
    keys = [column_of(columns, (word,), money) for word in words]
    keys = [key if _suits(key, word.text) else "description" for key, word in zip(keys, words, strict=True)]
    parts: list[list[Word]] = [[words[0]]]
    for place in range(1, len(words)):
        if keys[place] == keys[place - 1]:
            parts[-1].append(words[place])
        else:
            parts.append([words[place]])
    return [tuple(part) for part in parts]


def _suits(key: str, text: str) -> bool:
    """Whether a word can stand in a column."""
    digits = sum(map(str.isdigit, text))
    if key in FIGURE_KEYS:
        return _is_figure(text) and digits < 9
    return {"gtin": digits >= 8, "article": digits > 0 or text.isupper(), "position": digits > 0}.get(key, True)


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[^\w\s]?\d[\d.,]*[^\w\s]?", text))


def column_of(columns: Sequence[Column], words: Sequence[Word], money: Money) -> str:
    """The column that words stand in, by where they stand and whether they are a figure."""
    left, right = words[0].left, max(word.right for word in words)
    size = max(words[0].size, 1.0)
    figure = figured(" ".join(word.text for word in words), money)

    def fit(column: Column) -> float:
        shared = min(right, column.right) - max(left, column.left)
        worth = shared / max(min(right - left, column.right - column.left), 1.0) if shared > 0 else shared / (3 * size)
        worth += 0.6 * (abs(left - column.left) < 0.7 * size) + 0.6 * (abs(right - column.right) < 0.7 * size)
        if column.key in FIGURE_KEYS:
            worth -= 0.0 if figure else 0.9
        elif column.key == "description":
            worth -= 0.35 if figure else 0.0
            if not figure and column.left - size < left < column.right + 30 * size:
                worth += 0.3 if left < column.right else 0.0
        return worth

    return max(columns, key=fit).key


def figured(text: str, money: Money) -> bool:
    """Whether a cell holds a number, with its unit or currency at most."""
    bare = unpriced(text, money).strip(" .,:-()")
    return bool(re.match(r"^[\d.,'’\s-]*\d[\d.,'’\s-]*(?:\s?[^\W\d]{1,9}\.?)?$|^[^\W\d]{1,4}\.?\s\d[\d.,]*$", bare))


def unpriced(text: str, money: Money) -> str:
    """A text with blanks for the signs of money and of per cent, which may stand at any figure."""
    return re.sub("[%％]", " ", money.blanked(text))
