"""What may be done to copies of documents: what the notice says of marks and prices, and which side a policy takes."""

from dataclasses import dataclass

from reinstate.case import Exhibit, Reading, Span
from reinstate.evidence.media import ROWS
from reinstate.knowledge import Knowledge, terms
from reinstate.knowledge.kept import kept
from reinstate.language.fold import fold
from reinstate.language.matcher import Matcher

POLICY = "highlighting"
"""The policy that says whether documents are marked where the notice leaves it open."""

_UNALTERED, _PRICES = "unaltered", "prices_may_go"
_ENGLISH = "en"
"""Amazon's working language: its frames stay English in every store."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be done to copies in one case.

    Attributes:
        unaltered: where the notice asks for documents as they are; None where it doesn't.
        prices: where the notice says that prices may go; None where it doesn't.
        untouched: whether the policy in force leaves documents unmarked.
    """

    unaltered: Span | None = None
    prices: Span | None = None
    untouched: bool = False

    def forbids_marks(self, exhibit: Exhibit, knowledge: Knowledge) -> str | None:
        """Why a document may not be marked: `identity`, `signed`, `notice` or `policy`; None where it may."""
        if not knowledge.exhibits[exhibit.kind].markable:
            return "identity"
        if exhibit.signed:
            return "signed"
        if self.unaltered:
            return "notice"
        return "policy" if self.untouched else None

    def forbids_redaction(self, exhibit: Exhibit, knowledge: Knowledge) -> str | None:
        """Why prices may not go: `identity`, `signed`, `kind` or `notice`; None where they may."""
        kind = knowledge.exhibits[exhibit.kind]
        if not kind.markable:
            return "identity"
        if exhibit.signed:
            return "signed"
        if not kind.priced or exhibit.media in ROWS:
            return "kind"
        # a notice that wants papers as they are and names prices as the exception means both
        return "notice" if self.unaltered and not self.prices else None


def allowance(reading: Reading, knowledge: Knowledge) -> Allowance:
    """What a notice and the policy in force allow."""
    text = reading.notice.text
    found: dict[str, Span] = {}
    for hit in _matcher(knowledge, reading.language).find(fold(text)):
        found.setdefault(hit.key, hit.span)
    untouched = knowledge.policies[POLICY].default == "untouched"
    return Allowance(found.get(_UNALTERED), found.get(_PRICES), untouched)


@kept
def _matcher(knowledge: Knowledge, language: str) -> Matcher[str]:
    shelf = knowledge.signs
    return Matcher(
        (sign, each)
        for sign in (_UNALTERED, _PRICES)
        for each in dict.fromkeys((*terms(shelf[sign].words, language), *shelf[sign].words.get(_ENGLISH, ())))
    )
