"""The step of the evidence: documents come in, are held against the notice, and are tied to what they prove."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePosixPath

from reinstate import evidence, root_cause
from reinstate.case import Attachment, Exhibit, Inspection, Paper, Statement, Trouble
from reinstate.evidence.allowance import allowance
from reinstate.knowledge import Knowledge, related
from reinstate.root_cause import Progress
from reinstate.workflow import desk
from reinstate.workflow.adding import UNLOCKED, documents_in
from reinstate.workflow.bench import Bench, ground
from reinstate.workflow.confined import alive
from reinstate.workflow.desk import Opened
from reinstate.workflow.desk_plan import answers_text, keep_answers
from reinstate.workflow.exhibits import Shelf, redacted_copies
from reinstate.workflow.files import plain_name
from reinstate.workflow.folder import ANSWERS
from reinstate.workflow.ledger import items_of
from reinstate.workflow.package import Worked
from reinstate.workflow.pictures import WIDTH, page_picture
from reinstate.workflow.redacting import Copied
from reinstate.workflow.selling import Told, context_of, sales_in, told_in

FOLDER = "evidence"
OTHER = "other"
"""The kind of exhibit that fits every document."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an upload is, as far as it says so itself, and the products that it shows."""

    exhibit: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A place on a page, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float
    tone: str


# -- documents come in -------------------------------------------------------------------------------------------------


def add(
    bench: Bench, opened: Opened, uploads: Sequence[tuple[str, bytes]], language: str, passwords: tuple[str, ...] = ()
) -> Opened:
    """Keep documents as exhibits, each only if it can be opened; the answers then name them with a guessed kind.

    Of a PDF that one of the passwords opens the copy without it is put forward, the locked file is kept as it is.

    Raises:
        Trouble: `evidence.…` of the first that can't be opened, `desk.…`, `store.conflict`; none is kept then.
    """
    asins = bench.reading(opened).asins
    documents = [each for name, content in uploads for each in bench.quick.run(documents_in, content, name, passwords)]
    arrived = [bench.quick.run(admit_upload, content, name, passwords) for name, content in documents]
    progress = progress_of(bench, opened, language)
    for (name, content), came in zip(documents, arrived, strict=True):
        file, locked = _free(f"{FOLDER}/{plain_name(name)}", {each.name for each in opened.case.exhibits}), ""
        files = [desk.keep(bench.store, file, content)]
        if came.unlocked:
            path, taken = PurePosixPath(file), {file, *(each.name for each in opened.case.exhibits)}
            locked, file = file, _free(f"{path.parent}/{path.stem}{UNLOCKED}{path.suffix}", taken)
            files.append(desk.keep(bench.store, file, came.unlocked))
        opened = desk.write(bench.store, opened, "exhibit-added", {"files": files}, bench.clock)
        if came.whole:
            bench.readings.keep((str(files[-1]["sha256"]), PurePosixPath(file).name), came.paper)
        progress = attached(progress, file, kind_of(came.paper, asins, bench.knowledge), locked)
    return keep_answers(bench, opened, root_cause.write_progress(progress))


def keep_file(bench: Bench, opened: Opened, name: str, content: bytes, **told: str) -> tuple[Opened, str]:
    """Keep a document's bytes in a case under a name that is free there; `told` goes into the entry beside them.

    Raises:
        Trouble: `store.conflict`, or what keeping raises.
    """
    file = _free(f"{FOLDER}/{plain_name(name)}", {each.name for each in opened.case.exhibits})
    kept = desk.keep(bench.store, file, content)
    return desk.write(bench.store, opened, "exhibit-added", {"files": [kept], **told}, bench.clock), file


@dataclass(frozen=True, slots=True)
class Came:
    """An upload that was opened: what its words say, and whether that is all, no page being a picture.

    `unlocked` is its copy without a password, where it needed one.
    """

    paper: Paper | None
    whole: bool
    unlocked: bytes | None = None


