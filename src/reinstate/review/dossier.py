"""What a case holds: every value, name and word that a plan may rest on, and the sentences that say them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from reinstate.case import Answer, Answers, Exhibit, Party, Person, Plan, Reading, Statement
from reinstate.knowledge import Knowledge
from reinstate.language import fold, words
from reinstate.review.values import plain, readings_of_date, values_in_any, widened


@dataclass(frozen=True, slots=True)
class Dossier:
    """A case as far as the reviewer looks into it.

    Attributes:
        answers: what the seller told.
        reading: what the notice says.
        exhibits: the documents with their text.
        told: the answers as the workbench words them in the plan's language; it shows what a number belongs to.
        earlier: the plans of the rounds before.
    """

    answers: Answers
    reading: Reading
    exhibits: tuple[Exhibit, ...] = ()
    told: Plan | None = None
    earlier: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """The values and words of a dossier.

    Attributes:
        values: readings of all values.
        stated: readings of the values that the seller or the notice states; those of exhibits are left out.
        words: every word, folded.
        names: people and firms, as written and in Latin letters.
        text: everything in one folded text.
    """

    values: frozenset[str]
    stated: frozenset[str]
    words: frozenset[str]
    names: tuple[str, ...]
    text: str


def holdings(dossier: Dossier, knowledge: Knowledge) -> Held:
    """Everything that the case holds, read once."""
    answers = dossier.answers
    own = list(_texts(answers))
    typed = {
        reading for each in _statements(answers) for value in each.answers.values() for reading in typed_readings(value)
    }
    dated = [each for each in (answers.dated, dossier.reading.notice.sent, dossier.reading.deadline_date) if each]
    stated = set(typed).union(*map(readings_of_date, dated))
    stated |= _read("\n".join([*own, dossier.reading.notice.text, dossier.reading.notice.subject or ""]), knowledge)
    stated |= {f"number:{plain(Decimal(str(fact.value)))}" for fact in dossier.reading.found("metric") if fact.value}
    papers = [page.text for exhibit in dossier.exhibits for page in exhibit.pages]
    numbers = [exhibit.number for exhibit in dossier.exhibits]
    shown = {f"mark:{number}" for number in numbers}.union(*(_read(each, knowledge) for each in (*papers, *numbers)))
    shown |= {f"item:{asin}" for exhibit in dossier.exhibits for asin in exhibit.covers}
    text, known = _folded("\n".join([*own, dossier.reading.notice.text, *papers]))
    return Held(
        frozenset(widened(stated | shown)),
        frozenset(widened(stated)),
        known,
        tuple(dict.fromkeys(_names(answers))),
        text,
    )


@lru_cache(maxsize=4)
def _folded(text: str) -> tuple[str, frozenset[str]]:
    """A text folded, and its words; that of a case is read once, however often its plan is held against it."""
    folded = fold(text).text
    return folded, frozenset(folded[span.start : span.end] for span in words(folded))


def _read(text: str, knowledge: Knowledge) -> set[str]:
    return {reading for told in values_in_any(text, knowledge) for reading in told.readings}


def _statements(answers: Answers) -> Iterator[Statement]:
    return (each for issue in answers.issues for each in issue.statements)


def typed_readings(value: Answer) -> tuple[str, ...]:
    """The readings of a typed answer; none for words, which are read as text."""
    if isinstance(value, datetime):
        return readings_of_date(value.date())
    if isinstance(value, date):
        return readings_of_date(value)
    if isinstance(value, time):
        return (f"time:{value.hour}:{value.minute:02}",)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (f"number:{plain(Decimal(str(value)))}",)
    return ()


def _texts(answers: Answers) -> Iterator[str]:
    account = answers.account
    yield from (each for each in (account.legal_name, account.store_name, account.address) if each)
    yield from _names(answers)
    for party in answers.parties:
        yield party.contact or ""
    for person in answers.people:
        yield from (person.contact or "", *person.role_words.values())
    for attachment in answers.attachments:
        yield from (attachment.file, *attachment.title.values(), *attachment.highlight, *attachment.covers)
    for statement in _statements(answers):
        yield from statement.text.values()
        for why in statement.whys:
            yield from why.text.values()
        for value in statement.answers.values():
            yield from texts_of(value)


def texts_of(value: Answer) -> tuple[str, ...]:
    """The words of an answer: its own, each of a list, or one in every language."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, tuple):
        return value
    return tuple(value.values()) if isinstance(value, Mapping) else ()


def _names(answers: Answers) -> Iterator[str]:
    yield answers.account.legal_name
    if answers.account.store_name:
        yield answers.account.store_name
    named: list[Person | Party] = [*answers.people, *answers.parties]
    for each in named:
        yield each.name
        if each.latin:
            yield each.latin
