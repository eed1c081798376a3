"""What documents look like: their kinds, and the words that stand before what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.knowledge.model.spoken import Terms, Text


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
    titles: Terms = field(default_factory=dict)
    """Words of its heading."""
    cues: Terms = field(default_factory=dict)
    """Words that its text holds and others seldom do."""


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that tell what stands beside or below them, by what that is."""

    id: str
    words: Mapping[str, Terms] = field(default_factory=dict)
