"""The typed answer of one step: numbers, dates, people and parties, read with everything the case knows."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from reinstate.case import Answer, Party, Person
from reinstate.knowledge import terms
from reinstate.language import Matcher, fold, unspaced
from reinstate.root_cause.ids import free_id
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Ground, Step
from reinstate.root_cause.values import (
    Choice,
    Refusal,
    dates_in,
    proper_or_words,
    read_choice,
    read_dates,
    read_names,
    read_number,
    read_time,
    without,
)

_PAST = re.compile(r"(?:^|_)(?:on|since|from|to)$")
"""Names of date fields that tell of something done."""

NOBODIES = "vague-names"
"""Lexicon of what people write in the place of a name when they mean nobody in particular."""

_LATIN = re.compile(r"[(（]\s*([^()（）]+?)\s*[)）]")
_PART = re.compile(r"\s*[,，、;；]\s*")
_FILE = re.compile(r"[^\x00-\x1f<>:\"|?*\\]{1,180}\.[A-Za-z0-9]{2,5}\Z")
_LONGEST_NAME = 90


def is_past(name: str) -> bool:
    """Whether a date field tells of something done, so that it can't lie in the future."""
    return _PAST.search(name) is not None


def told(text: str) -> bool:
    """Whether a text says something in words, rather than being a slip of the finger."""
    return len("".join(text.split())) >= 6 if unspaced(text) else len(text.split()) >= 3


def file_name(text: str) -> bool:
    """Whether a text could be the name of a file in the evidence folder."""
    return _FILE.match(text) is not None and not text.startswith(("/", ".")) and ".." not in text


