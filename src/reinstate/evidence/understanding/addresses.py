"""What is a part of an address, and what is a firm's name."""

import re
from collections.abc import Iterator

from reinstate.case.paper import Found
from reinstate.evidence.seeing.layout import Piece, wide
from reinstate.evidence.understanding.draft import Draft
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.values import EMAIL

POSTCODE = re.compile(
    r"(?<!\d)\d{5}(?:-\d{4})?(?!\d)|(?<!\d)\d{4}\s[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|〒?\d{3}-\d{4}(?!-?\d)|(?<![\d.,/-])\d{4}(?=\s[A-Z\u00c0-\u024f][a-z])|(?<!\d)\d{6}(?!\d)|\b[A-Z]{2}\s\d{5}\b"
)

_OTHER_SIZE = 0.15
"""Share by which a line that goes on with an address may be set larger or smaller."""
_REACHES = frozenset({"phone", "fax", "email", "website", "tax-id"})


def add_address(spread: Spread, piece: Piece, at: int, text: str, draft: Draft, *, told: bool = False) -> None:
    """Add a part of an address, if it is one: figures, a street's word, a town behind a street, a country."""
    cut = text.find("〒")
    if cut > 0:
        at, text = at + cut, text[cut:]
    if len(draft.parts) >= 8 or len(text) > 140 or EMAIL.search(text):
        return
    text = _before_reach(spread, piece, at, text)
    country = any(
        mark.key == "country" and len(mark) >= len(text) - 3 for mark in words_in(spread, piece, at, at + len(text))
    )
    follows = bool(draft.parts) and draft.parts[-1].spot.page == piece.page
    if _names_label(spread, piece, at, at + len(text)):
        return
    quarter = any(mark.key == "street" for mark in words_in(spread, piece, at, at + len(text))) and len(text) < 60
    quarter = quarter and not wide(text[0]) and not draft.prose
    follows = follows or (draft.pending is not None and draft.formed)
    if follows and not country and not told and _ended(spread, piece, text, draft):
        return
    if told or is_address(spread, piece, at, text) or (follows and (country or quarter or _is_place(text))):
        if draft.pending is not None and not draft.parts:
            draft.parts.append(draft.pending)
        draft.parts.append(found_in(spread, text, piece, at, at + len(text)))
    elif not draft.parts and _may_be_street(text, known=quarter) and not _tells_age(spread, piece, at, text):
        draft.pending = found_in(spread, text, piece, at, at + len(text))


def _ended(spread: Spread, piece: Piece, text: str, draft: Draft) -> bool:
    """Whether an address that has its postcode ends before a line: that is set otherwise, or is no name of a place."""
    if not draft.parts or not POSTCODE.search(draft.parts[-1].value) or POSTCODE.search(text):
        return False
    box = draft.parts[-1].spot.box
    mine = spread.spot(piece).box
    if mine[1] >= box[1] - 1:  # in the same line
        return False
    high, low = mine[3] - mine[1], box[3] - box[1]
    headed = any(mark.end - mark.start > 3 for mark in spread.marks(piece, "titles"))
    return headed or abs(high - low) > _OTHER_SIZE * low or bool(re.search(r"[^\W\d_]{3}\.(?!\w)", text))


def _before_reach(spread: Spread, piece: Piece, at: int, text: str) -> str:
    """A part of an address up to a word for a way to reach somebody that follows it behind a comma."""
    for mark in spread.marks(piece, "parties"):
        head = piece.text[at : mark.start].rstrip()
        if _reaches(mark) and 0 < mark.start - at < len(text) and head.endswith((",", ";", "·")):
            return head.rstrip(" ,;·")
    return text


def _reaches(mark: Named) -> bool:
    """Whether a word is one for a way to reach somebody, and no mere letter."""
    return mark.key in _REACHES and len(mark) > 1


