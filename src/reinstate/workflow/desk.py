"""The steps of the workbench that keep a case in the store: every choice of a person is one entry of its journal.

The number of the last entry that a page has seen goes with everything it writes; who comes second gets
`store.conflict`, and nothing is written over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from reinstate.case import Case, Entry, KeptFile, Trouble, entry_after, files_of, fold, upgraded
from reinstate.workflow.cases import ACTOR, find, now, open_case
from reinstate.workflow.demo import EXAMPLES, FOLDER
from reinstate.workflow.folder import CaseFolder, waived
from reinstate.workflow.homes import last_confirmed

if TYPE_CHECKING:
    from reinstate.store.store import Store

Clock = Callable[[], datetime]

MOST_BYTES = 50_000_000
"""Size of one upload."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A case as a page sees it: its journal and what that tells."""

    journal: tuple[Entry, ...]
    case: Case

    @property
    def id(self) -> str:
        """The id of the case."""
        return self.case.id

    @property
    def seq(self) -> int:
        """The number of the last entry: what a write has to name."""
        return self.case.count

    @property
    def notice(self) -> KeptFile:
        """The newest message of Amazon in the case.

        Raises:
            Trouble: `cases.no-notice`.
        """
        found = (*self.case.notices, *self.case.replies)
        if not found:
            raise Trouble("cases.no-notice", folder=self.case.title)
        return found[-1]

    def last(self, *kinds: str) -> Entry | None:
        """The newest entry of one of these kinds."""
        return next((each for each in reversed(self.journal) if each.kind in kinds), None)

    def body(self, *kinds: str) -> Mapping[str, Any]:
        """What the newest entry of one of these kinds says; nothing where there is none."""
        entry = self.last(*kinds)
        return upgraded(entry) if entry else {}


def look_up(store: "Store", start: str) -> Opened:
    """The one case whose id begins so.

    Raises:
        Trouble: `cases.unknown`, `cases.ambiguous`, or what `Store.load` raises.
    """
    journal = store.load(find(store, start))
    return Opened(journal, fold(journal))


def receive(store: "Store", name: str, content: bytes, title: str, clock: Clock = now) -> Opened:
    """Open a case with a notice that was read before; its bytes are kept as they came.

    Raises:
        Trouble: what `Store.keep` and `Store.append` raise.
    """
    file = {"name": f"notice{_ending(name)}", "sha256": store.keep(content), "size": len(content)}
    entry = entry_after(None, clock(), ACTOR, "notice-received", {"title": title, "file": name, "files": [file]})
    store.append(entry.hash, entry)
    return Opened((entry,), fold((entry,)))


def open_example(store: "Store", name: str, title: str, clock: Clock = now) -> Case:
    """Open a case with all files of a bundled example.

    Raises:
        Trouble: `cases.unknown`, or what `open_case` raises.
    """
    if name not in EXAMPLES:
        raise Trouble("cases.unknown", start=name)
    return open_case(store, FOLDER / name, title, clock)


def write(store: "Store", opened: Opened, kind: str, body: Mapping[str, Any], clock: Clock = now) -> Opened:
    """Add one entry to a case that nobody else has written to meanwhile.

    Raises:
        Trouble: `store.conflict` where somebody has, or what `Store.append` raises.
    """
    entry = entry_after(opened.journal[-1], clock(), ACTOR, kind, body)
    store.append(opened.id, entry)
    return Opened((*opened.journal, entry), fold((*opened.journal, entry)))


def at(opened: Opened, seq: int) -> Opened:
    """The same case, if it still ends with the entry that a page has seen.

    Raises:
        Trouble: `store.conflict`.
    """
    if opened.seq != seq:
        raise Trouble("store.conflict", case=opened.id[:8], seq=seq)
    return opened


def keep(store: "Store", name: str, content: bytes) -> dict[str, str | int]:
    """Keep the bytes of a file and give the row by which an entry names it.

    Raises:
        Trouble: `store.disk-full` or `store.not-written`.
    """
    return {"name": name, "sha256": store.keep(content), "size": len(content)}


def folder_of(store: "Store", opened: Opened) -> CaseFolder:
    """The case as the main job takes it; without answers yet, their sheet is empty.

    Raises:
        Trouble: `cases.no-notice`, or what `Store.fetch` raises.
    """
    case = opened.case
    notice = opened.notice
    answers = store.fetch(case.answers.sha256).decode("utf-8-sig") if case.answers else ""
    return CaseFolder(
        case.title,
        PurePosixPath(notice.name).name,
        store.fetch(notice.sha256),
        answers,
        evidence={each.name: store.fetch(each.sha256) for each in case.exhibits},
        edits={each.name: store.fetch(each.sha256) for each in case.plans if each.name.endswith(".json")},
        confirmed=last_confirmed(opened.journal),
        waivers=waived(case.waivers),
    )


def versions(opened: Opened, *kinds: str) -> tuple[tuple[Entry, KeptFile], ...]:
    """Every version of the file that entries of these kinds keep, the newest first."""
    found = ((each, files_of(each)) for each in reversed(opened.journal) if each.kind in kinds)
    return tuple((entry, files[-1]) for entry, files in found if files)


def _ending(name: str) -> str:
    """The ending of an uploaded file's name, where it is a plain one."""
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    return ending if ending[1:].isascii() and ending[1:].isalnum() and len(ending) < 8 else ".txt"
