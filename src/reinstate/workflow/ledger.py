"""Units bought beside units sold: counted on the invoices of a case, and told by the seller."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from reinstate import evidence
from reinstate.case import ListedItem, Traded
from reinstate.knowledge import Knowledge
from reinstate.workflow.redacting import understood

if TYPE_CHECKING:
    from reinstate.workflow.package import Worked


def count_units(knowledge: Knowledge, worked: "Worked") -> Mapping[str, Decimal]:
    """The job of counting the units that the invoices of a case show, by ASIN."""
    invoices = [each for each in worked.exhibits if "invoices" in knowledge.exhibits[each.kind].demands]
    papers = [understood(each, knowledge) for each in invoices]
    return evidence.units([each for each in papers if each is not None], items_of(worked))


def with_ledger(worked: "Worked", knowledge: Knowledge) -> "Worked":
    """The same with units bought beside units sold on its checklist; invoices are read only where those are told."""
    sold = worked.answers.sold
    if not sold:
        return worked
    rows = tuple(Traded(asin, units, sold.get(asin)) for asin, units in count_units(knowledge, worked).items())
    return replace(worked, checklist=replace(worked.checklist, ledger=rows, counted=worked.answers.counted))


def items_of(worked: "Worked") -> tuple[ListedItem, ...]:
    """The products of the notice, each with the units sold as far as the seller tells."""
    told = {str(fact.value): fact.extra for fact in worked.reading.found("asin")}
    return tuple(
        ListedItem(
            asin,
            str(told[asin].get("title") or ""),
            str(told[asin].get("brand") or ""),
            units_sold=worked.answers.sold.get(asin),
        )
        for asin in worked.reading.asins
    )
