"""What the documents of a vault are worth on a day: the rules of a notice of that day, asked before there is one.

A product is ready while documents that Amazon takes as proof of purchase show it, and together show the units sold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from reinstate.case import (
    Context,
    Found,
    Inspection,
    Judged,
    KeptDocument,
    Lack,
    ListedItem,
    Paper,
    Problem,
    ProductStanding,
    Readiness,
    Reminder,
    Spot,
    Told,
    Vault,
)
from reinstate.case.readiness import Ending
from reinstate.evidence.checking.alone import BILL_DAYS
from reinstate.evidence.checking.gravity import REFUSING, problem
from reinstate.evidence.checking.inspect import inspect
from reinstate.evidence.checking.likeness import Forms, forms
from reinstate.evidence.checking.products import bought
from reinstate.evidence.checking.together import same_maker
from reinstate.knowledge import Knowledge

PROOF = "invoices"
"""The demand whose documents keep a product ready."""

NO_DOCUMENT, TOO_FEW = "no_document", "quantity_below_sales"
"""Codes of what no document is to blame for."""

UNPLACED = Spot(0, (0, 0, 0, 0))
"""Stands for the place of what a person told: it has none in the document."""

AGED = "too_old"
"""The code of a document that was worth something once."""

MOST_LACKS = 3
"""Reasons that are told of one product."""


@dataclass(frozen=True, slots=True)
class _Proof:
    """A document that shows a product as proof of purchase, and the last day on which it does."""

    judged: Judged
    inspection: Inspection
    last: date
    units: Decimal


def judge(vault: Vault, papers: Mapping[str, Paper], day: date, knowledge: Knowledge, lookback: int = 365) -> Readiness:
    """The vault on a day.

    Args:
        vault: whose documents and products are asked about; retired documents count for nothing.
        papers: what was read, by digest; a document that isn't among them is told as not understood.
        day: the day of the notice that might come.
        knowledge: the kinds of papers and what they can be.
        lookback: days before the notice that an invoice may be old.
    """
    known = [each for each in vault.active if each.sha256 in papers]
    spoken = [with_told(papers[each.sha256], each.told, knowledge) for each in known]
    items = tuple(replace(each, units_sold=None) for each in vault.products)  # units are counted on what still holds
    context = Context(day, lookback, "", vault.legal_name, vault.address, items)
    inspected = {
        each.sha256: _placed(found) for each, found in zip(known, inspect(spoken, context, knowledge), strict=True)
    }
    judged = tuple(_judged(each, inspected.get(each.sha256), knowledge, lookback) for each in vault.active)
    products = tuple(_standings(vault.products, judged, knowledge))
    return Readiness(day, judged, products, tuple(_reminders(judged, products, knowledge)))


def with_told(paper: Paper, told: Told, knowledge: Knowledge) -> Paper:
    """What was read, with what a person says in its place; what nobody read or said stays unknown."""
    changed: dict[str, object] = {}
    if told.kind in knowledge.papers:
        changed["kind"] = told.kind
    if told.issued is not None:
        changed["date"] = Found(told.issued, UNPLACED)
    if told.valid_until is not None:
        changed["valid_until"] = Found(told.valid_until, UNPLACED)
    if told.products:
        changed["identifiers"] = (*paper.identifiers, *(Found(asin, UNPLACED) for asin in told.products))
    return replace(paper, **changed) if changed else paper  # type: ignore[arg-type]  # fields of that very type


def _placed(inspection: Inspection) -> Inspection:
    """The inspection without places that no document has."""
    problems = tuple(replace(each, spot=None) if each.spot == UNPLACED else each for each in inspection.problems)
    return replace(inspection, problems=problems)


def _judged(document: KeptDocument, inspection: Inspection | None, knowledge: Knowledge, lookback: int) -> Judged:
    if inspection is None:
        told = document.told.valid_until
        return Judged(document, None, "none" if told is None else "term", told)
    ending, last = _end(inspection.paper, knowledge, lookback)
    return Judged(document, inspection, ending, last)


def _end(paper: Paper, knowledge: Knowledge, lookback: int) -> tuple[Ending, date | None]:
    """How a document ends, and the last day on which it holds."""
    kind = knowledge.papers[paper.kind]
    if kind.bears("term") and paper.valid_until is not None:
        return "term", paper.valid_until.value
    if kind.ages is not None:
        days = lookback if kind.ages == "lookback" else BILL_DAYS
        return ("age", paper.date.value + timedelta(days)) if paper.date is not None else ("unknown", None)
    return ("unknown" if kind.bears("term") else "none"), None


# -- products ----------------------------------------------------------------------------------------------------------


def _standings(
    items: Sequence[ListedItem], judged: Sequence[Judged], knowledge: Knowledge
) -> Iterator[ProductStanding]:
    shown: dict[str, list[Judged]] = {}
    for each in judged:
        if each.inspection is not None and _meets(each.inspection.paper, knowledge):
            for asin in each.inspection.covers:
                shown.setdefault(asin, []).append(each)
    known = forms(knowledge, "all")
    for item in items:
        yield _standing(item, shown.get(item.asin, ()), known)


def _meets(paper: Paper, knowledge: Knowledge) -> bool:
    """Whether a document is put forward as proof of purchase, be it of a kind that is refused."""
    kinds = (knowledge.exhibits[each] for each in knowledge.papers[paper.kind].exhibits)
    return any(PROOF in kind.demands for kind in kinds)


def _standing(item: ListedItem, shown: Sequence[Judged], known: Forms) -> ProductStanding:
    if not shown:
        return ProductStanding(item, "lacking", lacks=(Lack(problem(NO_DOCUMENT, asin=item.asin)),))
    proofs = list(_once(_proofs(item, shown), known))
    sound = [each for each in proofs if each.inspection.verdict == "accepted"]
    if _stands(sound, item):
        return _made("ready", item, sound)
    if not proofs:
        lacks = [Lack(gravest(each.inspection), each.document.number) for each in shown if each.inspection]
        return ProductStanding(item, "lacking", lacks=_gravest_first(lacks))
    made = _made("doubtful", item, proofs)
    return replace(made, lacks=_gravest_first(_doubts(item, proofs, sound, made.bought)))


def _proofs(item: ListedItem, shown: Sequence[Judged]) -> Iterator[_Proof]:
    for each in shown:
        if each.inspection is not None and each.inspection.verdict != "refused":
            last = each.last or date.max
            yield _Proof(each, each.inspection, last, bought(each.inspection.paper, item))


def _once(proofs: Iterator[_Proof], known: Forms) -> Iterator[_Proof]:
    """Each invoice once, though a scan of it may lie beside the file: its units were bought once."""
    seen: list[Paper] = []
    for each in proofs:
        paper = each.inspection.paper
        if paper.number is None or not any(_same_invoice(paper, other, known) for other in seen):
            seen.append(paper)
            yield each


def _same_invoice(one: Paper, two: Paper, known: Forms) -> bool:
    numbers = [each.number.value if each.number else None for each in (one, two)]
    return numbers[0] == numbers[1] and one.kind == two.kind and same_maker(one, two, known)


def _stands(proofs: Sequence[_Proof], item: ListedItem) -> bool:
    """Whether documents show a product, and as many units as were sold where they tell units at all."""
    units = sum((each.units for each in proofs), Decimal(0))
    return bool(proofs) and (not item.units_sold or not units or units >= item.units_sold)


def _made(state: str, item: ListedItem, proofs: Sequence[_Proof]) -> ProductStanding:
    units = sum((each.units for each in proofs), Decimal(0))
    numbers = tuple(each.judged.document.number for each in proofs)
    until = _until(proofs, item) if state == "ready" else max(each.last for each in proofs)
    last = None if until == date.max else until
    return ProductStanding(item, state, last, numbers, units or None)  # type: ignore[arg-type]  # one of its states


def _until(proofs: Sequence[_Proof], item: ListedItem) -> date:
    """The last day on which what is left of the documents still stands."""
    days = sorted({each.last for each in proofs})
    for last in days:
        if not _stands([each for each in proofs if each.last > last], item):
            return last
    return days[-1]


def _doubts(
    item: ListedItem, proofs: Sequence[_Proof], sound: Sequence[_Proof], units: Decimal | None
) -> Iterator[Lack]:
    if units and item.units_sold and units < item.units_sold:
        yield Lack(problem(TOO_FEW, asin=item.asin, bought=f"{units:f}", sold=str(item.units_sold)))
    for each in proofs:
        if each not in sound:
            yield Lack(gravest(each.inspection), each.judged.document.number)


def gravest(inspection: Inspection) -> Problem:
    """The problem that weighs most in a document that has one."""
    return min(inspection.problems, key=lambda each: each.code not in REFUSING)


def _gravest_first(lacks: Iterator[Lack] | Sequence[Lack]) -> tuple[Lack, ...]:
    return tuple(sorted(lacks, key=lambda each: each.problem.code not in REFUSING))[:MOST_LACKS]


# -- what runs out -----------------------------------------------------------------------------------------------------


def _reminders(
    judged: Sequence[Judged], products: Sequence[ProductStanding], knowledge: Knowledge
) -> Iterator[Reminder]:
    """What ends, by day; a document that a later one of its kind took the place of is not missed."""
    ends = [*_documents_end(judged, bool(products), knowledge), *_proofs_end(products, judged)]
    yield from sorted(ends, key=lambda each: (each.last, each.what, each.documents))


def _documents_end(judged: Sequence[Judged], listed: bool, knowledge: Knowledge) -> Iterator[Reminder]:
    known = forms(knowledge, "all")
    for each in judged:
        if each.last is None or (each.inspection is None and each.ending != "term"):
            continue
        if listed and each.inspection and _meets(each.inspection.paper, knowledge):
            continue  # told of its products
        if not any(_replaces(other, each, known) for other in judged):
            yield Reminder(each.last, "term" if each.ending == "term" else "age", (each.document.number,))


def _replaces(later: Judged, earlier: Judged, known: Forms) -> bool:
    """Whether a document of the same kind and maker holds longer; of a bill, whoever sent it."""
    if later.inspection is None or earlier.inspection is None or later.last is None or earlier.last is None:
        return False
    one, two = later.inspection.paper, earlier.inspection.paper
    alike = one.kind == two.kind and (earlier.ending == "age" or same_maker(one, two, known))
    return alike and (later.last, later.document.number) > (earlier.last, earlier.document.number)


def _proofs_end(products: Sequence[ProductStanding], judged: Sequence[Judged]) -> Iterator[Reminder]:
    """The last days on which products have proof, and those on which age alone took it; products of a day together."""
    numbered = {each.document.number: each for each in judged}
    ending: dict[tuple[date, tuple[str, ...]], list[str]] = {}
    for each in products:
        if each.until is not None:
            ending.setdefault((each.until, each.shown_by), []).append(each.item.asin)
        aged = [(one.last, one.document.number) for one in _aged(each, numbered) if one.last is not None]
        if each.state == "lacking" and aged:
            day, number = max(aged)
            ending.setdefault((day, (number,)), []).append(each.item.asin)
    for (last, documents), asins in ending.items():
        yield Reminder(last, "proof", documents, tuple(asins))


def _aged(product: ProductStanding, numbered: Mapping[str, Judged]) -> Iterator[Judged]:
    """The documents of a product that are worth nothing because they are too old, and for no other reason."""
    for lack in product.lacks:
        found = numbered.get(lack.document)
        inspection = found.inspection if found else None
        if found and inspection and {each.code for each in inspection.problems} & REFUSING == {AGED}:
            yield found
