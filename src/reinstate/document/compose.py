"""From a plan or a bundle's rows to the document tree."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from reinstate.case import Exhibited, Plan, Section, Span
from reinstate.document.frame import Frame, Listed
from reinstate.document.tree import (
    Annex,
    Block,
    Break,
    Bullets,
    Closing,
    Column,
    Document,
    Furniture,
    Gap,
    Heading,
    Inline,
    Inlines,
    Note,
    Paragraph,
    Reference,
    Table,
    Words,
)
from reinstate.knowledge import Knowledge, say

DIGEST_SHOWN = 12
"""How many characters of a SHA-256 the index shows; the checklist holds all 64."""

DEEPEST = 3
LONG = 15
"""Statements, about two pages, above which page 1 begins with a summary: the same in every language."""
_BULLET = re.compile(r"\s*[-•·]\s+")
_MARK = re.compile(r"(?P<numbers>\[[A-Z]{1,3}-\d+\](?:[ \u00a0]*\[[A-Z]{1,3}-\d+\])*)|⟦(?P<gap>[^⟦⟧]*)⟧")
_NUMBER = re.compile(r"[A-Z]{1,3}-\d+")


class Shelf:
    """The words of the room in one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self._says = knowledge.phrases["document"].says
        self._language = language

    def say(self, key: str, **values: str | int) -> str:
        """The phrase of that key with its arguments."""
        return say(self._says[key], self._language).text.format(**values)

    def raw(self, key: str) -> str:
        """The phrase with its placeholders, for whoever fills them later."""
        return say(self._says[key], self._language).text

    def label(self, name: str) -> str:
        """The label of a fact: the shelf's, or the name itself where the shelf has none."""
        return self.raw(f"row-{name}") if f"row-{name}" in self._says else name


def plan(plan: Plan, frame: Frame, knowledge: Knowledge) -> Document:
    """The plan with its facts on top, its closing and the table of its exhibits."""
    shelf = Shelf(knowledge, plan.language)
    body = list(_body(plan, frame, shelf))
    listed = any(isinstance(block, Table) for block in body)
    last = () if listed else _exhibits(frame.exhibits, shelf)
    blocks: list[Block] = [*_points(frame, shelf), *_summary(plan, frame, shelf), *body, *_closing(frame), *last]
    blocks += [Annex(shelf.say("heading-figures"), frame.figures)] if frame.figures else []
    counted = (*frame.rows, *_counted(frame.exhibits, shelf))
    return _document(frame, shelf, plan.language, ("title-plan", counted, blocks))


def index(rows: Sequence[Exhibited], frame: Frame, knowledge: Knowledge) -> Document:
    """What each exhibit is, what it proves, where it begins and what its file's digest is."""
    shelf = Shelf(knowledge, frame.language)
    columns = (
        Column(shelf.say("column-number"), 0),
        Column(shelf.say("column-document"), 7),
        Column(shelf.say("column-proves"), 8),
        Column(shelf.say("column-pages"), 0, "right"),
        Column(shelf.say("column-digest"), 0, code=True),
    )
    table = Table(
        columns, tuple(_index_row(row, frame, shelf.say("apart")) for row in rows), tuple(row.number for row in rows)
    )
    blocks: list[Block] = [table, Note("quiet", words(shelf.say("digest-note", count=DIGEST_SHOWN)))]
    return _document(frame, shelf, frame.language, ("title-index", frame.rows, blocks))


def plain(text: str) -> str:
    """The text without characters that no page can show: control codes and halves of surrogate pairs."""
    return "".join(" " if char in "\t\n\r" else char for char in text if char in "\t\n\r" or _shown(char))


def words(text: str, *, strong: bool = False) -> Inlines:
    """A plain text as inlines."""
    return (Words(plain(text), strong=strong),) if text else ()


def inlines(text: str, shelf: Shelf, numbers: Iterable[str]) -> Inlines:
    """A line of the plan: words, references to exhibits that exist, and gaps.

    A number in brackets that no exhibit bears stays as it was written; references side by side share their brackets.
    """
    known = frozenset(numbers)
    found: list[Inline] = []
    end = 0
    for mark in _MARK.finditer(text):
        group = _NUMBER.findall(mark["numbers"] or "")
        if not known.issuperset(group):
            continue
        found += words(text[end : mark.start()])
        found += references(group, shelf) if group else [Gap(plain(mark["gap"]))]
        end = mark.end()
    return (*found, *words(text[end:]))


