"""Documents held against a notice's demand: each problem with its place, each product with what shows it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from reinstate.case.inspection import Context, Inspection, Problem
from reinstate.case.paper import Paper, Spot
from reinstate.evidence.checking.figures import mismatches
from reinstate.evidence.checking.likeness import other_place, plain, same_name
from reinstate.evidence.checking.products import bought, covers
from reinstate.evidence.media import WORD
from reinstate.evidence.seeing.opening import SHEET, TABLE
from reinstate.knowledge import Knowledge

REFUSING = frozenset(
    {
        "refused_kind", "self_issued", "too_old", "receiver_mismatch", "product_not_matching",
        "spreadsheet_or_editable",
        "screenshot_or_cropped", "illegible", "altered_signs", "expired", "duplicate_number",
    }
)  # fmt: skip
"""Problems for which a reviewer turns a document down; the others make it doubtful."""
_TRADE = frozenset(
    {"invoice", "receipt", "pro_forma", "quotation", "order_confirmation", "packing_slip", "credit_note"}
)
_ADDRESSED = _TRADE | {
    "letter_of_authorization",
    "licence_or_contract",
    "utility_bill",
    "bank_statement",
    "business_licence",
    "insurance_certificate",
}
_GOODS = _TRADE | {"letter_of_authorization", "test_report_or_certificate"}
_DATED = _TRADE | {
    "utility_bill",
    "bank_statement",
    "letter_of_authorization",
    "test_report_or_certificate",
    "licence_or_contract",
}
_TERMED = frozenset(
    {
        "letter_of_authorization",
        "licence_or_contract",
        "test_report_or_certificate",
        "identity_document",
        "business_licence",
        "insurance_certificate",
    }
)
_BILL_DAYS = 90
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


def inspect(papers: Sequence[Paper], context: Context, knowledge: Knowledge) -> list[Inspection]:
    """Every document held against the context, in the order given; quantities and numbers are judged together."""
    shown = [covers(paper, context.items) for paper in papers]
    ledger = _short(papers, context)
    twice = _twice(papers)
    made = []
    for place, (paper, asins) in enumerate(zip(papers, shown, strict=True)):
        problems = list(_alone(paper, asins, context, knowledge))
        problems += _with_others(paper, context, ledger, twice[place])
        made.append(Inspection(paper, tuple(_first_of_each(problems)), asins, _verdict(problems)))
    return made


def _verdict(problems: Sequence[Problem]) -> Literal["accepted", "doubtful", "refused"]:
    codes = {problem.code for problem in problems}
    return "refused" if codes & REFUSING else "doubtful" if codes else "accepted"


def _first_of_each(problems: Sequence[Problem]) -> Iterator[Problem]:
    """One problem a code; the gravest first."""
    seen: set[str] = set()
    for problem in sorted(problems, key=lambda each: each.severity):
        if problem.code not in seen:
            seen.add(problem.code)
            yield problem


def problem(code: str, spot: Spot | None = None, **args: str) -> Problem:
    """A problem with the severity of its code."""
    return Problem(code, "error" if code in REFUSING else "warning", args, spot)


def _alone(paper: Paper, asins: Sequence[str], context: Context, knowledge: Knowledge) -> Iterator[Problem]:
    """What is wrong with one document by itself."""
    kind = knowledge.papers[paper.kind]
    if kind.refused:
        yield problem("refused_kind", kind=paper.kind)
    if paper.media in _EDITABLE:
        yield problem("spreadsheet_or_editable")
    if paper.kind == "screenshot":
        yield problem("screenshot_or_cropped")
    yield from _days(paper, context, kind.ages)
    yield from _maker(paper, context)
    yield from _receiver(paper, context)
    if paper.kind in _GOODS and context.items and not asins:
        yield problem("product_not_matching", paper.items[0].spot if paper.items else None)
    if paper.kind in _TRADE:
        yield from (problem(each.code, each.spot, **each.args) for each in mismatches(paper))
    for sign in paper.signs:
        if sign.id in _SIGNS:
            yield problem(_SIGNS[sign.id], sign.spot, sign=sign.id, **sign.args)


def _days(paper: Paper, context: Context, ages: str | None) -> Iterator[Problem]:
    """Too old, from after the notice, without a date, run out, or not yet in force."""
    notice = context.notice_date
    if paper.date is None:
        lost = paper.ocr and paper.number is None  # a photo too poor to say that nothing stands there
        if paper.kind in _DATED and not lost:
            yield problem("date_missing")
    elif ages is not None:
        most = context.lookback_days if ages == "lookback" else _BILL_DAYS
        age = (notice - paper.date.value).days
        if age > most:
            yield problem("too_old", paper.date.spot, days=str(age), most=str(most))
        elif age < 0:
            yield problem("dated_after_notice", paper.date.spot, days=str(-age))
    if paper.kind in _TERMED:
        if paper.valid_until is not None and paper.valid_until.value < notice:
            yield problem("expired", paper.valid_until.spot, date=_iso(paper.valid_until.value))
        if paper.valid_from is not None and paper.valid_from.value > notice and paper.kind != "business_licence":
            yield problem("not_yet_valid", paper.valid_from.spot, date=_iso(paper.valid_from.value))


def _iso(day: dt.date) -> str:
    return day.isoformat()


def _maker(paper: Paper, context: Context) -> Iterator[Problem]:
    """A maker that can't be reached, or that is the account itself."""
    if paper.kind not in _TRADE and paper.kind != "letter_of_authorization":
        return
    issuer = paper.issuer
    if issuer.name is not None and context.legal_name and same_name(issuer.name.value, context.legal_name):
        yield problem("self_issued", issuer.name.spot, name=issuer.name.value)
        return
    missing = [part for part in ("address", "phone") if getattr(issuer, part) is None]
    missing += [] if issuer.email or issuer.website else ["email"]
    if missing:
        yield problem(
            "supplier_contact_incomplete", issuer.name.spot if issuer.name else None, missing=",".join(missing)
        )


