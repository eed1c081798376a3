"""Other ways to lay out a plan than a letter: measures as tables, or one form with a row for every part."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from reinstate.document.compose import Shelf, words
from reinstate.document.frame import Frame
from reinstate.document.tree import Block, Break, Bullets, Column, Document, Heading, Inlines, Paragraph, Table, Words
from reinstate.knowledge import Knowledge


def laid_out(letter: Document, layout: str, frame: Frame, knowledge: Knowledge) -> Document:
    """The same document in a layout: `letter`, `table` or `form`."""
    shelf = Shelf(knowledge, letter.language)
    return replace(letter, blocks=tuple(LAYOUTS[layout](letter.blocks, frame, shelf)))


def _letter(blocks: tuple[Block, ...], frame: Frame, shelf: Shelf) -> Iterator[Block]:  # noqa: ARG001 - as the others
    yield from blocks


def _table(blocks: tuple[Block, ...], frame: Frame, shelf: Shelf) -> Iterator[Block]:
    """What was done as rows: number, measure, who, when. What tells no deed stays as it is."""
    for block in blocks:
        items = _named(block)
        if any(name in frame.deeds for name, _ in items):
            yield _deeds(items, frame.deeds, shelf)
        else:
            yield block


def _named(block: Block) -> list[tuple[str, Inlines]]:
    match block:
        case Bullets():
            return list(zip(block.names, block.items, strict=False))
        case Paragraph():
            return [(block.name, block.inlines)]
    return []


def _deeds(items: list[tuple[str, Inlines]], deeds: Mapping[str, tuple[str, str]], shelf: Shelf) -> Table:
    heads = ("column-number", "column-measure", "column-who", "column-when")
    columns = tuple(Column(shelf.say(head), share) for head, share in zip(heads, (0, 7, 2, 2), strict=True))
    told = ((inlines, deeds.get(name, ("", ""))) for name, inlines in items)
    rows = tuple(
        (words(str(number)), inlines, words(who), words(when)) for number, (inlines, (who, when)) in enumerate(told, 1)
    )
    return Table(columns, rows, tall=True)


def _form(blocks: tuple[Block, ...], frame: Frame, shelf: Shelf) -> Iterator[Block]:  # noqa: ARG001 - as the others
    """One row for every part: its heading on the left, everything in it on the right."""
    rows: list[tuple[Inlines, Inlines]] = []
    lead: list[Block] = []
    rest: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1 and block.name:
            rows.append((block.inlines, ()))
        elif not rows:
            lead.append(block)
        elif isinstance(block, Heading | Paragraph | Bullets) and not rest:
            rows[-1] = rows[-1][0], (*rows[-1][1], *_inside(block, first=not rows[-1][1]))
        else:
            rest.append(block)
    columns = (Column(shelf.say("column-part"), 2), Column(shelf.say("column-content"), 7))
    yield from lead
    if rows:
        yield Table(columns, tuple(rows), tall=True)
    yield from rest


def _inside(block: Heading | Paragraph | Bullets, *, first: bool) -> Iterator[Words | Break]:
    """A block as lines of a cell."""
    lines = block.items if isinstance(block, Bullets) else (block.inlines,)
    for number, line in enumerate(lines):
        if isinstance(block, Bullets) or not first or number:
            yield Break(dash=isinstance(block, Bullets))
        strong = isinstance(block, Heading)
        yield from (replace(each, strong=True) if strong and isinstance(each, Words) else each for each in line)  # type: ignore[misc]


LAYOUTS: Mapping[str, Callable[[tuple[Block, ...], Frame, Shelf], Iterator[Block]]] = MappingProxyType(
    {"letter": _letter, "table": _table, "form": _form}
)
"""Every layout by its name."""
