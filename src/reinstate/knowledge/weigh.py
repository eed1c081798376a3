"""How much an answer speaks for a gap of our own process: signs that hold in every language, and single words.

The signs are the lexicons of the stop rule: what was absent, went only so far, was done by hand or left to anybody,
and the things of daily work speak for it; people, events, carelessness and what happened speak against. What each
counts for was learned from labelled answers by `scripts/weigh_whys.py`; so were the words, which refine it in languages
that have some. A language with lexicons alone is judged by the signs.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from reinstate.knowledge import Knowledge, related, terms
from reinstate.knowledge.kept import kept
from reinstate.language import Hit, Matcher, fold, words

WEIGHTS = "why"
"""The weights on the shelf."""

MOST = 4
"""Hits of one lexicon after which more of them count for nothing."""

HIDING = ("why-restated", "why-ignorance", "why-departed")
"""Lexicons of what sounds like a gap and is none: "did not meet the applicable rules", "is not with us any more". What
shares letters with their words counts for nothing else."""

BEGINNING = 4
"""Letters by which the forms of a word are known."""

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Weight:
    """The sum for an answer and what counted for it.

    Attributes:
        signs: lexicons found, with what each counted for.
        words: words found, with what each counted for.
    """

    total: float
    signs: dict[str, float]
    words: dict[str, float]

    @property
    def deep(self) -> bool:
        """Whether it has reached our own process; words alone, without a sign that speaks for it, don't show that."""
        return self.total >= 0 and any(value > 0 for value in self.signs.values())


def weigh(text: str, language: str, knowledge: Knowledge) -> Weight:
    """What an answer to "why did that happen?" weighs."""
    weights = knowledge.weights[WEIGHTS]
    known = next((weights.words[tag] for tag in related(language) if tag in weights.words), {})
    signs = {name: value * weights.signs[name] for name, value in signs_of(text, language, knowledge).items()}
    parts = {part: value * known[part] for part, value in parts_of(text).items() if part in known}
    return Weight(weights.start + sum(signs.values()) + sum(parts.values()), signs, parts)


def signs_of(text: str, language: str, knowledge: Knowledge) -> dict[str, float]:
    """The lexicons of the signs that have words in the text: 1, and a half for each further hit up to four."""
    hits = _matcher(knowledge, language).find(fold(text))
    hiding = [hit for hit in hits if hit.key in HIDING]
    counts = Counter(hit.key for hit in hits if hit.key in HIDING or not _touches(hit, hiding))
    known = knowledge.weights[WEIGHTS].signs
    return {name: (min(count, MOST) + 1) / 2 for name, count in counts.items() if name in known}


def _touches(hit: Hit[str], others: list[Hit[str]]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def parts_of(text: str) -> dict[str, float]:
    """The words of a text and how they begin, signs and pairs of signs in a script without spaces, each the same share.

    The shares are one over the root of their number, so that a long answer weighs no more than a short one.
    """
    found = dict.fromkeys(_parts(fold(text).text))
    return dict.fromkeys(found, 1 / sqrt(len(found))) if found else {}


def _parts(text: str) -> Iterator[str]:
    before = ""
    for place in words(text):
        for word in _LETTERS.findall(text[place.start : place.end]):
            yield word
            if len(word) > BEGINNING:
                yield f"{word[:BEGINNING]}*"
            if len(word) == 1 and len(before) == 1:
                yield before + word
            before = word


@kept
def _matcher(knowledge: Knowledge, language: str) -> Matcher[str]:
    """All words of the stop rule's lexicons in a language."""
    names = [name for name in knowledge.lexicons if name.startswith(f"{WEIGHTS}-")]
    return Matcher([(name, word) for name in names for word in terms(knowledge.lexicons[name].words, language)])
