"""Letters that recognisers take for one another, put right only where a form or a check digit decides."""

import re
from collections import Counter
from collections.abc import Iterable

_AS_DIGITS = str.maketrans("OoQDlI|iSsZB", "000011115528")
_ORDER = re.compile(r"(?<![\w-])([\dOoQDlI|iSsZB]{3})-([\dOoQDlI|iSsZB]{7})-([\dOoQDlI|iSsZB]{7})(?![\w-])")
_ASIN = re.compile(r"(?<![0-9A-Za-z])[B8][0OoQD]([0-9A-Z]{8})(?![0-9A-Za-z])")
_ISBN = re.compile(r"(?<![\w-])[\dOoQDlI|SZB]{9}[\dOoQDlI|SZBX](?![\w-])")
_FORM = re.compile(r"(?<![0-9A-Za-z])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_EVERY_DIGIT = re.compile(r"\d")


def mended(word: str) -> str:
    """A recognised word with its order ids, ASINs and ISBNs as their form demands; other words stay as they are."""
    return _ISBN.sub(_as_isbn, _ORDER.sub(_as_order, _ASIN.sub(_as_asin, word)))


def settled(looks: Iterable[str]) -> str:
    """What several looks at one word say: of those in the form of an ASIN what most say, else what the first says."""
    words = [mended(look) for look in looks]
    # Counter keeps the order in which it met them, so a draw goes to the first.
    formed = Counter(word for word in words if _FORM.search(word))
    return formed.most_common(1)[0][0] if formed else words[0]


def _as_order(match: re.Match[str]) -> str:
    """Order ids are three groups of digits: 3-7-7. At least half must be digits already."""
    found = match.group()
    return found.translate(_AS_DIGITS) if 2 * len(_EVERY_DIGIT.findall(found)) > len(found) else found


def _as_asin(match: re.Match[str]) -> str:
    """ASINs of anything but books begin with `B0`; their other signs have no check, so they stay."""
    tail = match.group(1)
    return f"B0{tail}" if _EVERY_DIGIT.search(tail) else match.group()


def _as_isbn(match: re.Match[str]) -> str:
    found = match.group()
    last = found[9] if found[9] == "X" else found[9].translate(_AS_DIGITS)
    digits = found[:9].translate(_AS_DIGITS) + last
    return digits if 2 * len(_EVERY_DIGIT.findall(found)) > len(found) and _checked(digits) else found


def _checked(digits: str) -> bool:
    """Whether the ISBN-10 check digit is right: the weighted sum is a multiple of eleven."""
    return sum((10 if char == "X" else int(char)) * (10 - place) for place, char in enumerate(digits)) % 11 == 0
