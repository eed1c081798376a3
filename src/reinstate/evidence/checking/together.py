"""What is wrong with a document beside the others: too few units of a product, a number that another one bears."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reinstate.case.inspection import Context, ListedItem, Problem
from reinstate.case.paper import Paper
from reinstate.evidence.checking.gravity import problem
from reinstate.evidence.checking.likeness import Forms, forms, plain, same_name
from reinstate.evidence.checking.products import bought
from reinstate.knowledge import Knowledge


def short(papers: Sequence[Paper], context: Context) -> dict[str, tuple[Decimal, int]]:
    """The products of which all invoices together show fewer than were sold: bought and sold by ASIN."""
    counted = tuple(item for item in context.items if item.units_sold)
    totals = units(papers, counted)
    return {
        item.asin: (totals[item.asin], item.units_sold)
        for item in counted
        if item.units_sold and 0 < totals[item.asin] < item.units_sold
    }


def units(papers: Sequence[Paper], items: Sequence[ListedItem]) -> dict[str, Decimal]:
    """How many units of each product all invoices together show, by ASIN."""
    invoices = [paper for paper in papers if paper.kind == "invoice"]
    return {item.asin: sum((bought(paper, item) for paper in invoices), Decimal(0)) for item in items}


def twice(papers: Sequence[Paper], knowledge: Knowledge) -> list[bool]:
    """For each document, whether another one of the same maker bears its number and is not the same document."""
    alike: dict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        if paper.number is not None and knowledge.papers[paper.kind].bears("numbered"):
            alike[plain(paper.number.value)].append(place)
    found = [False] * len(papers)
    known = forms(knowledge, "all")
    for places in alike.values():
        for one in places:
            for two in places:
                if one != two and same_maker(papers[one], papers[two], known) and _differs(papers[one], papers[two]):
                    found[one] = True
    return found


def same_maker(one: Paper, two: Paper, known: Forms) -> bool:
    """Whether two documents come from one firm, by its tax number where both tell it, else by its name."""
    if one.issuer.tax_id and two.issuer.tax_id:
        return plain(one.issuer.tax_id.value) == plain(two.issuer.tax_id.value)
    names = (one.issuer.name, two.issuer.name)
    return names[0] is not None and names[1] is not None and same_name(names[0].value, names[1].value, known)


def _differs(one: Paper, two: Paper) -> bool:
    """Whether two documents of one number say different things; a second copy of one doesn't."""
    days = (one.date.value if one.date else None, two.date.value if two.date else None)
    totals = (one.total.value if one.total else None, two.total.value if two.total else None)
    return one.sha256 != two.sha256 and (days[0] != days[1] or totals[0] != totals[1])


def beside(paper: Paper, context: Context, ledger: dict[str, tuple[Decimal, int]], doubled: bool) -> Iterator[Problem]:
    """What is wrong with a document beside the others."""
    if doubled and paper.number is not None:
        yield problem("duplicate_number", paper.number.spot, number=paper.number.value)
    if paper.kind != "invoice":
        return
    for item in context.items:
        if item.asin in ledger and bought(paper, item):
            total, sold = ledger[item.asin]
            yield problem("quantity_below_sales", None, asin=item.asin, bought=f"{total:f}", sold=str(sold))
