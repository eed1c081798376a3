"""What an engine read on pictures, remembered between two runs: a page that was read is not read again.

It lies in the user's cache folder, never in a case, readable by that user only, and bounded in size: the pages that
were wanted longest ago go first. A reading follows from the picture, the shelves and the program; all are in its key.
"""

import json
import os
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from reinstate import __version__
from reinstate.case.sight import Raster, SeenLine, SeenWord

FOLDER = "pages"
"""Folder of the cache in which readings lie."""

MOST_BYTES = 60_000_000
"""Size up to which readings are remembered: several thousand pages."""

_OFTEN = 100
"""Readings kept between two looks at the size."""


class Recollection:
    """Readings by what they were made of; a folder that can't be written remembers nothing, and nothing breaks."""

    def __init__(self, cache: Path, ground: str, most: int = MOST_BYTES) -> None:
        self._folder = cache / FOLDER
        self._ground = f"{__version__}\0{ground}".encode()
        self._most = most
        self._kept = 0

    def key(self, raster: Raster, *, form: bool) -> str:
        """What a reading follows from, as a digest."""
        told = f"\0{raster.width}\0{raster.height}\0{raster.dpi}\0{form}\0".encode()
        return sha256(self._ground + told + raster.pixels).hexdigest()

    def recall(self, key: str) -> tuple[SeenLine, ...] | None:
        """What was read, None where that isn't remembered."""
        path = self._folder / key
        try:
            told = json.loads(zlib.decompress(path.read_bytes()))
            lines = tuple(_line(each) for each in told)
        except (OSError, ValueError, TypeError, LookupError, zlib.error):
            return None
        with suppress(OSError):
            os.utime(path)
        return lines

    def keep(self, key: str, lines: Sequence[SeenLine]) -> None:
        """Remember what was read."""
        body = zlib.compress(json.dumps([_told(each) for each in lines], ensure_ascii=False).encode())
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._kept % _OFTEN == 0:
                self._forget()
            self._kept += 1
            handle, aside = tempfile.mkstemp(dir=self._folder)  # only its owner may read it
            try:
                with os.fdopen(handle, "wb") as out:
                    out.write(body)
                Path(aside).replace(self._folder / key)
            except OSError:
                Path(aside).unlink(missing_ok=True)

    def _forget(self) -> None:
        """Drop what was wanted longest ago, down to three quarters of what may be kept."""
        states = [(each, each.stat()) for each in self._folder.iterdir()]
        left = sum(state.st_size for _, state in states)
        if left <= self._most:
            return
        for path, state in sorted(states, key=lambda each: each[1].st_mtime):
            path.unlink(missing_ok=True)
            left -= state.st_size
            if left <= 0.75 * self._most:
                return


def _told(line: SeenLine) -> list[object]:
    return [[[word.text, word.box, word.confidence, word.others] for word in line.words], line.box]


def _line(told: list[object]) -> SeenLine:
    words, box = told
    assert isinstance(words, list)
    made = (SeenWord(text, _box(at), float(sure), tuple(others)) for text, at, sure, others in words)
    return SeenLine(tuple(made), _box(box))


def _box(told: object) -> tuple[int, int, int, int]:
    assert isinstance(told, list)
    left, top, right, bottom = map(int, told)
    return left, top, right, bottom
