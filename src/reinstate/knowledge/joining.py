"""Shelves of one's own put beside the bundled ones: ids of their own, every mistake at once."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reinstate.case import Mistake
from reinstate.knowledge import digest
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.checking import faulty_terms, references
from reinstate.knowledge.examples import BadExample, unmark
from reinstate.knowledge.model.review import SIGNALS, Rule, Way
from reinstate.knowledge.shelves import SHELVES
from reinstate.knowledge.weaving import read_folder

_SIDE_FOLDERS = frozenset({"languages"})


def join_folders(known: Knowledge, folders: tuple[Path, ...]) -> tuple[Knowledge, list[Mistake]]:
    """Knowledge with the shelves of the folders added, in their order, and every mistake in them with its file."""
    mistakes: list[Mistake] = []
    for folder in folders:
        if not folder.is_dir():
            mistakes.append(Mistake(str(folder), "", "isn't a folder"))
            continue
        known, found = _join(known, folder)
        mistakes += [_placed(folder, mistake) for mistake in found]
    return known, mistakes


def _join(known: Knowledge, folder: Path) -> tuple[Knowledge, list[Mistake]]:
    ours, mistakes = read_folder(folder)
    mistakes += _unknown_shelves(folder)
    mistakes += _taken(known, ours)
    shelves = {name: MappingProxyType({**getattr(known, name), **shelf}) for name, shelf in ours.items()}
    mistakes += [*references(ours, shelves), *faulty_terms(ours)]
    for rule in ours["rules"].values():
        mistakes += _faulty_rule(rule, shelves)
    version = hashlib.sha256(f"{known.version} {digest(folder)}".encode()).hexdigest()
    missing = {each.name: getattr(known, each.name) for each in fields(known) if each.name not in shelves}
    return Knowledge(**(missing | shelves | {"version": version})), mistakes


def _placed(folder: Path, mistake: Mistake) -> Mistake:
    """The mistake with the path that a person can open."""
    return Mistake(str(folder / mistake.file), mistake.path, mistake.problem, mistake.line, mistake.details)


def _unknown_shelves(folder: Path) -> Iterator[Mistake]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and path.name not in {*SHELVES, *_SIDE_FOLDERS} and not path.name.startswith("."):
            yield Mistake(path.name, "", f"there is no shelf of this name; shelves are {', '.join(SHELVES)}")


def _taken(known: Knowledge, ours: Mapping[str, Mapping[str, Any]]) -> Iterator[Mistake]:
    for name, shelf in ours.items():
        for key in shelf:
            if key in getattr(known, name):
                file = f"{name}/{key}.toml" if name in SHELVES else f"{name}/{key}/language.toml"
                yield Mistake(file, "", "this id is taken; give the file another name")


def _faulty_rule(rule: Rule, shelves: Mapping[str, Mapping[str, Any]]) -> Iterator[Mistake]:
    """Marks and roles that nothing stands for, and examples whose marks don't pair."""
    file = f"rules/{rule.id}.toml"
    for name, way in rule.ways.items():
        for mark in _marks(way):
            known: Any = SIGNALS if mark.startswith("@") else shelves["lexicons"]
            if mark not in known:
                yield Mistake(file, f"ways.{name}", f"'{mark}' is no lexicon and no signal")
        for role in (*way.roles, *way.not_roles):
            if role not in shelves["headings"]:
                yield Mistake(file, f"ways.{name}", f"'{role}' isn't on the shelf headings")
    if rule.role is not None and rule.role not in shelves["headings"]:
        yield Mistake(file, "role", f"'{rule.role}' isn't on the shelf headings")
    for kind, texts_by_tag in (("finds", rule.finds), ("spares", rule.spares)):
        for tag, texts in texts_by_tag.items():
            home = file if tag == "en" else f"languages/{tag}/{file}"
            for number, text in enumerate(texts):
                yield from _faulty_example(home, f"{kind}.{number}", text)


def _faulty_example(file: str, path: str, text: str) -> Iterator[Mistake]:
    try:
        unmark(text)
    except BadExample:
        yield Mistake(file, path, "brackets that don't pair; write [[ and ]] for brackets of the text itself")


def _marks(way: Way) -> Iterator[str]:
    for each in (*way.any, *way.unless, *way.unless_near, *way.unless_line, *way.unless_plan):
        yield from each.split("+")