def _names_label(spread: Spread, piece: Piece, start: int, end: int) -> bool:
    """Whether a stretch is nothing but a label, or begins with one for a way to reach somebody."""
    return any(
        mark.start <= start + 1 and (mark.end >= end - 2 or (mark.start >= start and _reaches(mark)))
        for mark in spread.marks(piece, "parties", "facts")
    )


_YEAR = re.compile(r"(?<!\d)(?:1[6-9]|20)\d\d(?!\d)")


def is_address(spread: Spread, piece: Piece, at: int, text: str) -> bool:
    """Whether a text is a part of an address: a street with its number, a town with its code."""
    plain = text.strip()
    if not plain or EMAIL.search(plain) or "%" in plain or len(plain) > 140:
        return False
    if POSTCODE.search(plain) and (re.search(r"[^\W\d_]{2}", plain) or plain[0] == "〒"):
        return True
    if any(map(wide, plain)) and len(_places(spread, piece, at, at + len(text))) >= 2:
        return not ends_as_company(spread, piece, at, at + len(plain))
    words = {mark.key for mark in words_in(spread, piece, at, at + len(plain)) if mark.key in ("street", "country")}
    if "," in plain and "country" in words and not is_company(spread, piece, at, at + len(plain)) and len(plain) < 90:
        return True
    numbered = bool(re.search(r"\d", plain)) and bool(re.search(r"[^\W\d_]{2}", plain))
    return numbered and "street" in words and len(plain) < 110 and len(plain.split()) <= 13


def _places(spread: Spread, piece: Piece, start: int, end: int) -> set[int]:
    """Where the signs stand by which the parts of an address in Han letters are known."""
    return {mark.start for mark in words_in(spread, piece, start, end) if mark.key == "place"}


def _is_place(text: str) -> bool:
    """Whether words behind a street can be a town, a region or a building."""
    words = text.split()
    if len(text) <= 8 and re.search(r"\d", text):
        return True
    return (
        len(words) <= 5
        and all(
            word.lstrip("(„“")[:1].isupper() or not word.lstrip("(„“")[:1].isalpha() or len(word) <= 3 for word in words
        )
        and not re.search(r"\d{5,}|[:@]", text)
    )


def _may_be_street(text: str, *, known: bool) -> bool:
    """Whether a line can be a street if a town follows: it holds a figure, or a word that streets are `known` by."""
    return len(text) < 60 and bool((known or re.search(r"\d", text)) and re.search(r"[^\W\d_]{3}", text))


def _tells_age(spread: Spread, piece: Piece, at: int, text: str) -> bool:
    """Whether the only figure of a text is the year since which a firm has been there."""
    aged = len(_YEAR.findall(text)) == len(re.findall(r"\d+", text)) == 1
    return aged and any(mark.key == "founded" for mark in words_in(spread, piece, at, at + len(text)))


def words_in(spread: Spread, piece: Piece, start: int, end: int) -> Iterator[Named]:
    """The words of the shelf in a stretch of a piece."""
    return (mark for mark in spread.marks(piece, "words") if start <= mark.start and mark.end <= end)


def is_company(spread: Spread, piece: Piece, start: int, end: int) -> bool:
    """Whether a stretch bears a legal form or another word that firms and offices are named with."""
    return any(
        mark.key == "company" and (len(mark) > 1 or not wide(piece.text[mark.start]) or _closes(piece.text, mark, end))
        for mark in words_in(spread, piece, start, end)
    )


def _closes(text: str, mark: Named, end: int) -> bool:
    """Whether a single sign ends a name, as that of a shop or an office does: inside a word it says nothing."""
    return mark.end >= end or not text[mark.end].isalnum() or text[mark.end] in "（("


def ends_as_company(spread: Spread, piece: Piece, start: int, end: int) -> bool:
    """Whether a stretch ends with a legal form."""
    return any(mark.key == "company" and mark.end >= end - 1 for mark in words_in(spread, piece, start, end))


def found_in(spread: Spread, value: str, piece: Piece, start: int, end: int) -> Found[str]:
    """A value with the place of the words that it was read in."""
    return Found(value, spread.spot(piece, piece.part(start, end)))
