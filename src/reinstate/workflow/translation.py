"""The seller's own words on their way to a translator and back; names, identifiers, amounts and dates stay locked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal

from reinstate import document, plan, review, root_cause
from reinstate.case import Answers, Mistake, Mistakes, Party, Person, Span, Statement, Trouble, Words
from reinstate.document import Form, FormRow
from reinstate.document.xliff import Code, Passage
from reinstate.knowledge import Knowledge, related, say
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import ANSWERS
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, Worked, work_apart

FORMATS = {".xlf": "xliff", ".xliff": "xliff", ".docx": "docx"}
"""Ending of a translator's file → its format."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A stretch that must keep its meaning: a name, or a value with all its readings; `shown` is its form there."""

    span: Span
    words: str
    shown: str
    readings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """One passage in the seller's own words that the plan's language lacks."""

    id: str
    text: str
    locks: tuple[Lock, ...]

    @property
    def codes(self) -> tuple[Code, ...]:
        """The locked stretches as a translator's program protects them."""
        return tuple(Code(each.words, each.shown) for each in self.locks)

    @property
    def passage(self) -> Passage:
        """The text in pieces, the locked ones as codes."""
        pieces: list[str | Code] = []
        end = 0
        for lock, code in zip(self.locks, self.codes, strict=True):
            pieces += [self.text[end : lock.span.start], code]
            end = lock.span.end
        return Passage(self.id, tuple(each for each in (*pieces, self.text[end:]) if each != ""))


@dataclass(frozen=True, slots=True)
class Translated:
    """How many passages were taken, and how many still lack a translation."""

    taken: int
    left: int


def send(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, out: Path) -> tuple[bytes, int]:
    """The file for a translator in the format of its ending, and the number of passages in it.

    Raises:
        Trouble: `plan.translate-ending`, `plan.nothing-to-translate`, or what working the case raises.
    """
    format = _format(out)
    worked = work_apart(worker, home.read(), choice)
    units = units_of(worked, knowledge)
    if not units:
        raise Trouble("plan.nothing-to-translate", language=worked.plan.language)
    source, target = worked.answers.language, worked.plan.language
    if format == "xliff":
        return document.write_xliff([each.passage for each in units], source, target, ANSWERS), len(units)
    return document.write_form(_form(units, source, target, knowledge), "docx"), len(units)


def take(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, file: Path) -> Translated:
    """Take a translator's file back: every passage whose locked stretches all stand goes into the answers.

    Raises:
        Mistakes: `plan.translation-refused`, with every passage that lost or gained a value; nothing is kept then.
        Trouble: `plan.translate-ending`, `plan.xliff-unreadable`, `ask.form-unreadable`, or what the case raises.
    """
    format = _format(file)
    folder = home.read()
    worked = work_apart(worker, folder, choice)
    units = {each.id: each for each in units_of(worked, knowledge)}
    content = read_bytes(file)
    told = worker.run(read_back, content, format, {key: each.codes for key, each in units.items()}, str(file))
    told = {key: " ".join(words.split()) for key, words in told.items() if words.strip()}
    language = worked.plan.language
    mistakes = [each for key, words in told.items() for each in _faults(units.get(key), key, words, worked, knowledge)]
    if mistakes:
        raise Mistakes("plan.translation-refused", tuple(replace(each, file=str(file)) for each in mistakes))
    if told:
        answers = _filled(worked.answers, told, language)
        sheet = root_cause.write_sheet(answers, root_cause.comments_of(folder.answers))
        home.keep("answers-stated", ANSWERS, sheet.encode())
    return Translated(len(told), len(units) - len(told))


def read_back(
    _knowledge: Knowledge, content: bytes, format: str, codes: Mapping[str, tuple[Code, ...]], file: str
) -> Mapping[str, str]:
    """The job of reading what a translator sent back: the words by the id of their passage."""
    alive(file)
    return document.read_xliff(content, codes, file) if format == "xliff" else document.read_form(content, "docx", file)


def _format(file: Path) -> str:
    found = FORMATS.get(file.suffix.lower())
    if found is None:
        raise Trouble("plan.translate-ending", file=str(file), known=", ".join(FORMATS))
    return found


# -- what is to be translated ------------------------------------------------------------------------------------------


def units_of(worked: Worked, knowledge: Knowledge) -> tuple[Unit, ...]:
    """Every passage of the seller's own words that the plan's language lacks, in the order of the answers."""
    language = worked.plan.language
    lacking = [(key, words) for key, words in _own(worked.answers) if words and plan.own_words(words, language) is None]
    made = []
    for key, words in lacking:
        text = plan.own_words(words, worked.answers.language) or next(iter(words.values()))
        made.append(Unit(key, text, tuple(_locks(text, worked, knowledge))))
    return tuple(made)


def _own(answers: Answers) -> Iterator[tuple[str, Words]]:
    for person in answers.people:
        if person.role is None:
            yield f"people.{person.id}/role", person.role_words
    for statement in (each for issue in answers.issues for each in issue.statements):
        if statement.about is None:
            yield f"{statement.id}/text", statement.text
        for name, value in statement.answers.items():
            if isinstance(value, Mapping):
                yield f"{statement.id}/{name}", value


