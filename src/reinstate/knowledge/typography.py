"""The marks of prose as a language sets them, so that shelves can be typed on any keyboard.

A straight ' between two letters becomes the language's apostrophe, and the space at a mark that stands off from its
word becomes one that no line breaks at. Terms are never touched: matching folds both away.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")


def set_in_type(value: Any, apostrophe: str, tight: Mapping[str, str]) -> Any:
    """Prose of a shelf, one text or several, with the language's apostrophe and tied marks.

    Args:
        value: a text or a sequence of texts; anything else comes back as it is.
        apostrophe: what a straight one between two letters becomes; empty leaves it.
        tight: the tying space by mark; it goes behind an opening quote and before any other mark.
    """
    if isinstance(value, tuple | list):
        return tuple(set_in_type(each, apostrophe, tight) for each in value)
    if not isinstance(value, str):
        return value
    if apostrophe:
        value = _BETWEEN_LETTERS.sub(apostrophe, value)
    for mark, space in tight.items():
        if unicodedata.category(mark) == "Pi":
            value = value.replace(f"{mark} ", f"{mark}{space}")
        else:
            value = value.replace(f" {mark}", f"{space}{mark}")
    return value
