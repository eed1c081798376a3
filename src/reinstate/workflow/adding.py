"""Adding documents to a case: the file as it is, and an entry in the answers, whose own text stays as it was."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from reinstate import evidence, root_cause
from reinstate.case import Attachment, Trouble
from reinstate.evidence.naming import plain
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.eyes import eyes
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import ANSWERS, CaseFolder
from reinstate.workflow.homes import Home
from reinstate.workflow.write import unbroken

FOLDER = "evidence"
UNLOCKED = "-unlocked"
"""End of the name of a copy without its password."""
OTHER = "other"
"""Kind of a document that couldn't be told."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its number and kind, or, as a `twin`, the number it is already there under."""

    file: str
    number: str
    kind: str
    twin: bool = False
    unlocked: str = ""
    """Name of the copy without its password, where it needed one."""
    unsigned: bool = False
    """Whether the locked file bore a digital signature, which that copy bears no more."""


@dataclass(frozen=True, slots=True)
class About:
    """What the seller says of new documents; a kind of None is told from the document itself."""

    kind: str | None = None
    highlight: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """What opens locked files; used for that and kept nowhere."""
    locked: tuple[str, bytes] | None = field(default=None, repr=False)
    """The locked file, with its name, of which the document is the copy without its password."""

    def also(self, passwords: tuple[str, ...]) -> "About":
        """The same with further passwords."""
        return replace(self, passwords=(*self.passwords, *passwords))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that was opened: its kind, and where a password had to open it, its copy without one."""

    kind: str
    unlocked: bytes | None = field(default=None, repr=False)
    unsigned: bool = False


def add_documents(home: Home, paths: Sequence[Path], knowledge: Knowledge, about: About, worker: Worker) -> list[Added]:
    """Put files forward as proof; nothing is written unless all of them can be opened, which the worker tries.

    Beside a mail what is attached to it is put forward, of an archive what it holds, each as a document of its own. Of
    a PDF that a password locks the copy without it is put forward, and the locked file is kept beside it as it is.

    Raises:
        Trouble: what reading the case and the files raises, `evidence.*` for a file that can be no exhibit, or
            `exhibits.unknown-kind`.
        Mistakes: the answers hold mistakes.
    """
    if about.kind is not None and about.kind not in knowledge.exhibits:
        raise Trouble("exhibits.unknown-kind", kind=about.kind, known=", ".join(knowledge.exhibits))
    documents = ((name, content, about) for name, content in _documents(paths, worker, about.passwords))
    return put_forward(home, documents, knowledge, worker)


def put_forward(
    home: Home, documents: Iterable[tuple[str, bytes, About]], knowledge: Knowledge, worker: Worker, **told: str
) -> list[Added]:
    """Put documents forward as proof, each with what is said of it; nothing is written unless all can be opened.

    What `told` says goes into the entries of a case that has a journal.

    Raises:
        Trouble: what reading the case raises, and `evidence.*` for a file that can be no exhibit.
        Mistakes: the answers hold mistakes.
    """
    folder = home.read()
    answers = root_cause.read_sheet(folder.answers, ANSWERS, knowledge)
    known = {each.file: each for each in answers.attachments}
    kept = {name: each.file for each in answers.attachments for name in (each.file, each.unlocked_from)}
    held = {name: content for name, content in folder.evidence.items() if name in kept}
    there = {hashlib.sha256(content).hexdigest(): kept[name] for name, content in held.items()}
    numbers = dict(zip(known, evidence.number(answers.attachments), strict=True))
    added: list[Added] = []
    new: list[Attachment] = []
    files: list[tuple[str, bytes]] = []
    given = list(documents)
    for place, (name, content, about) in enumerate(given, 1):
        worker.place(place, len(given))
        path = Path(name)
        digest = hashlib.sha256(content).hexdigest()
        if digest in there:
            twin = there[digest]
            added.append(Added(path.name, numbers[twin], known[twin].kind if twin in known else "", twin=True))
            continue
        opened = worker.run(open_document, content, path.name, about.kind, about.passwords)
        made = _attachment(path, opened, folder, (*answers.attachments, *new), about)
        number = evidence.number((*answers.attachments, *new, made))[-1]
        there[digest], numbers[made.file], known[made.file] = made.file, number, made
        new.append(made)
        locked = content if opened.unlocked else about.locked and about.locked[1]
        files += [(made.unlocked_from, locked)] if locked else []
        files.append((made.file, opened.unlocked or content))
        unlocked = made.file if opened.unlocked else ""
        added.append(Added(path.name, number, made.kind, unlocked=unlocked, unsigned=opened.unsigned))
    _keep(home, folder, new, files, knowledge, told)
    return added


def _documents(paths: Sequence[Path], worker: Worker, passwords: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The documents of some files by their names; archives and mails give what they hold, each as it lies in them."""
    for path in paths:
        yield from worker.run(documents_in, read_bytes(path), path.name, passwords)


