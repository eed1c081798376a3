"""Long-winded passages: long sentences without a fact, the same said again, stock phrases, words that go in circles."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.language import count, fold, unspaced, words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot

_FACTS = ("@number", "@date", "@item", "@code", "documents", "dates", "@quote", "@fullname")
_WORDS = 45
"""Words from which a sentence without any fact is long-winded."""
_SYLLABLES = 60
"""The same where a space parts syllables."""
_CHARACTERS = 110
"""The same for scripts without spaces."""
_AGAIN = 3
"""Times that the same run of words may not come in one sentence."""
_APART = 20
"""Words among which one such run comes where it is wordy; further apart it is only the name of the thing."""
_MANY = 20
"""Words up to which a sentence can't be wordy."""
_STOCK = 4
"""Stock phrases from which a paragraph without any fact is empty."""
_STEM, _STEMS, _STEMS_AGAIN = 6, 18, 0.17
"""Letters that tell a word; words from which a paragraph can circle, and the share said again from which it does."""
_PAIRS, _PAIRS_AGAIN = 60, 0.11
"""The same for pairs of signs in scripts without spaces."""
_HARD_FACTS = ("@date", "@item", "@code", "documents", "dates", "@fullname")
"""Facts that a paragraph which only circles has none of; figures may be the numbers of its own parts."""
_WORD = re.compile(r"\w+")


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Sentences and paragraphs that say little with many words."""
    said: set[int] = set()
    syllables = laid.glossary.syllables
    for spot in laid.spots:
        text = spot.span.of(laid.plan.text)
        if len(text) >= 2 * _MANY and (_long(text, spot, syllables) or _again(text, spot, 4 if syllables else 2)):
            said.add(spot.line)
            yield Remark(rule, spot, spot.span, spot.span, 0.75, rule.rank)
    yield from _stock(laid, rule, said)


def _facts(spot: Spot) -> int:
    return sum(len(spot.marks[mark]) for mark in _FACTS if mark in spot.marks)


def _factless(spot: Spot) -> bool:
    return _facts(spot) == 0


def _long(text: str, spot: Spot, syllables: bool) -> bool:
    """Whether a sentence is too long for the facts it holds; each fact earns it nearly as many words again."""
    if len(text) < _CHARACTERS:
        return False
    limit = _CHARACTERS if unspaced(text) else _SYLLABLES if syllables else _WORDS
    return count(text) >= limit * (1 + 0.9 * _facts(spot))


def _undated(text: str, spot: Spot) -> str:
    """The sentence without its dates: `de septiembre de` is no phrase that somebody repeats."""
    for start, end in (*spot.marks.get("@date", ()), *spot.marks.get("dates", ())):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _again(text: str, spot: Spot, length: int) -> bool:
    """Whether a run of so many words or syllables comes again and again in one sentence."""
    words = _WORD.findall(text)
    if len(words) <= _MANY or len(words) - len(set(map(str.lower, words))) < _AGAIN - 1 or unspaced(text):
        return False
    tokens = [word.lower() for word in _WORD.findall(_undated(text, spot)[:4000])]
    if len(tokens) <= _MANY:
        return False
    shifted = (tokens[at:] for at in range(length))
    runs = Counter(
        run for run in zip(*shifted, strict=False) if max(map(len, run)) > 3 and not any(map(str.isdigit, run))
    )
    return any(times >= _AGAIN and len(tokens) < times * _APART for times in runs.values())


def _stock(laid: Laid, rule: Rule, said: set[int]) -> Iterator[Remark]:
    by_line: dict[int, list[Spot]] = {}
    for spot in laid.spots:
        by_line.setdefault(spot.line, []).append(spot)
    for line, spots in by_line.items():
        stock = sum(len(spot.marks["stock-phrases"]) for spot in spots if "stock-phrases" in spot.marks)
        whole = Span(spots[0].span.start, spots[-1].span.end)
        empty = line not in said and not any(mark in spot.marks for spot in spots for mark in _HARD_FACTS)
        if empty and ((stock >= _STOCK and all(map(_factless, spots))) or _circles(whole.of(laid.plan.text))):
            yield Remark(rule, spots[0], spots[0].span, whole, 0.7, rule.rank)


def _circles(text: str) -> bool:
    """Whether a paragraph says the same few words over and over, as one that only tells how the letter is built."""
    if len(text) < _MANY * 4:
        return False
    folded = fold(text).text
    told = [word.of(folded) for word in words(folded)]
    if unspaced(text):
        pairs = Counter(a + b for a, b in pairwise(told) if not (a + b).isascii())
        return pairs.total() >= _PAIRS and _repeated(pairs) >= _PAIRS_AGAIN
    stems = Counter(word[:_STEM] for word in told if len(word) >= _STEM - 1 and not word.isdigit())
    return stems.total() >= _STEMS and _repeated(stems) >= _STEMS_AGAIN


def _repeated(counts: Counter[str]) -> float:
    """The share that says again what was said at least twice before."""
    return sum(count - 1 for count in counts.values() if count >= _AGAIN) / counts.total()
