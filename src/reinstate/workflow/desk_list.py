"""The list of cases: where each stands, how long it has, and what the last look at it said.

A row follows from the entries of its case alone, so it is kept under the hash of the last one, in one file beside the
store; without the file it is made again.
"""

import contextlib
import json
import os
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from reinstate import __version__
from reinstate.case import Trouble, fold, phase
from reinstate.workflow.bench import Bench
from reinstate.workflow.desk import Opened

ANSWER = "answer"

BUDGET = 0.15
"""Seconds that one look at the list may spend on rows that aren't known yet; the others are made meanwhile."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case in the list.

    `deadline` is an ISO date. `errors` counts what keeps the package from being sent: 0 is ready, None not looked at
    yet. `trouble` is the code of what keeps the case from being read.
    """

    id: str
    title: str = ""
    opened: str = ""
    phase: str = ""
    kind: str = ""
    severity: str = ""
    violations: tuple[str, ...] = ()
    marketplace: str | None = None
    items: tuple[str, ...] = ()
    deadline: str | None = None
    errors: int | None = None
    trouble: str | None = None

    def days_left(self, today: date) -> int | None:
        """Calendar days to the deadline; negative when it has passed."""
        return (date.fromisoformat(self.deadline) - today).days if self.deadline else None


class CaseList:
    """The rows of all cases. Rows that aren't known are made within the time that a look may take, the rest beside."""

    def __init__(self, bench: Bench, file: Path) -> None:
        self._bench = bench
        self._file = file
        self._stamp = f"{__version__} {bench.knowledge.version}"
        self._turn = threading.Lock()
        self._rows: dict[str, Row] = self._kept()
        self._busy = threading.Lock()
        self._closed = False

    def rows(self, budget: float = BUDGET) -> tuple[tuple[Row, ...], bool]:
        """Every case, the newest first, and whether all rows are whole."""
        heads = self._bench.store.heads()
        missing = [(case_id, head) for case_id, head in reversed(heads.items()) if head not in self._rows]
        if missing:
            making = threading.Thread(target=self._make_all, args=(missing,), daemon=True)
            making.start()
            making.join(budget)
        self._forget(frozenset(heads.values()))
        known = [(case_id, self._rows.get(head)) for case_id, head in reversed(heads.items())]
        return tuple(row or Row(case_id) for case_id, row in known), all(row for _, row in known)

    def note(self, opened: Opened, errors: int) -> None:
        """Keep what a look at a case said."""
        self._make(opened.id, opened.case.head)
        with self._turn:
            if row := self._rows.get(opened.case.head):  # another tab may have gone on, so that nobody needs it
                self._rows[opened.case.head] = replace(row, errors=errors)

    def close(self) -> None:
        """Make no more rows, and keep those that are known."""
        self._closed = True
        self._keep()

    def _keep(self) -> None:
        """Write the rows down, for the next start; a disk that refuses costs only the time to make them again."""
        with self._turn:
            data = {"stamp": self._stamp, "rows": {head: asdict(row) for head, row in self._rows.items()}}
        aside = self._file.with_suffix(".part")
        with contextlib.suppress(OSError):
            aside.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
            os.replace(aside, self._file)  # noqa: PTH105 - one step on every platform

    def _make_all(self, missing: list[tuple[str, str]]) -> None:
        if self._busy.acquire(blocking=False):
            try:
                for case_id, head in missing:
                    self._make(case_id, head)
                if not self._closed:
                    self._keep()
            finally:
                self._busy.release()

    def _make(self, case_id: str, head: str) -> None:
        if head in self._rows or self._closed:
            return
        row = self._row(case_id)
        with self._turn:
            if not self._closed:  # for what is closed while a row is made, the worker is gone and the notice unread
                self._rows.setdefault(head, row)

    def _row(self, case_id: str) -> Row:
        try:
            journal = self._bench.store.load(case_id)
            opened = Opened(journal, fold(journal))
        except Trouble as trouble:
            return Row(case_id, trouble=trouble.code)
        case = opened.case
        row = Row(case.id, case.title, case.opened, phase(case))
        try:
            reading = self._bench.reading(opened)
        except Trouble as trouble:
            return replace(row, trouble=trouble.code)
        meaning = self._bench.meaning(opened, reading)
        clock = meaning.clock(ANSWER)
        return replace(
            row,
            kind=reading.kind,
            severity=meaning.severity,
            violations=reading.violations,
            marketplace=reading.marketplace,
            items=reading.asins[:20],
            deadline=clock.on.isoformat() if clock and clock.on else None,
        )

    def _forget(self, heads: frozenset[str]) -> None:
        with self._turn:
            for head in [each for each in self._rows if each not in heads]:
                del self._rows[head]

    def _kept(self) -> dict[str, Row]:
        try:
            data: Mapping[str, Any] = json.loads(self._file.read_text("utf-8"))
            if data["stamp"] != self._stamp:
                return {}
            return {head: _row_from(fields) for head, fields in data["rows"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}


def _row_from(fields: Mapping[str, Any]) -> Row:
    lists = {name: tuple(fields[name]) for name in ("violations", "items")}
    return Row(**{**fields, **lists})
