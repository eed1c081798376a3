"""What documents say, read one by one beside the page and kept by their bytes.

A photo takes seconds to be recognised. So a page shows at once what is known, and asks again while more comes in; a
document is read once, however often its case changes.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from reinstate import assist, evidence
from reinstate.case import Exhibit, Paper, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Worker

Key = tuple[str, str]
"""The digest of a document and its name, whose ending says how to read it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says; None where it can't be understood."""

    paper: Paper | None


class Readings:
    """The documents that were read, and a worker that reads the others when they are asked for."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._made: dict[Key, Read] = {}
        self._asked: set[Key] = set()
        self._turn = threading.Lock()
        self._closed = False

    def keep(self, key: Key, paper: Paper | None) -> None:
        """Keep what a document says."""
        with self._turn:
            self._made[key] = Read(paper)
            self._asked.discard(key)

    def known(self, exhibits: Iterable[Exhibit]) -> dict[str, Read]:
        """What is known of each document, by attachment; the others are read from now on."""
        wanted = list(exhibits)
        with self._turn:
            found = {each.id: self._made[key_of(each)] for each in wanted if key_of(each) in self._made}
            new = {key_of(each): each for each in wanted if each.id not in found and key_of(each) not in self._asked}
            self._asked |= set(new)
        if new:
            threading.Thread(target=self._read, args=(list(new.values()),), daemon=True).start()
        return found

    def close(self) -> None:
        """Read no more."""
        self._closed = True
        self._worker.close()

    def _read(self, exhibits: list[Exhibit]) -> None:
        for each in exhibits:
            if self._closed:
                return
            try:
                paper = self._worker.run(read_paper, each.original.content, each.file.name)
            except Trouble:
                paper = None
            self.keep(key_of(each), paper)


def key_of(exhibit: Exhibit) -> Key:
    """Under what a document is kept."""
    return exhibit.original.sha256, exhibit.file.name


def read_paper(knowledge: Knowledge, content: bytes, name: str) -> Paper | None:
    """The job of reading one document.

    Raises:
        Trouble: `evidence.…`.
    """
    return next(evidence.read(content, name, knowledge, assist.recogniser(knowledge)), None)
