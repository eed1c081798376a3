"""Many terms looked for at once, in linear time.

The literals of all of them are found in one pass. A term that is nothing but literals is found by that alone; of the
others those are tried as expressions whose literals occurred.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from reinstate.case import Span
from reinstate.language.fold import Folded
from reinstate.language.literals import Literals
from reinstate.language.terms import STAR, level, spaced, term, veil

Key = TypeVar("Key")

_AT_ONCE = 200
"""Texts that one pass goes through."""
_BETWEEN = "\0"
"""Parts two texts: no literal holds it."""
_UNKNOWN = "\ufffd"
_SPACES = re.compile("  +")
_WORD = re.compile(r"[^\W_]+")
_SPLIT = {code: " " for code in range(128) if not chr(code).isalnum()}
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


_Exact: TypeAlias = tuple[tuple[int, int], ...]
"""Terms that are there with a literal, each with the order in which the term tries it."""
_Sure: TypeAlias = tuple[int, ...]
"""Terms that may be there with it."""
_Asking: TypeAlias = tuple[tuple[int, tuple[frozenset[str], ...]], ...]
"""The same, if some of each group of further literals is there."""
_NOTHING: tuple[_Exact, _Sure, _Asking] = ((), (), ())


class _There(NamedTuple):
    """What of one text is known after the pass: places of the terms found, and the literals in it."""

    found: dict[int, list[tuple[int, int, int]]]
    literals: set[str]

    def note(self, exact: Iterable[tuple[int, int]], start: int, end: int) -> None:
        """Note a place of every term that a literal is."""
        for number, order in exact:
            self.found.setdefault(number, []).append((start, order, end))


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
        exact: dict[str, list[tuple[int, int]]] = {}
        sure: dict[str, list[int]] = {}
        asking: dict[str, list[tuple[int, tuple[frozenset[str], ...]]]] = {}
        further: set[str] = set()
        for number, each in enumerate(map(term, self._terms)):
            for order, literal in enumerate(each.exact or ()):
                exact.setdefault(literal, []).append((number, order))
            if each.groups:
                others = tuple(map(frozenset, each.groups[1:]))
                further.update(*others)
                for literal in each.groups[0]:
                    if others:
                        asking.setdefault(literal, []).append((number, others))
                    else:
                        sure.setdefault(literal, []).append(number)
            elif each.exact is None:
                self._always.append(number)
        self._telling = dict.fromkeys(further, _NOTHING)
        """What each literal tells of; plain tuples, which are read back much faster than any others."""
        for literal in dict.fromkeys((*exact, *sure, *asking)):
            some = tuple(exact.get(literal, ())), tuple(sure.get(literal, ())), tuple(asking.get(literal, ()))
            self._telling[literal] = some
        self._others = [literal for literal in self._telling if not _is_word(literal)]
        """Literals but those that are a whole word: most of these are short, and part of many other words."""
        self._heads = bytes(_border(literal[0]) for literal in self._others)
        self._tails = bytes(_border(literal[-1]) for literal in self._others)
        self._literals = Literals([literal.strip(STAR) for literal in self._others])
        self._made: dict[int, re.Pattern[str]] = {}

    def __getstate__(self) -> dict[str, Any]:
        """All but the expressions: each is made at its first use, in every run anew."""
        return {**vars(self), "_made": {}}

    def find(self, folded: Folded) -> list[Hit[Key]]:
        """Every place where a term stands, in the order of the text."""
        return next(self.find_each([folded]))

    def find_each(self, texts: Iterable[Folded]) -> Iterator[list[Hit[Key]]]:
        """The same for each of many short texts, in their order; many are gone through in one pass."""
        rest = iter(texts)
        while some := list(islice(rest, _AT_ONCE)):
            for folded, there in zip(some, self._pass([each.text for each in some]), strict=True):
                found = self._found(folded.text, there)
                found.sort()
                yield [Hit(self._keys[number], start, -end, folded) for start, end, number in found]

    def _found(self, text: str, there: _There) -> list[tuple[int, int, int]]:
        """Start, end as a negative number, so that the longest comes first, and number of the term."""
        found = [(start, -end, number) for number, places in there.found.items() for start, end in _apart(places)]
        if numbers := self._woken(there.literals):
            text = veil(text)
            for number in numbers:
                for match in (self._made.get(number) or self._make(number)).finditer(text):
                    start, end = match.span()
                    if not (text[start].isalnum() and text[end - 1].isalnum()):
                        start, end = trimmed(text, start, end)
                    found.append((start, -end, number))
        return found

    def _make(self, number: int) -> re.Pattern[str]:
        """The expression of a term, made at its first use: start-up pays for none that isn't needed."""
        self._made[number] = made = compiled(term(self._terms[number]).pattern)
        return made

    def _woken(self, literals: set[str]) -> set[int]:
        """The terms all of whose literals are there."""
        numbers = set(self._always)
        for literal in literals:
            _, sure, asking = self._telling[literal]
            if sure:
                numbers.update(sure)
            for number, groups in asking:
                for group in groups:
                    if literals.isdisjoint(group):
                        break
                else:
                    numbers.add(number)
        return numbers

    def _pass(self, texts: Sequence[str]) -> list[_There]:
        """Go through all texts at once."""
        sheet = _Sheet(texts)
        found = [_There({}, self._telling.keys() & _words(part)) for part in sheet.parts]
        for place, there in enumerate(found):
            for word in there.literals:
                if exact := self._telling[word][0]:
                    for start, end in _places(word, sheet.parts[place]):
                        there.note(exact, *sheet.before(place, start, end))
        self._note_others(sheet, found)
        return found

    def _note_others(self, sheet: "_Sheet", found: Sequence[_There]) -> None:
        """Note every literal that is no whole word with the text that it stands in."""
        heads, tails, others, telling = self._heads, self._tails, self._others, self._telling
        place, begun, until = -1, 0, 0
        text = f"{_BETWEEN}{_BETWEEN.join(sheet.parts)}{_BETWEEN}"
        for number, start, end in self._literals.find(text):
            while end > until:
                place += 1
                begun, until, there = until + 1, until + 1 + len(sheet.parts[place]), found[place]
            head, tail, literal = heads[number], tails[number], others[number]
            if (head == _EDGE and text[start - 1].isalnum()) or (tail == _EDGE and text[end].isalnum()):
                continue
            there.literals.add(literal)
            if exact := telling[literal][0]:
                first = _word_start(text, start) if head == _MORE else start
                last = _word_end(text, end) if tail == _MORE else end
                there.note(exact, *sheet.before(place, first - begun, last - begun))


