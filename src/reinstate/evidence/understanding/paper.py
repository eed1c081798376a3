"""From the pages of a document to what it says."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reinstate.case.paper import Found, Paper, PaperParty, PaperSign
from reinstate.evidence.seeing.layout import Layout, Piece, lay_out
from reinstate.evidence.seeing.view import View
from reinstate.evidence.understanding.facts import facts_of
from reinstate.evidence.understanding.goods import goods_of
from reinstate.evidence.understanding.identifiers import all_identifiers
from reinstate.evidence.understanding.kinds import Kind, kind_of
from reinstate.evidence.understanding.lexicon import lexicon
from reinstate.evidence.understanding.look import look_of
from reinstate.evidence.understanding.parties import parties_of
from reinstate.evidence.understanding.signs import signs_of
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.sums import currency_of, lone_of, sums_of, total_of
from reinstate.evidence.understanding.sureness import weighed
from reinstate.evidence.understanding.tongue import language_of
from reinstate.evidence.understanding.unclear import unclear
from reinstate.evidence.understanding.values import Style, style
from reinstate.knowledge import Knowledge

_OTHER, _INVOICE = "other", "invoice"
_UNNAMED = 0.3
"""How clearly a document is an invoice that says so by its lines alone."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A file as it was seen: its pages, and what the file itself tells."""

    file: str
    media: str
    content: bytes
    views: Sequence[View]
    pages: int
    leanings: Mapping[str, float]
    signs: tuple[PaperSign, ...] = ()
    created: dt.date | None = None
    software: str = ""
    fixed: str | None = None
    """The kind, where the picture alone settles it."""


def understand(sight: Sight, knowledge: Knowledge) -> Paper:
    """What a document says."""
    layouts = [lay_out(view) for view in sight.views if view.words]
    ocr = any(view.ocr for view in sight.views)
    spread, language = _spread(layouts, knowledge, ocr=ocr)
    kind = kind_of(spread, knowledge, sight.leanings, language)
    if kind.id == _OTHER and _trades(spread, Kind(knowledge.papers[_INVOICE], _UNNAMED, None)):
        kind = Kind(knowledge.papers[_INVOICE], _UNNAMED, None)
    if sight.fixed is not None:
        kind = Kind(knowledge.papers[sight.fixed], 1.0, kind.heading)
    goods = goods_of(spread, kind)
    areas = goods.areas
    facts = facts_of(spread, kind, areas if not kind.bears("no-lines") else ())
    parties = parties_of(spread, kind, areas)
    sums = sums_of(spread, areas)
    priced = kind.paper.priced or kind.bears("total")
    total = total_of(sums) if priced else None
    if total is None and kind.bears("till"):
        total = lone_of(spread)
    items = goods.items if not kind.bears("no-lines") else ()
    near = [
        piece
        for piece in spread.pieces
        if total is not None and piece.page == total.spot.page and _on(spread, piece, total)
    ]
    paper = Paper(
        file=sight.file,
        media=sight.media,
        sha256=hashlib.sha256(sight.content).hexdigest(),
        kind=kind.id,
        sureness=kind.sureness,
        language=language,
        pages=sight.pages,
        ocr=ocr,
        issuer=parties.issuer,
        receiver=parties.receiver if not kind.bears("no-receiver") else PaperParty(),
        number=facts.number,
        date=facts.date if not kind.bears("undated") else None,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        currency=currency_of(spread, language, near) if priced or kind.bears("balance") else None,
        total=total,
        items=items,
        sums=tuple(each for each, _ in sums),
        identifiers=all_identifiers(spread, kind, items, goods.listed, facts.number),
        signs=(
            *sight.signs,
            *signs_of(
                spread,
                kind,
                sight.pages,
                headed=parties.headed,
                nameless=kind.bears("trade") and parties.issuer == PaperParty() and not ocr,
                open_end=goods.carried and total is None,
            ),
        ),
        text=spread.text,
        created=sight.created,
        software=sight.software,
        look=look_of(spread) if not ocr else frozenset(),
    )
    if not ocr:
        return paper
    hard = tuple(unclear(spread, paper.issuer, paper.receiver))
    return weighed(replace(paper, signs=(*paper.signs, *hard)), sight.views)


def _trades(spread: Spread, kind: Kind) -> bool:
    """Whether a document that no title names asks for money for goods: priced lines, a tax and a total."""
    goods = goods_of(spread, kind)
    sums = sums_of(spread, goods.areas)
    roles = {each.role for each, _ in sums}
    return any(item.amount for item in goods.items) and {"tax", "total"} <= roles


def _on(spread: Spread, piece: Piece, total: Found[Decimal]) -> bool:
    """Whether a piece stands in the row of the total."""
    box = spread.spot(piece).box
    return min(box[3], total.spot.box[3]) > max(box[1], total.spot.box[1])


def _spread(layouts: Sequence[Layout], knowledge: Knowledge, *, ocr: bool) -> tuple[Spread, str]:
    words = lexicon(knowledge, "plain" if ocr else "exact")
    first = Spread(layouts, words, Style(".", "dmy", ()))
    language = language_of(first, knowledge)
    known = knowledge.languages[language]
    plain = ocr or (known.syllables and not re.search(f"[{known.letters}]", first.text))
    return Spread(layouts, words, style(knowledge, language, first.text, plain=plain)), language
