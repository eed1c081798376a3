"""Names of files for upload forms: plain letters, figures, dots, hyphens and underscores only."""

import re
import unicodedata

from reinstate.case import Exhibit

_STRANGE = re.compile(r"[^A-Za-z0-9]+")
_MOST = 60
"""Letters of a file's own name that are kept: forms cut long names."""
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L"})
"""Letters that don't come apart into a plain one and a mark."""


def plain(stem: str) -> str:
    """A name in letters that every form takes; empty where no such letter is in it."""
    bare = unicodedata.normalize("NFKD", stem.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return _STRANGE.sub("-", bare).strip("-")[:_MOST].rstrip("-")


def original_name(exhibit: Exhibit) -> str:
    """The name under which the untouched file is uploaded: its number before its own name."""
    ending = exhibit.file.suffix.lower()
    stem = plain(exhibit.file.stem)
    return f"{exhibit.number}_{stem}{ending}" if stem else f"{exhibit.number}{ending}"


def copy_name(exhibit: Exhibit, what: str) -> str:
    """The name of a PDF copy: number, own name, and what was done to it."""
    stem = plain(exhibit.file.stem)
    return "_".join(part for part in (exhibit.number, stem, what) if part) + ".pdf"
