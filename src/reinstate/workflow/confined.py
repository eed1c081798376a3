"""Work on files from outside, done in a process of its own with limited memory and time.

A file that a stranger made may crash a parser, fill the memory or never end. In here that ends the worker, not the
program: the caller gets a `Trouble`, and the next job gets a fresh worker. A job that takes long because there is much
to do says so with `alive`; only one that is silent for too long is ended. What counts is the time that it computes, so
that nothing is given up because the machine has much else to do.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Self, TypeVar, cast

from reinstate.case import Trouble
from reinstate.knowledge import Knowledge, load
from reinstate.workflow.turns import Turn
from reinstate.workflow.write import unbroken

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

MEMORY = 4_000_000_000
"""Bytes of address space that a worker may take, where the platform can limit it."""

PATIENCE = 60.0
"""Seconds of computing that a job may go without a sign of life."""

STALLED = 4
"""Times the patience by the clock after which a job that hardly computes is ended too."""

ONE_FILE = 1_000_000_000
"""Bytes of address space that reading a single document may take: four times what scans of A4 pages need."""

ONE_FILE_PATIENCE = 30.0
"""Seconds of computing that reading a single document, or one scanned page of it, may take."""

START = 300.0
"""Seconds that a worker may take to be ready, on a machine with much else to do."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of life: the file and page that a worker is at, and which one of how many that is; 0 is not known."""

    file: str = ""
    page: int = 0
    done: int = 0
    count: int = 0


