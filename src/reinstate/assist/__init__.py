"""Engines that others made, behind small protocols: what they give are proposals, marked with a confidence."""

from pathlib import Path

from reinstate.case.sight import Recogniser
from reinstate.knowledge import Knowledge

__all__ = ["recogniser"]


def recogniser(knowledge: Knowledge, data: Path | None = None) -> Recogniser | None:
    """The engine that reads pictures, or None where the extra `ocr` or its language data aren't installed.

    Args:
        knowledge: tells which language data reads which language.
        data: folder with `*.traineddata`; None looks where systems keep it.
    """
    from importlib.util import find_spec  # noqa: PLC0415

    from reinstate.assist.tessdata import find_data  # noqa: PLC0415

    folder = data or find_data()
    if folder is None or find_spec("tesserocr") is None:
        return None
    from reinstate.assist.tesseract import Tesseract  # noqa: PLC0415 - the native library loads at its first use

    engine = Tesseract(knowledge, folder)
    return engine if engine.languages else None
