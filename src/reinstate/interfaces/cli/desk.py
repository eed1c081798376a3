"""What every command needs: the reader's language, the knowledge, and how to speak of trouble."""

import locale
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reinstate.case import Gap, Mistake, Mistakes, Trouble
from reinstate.knowledge import Knowledge, load, say

if TYPE_CHECKING:
    from reinstate.workflow.confined import Worker

BAD_INPUT = 2
"""Exit status of every trouble: the input or the world was not as it must be."""


@dataclass
class Desk:
    """The reader's side of a command."""

    language: str

    @cached_property
    def shelves(self) -> Knowledge:
        """The bundled knowledge, read at first use."""
        return load(cache=cache_folder())

    def knowledge(self) -> Knowledge:
        """The bundled knowledge."""
        return self.shelves

    def worker(self) -> "Worker":
        """A process of its own for documents that strangers made, with the limits for one document."""
        from reinstate.interfaces.cli.progress import watched
        from reinstate.workflow.confined import ONE_FILE, ONE_FILE_PATIENCE, Worker

        return watched(self, Worker(cache_folder(), ONE_FILE_PATIENCE, ONE_FILE))

    @cached_property
    def apart(self) -> "Worker":
        """The process in which this command works through a case, whose documents are held and bound together."""
        from reinstate.interfaces.cli.progress import watched
        from reinstate.workflow.confined import Worker

        return watched(self, Worker(cache_folder()))

    def close(self) -> None:
        """End the process, if one was needed."""
        if "apart" in self.__dict__:
            self.apart.close()

    def says(self, area: str, key: str, details: Mapping[str, str | int | float] | None = None) -> str:
        """A message in the reader's language with its details filled in."""
        text = say(self.shelves.messages[area].says[key], self.language).text
        for name, value in (details or {}).items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def has(self, area: str, key: str) -> bool:
        """Whether the message shelf knows what to say."""
        return area in self.shelves.messages and key in self.shelves.messages[area].says

    def trouble(self, trouble: Trouble) -> tuple[str, str]:
        """The message and the hint of a trouble, in the reader's language."""
        area, _, key = trouble.code.partition(".")
        if not self.has(area, key):
            return str(trouble), ""
        hint = self.says(area, f"{key}-hint", trouble.details) if self.has(area, f"{key}-hint") else ""
        return self.says(area, key, trouble.details), hint

    def gap(self, gap: Gap, names: Mapping[str, str]) -> str:
        """A gap in the reader's language; `names` gives words for ids of the case."""
        told = {"about": gap.about, **gap.args}
        details = {name: names.get(value, value) if isinstance(value, str) else value for name, value in told.items()}
        return self.says("gaps", gap.kind, details) if self.has("gaps", gap.kind) else f"{gap.kind}: {gap.about}"

    def mistake(self, mistake: Mistake, area: str) -> str:
        """One mistake of a file, with its place."""
        problem = mistake.problem
        if self.has(area, problem):
            problem = self.says(area, problem, mistake.details)
        where = f"{mistake.file}:{mistake.line}" if mistake.line else mistake.file
        return f"{where}: {mistake.path}: {problem}" if mistake.path else f"{where}: {problem}"

    def told(self, trouble: Trouble) -> list[str]:
        """The trouble, every single mistake, and what to do, line by line."""
        if trouble.code == "knowledge-faulty":  # the shelf of messages may be the one that is broken
            return [f"[{trouble.code}]", *str(trouble).splitlines()]
        message, hint = self.trouble(trouble)
        lines = [f"{message} [{trouble.code}]"]
        if isinstance(trouble, Mistakes):
            area = trouble.code.partition(".")[0]
            lines += [f"  {self.mistake(mistake, area)}" for mistake in trouble.mistakes]
        return [*lines, hint] if hint else lines

    def refuse(self, trouble: Trouble) -> NoReturn:
        """Tell the trouble and what to do, and end with the status of bad input."""
        first, *rest = self.told(trouble)
        click.secho(first, fg="red", err=True)
        for line in rest:
            click.echo(line, err=True)
        sys.exit(BAD_INPUT)


def cache_folder() -> Path:
    """Where this user's system wants programs to keep what can be made again."""
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return base / "reinstate"


def system_language() -> str:
    """The language that the user's system speaks, as a tag without a region; English where it doesn't say."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name, ""):
            return tag_of(value)
    if sys.platform == "win32":
        import ctypes

        windows = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return tag_of(locale.windows_locale.get(windows, "en"))
    return tag_of(locale.getlocale()[0] or "en")


def tag_of(value: str) -> str:
    """The tag of a language as systems and editors name it: `de_DE.UTF-8`, `zh-tw`, `C`."""
    name = value.split(".", maxsplit=1)[0].replace("_", "-")
    if name in ("C", "POSIX", ""):
        return "en"
    return "zh-TW" if name.lower() in ("zh-tw", "zh-hk") else name.split("-")[0].lower()
