"""From the pages of a document to what it says."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reinstate.case.paper import Found, Item, Paper, PaperParty, PaperSign
from reinstate.evidence.seeing.layout import Layout, Piece, lay_out
from reinstate.evidence.seeing.view import View
from reinstate.evidence.understanding.facts import facts_of
from reinstate.evidence.understanding.items import goods_of, identifiers_in
from reinstate.evidence.understanding.kinds import Kind, kind_of
from reinstate.evidence.understanding.lexicon import lexicon
from reinstate.evidence.understanding.parties import parties_of
from reinstate.evidence.understanding.signs import signs_of
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.sums import currency_of, sums_of, total_of
from reinstate.evidence.understanding.tongue import language_of
from reinstate.evidence.understanding.values import TAX_ID, Style, style
from reinstate.knowledge import Knowledge

_TOTALLED = frozenset({"utility_bill", "payment_record", "screenshot"})
_UNDATED = frozenset({"screenshot", "product_photo"})
_NO_LINES = frozenset(
    {"bank_statement", "payment_record", "utility_bill", "identity_document", "business_licence", "training_record",
     "test_report_or_certificate", "letter_of_authorization", "licence_or_contract", "insurance_certificate",
     "correspondence", "tracking_or_delivery_proof", "product_photo"}
)  # fmt: skip
_NO_GOODS = frozenset(
    {
        "bank_statement",
        "payment_record",
        "utility_bill",
        "identity_document",
        "business_licence",
        "training_record",
        "insurance_certificate",
    }
)


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
    fixed: str | None = None
    """The kind, where the picture alone settles it."""


def understand(sight: Sight, knowledge: Knowledge) -> Paper:
    """What a document says."""
    layouts = [lay_out(view) for view in sight.views if view.words]
    ocr = any(view.ocr for view in sight.views)
    spread, language = _spread(layouts, knowledge, ocr=ocr)
    kind = kind_of(spread, knowledge, sight.leanings)
    if sight.fixed is not None:
        kind = Kind(sight.fixed, 1.0, kind.heading)
    goods = goods_of(spread, kind.id)
    areas = goods.areas
    facts = facts_of(spread, kind, areas if kind.id not in _NO_LINES else ())
    parties = parties_of(spread, kind.id, areas)
    sums = sums_of(spread, areas)
    priced = knowledge.papers[kind.id].priced or kind.id in _TOTALLED
    total = total_of(sums) if priced else None
    items = goods.items if kind.id not in _NO_LINES else ()
    near = [
        piece
        for piece in spread.pieces
        if total is not None and piece.page == total.spot.page and _on(spread, piece, total)
    ]
    return Paper(
        file=sight.file,
        media=sight.media,
        sha256=hashlib.sha256(sight.content).hexdigest(),
        kind=kind.id,
        sureness=kind.sureness,
        language=language,
        pages=sight.pages,
        ocr=ocr,
        issuer=parties.issuer,
        receiver=parties.receiver if kind.id not in _NO_RECEIVER else PaperParty(),
        number=facts.number,
        date=facts.date if kind.id not in _UNDATED else None,
        valid_from=facts.valid_from,
        valid_until=facts.valid_until,
        currency=currency_of(spread, language, near) if priced or kind.id == "bank_statement" else None,
        total=total,
        items=items,
        sums=tuple(each for each, _ in sums),
        identifiers=_identifiers(spread, kind.id, items, goods.listed, facts.number),
        signs=(
            *sight.signs,
            *signs_of(spread, kind, sight.pages, headed=parties.headed, total=total is not None, carried=goods.carried),
        ),
        text=spread.text,
    )


_NO_RECEIVER = frozenset({"identity_document", "training_record", "inventory_report", "product_photo", "receipt"})


def _on(spread: Spread, piece: Piece, total: Found[Decimal]) -> bool:
    """Whether a piece stands in the row of the total."""
    box = spread.spot(piece).box
    return min(box[3], total.spot.box[3]) > max(box[1], total.spot.box[1])


def _spread(layouts: Sequence[Layout], knowledge: Knowledge, *, ocr: bool) -> tuple[Spread, str]:
    words = lexicon(knowledge, "plain" if ocr else "exact")
    first = Spread(layouts, words, Style(".", "dmy", ()))
    language = language_of(first, knowledge)
    return Spread(layouts, words, style(knowledge, language, first.text, plain=ocr)), language


def _identifiers(
    spread: Spread, kind: str, items: Sequence[Item], listed: Sequence[Found[str]], number: Found[str] | None
) -> tuple[Found[str], ...]:
    found: dict[str, Found[str]] = {}
    for item in items:
        for each in item.identifiers:
            found.setdefault(each.value.casefold(), each)
    if kind in _NO_GOODS:
        return tuple(found.values())
    numbers = {each.text.strip()[:24] for each in spread.pairs if "tax-id" in each.keys}
    for each in listed:
        found.setdefault(each.value.casefold(), each)
    if not items:
        for piece in spread.pieces:
            for each in identifiers_in(spread, piece, piece.words):
                if TAX_ID.fullmatch(each.value) or any(told.startswith(each.value) for told in numbers):
                    continue
                if not _stands_as_number(spread, piece, each) and (number is None or each.value not in number.value):
                    found.setdefault(each.value.casefold(), each)
    return tuple(found.values())


def _stands_as_number(spread: Spread, piece: Piece, found: Found[str]) -> bool:
    """Whether a code is told as the number of a document and not of goods."""
    for pair in spread.pairs:
        if pair.keys & {"number", "other-number"} and pair.piece is piece and pair.text.strip().startswith(found.value):
            return "columns" not in {mark.group for mark in spread.leading(pair.owner, "columns")}
    return False
