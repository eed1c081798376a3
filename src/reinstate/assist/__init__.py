"""Engines that others made, behind small protocols: what they give are proposals, marked with a confidence."""

import os
from collections.abc import Mapping
from pathlib import Path

from reinstate.case.sight import Raster, Recogniser, SeenLine
from reinstate.knowledge import Knowledge

__all__ = ["reads", "recogniser"]

_MANNER = "looks-twice"
"""Changes when the same picture may be read differently by the same data."""

# Tesseract's own threads cost four times what they bring where there are few cores; set before the library loads.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


def recogniser(knowledge: Knowledge, data: Path | None = None) -> Recogniser | None:
    """The engine that reads pictures, or None where the extra `ocr` or its language data aren't installed.

    Args:
        knowledge: tells which language data reads which language.
        data: folder with `*.traineddata`; None looks where systems keep it.
    """
    from importlib.util import find_spec  # noqa: PLC0415

    from reinstate.assist.tessdata import find_data, readable  # noqa: PLC0415

    folder = data or find_data()
    if folder is None or find_spec("tesserocr") is None:
        return None
    languages = readable(knowledge, folder)
    return _Waiting(knowledge, folder, languages) if languages else None


def reads(engine: Recogniser) -> str:
    """Which data an engine reads with, and in which manner: two that name the same give the same."""
    known: Mapping[str, str] = getattr(engine, "languages", {})
    return " ".join((_MANNER, *(f"{tag}={data}" for tag, data in sorted(known.items()))))


class _Waiting:
    """The engine before its first picture: most notices are none, and the native library takes a while to load."""

    def __init__(self, knowledge: Knowledge, folder: Path, languages: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._folder = folder
        self.languages = languages
        """Language tag → names of the data that read it, joined with a plus."""
        self._engine: Recogniser | None = None

    def __call__(self, raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        """Every line of the picture."""
        if self._engine is None:
            from reinstate.assist.tesseract import Tesseract  # noqa: PLC0415

            self._engine = Tesseract(self._knowledge, self._folder, self.languages)
        return self._engine(raster, form=form)