def _filled(answers: Answers, told: Mapping[str, str], language: str) -> Answers:
    """The answers with the translations beside the originals."""

    def more(key: str, words: Words) -> Words:
        return {**words, language: told[key]} if key in told else words

    def statement(each: Statement) -> Statement:
        values = {
            name: more(f"{each.id}/{name}", value) if isinstance(value, Mapping) else value
            for name, value in each.answers.items()
        }
        return replace(each, text=more(f"{each.id}/text", each.text), answers=values)

    people = tuple(replace(each, role_words=more(f"people.{each.id}/role", each.role_words)) for each in answers.people)
    issues = tuple(replace(issue, statements=tuple(map(statement, issue.statements))) for issue in answers.issues)
    return replace(answers, people=people, issues=issues)


# -- what must not change ----------------------------------------------------------------------------------------------


def _locks(text: str, worked: Worked, knowledge: Knowledge) -> list[Lock]:
    """Names, and values outside names, in the order of the text."""
    found: list[Lock] = []
    for words, shown in sorted(_names(worked, knowledge), key=lambda pair: -len(pair[0])):
        start = text.find(words)
        while start >= 0:
            span = Span(start, start + len(words))
            if not any(span.meets(each.span) for each in found):
                found.append(Lock(span, words, shown))
            start = text.find(words, span.end)
    for told in review.values_of(text, worked.answers.language, knowledge):
        if not any(told.span.meets(each.span) for each in found):
            words = told.span.of(text)
            found.append(Lock(told.span, words, _shown(told, words, worked, knowledge), told.readings))
    return sorted(found, key=lambda each: each.span)


def _names(worked: Worked, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """Every form of a name, and how the plan's language writes it: the original stays beside the name in Latin letters.

    Nothing is transliterated: where the case gives no other form, the name stays as it is.
    """
    answers, language = worked.answers, worked.plan.language
    aside = say(knowledge.phrases["writing"].says["bracketed"], language).text
    named: list[Person | Party] = [*answers.people, *answers.parties]
    for each in named:
        readable = plan.readable_name(each, knowledge, language)
        both = aside.replace("{words}", readable).replace("{aside}", each.name)
        full = both if isinstance(each, Party) and readable != each.name else readable
        yield each.name, full
        if each.latin:
            yield each.latin, full
    for name in (answers.account.legal_name, answers.account.store_name):
        if name:
            yield name, name


def _shown(told: review.Told, words: str, worked: Worked, knowledge: Knowledge) -> str:
    """A value in the form of the plan's language; where it can be read in two ways, or is a code, as it stands."""
    locale = plan.locale_of(worked.plan.language, worked.reading.marketplace)
    kinds: dict[str, Callable[[str], str]] = {
        "date": lambda value: plan.long_date(date.fromisoformat(value), knowledge, worked.plan.language, locale),
        "day": lambda value: format_skeleton("MMMMd", date.fromisoformat(f"2000-{value}"), locale=locale),
        "time": lambda value: format_time(_time(value), "short", locale=locale),
        "number": lambda value: format_decimal(Decimal(value), locale=locale, decimal_quantization=False),
    }
    own = [each.partition(":")[2] for each in told.readings if each.startswith(f"{told.kind}:")]
    days = [each.partition(":")[2] for each in told.readings if each.startswith("day:")]
    if told.kind == "date" and not own and len(days) == 1:
        return kinds["day"](days[0])
    try:
        return kinds[told.kind](own[0]) if told.kind in kinds and len(own) == 1 else words
    except ValueError:
        return words


def _time(value: str) -> time:
    hour, minute = map(int, value.split(":"))
    return time(hour, minute)


def _faults(unit: Unit | None, key: str, words: str, worked: Worked, knowledge: Knowledge) -> Iterator[Mistake]:
    """What a translation lost of its locked stretches, and what values it brought in."""
    if unit is None:
        yield Mistake("", key, "translation-unknown")
        return
    rest = words
    for lock in unit.locks:
        if not lock.readings:
            form = next((each for each in (lock.shown, lock.words) if each in words), None)
            if form is None:
                yield Mistake("", key, "translation-lost", None, {"words": lock.shown})
            rest = rest.replace(form or "\0", " ")
    told = review.values_of(rest, worked.plan.language, knowledge)
    held = [lock for lock in unit.locks if lock.readings]
    for lock in held:
        if not any(each.readings & lock.readings for each in told):
            yield Mistake("", key, "translation-lost", None, {"words": lock.shown})
    for each in told:
        if not any(each.readings & lock.readings for lock in held):
            yield Mistake("", key, "translation-new", None, {"words": each.span.of(rest)})


def _form(units: Sequence[Unit], source: str, target: str, knowledge: Knowledge) -> Form:
    """The passages as a form for a person: the original on the left, room for the translation on the right."""
    says = knowledge.messages["plan"].says

    def told(key: str, **values: str) -> str:
        text = say(says[key], target).text
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def row(unit: Unit) -> FormRow:
        kept = "; ".join(dict.fromkeys(lock.shown for lock in unit.locks))
        return FormRow(unit.id, "", unit.text, told("translate-keep", words=kept) if kept else "")

    names = tuple(next(knowledge.languages[tag].name for tag in related(each)) for each in (source, target))
    rows = tuple(map(row, units))
    return Form(target, told("translate-title"), told("translate-lead"), (names[0], names[1]), rows)
