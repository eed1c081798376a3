"""Knowledge kept between two runs in a folder of the user's own, named by the state of the files it was read from."""

import contextlib
import dataclasses
import hashlib
import os
import pickle
import sys
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from reinstate import __version__
from reinstate.knowledge.book import Knowledge

KEPT = 4
"""States of the files that are kept: installations side by side don't push each other out."""


class Shelf(Mapping[str, Any]):
    """A shelf as it was kept, unpacked when it is first looked at: most commands need few of them."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _entries(self) -> dict[str, Any]:
        entries: dict[str, Any] = pickle.loads(self._packed)  # noqa: S301 - the user's own cache folder
        self._packed = b""
        return entries

    def __getitem__(self, key: str) -> Any:
        """One entry."""
        return self._entries[key]

    def __iter__(self) -> Iterator[str]:
        """The ids, in their order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """How many entries it has."""
        return len(self._entries)


def recall(place: Path) -> Knowledge | None:
    """What was kept at a place for these very files by this very program, or None."""
    try:
        version, shelves, seal = pickle.loads(place.read_bytes())  # noqa: S301 - the user's own cache folder
        if seal != _seal(shelves):
            return None
        return Knowledge(version=version, **{name: Shelf(packed) for name, packed in shelves.items()})
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the files themselves are there
        return None


def remember(knowledge: Knowledge, place: Path) -> None:
    """Keep knowledge for the next run; a cache that can't be written is done without."""
    shelves = {
        field.name: pickle.dumps(dict(getattr(knowledge, field.name)), pickle.HIGHEST_PROTOCOL)
        for field in dataclasses.fields(knowledge)
        if field.name != "version"
    }
    kept_whole = (knowledge.version, shelves, _seal(shelves))
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(place.parent.glob("knowledge-*.pickle"), key=lambda path: path.stat().st_mtime)
        for old in kept[: 1 - KEPT]:
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(pickle.dumps(kept_whole, pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(place)


def place_of(folder: Path, cache: Path) -> Path:
    """The file of the cache for the files as they are now; ask before they are read, so that no later state gets it."""
    stamp = hashlib.sha256(f"{__version__} {sys.version} {folder}".encode())
    for directory, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            state = os.stat(f"{directory}/{name}")  # noqa: PTH116 - thousands of files: a Path for each costs 0.1 s
            stamp.update(f"{directory}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    for module in sorted((Path(__file__).parent / "model").glob("*.py")):
        stamp.update(f"{module.stat().st_mtime_ns}".encode())
    return cache / f"knowledge-{stamp.hexdigest()[:24]}.pickle"


def _seal(shelves: Mapping[str, bytes]) -> int:
    """A checksum: a shelf that is damaged is found out now, not when it is first looked at."""
    return zlib.crc32(b"".join(shelves.values()))
