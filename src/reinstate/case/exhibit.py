"""Proof: a document that was opened and read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a document: its text as found in the file and its size in points.

    `lying` says by how many degrees clockwise a page that lies on its side must be turned to be read. `room` is how
    many points of paper are certainly empty beside its upper right, lower right, upper left and lower left corner once
    it is turned so; nobody has looked where there is none.
    """

    text: str
    width: float
    height: float
    lying: int = 0
    room: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words to be marked: where they stand, in points from the page's lower left corner, one box a line.

    `role` says what they are to the reviewer: a `clause` that matters, an `item` under review, or the `supplier`.
    """

    words: str
    page: int
    boxes: tuple[tuple[float, float, float, float], ...]
    role: str = "clause"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One piece of proof: the untouched original and what was read in it.

    Attributes:
        id: the attachment's id in the answers.
        number: the number in the bundle, `A-1`.
        content: the original bytes, never altered; `sha256` is their digest.
        media: type found by content: application/pdf, image/png, image/jpeg or the docx type.
        kind: id on the shelf `exhibits`.
        signed: whether the file bears a digital signature, which any saving would break.
        trouble: what could not be read: arguments by message key, empty when all is well.
        redaction: what was taken out, where this is a copy that goes out in its original's place; `content` and
            `sha256` are the copy's then.
        unlocked: the file in the case of which this is the copy without its password, which nobody else could open.
    """

    id: str
    number: str
    file: PurePosixPath
    content: bytes = field(repr=False)
    sha256: str
    media: str
    kind: str
    pages: tuple[Page, ...] = ()
    passages: tuple[Passage, ...] = ()
    covers: tuple[str, ...] = ()
    missing_passages: tuple[str, ...] = ()
    signed: bool = False
    trouble: Mapping[str, str] = field(default_factory=dict)
    redaction: "Redaction | None" = None
    unlocked: "Locked | None" = None

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.content)

    @property
    def original(self) -> "Exhibit":
        """The document itself, which stays in the case where a copy goes out in its place."""
        return self.redaction.original if self.redaction else self

    @property
    def source(self) -> "Exhibit | Locked":
        """The file as it came to the seller: behind a copy without prices, and behind one without its password."""
        return self.original.unlocked or self.original

    @property
    def is_copy(self) -> bool:
        """Whether this goes out in the place of a file that stays in the case."""
        return self.redaction is not None or self.unlocked is not None


@dataclass(frozen=True, slots=True)
class Locked:
    """A file that only a password opens, as it lies in the case; `signed` where its copy lost a digital signature."""

    file: PurePosixPath
    sha256: str
    size: int
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Redaction:
    """What was taken out of a copy, and of which original; `pictured` are the pages, from 1, that became pictures."""

    original: Exhibit = field(repr=False)
    removed: tuple[Passage, ...]
    pictured: tuple[int, ...] = ()
