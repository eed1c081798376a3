"""Sixty made-up cases over all violations: complete answers, drawn by number, so that each is the same every time.

Causes and measures come from the shelves that fit the violation; every required question is answered, and half of the
others too. People, firms, products and numbers are invented.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import PurePosixPath
from random import Random

from reinstate.case import (
    Account,
    Answer,
    Answers,
    Attachment,
    Exhibit,
    Fact,
    Issue,
    Notice,
    Page,
    Party,
    Person,
    Reading,
    Statement,
)
from reinstate.knowledge import Knowledge
from reinstate.knowledge.model.plan import Cause, Field, Measure
from reinstate.plan import questions_of
from reinstate.plan.grammar import fields, parse

COUNT = 60
STORES = {"en": "US", "zh": "US", "de": "DE", "fr": "FR", "it": "IT", "es": "ES", "vi": "US", "ja": "JP"}
"""A store whose readers read that language."""

_PEOPLE = (
    *(("Mira Hollenbrook", "operations-manager"), ("Tobias Wendrich", "warehouse-manager"), ("Ines Valcour", "owner")),
    *(("Pavel Dorrance", "purchasing-manager"), ("Sunniva Kettle", "listing-manager"), ("Aldo Brentini", "accountant")),
    *(("Runa Tesselaar", "quality-manager"), ("Emeric Sandoval", "compliance-manager"), ("Lena Vosberg", "deputy")),
)
_FIRMS = (
    "Northline Parcel",
    "Kestrel Supplies",
    "Brightfold Labs",
    "Harrow Packaging",
    "Meridian Trade",
    "Oxbow Freight",
)
_WORDS = ("Lumora", "Zentrik", "Calvane", "Ferrowick", "Quillmark", "Sorrel")
_FIRST = date(2026, 1, 12)
_ROLES = ("containment", "corrective", "corrective", "preventive", "preventive", "proof")


@dataclass(frozen=True)
class Made:
    """One case with what its notice says and the documents it encloses."""

    violation: str
    answers: Answers
    reading: Reading
    exhibits: tuple[Exhibit, ...]

    @property
    def numbers(self) -> dict[str, str]:
        return {each.id: each.number for each in self.exhibits}


def made(number: int, language: str, knowledge: Knowledge) -> Made:
    """Case `number` for a plan in a language; the facts are the same in every language, but for the store."""
    return _Maker(number, language, knowledge).case()


class _Maker:
    def __init__(self, number: int, language: str, knowledge: Knowledge) -> None:
        self.chance = Random(number)
        self.number, self.language, self.knowledge = number, language, knowledge
        slugs = [slug for slug, each in knowledge.violations.items() if slug != "not_stated" and each.part_of is None]
        self.violation = slugs[number % len(slugs)]
        self.round = number // len(slugs)
        self.asins = tuple(f"B0{self.chance.choice('CDFG')}{self.chance.randrange(10**6, 10**7)}" for _ in range(2))
        self.people = tuple(
            Person(f"p{at}", name, role=role) for at, (name, role) in enumerate(self.chance.sample(_PEOPLE, 4))
        )
        self.firms = tuple(Party(f"f{at}", name) for at, name in enumerate(self.chance.sample(_FIRMS, 3)))
        self.told: dict[str, Answer] = {}
        self.papers: list[Attachment] = []

    def case(self) -> Made:
        statements = tuple(self.statements())
        people = self.people
        answers = Answers(
            language="en",
            account=Account(f"{self.chance.choice(_WORDS)} Trading Ltd", signatory=people[0].id),
            people=people,
            parties=self.firms,
            attachments=tuple(self.papers),
            issues=(Issue(self.violation, statements),),
            team=tuple(each.id for each in people[:2]),
            dated=_FIRST + timedelta(days=120),
        )
        facts = tuple(Fact("asin", each, None, "made") for each in self.asins)
        notice = Notice("notice.txt", " ".join(self.asins), "")
        reading = Reading(notice, self.language, STORES[self.language], "listing", "account", (self.violation,), facts)
        exhibits = tuple(_exhibit(each, at, self.asins) for at, each in enumerate(self.papers, 1))
        return Made(self.violation, answers, reading, exhibits)

    def statements(self) -> Iterator[Statement]:
        for entry in self.fitting(self.knowledge.measures, "problem")[:1]:
            yield self.statement(entry, "problem")
        causes = self.fitting(self.knowledge.causes, None)
        chosen = _turned(causes, self.round)[:2] if self.round % 2 else causes[:1]
        for at, cause in enumerate(chosen):
            told = self.statement(cause, "root_cause", key=f"cause{at}")
            yield told
            for role in _ROLES if not at else ("corrective", "preventive"):
                fitting = [each for each in self.measures(cause, role) if each.id not in self.used]
                for entry in _turned(fitting, self.chance.randrange(9))[:1]:
                    yield self.statement(entry, role, cause=told.id)
        for key, role in (
            ("option-chosen", "options"),
            ("option-not-chosen", "options"),
            ("lesson-learned", "lessons"),
        ):
            yield self.statement(self.knowledge.measures[key], role)

    @property
    def used(self) -> set[str]:
        return {each.id.partition(".")[2] for each in self.papers}

    def measures(self, cause: Cause, role: str) -> list[Measure]:
        """What fits the violation; the cause's own measures first."""
        own = [self.knowledge.measures[key] for key in cause.measures if self.knowledge.measures[key].role == role]
        rest = [each for each in self.fitting(self.knowledge.measures, role) if each not in own]
        return own or rest

    def fitting(self, shelf, role):
        found = [each for each in shelf.values() if role is None or each.role == role]
        special = [each for each in found if self.violation in each.violations]
        return special or [each for each in found if not each.violations]

    def statement(self, entry: Cause | Measure, role: str, key: str = "", cause: str | None = None) -> Statement:
        kinds = entry.exhibits or ("other",)
        paper = Attachment(
            f"{len(self.papers)}.{entry.id}", f"evidence/{len(self.papers)}.pdf", kinds[0], covers=self.asins
        )
        self.papers.append(paper)
        asked = questions_of(entry, self.knowledge)
        required = set(fields(parse(entry.text["en"]), required=True))
        required |= {name for name, question in entry.fields.items() if not question.optional}
        deed = {"containment": ("who", "on"), "corrective": ("who", "on"), "preventive": ("who", "since")}
        required |= set(deed.get(role, ()))
        optional = [name for name in fields(parse(entry.text["en"])) if name not in required]
        wanted = [*required, *(name for name in optional if self.chance.random() < 0.5)]
        told = {name: self.value(name, asked[name]) for name in sorted(wanted) if name in asked}
        return Statement(key or f"{role}.{entry.id}", role, entry.id, {}, told, (paper.id,), cause)

    def value(self, name: str, question: Field) -> Answer:
        """The same question has the same answer in one case, so that the plan doesn't contradict itself."""
        shared = question.kind in ("number", "percent", "names", "party", "money")
        if shared and name in self.told:
            return self.told[name]
        self.told[name] = self.fresh(name, question)
        return self.told[name]

    def fresh(self, name: str, question: Field) -> Answer:
        if question.kind in ("number", "percent", "money"):
            return self.amount(name, question.kind)
        chance, phrases = self.chance, self.knowledge.phrases
        match question.kind:
            case "choice":
                return chance.choice(list(question.choices))
            case "person":
                return chance.choice(self.people[1:3] if name == "who" else self.people[3:] + self.people[:1]).id
            case "party":
                return chance.choice(self.firms).id
            case "interval" | "weekday" | "place":
                return chance.choice(list(phrases[f"{question.kind}s"].says))
            case "date":
                return _FIRST + timedelta(days=self.day(name))
            case "time":
                return time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45)))
            case "names":
                return self.asins if "asin" in name else (f"{chance.choice(_WORDS)}-{chance.randrange(100, 999)}",)
        return chance.choice(_WORDS)

    def amount(self, name: str, kind: str) -> float:
        if kind == "percent":
            return self.chance.randrange(11, 99) / 10
        short = "day" in name or "hour" in name
        return self.chance.randrange(2, 9) if short else self.chance.randrange(12, 900)

    def day(self, name: str) -> int:
        """Days after the first: what began comes before what ended, and both before what was done."""
        order = {"from": 3, "since": 95, "on": 85, "to": 60, "until": 80, "valid_until": 400}
        return order.get(name, 40) + self.chance.randrange(20)


def _turned(found, by):
    return found[by % len(found) :] + found[: by % len(found)] if found else []


def _exhibit(paper: Attachment, number: int, asins: tuple[str, ...]) -> Exhibit:
    page = Page(" ".join(asins), 595, 842)
    file = PurePosixPath(paper.file)
    return Exhibit(paper.id, f"A-{number}", file, b"", "0" * 64, "application/pdf", paper.kind, (page,), covers=asins)