def references(numbers: Sequence[str], shelf: Shelf) -> list[Reference]:
    """References to several exhibits, the first of which says what they are."""
    several = len(numbers) > 1
    head = shelf.say("references" if several else "reference", number=numbers[0])
    shown = [head, *numbers[1:]]
    last = len(numbers) - 1
    return [
        Reference(number, told, opens=place == 0, closes=place == last)
        for place, (number, told) in enumerate(zip(numbers, shown, strict=True))
    ]


def section_name(section: Section) -> str:
    """The name of a section: its id, and the issue it answers."""
    return f"{section.id}@{section.issue}" if section.issue else section.id


def _shown(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cs") and char != "\ufeff"


def _document(
    frame: Frame, shelf: Shelf, language: str, parts: tuple[str, tuple[tuple[str, str], ...], Sequence[Block]]
) -> Document:
    title_key, rows, blocks = parts
    title = plain(frame.title) or shelf.say(title_key)
    subject = tuple(plain(line) for line in frame.subject)
    firm = frame.signature.firm if frame.signature else ""
    sender = "" if firm in (value for _, value in rows) else firm
    return Document(
        title=title,
        language=language,
        subject=subject,
        rows=_rows((("to", frame.recipient), ("from", sender), ("date", frame.date_text), *rows), shelf),
        blocks=tuple(blocks),
        furniture=Furniture(
            left=" · ".join((title, *subject[:1])),
            right=plain(frame.store),
            page=shelf.raw("page"),
            draft=(plain(frame.draft_words) or shelf.say("draft")) if frame.draft else None,
        ),
        author=plain(firm),
        other=frame.other,
        paper=frame.paper,
        dated=frame.dated,
    )


def _rows(rows: Iterable[tuple[str, str]], shelf: Shelf) -> tuple[tuple[str, str], ...]:
    return tuple((plain(shelf.label(name)), plain(value)) for name, value in rows if value)


def _counted(exhibits: tuple[Listed, ...], shelf: Shelf) -> Iterator[tuple[str, str]]:
    if len(exhibits) == 1:
        yield "exhibits", shelf.say("exhibits-one", number=exhibits[0].number)
    elif exhibits:
        first, last = exhibits[0].number, exhibits[-1].number
        yield "exhibits", shelf.say("exhibits-many", count=len(exhibits), first=first, last=last)


def _body(plan: Plan, frame: Frame, shelf: Shelf) -> Iterator[Block]:
    """Headings are whole lines, a line that starts with a dash is a bullet, any other line a paragraph.

    Where the plan itself lists what is enclosed, the table of exhibits takes the place of those lines.
    """
    numbers = [listed.number for listed in frame.exhibits]
    levels = _levels(plan)
    enclosed = _enclosed(plan) if frame.exhibits else []
    names = _names(plan)
    items: list[tuple[Inlines, str]] = []
    for span in _lines(plan.text):
        line = span.of(plan.text)
        name = next((name for place, name in names if place.meets(span)), "")
        if any(each.meets(span) for each in enclosed):
            yield from _bullets(items)
            items = []
            if enclosed[0].meets(span):
                yield _exhibit_table(frame.exhibits, shelf)
            continue
        level = next((level for heading, level in levels.items() if heading.meets(span)), None)
        bullet = None if level else _BULLET.match(line)
        if bullet:
            items.append((inlines(line[bullet.end() :].strip(), shelf, numbers), name))
            continue
        yield from _bullets(items)
        items = []
        if level:
            yield Heading(level, inlines(line.strip(), shelf, numbers), f"s-{span.start}", name)
        elif line.strip():
            yield Paragraph(inlines(line.strip(), shelf, numbers), name)
    yield from _bullets(items)


def _bullets(items: list[tuple[Inlines, str]]) -> Iterator[Bullets]:
    if items:
        names = tuple(name for _, name in items)
        yield Bullets(tuple(item for item, _ in items), names if any(names) else ())


def _names(plan: Plan) -> list[tuple[Span, str]]:
    """What headings and sentences are known by when the document comes back edited."""
    found = [(section.heading, section_name(section)) for section in plan.sections if section.heading]
    return found + [(each.span, each.facts[0]) for part in plan.sections for each in part.sentences if each.facts]


def _enclosed(plan: Plan) -> list[Span]:
    """The sentences that list a document."""
    sentences = (each for section in plan.sections for each in section.sentences)
    return [each.span for each in sentences if each.facts and each.facts[0].startswith("exhibits.")]


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _levels(plan: Plan) -> dict[Span, int]:
    """The level of every heading: how deep its section lies in others, or under a heading that has no words of its own.

    Where several issues are answered one by one, a section is its heading alone and the sections of the issues follow.
    """
    headed = [section for section in plan.sections if section.heading is not None]
    levels: dict[Span, int] = {}
    opened = False
    for section in headed:
        opener = section.span == section.heading
        opened = opener or (opened and section.issue is not None)
        depth = sum(_inside(section.span, other.span) for other in headed) + (opened and not opener)
        levels[section.heading or section.span] = min(DEEPEST, 1 + depth)
    return levels


def _inside(inner: Span, outer: Span) -> bool:
    return inner != outer and outer.holds(inner)


def _points(frame: Frame, shelf: Shelf) -> Iterator[Block]:
    """What a reply asked for, and where it is answered."""
    if frame.points:
        numbers = [listed.number for listed in frame.exhibits]
        columns = (Column(shelf.say("column-asked"), 5), Column(shelf.say("column-answered"), 4))
        yield Heading(1, words(shelf.say("heading-points")), "points")
        yield Table(
            columns, tuple((words(asked), inlines(where, shelf, numbers)) for asked, where in frame.points), tall=True
        )


def _summary(plan: Plan, frame: Frame, shelf: Shelf) -> Iterator[Block]:
    """Causes and measures in titles, where the plan is too long to be taken in at a glance."""
    told = sum(bool(each.facts) for section in plan.sections for each in section.sentences)
    if frame.summary and told > LONG:
        heads = ("column-cause", "column-done", "column-prevents")
        rows = ((words(cause), _listed(done), _listed(prevents)) for cause, done, prevents in frame.summary)
        yield Heading(1, words(shelf.say("heading-summary")), "summary")
        yield Table(tuple(Column(shelf.say(head)) for head in heads), tuple(rows), tall=True)


def _listed(titles: Sequence[str]) -> Inlines:
    """Several titles in one cell, each on a line of its own."""
    found: list[Inline] = []
    for title in titles:
        found += [Break()] if found else []
        found += words(title)
    return tuple(found)


def _closing(frame: Frame) -> Iterator[Block]:
    if frame.signature is not None:
        signed = frame.signature
        yield Closing(tuple(plain(line) for line in (signed.name, signed.role, signed.firm) if line))


def _exhibits(exhibits: tuple[Listed, ...], shelf: Shelf) -> Iterator[Block]:
    if exhibits:
        yield Heading(1, words(shelf.say("heading-exhibits")), "exhibits")
        yield _exhibit_table(exhibits, shelf)


def _exhibit_table(exhibits: tuple[Listed, ...], shelf: Shelf) -> Table:
    paged = any(listed.page is not None for listed in exhibits)
    columns = (Column(shelf.say("column-number"), 0), Column(shelf.say("column-document"), 1))
    pages = (Column(shelf.say("column-page"), 0, "right"),) if paged else ()
    return Table(
        (*columns, *pages),
        tuple(_listed_row(listed, paged=paged) for listed in exhibits),
        tuple(listed.number for listed in exhibits),
    )


def _listed_row(listed: Listed, *, paged: bool) -> tuple[Inlines, ...]:
    row = (words(listed.number, strong=True), words(listed.title))
    return (*row, words("" if listed.page is None else str(listed.page))) if paged else row


def _index_row(row: Exhibited, frame: Frame, apart: str) -> tuple[Inlines, ...]:
    last = row.first_page + max(row.pages, 1) - 1
    pages = str(row.first_page) if last == row.first_page else f"{row.first_page}–{last}"
    proves = apart.join(frame.names.get(each, each) for each in row.supports)
    shown = (row.title, proves, pages, row.sha256[:DIGEST_SHOWN])
    return (words(row.number, strong=True), *(words(cell) for cell in shown))