def documents_in(
    _knowledge: Knowledge, content: bytes, file: str, passwords: tuple[str, ...] = ()
) -> tuple[tuple[str, bytes], ...]:
    """The job of opening an archive, or a mail, which comes before what is attached to it; any other file is itself.

    Raises:
        Trouble: `papers.locked`, `.broken`, `.bomb`; each names the `file`.
    """
    alive(file)
    try:
        found = _parts(content, file, passwords)
    except Trouble as trouble:
        if trouble.code not in ("papers.empty", "papers.unsupported"):
            raise
        return ((file, content),)  # to be refused as what no exhibit can be
    return tuple((name.rpartition("/")[2], body) for name, body in found)


def _parts(content: bytes, file: str, passwords: Sequence[str]) -> tuple[tuple[str, bytes], ...]:
    """What a file holds, opened by the first password that fits; a PDF is itself, locked or not."""
    for password in (None, *passwords[:-1]):
        with suppress(Trouble):
            return tuple(evidence.parts(content, file, password))
    return tuple(evidence.parts(content, file, passwords[-1] if passwords else None))


def _keep(
    home: Home,
    folder: CaseFolder,
    new: Sequence[Attachment],
    files: Sequence[tuple[str, bytes]],
    knowledge: Knowledge,
    told: Mapping[str, str],
) -> None:
    text = folder.answers.rstrip("\n") + "\n" + "".join(map(_entry, new))
    if new:
        root_cause.read_sheet(text, ANSWERS, knowledge)
        with unbroken():
            for name, content in files:
                home.keep("exhibit-added", name, content, **told)
            home.keep("answers-stated", ANSWERS, text.encode())


def _attachment(
    path: Path, opened: Arrival, folder: CaseFolder, there: Sequence[Attachment], about: About
) -> Attachment:
    files = {*folder.evidence, *(name for each in there for name in (each.file, each.unlocked_from))}
    name = _free(plain(path.stem).lower() or "exhibit", "", {each.id for each in there})
    file, locked = _free(f"{FOLDER}/{path.stem}", path.suffix, files), ""
    if opened.unlocked:
        locked, file = file, _free(f"{FOLDER}/{PurePath(file).stem}{UNLOCKED}", path.suffix, files)
    elif about.locked:
        behind = PurePath(about.locked[0])
        locked = _free(f"{FOLDER}/{behind.stem}", behind.suffix, {*files, file})
    return Attachment(name, file, opened.kind, {}, about.highlight, about.covers, unlocked_from=locked)


def _free(stem: str, ending: str, taken: set[str]) -> str:
    """The name itself, or with the first number that nobody has taken."""
    tried = (f"{stem}{ending}", *(f"{stem}-{place}{ending}" for place in range(2, len(taken) + 3)))
    return next(name for name in tried if name not in taken)


def open_document(
    knowledge: Knowledge, content: bytes, file: str, told: str | None, passwords: tuple[str, ...] = ()
) -> Arrival:
    """The job of opening a document: the kind of exhibit that the seller told, else the one it is by its looks.

    Raises:
        Trouble: `evidence.*` for a file that can be no exhibit, or that no password opens.
    """
    alive(file)
    unlocked = evidence.unlocked(content, file, passwords)
    body = unlocked or content
    exhibit = evidence.admit(body, Attachment("new", file, told or OTHER), "1")
    return Arrival(told or _kind(knowledge, body, file), unlocked, unlocked is not None and exhibit.signed)


def _kind(knowledge: Knowledge, body: bytes, file: str) -> str:
    """The kind of exhibit that a document is by its looks."""
    try:
        paper = next(iter(evidence.read(body, file, knowledge, eyes(knowledge))), None)
    except Trouble:
        return OTHER
    fits = knowledge.papers[paper.kind].exhibits if paper else ()
    return fits[0] if fits else OTHER


def _entry(attachment: Attachment) -> str:
    """The table of one document, as `answers.toml` holds it; JSON's strings are TOML's."""
    rows = [f"[exhibits.{attachment.id}]"]
    told = {"file": attachment.file, "kind": attachment.kind}
    told |= {"unlocked_from": attachment.unlocked_from} if attachment.unlocked_from else {}
    rows += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    lists = {"highlight": attachment.highlight, "covers": attachment.covers}
    rows += [f"{key} = {json.dumps(list(value), ensure_ascii=False)}" for key, value in lists.items() if value]
    return "\n" + "\n".join(rows) + "\n"
