"""Work on files from outside, done in a process of its own with limited memory and time.

A file that a stranger made may crash a parser, fill the memory or never end. In here that ends the worker, not the
program: the caller gets a `Trouble`, and the next job gets a fresh worker.
"""

import multiprocessing
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

from reinstate.case import Trouble
from reinstate.knowledge import Knowledge, load

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take, where the platform can limit it."""

PATIENCE = 60.0
"""Seconds that one job may take."""

START = 300.0
"""Seconds that a worker may take to be ready, on a machine with much else to do."""

P = ParamSpec("P")
T = TypeVar("T")


class Worker:
    """A process that does one job at a time; it starts with the first job and anew after every accident."""

    def __init__(self, cache: Path | None, patience: float = PATIENCE, memory: int = MEMORY) -> None:
        self._cache = cache
        self._patience = patience
        self._memory = memory
        self._turn = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection | None = None

    def run(self, job: Callable[Concatenate[Knowledge, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job, a function at the top of a module whose first argument is the knowledge.

        Raises:
            Trouble: what the job raises; `desk.file-endless` or `desk.file-broke` where it comes to no end.
        """
        with self._turn:
            done, value = self._ask(job, args, kwargs)
        if not done:
            raise value
        return cast(T, value)

    def warm(self) -> None:
        """Start the process now, so that the first job needn't wait for it."""
        with self._turn, suppress(EOFError, OSError, Trouble):  # the first job tells of it
            self._ready()

    def close(self) -> None:
        """End the process."""
        with self._turn:
            self._stop()

    def _ask(self, job: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[bool, Any]:
        try:
            line = self._ready()
            line.send((job, args, kwargs))
            if not line.poll(self._patience):
                self._stop()
                raise Trouble("desk.file-endless", seconds=round(self._patience))
            return cast(tuple[bool, Any], line.recv())
        except (EOFError, OSError) as error:
            self._stop()
            raise Trouble("desk.file-broke") from error

    def _ready(self) -> Connection:
        if self._process is None or self._line is None or not self._process.is_alive():
            self._stop()
            spawn = multiprocessing.get_context("spawn")
            self._line, theirs = spawn.Pipe()
            process = spawn.Process(target=_work, args=(theirs, self._cache, self._memory), daemon=True)
            process.start()
            self._process = process
            theirs.close()
            if not self._line.poll(START):
                self._stop()
                raise Trouble("desk.file-endless", seconds=round(START))
            self._line.recv()
        return self._line

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None


def _work(line: Connection, cache: Path | None, memory: int) -> None:
    """What runs in the process: it says that it is ready; jobs in, values or troubles out, until the line is closed."""
    _limit(memory)
    knowledge = load(cache=cache)
    line.send(None)
    while True:
        try:
            job, args, kwargs = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        try:
            answer = (True, job(knowledge, *args, **kwargs))
        except Trouble as trouble:
            answer = (False, trouble)
        except MemoryError:
            answer = (False, Trouble("desk.file-broke"))
        line.send(answer)


def _limit(memory: int) -> None:
    """Let this process take no more than that, leave no core file, and not end by the keyboard of its parent."""
    import signal  # noqa: PLC0415 - only the process needs it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, hard))
