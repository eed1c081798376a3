"""Work that nobody has asked for yet, done beside the pages while nobody waits for one."""

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress

from reinstate.case import Trouble
from reinstate.workflow.turns import ahead

Step = Callable[[], object]
"""One piece of such work; the shorter, the sooner it makes way."""

FIRST = 3.0
"""Seconds for which a program that was just started is left to its first page, which is wanted at once."""

LOOK = 0.03
"""Seconds between two looks whether somebody still waits."""


class Quiet:
    """Knows whether anybody waits for a page just now."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._waiting = 0
        self.begun = False
        """Whether a page was made since the start."""

    @contextmanager
    def broken(self) -> Iterator[None]:
        """Not quiet for as long as a page is made."""
        with self._turn:
            self._waiting += 1
        try:
            yield
        finally:
            with self._turn:
                self._waiting -= 1
                self.begun = True

    @property
    def there(self) -> bool:
        """Whether nobody waits."""
        return self._waiting == 0


class Warming:
    """Steps done one after the other in a thread, each begun only while it is quiet."""

    def __init__(self, steps: Generator[Step], quiet: Quiet) -> None:
        self._steps = steps
        self._quiet = quiet
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Begin no further step."""
        self._ended.set()

    def join(self, patience: float | None = None) -> bool:
        """Wait for the step under way, at most so many seconds; whether nothing is under way any more."""
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        with closing(self._steps):
            self._let_the_first_page_pass()
            for step in self._steps:
                while not (self._quiet.there or self._ended.wait(LOOK)):
                    pass
                if self._ended.is_set():
                    break
                with ahead(), suppress(Trouble):  # whoever asks for the same is told why it can't be had
                    step()

    def _let_the_first_page_pass(self) -> None:
        for _ in range(round(FIRST / LOOK)):
            if self._quiet.begun or self._ended.wait(LOOK):
                return
