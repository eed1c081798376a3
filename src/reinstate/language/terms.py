"""Terms: phrases to look for, written so that a person who knows the language but no program can read them.

    late shipment rate            these words, whatever the spaces, hyphens or case between them
    deactivat*                    a word that begins so; `*port` one that ends so
    (remov*|delet*) your listing  one of several; `(your|)` may be missing
    we .. suspended               a short gap, within the sentence; `...` a long one
    under # %                     a number

Word borders follow the script: letters of spaced scripts stand alone, Han, kana, Hangul and Thai may stand anywhere.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from reinstate.language.fold import fold

LETTER = r"0-9a-z\u00aa-\u024f\u0250-\u02af\u0370-\u052f\u0531-\u058f\u05d0-\u06ff\u0900-\u0dff\u1e00-\u1fff"
"""Characters that hold a word together in scripts with spaces, after folding."""

_SPACE = r"[\s\-]*+"
_SHORT = r"[^.!?;。！？；\n]{0,45}?"
_LONG = r"[^!?。！？]{0,140}?"
_INNER = r"[^\W_]"
_BEFORE = f"(?<!{_INNER})"
_AFTER = f"(?!{_INNER})"
_NUMBER = r"\d[\d.,'\u00b7]*"
_GAPS = {"..": _SHORT, "...": _LONG}
_UNSPACED = (
    (0x0E00, 0x0EFF), (0x1100, 0x11FF), (0x3040, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF), (0xF900, 0xFAFF),
)  # fmt: skip
_SPACED = re.compile(f"[{LETTER}]")
_TOKEN = re.compile(r"\.\.\.|\.\.|\(|\)|\||#|\s+|(?:\\.|[^\s()|#.]|\.(?!\.))+")
_GAP_IN_WORD = re.compile(r"[\s\-]+")

_MOST_LITERALS = 128
"""Ways to write one stretch of a term that are looked for one by one; a stretch with more is cut."""
_MOST_GROUPS = 3
STAR = "\x01"
"""Stands in a literal where more letters of the same word may follow or go before."""

Part: TypeAlias = "str | list[Sequence]"
"""A token, or a bracket with its options."""

Sequence: TypeAlias = list[Part]


class _Veil(dict[int, int]):
    """Filled as signs are met: a table of all of them would take longer to make than most texts to read."""

    def __missing__(self, code: int) -> int:
        far = any(first <= code <= last for first, last in _UNSPACED)
        self[code] = veiled = 0xFFFD if 0xD800 <= code < 0xE000 else code + 0xF0000 if far else code
        return veiled


class _Level(dict[int, int]):
    """As the veil, and every blank and hyphen is a space."""

    def __missing__(self, code: int) -> int:
        blank = code == ord("-") or chr(code).isspace()
        self[code] = levelled = ord(" ") if blank else _VEIL[code]
        return levelled


_VEIL = _Veil()
_LEVEL = _Level()


_FAR = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _UNSPACED) + "\ud800-\udfff]")
_BLANKS = " \n\r\t-"
_RARE_BLANK = re.compile(rf"[^\S{_BLANKS}]")


def veil(text: str) -> str:
    r"""The text with signs of unspaced scripts moved to the private plane; broken surrogates are replaced.

    There they are no letters to `re`, so that `\w` alone tells where a word of a spaced script ends. A set of all
    those letters would say the same and take twenty times as long to compile, in each of thousands of expressions.
    """
    return text if text.isascii() or not _FAR.search(text) else text.translate(_VEIL)


def level(text: str) -> str:
    """The veiled text, sign for sign, with every blank and hyphen as a space: literals are looked for in it."""
    if text.isascii() or _RARE_BLANK.search(text) or _FAR.search(text):
        return text.translate(_LEVEL)
    for blank in _BLANKS[1:]:
        text = text.replace(blank, " ")
    return text


@dataclass(frozen=True, slots=True)
class Term:
    """A term made ready: its parts, and the literals that it can't match without.

    Literals are as a levelled text has them, runs of spaces shortened to one; a star parts them from letters that
    belong to the same word.

    Attributes:
        exact: all that it can be, what the expression would try first first; None where that is too much to list.
        groups: where it can't be listed, one literal of each group must occur; the first group is the most telling.
    """

    parts: Sequence = field(repr=False)
    exact: tuple[str, ...] | None
    groups: tuple[tuple[str, ...], ...] = ()

    @property
    def pattern(self) -> str:
        """The regular expression for the veiled text."""
        return _pattern(self.parts)


class BadTerm(ValueError):
    """A term that can't be read: unbalanced brackets or nothing in it."""


