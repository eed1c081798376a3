"""Which typefaces a language takes, and where the font files lie."""

import importlib.util
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from reinstate.case import Trouble

TEMPLATES = Path(__file__).parent / "templates"
HAN_PACKAGE = "noto_cjk_sans_otc"
"""Distribution that carries the one font file with Chinese, Japanese and Korean shapes."""


@dataclass(frozen=True, slots=True)
class Faces:
    """Family names for one document: inside a page file, and in a word processor."""

    latin: str
    han: str
    code: str
    latin_office: str
    han_office: str
    code_office: str
    latin_tag: str
    """Language of the Latin letters, as a word processor spells it."""
    han_tag: str
    han_text: bool
    """Whether the document's own language is written in Han characters, kana or Hangul."""


def faces(language: str, other: str | None = None) -> Faces:
    """The faces for a document in one language that may quote names of another."""
    table = _table()
    han = table["han_by_language"]
    own = next((han[tag] for tag in _shorter(language) if tag in han), None)
    theirs = next((han[tag] for tag in _shorter(other or "") if tag in han), han[table["han"]])
    chosen = own or theirs
    return Faces(
        latin=table["latin"],
        han=chosen["page"],
        code=table["code"],
        latin_office=table["latin_office"],
        han_office=chosen["office"],
        code_office=table["code_office"],
        latin_tag=table["latin_tag"] if own else language,
        han_tag=chosen["tag"],
        han_text=own is not None,
    )


def font_folder() -> Path:
    """The folder of the font that covers Chinese, Japanese and Korean.

    Raises:
        Trouble: `document.font`, where the fonts were not installed with the program.
    """
    found = importlib.util.find_spec(HAN_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise Trouble("document.font", font=HAN_PACKAGE)
    return Path(found.submodule_search_locations[0])


def _shorter(tag: str) -> list[str]:
    """The tag and every shorter form of it: `zh-Hant-TW`, `zh-Hant`, `zh`."""
    parts = tag.split("-")
    return ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomli.loads((TEMPLATES / "fonts.toml").read_text("utf-8"))