def slug(text: str, otherwise: str) -> str:
    """An id made of a name: Latin letters and digits joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-") or otherwise


@dataclass
class Reader:
    """Reads the answer to one step; people and parties that it names for the first time join the case."""

    ground: Ground
    progress: Progress
    step: Step
    sure: bool

    @property
    def tags(self) -> tuple[str, ...]:
        """The languages to read in, nearest first."""
        return (self.ground.language, self.progress.answers.language, "en")

    def read(self, text: str) -> dict[str, Answer] | Refusal:
        """The value of every field that the answer fills."""
        if self.step.shape == "deed":
            return self.deed(text)
        if self.step.shape == "control":
            return self.control(text)
        if self.step.shape == "period":
            found = read_dates(text, 2, self.tags, self.ground.knowledge)
            return found if isinstance(found, Refusal) else dict(zip(self.step.fields, found, strict=True))
        value = self.one(text)
        return value if isinstance(value, Refusal) else {self.step.fields[0]: value}

    def one(self, text: str) -> Answer | Refusal:
        """The one value of a step with one field."""
        kind = self.step.shape
        if kind in ("number", "percent", "money"):
            return read_number(text, self.ground.language)
        if kind == "date":
            found = read_dates(text, 1, self.tags, self.ground.knowledge)
            return found if isinstance(found, Refusal) else found[0]
        if kind == "time":
            return read_time(text, self.tags, self.ground.knowledge)
        if kind == "names":
            return self.names(text)
        if kind in ("person", "party"):
            return self.person(text) if kind == "person" else self.party(text)
        if kind in ("choice", "interval", "weekday", "branch"):
            return read_choice(text, self.choices())
        return self.words(text)

    def words(self, text: str) -> Answer | Refusal:
        """A name or own words; a place may also be one of the shelf's."""
        if self.step.shape == "place":
            chosen = read_choice(text, self.choices())
            if not isinstance(chosen, Refusal) or chosen.key == "no-such-number":
                return chosen
        return proper_or_words(text, self.progress.answers.language, self.ground.knowledge)

    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, with every word for it."""
        return tuple(Choice(each.id, tuple(each.label.values())) for each in self.step.options)

    def names(self, text: str) -> Answer | Refusal:
        """Identifiers; one that the notice doesn't name is asked back."""
        name = self.step.fields[0]
        found = read_names(text, name)
        listed = {"asins": self.ground.reading.asins, "order_ids": self.ground.reading.order_ids}.get(name, ())
        if isinstance(found, Refusal) or self.sure or not listed:
            return found
        strange = [each for each in found if each not in listed]
        if strange:
            shown = ", ".join(strange[:5]) + (" …" if len(strange) > 5 else "")
            return Refusal("not-in-notice", {"items": shown, "count": len(strange)}, doubtful=True)
        return found

    # -- people and parties ----------------------------------------------------------------------------------------

    def deed(self, text: str) -> dict[str, Answer] | Refusal:
        """Who did it and when, and how often where that is asked; what is missing is asked for next."""
        first, when, *often = self.step.fields
        dates = dates_in(text, self.tags, self.ground.knowledge)
        parted = self.parted(without(text, dates)) if often else (without(text, dates), None)
        if isinstance(parted, Refusal):
            return parted
        rest, every = parted
        values: dict[str, Answer] = {often[0]: every} if every else {}
        if dates:
            day = read_dates(text, 1, self.tags, self.ground.knowledge)
            if isinstance(day, Refusal):
                return day
            values = {when: day[0], **values}
        if rest:
            who = self.person(rest)
            if isinstance(who, Refusal):
                return who
            values = {first: who, **values}
        return values or Refusal("empty")

    def control(self, text: str) -> dict[str, Answer] | Refusal:
        """Who checks and how often, the interval behind the last comma; what is missing is asked for next."""
        parted = self.parted(text)
        if isinstance(parted, Refusal):
            return parted
        rest, every = parted
        values: dict[str, Answer] = {self.step.fields[1]: every} if every else {}
        if rest:
            who = self.person(rest)
            if isinstance(who, Refusal):
                return who
            values = {self.step.fields[0]: who, **values}
        return values or Refusal("empty")

    def parted(self, text: str) -> tuple[str, str | None] | Refusal:
        """A text without the interval that stands behind its last comma, and that interval."""
        pieces = [each for each in _PART.split(text.strip()) if each]
        every = self.interval(pieces[-1]) if pieces else None
        if every is None and len(pieces) > 2:
            return Refusal("not-an-interval", {"words": pieces[-1][:60]})
        return ", ".join(pieces if every is None else pieces[:-1]), every

    def interval(self, text: str) -> str | None:
        """The interval that is written with a shelf's words, if any."""
        typed = fold(text).text.strip(" .。")
        says = self.ground.knowledge.phrases["intervals"].says
        return next((key for key, words in says.items() if typed in map(_folded, words.values())), None)

    def person(self, text: str) -> str | Refusal:
        """The id of a person: by number, by name, or a new one with the role behind the comma."""
        chosen = read_choice(text, self.choices())
        if not isinstance(chosen, Refusal) or chosen.key == "no-such-number":
            return chosen
        named, latin, role = _parts(text)
        known = {
            fold(word).text: each.id for each in self.progress.answers.people for word in (each.name, each.latin or "")
        }
        if fold(named).text in known:
            return known[fold(named).text]
        if refused := self.unfit(named):
            return refused
        people = self.progress.answers.people
        key = free_id(slug(latin or named, "person"), (each.id for each in people))
        self.progress = replace(
            self.progress,
            answers=replace(self.progress.answers, people=(*people, self.with_role(Person(key, named, latin), role))),
        )
        return key

    def unfit(self, named: str) -> Refusal | None:
        """A name that is none: no letters, a whole sentence, or nobody in particular."""
        if len(named) > _LONGEST_NAME or len(named.split()) > 8 or not any(map(str.isalpha, named)):
            return Refusal("not-a-name")
        folded = fold(named)
        hits = self.nobodies().find(folded)
        if max((hit.end - hit.start for hit in hits), default=0) >= len(folded.text):
            return Refusal("nobody-in-particular", {"name": named})
        return None

    def nobodies(self) -> Matcher[str]:
        """Finds the words for nobody in particular, in the languages that answers are read in."""
        lexicon = self.ground.knowledge.lexicons.get(NOBODIES)
        return Matcher([("", word) for tag in self.tags for word in terms(lexicon.words, tag)] if lexicon else [])

    def with_role(self, person: Person, role: str) -> Person:
        """The person with a role of the shelf, or in the seller's own words."""
        if not role:
            return person
        roles = self.ground.knowledge.phrases["roles"].says
        typed = fold(role).text
        for key, label in roles.items():
            if typed in (key, *(fold(word).text for word in label.values())):
                return replace(person, role=key)
        return replace(person, role_words={self.progress.answers.language: role})

    def party(self, text: str) -> str | Refusal:
        """The id of an outside party: by number, by name, or a new one with its contact behind the comma."""
        chosen = read_choice(text, self.choices())
        if not isinstance(chosen, Refusal) or chosen.key == "no-such-number":
            return chosen
        named, latin, contact = _parts(text)
        parties = self.progress.answers.parties
        known = {fold(word).text: each.id for each in parties for word in (each.name, each.latin or "")}
        if fold(named).text in known:
            return known[fold(named).text]
        if len(named) > _LONGEST_NAME or not any(map(str.isalnum, named)):
            return Refusal("not-a-name")
        parties = self.progress.answers.parties
        key = free_id(slug(latin or named, "party"), (each.id for each in parties))
        kind = self.step.fields[0].rsplit("_", maxsplit=1)[-1]
        made = Party(key, named, latin, kind, contact or None)
        self.progress = replace(self.progress, answers=replace(self.progress.answers, parties=(*parties, made)))
        return key

    # -- contradictions --------------------------------------------------------------------------------------------

    def contradiction(self, values: dict[str, Answer]) -> Refusal | None:
        """Dates that can't be: a "done" date to come, a period turned round, an action before the event."""
        days = {name: value for name, value in values.items() if isinstance(value, date)}
        today = self.ground.today
        for name, day in days.items():
            if today and day > today and is_past(name):
                return Refusal("future", {"date": day.isoformat(), "today": today.isoformat()})
        if turned := self.turned(days) or self.overlapping(days):
            return turned
        begun = self.begun()
        early = next((day for name, day in days.items() if name in ("on", "since") and begun and day < begun), None)
        if early and begun and not self.sure:
            details = {"date": early.isoformat(), "begun": begun.isoformat()}
            return Refusal("before-event", details, doubtful=True)
        return None

    def turned(self, days: dict[str, date]) -> Refusal | None:
        """A period whose end lies before its beginning."""
        told_before = {} if self.step.shape == "period" else self.answers()
        for first, last in (("from", "to"), ("before_from", "before_to"), ("after_from", "after_to")):
            begin, end = days.get(first, told_before.get(first)), days.get(last, told_before.get(last))
            if {first, last} & set(days) and isinstance(begin, date) and isinstance(end, date) and end < begin:
                return Refusal("period-turned", {"begin": begin.isoformat(), "end": end.isoformat()})
        return None

    def overlapping(self, days: dict[str, date]) -> Refusal | None:
        """Figures before and after a change whose periods lie over each other."""
        told_days = {**self.answers(), **days}
        before, after = told_days.get("before_to"), told_days.get("after_from")
        if {"before_to", "after_from"} & set(days) and isinstance(before, date) and isinstance(after, date):
            clash = after <= before
            return (
                Refusal("periods-overlap", {"before": before.isoformat(), "after": after.isoformat()})
                if clash
                else None
            )
        return None

    def answers(self) -> dict[str, Answer]:
        """What the statement of this step has been told so far."""
        issue = self.progress.issue(self.step.violation or "")
        return next((dict(each.answers) for each in issue.statements if each.id == self.step.statement), {})

    def begun(self) -> date | None:
        """The first day of the trouble, as problem and causes tell it, for an action that answers it."""
        issue = self.progress.issue(self.step.violation or "")
        days = [
            each.answers.get("from")
            for each in issue.by_role("problem", "root_cause")
            if each.id != self.step.statement
        ]
        return min((day for day in days if isinstance(day, date)), default=None)


def _folded(text: str) -> str:
    return fold(text).text


def _parts(text: str) -> tuple[str, str | None, str]:
    """A name, its Latin form in brackets, and what stands behind the first comma."""
    head, *rest = _PART.split(" ".join(text.split()), maxsplit=1)
    aside = rest[0].strip() if rest else ""
    latin = _LATIN.search(head)
    named = _LATIN.sub("", head).strip()
    if latin and is_latin(latin[1]) and named and not is_latin(named):
        return named, latin[1], aside
    return head, None, aside


def is_latin(name: str) -> bool:
    """Whether a name has Latin letters and no others."""
    letters = [char for char in name if char.isalpha()]
    return bool(letters) and all(unicodedata.name(char, "").startswith("LATIN") for char in letters)
