"""Where in a TOML file a value stands, so that a mistake can name its line."""

import re
from collections.abc import Iterable

_ARRAY = re.compile(r"^\s*\[\[\s*([^\]]+?)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*(?:\.|$)""")

Path = tuple[str | int, ...]


class Lines:
    """The line of every table and key of a TOML text, by its path; list items count from 0."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in enumerate(text.splitlines(), 1):
            if found := _ARRAY.match(line):
                table = self._enter(_parts(found[1]))
            elif found := _TABLE.match(line):
                table = self._resolve(_parts(found[1]))
            elif found := _KEY.match(line):
                self._lines.setdefault((*table, *_parts(found[1])), number)
                continue
            else:
                continue
            self._lines.setdefault(table, number)

    def of(self, path: Path) -> int | None:
        """The line of a value, or of the nearest table around it."""
        for length in range(len(path), 0, -1):
            if (line := self._lines.get(path[:length])) is not None:
                return line
        return None

    def places(self) -> Iterable[tuple[Path, int]]:
        """Every table and key with its line."""
        return self._lines.items()

    def _enter(self, parts: tuple[str, ...]) -> Path:
        path = self._resolve(parts[:-1])
        array: Path = (*path, parts[-1])
        self._counts[array] = self._counts.get(array, -1) + 1
        return (*array, self._counts[array])

    def _resolve(self, parts: tuple[str, ...]) -> Path:
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path])
        return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(next(part for part in found if part) for found in _PART.findall(dotted) if any(found))
