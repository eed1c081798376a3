"""What every command on a vault works with: which vault, which day, and what its documents say."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Readiness, Trouble
from reinstate.interfaces.cli.cases import default_home, printable
from reinstate.interfaces.cli.desk import Desk

if TYPE_CHECKING:
    from reinstate.case import Paper
    from reinstate.store.store import Store
    from reinstate.workflow.confined import Worker
    from reinstate.workflow.library import Library
    from reinstate.workflow.vaults import Held

VAULT = click.option("--vault", "named", metavar="NAME", help="Which vault (default: the only one).")
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")
ON = click.option("--on", metavar="DAY", help="The day to judge by, such as 2027-03-31 (default: today).")
LOOKBACK = click.option(
    "--lookback", type=click.IntRange(30, 1000), default=365, show_default=True, help="Days an invoice may be old."
)


@dataclass(frozen=True, slots=True)
class Room:
    """What a command works with: the store, and what was read of documents before."""

    desk: Desk
    store: "Store"
    library: "Library"

    def papers(self, held: "Held", worker: "Worker") -> Mapping[str, "Paper"]:
        """What the documents of a vault say; those that can't be understood are told beside the output."""
        from reinstate.interfaces.cli.vault_words import said
        from reinstate.workflow.library import papers_of

        found = {}
        for document in held.vault.active:
            for _, paper in papers_of(self.store, (document.file,), self.library, worker):
                if not isinstance(paper, Trouble):
                    found[document.sha256] = paper
                    continue
                told: dict[str, str | int] = {"number": document.number, "file": printable(document.file.name)}
                click.echo(said(self.desk, "not-read", reason=self.desk.trouble(paper)[0], **told), err=True)
        return found

    def judge(self, held: "Held", on: str | None, lookback: int = 365) -> Readiness:
        """The vault on a day."""
        from reinstate.workflow.vaults import judge

        with self.desk.worker() as worker:
            papers = self.papers(held, worker)
        return judge(held.vault, papers, day_of(on) or today(), self.desk.knowledge(), lookback)


@contextmanager
def room_of(desk: Desk) -> Iterator[Room]:
    """The store of this user, open; trouble on the way is told and ends the program."""
    from reinstate.store import open_store
    from reinstate.workflow.library import library

    home = default_home(os.environ, sys.platform, Path.home())
    try:
        with open_store(home) as store:
            yield Room(desk, store, library(home, desk.knowledge()))
    except Trouble as trouble:
        desk.refuse(trouble)


def today() -> date:
    """The day of this machine."""
    return datetime.now(UTC).astimezone().date()


def day_of(told: str | None) -> date | None:
    """A day as somebody typed it.

    Raises:
        Trouble: `vault.day-unfit`.
    """
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise Trouble("vault.day-unfit", text=told or "") from error


def speak(desk: Desk, key: str, **values: str | int) -> None:
    """Say a message of the shelf, without signs that move the cursor."""
    from reinstate.interfaces.cli.vault_words import said

    clean = {
        name: printable(each) if isinstance(each, str) and key != "readme" else each for name, each in values.items()
    }
    click.echo(said(desk, key, **clean))
