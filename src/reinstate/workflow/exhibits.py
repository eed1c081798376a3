"""The steps on the documents of a case: what they show, and marked copies of them. Originals are only read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reinstate import assist, evidence, notice, root_cause
from reinstate.case import Answers, Attachment, Exhibit, Paper, Passage, Reading, Trouble
from reinstate.evidence.allowance import Allowance, allowance
from reinstate.knowledge import Knowledge
from reinstate.language import fold
from reinstate.workflow.confined import alive, heard
from reinstate.workflow.folder import ANSWERS, CaseFolder
from reinstate.workflow.package import Choice, admitted, language_for
from reinstate.workflow.render import page_count


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a case as they were opened, and what may be done to copies of them."""

    reading: Reading
    answers: Answers
    exhibits: tuple[Exhibit, ...]
    allowed: Allowance
    words: evidence.Wording

    def chosen(self, names: Sequence[str]) -> tuple[Exhibit, ...]:
        """The exhibits of some numbers or ids, all where none is named.

        Raises:
            Trouble: `exhibits.unknown`.
        """
        known = {name: each for each in self.exhibits for name in (each.number.lower(), each.id.lower())}
        for name in names:
            if name.lower() not in known:
                raise Trouble("exhibits.unknown", name=name, known=", ".join(each.number for each in self.exhibits))
        wanted = {known[name.lower()].id for name in names}
        return tuple(each for each in self.exhibits if not names or each.id in wanted)


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of one document: a copy with its name, or the reason why there is none.

    `count` is how many places were marked or removed, `pictured` the pages that became pictures for it, `pages` how
    many the copy has where that was counted; `left` is the end of a key `left-…` on `messages/exhibits`.
    """

    exhibit: Exhibit
    name: str = ""
    content: bytes = b""
    count: int = 0
    pictured: tuple[int, ...] = ()
    pages: int = 0
    left: str | None = None


def mark_documents(
    knowledge: Knowledge, folder: CaseFolder, choice: Choice, names: Sequence[str], roles: Collection[str]
) -> Iterator[Copied]:
    """The job of marking copies of the documents of a case."""
    yield from marked_copies(open_shelf(folder, knowledge, choice), knowledge, names, roles)


def redact_documents(
    knowledge: Knowledge, folder: CaseFolder, choice: Choice, names: Sequence[str], words: Sequence[str]
) -> Iterator[Copied]:
    """The job of taking prices out of copies of the documents of a case."""
    yield from redacted_copies(open_shelf(folder, knowledge, choice), knowledge, names, words)


def open_shelf(folder: CaseFolder, knowledge: Knowledge, choice: Choice) -> Shelf:
    """Open the documents of a case; scans are read by the engine where there is one.

    Raises:
        Trouble: what opening its notice and its documents raises.
    """
    recognise = heard(assist.recogniser(knowledge))
    reading = notice.understand(notice.read(folder.notice, folder.notice_file, recognise), knowledge)
    answers = root_cause.read_sheet(folder.answers, ANSWERS, knowledge)
    exhibits, _ = admitted(folder, answers, choice.lead, recognise, reading.asins)
    words = evidence.wording(knowledge, choice.language or language_for(reading, knowledge))
    return Shelf(reading, answers, exhibits, allowance(reading, knowledge), words)


def marked_copies(
    shelf: Shelf, knowledge: Knowledge, names: Sequence[str] = (), roles: Collection[str] = evidence.ROLES
) -> Iterator[Copied]:
    """A marked copy of each document that may be marked, and the reason for each that may not."""
    for exhibit in shelf.chosen(names):
        alive(exhibit.file.as_posix())
        left = shelf.allowed.forbids_marks(exhibit, knowledge)
        told = exhibit if left else with_marks(shelf, exhibit, knowledge, roles)
        left = left or (None if told.passages else "nothing")
        if left is not None:
            yield Copied(exhibit, left=left)
            continue
        name = evidence.copy_name(told, "marked")
        yield Copied(told, name, evidence.marked_copy(told, shelf.words), len(told.passages))


def with_marks(
    shelf: Shelf, exhibit: Exhibit, knowledge: Knowledge, roles: Collection[str] = evidence.ROLES
) -> Exhibit:
    """The exhibit with everything worth marking on it; none of it where the case forbids marks."""
    if shelf.allowed.forbids_marks(exhibit, knowledge):
        return evidence.with_roles(exhibit, shelf.reading.asins, None, ())
    paper = _from_outside(shelf, exhibit, knowledge) if "supplier" in roles else None
    return evidence.with_roles(exhibit, shelf.reading.asins, paper, roles)


def redacted_copies(
    shelf: Shelf, knowledge: Knowledge, names: Sequence[str] = (), words: Sequence[str] = ()
) -> Iterator[Copied]:
    """A copy without prices of each document where the notice allows it; `words` name further figures to take out."""
    for exhibit in shelf.chosen(names):
        alive(exhibit.file.as_posix())
        left = shelf.allowed.forbids_redaction(exhibit, knowledge)
        if left is None:
            passages = _to_remove(shelf, exhibit, knowledge, words)
            left = None if passages else "none"
        if left is not None:
            yield Copied(exhibit, left="prices" if left == "notice" else left)
            continue
        made = evidence.redacted_copy(exhibit, passages, shelf.words)
        name = evidence.copy_name(exhibit, "redacted")
        yield Copied(exhibit, name, made.content, len(passages), made.pictured, page_count(made.content))


def _to_remove(shelf: Shelf, exhibit: Exhibit, knowledge: Knowledge, words: Sequence[str]) -> tuple[Passage, ...]:
    recognise = heard(assist.recogniser(knowledge))
    told = replace(attachment_of(shelf, exhibit), highlight=tuple(words))
    named = evidence.admit(exhibit.content, told, exhibit.number, recognise).passages if words else ()
    paper = understood(exhibit, knowledge)
    read = evidence.prices(exhibit.content, paper, knowledge, recognise) if paper else ()
    return (*read, *(each for each in named if each.boxes not in [other.boxes for other in read]))


def attachment_of(shelf: Shelf, exhibit: Exhibit) -> Attachment:
    """What the seller said of a document."""
    return next(each for each in shelf.answers.attachments if each.id == exhibit.id)


def _from_outside(shelf: Shelf, exhibit: Exhibit, knowledge: Knowledge) -> Paper | None:
    """What a document says that somebody else made; what the seller's own firm made names no supplier."""
    paper = understood(exhibit, knowledge)
    if paper is None or knowledge.papers[paper.kind].maker == "own" or paper.issuer.name is None:
        return None
    own, maker = (fold(name).text for name in (shelf.answers.account.legal_name, paper.issuer.name.value))
    return None if own in maker or maker in own else paper


def understood(exhibit: Exhibit, knowledge: Knowledge) -> Paper | None:
    """What a document says, None where that can't be told."""
    try:
        read = evidence.read(exhibit.content, exhibit.file.name, knowledge, heard(assist.recogniser(knowledge)))
        return next(iter(read), None)
    except Trouble:
        return None
