"""Every place of many literals in a text."""

from collections.abc import Iterator, Sequence
from typing import Any

from ahocorasick_rs import AhoCorasick

_PIECE = 200_000
"""Characters that the automaton is given at once: of what it finds, a list is held."""
_HEAD = 4
_PACE = 3
"""Literals that an automaton takes in while one character is looked up."""


class Literals:
    """Literals, none of them empty, that are looked for together.

    The first texts are looked up place by place in a table of the literals' heads; an automaton, made when the
    texts outgrow the literals, goes through all others. The table can be kept between two runs, an automaton can't.
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = tuple(literals)
        self._longest = max(map(len, self._literals), default=0)
        self._heads: dict[int, dict[str, list[int]]] = {}
        for number, literal in enumerate(self._literals):
            heads = self._heads.setdefault(min(len(literal), _HEAD), {})
            heads.setdefault(literal[:_HEAD], []).append(number)
        self._left = len(self._literals) // _PACE
        """Characters to look up before it pays to make the automaton."""
        self._automaton: AhoCorasick | None = None

    def __getstate__(self) -> dict[str, Any]:
        """All but what no run can hand on to the next."""
        return {**vars(self), "_left": len(self._literals) // _PACE, "_automaton": None}

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Number, start and end of every literal in the text, overlapping ones too, in the order of their ends."""
        if not self._literals:
            return iter(())
        self._left -= len(text)
        if self._left > 0:
            return iter(sorted(self._looked_up(text), key=lambda place: place[2]))
        if self._automaton is None:
            self._automaton = AhoCorasick(self._literals)
        if len(text) <= _PIECE:
            return iter(self._automaton.find_matches_as_indexes(text, overlapping=True))
        return self._by_pieces(self._automaton, text)

    def _looked_up(self, text: str) -> Iterator[tuple[int, int, int]]:
        for length, heads in self._heads.items():
            for start in range(len(text) - length + 1):
                for number in heads.get(text[start : start + length], ()):
                    if text.startswith(literal := self._literals[number], start):
                        yield number, start, start + len(literal)

    def _by_pieces(self, automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
        for base in range(0, len(text), _PIECE):
            piece = text[base : base + _PIECE + self._longest]
            for number, start, end in automaton.find_matches_as_indexes(piece, overlapping=True):
                if start < _PIECE:
                    yield number, base + start, base + end
