"""Knowledge kept between two runs in a folder of the user's own, named by the state of the files it was read from."""

import contextlib
import dataclasses
import hashlib
import os
import pickle
import sys
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Any

from reinstate import __version__
from reinstate.knowledge.book import Knowledge

KEPT = 4
"""States of the files that are kept: installations side by side don't push each other out."""


def recall(place: Path) -> Knowledge | None:
    """What was kept at a place for these very files by this very program, or None."""
    try:
        shelves = pickle.loads(place.read_bytes())  # noqa: S301 - the user's own cache folder
        return Knowledge(**{name: _frozen(shelf) for name, shelf in shelves.items()})
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the files themselves are there
        return None


def remember(knowledge: Knowledge, place: Path) -> None:
    """Keep knowledge for the next run; a cache that can't be written is done without."""
    plain = {field.name: _plain(getattr(knowledge, field.name)) for field in dataclasses.fields(knowledge)}
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = sorted(place.parent.glob("knowledge-*.pickle"), key=lambda path: path.stat().st_mtime)
        for old in kept[: 1 - KEPT]:
            old.unlink(missing_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(pickle.dumps(plain, pickle.HIGHEST_PROTOCOL))
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


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, MappingProxyType) else value


def _frozen(value: Any) -> Any:
    return MappingProxyType(value) if isinstance(value, dict) else value
