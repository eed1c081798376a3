"""Where systems keep Tesseract's language data, and which languages it reads."""

import os
import sys
from pathlib import Path

from reinstate.knowledge import Knowledge

SUFFIX = ".traineddata"
_PLACES = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/share/tesseract/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "/opt/local/share/tessdata",
)


def find_data() -> Path | None:
    """The first folder with language data; what `TESSDATA_PREFIX` names goes first."""
    return next((place for place in _places() if any(place.glob(f"*{SUFFIX}"))), None)


def readable(knowledge: Knowledge, folder: Path) -> dict[str, str]:
    """Language tag → names of the data in the folder that read it, best first, joined with a plus."""
    installed = {path.name.removesuffix(SUFFIX) for path in folder.glob(f"*{SUFFIX}")}
    languages = {}
    for each in knowledge.languages.values():
        main, *more = each.ocr.split("+")
        if main in installed:
            languages[each.id] = "+".join([main, *(name for name in more if name in installed)])
    return languages


def _places() -> list[Path]:
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named), Path(named) / "tessdata"] if named else []
    for pattern in _PLACES:
        # The newest version first: folders are named 4.00, 5 …
        places += sorted(Path("/").glob(pattern.lstrip("/")), reverse=True)
    if sys.platform == "win32":
        roots = [os.environ.get(name) for name in ("PROGRAMFILES", "LOCALAPPDATA")]
        places += [
            Path(root, *inner, "Tesseract-OCR", "tessdata") for root in roots if root for inner in ((), ("Programs",))
        ]
    return places
