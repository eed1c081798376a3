"""Where a case lies: a plain folder, or a journal in the store. A step reads it and keeps what a person chose."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from reinstate.case import Case, Entry, KeptFile, Trouble, entry_after, fold, upgraded
from reinstate.workflow.ask import write_bytes
from reinstate.workflow.cases import ACTOR, find, now
from reinstate.workflow.folder import CaseFolder, read_folder, waived

if TYPE_CHECKING:
    from reinstate.store.store import Store

SENT = ("plan.txt", "plan.docx", "plan.pdf", "plan.md")
"""Files of a submission that hold its plan, the one that reads back best first."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of a file with its name."""

    name: str
    content: bytes


class Home(Protocol):
    """A case that can be read as a folder, and that keeps files under a kind of journal entry."""

    def read(self) -> CaseFolder:
        """The raw files of the case as they are now."""

    def sent(self) -> Upload | None:
        """The plan as it was last sent, where the case has a journal that sealed it."""

    def keep(self, kind: str, name: str, content: bytes, **told: str) -> None:
        """Keep a file, and where the case has a journal, an entry that names it and tells the rest."""


@dataclass(frozen=True, slots=True)
class FolderHome:
    """A case folder: files are replaced, nothing is journalled."""

    folder: Path

    def read(self) -> CaseFolder:
        """The raw files of the folder.

        Raises:
            Trouble: what `read_folder` raises.
        """
        return read_folder(self.folder)

    def sent(self) -> Upload | None:
        """Nothing: a folder doesn't say what was sent."""
        return None

    def keep(self, kind: str, name: str, content: bytes, **told: str) -> None:  # noqa: ARG002 - no journal here
        """Write the file in one step; a draft is derived and needs none.

        Raises:
            Trouble: `ask.not-saved`.
        """
        if kind == "plan-drafted":
            return
        file = self.folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble("ask.not-saved", file=str(file), reason=error.strerror or str(error)) from error
        write_bytes(file, content)


@dataclass(frozen=True, slots=True)
class StoredHome:
    """A case in the store: every file kept is one more entry of its journal."""

    store: "Store"
    id: str
    clock: Callable[[], datetime] = now

    def read(self) -> CaseFolder:
        """The latest files of the case.

        Raises:
            Trouble: `package.no-answers`, or what the store raises.
        """
        journal = self.store.load(self.id)
        case = fold(journal)
        if case.answers is None:
            raise Trouble("package.no-answers", folder=case.title)
        notice = case.notices[-1]
        answers = self.store.fetch(case.answers.sha256)
        try:
            text = answers.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Trouble("package.answers-not-text", file=case.answers.name) from error
        return CaseFolder(
            name=case.title,
            notice_file=notice.name,
            notice=self.store.fetch(notice.sha256),
            answers=text,
            evidence=self._fetched(case.exhibits),
            edits=self._fetched(tuple(each for each in case.plans if each.name.endswith(".json"))),
            confirmed=last_confirmed(journal),
            waivers=waived(case.waivers),
        )

    def sent(self) -> Upload | None:
        """The plan of the last submission, in the form that reads back best.

        Raises:
            Trouble: what the store raises.
        """
        for submission in reversed(fold(self.store.load(self.id)).submissions):
            files = {each.name: each for each in submission.files}
            if name := next((each for each in SENT if each in files), None):
                return Upload(name, self.store.fetch(files[name].sha256))
        return None

    def _fetched(self, files: tuple[KeptFile, ...]) -> dict[str, bytes]:
        return {each.name: self.store.fetch(each.sha256) for each in files}

    def keep(self, kind: str, name: str, content: bytes, **told: str) -> None:
        """Keep the bytes and append an entry; the same bytes under the same name need none.

        Raises:
            Trouble: what `Store.keep` and `Store.append` raise.
        """
        journal = self.store.load(self.id)
        kept = {"name": name, "sha256": self.store.keep(content), "size": len(content)}
        if KeptFile(**kept) in _latest(fold(journal)):  # type: ignore[arg-type]  # the values are of those types
            return
        body: Mapping[str, Any] = {"files": [kept], **told}
        self.store.append(self.id, entry_after(journal[-1], self.clock(), ACTOR, kind, body))


def last_confirmed(journal: Sequence[Entry]) -> Mapping[str, Any]:
    """What a person corrected and confirmed last in the reading of a notice; nothing where nobody did."""
    entry = next((each for each in reversed(journal) if each.kind == "reading-confirmed"), None)
    return upgraded(entry) if entry else {}


def _latest(case: Case) -> tuple[KeptFile, ...]:
    return (*case.plans, *((case.answers,) if case.answers else ()))


def home_of(named: str, store: Callable[[], "Store"]) -> Home:
    """The case that a person names: a folder that is there, else the beginning of an id in the store.

    Raises:
        Trouble: `package.no-folder` for a path that isn't there, or `cases.unknown`, `cases.ambiguous`.
    """
    folder = Path(named)
    if folder.is_dir():
        return FolderHome(folder)
    if not named.isalnum():
        raise Trouble("package.no-folder", folder=named)
    opened = store()
    return StoredHome(opened, find(opened, named))
