"""Which products under review a document shows, and how many of each it invoices."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from reinstate.case.inspection import ListedItem
from reinstate.case.paper import Item, Paper
from reinstate.evidence.checking.likeness import plain
from reinstate.knowledge.model.evidence import PaperKind

_SAME_TITLE = 92


def covers(paper: Paper, kind: PaperKind, items: Sequence[ListedItem]) -> tuple[str, ...]:
    """The ASINs of the products that a document shows by ASIN, GTIN, model number or clear title."""
    return tuple(item.asin for item in items if _shown(paper, kind, item))


def _shown(paper: Paper, kind: PaperKind, item: ListedItem) -> bool:
    codes = [each.value for each in paper.identifiers]
    if any(_is(code, item, rough=paper.ocr) for code in codes):
        return True
    if kind.bears("no-goods"):
        return False
    if item.asin and re.search(rf"(?<![0-9A-Z]){re.escape(item.asin)}(?![0-9A-Z])", paper.text):
        return True
    if any(_titled(line, item) for line in paper.items):
        return True
    return not paper.items and _named_in(paper.text, item)


def _is(code: str, item: ListedItem, *, rough: bool) -> bool:
    """Whether a code names a product: its ASIN, its GTIN with or without leading zeros, its model or a colour of it."""
    bare = _bare(code, rough=rough)
    if bare == _bare(item.asin, rough=rough) or (item.model and bare == _bare(item.model, rough=rough)):
        return True
    digits = re.sub(r"\D", "", code)
    if item.gtin and len(digits) >= 8 and digits.lstrip("0") == re.sub(r"\D", "", item.gtin).lstrip("0"):
        return True
    return bool(item.model) and re.fullmatch(rf"{re.escape(item.model)}-[A-Z]{{2,3}}", code) is not None


def _bare(code: str, *, rough: bool) -> str:
    plain_code = re.sub(r"[\W_]", "", code).upper()
    return plain_code.translate(str.maketrans("OILSZB", "011528")) if rough else plain_code


def _titled(line: Item, item: ListedItem) -> bool:
    """Whether a line names a product by its title: brand, kind and every size the same."""
    told, wanted = plain(line.description), plain(item.title)
    if not item.brand or plain(item.brand) not in told or len(told.split()) < 3:
        return False
    if any(re.search(r"[A-Za-z].*\d|\d{8,}", each.value) for each in line.identifiers):
        return False
    sizes, theirs = set(re.findall(r"\d+", told)), set(re.findall(r"\d+", wanted))
    return sizes <= theirs and fuzz.token_set_ratio(told, wanted) >= _SAME_TITLE


def _named_in(text: str, item: ListedItem) -> bool:
    """Whether running text holds the product's whole title or its model number."""
    body = plain(text)
    return (len(item.title) > 20 and plain(item.title) in body) or (
        len(item.model) >= 5 and re.search(rf"(?<![\w-]){re.escape(item.model)}(?![\w-])", text) is not None
    )


def bought(paper: Paper, item: ListedItem) -> Decimal:
    """How many of a product a document invoices."""
    return sum((line.quantity for line in lines_of(paper, item) if line.quantity is not None), Decimal(0))


def lines_of(paper: Paper, item: ListedItem) -> Iterator[Item]:
    """The lines of a product."""
    for line in paper.items:
        if any(_is(each.value, item, rough=paper.ocr) for each in line.identifiers) or _titled(line, item):
            yield line
