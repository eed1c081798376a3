"""Passages that the finders of facts pass over and the meaning needs: money held, papers refused, a quiz asked for."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from reinstate.case import Reading, Span
from reinstate.knowledge import terms
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import lasting
from reinstate.language.fold import fold
from reinstate.language.matcher import Hit, Matcher
from reinstate.language.numbers import Duration, durations
from reinstate.language.sentences import bullet, sentences

BUSINESS, MONEY, UNACCEPTED, QUIZ, ACKNOWLEDGE = "business_day", "money_held", "unaccepted", "quiz", "acknowledge"
MAILBOX = "mailbox"
"""Words for a mailbox that nobody reads: what it doesn't accept is mail, not papers."""

SIGNS = (BUSINESS, MONEY, UNACCEPTED, QUIZ, ACKNOWLEDGE, MAILBOX)
ENGLISH = "en"
"""Amazon's working language: its frames and page names stay English in every store."""

MOST_CHARACTERS = 400_000
MOST_PASSAGES = 40
"""Passages shown of one sign; a notice with more repeats itself."""


@dataclass(frozen=True, slots=True)
class Clues:
    """Where the signs of the meaning stand, by sentence."""

    text: str
    hits: tuple[Hit[str], ...]
    sentences: tuple[Span, ...]
    times: tuple[Duration, ...]

    def found(self, sign: str) -> tuple[Span, ...]:
        """Every place of a sign."""
        return tuple(hit.span for hit in self.hits if hit.key == sign)

    def passages(self, sign: str) -> tuple[Span, ...]:
        """The sentences in which a sign stands, the first of them; one that introduces a list takes its items along."""
        unread = self._sentences_with(MAILBOX)
        chosen = [number for number in self._sentences_with(sign) if number not in unread]
        return _disjoint(self._with_items(number) for number in chosen[:MOST_PASSAGES])

    def _sentences_with(self, sign: str) -> dict[int, None]:
        """The numbers of the sentences in which a sign begins, in their order."""
        starts = [each.start for each in self.sentences]
        numbers = (bisect_right(starts, span.start) - 1 for span in self.found(sign))
        return dict.fromkeys(number for number in numbers if number >= 0)

    def _with_items(self, number: int) -> Span:
        first = last = self.sentences[number]
        if first.of(self.text).rstrip().endswith((":", "：")):
            for each in self.sentences[number + 1 :]:
                line = self.text.rfind("\n", 0, each.start) + 1
                if not bullet(self.text[line : each.end]):
                    break
                last = each
        return Span(first.start, last.end)


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    kept: list[Span] = []
    for span in spans:
        if not any(other.holds(span) for other in kept):
            kept.append(span)
    return tuple(kept)


def clues(reading: Reading, knowledge: Knowledge) -> Clues:
    """The signs of one notice, each with its place in the notice's text."""
    text = reading.notice.text[:MOST_CHARACTERS]
    folded = fold(text)
    own = knowledge.languages.get(reading.language)
    hits = tuple(_matcher(knowledge, reading.language).find(folded))
    return Clues(
        text,
        hits,
        tuple(sentences(text, own.abbreviations, tuple(own.months)) if own else sentences(text)),
        times(text, reading.language, knowledge),
    )


def times(text: str, language: str, knowledge: Knowledge) -> tuple[Duration, ...]:
    """Every stretch of time in a text of that language."""
    english = knowledge.languages[ENGLISH]
    own = knowledge.languages.get(language, english)
    units = {unit: (*own.units.get(unit, ()), *english.units.get(unit, ())) for unit in english.units}
    return tuple(durations(fold(text), units, {**english.numbers, **own.numbers}))


@lasting
def _matcher(knowledge: Knowledge, language: str) -> Matcher[str]:
    words = {sign: knowledge.signs[sign].words for sign in SIGNS if sign in knowledge.signs}
    return Matcher(
        (sign, each)
        for sign, by_language in words.items()
        for each in dict.fromkeys((*terms(by_language, language), *by_language.get(ENGLISH, ())))
    )
