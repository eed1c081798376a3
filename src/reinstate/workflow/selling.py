"""How many units of each product were sold: said of a case, and held against what its invoices show."""

from collections.abc import Mapping
from dataclasses import replace

from reinstate import evidence, root_cause
from reinstate.case import Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.folder import ANSWERS
from reinstate.workflow.homes import Home


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
