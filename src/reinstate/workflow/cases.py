"""The steps that keep cases: open one from a folder, list, look, read the journal, carry out and in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reinstate import store as room
from reinstate.case import Case, Entry, KeptFile, Trouble, entry_after, fold, opens_vault, phase
from reinstate.workflow.folder import PLANS

if TYPE_CHECKING:
    from reinstate.store.store import Store

ACTOR = "person"
"""Who acts when nobody else is named: the person at the keyboard."""

SHORT = 8
"""Digits of an id that people get to see."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file of a case folder on its way into a journal: the kind of its entry, its name there, where it lies."""

    kind: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Standing:
    """A case and where it stands; where its journal can't be read, `trouble` says why and the case is None."""

    id: str
    case: Case | None = None
    phase: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case that was brought in; `known` where the very same journal was there before."""

    case: Case
    known: bool


def now() -> datetime:
    """The clock of the shell."""
    return datetime.now(UTC)


def open_case(store: "Store", folder: Path, title: str | None = None, clock: Callable[[], datetime] = now) -> Case:
    """Keep every file of a case folder as it is and open a journal with one entry a file, all of them or none.

    Raises:
        Trouble: `cases.no-folder`, `cases.no-notice`, `cases.several-notices`, `cases.name-unfit`, `cases.not-read`, or
            what `Store.keep` and `Store.append` raise.
    """
    journal: list[Entry] = []
    named = {"title": title or folder.resolve().name.encode("utf-8", "replace").decode("utf-8")}
    for upload in uploads(folder):
        body = {**named, "files": [_keep(store, upload)]}
        journal.append(entry_after(journal[-1] if journal else None, clock(), ACTOR, upload.kind, body))
        named = {}
    store.append(journal[0].hash, *journal)
    return fold(journal)


def uploads(folder: Path) -> tuple[Upload, ...]:
    """The files of a case folder: the notice, the answers if there are any, the evidence and edited plans by name.

    Raises:
        Trouble: `cases.no-folder`, `cases.no-notice`, `cases.several-notices`, `cases.name-unfit`.
    """
    if not folder.is_dir():
        raise Trouble("cases.no-folder", folder=str(folder))
    answers, evidence = folder / "answers.toml", folder / "evidence"
    found = [("notice-received", _notice(folder))]
    found += [("answers-stated", answers)] if answers.is_file() else []
    found += [("exhibit-added", path) for path in sorted(evidence.rglob("*")) if _counts(path, evidence)]
    found += [("plan-edited", path) for path in sorted((folder / PLANS).glob("*.json"))]
    return tuple(Upload(kind, _name(path, folder), path) for kind, path in found)


def _notice(folder: Path) -> Path:
    found = sorted(path for path in folder.iterdir() if path.stem.lower() == "notice" and path.is_file())
    if not found:
        raise Trouble("cases.no-notice", folder=str(folder))
    if len(found) > 1:
        raise Trouble("cases.several-notices", files=", ".join(path.name for path in found))
    return found[0]


def _counts(path: Path, evidence: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(evidence).parts)
    return path.is_file() and not hidden


def _name(path: Path, folder: Path) -> str:
    name = path.relative_to(folder).as_posix()
    try:
        name.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Trouble("cases.name-unfit", file=ascii(name)) from error
    return name


def _keep(store: "Store", upload: Upload) -> dict[str, str | int]:
    try:
        content = upload.path.read_bytes()
    except OSError as error:
        raise Trouble("cases.not-read", file=str(upload.path), reason=error.strerror or str(error)) from error
    return {"name": upload.name, "sha256": store.keep(content), "size": len(content)}


def find(store: "Store", start: str) -> str:
    """The one case whose id begins so.

    Raises:
        Trouble: `cases.unknown`, `cases.ambiguous`.
    """
    found = [case_id for case_id in store.cases() if start and case_id.startswith(start.lower())]
    if not found:
        raise Trouble("cases.unknown", start=start)
    if len(found) > 1:
        raise Trouble("cases.ambiguous", start=start, found=", ".join(each[: len(start) + SHORT] for each in found))
    return found[0]


def list_cases(store: "Store") -> tuple[Standing, ...]:
    """Every case and where it stands, the oldest first; one that can't be read hides none of the others."""
    return tuple(_standing(store, case_id) for case_id in store.cases())


def _standing(store: "Store", case_id: str) -> Standing:
    try:
        case = fold(store.load(case_id))
    except Trouble as trouble:
        return Standing(case_id, trouble=trouble)
    return Standing(case_id, case, phase(case))


def show_case(store: "Store", start: str) -> Case:
    """One case, as its journal tells it.

    Raises:
        Trouble: `cases.unknown`, `cases.ambiguous`, or what `Store.load` raises.
    """
    return fold(store.load(find(store, start)))


def read_log(store: "Store", start: str) -> tuple[Entry, ...]:
    """The journal of one case, its chain verified.

    Raises:
        Trouble: `cases.unknown`, `cases.ambiguous`, or what `Store.load` raises.
    """
    return store.load(find(store, start))


def export_case(
    store: "Store", start: str, target: Path, readme: Callable[[Entry], str], *, force: bool = False
) -> tuple[Entry, tuple[KeptFile, ...]]:
    """Write a case as one plain folder; gives the last entry and the files in it.

    Raises:
        Trouble: `cases.unknown`, `cases.ambiguous`, or what `store.carry_out` raises.
    """
    carried = room.carry_out(store, find(store, start), target, readme, force=force)
    return carried.journal[-1], carried.files


def import_case(store: "Store", folder: Path) -> Arrival:
    """Bring in a case from such a folder; everything is verified before anything is written.

    Raises:
        Trouble: `cases.already-there` where the store holds another state of the same case; `cases.is-vault`; what
            `store.look_into`, `Store.keep` and `Store.append` raise.
    """
    carried = room.look_into(folder)
    if opens_vault(carried.journal[0]):
        raise Trouble("cases.is-vault", folder=str(folder))
    case = fold(carried.journal)
    known = case.id in store.cases()
    if known and store.load(case.id)[-1].hash != case.head:
        raise Trouble("cases.already-there", case=case.id[:SHORT], title=case.title)
    _keep_all(store, carried.contents())
    if not known:
        store.append(case.id, *carried.journal)
    return Arrival(case, known)


def waive(store: "Store", start: str, finding: str, reason: str, clock: Callable[[], datetime] = now) -> Case:
    """Let a finding stand, with a reason that goes into the journal; `finding` is a rule's id, or `rule: words`.

    Raises:
        Trouble: `cases.waiver-empty` where either says nothing; `cases.unknown`, `cases.ambiguous`, or what
            `Store.load` and `Store.append` raise.
    """
    body = {"finding": finding.strip(), "reason": reason.strip()}
    if not all(body.values()):
        raise Trouble("cases.waiver-empty")
    case_id = find(store, start)
    journal = store.load(case_id)
    entry = entry_after(journal[-1], clock(), ACTOR, "finding-waived", body)
    store.append(case_id, entry)
    return fold((*journal, entry))


def _keep_all(store: "Store", contents: Iterator[bytes]) -> None:
    for content in contents:
        store.keep(content)
