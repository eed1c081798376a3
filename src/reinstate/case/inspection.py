"""A document held against a notice: what it is asked for, what is wrong with it, and which products it shows."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.case.paper import Paper, Spot


@dataclass(frozen=True, slots=True)
class ListedItem:
    """A product under review, and how many the account has sold in the window."""

    asin: str
    title: str = ""
    brand: str = ""
    gtin: str = ""
    model: str = ""
    units_sold: int | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What documents are held against: the notice's day and window, the account, the products."""

    notice_date: dt.date
    lookback_days: int = 365
    marketplace: str = ""
    legal_name: str = ""
    address: str = ""
    items: tuple[ListedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a reviewer would reject or doubt; `code` is the contract's, and a key of `messages/papers`."""

    code: str
    severity: Literal["error", "warning", "note"]
    args: Mapping[str, str] = field(default_factory=dict)
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What became of one document."""

    paper: Paper
    problems: tuple[Problem, ...]
    covers: tuple[str, ...]
    verdict: Literal["accepted", "doubtful", "refused"]
    risks: tuple[Problem, ...] = ()
    """What breaks no rule, but a reviewer may ask about: to be cleared up with the supplier."""