@cache
def term(words: str) -> Term:
    """Read one term.

    Raises:
        BadTerm: the brackets don't match or it could match nothing at all.
    """
    tokens = [token for token in _TOKEN.findall(veil(fold(words).text)) if not token.isspace()]
    options, end = _options(tokens, 0)
    if end < len(tokens):
        raise BadTerm(f"'{words}': a bracket is closed that was never opened")
    parts: Sequence = options[0] if len(options) == 1 else [options]
    if _empty(parts) or _optional(parts):
        raise BadTerm(f"'{words}': matches nothing or everything")
    need = _need(parts)
    if need.exact is not None:
        return Term(parts, need.exact)
    telling = sorted((each for each in need.groups if "" not in each), key=_telling)
    return Term(parts, None, tuple(telling[:_MOST_GROUPS]))


def _options(tokens: list[str], start: int) -> tuple[list[Sequence], int]:
    """The options that begin at a token, up to a bracket that closes or the end, and where that is."""
    options: list[Sequence] = [[]]
    while start < len(tokens) and (token := tokens[start]) != ")":
        start += 1
        if token == "|":
            options.append([])
        elif token == "(":
            inner, start = _options(tokens, start)
            if start == len(tokens):
                raise BadTerm("a bracket is never closed")
            start += 1
            options[-1].append(inner)
        else:
            options[-1].append(token)
    return options, start


def _empty(parts: Sequence) -> bool:
    """Whether nothing stands there: no part, or one that is nothing but a star."""
    if len(parts) != 1:
        return not parts
    only = parts[0]
    return not only.strip("*") if isinstance(only, str) else len(only) == 1 and _empty(only[0])


def _optional(parts: Sequence) -> bool:
    """Whether it matches nothing as well."""
    return all(
        part in _GAPS or not part.strip("*") if isinstance(part, str) else any(map(_optional, part)) for part in parts
    )


# -- as a regular expression -------------------------------------------------------------------------------------------


def _pattern(parts: Sequence) -> str:
    pattern = ""
    glued = True
    for part in parts:
        gap = isinstance(part, str) and part in _GAPS
        pattern += ("" if glued or gap else _SPACE) + (_word(part)[0] if isinstance(part, str) else _choice(part))
        glued = gap
    return pattern


def _choice(options: list[Sequence]) -> str:
    """Alternatives with the word borders that all share written once: expressions compile many times faster."""
    patterns = [_pattern(option) for option in options]
    if len(patterns) == 1:
        return patterns[0]
    filled = [pattern for pattern in patterns if pattern]
    before = _BEFORE if all(pattern.startswith(_BEFORE) for pattern in filled) else ""
    after = _AFTER if all(pattern.endswith(_AFTER) for pattern in filled) else ""
    bare = "|".join(pattern[len(before) : len(pattern) - len(after)] for pattern in filled)
    return f"(?:{before}(?:{bare}){after})" + ("?" if len(filled) < len(patterns) else "")


# -- as literals -------------------------------------------------------------------------------------------------------


class _Need(NamedTuple):
    """What stands in the levelled text wherever a part matches.

    Attributes:
        exact: all that it can be, in the order of trial; None where it is too much to list.
        heads: one of these begins it.
        tails: one of these ends it.
        groups: of each of these, one stands in it.
    """

    exact: "_Literals | None"
    heads: "_Literals"
    tails: "_Literals"
    groups: "tuple[_Literals, ...]" = ()


