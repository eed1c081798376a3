"""Reading a settings file and the folders it names: everything wrong in them at once, with file and line."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import tomli
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reinstate.case import Mistake, Mistakes, Trouble
from reinstate.knowledge import Knowledge, join
from reinstate.root_cause.lines import Lines
from reinstate.workflow.settings import Book, Level, Settings, switched


def open_book(file: Path, bundled: Knowledge) -> Book:
    """The rules in force under a settings file.

    Raises:
        Mistakes: `rules.faulty`, with every mistake of the file and of the folders it names.
    """
    settings, lines, mistakes = _read(file)
    joined, found = join(bundled, settings.folders)
    mistakes += [*map(_with_line, found), *_unknown(file, settings, joined, lines)]
    if mistakes:
        raise Mistakes("rules.faulty", tuple(mistakes))
    return Book(switched(joined, settings), settings.persona, file, settings.folders)


def open_folder(folder: Path, bundled: Knowledge) -> Book:
    """The bundled rules and those of one folder.

    Raises:
        Mistakes: `rules.faulty`, with every mistake of the folder.
    """
    joined, found = join(bundled, (folder,))
    if found:
        raise Mistakes("rules.faulty", tuple(map(_with_line, found)))
    return Book(joined, folders=(folder,))


class _ReviewTable(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rules: list[str] = Field(default_factory=list)
    persona: Literal["seller", "expert", "editor"] = "editor"
    severity: dict[str, Level] = Field(default_factory=dict)


class _SettingsFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    review: _ReviewTable = Field(default_factory=_ReviewTable)
    policies: dict[str, str] = Field(default_factory=dict)


def _read(file: Path) -> tuple[Settings, Lines, list[Mistake]]:
    """What stands in the file, with what can be read of it where some of it is wrong."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
        data = tomli.loads(text)
    except OSError as error:
        raise Trouble("package.not-read", file=str(file), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError:
        return Settings(), Lines(""), [Mistake(str(file), "", "not-text")]
    except tomli.TOMLDecodeError as error:
        return Settings(), Lines(""), [Mistake(str(file), "", error.msg, error.lineno)]
    lines = Lines(text)
    try:
        return _settings(file, _SettingsFile.model_validate(data)), lines, []
    except ValidationError as error:
        faults = error.errors()
    mistakes = [_fault(file, lines, fault) for fault in faults]
    for fault in faults:
        _leave_out(data, fault["loc"])
    return _settings(file, _SettingsFile.model_validate(data)), lines, mistakes


def _leave_out(data: Any, path: tuple[str | int, ...]) -> None:
    """Take a faulty value out, so that the rest of the file can be looked at too; a fault in a list takes the list."""
    *above, last = path
    for step in above:
        if isinstance(data.get(step), list):
            last = step
            break
        data = data.get(step, {})
    data.pop(last, None)


def _settings(file: Path, read: _SettingsFile) -> Settings:
    folders = tuple(file.parent / Path(folder).expanduser() for folder in read.review.rules)
    return Settings(folders, read.review.persona, read.review.severity, read.policies)


def _fault(file: Path, lines: Lines, fault: Any) -> Mistake:
    path = tuple(fault["loc"])
    where = ".".join(map(str, path))
    key = {"extra_forbidden": "unknown-key", "literal_error": "unknown-choice"}.get(fault["type"])
    known = str(fault.get("ctx", {}).get("expected", "")).replace("'", "").replace(" or ", ", ")
    return Mistake(str(file), where, key or fault["msg"], lines.of(path), {"known": known})


def _unknown(file: Path, settings: Settings, joined: Knowledge, lines: Lines) -> Iterator[Mistake]:
    """Rules, policies and sides that the settings name and nobody knows."""
    for name in settings.severity:
        if name not in joined.rules:
            place = ("review", "severity", name)
            yield Mistake(str(file), ".".join(place), "unknown-rule", lines.of(place), {"value": name})
    for name, side in settings.policies.items():
        side_place = ("policies", name)
        if name not in joined.policies:
            known = ", ".join(joined.policies)
            yield Mistake(str(file), ".".join(side_place), "unknown-policy", lines.of(side_place), {"known": known})
        elif side not in joined.policies[name].sides:
            known = ", ".join(joined.policies[name].sides)
            yield Mistake(str(file), ".".join(side_place), "unknown-choice", lines.of(side_place), {"known": known})


def _with_line(mistake: Mistake) -> Mistake:
    """The mistake with its line, where the file can say it."""
    path = tuple(int(step) if step.isdigit() else step for step in mistake.path.split(".") if step)
    if mistake.line is not None or not path:
        return mistake
    try:
        line = Lines(Path(mistake.file).read_text("utf-8")).of(path)
    except (OSError, UnicodeDecodeError):
        return mistake
    return replace(mistake, line=line)
