"""Adding documents to a case: the file as it is, and an entry in the answers, whose own text stays as it was."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reinstate import assist, evidence, root_cause
from reinstate.case import Attachment, Trouble
from reinstate.evidence.naming import plain
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Worker, alive, heard
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import ANSWERS, CaseFolder
from reinstate.workflow.homes import Home

FOLDER = "evidence"
OTHER = "other"
"""Kind of a document that couldn't be told."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: its number and kind, or, as a `twin`, the number it is already there under."""

    file: str
    number: str
    kind: str
    twin: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the seller says of new documents; a kind of None is told from the document itself."""

    kind: str | None = None
    highlight: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()


def add_documents(home: Home, paths: Sequence[Path], knowledge: Knowledge, about: About, worker: Worker) -> list[Added]:
    """Put files forward as proof; nothing is written unless all of them can be opened, which the worker tries.

    Of a mail what is attached to it is put forward, of an archive what it holds, each as a document of its own.

    Raises:
        Trouble: what reading the case and the files raises, `evidence.*` for a file that can be no exhibit, or
            `exhibits.unknown-kind`.
        Mistakes: the answers hold mistakes.
    """
    if about.kind is not None and about.kind not in knowledge.exhibits:
        raise Trouble("exhibits.unknown-kind", kind=about.kind, known=", ".join(knowledge.exhibits))
    return put_forward(home, ((name, content, about) for name, content in _documents(paths, worker)), knowledge, worker)


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
    there = {hashlib.sha256(content).hexdigest(): name for name, content in folder.evidence.items() if name in known}
    numbers = dict(zip(known, evidence.number(answers.attachments), strict=True))
    added: list[Added] = []
    new: list[tuple[Attachment, bytes]] = []
    for name, content, about in documents:
        path = Path(name)
        digest = hashlib.sha256(content).hexdigest()
        if digest in there:
            twin = there[digest]
            added.append(Added(path.name, numbers[twin], known[twin].kind if twin in known else "", twin=True))
            continue
        kind = worker.run(opened_kind, content, path.name, about.kind)
        made = _attachment(path, kind, folder, (*answers.attachments, *(each for each, _ in new)), about)
        number = evidence.number((*answers.attachments, *(each for each, _ in new), made))[-1]
        there[digest], numbers[made.file], known[made.file] = made.file, number, made
        new.append((made, content))
        added.append(Added(path.name, number, made.kind))
    _keep(home, folder, new, knowledge, told)
    return added


def _documents(paths: Sequence[Path], worker: Worker) -> Iterator[tuple[str, bytes]]:
    """The documents of some files by their names; archives and mails give what they hold, each as it lies in them."""
    for path in paths:
        yield from worker.run(documents_in, read_bytes(path), path.name)


def documents_in(knowledge: Knowledge, content: bytes, file: str) -> tuple[tuple[str, bytes], ...]:  # noqa: ARG001 - a job
    """The job of opening an archive, or a mail with attachments; any other file is itself.

    Raises:
        Trouble: `papers.locked`, `.broken`, `.bomb`; each names the `file`.
    """
    alive(file)
    try:
        found = tuple(evidence.parts(content, file))
    except Trouble as trouble:
        if trouble.code not in ("papers.empty", "papers.unsupported"):
            raise
        return ((file, content),)  # to be refused as what no exhibit can be
    held = tuple((name.rpartition("/")[2], body) for name, body in found if name != file)
    return held or ((file, content),)


def _keep(
    home: Home,
    folder: CaseFolder,
    new: Sequence[tuple[Attachment, bytes]],
    knowledge: Knowledge,
    told: Mapping[str, str],
) -> None:
    text = folder.answers.rstrip("\n") + "\n" + "".join(_entry(each) for each, _ in new)
    if new:
        root_cause.read_sheet(text, ANSWERS, knowledge)
        for each, content in new:
            home.keep("exhibit-added", each.file, content, **told)
        home.keep("answers-stated", ANSWERS, text.encode())


def _attachment(path: Path, kind: str, folder: CaseFolder, there: Sequence[Attachment], about: About) -> Attachment:
    files = {*folder.evidence, *(each.file for each in there)}
    name = _free(plain(path.stem).lower() or "exhibit", "", {each.id for each in there})
    file = _free(f"{FOLDER}/{path.stem}", path.suffix, files)
    return Attachment(name, file, kind, {}, about.highlight, about.covers)


def _free(stem: str, ending: str, taken: set[str]) -> str:
    """The name itself, or with the first number that nobody has taken."""
    tried = (f"{stem}{ending}", *(f"{stem}-{place}{ending}" for place in range(2, len(taken) + 3)))
    return next(name for name in tried if name not in taken)


def opened_kind(knowledge: Knowledge, content: bytes, file: str, told: str | None) -> str:
    """The job of opening a document: the kind of exhibit that the seller told, else the one it is by its looks.

    Raises:
        Trouble: `evidence.*` for a file that can be no exhibit.
    """
    alive(file)
    evidence.admit(content, Attachment("new", file, told or OTHER), "1")
    if told is not None:
        return told
    try:
        paper = next(iter(evidence.read(content, file, knowledge, heard(assist.recogniser(knowledge)))), None)
    except Trouble:
        return OTHER
    fits = knowledge.papers[paper.kind].exhibits if paper else ()
    return fits[0] if fits else OTHER


def _entry(attachment: Attachment) -> str:
    """The table of one document, as `answers.toml` holds it; JSON's strings are TOML's."""
    rows = [f"[exhibits.{attachment.id}]"]
    told = {"file": attachment.file, "kind": attachment.kind}
    rows += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    lists = {"highlight": attachment.highlight, "covers": attachment.covers}
    rows += [f"{key} = {json.dumps(list(value), ensure_ascii=False)}" for key, value in lists.items() if value]
    return "\n" + "\n".join(rows) + "\n"