_Literals: TypeAlias = tuple[str, ...]
_NOTHING = ("",)
_ANYTHING = _Need(None, _NOTHING, _NOTHING)


@cache
def _word(token: str) -> tuple[str, _Need]:
    """The expression of one token, and what it needs."""
    if token in _GAPS:
        return _GAPS[token], _ANYTHING
    if token == "#":
        return _NUMBER, _ANYTHING
    word = token.replace("\\", "")
    core = word.strip("*")
    pieces = [piece for piece in _GAP_IN_WORD.split(core) if piece]
    if not pieces:
        return re.escape(core), _ANYTHING if core else _Need(_NOTHING, _NOTHING, _NOTHING)
    first, last = word[0] == "*", word[-1] == "*"
    before = f"{_INNER}*" if first else _BEFORE if spaced(core[0]) else ""
    after = f"{_INNER}*+" if last else _AFTER if spaced(core[-1]) else ""
    written: list[str] = [""]
    for number, piece in enumerate(pieces):
        written = [each + gap + piece for each in written for gap in (("", " ") if number else ("",))]
    exact = tuple(STAR * first + each + STAR * last for each in written)
    return before + _SPACE.join(map(re.escape, pieces)) + after, _Need(exact, exact, exact)


@cache
def spaced(sign: str) -> bool:
    """Whether a sign holds a word together, so that a term beginning or ending with it does so with the word."""
    return _SPACED.match(sign) is not None


def _need(parts: Sequence) -> _Need:
    """What a sequence needs: runs of literals, each as long as there are few enough ways to write it."""
    run: _Literals = _NOTHING
    heads: _Literals | None = None
    groups: list[_Literals] = []
    for part in parts:
        each = _word(part)[1] if isinstance(part, str) else _need_of_one(part)
        if each.exact is not None and (longer := _followed(run, each.exact)):
            run = longer
            continue
        closed = _followed(run, each.heads) or run
        heads = closed if heads is None else heads
        groups += (closed, *each.groups)
        run = each.tails
    if heads is None:
        return _Need(run, run, run)
    return _Need(None, heads, run, (*groups, run))


def _followed(before: _Literals, after: _Literals) -> _Literals | None:
    """One literal after the other; None where a star stands between them or there are too many."""
    if before == _NOTHING:
        return after
    if after == _NOTHING:
        return before
    made: dict[str, None] = {}
    for first in before:
        for second in after:
            if not first or not second:
                made[first + second] = None
            elif first[-1] == STAR or second[0] == STAR:
                return None
            else:
                made[f"{first} {second}"] = None
                if not _parted(first[-1], second[0]):
                    made[first + second] = None
        if len(made) > _MOST_LITERALS:
            return None
    return tuple(made)


def _parted(last: str, first: str) -> bool:
    """Whether two words run into one where no blank parts them."""
    return (spaced(last) and first.isalnum()) or (spaced(first) and last.isalnum())


def _need_of_one(options: list[Sequence]) -> _Need:
    """What is needed of several options: each must give something, or nothing is sure."""
    if len(options) == 1:
        return _need(options[0])
    needs = [_need(option) for option in options if not _empty(option)]
    if len(needs) < len(options):
        needs.append(_Need(_NOTHING, _NOTHING, _NOTHING))
    if all(each.exact is not None for each in needs):
        exact = _united(each.exact or () for each in needs)
        return _Need(exact, exact, exact)
    best = [min((each.heads, each.tails, *each.groups), key=_telling) for each in needs]
    return _Need(None, _united(each.heads for each in needs), _united(each.tails for each in needs), (_united(best),))


def _united(several: Iterable[_Literals]) -> _Literals:
    return tuple(dict.fromkeys(each for some in several for each in some))


@cache
def _telling(group: _Literals) -> float:
    """How likely a text is to have one of some literals: each letter more makes one about four times rarer."""
    return sum(4.0 ** -len(each) for each in group)