class Worker:
    """A process that does one job at a time; it starts with the first job and anew after every accident."""

    def __init__(self, cache: Path | None, patience: float = PATIENCE, memory: int = MEMORY, nice: int = 0) -> None:
        self._cache = cache
        self._patience = patience
        self._memory = memory
        self._nice = nice
        self.turn = Turn()
        """Whose job is done: those that somebody waits for come first."""
        self._process: BaseProcess | None = None
        self._line: Connection | None = None
        self._at = Sign()
        self._place = (0, 0)
        self._closed = self._cancelled = False
        self.watch: Callable[[Sign], None] | None = None
        """Is told every sign of life, and an empty one when a job is over."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def run(self, job: Callable[Concatenate[Knowledge, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a job, a function at the top of a module whose first argument is the knowledge.

        Raises:
            Trouble: what the job raises. Where it comes to no end: `papers.slow` or `papers.harmful` with the `file`
                that it said it was at, `desk.file-endless` or `desk.file-broke` where it named none.
        """
        with self.turn:
            return cast(T, next(self._answers(job, args, kwargs, _DONE)))

    def each(
        self, job: Callable[Concatenate[Knowledge, P], Iterable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Iterator[T]:
        """Do a job that gives values one by one, each passed on as it is there; other jobs wait for the last one.

        Raises:
            Trouble: what `run` raises, after the values that were given before.
        """
        with self.turn:
            try:
                yield from self._answers(_one_by_one, (job, args, kwargs), {}, _GAVE)
            except GeneratorExit:
                self._stop()  # nobody waits for the rest
                raise

    def warm(self) -> None:
        """Start the process now, so that the first job needn't wait for it."""
        with self.turn, suppress(EOFError, OSError, Trouble):  # the first job tells of it
            self._ready()

    def close(self) -> None:
        """End the process whatever it is at; no other is started."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()  # whoever waits for its job holds the turn, and lets go of it now
        with self.turn:
            self._stop()

    def _answers(self, job: Any, args: tuple[Any, ...], kwargs: Mapping[str, Any], wanted: str) -> Iterator[Any]:
        """What the process says of one sort, up to its last word."""
        self._at, self._cancelled = Sign(), False
        try:
            line = self._ready()
            line.send((job, args, kwargs))
            while True:
                if not line.poll(self._patience * STALLED):
                    raise self._given_up(slow=True)
                said, value = line.recv()
                if said == wanted:
                    self._told(Sign())
                    yield value
                if said == _FAILED:
                    raise value
                if said == _DONE:
                    return
                if said == _ALIVE:
                    self._note(value)
        except (EOFError, OSError) as error:
            raise self._given_up(slow=self._overran()) from error
        except KeyboardInterrupt:
            self._stop()  # nobody waits for the rest
            raise
        finally:
            self._told(Sign())

    def place(self, done: int, count: int) -> None:
        """Say which one of how many files the next jobs are about, for who watches."""
        self._place = (done, count)

    def cancel(self) -> None:
        """End the job under way, from another thread; whoever waits for it gets `papers.stopped`."""
        self._cancelled = True
        if self._process is not None:
            self._process.kill()

    def _note(self, sign: Sign) -> None:
        if not sign.file:
            sign = replace(self._at, page=sign.page or self._at.page)
        elif not sign.count:
            sign = replace(sign, done=self._place[0], count=self._place[1])
        self._at = sign
        self._told(sign)

    def _told(self, sign: Sign) -> None:
        if self.watch is not None:
            self.watch(sign)

    def _overran(self) -> bool:
        """Whether the process was ended because it computed for too long."""
        if self._process is None or _TIMER is None:
            return False
        self._process.join(1)
        return self._process.exitcode == -signal.SIGPROF

    def _given_up(self, *, slow: bool) -> Trouble:
        """The process ended, and what to say of the file that it was at."""
        self._stop()
        seconds, file = round(self._patience), self._at.file
        if self._cancelled:
            return Trouble("papers.stopped")
        if slow:
            return Trouble("papers.slow", file=file, limit=seconds) if file else _endless(seconds)
        return Trouble("papers.harmful", file=file) if file else Trouble("desk.file-broke")

    def _ready(self) -> Connection:
        if self._process is None or self._line is None or not self._process.is_alive():
            self._stop()
            if self._closed:
                raise EOFError
            spawn = multiprocessing.get_context("spawn")
            self._line, theirs = spawn.Pipe()
            limits = _Limits(self._memory, self._patience, self._nice)
            process = spawn.Process(target=_work, args=(theirs, self._cache, limits), daemon=True)
            with unbroken():  # nor is the process ended by the keyboard before it can say so itself
                process.start()
            self._process = process
            theirs.close()
            if self._closed:  # meanwhile, by another thread that did not know of this process yet
                process.kill()
            if not self._line.poll(START):
                self._stop()
                raise _endless(round(START))
            self._line.recv()
        return self._line

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._line = None


def _endless(seconds: int) -> Trouble:
    return Trouble("desk.file-endless", seconds=seconds)


_GAVE, _DONE, _FAILED, _ALIVE = "gave", "done", "failed", "alive"
"""What a process says: a value of several, the last word, a trouble, or only that it is still at work."""

_TIMER: int | None = getattr(signal, "ITIMER_PROF", None)
"""Counts what a process computes; Windows has no such timer, and there the clock alone counts."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """What a process may take: bytes of memory, seconds of computing between signs of life; how far others go first."""

    memory: int
    patience: float
    nice: int


_HERE: Connection | None = None
"""Inside a worker's process: the line to the program; None everywhere else."""

_PATIENCE = 0.0
"""Inside a worker's process: the seconds of computing that it has from each sign of life on; 0 for any number."""


_CACHE: Path | None = None
"""Inside a worker's process: the user's cache folder."""


def alive(file: str = "", *, page: int = 0, done: int = 0, count: int = 0) -> None:
    """Say from within a job that it is still at work, and on what; outside of a worker it says nothing.

    Args:
        file: what it is at from now on; empty for what it said last.
        page: the page of it.
        done: the number of the file among those of the job, from 1; 0 where the job has one.
        count: how many those are.
    """
    if _HERE is not None:
        _counted(_PATIENCE)
        _HERE.send((_ALIVE, Sign(file, page, done, count)))


def _counted(seconds: float) -> None:
    """End this process when it has computed for so long from now on; 0 for never.

    The system does it, so that no library that keeps the interpreter waiting is in the way.
    """
    if _TIMER is not None:
        signal.setitimer(_TIMER, seconds)


def cache_here() -> Path | None:
    """Inside of a worker, where it may keep what can be made again."""
    return _CACHE


def _one_by_one(
    knowledge: Knowledge, job: Callable[..., Iterable[Any]], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> None:
    for value in job(knowledge, *args, **kwargs):
        if _HERE is not None:
            _counted(_PATIENCE)
            _HERE.send((_GAVE, value))


def _work(line: Connection, cache: Path | None, limits: _Limits) -> None:
    """What runs in the process: it says that it is ready; jobs in, values or troubles out, until the line is closed."""
    global _HERE, _CACHE, _PATIENCE
    _limit(limits.memory)
    _yield(limits.nice)
    knowledge = load(cache=cache)
    _HERE, _CACHE, _PATIENCE = line, cache, limits.patience
    line.send((_ALIVE, Sign()))
    while True:
        try:
            job, args, kwargs = line.recv()
        except (EOFError, OSError, KeyboardInterrupt):  # nobody is there any more
            return
        _counted(_PATIENCE)
        try:
            line.send((_DONE, job(knowledge, *args, **kwargs)))
        except Trouble as trouble:
            line.send((_FAILED, trouble))
        except MemoryError:
            return  # what is left of the memory is no place to go on in
        _counted(0.0)


def _yield(nice: int) -> None:
    """Let others go first by so much, where the platform can: a person waits for them."""
    if nice and hasattr(os, "nice"):
        os.nice(nice)


def _limit(memory: int) -> None:
    """Let this process take no more than that, leave no core file, and not end by the keyboard of its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (limit, hard))
