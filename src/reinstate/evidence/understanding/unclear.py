"""What a recognised page seems to hold but could not be read: where to look before anything is said to be missing."""

import re
from collections.abc import Iterator

from reinstate.case.paper import PaperParty, PaperSign
from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.addresses import POSTCODE, is_address
from reinstate.evidence.understanding.settling import DOUBT
from reinstate.evidence.understanding.spread import Spread

UNCLEAR = "unclear"
"""The sign of something that seems to stand on a page and was not read; its argument `part` says what."""
_HEAD, _FOOT = 0.42, 0.72
"""Shares of a page's height above and below which a maker tells how to reach it."""
_DIALLED = re.compile(r"(?<![\w.,/-])[(+]?\d[\d\s()/.-]{6,16}\d(?![\w,.]\d)")
_MAILED = re.compile(r"[@©®&Q]\w{3,}[.,]\w{2,}|\w{3,}\.[a-z]{2,4}(?![\w.])|\bw{2,3}[.,]", re.IGNORECASE)
_SIGHTED = {"phone": ("phone", "fax"), "email": ("email", "website")}
"""The labels beside which a way to reach somebody stands."""


def unclear(spread: Spread, issuer: PaperParty, receiver: PaperParty) -> Iterator[PaperSign]:
    """Signs of what a maker tells on a recognised page though it was not read, and of a receiver likewise."""
    told = {
        "phone": issuer.phone is not None,
        "email": issuer.email is not None or issuer.website is not None,
        "address": issuer.address is not None,
    }
    taken = [each.spot.box for each in (receiver.address, receiver.phone, receiver.email) if each is not None]
    for part in (name for name, known in told.items() if not known):
        piece = next((each for each in _edges(spread) if _shows(spread, each, part)), None)
        if piece is not None and spread.spot(piece).box not in taken:
            yield PaperSign(UNCLEAR, spread.spot(piece), {"part": part})
    if receiver.name is None:
        owner = next((pair.owner for pair in spread.pairs if "receiver" in pair.keys), None)
        if owner is not None:
            yield PaperSign(UNCLEAR, spread.spot(owner), {"part": "receiver"})


def _edges(spread: Spread) -> Iterator[Piece]:
    """The pieces near the letterhead and in the foot of each page."""
    for piece in spread.pieces:
        depth = piece.top / max(spread.layout(piece).view.height, 1.0)
        if not _HEAD < depth < _FOOT:
            yield piece


def _shows(spread: Spread, piece: Piece, part: str) -> bool:
    """Whether a piece seems to tell a way to reach the maker, or holds words that nobody could read."""
    if part == "address":
        return bool(POSTCODE.search(piece.text)) or is_address(spread, piece, 0, piece.text)
    labels = {mark.key for mark in spread.marks(piece, "parties") if len(mark) > 1}
    if labels & set(_SIGHTED[part]):
        return True
    return bool((_DIALLED if part == "phone" else _MAILED).search(piece.text)) or _lost(piece)


def _lost(piece: Piece) -> bool:
    """Whether a line of several words was hardly read at all."""
    letters = sum(len(word.text) for word in piece.words)
    return letters > 12 and sum(len(word.text) for word in piece.words if word.sure < DOUBT) > 0.5 * letters
