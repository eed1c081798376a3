"""One notice made ready for understanding: its units, and every knowledge word that stands in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reinstate.case import Notice, Span
from reinstate.knowledge import terms
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import lasting
from reinstate.language.dates import Calendar, Dated, calendar, find_dates
from reinstate.language.detect import Profile, detect
from reinstate.language.fold import Folded, fold
from reinstate.language.matcher import Matcher
from reinstate.language.money import Money
from reinstate.language.numbers import Duration, durations
from reinstate.notice.layout import Layout, Unit, lay_out
from reinstate.notice.voices import Voices

MOST_CHARACTERS = 250_000
ENGLISH = "en"
"""Amazon's own working language: names of its pages and frames of its mails stay English in every store."""

Key = tuple[str, str, str]
"""Shelf, id, and the term itself."""

_WEAK = "hints"
_SHORT_TERM = 5
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/\d{4}(?!\d)")
_MONTHS = 12
_CLOCK = 8
"""Characters between the time of day and the date that follows it."""

_NAME_DOT = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])")
"""The full stop inside a domain name, which ends no sentence."""

_SIGNATURE = re.compile(r"(?m)^--[ \t]*$")
_SIGNATURE_LENGTH = 500
"""Characters that the lines below a message have at most."""

_CENTS = re.compile(r"(?<=\d)\.(?=\d{2,3}(?!\d))")
"""The full stop inside an amount, which ends no sentence either."""

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}|https?://\S{1,2000}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A knowledge word found: whose it is, where it stands, and in which unit."""

    shelf: str
    id: str
    term: str
    span: Span
    unit: int

    @property
    def rule(self) -> str:
        """The knowledge entry and the term that found it."""
        return f"{self.shelf}/{self.id}: {self.term}"


