"""Many terms looked for at once, in linear time.

The literals of all of them are found in one pass. A term that is nothing but literals is found by that alone; of the
others those are tried as expressions whose literals occurred.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from reinstate.case import Span
from reinstate.language.fold import Folded
from reinstate.language.literals import Literals
from reinstate.language.terms import STAR, level, spaced, term, veil

Key = TypeVar("Key")

_AT_ONCE = 200
"""Texts that one pass goes through."""
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


class _There:
    """What of one text is known after the pass: terms found, and the literals of the others."""

    __slots__ = ("found", "literals")

    def __init__(self) -> None:
        self.found: dict[int, list[tuple[int, int, int]]] = {}
        self.literals: set[int] = set()

    def note(self, owners: Iterable[tuple[int, int]], start: int, end: int) -> None:
        """Note a place of every term that a literal is."""
        for owner, order in owners:
            self.found.setdefault(owner, []).append((start, order, end))


class Matcher(Generic[Key]):
    """Terms with the keys that they are found under.

    It can be pickled where its keys can, so that it needs to be made from its terms but once.
    """

    def __init__(self, terms: Iterable[tuple[Key, str]]) -> None:
        named = list(terms)
        self._keys = [key for key, _ in named]
        self._terms = [words for _, words in named]
        self._always: list[int] = []
        """Terms that no literal tells of."""
        self._owners: dict[int, list[tuple[int, int]]] = {}
        """By literal, the terms that are there with it, each with the order in which the term tries it."""
        self._sure: dict[int, list[int]] = {}
        """By literal, terms that may be there with it."""
        self._asking: dict[int, list[tuple[int, tuple[frozenset[int], ...]]]] = {}
        """The same, if some of each group of further literals is there."""
        self._asked: set[int] = set()
        """Literals that tell of terms that may be there."""
        numbers: dict[str, int] = {}
        for number, each in enumerate(map(term, self._terms)):
            for order, literal in enumerate(each.exact or ()):
                self._owners.setdefault(_number(numbers, literal), []).append((number, order))
            if each.groups:
                self._ask(number, [[_number(numbers, literal) for literal in group] for group in each.groups])
            elif each.exact is None:
                self._always.append(number)
        self._heads = bytes(_border(literal[0]) for literal in numbers)
        self._tails = bytes(_border(literal[-1]) for literal in numbers)
        self._words = {literal: number for literal, number in numbers.items() if _is_word(literal)}
        """Literals that are a whole word: most of them short, and part of many other words."""
        self._others = [number for literal, number in numbers.items() if literal not in self._words]
        self._literals = Literals([literal.strip(STAR) for literal in numbers if literal not in self._words])
        self._made: dict[int, re.Pattern[str]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """All but the expressions: each is made at its first use, in every run anew."""
        return {**vars(self), "_made": {}}

    def _ask(self, number: int, groups: list[list[int]]) -> None:
        self._asked.update(literal for group in groups for literal in group)
        first, *others = groups
        further = tuple(map(frozenset, others))
        for literal in first:
            if further:
                self._asking.setdefault(literal, []).append((number, further))
            else:
                self._sure.setdefault(literal, []).append(number)

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
                yield [Hit(self._keys[number], start, -end, folded) for start, end, number in found]

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
        self._made[number] = made = compiled(term(self._terms[number]).pattern)
        return made

    def _woken(self, literals: set[int]) -> set[int]:
        """The terms all of whose literals are there."""
        numbers = set(self._always)
        for literal in literals:
            numbers.update(self._sure.get(literal, ()))
            for number, groups in self._asking.get(literal, ()):
                if not any(map(literals.isdisjoint, groups)):
                    numbers.add(number)
        return numbers

    def _pass(self, texts: Sequence[Folded]) -> list[_There]:
        """Go through all texts at once."""
        found = [_There() for _ in texts]
        levelled = [_Levelled(each.text) for each in texts]
        for there, text in zip(found, levelled, strict=True):
            for word in self._words.keys() & _WORD.findall(text.text):
                self._note_word(there, text, word)
        place, until = 0, 1 + len(levelled[0].text)
        joined = f"{_BETWEEN}{_BETWEEN.join(each.text for each in levelled)}{_BETWEEN}"
        for number, start, end in self._literals.find(joined):
            while end > until:
                place += 1
                until += len(_BETWEEN) + len(levelled[place].text)
            literal = self._others[number]
            head, tail = self._heads[literal], self._tails[literal]
            if (head == _EDGE and joined[start - 1].isalnum()) or (tail == _EDGE and joined[end].isalnum()):
                continue
            if literal in self._asked:
                found[place].literals.add(literal)
            if owners := self._owners.get(literal):
                first = _word_start(joined, start) if head == _MORE else start
                last = _word_end(joined, end) if tail == _MORE else end
                before = until - len(levelled[place].text)
                found[place].note(owners, *levelled[place].places(first - before, last - before))
        return found

    def _note_word(self, there: _There, text: "_Levelled", word: str) -> None:
        """Note a literal that is a whole word of the text, at each of its places."""
        literal = self._words[word]
        if literal in self._asked:
            there.literals.add(literal)
        if owners := self._owners.get(literal):
            for match in _WORD.finditer(text.text):
                if match.group() == word:
                    there.note(owners, *text.places(*match.span()))


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


def _number(numbers: dict[str, int], literal: str) -> int:
    return numbers.setdefault(literal, len(numbers))


def _border(sign: str) -> int:
    """What holds at the end of a literal where this sign stands."""
    return _MORE if sign == STAR else _EDGE if spaced(sign) else _FREE


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
