"""What a sentence is about: the stems of its words without its values, so that sentences can be held side by side."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reinstate.case import Span
from reinstate.knowledge import Knowledge, related
from reinstate.language import fold, unspaced, words
from reinstate.review.values import Told

_STEM = 5
"""Letters of a word that tell what it is about, whatever its ending."""
_SHORT = 3
"""Letters up to which a word counts as a small one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its values. `stems` tell what it is about, `anchors` are its dates and identifiers."""

    span: Span
    told: tuple[Told, ...]
    stems: frozenset[str]
    roles: frozenset[str] = frozenset()
    facts: tuple[str, ...] = ()

    @property
    def anchors(self) -> frozenset[str]:
        """Readings of everything that tells one event from another."""
        return frozenset(
            each for told in self.told if told.kind not in ("number", "mark", "time") for each in told.readings
        )

    @property
    def readings(self) -> frozenset[str]:
        """Readings of all values."""
        return frozenset(reading for told in self.told for reading in told.readings)


def small_words(language: str, knowledge: Knowledge) -> frozenset[str]:
    """Words that tell nothing: the frequent little ones of the language."""
    tongue = next((knowledge.languages[tag] for tag in related(language) if tag in knowledge.languages), None)
    return frozenset(tongue.common) if tongue else frozenset()


def stems(text: str, span: Span, told: Sequence[Told], small: frozenset[str]) -> frozenset[str]:
    """The stems of a sentence: heads of words, or pairs of signs in scripts without spaces; values left out."""
    found: set[str] = set()
    before: Span | None = None
    values = iter(told)
    value = next(values, None)
    for word in words(span.of(text)):
        place = Span(span.start + word.start, span.start + word.end)
        while value is not None and value.span.end <= place.start:
            value = next(values, None)
        if value is not None and value.span.meets(place):
            before = None
            continue
        said = fold(place.of(text)).text
        if unspaced(said):
            if before is not None and before.end == place.start:
                found.add(fold(text[before.start : place.end]).text)
            before = place
        else:
            before = None
            if len(said) > _SHORT and said not in small and not said.isdigit():
                found.add(said[:_STEM])
    return frozenset(found)


def lines(
    text: str,
    spans: Iterable[tuple[Span, frozenset[str], tuple[str, ...]]],
    told: Sequence[Told],
    small: frozenset[str],
) -> list[Line]:
    """Sentences with what they tell; `spans` are places in order, each with its roles and the facts it rests on."""
    made = []
    number = 0
    for span, roles, facts in spans:
        while number < len(told) and told[number].span.end <= span.start:
            number += 1
        inside = []
        while number < len(told) and told[number].span.start < span.end:
            inside.append(told[number])
            number += 1
        made.append(Line(span, tuple(inside), stems(text, span, inside, small), roles, facts))
    return made


class Shelf:
    """Lines that can be asked for those about the same as another."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = [line for line in lines if len(line.stems | line.anchors) > 1]
        self._holders: Mapping[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            for each in line.stems | line.anchors:
                self._holders[each].append(number)

    def about(self, line: Line, least: float) -> Iterator[tuple[float, Line]]:
        """The lines that share at least this part of what the line is about, and two things; nearest first."""
        own = line.stems | line.anchors
        shared: dict[int, int] = defaultdict(int)
        for each in own:
            holders = self._holders.get(each, ())
            if len(holders) <= 1 + len(self._lines) // 2:
                for number in holders:
                    shared[number] += 1
        near = [(count / len(own), number) for number, count in shared.items() if count > 1]
        for share, number in sorted(near, key=lambda each: (-each[0], each[1])):
            if share >= least:
                yield share, self._lines[number]


def label(text: str, told: Told, small: frozenset[str]) -> str:
    """The stem of what a number counts: the word after it, or the two signs in scripts without spaces."""
    after = text[told.span.end : told.span.end + 40]
    for word in words(after):
        if any(sign in ".;:!?。；：！？\n" for sign in after[: word.start]):
            return ""
        said = fold(word.of(after)).text
        if unspaced(said):
            return fold(after[word.start : word.start + 2]).text
        if said not in small and not said.isdigit() and len(said) > 1:
            return said[:_STEM]
    return ""
