"""Words as places: letters between borders in spaced scripts, one character a word where there are no spaces."""

import re
from functools import cache

from reinstate.case import Span

UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, kana and Han: scripts that put no spaces between words."""


@cache
def _word() -> re.Pattern[str]:
    """A word; compiled at its first use, for sets as large as these take their time."""
    return re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}]+(?:['’][^\W\d_{UNSPACED}]+)*")


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"[{UNSPACED}]")


def words(text: str) -> list[Span]:
    """Every word of the text, in its order; Han, kana and Thai count by the character."""
    return [Span(*match.span()) for match in _word().finditer(text)]


def count(text: str) -> int:
    """How many words the text has."""
    return len(_word().findall(text))


def unspaced(text: str) -> bool:
    """Whether most letters belong to scripts without spaces between words."""
    if text.isascii() or not (signs := len(_unspaced().findall(text))):
        return False
    return 2 * signs > sum(map(str.isalpha, text))
