"""What documents say, read one by one beside the page and kept by their bytes.

A photo takes seconds to be recognised. So a page shows at once what is known, and asks again while more comes in; a
document is read once, however often its case changes. A person may stop the reading of a case and let it go on.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reinstate import evidence
from reinstate.case import Exhibit, KeptFile, Paper, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Sign, Worker, alive
from reinstate.workflow.eyes import eyes
from reinstate.workflow.library import Library

Key = tuple[str, str]
"""The digest of a document and its name, whose ending says how to read it."""

STOPPED = "papers.stopped"


@dataclass(frozen=True, slots=True)
class Read:
    """What a document says; None where it can't be understood."""

    paper: Paper | None


@dataclass(frozen=True, slots=True)
class Headway:
    """How far the reading of some documents is: how many of them are read, and what the worker is at.

    `file` is empty while another case's documents are read first; `page` is 0 where there is none to tell.
    """

    done: int
    count: int
    file: str = ""
    page: int = 0
    stopped: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing is left to be read."""
        return self.done == self.count


class Readings:
    """The documents that were read, and a worker that reads the others when they are asked for."""

    def __init__(self, worker: Worker, library: Library | None = None) -> None:
        self._worker = worker
        self._library = library
        self._made: dict[Key, Read] = {}
        self._waiting: dict[Key, tuple[str, Exhibit]] = {}
        self._at: tuple[Key, str] | None = None
        self._sign = Sign()
        self._stopped: set[str] = set()
        self._turn = threading.Lock()
        self._reads = self._closed = False
        worker.watch = self._watch

    def keep(self, key: Key, paper: Paper | None) -> None:
        """Keep what a document says."""
        with self._turn:
            self._made[key] = Read(paper)
            self._waiting.pop(key, None)
        if self._library is not None and paper is not None:
            self._library.put(KeptFile(key[1], key[0], 0), paper)

    def read_before(self, keys: Iterable[Key]) -> dict[Key, Read]:
        """What is known of documents from this run or an earlier one; nothing is read for it."""
        wanted = list(keys)
        self._recall(wanted)
        with self._turn:
            return {key: self._made[key] for key in wanted if key in self._made}

    def known(self, exhibits: Iterable[Exhibit], case: str = "") -> dict[str, Read]:
        """What is known of each document, by attachment; the others are read from now on, unless that is stopped."""
        wanted = list(exhibits)
        self._recall(map(key_of, wanted))
        with self._turn:
            found = {each.id: self._made[key_of(each)] for each in wanted if key_of(each) in self._made}
            if case not in self._stopped:
                at = self._at[0] if self._at else None
                new = (each for each in wanted if each.id not in found and key_of(each) != at)
                self._waiting = {key_of(each): (case, each) for each in new} | self._waiting
                self._begin()
        return found

    def headway(self, exhibits: Iterable[Exhibit], case: str = "") -> Headway:
        """How far the reading of the documents of a case is."""
        return self.headway_of([key_of(each) for each in exhibits], case)

    def headway_of(self, keys: Sequence[Key], case: str) -> Headway:
        """Likewise, of documents by digest and name: of a case, or of a vault."""
        with self._turn:
            done = sum(key in self._made for key in keys)
            if self._at is None or self._at[0] not in keys:
                return Headway(done, len(keys), stopped=case in self._stopped)
            return Headway(done, len(keys), self._at[0][1], self._sign.page, case in self._stopped)

    def stop(self, case: str) -> None:
        """Read no more documents of a case; the one under way is given up, what was read stays."""
        with self._turn:
            self._stopped.add(case)
            self._waiting = {key: each for key, each in self._waiting.items() if each[0] != case}
            if self._at is not None and self._at[1] == case:
                self._worker.cancel()

    def go_on(self, case: str) -> None:
        """Let the documents of a case be read again when they are asked for."""
        with self._turn:
            self._stopped.discard(case)

    def close(self) -> None:
        """Read no more."""
        self._closed = True
        self._worker.close()

    def _recall(self, keys: Iterable[Key]) -> None:
        """Look up what an earlier run has read."""
        for key in keys:
            if self._library is None or key in self._made:
                continue
            paper = self._library.take(KeptFile(key[1], key[0], 0))
            if paper is not None:
                with self._turn:
                    self._made.setdefault(key, Read(paper))

    def _watch(self, sign: Sign) -> None:
        self._sign = sign

    def _begin(self) -> None:
        """Start to read, if nobody does; the caller has the turn."""
        if self._waiting and not self._reads:
            self._reads = True
            threading.Thread(target=self._read, daemon=True).start()

    def _next(self) -> Exhibit | None:
        with self._turn:
            self._at, self._sign = None, Sign()
            if self._closed or not self._waiting:
                self._reads = False
                return None
            key = next(iter(self._waiting))
            case, exhibit = self._waiting.pop(key)
            self._at = (key, case)
            return exhibit

    def _read(self) -> None:
        while (exhibit := self._next()) is not None:
            try:
                paper = self._worker.run(read_paper, exhibit.content, exhibit.file.name)
            except Trouble as trouble:
                if trouble.code == STOPPED:
                    continue
                paper = None
            self.keep(key_of(exhibit), paper)


def key_of(exhibit: Exhibit) -> Key:
    """Under what a document is kept."""
    return exhibit.sha256, exhibit.file.name


def read_paper(knowledge: Knowledge, content: bytes, name: str) -> Paper | None:
    """The job of reading one document.

    Raises:
        Trouble: `evidence.…`.
    """
    alive(name)
    return next(evidence.read(content, name, knowledge, eyes(knowledge)), None)
