"""What was read of single sentences: the words of the lexicons and the signals, each with its place in the sentence.

It depends on nothing but the sentence, the glossary, and whether single capitals are names in this text. So a letter
under way is read again sentence by sentence only where it was changed; what the sentences mean together is always
worked out anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from reinstate.language import fold_each
from reinstate.review.glossary import Glossary
from reinstate.review.signals import Place, signals

Marks = Mapping[str, Sequence[Place]]
"""Places in the sentence by lexicon id or signal."""

_MOST = 20_000
"""Sentences that are remembered; with more it begins anew."""


class Memory:
    """The sentences read so far, for one letter under way or for many of one language."""

    def __init__(self) -> None:
        self._glossary: Glossary | None = None
        self._known: dict[tuple[bool, str], Marks] = {}

    def read(self, sentences: Iterable[str], glossary: Glossary, *, single: bool) -> Mapping[str, Marks]:
        """What each sentence holds; `single` tells whether one capital word in mid-sentence is a name."""
        if self._glossary is not glossary or len(self._known) > _MOST:
            self._glossary, self._known = glossary, {}
        known = self._known  # whoever reads in another thread may begin anew meanwhile
        asked = dict.fromkeys(sentences)
        new = [each for each in asked if (single, each) not in known]
        read = zip(new, _read(new, glossary, single=single), strict=True)
        known.update(((single, sentence), marks) for sentence, marks in read)
        return {each: known[single, each] for each in asked}


def _read(sentences: Sequence[str], glossary: Glossary, *, single: bool) -> Iterator[Marks]:
    plain = [each.translate(glossary.variants) for each in sentences] if glossary.variants else sentences
    found = glossary.matcher.find_each(fold_each(plain))
    told = signals(sentences, glossary.strangers, single=single)
    for sentence, marks, hits in zip(sentences, told, found, strict=True):
        quoted = marks.get("@quote", ())
        named = [(start, end) for start, end in marks.get("@name", ()) if start and 2 * (end - start) < len(sentence)]
        for key, begin, stop, folded in hits:
            start, end = folded.ends(begin, stop)
            if quoted and any(_torn(start, end, *quotation) for quotation in quoted):
                continue
            if (quoted or named) and key in glossary.lenses and _within(start, end, (*quoted, *named)):
                continue
            marks.setdefault(key, []).append((start, end))
        yield marks


def _torn(start: int, end: int, first: int, last: int) -> bool:
    """Whether words begin outside a quotation and end inside it, or the reverse: that is no phrase."""
    return start < first < end < last or first < start < last < end


def _within(start: int, end: int, silent: Iterable[Place]) -> bool:
    """Whether words stand in a name or a quotation, where they mean nothing."""
    return any(first <= start and end <= last for first, last in silent)
