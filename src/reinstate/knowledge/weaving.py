"""From a folder of TOML files to frozen knowledge, or to every mistake in it at once."""

import dataclasses
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

import tomli
from pydantic import BaseModel, ValidationError

from reinstate.case import Mistake, Mistakes
from reinstate.knowledge.faces import base_face, fields_of, is_prose, nested, overlay_face, spoken, spoken_map
from reinstate.knowledge.model.notice import Language
from reinstate.knowledge.shelves import LANGUAGE, SHELVES
from reinstate.knowledge.typography import set_in_type

Shelf = Mapping[str, Any]


Overlays = dict[tuple[str, str], dict[str, BaseModel]]
"""What languages add, by shelf and id: the words by language tag."""


def read_folder(folder: Path) -> tuple[dict[str, Shelf], list[Mistake]]:
    """Every shelf of the folder with its language overlays woven in, and every mistake on the way."""
    mistakes: list[Mistake] = []
    languages, overlays = _read_languages(folder, mistakes)
    shelves: dict[str, Shelf] = {"languages": MappingProxyType(languages)}
    weaver = _Weaver(languages)
    for shelf in SHELVES:
        shelves[shelf] = MappingProxyType(_read_shelf(folder, shelf, overlays, weaver, mistakes))
    mistakes += [
        Mistake(f"languages/{tag}/{shelf}/{stem}.toml", "", f"speaks for {shelf}/{stem}.toml, which isn't there")
        for (shelf, stem), words_by_tag in overlays.items()
        for tag in words_by_tag
    ]
    return shelves, mistakes


def _read_languages(folder: Path, mistakes: list[Mistake]) -> tuple[dict[str, Any], Overlays]:
    languages: dict[str, Any] = {}
    overlays: Overlays = {}
    for tag, shelf, stem, path in _language_files(folder):
        if shelf is None:
            face = _parse(path, folder, base_face(LANGUAGE), mistakes)
            if face is not None:
                languages[tag] = _Weaver({}).weave(LANGUAGE, tag, face, {})
        elif shelf not in SHELVES:
            mistakes.append(Mistake(_name(path, folder), "", f"there is no shelf '{shelf}'"))
        elif (words := _parse(path, folder, overlay_face(SHELVES[shelf]), mistakes)) is not None:
            overlays.setdefault((shelf, stem), {})[tag] = words
    return languages, overlays


def _read_shelf(
    folder: Path, shelf: str, overlays: Overlays, weaver: "_Weaver", mistakes: list[Mistake]
) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for path in sorted((folder / shelf).glob("*.toml")):
        face = _parse(path, folder, base_face(SHELVES[shelf]), mistakes)
        words_by_tag = overlays.pop((shelf, path.stem), {})
        if face is not None:
            mistakes += _strangers(face, words_by_tag, shelf, path.stem)
            entries[path.stem] = weaver.weave(SHELVES[shelf], path.stem, face, words_by_tag)
    return entries


def _language_files(folder: Path) -> Iterator[tuple[str, str | None, str, Path]]:
    for path in sorted((folder / "languages").rglob("*.toml")):
        tag, *inside = path.relative_to(folder / "languages").parts
        if inside == ["language.toml"]:
            yield tag, None, "language", path
        else:
            yield tag, inside[0], path.stem, path


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _parse(path: Path, folder: Path, face: type[BaseModel], mistakes: list[Mistake]) -> BaseModel | None:
    name = _name(path, folder)
    try:
        data = tomli.loads(path.read_text("utf-8"))
        return face.model_validate(data)
    except UnicodeDecodeError as error:
        mistakes.append(Mistake(name, "", f"isn't UTF-8 text: {error.reason}"))
    except tomli.TOMLDecodeError as error:
        mistakes.append(Mistake(name, "", str(error), getattr(error, "lineno", None)))
    except ValidationError as error:
        for fault in error.errors():
            where = ".".join(str(step) for step in fault["loc"])
            mistakes.append(Mistake(name, where, fault["msg"]))
    return None


def _strangers(face: BaseModel, words_by_tag: Mapping[str, BaseModel], shelf: str, stem: str) -> list[Mistake]:
    """Parts that a language speaks for and the base file doesn't have."""
    found = []
    whole = {field.name for field, annotation in fields_of(SHELVES[shelf]) if spoken(annotation) is not None}
    for tag, words in words_by_tag.items():
        for name in words.model_fields_set:
            theirs, ours = getattr(words, name), getattr(face, name)
            if isinstance(theirs, dict) and name not in whole:
                found += [
                    Mistake(f"languages/{tag}/{shelf}/{stem}.toml", f"{name}.{part}", "isn't in the base file")
                    for part in theirs
                    if part not in (ours or {})
                ]
    return found


@dataclasses.dataclass(frozen=True)
class _Weaver:
    """Makes the frozen value of one base file and what every language adds to it."""

    languages: Mapping[str, Language]

    def weave(self, kind: type, name: str | None, face: BaseModel, words: Mapping[str, BaseModel]) -> Any:
        values: dict[str, Any] = {}
        for field, annotation in fields_of(kind):
            ours = getattr(face, field.name)
            theirs = {tag: getattr(each, field.name) for tag, each in words.items() if hasattr(each, field.name)}
            theirs = {tag: value for tag, value in theirs.items() if value is not None}
            if spoken(annotation) is not None:
                values[field.name] = self._said(annotation, ours, theirs)
            elif (part := nested(annotation)) is not None:
                values[field.name] = {
                    key: self.weave(part, None, value, {tag: each[key] for tag, each in theirs.items() if key in each})
                    for key, value in (ours or {}).items()
                }
            elif spoken_map(annotation) is not None:
                inner = get_args(annotation)[1]
                values[field.name] = {
                    key: self._said(inner, value, {tag: each[key] for tag, each in theirs.items() if key in each})
                    for key, value in (ours or {}).items()
                }
            elif ours is not None or field.default_factory is dataclasses.MISSING:
                values[field.name] = ours
        if any(field.name == "id" for field in dataclasses.fields(kind)):
            values["id"] = name
        return kind(**values)

    def _said(self, annotation: Any, ours: Any, theirs: Mapping[str, Any]) -> dict[str, Any]:
        """One spoken field in every language that says it, its prose set as the language sets it."""
        said = ({"en": ours} if ours is not None else {}) | dict(theirs)
        for tag in theirs if is_prose(annotation) else ():
            if (known := self.languages.get(tag)) is not None:
                said[tag] = set_in_type(said[tag], known.apostrophe, known.tight)
        return said


def refuse(mistakes: list[Mistake]) -> None:
    """Raise all mistakes at once, if there are any.

    Raises:
        Mistakes: `knowledge-faulty`, with every mistake.
    """
    if mistakes:
        raise Mistakes("knowledge-faulty", tuple(mistakes))
