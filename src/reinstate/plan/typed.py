"""What a person typed into a line of a plan, sentence by sentence.

A line that our phrases wrote tells who did what and when over several sentences and is one to the reviewer. A sentence
that a person puts before, between or behind them is none of that: date and proof of its neighbours don't speak for it.
"""

from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from reinstate.case import Span
from reinstate.knowledge import Knowledge
from reinstate.language import fold, sentences_of
from reinstate.plan.parts import Line

Cut = Callable[[str], Sequence[Span]]
"""The sentences of a text."""

_ALIKE = 0.6
"""Share of letters in common from which a sentence is a drafted one that was changed, and no other."""


def cut_in(language: str, knowledge: Knowledge) -> Cut:
    """How a line in a language is cut into sentences."""
    tongue = knowledge.languages.get(language) or knowledge.languages.get(language.split("-", maxsplit=1)[0])
    short, months = (
        (frozenset(tongue.abbreviations), frozenset(tongue.months)) if tongue else (frozenset(), frozenset())
    )
    return lambda text: list(sentences_of(text, Span(0, len(text)), short, months))


def own_sentences(words: str, line: Line | None, cut: Cut) -> tuple[Span, ...]:
    """The sentences of some words that the drafted line doesn't say, by their places; none where all is one sentence.

    A line in the seller's own words, as one without a draft, is the person's from beginning to end.
    """
    told = cut(words)
    if line is not None and line.words == words:
        return line.own
    if len(told) < 2:
        return ()
    drafted = "" if line is None or line.own else line.words
    before, now = (_plain(text, spans) for text, spans in ((drafted, cut(drafted)), (words, told)))
    kept: set[int] = set()
    for what, first, last, start, end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what == "equal":
            kept.update(range(start, end))
        elif what == "replace":
            kept.update(place for place in range(start, end) if _changed(now[place], before[first:last]))
    return tuple(span for place, span in enumerate(told) if place not in kept)


def _plain(text: str, spans: Sequence[Span]) -> list[str]:
    """Sentences by their letters and digits only: marks of exhibits move, and stops come and go with them."""
    return ["".join(filter(str.isalnum, fold(span.of(text)).text)) for span in spans]


def _changed(sentence: str, drafted: Sequence[str]) -> bool:
    return any(SequenceMatcher(None, each, sentence, autojunk=False).ratio() > _ALIKE for each in drafted)
