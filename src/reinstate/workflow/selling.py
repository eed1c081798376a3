"""How many units of each product were sold: said of a case, and held against what its documents show."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from reinstate import evidence, root_cause
from reinstate.case import Context, ListedItem, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.folder import ANSWERS
from reinstate.workflow.frame import notice_date
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Worked
from reinstate.workflow.redacting import understood


def sales_in(content: bytes, knowledge: Knowledge) -> Mapping[str, int]:
    """Units by ASIN out of pasted lines or a sales report; products without a number are left out.

    Raises:
        Trouble: `vault.list-too-large`, `vault.list-unreadable`, `vault.no-products`.
    """
    items = evidence.read_listing(content, knowledge).items
    return {each.asin: each.units_sold for each in items if each.units_sold is not None}


def tell_sales(home: Home, content: bytes, knowledge: Knowledge) -> Mapping[str, int]:
    """Keep in the answers of a case what was sold, in place of what was said before.

    Raises:
        Trouble: what `sales_in`, reading the case and keeping the answers raise, or `exhibits.sold-none`.
        Mistakes: the answers hold mistakes.
    """
    sold = sales_in(content, knowledge)
    if not sold:
        raise Trouble("exhibits.sold-none")
    folder = home.read()
    answers = replace(root_cause.read_sheet(folder.answers, ANSWERS, knowledge), sold=sold)
    sheet = root_cause.write_sheet(answers, root_cause.comments_of(folder.answers))
    home.keep("answers-stated", ANSWERS, sheet.encode())
    return sold


def count_units(knowledge: Knowledge, worked: Worked) -> Mapping[str, Decimal]:
    """The job of counting the units that the invoices of a case show, by ASIN."""
    invoices = [each for each in worked.exhibits if "invoices" in knowledge.exhibits[each.kind].demands]
    papers = [understood(each, knowledge) for each in invoices]
    return evidence.units([each for each in papers if each is not None], items_of(worked))


def context_of(worked: Worked) -> Context:
    """What documents are held against: the notice's day and window, the account, the products.

    Raises:
        Trouble: `desk.no-day-to-count`.
    """
    reading, account = worked.reading, worked.answers.account
    day = notice_date(reading) or worked.answers.dated
    if day is None:
        raise Trouble("desk.no-day-to-count")
    window, address = reading.lookback_days or 365, account.address or ""
    return Context(day, window, reading.marketplace or "", account.legal_name, address, items_of(worked))


def items_of(worked: Worked) -> tuple[ListedItem, ...]:
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
