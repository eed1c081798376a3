"""Who made a document: its letterhead, its foot, a labelled block, and ways to reach it from anywhere else."""

import re
from collections.abc import Sequence

from reinstate.case.paper import Found
from reinstate.evidence.seeing.layout import Piece, wide
from reinstate.evidence.understanding.addresses import POSTCODE
from reinstate.evidence.understanding.blocks import Ground, heads
from reinstate.evidence.understanding.draft import Draft, key_of
from reinstate.evidence.understanding.lines import read_lines
from reinstate.evidence.understanding.values import EMAIL, WEBSITE

_COLUMN = 40.0
"""Points by which blocks of one column may begin apart."""


def issuer_of(ground: Ground, free: Sequence[Draft], receiver: Draft | None) -> tuple[Draft, bool]:
    """The maker, and whether it stands as a letterhead or in the foot of the page."""
    named = [draft for draft in ground.labelled["issuer"] if draft.name or draft.reach]
    theirs = key_of(receiver.name.value) if receiver and receiver.name else None
    others = [draft for draft in free if not (draft.name and theirs and key_of(draft.name.value) == theirs)]
    heads = sorted(others, key=_standing, reverse=True)
    heads = [draft for draft in heads if _standing(draft) > 0]
    made = Draft("issuer")
    sources = [*named, *heads]
    names = [
        draft for draft in sources if draft.name is not None and not (draft.bank and not ground.kind.bears("bank"))
    ]
    best = max(names, key=lambda draft: _naming(ground, draft, named), default=None)
    if best is not None:
        made.name, made.formed = best.name, best.formed
        large = _largest(ground, best)
        if large is not None:
            made.name, made.formed = large.name, large.formed
    order = ([best] if best else []) + [draft for draft in sources if draft is not best]
    if best is not None and best.tax_id is None:
        made.tax_id = _tax_id_near(best, order)
    made.parts = _address_of(best, order)
    for draft in order:
        for kind in ("phone", "email", "website", "tax_id"):
            if getattr(made, kind) is None:
                setattr(made, kind, getattr(draft, kind))
    _last_resort(ground, made, receiver)
    if made.website and made.email and made.email.value.endswith("-" + made.website.value):
        made.website = None  # what a line left of the e-mail
    asian = made.name is not None and wide(made.name.value[0])
    headed = any((draft.top < 0.25 or draft.top > 0.85) and not draft.prose for draft in order if draft.reach)
    told = best is not None and not best.prose and made.formed and made.parts and made.reach >= 2
    headed = headed or bool(asian and told)  # there the sender stands at the right or the foot of a letter
    return made, headed


def _address_of(best: Draft | None, order: Sequence[Draft]) -> list[Found[str]]:
    """The maker's address: in the block of its name, else in the one that stands best for it below or beside."""
    if best is None or best.parts:
        return best.parts if best else next((draft.parts for draft in order if draft.parts), [])

    def worth(place: int) -> float:
        draft = order[place]
        near = draft.page == best.page and abs(draft.left - best.left) < _COLUMN
        coded = any(POSTCODE.search(part.value) for part in draft.parts)
        return 1.5 * near + coded + len(draft.parts) / 4 - 2 * abs(draft.top - best.top) * near - place / 4

    told = [place for place, draft in enumerate(order) if draft.parts]
    return order[max(told, key=worth)].parts if told else []


def _tax_id_near(best: Draft, others: Sequence[Draft]) -> Found[str] | None:
    """Of several tax numbers in blocks without a name the one below the maker's: the other is the buyer's."""
    loose = [draft for draft in others if draft.tax_id is not None and draft.name is None and draft.page == best.page]
    if len(loose) < 2:
        return None
    return min(loose, key=lambda draft: abs(draft.left - best.left)).tax_id


def _largest(ground: Ground, best: Draft) -> Draft | None:
    """A name in larger type right above the block without a legal form that was taken for the maker's."""
    if best.formed or best.page != 1 or best.name is None:
        return None
    body = ground.spread.layouts[0].size
    for piece in ground.spread.layouts[0].pieces:
        draft = Draft("issuer", top=best.top)
        above = piece.top / ground.spread.layout(piece).view.height < min(best.top, 0.2)
        large = piece.size > 1.5 * max(best.size, body) and id(piece) not in ground.used
        if above and large and not heads(ground, piece):
            read_lines(ground.spread, [piece], draft, named=True)
            told = draft.name is not None and not ground.spread.leading(piece)
            if told and draft.name and key_of(draft.name.value) not in key_of(best.name.value):
                return draft
    return None


def _standing(draft: Draft) -> float:
    """How much a block looks like the letterhead or the foot of the maker's paper."""
    standing = 2.0 * draft.reach + 2.0 * draft.formed + draft.traded + bool(draft.parts)
    standing += 1.5 if draft.top < 0.2 else 1.0 if draft.top > 0.85 else 0.0
    if not draft.reach and not draft.formed and not (draft.traded and draft.parts) and draft.top > 0.2:
        return 0.0
    return standing - (0.0 if draft.page == 1 else 1.0)


def _naming(ground: Ground, draft: Draft, named: Sequence[Draft]) -> float:
    name = draft.name.value if draft.name else ""
    person = ground.kind.bears("signature-block") and not draft.formed  # the firm stands in the signature
    worth = (
        5.0 * (draft in named and not person)
        + 4.0 * draft.formed
        + 1.5 * draft.traded
        + draft.reach
        + bool(draft.parts)
    )
    worth += 1.5 if draft.top < 0.15 else 0.5 if draft.top > 0.85 else 0.0
    worth += min(draft.size, 24) / 12 - (3.0 if len(name) > 70 else 0.0)
    return worth


def _last_resort(ground: Ground, made: Draft, receiver: Draft | None) -> None:
    """Ways to reach the maker that stand elsewhere on the page, the receiver's left out."""
    for piece in ground.spread.pieces:
        for kind, pattern in (("email", EMAIL), ("website", WEBSITE)):
            theirs = getattr(receiver, kind) if receiver else None
            match = pattern.search(
                re.sub(EMAIL, lambda each: " " * len(each[0]), piece.text) if kind == "website" else piece.text
            )
            if kind == "website" and match and not _own_site(ground, match[0], made, piece):
                continue
            if getattr(made, kind) is None and match and (theirs is None or theirs.value != match[0]):
                spot = ground.spread.spot(piece, piece.part(*match.span()))
                setattr(made, kind, Found(match[0].replace(" ", "").rstrip("."), spot))


def _own_site(ground: Ground, site: str, made: Draft, piece: Piece) -> bool:
    """Whether a website in running text can be the maker's: by the domain of its e-mail, or behind a label."""
    domain = made.email.value.split("@")[-1].lower() if made.email else None
    if domain is not None and domain in site.lower():
        return True
    return "amazon." not in site.lower() and len(piece.text) < 100 and bool(ground.spread.marks(piece, "parties"))
