"""Where systems keep Tesseract's language data."""

import os
import sys
from pathlib import Path

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
