"""A party while it is put together."""

import re
from dataclasses import dataclass, field

from reinstate.case.paper import Found, PaperParty
from reinstate.evidence.seeing.layout import wide
from reinstate.evidence.understanding.spread import around


@dataclass
class Draft:
    """A party while it is put together: each value with the words it was read in."""

    role: str = ""
    name: Found[str] | None = None
    formed: bool = False
    """Whether the name bears a legal form."""
    traded: bool = False
    """Whether it bears a word that shops and offices are named with."""
    parts: list[Found[str]] = field(default_factory=list)
    phone: Found[str] | None = None
    email: Found[str] | None = None
    website: Found[str] | None = None
    tax_id: Found[str] | None = None
    top: float = 0.0
    """Where it begins on its page, as a share of the height."""
    left: float = 0.0
    page: int = 1
    size: float = 0.0
    bank: bool = False
    lines: int = 0
    prose: bool = False
    """Whether it was read in running text."""
    pending: Found[str] | None = None
    """A line with a figure that is a street if a town follows."""

    @property
    def reach(self) -> int:
        """How many ways to reach it are told."""
        return sum(each is not None for each in (self.phone, self.email, self.website, self.tax_id))

    @property
    def address(self) -> Found[str] | None:
        """Its address on one line."""
        if not self.parts:
            return None
        told = [part.value.strip(" ,，;") for part in self.parts]
        text = told[0]
        for part in told[1:]:
            text += (", ", " ", "")[wide(text[-1:] or " ") + wide(part[:1] or " ")] + part
        return Found(text, around([part.spot for part in self.parts]))

    def made(self) -> PaperParty:
        """The finished party."""
        return PaperParty(self.name, self.address, self.phone, self.email, self.website, self.tax_id)


def key_of(name: str) -> str:
    """A name by its letters and figures alone, so that two spellings of it are one."""
    return re.sub(r"[\W_]+", "", name).casefold()
