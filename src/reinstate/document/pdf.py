"""PDF through typst: the tree goes in as data, never as markup."""

import json
import re
import threading
from dataclasses import asdict
from functools import lru_cache
from typing import Any

import typst

from reinstate.case import Trouble
from reinstate.document.faces import TEMPLATES, faces, font_folder
from reinstate.document.tree import Document, as_data

STANDARD = "a-2b"
"""PDF/A-2b (ISO 19005-2): self-contained, and typst refuses it where a glyph is missing."""

PIXELS_PER_INCH = 200.0
_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')
_ONE_AT_A_TIME = threading.Lock()


def write(document: Document) -> bytes:
    """A tagged PDF; equal documents give equal bytes.

    Raises:
        Trouble: `document.glyph` for a character that no font holds, `document.font` for a missing font,
            `document.typeset` for a drawing or page that can't be set.
    """
    face = faces(document.language, document.other)
    data = {"document": as_data(document), "faces": asdict(face), "code": _codes(document.language)}
    return _compile("document.typ", data, format="pdf", pdf_standards=STANDARD, timestamp=document.moment)


def rasterise(svg: str) -> bytes:
    """The drawing as PNG, for a format that can't hold lines.

    Raises:
        Trouble: `document.typeset`, where the drawing can't be read.
    """
    return _compile("figure.typ", {"svg": svg}, format="png", ppi=PIXELS_PER_INCH)


def _codes(tag: str) -> dict[str, str | None]:
    """Language and region as typst takes them: `zh-TW` → zh, TW."""
    head, *rest = tag.split("-")
    return {"lang": head.lower(), "region": next((part.upper() for part in rest if len(part) == 2), None)}


def _compile(template: str, data: dict[str, Any], **how: Any) -> bytes:
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    with _ONE_AT_A_TIME:
        try:
            made, warnings = _compiler(template).compile_with_warnings(sys_inputs=inputs, **how)
        except typst.TypstError as error:
            raise _trouble(str(error.message)) from error
    if warnings:
        raise Trouble("document.font", font=str(warnings[0].message))
    return made[0] if isinstance(made, list) else bytes(made)


def _trouble(message: str) -> Trouble:
    if glyph := _GLYPH.search(message):
        return Trouble("document.glyph", glyph=glyph[1])
    return Trouble("document.typeset", problem=message)


@lru_cache(maxsize=4)
def _compiler(template: str) -> Any:
    return typst.Compiler(str(TEMPLATES / template), root=str(TEMPLATES), font_paths=_fonts(), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])
