"""The rules in force for a letter: the bundled ones, an agency's own, and the switches of one settings file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from reinstate.case import Finding, Trouble
from reinstate.knowledge import Knowledge
from reinstate.knowledge.model.review import Rule

FILE = "reinstate.toml"
"""Name of the settings file, looked for in the letter's folder and every folder above it."""

Level = Literal["error", "warning", "note", "off"]

_ALL = frozenset({"error", "warning", "note"})

PERSONAS: Mapping[str, tuple[frozenset[str], float]] = {
    "seller": (frozenset({"error", "warning"}), 0.6),
    "expert": (frozenset({"error", "warning"}), 0.0),
    "editor": (_ALL, 0.0),
}
"""Whom the review speaks to → the severities they want to hear of, and the least confidence."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a settings file says; `folders` of rules are given as seen from where the program runs."""

    folders: tuple[Path, ...] = ()
    persona: str = "editor"
    severity: Mapping[str, Level] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """The rules in force, whom they speak to, and the settings file that says so."""

    knowledge: Knowledge
    persona: str = "editor"
    file: Path | None = None
    folders: tuple[Path, ...] = ()

    def shows(self, finding: Finding) -> bool:
        """Whether this reader wants to hear of a finding."""
        severities, least = PERSONAS[self.persona]
        return finding.severity in severities and finding.confidence >= least


class Books:
    """The book of every letter; a settings file is read once until it or a file of its folders changes."""

    def __init__(self, bundled: Knowledge, config: Path | None = None) -> None:
        self._bundled = bundled
        self._config = config
        self._plain = Book(switched(bundled, Settings()))
        self._known: dict[Path, tuple[object, Book]] = {}

    def settings(self, place: Path) -> Path | None:
        """The settings file that holds for a letter or a folder."""
        return self._config or find_settings(place)

    def files(self, place: Path) -> tuple[Path, ...]:
        """The settings file for a place and, once it was read, every file of the folders that it names."""
        file = self.settings(place)
        if file is None:
            return ()
        return _files(file, self._known[file][1].folders if file in self._known else ())

    def of(self, place: Path) -> Book:
        """The book for a letter or a folder.

        Raises:
            Trouble: `rules.no-config` where the settings file that was named isn't there.
            Mistakes: `rules.faulty`, with every mistake of the settings and of the folders they name.
        """
        file = self.settings(place)
        if file is None:
            return self._plain
        if not file.is_file():
            raise Trouble("rules.no-config", file=str(file))
        known = self._known.get(file)
        if known is None or known[0] != _stamp(file, known[1].folders):
            from reinstate.workflow.settings_file import open_book  # noqa: PLC0415 - pydantic costs 0.1 s

            book = open_book(file, self._bundled)
            self._known[file] = known = (_stamp(file, book.folders), book)
        return known[1]


def find_settings(place: Path) -> Path | None:
    """The nearest settings file at or above a place."""
    here = place.absolute()
    return next((each / FILE for each in (here, *here.parents) if (each / FILE).is_file()), None)


def switched(joined: Knowledge, settings: Settings) -> Knowledge:
    """Knowledge with severities, policies and rules that are off as the settings want them."""
    turns: dict[str, str] = {}
    for name, policy in joined.policies.items():
        turns |= policy.turns.get(settings.policies.get(name, policy.default), {})
    rules = {
        name: _turned(replace(rule, severity=settings.severity.get(name, rule.severity)), turns.get(name))
        for name, rule in joined.rules.items()
    }
    policies = {
        name: replace(policy, default=settings.policies.get(name, policy.default))
        for name, policy in joined.policies.items()
    }
    return replace(joined, rules=MappingProxyType(rules), policies=MappingProxyType(policies))


def _turned(rule: Rule, turn: str | None) -> Rule:
    if turn == "off":
        return replace(rule, severity="off")
    if turn == "strict":
        return replace(rule, ways={name: replace(way, once=False) for name, way in rule.ways.items()})
    return rule


def _stamp(file: Path, folders: tuple[Path, ...]) -> object:
    """What changes when the settings or a file of the folders do."""
    states = ((str(path), path.stat()) for path in _files(file, folders) if path.exists())
    return tuple((name, state.st_mtime_ns, state.st_size) for name, state in states)


def _files(file: Path, folders: tuple[Path, ...]) -> tuple[Path, ...]:
    return (file, *(path for folder in folders for path in sorted(folder.rglob("*.toml"))))
