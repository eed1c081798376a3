"""The steps on the documents of a case: what they show, and marked copies of them. Originals are only read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from reinstate import evidence, notice, root_cause
from reinstate.case import Answers, Attachment, Exhibit, Paper, Reading, Trouble
from reinstate.evidence.allowance import Allowance, allowance
from reinstate.knowledge import Knowledge
from reinstate.language import fold
from reinstate.workflow.confined import alive
from reinstate.workflow.eyes import eyes
from reinstate.workflow.folder import ANSWERS, CaseFolder
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, admitted, language_for
from reinstate.workflow.redacting import Copied, Terms, clear_of, in_place, redacted, understood


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents of a case as they were opened, and what may be done to copies of them."""

    reading: Reading
    answers: Answers
    exhibits: tuple[Exhibit, ...]
    allowed: Allowance
    words: evidence.Wording

    def terms(self, knowledge: Knowledge) -> Terms:
        """What copies without prices are made by."""
        return Terms(self.allowed, self.words, knowledge)

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


def chosen_ids(knowledge: Knowledge, folder: CaseFolder, choice: Choice, names: Sequence[str]) -> tuple[str, ...]:
    """The job of telling which documents are meant; one that is held back has no number and goes by its id.

    Raises:
        Trouble: `exhibits.unknown`, or what opening the documents raises.
    """
    shelf = open_shelf(folder, knowledge, choice)
    every = {each.id.lower(): each.id for each in shelf.answers.attachments}
    if not names:
        return tuple(every.values())
    by_number = [name for name in names if name.lower() not in every]
    chosen = {each.id for each in shelf.chosen(by_number)} if by_number else set()
    return tuple(chosen | {every[name.lower()] for name in names if name.lower() in every})


def open_shelf(folder: CaseFolder, knowledge: Knowledge, choice: Choice) -> Shelf:
    """Open the documents of a case; scans are read by the engine where there is one.

    Raises:
        Trouble: what opening its notice and its documents raises.
    """
    recognise = eyes(knowledge)
    reading = notice.understand(notice.read(folder.notice, folder.notice_file, recognise), knowledge)
    answers = root_cause.read_sheet(folder.answers, ANSWERS, knowledge)
    words = evidence.wording(knowledge, choice.language or language_for(reading, knowledge))
    terms = Terms(allowance(reading, knowledge), words, knowledge)
    opened, _ = admitted(folder, answers, choice.lead, recognise, reading.asins)
    exhibits, _ = in_place(opened, answers.attachments, terms, choice.lead)
    return Shelf(reading, answers, exhibits, terms.allowed, words)


def marked_copies(
    shelf: Shelf, knowledge: Knowledge, names: Sequence[str] = (), roles: Collection[str] = evidence.ROLES
) -> Iterator[Copied]:
    """A marked copy of each document that may be marked, and the reason for each that may not."""
    chosen = shelf.chosen(names)
    for place, exhibit in enumerate(chosen, 1):
        alive(exhibit.file.as_posix(), done=place, count=len(chosen))
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
    told = evidence.with_roles(exhibit, shelf.reading.asins, paper, roles)
    removed = exhibit.redaction.removed if exhibit.redaction else ()
    return replace(told, passages=clear_of(told.passages, removed))


def redacted_copies(
    shelf: Shelf, knowledge: Knowledge, names: Sequence[str] = (), words: Sequence[str] = ()
) -> Iterator[Copied]:
    """A copy without prices of each document where the notice allows it; `words` name further figures to take out."""
    chosen = shelf.chosen(names)
    for place, exhibit in enumerate(chosen, 1):
        alive(exhibit.file.as_posix(), done=place, count=len(chosen))
        yield redacted(exhibit, attachment_of(shelf, exhibit), words, shelf.terms(knowledge))


def use_copies(home: Home, copies: Sequence[Copied], words: Sequence[str], knowledge: Knowledge) -> None:
    """Let copies that could be made go out in their originals' place, each without its prices and without `words`.

    Raises:
        Trouble: what keeping the answers raises.
    """
    chosen = {each.exhibit.id for each in copies if not each.left}
    if chosen:
        _said_of(home, chosen, knowledge, without_prices=True, words=tuple(words))


def use_originals(home: Home, ids: Collection[str], knowledge: Knowledge) -> list[Attachment]:
    """Let the originals of some documents go out again; those that change by it.

    Raises:
        Trouble: what reading and keeping the answers raises.
    """
    held = root_cause.read_sheet(home.read().answers, ANSWERS, knowledge).attachments
    changed = [each for each in held if each.without_prices and each.id in ids]
    if changed:
        _said_of(home, {each.id for each in changed}, knowledge, without_prices=False, words=())
    return changed


def _said_of(
    home: Home, ids: Collection[str], knowledge: Knowledge, *, without_prices: bool, words: tuple[str, ...]
) -> None:
    progress = root_cause.read_progress(home.read().answers, ANSWERS, knowledge)
    attachments = tuple(
        replace(each, without_prices=without_prices, without_words=words) if each.id in ids else each
        for each in progress.answers.attachments
    )
    changed = replace(progress, answers=replace(progress.answers, attachments=attachments))
    home.keep("answers-stated", ANSWERS, root_cause.write_progress(changed).encode())


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
