"""A document as it was understood: its kind, its fields and where each stands, and what a reviewer may stumble over."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar

Value_co = TypeVar("Value_co", covariant=True)

Look = Literal["sure", "doubtful", "reasoned"]
"""How a value was read in a picture: surely, in doubt, or in doubt but settled since one reading alone adds up."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, counted from the lower left corner of the page as seen."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands in a document; pages count from 1."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Found(Generic[Value_co]):
    """A value read in a document, where it stands, and how surely it was read."""

    value: Value_co
    spot: Spot
    look: Look = "sure"


@dataclass(frozen=True, slots=True)
class PaperParty:
    """The maker or the receiver of a document, as far as the document tells."""

    name: Found[str] | None = None
    address: Found[str] | None = None
    phone: Found[str] | None = None
    email: Found[str] | None = None
    website: Found[str] | None = None
    tax_id: Found[str] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of goods or services; `doubtful` and `reasoned` name those of its figures that were not read surely."""

    description: str
    spot: Spot
    identifiers: tuple[Found[str], ...] = ()
    quantity: Decimal | None = None
    unit_price: Decimal | None = None
    amount: Decimal | None = None
    doubtful: tuple[str, ...] = ()
    reasoned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sum:
    """One row of the totals: `role` is total, subtotal, tax, freight, discount, rounding or carried."""

    role: str
    amount: Decimal
    spot: Spot
    look: Look = "sure"


@dataclass(frozen=True, slots=True)
class PaperSign:
    """Something in the file or on the page that a reviewer may stumble over, with arguments for the message."""

    id: str
    spot: Spot | None = None
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was opened and understood.

    Attributes:
        file: as the caller named it.
        kind: id on the shelf `papers`.
        sureness: from 0 to 1: how clearly the kind stands out.
        ocr: whether the words were recognised in a picture.
        identifiers: every ASIN, GTIN, article and model number of goods.
        sums: the rows of the totals, in the order of the document.
        signs: what may be risky about it, each an id of the shelf `messages/papers`.
        created: the day on which the file says that it was made.
        software: the programs that the file names as its makers.
        look: how its first page is set: what stands where in which type, to be held beside other papers.
    """

    file: str
    media: str
    sha256: str
    kind: str
    sureness: float
    language: str
    pages: int
    ocr: bool
    issuer: PaperParty = field(default_factory=PaperParty)
    receiver: PaperParty = field(default_factory=PaperParty)
    number: Found[str] | None = None
    date: Found[dt.date] | None = None
    valid_from: Found[dt.date] | None = None
    valid_until: Found[dt.date] | None = None
    currency: str | None = None
    total: Found[Decimal] | None = None
    items: tuple[Item, ...] = ()
    sums: tuple[Sum, ...] = ()
    identifiers: tuple[Found[str], ...] = ()
    signs: tuple[PaperSign, ...] = ()
    text: str = field(default="", repr=False)
    created: dt.date | None = None
    software: str = ""
    look: frozenset[str] = field(default=frozenset(), repr=False)
