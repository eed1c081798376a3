"""What was read of single sentences: the words of the lexicons and the signals, each with its place in the sentence.

It depends on nothing but the sentence, the glossary, and whether single capitals are names in this text. So a letter
under way is read again sentence by sentence only where it was changed; what the sentences mean together is always
worked out anew.
"""

from collections.abc import Iterable, Iterator, Mapping

from reinstate.language import Hit, fold_each
from reinstate.review.glossary import Glossary
from reinstate.review.signals import names, quotations, signals

Read = tuple[tuple[str, int, int], ...]
"""Lexicon or signal with its place, counted from the start of the sentence."""

_MOST = 20_000
"""Sentences that are remembered; with more it begins anew."""


class Memory:
    """The sentences read so far, for one letter under way or for many of one language."""

    def __init__(self) -> None:
        self._glossary: Glossary | None = None
        self._known: dict[tuple[bool, str], Read] = {}

    def read(self, sentences: Iterable[str], glossary: Glossary, *, single: bool) -> Mapping[str, Read]:
        """What each sentence holds; `single` tells whether one capital word in mid-sentence is a name."""
        if self._glossary is not glossary or len(self._known) > _MOST:
            self._glossary, self._known = glossary, {}
        known = self._known  # whoever reads in another thread may begin anew meanwhile
        asked = dict.fromkeys(sentences)
        new = [each for each in asked if (single, each) not in known]
        for sentence, hits in zip(new, glossary.matcher.find_each(fold_each(new)), strict=True):
            known[single, sentence] = tuple(_read(sentence, hits, glossary, single=single))
        return {each: known[single, each] for each in asked}


def _read(
    sentence: str, hits: Iterable[Hit[str]], glossary: Glossary, *, single: bool
) -> Iterator[tuple[str, int, int]]:
    yield from signals(sentence)
    named = list(names(sentence, glossary.strangers, single))
    for name in named:
        yield "@name", name.start, name.end
    for name in named:
        if " " in name.of(sentence):
            yield "@fullname", name.start, name.end
    quoted = quotations(sentence)
    for quotation in quoted:
        yield "@quote", quotation.start, quotation.end
    silent = quoted + [name for name in named if name.start > 0 and 2 * len(name) < len(sentence)]
    for hit in hits:
        span = hit.span
        if not silent or hit.key not in glossary.lenses or not any(zone.holds(span) for zone in silent):
            yield hit.key, span.start, span.end