def admit_upload(knowledge: Knowledge, content: bytes, name: str, passwords: tuple[str, ...] = ()) -> Came:
    """The job of opening an upload.

    Pictures take seconds each, and are read beside the page.

    Raises:
        Trouble: `evidence.…` where it can't be an exhibit.
    """
    alive(name)
    unlocked = evidence.unlocked(content, name, passwords)
    body = unlocked or content
    exhibit = evidence.admit(body, Attachment("upload", name, OTHER), "A-1")
    whole = not {"no-text", "no-text-on-pages"} & set(exhibit.trouble)
    try:
        return Came(next(evidence.read(body, name, knowledge, None), None), whole, unlocked)
    except Trouble:
        return Came(None, whole, unlocked)


def offered(bench: Bench, opened: Opened, worked: Worked) -> dict[str, Kind]:
    """What documents turned out to be that came in without a kind, by attachment."""
    known = bench.readings.known(worked.exhibits, opened.id)
    asins = worked.reading.asins
    told = {each.id for each in worked.answers.attachments if each.kind == OTHER}
    found = {key: kind_of(read.paper, asins, bench.knowledge) for key, read in known.items() if key in told}
    return {key: kind for key, kind in found.items() if kind.exhibit != OTHER}


def sort(bench: Bench, opened: Opened, worked: Worked, language: str) -> Opened:
    """Say of the documents without a kind what they turned out to be, and which products they show.

    Raises:
        Trouble: `store.conflict`.
    """
    progress, kinds = progress_of(bench, opened, language), offered(bench, opened, worked)
    made = tuple(_sorted(each, kinds.get(each.id)) for each in progress.answers.attachments)
    return _keep(bench, opened, replace(progress, answers=replace(progress.answers, attachments=made)))


def _sorted(attachment: Attachment, kind: Kind | None) -> Attachment:
    if kind is None:
        return attachment
    return replace(attachment, kind=kind.exhibit, covers=tuple(dict.fromkeys((*attachment.covers, *kind.covers))))


def kind_of(paper: Paper | None, asins: Sequence[str], knowledge: Knowledge) -> Kind:
    """Which kind of document it seems to be, and the products that it shows."""
    if paper is None or paper.kind not in knowledge.papers:
        return Kind(OTHER)
    shown = {each.value for each in paper.identifiers}
    fits = knowledge.papers[paper.kind].exhibits
    return Kind(fits[0] if fits else OTHER, tuple(each for each in asins if each in shown))


def _free(name: str, taken: Iterable[str]) -> str:
    known = set(taken)
    path = PurePosixPath(name)
    numbered = (f"{path.parent}/{path.stem}-{number}{path.suffix}" for number in range(2, len(known) + 3))
    return next(each for each in (name, *numbered) if each not in known)


def attached(progress: Progress, file: str, kind: Kind, locked: str = "") -> Progress:
    """The answers with one more document, under an id made of its name."""
    answers = progress.answers
    taken = {each.id for each in answers.attachments}
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(file).stem.lower()).strip("-") or "document"
    key = next(each for each in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if each not in taken)
    made = Attachment(key, file, kind.exhibit, covers=kind.covers, unlocked_from=locked)
    return replace(progress, answers=replace(answers, attachments=(*answers.attachments, made)))


def progress_of(bench: Bench, opened: Opened, language: str) -> Progress:
    """The answers as they are, or their beginning.

    Raises:
        Mistakes: `answers.faulty`.
    """
    told = answers_text(bench, opened)
    if told:
        return root_cause.read_progress(told, ANSWERS, bench.knowledge)
    return root_cause.new_progress(next((tag for tag in related(language) if tag in bench.knowledge.languages), "en"))


# -- what is said of a document ----------------------------------------------------------------------------------------


def settle(bench: Bench, opened: Opened, changed: Attachment, language: str) -> Opened:
    """Say what a document is: its kind, its title, the products it covers, the words to be highlighted.

    Raises:
        Trouble: `desk.no-such-exhibit`, `store.conflict`.
    """
    progress = progress_of(bench, opened, language)
    known = {each.id for each in progress.answers.attachments}
    if changed.id not in known or changed.kind not in bench.knowledge.exhibits:
        raise Trouble("desk.no-such-exhibit", name=changed.id)
    made = tuple(changed if each.id == changed.id else each for each in progress.answers.attachments)
    return _keep(bench, opened, replace(progress, answers=replace(progress.answers, attachments=made)))


