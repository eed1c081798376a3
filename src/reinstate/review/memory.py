"""What was read of single sentences: the words of the lexicons and the signals, each with its place in the sentence.

It depends on nothing but the sentence, the glossary, and whether single capitals are names in this text. So a letter
under way is read again sentence by sentence only where it was changed; what the sentences mean together is always
worked out anew.
"""

from collections.abc import Iterable, Mapping, Sequence

from reinstate.language import Hit, fold_each
from reinstate.review.glossary import Glossary
from reinstate.review.signals import Place, names, quotations, signals

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
        for sentence, hits in zip(new, glossary.matcher.find_each(fold_each(new)), strict=True):
            known[single, sentence] = _read(sentence, hits, glossary, single=single)
        return {each: known[single, each] for each in asked}


def _read(sentence: str, hits: Iterable[Hit[str]], glossary: Glossary, *, single: bool) -> Marks:
    marks: dict[str, list[Place]] = {}
    for signal, place in signals(sentence):
        marks.setdefault(signal, []).append(place)
    if named := list(names(sentence, glossary.strangers, single)):
        marks["@name"] = named
        if full := [(start, end) for start, end in named if " " in sentence[start:end]]:
            marks["@fullname"] = full
    if quoted := quotations(sentence):
        marks["@quote"] = quoted
    silent = quoted + [(start, end) for start, end in named if start > 0 and 2 * (end - start) < len(sentence)]
    for key, begin, stop, folded in hits:
        start, end = folded.ends(begin, stop)
        if quoted and any(_torn(start, end, *quotation) for quotation in quoted):
            continue
        if not (silent and key in glossary.lenses and any(first <= start and end <= last for first, last in silent)):
            marks.setdefault(key, []).append((start, end))
    return marks


def _torn(start: int, end: int, first: int, last: int) -> bool:
    """Whether words begin outside a quotation and end inside it, or the reverse: that is no phrase."""
    return start < first < end < last or first < start < last < end
