"""What documents look like: their kinds, and the words that stand before what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.knowledge.model.spoken import Terms, Text

Trait = Literal[
    "trade",  # sells or buys goods: it bears its date, names its receiver, shows products, and its figures add up
    "numbered",  # no two of one maker bear the same number
    "offer",  # has a day until which it holds, and none from which
    "goods",  # has to show a product under review
    "addressed",  # has to name the account as its receiver
    "dated",  # has to bear a date
    "term",  # is valid from a day, or until one
    "grants",  # names the firm that it authorises behind words that say so
    "partners",  # names two firms in its text
    "signed",  # is worth nothing without a signature
    "letterhead",  # is worth nothing without the maker's letterhead
    "signed-last",  # bears its date at the end, beside the signature
    "contact",  # has to say how its maker is reached
    "holder",  # names its receiver by a bare label such as `name`
    "register",  # comes out of a register, whose number may stand alone, and holds from the entry on
    "person",  # its number may be set in groups
    "bank",  # is made by the bank that it names
    "payee",  # names who was paid, and who pays by the labels of other parties
    "balance",  # bears sums in a currency, and no total
    "delivery",  # goes where the goods go
    "signature-block",  # its maker's firm stands in the signature
    "record",  # names its maker by a bare label such as `name`
    "total",  # bears a total without lines of goods
    "undated",  # days on it are not its own
    "screen",  # is a picture of a screen
    "no-receiver",  # is made out to nobody
    "no-lines",  # its tables hold no goods
    "no-goods",  # codes in it name no products
    "till",  # is printed by a till
    "assumed",  # is what goods with prices and a total are, where no heading says otherwise
]
"""What can be said of a kind of document."""


@dataclass(frozen=True, slots=True)
class PaperKind:
    """A kind of document, told by its looks. The id is the contract's."""

    id: str
    title: Text
    maker: Literal["supplier", "laboratory", "authority", "utility", "bank", "insurer", "carrier", "own"]
    """Who makes it; what the seller makes is no proof from outside."""
    ages: Literal["lookback", "90"] | None = None
    """How old it may be on the day of the notice: as the notice says, 90 days, or any age."""
    refused: bool = False
    """Whether Amazon refuses the kind as proof of purchase."""
    priced: bool = False
    """Whether its goods have prices and a total."""
    outranks: tuple[str, ...] = ()
    """Kinds whose words this one uses too: they give way where both are named."""
    exhibits: tuple[str, ...] = ()
    """Kinds of exhibit that it can be."""
    traits: tuple[Trait, ...] = ()
    titles: Terms = field(default_factory=dict)
    """Words of its heading."""
    cues: Terms = field(default_factory=dict)
    """Words that its text holds and others seldom do."""

    def bears(self, *traits: Trait) -> bool:
        """Whether one of some things can be said of the kind."""
        return any(trait in self.traits for trait in traits)


@dataclass(frozen=True, slots=True)
class Currency:
    """How a currency is written in figures. The id is its code of ISO 4217, which needs no telling."""

    id: str
    title: str
    signs: tuple[str, ...] = ()
    """Signs and words that mean it and nothing else."""
    shared: tuple[str, ...] = ()
    """Signs that it has in common with others."""
    languages: tuple[str, ...] = ()
    """Languages in which a shared sign means it; none where it means it wherever no other currency claims it."""
    cents: bool = True
    """Whether its amounts are written with decimals."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that tell what stands beside or below them, by what that is."""

    id: str
    words: Mapping[str, Terms] = field(default_factory=dict)