def remove(bench: Bench, opened: Opened, key: str, language: str) -> Opened:
    """Leave a document out of the evidence; its file stays in the case's journal.

    Raises:
        Trouble: `desk.no-such-exhibit`, `store.conflict`.
    """
    progress = progress_of(bench, opened, language)
    answers = progress.answers
    left = tuple(each for each in answers.attachments if each.id != key)
    if len(left) == len(answers.attachments):
        raise Trouble("desk.no-such-exhibit", name=key)

    def without(statement: Statement) -> Statement:
        whys = tuple(replace(why, exhibits=tuple(e for e in why.exhibits if e != key)) for why in statement.whys)
        return replace(statement, exhibits=tuple(each for each in statement.exhibits if each != key), whys=whys)

    return _keep(bench, opened, _each_statement(replace(progress, answers=replace(answers, attachments=left)), without))


def tie(bench: Bench, opened: Opened, statement: str, exhibits: Sequence[str], language: str) -> Opened:
    """Say which documents prove a statement.

    Raises:
        Trouble: `desk.no-such-exhibit`, `desk.no-such-statement`, `store.conflict`.
    """
    progress = progress_of(bench, opened, language)
    known = {each.id for each in progress.answers.attachments}
    if not known.issuperset(exhibits):
        raise Trouble("desk.no-such-exhibit", name=", ".join(sorted(set(exhibits) - known)))
    if not any(each.id == statement for issue in progress.answers.issues for each in issue.statements):
        raise Trouble("desk.no-such-statement")
    chosen = tuple(dict.fromkeys(exhibits))
    changed = _each_statement(progress, lambda each: replace(each, exhibits=chosen) if each.id == statement else each)
    return _keep(bench, opened, changed)


def _each_statement(progress: Progress, change: Callable[[Statement], Statement]) -> Progress:
    answers = progress.answers
    issues = tuple(replace(issue, statements=tuple(map(change, issue.statements))) for issue in answers.issues)
    return replace(progress, answers=replace(answers, issues=issues))


def _keep(bench: Bench, opened: Opened, progress: Progress) -> Opened:
    return keep_answers(bench, opened, root_cause.write_progress(progress))


# -- what a document says ----------------------------------------------------------------------------------------------


def inspections(bench: Bench, opened: Opened, worked: Worked) -> tuple[Mapping[str, Inspection], frozenset[str]]:
    """Each document that was read held against the notice, by attachment, and those that are still being read.

    Raises:
        Trouble: `desk.no-day-to-count`.
    """
    known = bench.readings.known(worked.exhibits, opened.id)
    unread = frozenset(each.id for each in worked.exhibits) - frozenset(known)
    papers = {key: read.paper for key, read in known.items() if read.paper is not None}
    context = context_of(worked)
    found: Mapping[str, Inspection] = bench.derived.get(
        ("inspected", ground(opened), frozenset(papers)),
        lambda: dict(zip(papers, evidence.inspect(list(papers.values()), context, bench.knowledge), strict=True)),
    )
    return found, unread


def ledger(bench: Bench, opened: Opened, worked: Worked) -> Mapping[str, Decimal]:
    """Units that the case's invoices show, by ASIN, as far as they are read."""
    known = bench.readings.known(worked.exhibits, opened.id)
    return evidence.units([read.paper for read in known.values() if read.paper is not None], items_of(worked))


def sell(bench: Bench, opened: Opened, files: Sequence[tuple[str, bytes]], language: str) -> Opened:
    """Say how many units of each product were sold: order reports, a report by product, or lines of ASIN and number.

    No file takes back what was said before.

    Raises:
        Trouble: what `sales_in` raises, `store.conflict`.
    """
    progress = progress_of(bench, opened, language)
    told = bench.quick.run(sales_in, files, bench.reading(opened), progress.answers) if files else Told({})
    return _keep(bench, opened, told_in(progress, told))


def picture(bench: Bench, exhibit: Exhibit, number: int, width: int = WIDTH) -> bytes:
    """One page of a document's marked copy as PNG; pages count from 1.

    Raises:
        Trouble: `desk.no-such-page`, `desk.no-picture`.
    """
    return bench.derived.get(
        ("exhibit-page", exhibit.sha256, exhibit.passages, number, width),
        lambda: bench.quick.run(page_picture, marked(bench, exhibit), number, width),
    )


