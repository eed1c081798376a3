"""Whom a document is for: the firm that it authorises, a labelled block, or the one behind an address window."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.addresses import add_address, is_address
from reinstate.evidence.understanding.blocks import Ground, beside_lines, heads
from reinstate.evidence.understanding.draft import Draft, key_of
from reinstate.evidence.understanding.prose import FIRM_END, firm_in, prose_from


def receiver_of(ground: Ground, free: Sequence[Draft]) -> Draft | None:
    """The party that a document is for, if it names one."""
    granted = _granted(ground) if ground.kind.bears("grants") else None
    told = [draft for draft in ground.labelled["receiver"] if draft.formed and not _reviewer(ground, draft)]
    if granted is not None and not (told and _muddled(granted)):
        return _completed(granted, [*ground.labelled["receiver"], *free])
    if ground.kind.bears("partners") and not any(draft.formed for draft in ground.labelled["receiver"]):
        partner = _partner(ground, free)
        if partner is not None:
            return partner
    named = [draft for draft in ground.labelled["receiver"] if draft.name]
    if ground.kind.bears("grants"):
        named = [draft for draft in named if not _reviewer(ground, draft)]
    if named:
        _addressed(ground, named)
        best = max(named, key=lambda draft: (bool(draft.parts) + draft.formed, -draft.page, -draft.top))
        return _completed(best, named)
    if ground.kind.bears("no-receiver", "screen"):
        return None
    window = [
        draft
        for draft in free
        if draft.name
        and draft.parts
        and not draft.reach
        and not draft.bank
        and draft.page == 1
        and (0.06 if draft.left < 250 else 0.02) < draft.top < 0.5
        and 2 <= draft.lines <= 7
    ]
    makers = {key_of(draft.name.value) for draft in free if draft.name and draft.reach}
    window = [
        draft
        for draft in window
        if draft.name and not any(key_of(draft.name.value).endswith(maker) for maker in makers)
    ]
    return min(window, key=lambda draft: (draft.left > 300, draft.top), default=None)


def _completed(best: Draft, others: Sequence[Draft]) -> Draft:
    if not best.parts and best.name:
        for other in others:
            if other.parts and (not other.name or key_of(other.name.value) == key_of(best.name.value)):
                best.parts = other.parts
                break
    return best


def _addressed(ground: Ground, named: Sequence[Draft]) -> None:
    """Give receivers without an address the one that a label further down names."""
    for draft in named:
        if draft.parts or draft.name is None:
            continue
        for pair in ground.spread.pairs:
            if (
                pair.keys & {"address", "deliver-to"}
                and pair.owner.page == draft.page
                and id(pair.owner) not in ground.used
            ):
                below = pair.owner.top / ground.spread.layout(pair.owner).view.height >= draft.top - 0.01
                if below and (abs(pair.owner.left - draft.left) < 60 or ground.kind.bears("holder")):
                    add_address(ground.spread, pair.piece, pair.start, pair.text.strip(), draft, told=True)
                    for piece in takewhile(
                        partial(_goes_on, ground), beside_lines(ground, pair)[1:] if pair.aside else ()
                    ):
                        add_address(ground.spread, piece, 0, piece.text, draft)
                    if draft.parts:
                        ground.used.add(id(pair.owner))
                        break
        else:
            places = [
                other
                for other in ground.labelled["deliver-to"]
                if other.parts and (other.name is None or ground.kind.bears("delivery"))
            ]
            if places:
                draft.parts = places[0].parts


def _goes_on(ground: Ground, piece: Piece) -> bool:
    """Whether a line goes on with the address in the line above."""
    return is_address(ground.spread, piece, 0, piece.text) and not ground.spread.leading(piece)


def _granted(ground: Ground) -> Draft | None:
    """The firm that a letter authorises: named behind the granting words, with its address near."""
    for piece in ground.spread.pieces:
        if heads(ground, piece):
            continue
        for mark in sorted(ground.spread.marks(piece, "words"), key=lambda each: (-len(each), each.start)):
            if mark.key == "grant":
                draft = _behind(ground, piece, mark.end)
                if draft is not None and draft.name is not None:
                    return draft
    return None


def _partner(ground: Ground, free: Sequence[Draft]) -> Draft | None:
    """The second firm that a contract names in its text."""
    makers = {key_of(draft.name.value) for draft in free if draft.name and draft.formed and draft.reach}
    makers |= {key_of(draft.name.value) for draft in ground.labelled["issuer"] if draft.name}
    first: str | None = None
    for piece in ground.spread.pieces:
        if len(piece.text) < 30:
            continue
        for mark in ground.spread.marks(piece, "words"):
            if mark.key != "company":
                continue
            begin = max((each.end() for each in FIRM_END.finditer(piece.text[: mark.start])), default=0)
            draft = _behind(ground, piece, begin)
            if draft is None or draft.name is None:
                continue
            key = key_of(draft.name.value)
            if key == first or any(key.endswith(maker) for maker in makers):
                continue
            if first is None and not makers:
                first = key
                continue
            return draft
    return None


def _behind(ground: Ground, piece: Piece, start: int) -> Draft | None:
    """A firm in running text from `start` on, or on the lines below."""
    text, spots = prose_from(ground.spread, piece, start)
    return firm_in(text, spots, ground.spread)


def _reviewer(ground: Ground, draft: Draft) -> bool:
    """Whether a letter is addressed to the marketplace, which is nobody that is authorised."""
    named = ground.spread.lexicon.find(draft.name.value) if draft.name else ()
    return any(mark.key == "reviewer" and mark.start == 0 for mark in named)


def _muddled(draft: Draft) -> bool:
    """Whether a name taken out of running text can hardly be one."""
    name = draft.name.value if draft.name else ""
    return not name or len(name) > (58 if name.isascii() else 28) or bool(re.search(r"[\d:：)）]", name))