class _Sheet:
    """Several texts levelled together, with runs of spaces shortened to one, and the way back."""

    __slots__ = ("_runs", "parts")

    def __init__(self, texts: Sequence[str]) -> None:
        joined = _BETWEEN.join(texts)
        if joined.count(_BETWEEN) >= len(texts):
            joined = _BETWEEN.join(each.replace(_BETWEEN, _UNKNOWN) for each in texts)
        levelled = level(joined)
        self.parts = levelled.split(_BETWEEN)
        self._runs: dict[int, tuple[list[int], list[int]]] = {}
        """By text where its runs were cut, and how much was lost before each cut and after the last one."""
        if "  " in levelled:
            for place, part in enumerate(self.parts):
                if "  " in part:
                    self._runs[place] = _runs(part)
                    self.parts[place] = _SPACES.sub(" ", part)

    def before(self, place: int, start: int, end: int) -> tuple[int, int]:
        """A stretch of one text that begins and ends with no space, as it was before."""
        if place not in self._runs:
            return start, end
        cuts, lost = self._runs[place]
        return start + lost[bisect_right(cuts, start)], end + lost[bisect_right(cuts, end - 1)]


def _runs(part: str) -> tuple[list[int], list[int]]:
    cuts, lost = [], [0]
    for run in _SPACES.finditer(part):
        cuts.append(run.start() + 1 - lost[-1])
        lost.append(lost[-1] + run.end() - run.start() - 1)
    return cuts, lost


def _border(sign: str) -> int:
    """What holds at the end of a literal where this sign stands."""
    return _MORE if sign == STAR else _EDGE if spaced(sign) else _FREE


def _is_word(literal: str) -> bool:
    return _WORD.fullmatch(literal) is not None and spaced(literal[0]) and spaced(literal[-1])


def _words(text: str) -> list[str]:
    """The words of a levelled text."""
    return text.translate(_SPLIT).split() if text.isascii() else _WORD.findall(text)


def _places(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a word stands alone."""
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not (text[end : end + 1].isalnum() or (start and text[start - 1].isalnum())):
            yield start, end
        start = text.find(word, end)


def _word_start(text: str, start: int) -> int:
    while text[start - 1].isalnum():
        start -= 1
    return start


def _word_end(text: str, end: int) -> int:
    while text[end].isalnum():
        end += 1
    return end


def _apart(places: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The places that an expression would find one after the other."""
    if len(places) == 1:
        return [(places[0][0], places[0][2])]
    places.sort()
    apart: list[tuple[int, int]] = []
    last = -1
    for start, _, end in places:
        if start >= last:
            last = end
            apart.append((start, end))
    return apart


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
