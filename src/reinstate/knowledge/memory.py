"""Knowledge kept between two runs in a folder of the user's own, named by the state of the files it was read from."""

import contextlib
import dataclasses
import hashlib
import os
import pickle
import sys
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from reinstate import __version__
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import keep_beside
from reinstate.knowledge.sealed import put, take, unpacked

KEPT = 4
"""States of the files that are kept: installations side by side don't push each other out."""

_STAMP = 24


class Shelf(Mapping[str, Any]):
    """A shelf as it was kept, unpacked when it is first looked at: most commands need few of them."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _entries(self) -> dict[str, Any]:
        entries: dict[str, Any] = unpacked(self._packed)
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
        version, shelves = take(place)
        known = Knowledge(version=version, **{name: Shelf(packed) for name, packed in shelves.items()})
    except (TypeError, ValueError):
        return None
    keep_beside(known, place)
    return known


def remember(knowledge: Knowledge, place: Path) -> None:
    """Keep knowledge, and what rooms make of it, for the next run."""
    shelves = {
        field.name: pickle.dumps(dict(getattr(knowledge, field.name)), pickle.HIGHEST_PROTOCOL)
        for field in dataclasses.fields(knowledge)
        if field.name != "version"
    }
    _make_room(place.parent)
    put(place, (knowledge.version, shelves))
    keep_beside(knowledge, place)


def _make_room(cache: Path) -> None:
    """Drop the oldest states, each with all that lies beside it."""
    with contextlib.suppress(OSError):
        kept = sorted(cache.glob(f"knowledge-{'?' * _STAMP}.pickle"), key=lambda path: path.stat().st_mtime)
        for old in kept[: 1 - KEPT]:
            for each in cache.glob(f"{old.stem}*"):
                each.unlink(missing_ok=True)


def place_of(folder: Path, cache: Path) -> Path:
    """The file of the cache for the files as they are now; ask before they are read, so that no later state gets it."""
    stamp = hashlib.sha256(f"{__version__} {sys.version} {folder}".encode())
    for directory, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            state = os.stat(f"{directory}/{name}")  # noqa: PTH116 - thousands of files: a Path for each costs 0.1 s
            stamp.update(f"{directory}/{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    for module in sorted((Path(__file__).parent / "model").glob("*.py")):
        stamp.update(f"{module.stat().st_mtime_ns}".encode())
    return cache / f"knowledge-{stamp.hexdigest()[:_STAMP]}.pickle"
