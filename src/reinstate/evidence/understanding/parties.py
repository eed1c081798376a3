"""Who made a document and whom it is for: names, addresses and ways to reach them, by labels and by place."""

from collections.abc import Sequence
from dataclasses import dataclass

from reinstate.case.paper import PaperParty
from reinstate.evidence.understanding.blocks import Ground, by_labels, free_blocks, honoured
from reinstate.evidence.understanding.issuers import issuer_of
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.receivers import receiver_of
from reinstate.evidence.understanding.spread import Area, Spread


@dataclass(frozen=True, slots=True)
class Parties:
    """The maker and the receiver, and where their blocks begin."""

    issuer: PaperParty
    receiver: PaperParty
    headed: bool
    """Whether the maker's name or ways to reach it stand as a letterhead or in the foot of the page."""


def parties_of(spread: Spread, kind: Kind, tables: Sequence[Area]) -> Parties:
    """The maker and the receiver of a document; `tables` are places without them."""
    ground = Ground(spread, kind, tables)
    honoured(ground)
    by_labels(ground)
    free = [draft for draft in free_blocks(ground) if draft.name or draft.reach or draft.parts]
    receiver = receiver_of(ground, free)
    issuer, headed = issuer_of(ground, free, receiver)
    return Parties(issuer.made(), receiver.made() if receiver else PaperParty(), headed)
