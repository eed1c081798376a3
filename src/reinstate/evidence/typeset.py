"""Small pieces set in type: stamps, and the text of Word files. Texts go in as data, never as markup."""

import importlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from reinstate.case import Trouble

_HERE = Path(__file__).parent


@cache
def _fonts() -> typst.Fonts:
    """The fonts that come with the install and no others; those for Latin scripts are inside typst itself."""
    carrier = importlib.import_module("noto_cjk_sans_otc").__file__
    return typst.Fonts(include_system_fonts=False, font_paths=[Path(carrier or "").parent])


def complete(template: str, said: Any) -> bool:
    """Whether every letter of `said` is in one of the fonts: PDF/A allows no letter to go unseen."""
    try:
        _compile(template, said, "a-2b")
    except typst.TypstError:
        return False
    return True


def typeset(template: str, said: Any) -> bytes:
    """Set `said`, anything that JSON can hold, with one of the room's templates.

    Raises:
        Trouble: `evidence.typesetting` with the first complaint; a missing font counts as one.
    """
    try:
        content, complaints = _compile(template, said, "1.7")
    except typst.TypstError as error:
        raise Trouble("evidence.typesetting", problem=str(error.message)) from error
    if complaints:
        raise Trouble("evidence.typesetting", problem=str(complaints[0].message))
    return content


def _compile(template: str, said: Any, standard: Literal["1.7", "a-2b"]) -> tuple[bytes, list[typst.TypstWarning]]:
    return typst.compile_with_warnings(
        (_HERE / f"{template}.typ").read_bytes(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"said": json.dumps(said, ensure_ascii=False)},
        timestamp=0,
        pdf_standards=standard,
    )
