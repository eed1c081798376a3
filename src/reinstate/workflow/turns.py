"""Whose turn it is at something that bears one at a time: what somebody waits for goes before what is made ready."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import monotonic

POLITE = 5.0
"""Seconds that work ahead lets others go before it; then it stands in line as they do: somebody may need it by now."""

_AHEAD: ContextVar[bool] = ContextVar("ahead", default=False)


@contextmanager
def ahead() -> Iterator[None]:
    """What is done in here was asked for by nobody yet."""
    token = _AHEAD.set(True)
    try:
        yield
    finally:
        _AHEAD.reset(token)


@dataclass(frozen=True, slots=True, eq=False)
class _Place:
    """A place in the line; until that moment of the clock its holder lets others go first."""

    polite_until: float
    called: threading.Event = field(default_factory=threading.Event)


class Turn:
    """A lock that goes to those whom somebody waits for in the order in which they came, then to work ahead."""

    def __init__(self, polite: float = POLITE) -> None:
        self._polite = polite
        self._change = threading.Lock()
        self._taken = False
        self._line: list[_Place] = []

    def __enter__(self) -> None:
        with self._change:
            if not self._taken:
                self._taken = True
                return
            place = _Place(monotonic() + self._polite if _AHEAD.get() else 0.0)
            self._line.append(place)
        try:
            place.called.wait()
        except BaseException:
            self._leave(place)
            raise

    def __exit__(self, *_: object) -> None:
        with self._change:
            self._call_next()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    def _call_next(self) -> None:
        now = monotonic()
        place = next((each for each in self._line if each.polite_until <= now), next(iter(self._line), None))
        if place is None:
            self._taken = False
            return
        self._line.remove(place)
        place.called.set()

    def _leave(self, place: _Place) -> None:
        with self._change:
            if place in self._line:
                self._line.remove(place)
            else:  # it was called just now
                self._call_next()
