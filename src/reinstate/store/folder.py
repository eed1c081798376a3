"""A case as one plain folder, readable without this program.

`journal.jsonl` holds one entry a line, `files/<sha256>` the bytes that entries name, `seal.json` how many entries there
are and the hash of the last one (so that a journal cut short is noticed), `README.txt` explains it to people.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reinstate.case import Entry, KeptFile, Trouble, canonical, files_of, journal_line, parse_journal
from reinstate.store.faults import of_file
from reinstate.store.files import sync_folder, verified, write_whole
from reinstate.store.store import Store

_PARTS = ("files", "journal.jsonl", "README.txt", "seal.json")
"""In the order in which they appear; a folder without its seal is not finished."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A case in a folder: its verified journal, and its files, each once."""

    folder: Path
    journal: tuple[Entry, ...]
    files: tuple[KeptFile, ...]

    def contents(self) -> Iterator[bytes]:
        """The bytes of each file in turn, verified.

        Raises:
            Trouble: `store.file-missing`, `store.file-damaged`, `store.not-read`.
        """
        for file in self.files:
            yield verified(self.folder / "files" / file.sha256, file.sha256)


def seal(journal: tuple[Entry, ...]) -> bytes:
    """What `seal.json` says of a journal."""
    return canonical({"case": journal[0].hash, "entries": len(journal), "head": journal[-1].hash}) + b"\n"


def named(journal: tuple[Entry, ...]) -> tuple[KeptFile, ...]:
    """Every file that a journal names, one for each digest."""
    return tuple({file.sha256: file for entry in journal for file in files_of(entry)}.values())


def write(store: Store, case_id: str, target: Path, readme: Callable[[Entry], str], *, force: bool) -> Carried:
    """Write a case into a folder that is empty or not there, or, forced, in place of an earlier export.

    Raises:
        Trouble: see `carry_out`.
    """
    journal = store.load(case_id)
    try:
        made = _claim(target, force=force)
        beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=target))
        try:
            _fill(beside, store, journal, readme(journal[-1]))
            _take_place(beside, target)
        except BaseException:
            shutil.rmtree(target if made else beside, ignore_errors=True)
            raise
    except OSError as error:
        raise of_file(error) from error
    return Carried(target, journal, named(journal))


def _claim(target: Path, *, force: bool) -> bool:
    """Make sure of the right to write there; true where the folder was made just now."""
    if not target.exists():
        target.mkdir(parents=True)
        return True
    if not target.is_dir():
        raise Trouble("store.folder-in-use", where=str(target))
    present = {path.name for path in target.iterdir()}
    if present and not force:
        raise Trouble("store.folder-in-use", where=str(target))
    ours = {name for name in present if name in _PARTS or name.startswith((".writing-", ".old-"))}
    if present != ours:
        raise Trouble("store.folder-not-ours", where=str(target), stranger=min(present - ours))
    return False


def _fill(folder: Path, store: Store, journal: tuple[Entry, ...], readme: str) -> None:
    files = folder / "files"
    files.mkdir()
    for file in named(journal):
        write_whole(files / file.sha256, store.fetch(file.sha256))
    sync_folder(files)
    write_whole(folder / "journal.jsonl", b"".join(journal_line(entry) + b"\n" for entry in journal))
    write_whole(folder / "README.txt", readme.encode("utf-8"))
    write_whole(folder / "seal.json", seal(journal))
    sync_folder(folder)


def _take_place(beside: Path, target: Path) -> None:
    """Old parts out, the seal first; new parts in, the seal last; then the old ones go."""
    old = Path(tempfile.mkdtemp(prefix=".old-", dir=target))
    for name in reversed(_PARTS):
        if (target / name).exists():
            (target / name).replace(old / name)
    for name in _PARTS:
        (beside / name).replace(target / name)
    sync_folder(target)
    for left in [path for path in target.iterdir() if path.name not in _PARTS]:
        shutil.rmtree(left, ignore_errors=True)


def read(folder: Path) -> Carried:
    """Read a folder and verify every entry and every file of it; nothing else that lies there is looked at.

    Raises:
        Trouble: see `look_into`.
    """
    journal = parse_journal(_part(folder, "journal.jsonl"))
    if not journal or _part(folder, "seal.json") != seal(journal):
        raise Trouble("store.folder-seal", where=str(folder), entries=len(journal), sealed=_sealed(folder))
    carried = Carried(folder, journal, named(journal))
    for _ in carried.contents():
        pass
    return carried


def _part(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Trouble("store.folder-not-a-case", where=str(folder), part=name) from error
    except OSError as error:
        raise of_file(error, "store.not-read") from error


def _sealed(folder: Path) -> str:
    """The number of entries that the seal speaks of, for the message only."""
    try:
        return str(json.loads(_part(folder, "seal.json"))["entries"])
    except (ValueError, TypeError, KeyError):
        return "?"
