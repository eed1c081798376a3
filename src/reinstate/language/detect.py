"""Which language a text is in: letters that only one language uses, and its most frequent little words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reinstate.language.fold import fold

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_ENOUGH = 20_000
_LETTER_WEIGHT = 0.5
_SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Profile:
    """What gives a language away. `letters` is a run of characters, `x-y` for a range."""

    tag: str
    letters: str
    common: tuple[str, ...]


@lru_cache(maxsize=256)
def _letters(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters.lower()}]" if letters else r"(?!)")


@lru_cache(maxsize=256)
def _common(words: tuple[str, ...]) -> tuple[frozenset[str], re.Pattern[str]]:
    spaced = frozenset(word.lower() for word in words if not _SPACELESS.search(word))
    rest = [re.escape(word) for word in words if _SPACELESS.search(word)]
    return spaced, re.compile("|".join(rest) if rest else r"(?!)")


def scores(text: str, profiles: Iterable[Profile]) -> dict[str, float]:
    """How much of the text speaks for each language: one for a frequent word, a half for a letter of its own."""
    folded = fold(text[:_ENOUGH]).text
    words = _WORD.findall(folded)
    found = {}
    for profile in profiles:
        spaced, rest = _common(profile.common)
        count = sum(word in spaced for word in words) + len(rest.findall(folded))
        found[profile.tag] = count + _LETTER_WEIGHT * len(_letters(profile.letters).findall(folded))
    return found


def detect(text: str, profiles: Iterable[Profile], otherwise: str) -> str:
    """The tag of the language that most of the text is in; `otherwise` where nothing tells."""
    found = scores(text, profiles)
    best = max(found, key=lambda tag: found[tag], default=otherwise)
    return best if found.get(best) else otherwise