class Reader:
    """What one knowledge tells of every language, made at first use for each language and kept."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._calendars: dict[str, Calendar] = {}
        self.profiles = tuple(Profile(each.id, each.letters, each.common) for each in knowledge.languages.values())
        self.abbreviations = frozenset(word for each in knowledge.languages.values() for word in each.abbreviations)
        self.voices = Voices(
            knowledge.signs["sender_label"].words.get(ENGLISH, ()),
            [words for each in knowledge.languages.values() for words in each.quoting],
        )

    @cached_property
    def money(self) -> Money:
        """The signs of money of every currency."""
        return Money(self.knowledge.currencies.values())

    @cached_property
    def _share(self) -> re.Pattern[str]:
        words = {fold(word).text for each in self.knowledge.languages.values() for word in each.percent}
        return re.compile(rf"([<>≤≥＜＞]=?\s?)?(\d{{1,3}}(?:[.,]\d{{1,3}})?)\s?(?:[%％]|{'|'.join(sorted(words))})")

    def shares(self, folded: str) -> list[tuple[bool, float]]:
        """Every share in a folded text: whether it is a bound (`< 1 %`), and its figure in per cent."""
        return [(bool(bound), float(figure.replace(",", "."))) for bound, figure in self._share.findall(folded)]

    def calendar(self, tag: str) -> Calendar:
        """How the language writes dates; English month names are understood everywhere."""
        if tag not in self._calendars:
            own, english = self.knowledge.languages[tag], self.knowledge.languages[ENGLISH]
            self._calendars[tag] = calendar(
                {**english.months, **own.months},
                tuple({*own.links, *english.links}),
                tuple({*own.ordinals, *english.ordinals}),
                own.eras,
                {**english.days, **own.days},
            )
        return self._calendars[tag]

    def scene(self, notice: Notice) -> "Scene":
        """One notice made ready."""
        subject = f"{notice.subject}\n\n" if notice.subject else ""
        text = subject + notice.text[:MOST_CHARACTERS]
        text = self.voices.mute(text, notice.sender)
        tag = detect(text, self.profiles, ENGLISH)
        return Scene(self, notice, text, len(subject), tag)


@lasting
def _matcher(knowledge: Knowledge, tag: str) -> Matcher[Key]:
    """Every word to look for in a text of one language."""
    return Matcher(_words(knowledge, tag))


def _words(knowledge: Knowledge, tag: str) -> Iterable[tuple[Key, str]]:
    shelves: tuple[tuple[str, Mapping[str, object], str], ...] = (
        ("violations", knowledge.violations, "signals"),
        (_WEAK, knowledge.violations, "hints"),
        ("demands", knowledge.demands, "signals"),
        ("kinds", knowledge.kinds, "signals"),
        ("channels", knowledge.channels, "signals"),
        ("marketplaces", knowledge.marketplaces, "signals"),
        ("signs", knowledge.signs, "words"),
    )
    for shelf, entries, field in shelves:
        for entry in entries.values():
            own = terms(getattr(entry, field), tag)
            foreign = () if tag == ENGLISH else getattr(entry, field).get(ENGLISH, ())
            for word in dict.fromkeys((*own, *(each for each in foreign if len(each) > _SHORT_TERM))):
                yield (shelf, entry.id, word), word  # type: ignore[attr-defined]


class Scene:
    """One notice with its units, words, dates and durations. `shift` characters of `text` are the mail's subject."""

    def __init__(self, reader: Reader, notice: Notice, text: str, shift: int, tag: str) -> None:
        self.reader = reader
        self.knowledge = reader.knowledge
        self.notice = notice
        self.shift = shift
        self.language = tag
        self.layout: Layout = lay_out(text, reader.abbreviations)
        self.text = self.layout.flat
        self.lines = text
        self.units: tuple[Unit, ...] = self.layout.units
        self.folded: Folded = fold(_NAME_DOT.sub("\u00b7", self.text))
        self._addresses = [Span(*match.span()) for match in _ADDRESS.finditer(self.text)]
        self._address_starts = [each.start for each in self._addresses]
        self._starts = [unit.span.start for unit in self.units]
        self.marks = self._find()
        self._by_unit: dict[int, list[Mark]] = {}
        for mark in self.marks:
            self._by_unit.setdefault(mark.unit, []).append(mark)

    def _find(self) -> tuple[Mark, ...]:
        found = []
        plain = Folded(_CENTS.sub("\u00b7", self.folded.text), self.folded.origin)
        for hit in _matcher(self.knowledge, self.language).find(plain):
            span = hit.span
            unit = self.unit_at(span.start)
            if unit is not None and not self._in_address(span.start):
                found.append(Mark(*hit.key, span, unit))
        return tuple(found)

    def _in_address(self, place: int) -> bool:
        number = bisect_right(self._address_starts, place) - 1
        return number >= 0 and place < self._addresses[number].end

    def unit_at(self, place: int) -> int | None:
        """The number of the unit in which a place lies."""
        number = bisect_right(self._starts, place) - 1
        return number if number >= 0 else None

    def marks_in(self, unit: int, shelf: str, entry: str | None = None) -> list[Mark]:
        """The words of one shelf, or of one entry, that stand in a unit."""
        return [
            mark for mark in self._by_unit.get(unit, []) if mark.shelf == shelf and (entry is None or mark.id == entry)
        ]

    def signs(self, unit: int | None, *ids: str) -> list[Mark]:
        """The signs of the given ids in a unit."""
        if unit is None:
            return []
        return [mark for mark in self._by_unit.get(unit, []) if mark.shelf == "signs" and mark.id in ids]

    def words(self, unit: Unit) -> str:
        """The unit's own words."""
        return unit.span.of(self.text)

    def place(self, span: Span) -> Span | None:
        """A stretch of this text in the notice's own text; None for the mail's subject."""
        if span.start < self.shift:
            return None
        return Span(span.start - self.shift, span.end - self.shift)

    @cached_property
    def signature(self) -> int:
        """Where the few lines begin that a mail program puts below the message; the end of the text if there are none.

        RFC 3676, 4.3: they follow a line of two hyphens and a blank.
        """
        found = [match.end() for match in _SIGNATURE.finditer(self.lines)]
        return found[-1] if found and len(self.lines) - found[-1] <= _SIGNATURE_LENGTH else len(self.lines)

    @cached_property
    def scanned(self) -> frozenset[int]:
        """The paragraphs in the second half of the text that a scanner of mails added."""
        later = self.units[len(self.units) // 2 :]
        return frozenset(unit.flow for unit in later if self.signs(unit.number, "scanner"))

    @cached_property
    def leading(self) -> frozenset[int]:
        """The numbers of the units that introduce list items."""
        return frozenset(unit.lead for unit in self.units if unit.kind == "item" and unit.lead is not None)

    @cached_property
    def dates(self) -> list[Dated]:
        """Every date of the text."""
        return find_dates(self.folded, self.reader.calendar(self.language), self.date_order)

    @cached_property
    def date_order(self) -> str:
        """What the numbers of a date mean.

        As a date of the text shows that can be read in one way only, else as in the store that the text names where it
        speaks the text's language, else as is usual in the language.
        """
        from reinstate.notice.routes import marketplace  # noqa: PLC0415 - routes works on scenes

        shown = {
            first
            for first, second in _SLASHED.findall(self.folded.text)
            if (int(first) > _MONTHS) != (int(second) > _MONTHS)
        }
        if shown:
            return "dmy" if all(int(first) > _MONTHS for first in shown) else "mdy"
        named = marketplace(self)
        store = self.knowledge.marketplaces[str(named.value)] if named is not None else None
        if store is not None and (self.language == ENGLISH or self.language in store.store_languages):
            return store.date_order
        return "mdy" if self.language == ENGLISH else "dmy"

    @cached_property
    def durations(self) -> list[Duration]:
        """Every stretch of time of the text that is no part of a date."""
        own, english = self.knowledge.languages[self.language], self.knowledge.languages[ENGLISH]
        units = {unit: (*own.units.get(unit, ()), *english.units.get(unit, ())) for unit in english.units}
        found = durations(self.folded, units, {**english.numbers, **own.numbers})
        taken = [(each.start, each.end) for each in self.dates]
        return [
            each
            for each in found
            if not any(each.start < end and start < each.end for start, end in taken)
            and not (each.unit == "hour" and any(self._is_clock(each, start) for start, _ in taken))
        ]

    def _is_clock(self, each: Duration, date: int) -> bool:
        """Whether hours right before a date are its time of day: `17 giờ ngày 09/11/2022`."""
        between = self.folded.text[each.end : max(each.end, date)]
        return (
            each.days <= 1
            and 0 <= date - each.end <= _CLOCK
            and re.fullmatch(r"[^\W\d]*|\W+\w{0,5}\W*", between) is not None
        )
