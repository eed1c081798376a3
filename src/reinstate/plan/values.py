"""Facts of the case, written the way a language writes them. Names, identifiers and amounts never change."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from reinstate.case import Answer, Answers, Attachment, Party, Person
from reinstate.knowledge import Knowledge, related, say
from reinstate.knowledge.model.plan import Field
from reinstate.plan.meeting import meet


def locale_of(language: str, marketplace: str | None) -> Locale:
    """The locale whose dates and numbers a reader of that store expects: `en` for GB is not `en` for US."""
    head = language.split("-", maxsplit=1)[0]
    for spelled in (f"{head}_{marketplace}", language.replace("-", "_"), head):
        try:
            locale = Locale.parse(spelled)
        except (UnknownLocaleError, ValueError):
            continue
        if locale.language == head:
            return locale
    return Locale.parse("en")


@dataclass
class Writer:
    """Writes values of one case in one language; a person's role is told at the first mention only."""

    answers: Answers
    knowledge: Knowledge
    language: str
    locale: Locale
    currency: str | None
    mentioned: set[str] = field(default_factory=set)

    def write(self, value: Answer, question: Field | None) -> str | None:
        """The value as words, or None where it can't be said in this language (the seller's own words)."""
        kind = question.kind if question else "text"
        if value is None:
            return None
        if isinstance(value, Mapping):
            return own_words(value, self.language)
        if isinstance(value, tuple):
            return self._listed(value)
        if kind in ("person", "party"):
            return self.named(str(value))
        if kind in ("interval", "weekday", "place"):
            return self._phrase(f"{kind}s", str(value))
        if kind == "choice" and question and value in question.choices:
            return say(question.choices[str(value)], self.language).text
        return self._plain(value, kind)

    def join(self, before: str, value: str) -> str:
        """The words with the value behind them, as the language joins the two."""
        known = self.knowledge.languages.get(self.language)
        return meet(before, value, known.joins) if known else before + value

    def _listed(self, names: tuple[str, ...]) -> str:
        said = format_list(list(names), locale=self.locale)
        if len(names) < 2 or not said.endswith(names[-1]):
            return said
        return self.join(said.removesuffix(names[-1]), names[-1])

    def _plain(self, value: str | float | date | time, kind: str) -> str:
        if isinstance(value, date):
            return long_date(value, self.knowledge, self.language, self.locale)
        if isinstance(value, time):
            return format_time(value, "short", locale=self.locale)
        if isinstance(value, str):
            return value
        amount = Decimal(str(value))
        if kind == "percent":
            return format_percent(amount / 100, locale=self.locale, decimal_quantization=False)
        if kind == "money" and self.currency:
            return format_currency(amount, self.currency, locale=self.locale)
        return format_decimal(amount, locale=self.locale, decimal_quantization=False)

    def _phrase(self, shelf: str, key: str) -> str:
        words = self.knowledge.phrases[shelf].says.get(key)
        return say(words, self.language).text if words else key

    def named(self, key: str) -> str:
        """The person or outside party with that id, as mentioned here; the id itself where the case knows neither."""
        for person in self.answers.people:
            if person.id == key:
                return self.person(person)
        for party in self.answers.parties:
            if party.id == key:
                return self.party(party)
        return key

    def person(self, person: Person) -> str:
        """The name in this language's letters, with the role at the first mention."""
        name = readable_name(person, self.knowledge, self.language)
        if person.id in self.mentioned:
            return name
        self.mentioned.add(person.id)
        role = role_of(person, self.knowledge, self.language)
        return name if role is None else self._bracketed(name, role)

    def party(self, party: Party) -> str:
        """The outside party's name; the original stands beside the Latin one at the first mention."""
        name = readable_name(party, self.knowledge, self.language)
        first = party.id not in self.mentioned
        self.mentioned.add(party.id)
        return self._bracketed(name, party.name) if first and name != party.name else name

    def _bracketed(self, words: str, aside: str) -> str:
        pattern = say(self.knowledge.phrases["writing"].says["bracketed"], self.language).text
        return pattern.replace("{words}", words).replace("{aside}", aside)


def long_date(day: date, knowledge: Knowledge, language: str, locale: Locale) -> str:
    """The day with its month in letters, and the first of the month as the language calls it (`1er mars 2026`)."""
    known = knowledge.languages.get(language)
    said = format_date(day, (known and known.day) or "long", locale=locale)
    if day.day != 1 or known is None or not known.first_day:
        return said
    return re.sub(r"(?<!\d)1(?!\d)", known.first_day, said, count=1)


def readable_name(named: Person | Party, knowledge: Knowledge, language: str) -> str:
    """The name in letters that readers of this language read."""
    reads = knowledge.languages.get(language)
    original = named.latin is None or (reads is not None and reads.names == "original")
    return named.name if original else named.latin or named.name


def exhibit_title(attachment: Attachment, knowledge: Knowledge, language: str) -> str:
    """The title the seller gave in this language, else the word for its kind: never a title in another language."""
    return own_words(attachment.title, language) or say(knowledge.exhibits[attachment.kind].title, language).text


def role_of(person: Person, knowledge: Knowledge, language: str) -> str | None:
    """The person's role in this language, or None where the case doesn't say it in this language."""
    if person.role is None:
        return own_words(person.role_words, language)
    words = knowledge.phrases["roles"].says.get(person.role)
    return say(words, language).text if words else None


def own_words(words: Mapping[str, str], language: str) -> str | None:
    """The seller's own words in a language, if the seller gave them in it."""
    return next((words[tag] for tag in related(language) if tag in words), None)
