"""What documents say, kept between two runs by their bytes: a scan takes seconds to be recognised, a vault holds many.

Nothing of it is needed: what is missing, damaged or of another state of the program is read again.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import reinstate
from reinstate import assist, evidence
from reinstate.case import KeptFile, Paper, Trouble
from reinstate.knowledge import Knowledge
from reinstate.knowledge.sealed import put, take
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.eyes import eyes

if TYPE_CHECKING:
    from reinstate.store.store import Store

FOLDER = "readings"
"""Where they lie beside the store; they hold what documents say, so they are as private as the documents."""

_ROOMS = ("case", "language", "evidence", "assist")
"""The rooms by whose code a document is read."""


@dataclass(frozen=True, slots=True)
class Library:
    """A folder of readings; `stamp` is the state of the program and its shelves that made them."""

    folder: Path
    stamp: str

    def take(self, file: KeptFile) -> Paper | None:
        """What that document said when it was read last, under the name that it has now."""
        known = take(self._place(file.sha256, file.name))
        if isinstance(known, tuple) and known[:1] == (self.stamp,) and isinstance(known[1], Paper):
            return replace(known[1], file=file.name)
        return None

    def put(self, file: KeptFile, paper: Paper) -> None:
        """Keep what a document says."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        put(self._place(file.sha256, file.name), (self.stamp, paper))

    def _place(self, sha256: str, name: str) -> Path:
        """The ending belongs to the key: it says how to read a file whose bytes don't."""
        ending = PurePosixPath(name).suffix.lower().lstrip(".")
        return self.folder / f"{sha256}.{ending if ending.isalnum() else 'none'}.pickle"


def library(home: Path, knowledge: Knowledge) -> Library:
    """The readings beside a store, as this program makes them, with or without an engine for pictures."""
    seeing = assist.recogniser(knowledge) is not None
    return Library(home / FOLDER, f"{reinstate.__version__} {knowledge.version} {_code()} {seeing}")


@functools.cache
def _code() -> str:
    """The state of the code that reads: where it is worked on, its version says too little."""
    root = Path(reinstate.__file__).parent
    files = (path for room in _ROOMS for path in (root / room).rglob("*.py"))
    return str(max(path.stat().st_mtime_ns for path in files))


def papers_of(
    store: "Store", files: Iterable[KeptFile], shelf: Library, worker: Worker
) -> Iterator[tuple[KeptFile, Paper | Trouble]]:
    """What each document says, or why that can't be told; what was read before isn't read again."""
    for file in files:
        known = shelf.take(file)
        if known is not None:
            yield file, known
            continue
        try:
            paper = worker.run(read_document, store.fetch(file.sha256), file.name)
        except Trouble as trouble:
            yield file, trouble
            continue
        shelf.put(file, paper)
        yield file, paper


def known_papers(files: Iterable[KeptFile], shelf: Library) -> Mapping[str, Paper]:
    """What was read before, by digest."""
    found = ((file.sha256, shelf.take(file)) for file in files)
    return {sha256: paper for sha256, paper in found if paper is not None}


def read_document(knowledge: Knowledge, content: bytes, name: str) -> Paper:
    """The job of reading one document that is no archive.

    Raises:
        Trouble: `papers.…`; each names the `file`.
    """
    alive(name)
    return evidence.read_part(content, name, knowledge, eyes(knowledge))
