"""A plan in two languages side by side, sentence by sentence, so that its author can check what will be sent."""

from collections.abc import Iterator, Mapping, Sequence

from reinstate.case import Plan, Section, Sentence
from reinstate.document.compose import Shelf, inlines, section_name, words
from reinstate.document.frame import Frame
from reinstate.document.tree import Column, Document, Furniture, Inlines, Note, Table
from reinstate.knowledge import Knowledge

Row = tuple[Inlines, ...]


def compose(sent: Plan, read: Plan, frame: Frame, knowledge: Knowledge) -> Document:
    """The plan as it will be sent on the left, the same sentences in the reader's language on the right.

    Both come from the same facts; a sentence that the other side doesn't have stands alone. Words around the table are
    in the reader's language.
    """
    shelves = Shelf(knowledge, sent.language), Shelf(knowledge, read.language)
    numbers = [listed.number for listed in frame.exhibits]
    heads = tuple(Column(knowledge.languages[each.language].name) for each in (sent, read))
    table = Table(heads, tuple(_rows(sent, read, shelves, numbers)), tall=True)
    title = shelves[1].say("title-beside")
    return Document(
        title=title,
        language=read.language,
        subject=frame.subject,
        blocks=(Note("quiet", words(shelves[1].say("note-beside"))), table),
        furniture=Furniture(left=title, right=frame.store, page=shelves[1].raw("page")),
        other=sent.language,
        paper=frame.paper,
        dated=frame.dated,
    )


def _rows(sent: Plan, read: Plan, shelves: tuple[Shelf, Shelf], numbers: Sequence[str]) -> Iterator[Row]:
    there = {section_name(section): section for section in read.sections}
    for section in sent.sections:
        other = there.get(section_name(section))
        yield _heading(section, sent), _heading(other, read) if other else ()
        known = {_key(each): each for each in other.sentences} if other else {}
        for each in section.sentences:
            yield (
                inlines(each.span.of(sent.text), shelves[0], numbers),
                _said(known.get(_key(each)) if _key(each) else None, read, shelves[1], numbers),
            )
        yield from _only_read(section, known, read, shelves[1], numbers)


def _only_read(
    section: Section, known: Mapping[str, Sentence], read: Plan, shelf: Shelf, numbers: Sequence[str]
) -> Iterator[Row]:
    """Sentences that a person crossed out of the one that will be sent."""
    told = {_key(each) for each in section.sentences}
    for key, each in known.items():
        if key and key not in told:
            yield (), _said(each, read, shelf, numbers)


def _key(sentence: Sentence) -> str:
    return sentence.facts[0] if sentence.facts else "" if not sentence.missing else "?"


def _heading(section: Section, plan: Plan) -> Inlines:
    return words(section.heading.of(plan.text), strong=True) if section.heading else ()


def _said(sentence: Sentence | None, plan: Plan, shelf: Shelf, numbers: Sequence[str]) -> Inlines:
    return inlines(sentence.span.of(plan.text), shelf, numbers) if sentence else words("–")
