"""What a folder of shelves must hold beyond the shape of each file: ids that resolve, terms that can be read."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from reinstate.case import Mistake
from reinstate.knowledge.faces import fields_of, nested, spoken, spoken_map
from reinstate.knowledge.model.spoken import Mark
from reinstate.knowledge.shelves import SHELVES
from reinstate.knowledge.weaving import read_folder
from reinstate.language import BadTerm
from reinstate.language.terms import term

Shelves = Mapping[str, Mapping[str, Any]]

REFERENCES: dict[tuple[str, str], str] = {
    ("violations", "exhibits"): "exhibits",
    ("violations", "sources"): "sources",
    ("cautions", "kinds"): "kinds",
    ("cautions", "sources"): "sources",
    ("causes", "violations"): "violations",
    ("causes", "measures"): "measures",
    ("causes", "exhibits"): "exhibits",
    ("causes", "sources"): "sources",
    ("measures", "violations"): "violations",
    ("measures", "exhibits"): "exhibits",
    ("measures", "sources"): "sources",
    ("exhibits", "demands"): "demands",
    ("exhibits", "sources"): "sources",
    ("papers", "outranks"): "papers",
    ("papers", "exhibits"): "exhibits",
    ("structures", "sources"): "sources",
    ("policies", "sources"): "sources",
    ("marketplaces", "sources"): "sources",
    ("rules", "sources"): "sources",
    ("profiles", "fits"): "structures",
    ("weights", "signs"): "lexicons",
}
"""Fields that hold ids, and the shelf on which those must stand."""


def check_folder(folder: Path) -> list[Mistake]:
    """Every mistake of every file at once: shape, references, terms."""
    shelves, mistakes = read_folder(folder)
    return mistakes + list(references(shelves, shelves)) + list(faulty_terms(shelves))


def references(shelves: Shelves, known: Shelves) -> Iterator[Mistake]:
    """Ids that entries of `shelves` name and that no entry of `known` has."""
    for (shelf, field), target in REFERENCES.items():
        for key, entry in shelves.get(shelf, {}).items():
            for value in getattr(entry, field, ()):
                if value not in known[target]:
                    yield Mistake(f"{shelf}/{key}.toml", field, f"'{value}' isn't on the shelf {target}")


def faulty_terms(shelves: Shelves) -> Iterator[Mistake]:
    """Words to match that can't be read as terms."""
    for shelf, kind in SHELVES.items():
        for key, entry in shelves[shelf].items():
            for path, tag, words in _spoken_terms(kind, entry):
                for each in () if isinstance(words, Mapping) else words:
                    if problem := _bad(each):
                        home = f"{shelf}/{key}.toml" if tag == "en" else f"languages/{tag}/{shelf}/{key}.toml"
                        yield Mistake(home, path, problem)


def _bad(words: str) -> str | None:
    try:
        term(words)
    except BadTerm as error:
        return str(error)
    return None


def _spoken_terms(kind: type, entry: Any, path: str = "") -> Iterator[tuple[str, str, Iterable[str]]]:
    for field, annotation in fields_of(kind):
        value = getattr(entry, field.name)
        if spoken(annotation) is not None and not _is_prose(annotation):
            yield from ((path + field.name, tag, words) for tag, words in value.items())
        elif (part := nested(annotation)) is not None and dataclasses.is_dataclass(part):
            for key, each in value.items():
                yield from _spoken_terms(part, each, f"{path}{field.name}.{key}.")
        elif spoken_map(annotation) is not None and not _is_prose(get_args(annotation)[1]):
            for key, each in value.items():
                yield from ((f"{path}{field.name}.{key}", tag, words) for tag, words in each.items())


def _is_prose(annotation: Any) -> bool:
    return any(isinstance(mark, Mark) and mark.prose for mark in annotation.__metadata__)
