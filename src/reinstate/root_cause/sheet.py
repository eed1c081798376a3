"""The answer sheet: `answers.toml` as a person writes it → `Answers`, or every mistake in it at once, with its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, cast

import tomli

from reinstate.case import (
    LEFT_OUT,
    Account,
    Answer,
    Answers,
    Attachment,
    Counted,
    Issue,
    Mistake,
    Mistakes,
    Party,
    Person,
    Statement,
    Waived,
    Why,
    Words,
    is_asin,
)
from reinstate.knowledge import Knowledge
from reinstate.knowledge.model.plan import Cause, Field, Measure
from reinstate.root_cause.ids import with_ids
from reinstate.root_cause.lines import Lines, Path

ROLES = {
    "problem": "problem",
    "causes": "root_cause",
    "actions": "corrective",
    "preventions": "preventive",
    "effects": "proof",
    "options": "options",
    "lessons": "lessons",
}
"""Lists of an issue and the role of a statement in them that names no measure."""

_EXHIBIT = {"file", "kind", "title", "highlight", "covers", "without_prices", "without_words", "unlocked_from"}
"""What may be told of an exhibit."""

CONTRAST = ("what", "where", "when", "difference")
"""What may be told of the other side of a problem."""

_STATEMENT = {"id", "cause", "measure", "for", "text", "exhibits", "why"}
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str, dict),
    "place": (str, dict),
    "date": (date,),
    "time": (time,),
    "number": (int, float),
    "percent": (int, float),
    "money": (int, float),
    "names": (list, str),
}


def read_sheet(text: str, file: str, knowledge: Knowledge) -> Answers:
    """Read an answer sheet.

    Raises:
        Mistakes: `answers.faulty`: unknown keys, wrong types, ids that resolve to nothing; all of them at once.
    """
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        fault = Mistake(file, "", "not-toml", getattr(error, "lineno", None), {"reason": error.args[0]})
        raise Mistakes("answers.faulty", (fault,)) from error
    sheet = _Sheet(file, knowledge, Lines(text))
    answers = sheet.answers(table)
    if sheet.mistakes:
        raise Mistakes("answers.faulty", tuple(sorted(sheet.mistakes, key=lambda each: each.line or 0)))
    return answers


_DAYS = ("first", "last", "since", "until")
"""Of a count: its first and last day, and the days of the first and the last order of the reports."""


@dataclass
class _Sheet:
    file: str
    knowledge: Knowledge
    lines: Lines
    mistakes: list[Mistake] = field(default_factory=list)
    people: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    exhibits: frozenset[str] = frozenset()
    causes: set[str] = field(default_factory=set)
    language: str = "en"

    def fault(self, path: Path, problem: str, **details: str | int) -> None:
        where = ".".join(str(step) for step in path)
        self.mistakes.append(Mistake(self.file, where, problem, self.lines.of(path), details))

    # -- the fixed parts -------------------------------------------------------------------------------------------

    def answers(self, table: Mapping[str, Any]) -> Answers:
        known = {"language", "dated", "account", "people", "parties", "exhibits", "issues", "team", "waivers"}
        known |= {"sold", "counted"}
        self.only(table, known, ())
        people, parties, exhibits = (self.tables(table, name) for name in ("people", "parties", "exhibits"))
        self.people, self.parties, self.exhibits = frozenset(people), frozenset(parties), frozenset(exhibits)
        self.language = self.take(table, "language", (str,), ("language",), "en")
        self.resolve(self.language, self.knowledge.languages, ("language",))
        return Answers(
            language=self.language,
            account=self.account(table.get("account")),
            people=tuple(self.person(key, each) for key, each in people.items()),
            parties=tuple(self.party(key, each) for key, each in parties.items()),
            attachments=tuple(self.attachment(key, each) for key, each in exhibits.items()),
            issues=self.issues(table.get("issues", [])),
            team=self.team(table.get("team", {})),
            dated=self.take(table, "dated", (date,), ("dated",), None),
            waivers=tuple(self.waivers(self.listed(table, "waivers", ()))),
            sold=self.units(table.get("sold", {}), ("sold",)),
            counted=self.counted(table["counted"]) if "counted" in table else None,
        )

    def units(self, table: Any, path: Path, known: tuple[str, ...] = ()) -> dict[str, int]:
        """Whole numbers, none below nought, by ASIN or by one of the keys that are known."""
        if not isinstance(table, dict):
            self.fault(path, "wrong-type", wanted="table")
            return {}
        told = {}
        for key, units in table.items():
            if known and key not in known:
                self.unknown((*path, key), key, known)
            elif not known and not is_asin(key):
                self.fault((*path, key), "no-asin", value=key)
            elif isinstance(units, bool) or not isinstance(units, int) or units < 0:
                self.fault((*path, key), "wrong-type", wanted="number")
            else:
                told[key] = units
        return told

    def counted(self, table: Any) -> Counted | None:
        """How units sold were counted; days are needed to say it at all."""
        path: Path = ("counted",)
        if not isinstance(table, dict):
            self.fault(path, "wrong-type", wanted="table")
            return None
        self.only(table, {*_DAYS, "rows", "reports", "left"}, path)
        first, last, since, until = (self.take(table, key, (date,), path, None) for key in _DAYS)
        rows = self.take(table, "rows", (int,), path, 0)
        reports, left = (
            self.strings(table, "reports", path),
            self.units(table.get("left", {}), (*path, "left"), LEFT_OUT),
        )
        if first is None or last is None:
            self.fault(path, "missing-key", key=_DAYS[first is not None])
            return None
        return Counted(first, last, rows, reports, (since, until) if since and until else None, left)

    def waivers(self, tables: list[Mapping[str, Any]]) -> Iterator[Waived]:
        for number, table in enumerate(tables):
            path: Path = ("waivers", number)
            self.only(table, {"rule", "words", "reason"}, path)
            told = {key: self.take(table, key, (str,), path, "").strip() for key in ("rule", "words", "reason")}
            for key in ("rule", "reason"):
                if not told[key]:
                    self.fault(path, "missing-key", key=key)
            if told["rule"] and not self.speaks(told["rule"]):
                self.unknown((*path, "rule"), told["rule"], self.knowledge.rules)
            yield Waived(**told)

    def speaks(self, rule: str) -> bool:
        """Whether a finding can bear this id: a rule's, or `shelf.key` of the messages of a check without a rule."""
        shelf, _, key = rule.partition(".")
        said = self.knowledge.messages.get(shelf)
        return rule in self.knowledge.rules or (said is not None and key in said.says)

    def account(self, table: Any) -> Account:
        if not isinstance(table, dict):
            self.fault(("account",), "missing-table", table="account")
            return Account("")
        path: Path = ("account",)
        self.only(table, {"legal_name", "store_name", "address", "signatory"}, path)
        signatory = self.take(table, "signatory", (str,), path, None)
        self.resolve(signatory, self.people, (*path, "signatory"))
        if "legal_name" not in table:
            self.fault(path, "missing-key", key="legal_name")
        return Account(
            self.take(table, "legal_name", (str,), path, ""),
            self.take(table, "store_name", (str,), path, None),
            self.take(table, "address", (str,), path, None),
            signatory,
        )

    def person(self, key: str, table: Mapping[str, Any]) -> Person:
        path: Path = ("people", key)
        self.only(table, {"name", "latin", "role", "contact"}, path)
        role = self.take(table, "role", (str, dict), path, None)
        roles = self.knowledge.phrases["roles"].says
        if isinstance(role, str):
            self.resolve(role, roles, (*path, "role"))
        return Person(
            key,
            self.named(table, path),
            self.take(table, "latin", (str,), path, None),
            role if isinstance(role, str) else None,
            self.words(role, (*path, "role")) if isinstance(role, dict) else {},
            self.take(table, "contact", (str,), path, None),
        )

    def party(self, key: str, table: Mapping[str, Any]) -> Party:
        path: Path = ("parties", key)
        self.only(table, {"name", "latin", "kind", "contact"}, path)
        return Party(
            key,
            self.named(table, path),
            self.take(table, "latin", (str,), path, None),
            self.take(table, "kind", (str,), path, "other"),
            self.take(table, "contact", (str,), path, None),
        )

    def attachment(self, key: str, table: Mapping[str, Any]) -> Attachment:
        path: Path = ("exhibits", key)
        self.only(table, _EXHIBIT, path)
        if "file" not in table:
            self.fault(path, "missing-key", key="file")
        kind = self.take(table, "kind", (str,), path, "other")
        self.resolve(kind, self.knowledge.exhibits, (*path, "kind"))
        return Attachment(
            key,
            self.take(table, "file", (str,), path, ""),
            kind,
            self.words(table.get("title", {}), (*path, "title")),
            self.strings(table, "highlight", path),
            self.strings(table, "covers", path),
            self.take(table, "without_prices", (bool,), path, default=False),
            self.strings(table, "without_words", path),
            self.take(table, "unlocked_from", (str,), path, ""),
        )

    def team(self, table: Any) -> tuple[str, ...]:
        if not isinstance(table, dict):
            self.fault(("team",), "wrong-type", wanted="table")
            return ()
        self.only(table, {"members"}, ("team",))
        members = self.strings(table, "members", ("team",))
        for number, member in enumerate(members):
            self.resolve(member, self.people | self.parties, ("team", "members", number))
        return members

    # -- issues and statements -------------------------------------------------------------------------------------

    def issues(self, tables: Any) -> tuple[Issue, ...]:
        if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
            self.fault(("issues",), "wrong-type", wanted="[[issues]]")
            return ()
        return with_ids(tuple(self.issue(number, each) for number, each in enumerate(tables)))

    def issue(self, number: int, table: Mapping[str, Any]) -> Issue:
        path: Path = ("issues", number)
        self.only(table, {"violation", "ruled_out", "contrast", *ROLES}, path)
        violation = self.take(table, "violation", (str,), path, "")
        self.resolve(violation, self.knowledge.violations, (*path, "violation"))
        self.causes = {str(each["id"]) for each in self.listed(table, "causes", path) if "id" in each}
        statements = [
            self.statement(name, (*path, name, place), each)
            for name in ROLES
            for place, each in enumerate(self.listed(table, name, path))
        ]
        return Issue(
            violation,
            tuple(statements),
            self.told(table, "ruled_out", self.knowledge.causes, path),
            self.told(table, "contrast", CONTRAST, path),
        )

    def told(self, issue: Mapping[str, Any], name: str, known: Iterable[str], path: Path) -> dict[str, Words]:
        """Words by key, of a table whose keys are known; none where they are still to come."""
        table, here = issue.get(name, {}), (*path, name)
        if not isinstance(table, dict):
            self.fault(here, "wrong-type", wanted=f"[issues.{name}]")
            return {}
        for key in table:
            self.resolve(key, known, (*here, key))
        return {key: self.words(words, (*here, key)) for key, words in table.items()}

    def listed(self, table: Mapping[str, Any], name: str, path: Path) -> list[Mapping[str, Any]]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.fault((*path, name), "wrong-type", wanted=f"[[{'issues.' if path else ''}{name}]]")
            return []
        return value

    def statement(self, name: str, path: Path, table: Mapping[str, Any]) -> Statement:
        shelf: Mapping[str, Cause | Measure] = self.knowledge.causes if name == "causes" else self.knowledge.measures
        about = table.get("cause" if name == "causes" else "measure")
        entry = shelf.get(about) if isinstance(about, str) else None
        if about is not None and entry is None:
            self.unknown((*path, "cause" if name == "causes" else "measure"), str(about), shelf)
        if about is None and "text" not in table:
            self.fault(path, "says-nothing")
        role = entry.role if isinstance(entry, Measure) else ROLES[name]
        cause = self.take(table, "for", (str,), path, None)
        self.resolve(cause, self.causes, (*path, "for"))
        return Statement(
            id=self.take(table, "id", (str,), path, ""),
            role=role,
            about=entry.id if entry else None,
            text=self.words(table.get("text", {}), (*path, "text")),
            answers=self.fields(table, entry, path, known=about is None or entry is not None),
            exhibits=self.cited(table, path),
            cause=cause,
            whys=self.whys(table.get("why", []), path),
        )

    def fields(
        self, table: Mapping[str, Any], entry: Cause | Measure | None, path: Path, *, known: bool
    ) -> dict[str, Answer]:
        questions: dict[str, Field] = {
            key: Field(each.kind, each.ask, optional=True) for key, each in self.knowledge.questions.items()
        } | dict(entry.fields if entry else {})
        answers: dict[str, Answer] = {}
        for key, value in table.items():
            if key in _STATEMENT:
                continue
            if key not in questions:
                if known:
                    self.unknown((*path, key), key, questions)
                continue
            answers[key] = self.typed(value, questions[key], (*path, key))
        return answers

    def typed(self, value: Any, question: Field, path: Path) -> Answer:
        kind = question.kind
        if kind in ("person", "party", "interval", "weekday", "choice"):
            self.resolve(value, self.choices(question), path)
            return str(value)
        wanted = _TYPES[kind]
        bad = not isinstance(value, wanted) or (isinstance(value, bool)) or (kind == "date" and type(value) is not date)
        if bad and not (kind == "date" and isinstance(value, datetime)):
            self.fault(path, "wrong-type", wanted=kind)
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, dict):
            return self.words(value, path)
        if kind == "names":
            return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)
        return cast(Answer, value)

    def choices(self, question: Field) -> Iterable[str]:
        if question.kind == "person":
            return self.people
        if question.kind == "party":
            return self.parties
        if question.kind == "choice":
            return question.choices
        return self.knowledge.phrases[f"{question.kind}s"].says

    def whys(self, steps: Any, path: Path) -> tuple[Why, ...]:
        if not isinstance(steps, list):
            self.fault((*path, "why"), "wrong-type", wanted="list")
            return ()
        made = []
        for number, step in enumerate(steps):
            here: Path = (*path, "why", number)
            if not isinstance(step, dict):
                self.fault(here, "wrong-type", wanted="table")
                continue
            self.only(step, {"text", "exhibits"}, here)
            made.append(Why(self.words(step.get("text", {}), (*here, "text")), self.cited(step, here)))
        return tuple(made)

    def cited(self, table: Mapping[str, Any], path: Path) -> tuple[str, ...]:
        keys = self.strings(table, "exhibits", path)
        for number, key in enumerate(keys):
            self.resolve(key, self.exhibits, (*path, "exhibits", number))
        return keys

    # -- small checks ----------------------------------------------------------------------------------------------

    def named(self, table: Mapping[str, Any], path: Path) -> str:
        if "name" not in table:
            self.fault(path, "missing-key", key="name")
        return str(self.take(table, "name", (str,), path, ""))

    def only(self, table: Mapping[str, Any], known: set[str], path: Path) -> None:
        for key in table:
            if key not in known:
                self.unknown((*path, key), key, known)

    def take(self, table: Mapping[str, Any], key: str, types: tuple[type, ...], path: Path, default: Any) -> Any:
        if key not in table:
            return default
        if not isinstance(table[key], types):
            self.fault(path if path[-1:] == (key,) else (*path, key), "wrong-type", wanted=types[0].__name__)
            return default
        return table[key]

    def tables(self, table: Mapping[str, Any], name: str) -> dict[str, Mapping[str, Any]]:
        value = table.get(name, {})
        if not isinstance(value, dict):
            self.fault((name,), "wrong-type", wanted=f"[{name}.…]")
            return {}
        for key, each in value.items():
            if not isinstance(each, dict):
                self.fault((name, key), "wrong-type", wanted=f"[{name}.{key}]")
        return {key: each for key, each in value.items() if isinstance(each, dict)}

    def words(self, value: Any, path: Path) -> Words:
        if isinstance(value, str):
            return {self.language: value}
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            self.fault(path, "wrong-type", wanted="{zh = …, en = …}")
            return {}
        for tag in value:
            self.resolve(tag, self.knowledge.languages, (*path, tag))
        return dict(value)

    def strings(self, table: Mapping[str, Any], key: str, path: Path) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.fault((*path, key), "wrong-type", wanted='["…"]')
            return ()
        return tuple(value)

    def resolve(self, value: Any, known: Iterable[str], path: Path) -> None:
        if value is not None and value not in set(known):
            self.unknown(path, str(value), known)

    def unknown(self, path: Path, value: str, known: Iterable[str]) -> None:
        from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it

        near = [each for each, *_ in process.extract(value, sorted(set(known)), limit=3, score_cutoff=50)]
        self.fault(path, "unknown-value", value=value, near=", ".join(near or sorted(set(known))[:8]))
