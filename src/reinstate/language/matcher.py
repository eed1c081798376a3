"""Many terms looked for at once, in linear time.

One automaton finds the literals of all of them. A term that is nothing but literals is found by that alone; of the
others those are tried as expressions whose literals occurred.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from reinstate.case import Span
from reinstate.language.fold import Folded
from reinstate.language.terms import STAR, level, spaced, term, veil

Key = TypeVar("Key")

_AT_ONCE = 200
"""Texts that one pass goes through."""
_PIECE = 200_000
"""Characters that the automaton is given at once: of what it finds, a list is held."""
_BETWEEN = "\n"
"""Parts two texts: no levelled text holds it."""
_SPACES = re.compile("  +")
_WORD = re.compile(r"[^\W_]+")
_FREE, _EDGE, _MORE = 0, 1, 2
"""What holds at an end of a literal: anything may follow, no letter may, or letters of the word belong to the hit."""


class Hit(NamedTuple, Generic[Key]):
    """One term found: whose it is, and where in the folded text."""

    key: Key
    start: int
    end: int
    folded: Folded

    @property
    def span(self) -> Span:
        """Where it stands in the original text."""
        return self.folded.place(self.start, self.end)


class _Literal:
    """A literal with what must hold at its ends, and the terms it speaks for.

    Attributes:
        exact: terms that are there with it, each with the order in which the term tries it.
        sure: terms that may be there with it.
        asking: the same, if some of each group of further literals is there.
        asked: whether it tells only of terms that may be there.
    """

    __slots__ = ("asked", "asking", "exact", "head", "sure", "tail")

    def __init__(self, literal: str) -> None:
        self.head = _MORE if literal[0] == STAR else _EDGE if spaced(literal[0]) else _FREE
        self.tail = _MORE if literal[-1] == STAR else _EDGE if spaced(literal[-1]) else _FREE
        self.exact: list[tuple[int, int]] = []
        self.sure: list[int] = []
        self.asking: list[tuple[int, tuple[frozenset[int], ...]]] = []
        self.asked = False


class _There:
    """What of one text is known after the pass: terms found, and the literals of the others."""

    __slots__ = ("found", "literals")

    def __init__(self) -> None:
        self.found: dict[int, list[tuple[int, int, int]]] = {}
        self.literals: set[int] = set()

    def note(self, literal: _Literal, start: int, end: int) -> None:
        """Note a place of every term that the literal is."""
        for owner, order in literal.exact:
            self.found.setdefault(owner, []).append((start, order, end))


class Matcher(Generic[Key]):
    """Terms with the keys that they are found under."""

    def __init__(self, terms: Iterable[tuple[Key, str]]) -> None:
        self._terms = [(key, term(words)) for key, words in terms]
        self._always: list[int] = []
        self._literals: list[_Literal] = []
        self._made: dict[int, re.Pattern[str]] = {}
        numbers: dict[str, int] = {}
        for number, (_, each) in enumerate(self._terms):
            for order, literal in enumerate(each.exact or ()):
                self._literals[self._number(numbers, literal)].exact.append((number, order))
            if each.groups:
                self._ask(number, [[self._number(numbers, literal) for literal in group] for group in each.groups])
            elif each.exact is None:
                self._always.append(number)
        self._words = {literal: number for literal, number in numbers.items() if _is_word(literal)}
        """Literals that are a whole word: most of them short, and part of many other words."""
        self._exact = frozenset(word for word, number in self._words.items() if self._literals[number].exact)
        self._waking = frozenset(number for number, each in enumerate(self._literals) if each.sure or each.asking)
        self._numbers = [number for literal, number in numbers.items() if literal not in self._words]
        plain = [literal.strip(STAR) for literal in numbers if literal not in self._words]
        self._automaton = AhoCorasick(plain) if plain else None
        self._overlap = max(map(len, plain), default=0)

    def _number(self, numbers: dict[str, int], literal: str) -> int:
        if literal not in numbers:
            numbers[literal] = len(numbers)
            self._literals.append(_Literal(literal))
        return numbers[literal]

    def _ask(self, number: int, groups: list[list[int]]) -> None:
        for literal in (literal for group in groups for literal in group):
            self._literals[literal].asked = True
        first, *others = groups
        for literal in first:
            if others:
                self._literals[literal].asking.append((number, tuple(map(frozenset, others))))
            else:
                self._literals[literal].sure.append(number)

    def find(self, folded: Folded) -> list[Hit[Key]]:
        """Every place where a term stands, in the order of the text."""
        return next(self.find_each([folded]))

    def find_each(self, texts: Iterable[Folded]) -> Iterator[list[Hit[Key]]]:
        """The same for each of many short texts, in their order; many are gone through in one pass."""
        rest = iter(texts)
        while some := list(islice(rest, _AT_ONCE)):
            for folded, there in zip(some, self._pass(some), strict=True):
                found = self._found(folded, there)
                found.sort()
                yield [Hit(self._terms[number][0], start, -end, folded) for start, end, number in found]

    def _found(self, folded: Folded, there: _There) -> list[tuple[int, int, int]]:
        """Start, end as a negative number, so that the longest comes first, and number of the term."""
        found = [(start, -end, number) for number, places in there.found.items() for start, end in _apart(places)]
        if numbers := self._woken(there.literals):
            text = veil(folded.text)
            for number in numbers:
                for match in (self._made.get(number) or self._make(number)).finditer(text):
                    start, end = trimmed(text, *match.span())
                    found.append((start, -end, number))
        return found

    def _make(self, number: int) -> re.Pattern[str]:
        """The expression of a term, made at its first use: start-up pays for none that isn't needed."""
        self._made[number] = made = compiled(self._terms[number][1].pattern)
        return made

    def _woken(self, literals: set[int]) -> set[int]:
        """The terms all of whose literals are there."""
        numbers = set(self._always)
        for each in literals & self._waking:
            literal = self._literals[each]
            numbers.update(literal.sure)
            for number, groups in literal.asking:
                if not any(map(literals.isdisjoint, groups)):
                    numbers.add(number)
        return numbers

    def _pass(self, texts: Sequence[Folded]) -> list[_There]:
        """Go through all texts at once."""
        found = [_There() for _ in texts]
        levelled = [_Levelled(each.text) for each in texts]
        for there, text in zip(found, levelled, strict=True):
            words = self._words.keys() & _WORD.findall(text.text)
            there.literals.update(map(self._words.__getitem__, words))
            for word in words & self._exact:
                self._note_word(there, text, word)
        place, until = 0, 1 + len(levelled[0].text)
        joined = f"{_BETWEEN}{_BETWEEN.join(each.text for each in levelled)}{_BETWEEN}"
        for number, start, end in self._occurrences(joined):
            while end > until:
                place += 1
                until += len(_BETWEEN) + len(levelled[place].text)
            literal = self._literals[self._numbers[number]]
            if (literal.head == _EDGE and joined[start - 1].isalnum()) or (
                literal.tail == _EDGE and joined[end].isalnum()
            ):
                continue
            if literal.asked:
                found[place].literals.add(self._numbers[number])
            if literal.exact:
                first = _word_start(joined, start) if literal.head == _MORE else start
                last = _word_end(joined, end) if literal.tail == _MORE else end
                before = until - len(levelled[place].text)
                found[place].note(literal, *levelled[place].places(first - before, last - before))
        return found

    def _note_word(self, there: _There, text: "_Levelled", word: str) -> None:
        """Note a literal that is a whole word of the text, at each of its places."""
        literal = self._literals[self._words[word]]
        for match in _WORD.finditer(text.text):
            if match.group() == word:
                there.note(literal, *text.places(*match.span()))

    def _occurrences(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Every other literal in the text: its number, start and end."""
        if self._automaton is None:
            return iter(())
        if len(text) <= _PIECE:
            return iter(self._automaton.find_matches_as_indexes(text, overlapping=True))
        return self._by_pieces(self._automaton, text)

    def _by_pieces(self, automaton: AhoCorasick, text: str) -> Iterator[tuple[int, int, int]]:
        for base in range(0, len(text), _PIECE):
            piece = text[base : base + _PIECE + self._overlap]
            for number, start, end in automaton.find_matches_as_indexes(piece, overlapping=True):
                if start < _PIECE:
                    yield number, base + start, base + end


class _Levelled:
    """A levelled text with runs of spaces shortened to one, and the way back."""

    __slots__ = ("_cuts", "_lost", "text")

    def __init__(self, text: str) -> None:
        self.text = level(text)
        self._cuts: list[int] = []
        self._lost: list[int] = [0]
        if "  " in self.text:
            for run in _SPACES.finditer(self.text):
                self._cuts.append(run.start() + 1 - self._lost[-1])
                self._lost.append(self._lost[-1] + run.end() - run.start() - 1)
            self.text = _SPACES.sub(" ", self.text)

    def places(self, start: int, end: int) -> tuple[int, int]:
        """A stretch that begins and ends with no space, in the text before."""
        if not self._cuts:
            return start, end
        return start + self._lost[bisect_right(self._cuts, start)], end + self._lost[bisect_right(self._cuts, end - 1)]


def _is_word(literal: str) -> bool:
    return _WORD.fullmatch(literal) is not None and spaced(literal[0]) and spaced(literal[-1])


def _word_start(text: str, start: int) -> int:
    while text[start - 1].isalnum():
        start -= 1
    return start


def _word_end(text: str, end: int) -> int:
    while text[end].isalnum():
        end += 1
    return end


def _apart(places: list[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The places that an expression would find one after the other."""
    if len(places) > 1:
        places.sort()
    last = -1
    for start, _, end in places:
        if start >= last:
            last = end
            yield start, end


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A place without the blanks and hyphens that a missing part leaves at its ends."""
    while text[start] == "-" or text[start].isspace():
        start += 1
    while text[end - 1] == "-" or text[end - 1].isspace():
        end -= 1
    return start, end


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A compiled expression; the terms of several matchers share it."""
    return re.compile(pattern)