def marked(bench: Bench, exhibit: Exhibit) -> bytes:
    """The copy of a document on which its passages are highlighted."""
    return bench.rendered.get(
        ("marked", exhibit.sha256, exhibit.passages, exhibit.kind), lambda: bench.quick.run(mark_exhibit, exhibit)
    )


def redacted(bench: Bench, worked: Worked, exhibit: Exhibit, words: Sequence[str]) -> str:
    """Make a copy of a document without its prices, and without `words`; the key to look at it with.

    Raises:
        Trouble: `exhibits.…`, `evidence.…`, `desk.…`.
    """
    said = passages_in(words)
    language = worked.plan.language
    digest = exhibit.original.sha256
    key = hashlib.sha256("\0".join((exhibit.id, digest, language, *said)).encode()).hexdigest()[:16]
    shelf = Shelf(
        worked.reading,
        worked.answers,
        (exhibit,),
        allowance(worked.reading, bench.knowledge),
        evidence.wording(bench.knowledge, language),
    )
    bench.copies.get(key, lambda: bench.quick.run(redact_exhibit, shelf, said))
    return key


def passages_in(words: Sequence[str]) -> tuple[str, ...]:
    """Lines as a person typed them, each once and none empty."""
    return tuple(dict.fromkeys(each.strip() for each in words if each.strip()))


def use_copy(bench: Bench, opened: Opened, key: str, words: Sequence[str], language: str) -> Opened | None:
    """Let a copy without prices, and without `words`, take the place of its original; None where there is no copy.

    Raises:
        Trouble: `desk.no-such-exhibit`, `exhibits.…`, `store.conflict`.
    """
    worked = bench.worked(opened)
    exhibit = exhibit_of(worked, key)
    made = copy_of(bench, exhibit, redacted(bench, worked, exhibit, words))
    if made is None or made.left:
        return None
    chosen = replace(_attachment(worked, key), without_prices=True, without_words=passages_in(words))
    return settle(bench, opened, chosen, language)


def use_original(bench: Bench, opened: Opened, key: str, language: str) -> Opened:
    """Let the original of a document go out again.

    Raises:
        Trouble: `desk.no-such-exhibit`, `store.conflict`.
    """
    held = _attachment(bench.worked(opened), key)
    return settle(bench, opened, replace(held, without_prices=False, without_words=()), language)


def _attachment(worked: Worked, key: str) -> Attachment:
    found = next((each for each in worked.answers.attachments if each.id == key), None)
    if found is None:
        raise Trouble("desk.no-such-exhibit", name=key)
    return found


def redact_exhibit(knowledge: Knowledge, shelf: Shelf, words: Sequence[str]) -> Copied:
    """The job of making a copy without prices, or of saying why there is none."""
    return next(redacted_copies(shelf, knowledge, (), words))


def copy_of(bench: Bench, exhibit: Exhibit, key: str) -> Copied | None:
    """A copy that was made to be looked at; None once it is forgotten, so that it has to be made again."""
    found: Copied | None = bench.copies.known(key)
    return found if found is not None and found.exhibit.id == exhibit.id else None


def mark_exhibit(knowledge: Knowledge, exhibit: Exhibit) -> bytes:
    """The job of marking a copy; kinds that must not be marked stay plain."""
    return evidence.mark(exhibit, allowed=knowledge.exhibits[exhibit.kind].markable)


def places(inspection: Inspection, number: int, height: float) -> tuple[Marked, ...]:
    """The places on a page that bear a field or a problem."""
    paper = inspection.paper
    fields = (paper.number, paper.date, paper.total, paper.issuer.name, paper.receiver.name)
    found = [(each.spot, "field") for each in fields if each is not None]
    found += [(each.spot, "field") for each in paper.identifiers]
    found += [(each.spot, each.severity) for each in inspection.problems if each.spot is not None]
    return tuple(
        Marked(spot.box[0], height - spot.box[3], spot.box[2] - spot.box[0], spot.box[3] - spot.box[1], tone)
        for spot, tone in found
        if spot.page == number
    )


def exhibit_of(worked: Worked, key: str) -> Exhibit:
    """The document of that attachment.

    Raises:
        Trouble: `desk.no-such-exhibit`.
    """
    found = next((each for each in worked.exhibits if each.id == key), None)
    if found is None:
        raise Trouble("desk.no-such-exhibit", name=key)
    return found
