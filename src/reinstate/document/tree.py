"""One document as a small frozen tree; every format is written from it and from nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text, as it shall be read: no markup of any format is understood in it."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to an exhibit: its number, and the words to show ("Exhibit A-2") without brackets.

    Of several side by side the first opens the brackets and the last closes them: "[Exhibits A-1, A-2]".
    """

    number: str
    words: str
    opens: bool = True
    closes: bool = True

    def shown(self, opening: str = "[", closing: str = "]") -> str:
        """The words within their brackets, or followed by a comma where another reference comes next."""
        return f"{opening if self.opens else ''}{self.words}{closing if self.closes else ', '}"


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a cell; `dash` where the next thing of a list begins."""

    dash: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the plan still lacks, shown so that it strikes the eye."""

    text: str


Inline = Words | Reference | Gap | Break
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3, with an id that is unique in the document.

    `name` is what it is known by when the document comes back edited; paragraphs and list items have one too.
    """

    level: int
    inlines: Inlines
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    inlines: Inlines
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; every item is one line of text."""

    items: tuple[Inlines, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, its share of the width (0: what its words need), how its cells stand."""

    head: str
    share: int = 1
    align: Literal["left", "right"] = "left"
    code: bool = False
    """Whether the cells are identifiers to be set in a fixed-width face."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns. `anchors` names, per row, the exhibit that a reference jumps to.

    `tall` rows hold whole passages: they may run on to the next page.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    anchors: tuple[str, ...] = ()
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A passage set apart: `quiet` for an explanation, `alert` for what must be done first."""

    kind: Literal["quiet", "alert"]
    inlines: Inlines


@dataclass(frozen=True, slots=True)
class FigureSvg:
    """A drawing with its caption, which is also what stands for it where nothing can be drawn.

    `told` is the whole drawing in words, for those who can't see it; one that stands under a heading of its own needs
    no caption beneath it (`captioned`).
    """

    svg: str
    caption: str
    told: str = ""
    captioned: bool = True


@dataclass(frozen=True, slots=True)
class Annex:
    """Drawings after the text of what the case holds; a format without pictures leaves the whole annex out."""

    title: str
    figures: tuple[FigureSvg, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """Who answers for the document: one line each, the name first."""

    lines: tuple[str, ...]


UNDATED = date(1980, 1, 1)
"""What stands for the date inside the file of an undated document: archives demand one, and no clock is read."""

Block = Heading | Paragraph | Bullets | Table | Note | FigureSvg | Annex | Closing


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands around the text of every page, in the document's language.

    `page` holds `{page}` and `{pages}`; `draft` is the mark of an unfinished document, None once it is finished.
    """

    left: str = ""
    right: str = ""
    page: str = "{page} / {pages}"
    draft: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Attributes:
        language: tag of the language the document is written in; it decides fonts and glyph shapes.
        subject: lines under the title.
        rows: the facts at the head of page 1, label and value.
        other: tag of a second language whose names occur; decides the shapes of Han characters in a Latin text.
        paper: name of a paper format as typst spells it: `a4`, `us-letter`.
        dated: written into the file as its date; no clock is ever read.
        dense: less white above, below and between, so that a report of one page stays on it.
    """

    title: str
    language: str
    subject: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    blocks: tuple[Block, ...] = ()
    furniture: Furniture = Furniture()
    author: str = ""
    other: str | None = None
    paper: str = "a4"
    dated: date | None = None
    dense: bool = False

    @property
    def draft(self) -> bool:
        """Whether the document is marked as unfinished."""
        return self.furniture.draft is not None

    @property
    def moment(self) -> datetime:
        """The date that is written into the file, at midnight UTC."""
        return datetime.combine(self.dated or UNDATED, time(), UTC)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Every visible gap, in reading order."""
        return tuple(inline for block in self.blocks for inline in _inlines(block) if isinstance(inline, Gap))


def _inlines(block: Block) -> Iterator[Inline]:
    match block:
        case Heading() | Paragraph() | Note():
            yield from block.inlines
        case Bullets():
            for item in block.items:
                yield from item
        case Table():
            for row in block.rows:
                for cell in row:
                    yield from cell
        case _:
            return


def as_data(node: Any) -> Any:
    """The tree in lists and mappings, each node with its kind."""
    if is_dataclass(node) and not isinstance(node, type):
        parts = {field.name: as_data(getattr(node, field.name)) for field in fields(node)}
        return {"kind": type(node).__name__} | {
            name if name != "kind" else "tone": part for name, part in parts.items()
        }
    if isinstance(node, tuple):
        return [as_data(part) for part in node]
    return node if node is None or isinstance(node, str | int | bool) else node.isoformat()
