"""From the pages of a document to what it says."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reinstate.case.paper import Found, Paper, PaperParty, PaperSign
from reinstate.evidence.seeing.layout import Layout, lay_out
from reinstate.evidence.seeing.view import View
from reinstate.evidence.understanding.facts import facts_of
from reinstate.evidence.understanding.items import goods_of, identifiers_in
from reinstate.evidence.understanding.kinds import Kind, kind_of
from reinstate.evidence.understanding.lexicon import lexicon
from reinstate.evidence.understanding.parties import parties_of
from reinstate.evidence.understanding.signs import signs_of
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.sums import currency_of, sums_of, total_of
from reinstate.evidence.understanding.values import Style, style
from reinstate.knowledge import Knowledge
from reinstate.language.detect import Profile, scores

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
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
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


def _on(spread: Spread, piece: object, total: Found[object]) -> bool:
    from reinstate.evidence.seeing.layout import Piece  # noqa: PLC0415

    assert isinstance(piece, Piece)
    box = spread.spot(piece).box
    return min(box[3], total.spot.box[3]) > max(box[1], total.spot.box[1])


def _spread(layouts: Sequence[Layout], knowledge: Knowledge, *, ocr: bool) -> tuple[Spread, str]:
    words = lexicon(knowledge, "plain" if ocr else "exact")
    first = Spread(layouts, words, Style(".", "dmy", ()))
    language = language_of(first, knowledge)
    return Spread(layouts, words, style(knowledge, language, first.text)), language


def language_of(spread: Spread, knowledge: Knowledge) -> str:
    """The language that labels, frequent words and script speak for."""
    text = spread.text
    letters = max(1, len(re.findall(r"[^\W\d_]", text)))
    for tag, script in _SCRIPTS:
        if len(script.findall(text)) > (0.04 if tag == "ja" else 0.12) * letters:
            return tag
    votes: Counter[str] = Counter()
    for piece in spread.pieces:
        best: dict[tuple[int, int], set[str]] = {}
        for mark in spread.marks(piece, "facts", "parties", "columns", "sums", "titles", "cues"):
            best.setdefault((mark.start, mark.end), set()).add(mark.tag)
        for (start, end), tags in best.items():
            for tag in tags:
                votes[tag] += (min(end - start, 14)) / (6 * len(tags)) if end - start > 3 else 0  # type: ignore[assignment]
    profiles = [Profile(each.id, each.letters, each.common) for each in knowledge.languages.values()]
    for tag, score in scores(text, profiles).items():
        if tag in votes or score > 6:
            votes[tag] += 0.6 * score  # type: ignore[assignment]
    return max(votes, key=lambda tag: votes[tag]) if votes else "en"


def _identifiers(
    spread: Spread, kind: str, items: Sequence[object], listed: Sequence[Found[str]], number: Found[str] | None
) -> tuple[Found[str], ...]:
    from reinstate.case.paper import Item  # noqa: PLC0415

    found: dict[str, Found[str]] = {}
    for item in items:
        assert isinstance(item, Item)
        for each in item.identifiers:
            found.setdefault(each.value.casefold(), each)
    if kind in _NO_GOODS:
        return tuple(found.values())
    for each in listed:
        found.setdefault(each.value.casefold(), each)
    if not items:
        for piece in spread.pieces:
            for each in identifiers_in(spread, piece, piece.words):
                if not _stands_as_number(spread, piece, each) and (number is None or each.value not in number.value):
                    found.setdefault(each.value.casefold(), each)
    return tuple(found.values())


def _stands_as_number(spread: Spread, piece: object, found: Found[str]) -> bool:
    """Whether a code is told as the number of a document and not of goods."""
    for pair in spread.pairs:
        if pair.keys & {"number", "other-number"} and pair.piece is piece and pair.text.strip().startswith(found.value):
            return "columns" not in {mark.group for mark in spread.leading(pair.owner, "columns")}
    return False
