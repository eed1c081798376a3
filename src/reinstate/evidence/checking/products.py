"""Which products under review a document shows, and how many of each it invoices.

A seller may list thousands of products; so what a document and a product say is put in order once, and compared by
looking it up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz import fuzz

from reinstate.case.inspection import ListedItem
from reinstate.case.paper import Item, Paper
from reinstate.evidence.checking.likeness import plain
from reinstate.knowledge.model.evidence import PaperKind

_SAME_TITLE = 92
_MISREAD = str.maketrans("OILSZB", "011528")
"""Letters that an engine takes for figures, or the other way."""


@dataclass(frozen=True, slots=True)
class _Product:
    """A product as documents may name it."""

    bare: frozenset[str]
    rough: frozenset[str]
    gtin: str
    brand: str
    title: str
    sizes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as it may name a product by its title; `coded` where a code says better what it is."""

    told: str
    sizes: frozenset[str]
    coded: bool


@dataclass(frozen=True, slots=True)
class _Codes:
    """The codes of a document or of a line: as they are, their figures, and what stands before a colour."""

    bare: frozenset[str]
    numbers: frozenset[str]
    models: frozenset[str]


def covers(paper: Paper, kind: PaperKind, items: Sequence[ListedItem]) -> tuple[str, ...]:
    """The ASINs of the products that a document shows by ASIN, GTIN, model number or clear title."""
    if not items:
        return ()
    codes = _codes([each.value for each in paper.identifiers], rough=paper.ocr)
    lines = [] if kind.bears("no-goods") else [_line(each) for each in paper.items]
    body = "" if kind.bears("no-goods") or paper.items else plain(paper.text)
    found = []
    for item in items:
        product = _product(item)
        shown = _coded(codes, item, product, rough=paper.ocr)
        if not shown and not kind.bears("no-goods"):
            shown = (
                _written(item.asin, paper.text)
                or any(_titled(line, product) for line in lines)
                or (not paper.items and _named_in(paper.text, body, item, product))
            )
        if shown:
            found.append(item.asin)
    return tuple(found)


def bought(paper: Paper, item: ListedItem) -> Decimal:
    """How many of a product a document invoices."""
    return sum((line.quantity for line in lines_of(paper, item) if line.quantity is not None), Decimal(0))


def lines_of(paper: Paper, item: ListedItem) -> Iterator[Item]:
    """The lines of a product."""
    product = _product(item)
    for line in paper.items:
        codes = _codes([each.value for each in line.identifiers], rough=paper.ocr)
        if _coded(codes, item, product, rough=paper.ocr) or _titled(_line(line), product):
            yield line


@lru_cache(maxsize=16_384)
def _product(item: ListedItem) -> _Product:
    names = [each for each in (item.asin, item.model) if each]
    title = plain(item.title)
    return _Product(
        frozenset(_bare(each, rough=False) for each in names),
        frozenset(_bare(each, rough=True) for each in names),
        _digits(item.gtin).lstrip("0"),
        plain(item.brand),
        title,
        _sizes(title),
    )


def _line(line: Item) -> _Line:
    told = plain(line.description)
    coded = any(re.search(r"[A-Za-z].*\d|\d{8,}", each.value) for each in line.identifiers)
    return _Line(told, _sizes(told), coded)


def _codes(codes: Sequence[str], *, rough: bool) -> _Codes:
    digits = [_digits(code) for code in codes]
    colours = [code.rpartition("-") for code in codes]
    return _Codes(
        frozenset(_bare(code, rough=rough) for code in codes),
        frozenset(each.lstrip("0") for each in digits if len(each) >= 8),
        frozenset(model for model, _, colour in colours if re.fullmatch("[A-Z]{2,3}", colour)),
    )


def _coded(codes: _Codes, item: ListedItem, product: _Product, *, rough: bool) -> bool:
    """Whether a code names a product: its ASIN, its GTIN with or without leading zeros, its model or a colour of it."""
    if not codes.bare.isdisjoint(product.rough if rough else product.bare):
        return True
    return (bool(item.gtin) and product.gtin in codes.numbers) or (bool(item.model) and item.model in codes.models)


def _bare(code: str, *, rough: bool) -> str:
    plain_code = re.sub(r"[\W_]", "", code).upper()
    return plain_code.translate(_MISREAD) if rough else plain_code


def _digits(code: str) -> str:
    return re.sub(r"\D", "", code)


def _sizes(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _titled(line: _Line, product: _Product) -> bool:
    """Whether a line names a product by its title: brand, kind and every size the same."""
    if not product.brand or line.coded or product.brand not in line.told or len(line.told.split()) < 3:
        return False
    return line.sizes <= product.sizes and fuzz.token_set_ratio(line.told, product.title) >= _SAME_TITLE


def _written(asin: str, text: str) -> bool:
    """Whether running text holds the ASIN, and not as part of a longer code."""
    return asin in text and bool(asin) and re.search(rf"(?<![0-9A-Z]){re.escape(asin)}(?![0-9A-Z])", text) is not None


def _named_in(text: str, body: str, item: ListedItem, product: _Product) -> bool:
    """Whether running text, in `body` folded, holds the product's whole title or its model number."""
    if len(item.title) > 20 and product.title in body:
        return True
    return (
        len(item.model) >= 5
        and item.model in text
        and re.search(rf"(?<![\w-]){re.escape(item.model)}(?![\w-])", text) is not None
    )
