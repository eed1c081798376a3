"""Which language a text is in: letters that only one language uses, and its most frequent little words."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reinstate.language.fold import fold

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_RUN = re.compile(r"(.)(?:-(.))?")
_ENOUGH = 20_000
_LETTER_WEIGHT = 0.5
_SPACELESS = (("\u0e00", "\u0e7f"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uac00", "\ud7af"))


@dataclass(frozen=True, slots=True)
class Profile:
    """What gives a language away. `letters` is a run of characters, `x-y` for a range."""

    tag: str
    letters: str
    common: tuple[str, ...]


@lru_cache(maxsize=256)
def _letters(letters: str) -> frozenset[str]:
    runs = _RUN.findall(letters.lower())
    return frozenset(chr(code) for first, last in runs for code in range(ord(first), ord(last or first) + 1))


@lru_cache(maxsize=256)
def _common(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words that stand between spaces, and those that stand anywhere."""
    spaceless = tuple(word for word in words if _spaceless(word))
    return frozenset(word.lower() for word in words if word not in spaceless), spaceless


@lru_cache(maxsize=256)
def _anywhere(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _spaceless(signs: Iterable[str]) -> bool:
    return any(first <= sign <= last for sign in signs if not sign.isascii() for first, last in _SPACELESS)


def scores(text: str, profiles: Iterable[Profile]) -> dict[str, float]:
    """How much of the text speaks for each language: one for a frequent word, a half for a letter of its own."""
    folded = fold(text[:_ENOUGH]).text
    words, signs = Counter(_WORD.findall(folded)), Counter(folded)
    spaceless = _spaceless(signs)
    found = {}
    for profile in profiles:
        spaced, anywhere = _common(profile.common)
        count = sum(map(words.__getitem__, spaced.intersection(words)))
        if anywhere and spaceless:
            count += len(_anywhere(anywhere).findall(folded))
        letters = sum(map(signs.__getitem__, _letters(profile.letters).intersection(signs)))
        found[profile.tag] = count + _LETTER_WEIGHT * letters
    return found


def detect(text: str, profiles: Iterable[Profile], otherwise: str) -> str:
    """The tag of the language that most of the text is in; `otherwise` where nothing tells."""
    found = scores(text, profiles)
    best = max(found, key=lambda tag: found[tag], default=otherwise)
    return best if found.get(best) else otherwise
