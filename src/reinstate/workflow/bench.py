"""The workbench: the open store, the knowledge, the workers that open strangers' files, and what is derived of cases.

Derived things are kept by what they follow from: the files and choices that the last entries name. So an answer taken
back costs nothing, nor the same case once more. Nothing of them is written down.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

from reinstate import notice
from reinstate.case import Meaning, Reading, Trouble, canonical
from reinstate.knowledge import Knowledge
from reinstate.workflow import corrections
from reinstate.workflow.cases import now
from reinstate.workflow.confined import Worker
from reinstate.workflow.desk import Clock, Opened, folder_of, look_up
from reinstate.workflow.desk_readings import Readings
from reinstate.workflow.drawings import CHOICES
from reinstate.workflow.homes import last_confirmed
from reinstate.workflow.package import Choice, Worked, work_apart
from reinstate.workflow.reading import read_upload
from reinstate.workflow.turns import ahead

if TYPE_CHECKING:
    from reinstate.store.store import Store

T = TypeVar("T")

MOST_KEPT = 400
"""Derived values held in memory."""


class Derived:
    """Values made once for each key; two who ask for the same wait for one making."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._turn = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}

    def known(self, key: Hashable) -> Any | None:
        """The value, if it was made already."""
        with self._turn:
            if key in self._made:
                self._made.move_to_end(key)
            return self._made.get(key)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made now if it wasn't yet; trouble in making is not kept."""
        with self._turn:
            lock = self._making.setdefault(key, threading.Lock())
        with lock:
            if (found := self.known(key)) is None:
                found = make()
                with self._turn:
                    self._made[key] = found
                    while len(self._made) > self._most:
                        self._made.popitem(last=False)
        with self._turn:
            self._making.pop(key, None)
        return cast(T, found)


class Foresight:
    """Does what somebody may want next, one thing at a time; of what is asked for meanwhile only the newest."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._next: Callable[[], object] | None = None
        self._busy = False

    def ask(self, make: Callable[[], object]) -> None:
        """Have something made; nobody waits for it, and whoever needs it is told what trouble there is."""
        with self._turn:
            self._next = make
            if self._busy:
                return
            self._busy = True
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while make := self._taken():
            with ahead(), suppress(Trouble):
                make()

    def _taken(self) -> Callable[[], object] | None:
        with self._turn:
            make, self._next = self._next, None
            self._busy = make is not None
            return make


@dataclass
class Bench:
    """What every step works with: `quick` reads what a person waits for, `heavy` works through whole cases.

    Documents are read beside both, by a worker of their own.
    """

    store: "Store"
    knowledge: Knowledge
    quick: Worker
    heavy: Worker
    readings: Readings
    clock: Clock = now
    derived: Derived = field(default_factory=Derived)
    works: Derived = field(default_factory=lambda: Derived(8))
    """Worked cases, which hold the bytes of all their documents."""
    rendered: Derived = field(default_factory=lambda: Derived(3))
    copies: Derived = field(default_factory=lambda: Derived(8))
    foresight: Foresight = field(default_factory=Foresight)

    def open(self, start: str) -> Opened:
        """The one case whose id begins so.

        Raises:
            Trouble: `cases.unknown`, `cases.ambiguous`, or what `Store.load` raises.
        """
        return look_up(self.store, start)

    def read(self, content: bytes, name: str) -> Reading:
        """What an upload says, if it is a notice that can be read.

        Raises:
            Trouble: `notice.…`, `desk.…`.
        """
        return self.quick.run(read_upload, content, name)

    def reading(self, opened: Opened) -> Reading:
        """What the newest notice of a case says, with what the person corrected.

        Raises:
            Trouble: what `read` and `Store.fetch` raise.
        """
        file = opened.notice
        plain = self.derived.get(
            ("read", file.sha256, file.name), lambda: self.read(self.store.fetch(file.sha256), file.name)
        )
        return corrections.corrected(plain, self.corrections(opened, plain))

    def corrections(self, opened: Opened, plain: Reading) -> tuple[corrections.Correction, ...]:
        """What the person corrected in the newest notice of a case."""
        return corrections.kept(plain, last_confirmed(opened.journal), self.knowledge)

    def meaning(self, opened: Opened, reading: Reading) -> Meaning:
        """What that means, counted from the day the case was opened where the notice bears no date."""
        entry = opened.last("notice-received", "reply-received")
        came = datetime.fromisoformat(entry.at).astimezone().date() if entry else None
        return notice.meaning(reading, self.knowledge, self.today(), came)

    def worked(self, opened: Opened, choice: Choice | None = None) -> Worked:
        """The case after all steps, in the structure and language that the person chose last.

        Raises:
            Trouble: `package.no-answers`, or what reading and working the case raise.
            Mistakes: `answers.faulty`.
        """
        if opened.case.answers is None:
            raise Trouble("package.no-answers", folder=opened.case.title)
        wanted = choice or chosen(opened)
        return self.works.get(
            (ground(opened), wanted),
            lambda: work_apart(self.heavy, folder_of(self.store, opened), wanted),
        )

    def ahead(self, opened: Opened) -> None:
        """Work a case beside the page that its person looks at, so that the next page needn't wait for it."""
        if opened.case.answers is not None and self.known(opened) is None:
            self.foresight.ask(lambda: self.worked(opened))

    def known(self, opened: Opened) -> Worked | None:
        """The worked case, if it was worked since its last entry."""
        found: Worked | None = self.works.known((ground(opened), chosen(opened)))
        return found

    def today(self) -> date:
        """The reader's day."""
        return self.clock().astimezone().date()

    def close(self) -> None:
        """End the workers and let go of the store."""
        self.quick.close()
        self.heavy.close()
        self.readings.close()
        self.store.close()


def ground(opened: Opened) -> Hashable:
    """All that a worked case follows from, beside the structure and language that are wanted."""
    case = opened.case
    edits = tuple(each for each in case.plans if each.name.endswith(".json"))
    said = tuple((each.finding, each.reason) for each in case.waivers)
    confirmed = canonical(last_confirmed(opened.journal))
    return case.title, opened.notice, case.answers, case.exhibits, edits, said, confirmed


def chosen(opened: Opened) -> Choice:
    """The structure and language of the plan that the person worked on last, and the drawings chosen for it."""
    body, figures = opened.body("plan-drafted", "plan-edited"), opened.body("plan-drafted").get("figures")
    drawn = str(figures) if figures in CHOICES else None
    if not body.get("structure"):
        return Choice(figures=drawn)
    return Choice(str(body["structure"]), str(body["language"]), figures=drawn)
