"""Terms: phrases to look for, written so that a person who knows the language but no program can read them.

    late shipment rate            these words, whatever the spaces, hyphens or case between them
    deactivat*                    a word that begins so; `*port` one that ends so
    (remov*|delet*) your listing  one of several; `(your|)` may be missing
    we .. suspended               a short gap, within the sentence; `...` a long one
    under # %                     a number

Word borders follow the script: letters of spaced scripts stand alone, Han, kana, Hangul and Thai may stand anywhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from reinstate.case import Span
from reinstate.language.fold import Folded, fold

LETTER = r"0-9a-z\u00aa-\u024f\u0250-\u02af\u0370-\u052f\u0531-\u058f\u05d0-\u06ff\u0900-\u0dff\u1e00-\u1fff"
"""Characters that hold a word together in scripts with spaces, after folding."""

_SPACE = r"[\s\-]*+"
_SHORT = r"[^.!?;。！？；\n]{0,45}?"
_LONG = r"[^!?。！？]{0,140}?"
_INNER = r"[^\W_]"
_BEFORE = f"(?<!{_INNER})"
_AFTER = f"(?!{_INNER})"
_VEIL = {
    code: code + 0xF0000
    for first, last in (
        (0x0E00, 0x0EFF), (0x1100, 0x11FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
    )
    for code in range(first, last + 1)
} | dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)  # fmt: skip
_VEILED = re.compile("[\u0e00-\u11ff\u3040-\ufaff]")
_NUMBER = r"\d[\d.,'\u00b7]*"
_SPACED = re.compile(f"[{LETTER}]")
_TOKEN = re.compile(r"\.\.\.|\.\.|\(|\)|\||#|\s+|(?:\\.|[^\s()|#.]|\.(?!\.))+")

Key = TypeVar("Key")


def veil(text: str) -> str:
    r"""The text with signs of unspaced scripts moved to the private plane; broken surrogates are replaced.

    There they are no letters to `re`, so that `\w` alone tells where a word of a spaced script ends. A set of all
    those letters would say the same and take twenty times as long to compile, in each of thousands of expressions.
    """
    return text.translate(_VEIL) if _VEILED.search(text) else text


@dataclass(frozen=True, slots=True)
class Hit(Generic[Key]):
    """One term found: whose it is, and where in the original text."""

    key: Key
    span: Span
    start: int
    """Start in the folded text."""
    end: int


@dataclass(frozen=True, slots=True)
class Term:
    """A term made ready: its regular expression, and literals without which it can't match.

    Of every group one literal must occur in the text; the first group is the most telling one.
    """

    pattern: str
    groups: tuple[frozenset[str], ...] = ()
    optional: bool = False
    """Whether it matches nothing as well."""


class BadTerm(ValueError):
    """A term that can't be read: unbalanced brackets or nothing in it."""


@cache
def term(words: str) -> Term:
    """Read one term.

    Raises:
        BadTerm: the brackets don't match or it could match nothing at all.
    """
    tokens = [token for token in _TOKEN.findall(veil(fold(words).text)) if not token.isspace()]
    made, rest = _alternatives(tokens)
    if rest:
        raise BadTerm(f"'{words}': a bracket is closed that was never opened")
    if not made.pattern or made.optional:
        raise BadTerm(f"'{words}': matches nothing or everything")
    return made


def _alternatives(tokens: list[str]) -> tuple[Term, list[str]]:
    options = []
    while True:
        option, tokens = _sequence(tokens)
        options.append(option)
        if not tokens or tokens[0] != "|":
            break
        tokens = tokens[1:]
    if len(options) == 1:
        return options[0], tokens
    filled = [option for option in options if option.pattern]
    optional = len(filled) < len(options) or any(option.optional for option in filled)
    groups: tuple[frozenset[str], ...] = ()
    if not optional and all(option.groups for option in filled):
        groups = (frozenset().union(*(option.groups[0] for option in filled)),)
    missing = "?" if len(filled) < len(options) else ""
    return Term(_joined([option.pattern for option in filled]) + missing, groups, optional), tokens


