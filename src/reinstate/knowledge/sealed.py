"""Values kept in files of the user's own cache: written whole, given back as they were or not at all."""

import contextlib
import gc
import pickle
import zlib
from pathlib import Path
from typing import Any

_SEAL = 4
"""Bytes of the checksum before the value: what is damaged is found out before it is unpacked."""


def put(place: Path, value: object) -> None:
    """Keep a value; a cache that can't be written is done without."""
    import tempfile  # noqa: PLC0415 - seldom needed, and start-up pays for what it imports itself

    packed = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as file:
            file.write(_seal(packed) + packed)
        Path(file.name).replace(place)


def take(place: Path) -> Any:
    """The value kept at a place, or None."""
    try:
        kept = memoryview(place.read_bytes())
        return unpacked(kept[_SEAL:]) if kept[:_SEAL] == _seal(kept[_SEAL:]) else None
    except Exception:  # noqa: BLE001 - whatever is wrong with a cache, what it was made from is there
        return None


def unpacked(packed: bytes | memoryview) -> Any:
    """A value from its bytes. Many small parts are made and none dropped, so nothing is there to collect meanwhile."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(packed)  # noqa: S301 - the user's own cache folder
    finally:
        if collecting:
            gc.enable()


def _seal(packed: bytes | memoryview) -> bytes:
    return zlib.crc32(packed).to_bytes(_SEAL, "big")
