"""What is wrong with one document by itself: its kind, its age, its parties, its products, its figures, its looks."""

import datetime as dt
from collections.abc import Iterator, Sequence

from reinstate.case.inspection import Context, Problem
from reinstate.case.paper import Paper
from reinstate.evidence.checking.doubts import clean, doubtful, hard, products_unsure, stands_in, unread
from reinstate.evidence.checking.figures import mismatches
from reinstate.evidence.checking.gravity import problem
from reinstate.evidence.checking.likeness import Forms, other_place, same_name
from reinstate.evidence.media import SHEET, TABLE, WORD
from reinstate.knowledge.model.evidence import PaperKind

BILL_DAYS = 90
"""How old a bill may be that shows an address."""

_EDITABLE = frozenset({WORD, SHEET, TABLE})
_SIGNS = {
    "pages-missing": "pages_missing",
    "pages-go-on": "pages_missing",
    "carried-over": "pages_missing",
    "figures-covered": "altered_signs",
    "font-odd": "altered_signs",
    "note-over": "altered_signs",
    "revised": "altered_signs",
    "pasted": "altered_signs",
    "no-letterhead": "letterhead_missing",
    "unsigned": "signature_missing",
    "screen": "screenshot_or_cropped",
    "cropped": "screenshot_or_cropped",
    "blurred": "illegible",
}
"""Sign of a document → the contract's code."""


def alone(paper: Paper, kind: PaperKind, asins: Sequence[str], context: Context, known: Forms) -> Iterator[Problem]:
    """What is wrong with one document by itself."""
    if kind.refused:
        yield problem("refused_kind", kind=paper.kind)
    if paper.media in _EDITABLE:
        yield problem("spreadsheet_or_editable")
    if kind.bears("screen"):
        yield problem("screenshot_or_cropped")
    yield from _days(paper, kind, context)
    yield from _maker(paper, kind, context, known)
    yield from _receiver(paper, kind, context, known)
    if kind.bears("trade", "goods") and context.items and not asins:
        place = products_unsure(paper, context) if paper.ocr else None
        at = paper.items[0].spot if paper.items else None
        yield hard(("product",), place) if place else problem("product_not_matching", at)
    if kind.bears("trade"):
        yield from mismatches(paper, kind)
    for sign in paper.signs:
        if sign.id in _SIGNS:
            yield problem(_SIGNS[sign.id], sign.spot, sign=sign.id, **sign.args)


def _days(paper: Paper, kind: PaperKind, context: Context) -> Iterator[Problem]:
    """Too old, from after the notice, without a date, run out, or not yet in force."""
    notice = context.notice_date
    if paper.date is None:
        lost = paper.ocr and paper.number is None  # a photo too poor to say that nothing stands there
        if kind.bears("trade", "dated"):
            yield hard(("date",), None) if lost else problem("date_missing")
    elif kind.ages is not None:
        most = context.lookback_days if kind.ages == "lookback" else BILL_DAYS
        age = (notice - paper.date.value).days
        if age > most:
            yield problem("too_old", paper.date.spot, days=str(age), most=str(most))
        elif age < 0:
            yield problem("dated_after_notice", paper.date.spot, days=str(-age))
    if kind.bears("term"):
        if paper.valid_until is not None and paper.valid_until.value < notice:
            yield problem("expired", paper.valid_until.spot, date=_iso(paper.valid_until.value))
        if paper.valid_from is not None and paper.valid_from.value > notice and not kind.bears("register"):
            yield problem("not_yet_valid", paper.valid_from.spot, date=_iso(paper.valid_from.value))


def _iso(day: dt.date) -> str:
    return day.isoformat()


def _maker(paper: Paper, kind: PaperKind, context: Context, known: Forms) -> Iterator[Problem]:
    """A maker that can't be reached, or that is the account itself."""
    if not kind.bears("trade", "contact"):
        return
    issuer = paper.issuer
    if issuer.name is not None and context.legal_name and same_name(issuer.name.value, context.legal_name, known):
        turned = paper.ocr and paper.receiver.name is None  # then the receiver was taken for the maker
        yield (
            hard(("receiver",), issuer.name.spot)
            if turned
            else problem("self_issued", issuer.name.spot, name=issuer.name.value)
        )
        return
    missing = [part for part in ("address", "phone") if getattr(issuer, part) is None]
    missing += [] if issuer.email or issuer.website else ["email"]
    seen = unread(paper)
    if missing and any(part not in seen for part in missing):
        yield problem(
            "supplier_contact_incomplete", issuer.name.spot if issuer.name else None, missing=",".join(missing)
        )
    elif missing:
        yield hard(missing, seen[missing[0]])


def _receiver(paper: Paper, kind: PaperKind, context: Context, known: Forms) -> Iterator[Problem]:
    """A receiver that is somebody else, or none."""
    if not kind.bears("trade", "addressed") or not context.legal_name:
        return
    name, address = paper.receiver.name, paper.receiver.address
    if name is None:
        seen = unread(paper)
        if kind.bears("trade"):
            told = "receiver" in seen or (paper.ocr and stands_in(context.legal_name, paper.text, known))
            yield hard(("receiver",), seen.get("receiver")) if told else problem("receiver_missing")
    elif not same_name(name.value, context.legal_name, known, rough=paper.ocr):
        garbled = not clean(name.value, known) and stands_in(context.legal_name, paper.text, known)
        if paper.ocr and (doubtful(name) or garbled):
            yield hard(("receiver",), name.spot)
        else:
            yield problem("receiver_mismatch", name.spot, found=name.value, wanted=context.legal_name)
    elif (
        address is not None and context.address and kind.bears("trade") and other_place(address.value, context.address)
    ):
        if doubtful(address):
            yield hard(("address",), address.spot)
        else:
            yield problem("receiver_mismatch", address.spot, found=address.value, wanted=context.address)