def _joined(patterns: list[str]) -> str:
    """Alternatives with the word borders that all share written once: expressions compile many times faster."""
    before = _BEFORE if all(pattern.startswith(_BEFORE) for pattern in patterns) else ""
    after = _AFTER if all(pattern.endswith(_AFTER) for pattern in patterns) else ""
    bare = "|".join(pattern[len(before) : len(pattern) - len(after)] for pattern in patterns)
    return f"(?:{before}(?:{bare}){after})"


def _sequence(tokens: list[str]) -> tuple[Term, list[str]]:
    parts: list[Term] = []
    while tokens and tokens[0] not in ("|", ")"):
        head, tokens = tokens[0], tokens[1:]
        if head == "(":
            inner, tokens = _alternatives(tokens)
            if not tokens:
                raise BadTerm("a bracket is never closed")
            parts.append(inner)
            tokens = tokens[1:]
        else:
            parts.append(_atom(head))
    pattern = ""
    for number, part in enumerate(parts):
        gap = part.pattern in (_SHORT, _LONG)
        after_gap = number > 0 and parts[number - 1].pattern in (_SHORT, _LONG)
        pattern += ("" if number == 0 or gap or after_gap else _SPACE) + part.pattern
    known = [group for part in parts if not part.optional for group in part.groups]
    telling = sorted(known, key=lambda needles: (-min(map(len, needles)), len(needles)))
    return Term(pattern, tuple(telling), all(part.optional for part in parts)), tokens


def _atom(token: str) -> Term:
    if token in ("..", "..."):
        return Term(_SHORT if token == ".." else _LONG, optional=True)
    if token == "#":
        return Term(_NUMBER)
    word = token.replace("\\", "")
    core = word.strip("*")
    pieces = [piece for piece in re.split(r"[\s\-]+", core) if piece]
    if not pieces:
        return Term(re.escape(core), (frozenset({core}),) if core else ())
    body = _SPACE.join(re.escape(piece) for piece in pieces)
    before = f"{_INNER}*+" if word.startswith("*") else _BEFORE if _SPACED.match(core[0]) else ""
    after = f"{_INNER}*+" if word.endswith("*") else _AFTER if _SPACED.match(core[-1]) else ""
    if word.startswith("*"):
        before = f"{_INNER}*"
    return Term(before + body + after, tuple(frozenset({piece}) for piece in pieces))


class Matcher(Generic[Key]):
    """Many terms looked for in one pass: literals first, then the expressions whose literals occurred."""

    def __init__(self, terms: Iterable[tuple[Key, str]]) -> None:
        self._terms = [(key, term(words)) for key, words in terms]
        numbers: dict[str, int] = {}
        self._groups = [
            [frozenset(numbers.setdefault(needle, len(numbers)) for needle in group) for group in each.groups]
            for _, each in self._terms
        ]
        self._always = [number for number, groups in enumerate(self._groups) if not groups]
        self._owners: list[list[int]] = [[] for _ in numbers]
        for number, groups in enumerate(self._groups):
            for needle in groups[0] if groups else ():
                self._owners[needle].append(number)
        self._automaton = AhoCorasick(list(numbers)) if numbers else None

    def candidates(self, folded: Folded) -> list[int]:
        """The terms that may occur: every term that does occur is among them."""
        return self._candidates(veil(folded.text))

    def _candidates(self, text: str) -> list[int]:
        numbers = set(self._always)
        if self._automaton is not None:
            there = {needle for needle, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True)}
            owned = {number for needle in there for number in self._owners[needle]}
            numbers |= {
                number for number in owned if not any(there.isdisjoint(group) for group in self._groups[number][1:])
            }
        return sorted(numbers)

    def find(self, folded: Folded) -> list[Hit[Key]]:
        """Every place where a term stands, in the order of the text."""
        return sorted(self._hits(folded), key=lambda hit: (hit.start, -hit.end))

    def _hits(self, folded: Folded) -> Iterator[Hit[Key]]:
        text = veil(folded.text)
        for number in self._candidates(text):
            key, each = self._terms[number]
            for match in compiled(each.pattern).finditer(text):
                yield Hit(key, folded.place(match.start(), match.end()), match.start(), match.end())


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The compiled expression, made at its first use: start-up pays for no rule that isn't needed."""
    return re.compile(pattern)
