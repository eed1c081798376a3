"""What is worth marking in a document: the products under review, who supplied them, and the seller's own passages."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from reinstate.case import Exhibit, Found, Paper, PaperParty, Passage
from reinstate.evidence import ROLES
from reinstate.evidence.media import ROWS

_DETAILS = ("name", "address", "phone", "email", "website")


def with_roles(exhibit: Exhibit, items: Sequence[str], paper: Paper | None, roles: Collection[str] = ROLES) -> Exhibit:
    """The exhibit with its passages in their roles.

    Args:
        exhibit: admitted with the items among the words to be found.
        items: identifiers of the products under review; those that the document doesn't show are nothing missing.
        paper: what the document says, for the supplier's details; None where it couldn't be understood.
        roles: those that are wanted; passages of others are left out.
    """
    told = [replace(each, role="item") if each.words in items else each for each in exhibit.passages]
    if paper is not None and exhibit.media not in ROWS:
        told += _supplier(paper.issuer, len(exhibit.pages))
    return replace(
        exhibit,
        passages=tuple(each for each in told if each.role in roles),
        missing_passages=tuple(words for words in exhibit.missing_passages if words not in items),
    )


def _supplier(issuer: PaperParty, pages: int) -> Iterator[Passage]:
    for name in _DETAILS:
        found: Found[str] | None = getattr(issuer, name)
        if found is not None and 0 < found.spot.page <= pages:
            yield Passage(found.value, found.spot.page - 1, (found.spot.box,), "supplier")