def _receiver(paper: Paper, context: Context) -> Iterator[Problem]:
    """A receiver that is somebody else, or none."""
    if paper.kind not in _ADDRESSED or not context.legal_name:
        return
    name, address = paper.receiver.name, paper.receiver.address
    if name is None:
        if paper.kind in _TRADE:
            yield problem("receiver_missing")
    elif not same_name(name.value, context.legal_name, rough=paper.ocr):
        yield problem("receiver_mismatch", name.spot, found=name.value, wanted=context.legal_name)
    elif (
        address is not None and context.address and paper.kind in _TRADE and other_place(address.value, context.address)
    ):
        yield problem("receiver_mismatch", address.spot, found=address.value, wanted=context.address)


def _short(papers: Sequence[Paper], context: Context) -> dict[str, tuple[Decimal, int]]:
    """The products of which all invoices together show fewer than were sold: bought and sold by ASIN."""
    found = {}
    invoices = [paper for paper in papers if paper.kind == "invoice"]
    for item in context.items:
        total = sum((bought(paper, item) for paper in invoices), Decimal(0))
        if item.units_sold and 0 < total < item.units_sold:
            found[item.asin] = (total, item.units_sold)
    return found


def _twice(papers: Sequence[Paper]) -> list[bool]:
    """For each document, whether another one of the same maker bears its number and is not the same document."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        if paper.number is not None and paper.kind in ("invoice", "credit_note", "receipt"):
            alike[plain(paper.number.value)].append(place)
    found = [False] * len(papers)
    for places in alike.values():
        for one in places:
            for two in places:
                if one != two and _same_maker(papers[one], papers[two]) and _differs(papers[one], papers[two]):
                    found[one] = True
    return found


def _same_maker(one: Paper, two: Paper) -> bool:
    if one.issuer.tax_id and two.issuer.tax_id:
        return plain(one.issuer.tax_id.value) == plain(two.issuer.tax_id.value)
    names = (one.issuer.name, two.issuer.name)
    return names[0] is not None and names[1] is not None and same_name(names[0].value, names[1].value)


def _differs(one: Paper, two: Paper) -> bool:
    """Whether two documents of one number say different things; a second copy of one doesn't."""
    days = (one.date.value if one.date else None, two.date.value if two.date else None)
    totals = (one.total.value if one.total else None, two.total.value if two.total else None)
    return one.sha256 != two.sha256 and (days[0] != days[1] or totals[0] != totals[1])


def _with_others(
    paper: Paper, context: Context, ledger: dict[str, tuple[Decimal, int]], twice: bool
) -> Iterator[Problem]:
    """What is wrong with a document beside the others."""
    if twice and paper.number is not None:
        yield problem("duplicate_number", paper.number.spot, number=paper.number.value)
    if paper.kind != "invoice":
        return
    for item in context.items:
        if item.asin in ledger and bought(paper, item):
            total, sold = ledger[item.asin]
            yield problem("quantity_below_sales", None, asin=item.asin, bought=f"{total:f}", sold=str(sold))
