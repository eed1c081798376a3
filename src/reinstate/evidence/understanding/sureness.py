"""How surely each value of a recognised document was read, by the words that stand at its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from reinstate.case.paper import Found, Paper, PaperParty, Spot
from reinstate.evidence.seeing.view import View, Word
from reinstate.evidence.understanding.settling import DOUBT

_PARTS = ("name", "address", "phone", "email", "website", "tax_id")
_EXACT = ("phone", "email", "website", "tax_id")
"""Of a party, what a single wrong sign makes useless."""
_FACTS = ("number", "date", "valid_from", "valid_until", "total")
_ROUGH = 0.5
"""Share of the letters of a name that must be sure."""


def weighed(paper: Paper, views: Sequence[View]) -> Paper:
    """A recognised document with every value marked that was read in doubt."""
    seen = _Seen(views)
    told: dict[str, Any] = {name: seen.marked(getattr(paper, name), exact=True) for name in _FACTS}
    return replace(
        paper,
        issuer=_party(paper.issuer, seen),
        receiver=_party(paper.receiver, seen),
        sums=tuple(
            replace(each, look="doubtful") if each.look == "sure" and seen.doubtful(each.spot, exact=True) else each
            for each in paper.sums
        ),
        identifiers=tuple(seen.marked(each, exact=True) for each in paper.identifiers),
        **told,
    )


def _party(party: PaperParty, seen: "_Seen") -> PaperParty:
    return PaperParty(*(seen.marked(getattr(party, part), exact=part in _EXACT) for part in _PARTS))


class _Seen:
    """The recognised words of a document by their places on its pages as they lie in the file."""

    def __init__(self, views: Sequence[View]) -> None:
        self._words = {view.number: [_placed(view, word) for word in view.words] for view in views if view.ocr}

    def marked(self, found: Any, *, exact: bool) -> Any:
        """A value marked as doubtful where its words are; None stays None."""
        if not isinstance(found, Found) or found.look != "sure" or not self.doubtful(found.spot, exact=exact):
            return found
        return replace(found, look="doubtful")

    def doubtful(self, spot: Spot, *, exact: bool) -> bool:
        """Whether what stands in a place was read in doubt: any figure or address, or most letters of a name."""
        words = list(self._at(spot))
        if exact:
            telling = [word for word in words if re.search(r"\d|@|\.\w", word.text)]
            return any(word.sure < DOUBT for word in telling)
        letters = sum(len(word.text) for word in words)
        return sum(len(word.text) for word in words if word.sure >= DOUBT) < _ROUGH * letters

    def _at(self, spot: Spot) -> Iterable[Word]:
        left, bottom, right, top = spot.box
        for x, y, word in self._words.get(spot.page, ()):
            if left <= x <= right and bottom <= y <= top:
                yield word


def _placed(view: View, word: Word) -> tuple[float, float, Word]:
    """A word with its middle on the page as it lies in the file."""
    left, bottom, right, top = view.box(word.left, word.top, word.right, word.bottom)
    return (left + right) / 2, (bottom + top) / 2, word
