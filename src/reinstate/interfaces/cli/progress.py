"""How far long work is, on one line of the terminal, and what is said where a person stops it."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from reinstate.interfaces.cli.cases import printable

if TYPE_CHECKING:
    from reinstate.interfaces.cli.desk import Desk
    from reinstate.workflow.confined import Sign, Worker

STOPPED = 130
"""Exit status of what a person stopped, as shells have it for Ctrl+C."""

_CELLS = 16
_WIPE = "\r\x1b[2K"


class Progress:
    """A bar, the file and the page, drawn over itself where somebody watches the terminal."""

    def __init__(self, desk: "Desk") -> None:
        self._desk = desk
        self._drawn = False

    def __call__(self, sign: "Sign") -> None:
        """Show where the work is; an empty sign wipes the line."""
        if sign.file:
            click.echo(_WIPE + self.line(sign), nl=False, err=True)
        elif self._drawn:
            click.echo(_WIPE, nl=False, err=True)
        self._drawn = bool(sign.file)

    def line(self, sign: "Sign") -> str:
        """The line; a name too long for the terminal is cut."""
        from rich.cells import cell_len, set_cell_size

        file = printable(PurePath(sign.file).name)
        room = shutil.get_terminal_size((80, 24)).columns - 1 - cell_len(self._around("", sign))
        return self._around(file if cell_len(file) <= room else set_cell_size(file, max(room - 1, 0)) + "…", sign)

    def _around(self, file: str, sign: "Sign") -> str:
        told = file
        if sign.count:
            full = round(_CELLS * (sign.done - 0.5) / sign.count)
            told = self._desk.says("papers", "progress", {"done": sign.done, "count": sign.count, "file": file})
            told = "━" * full + "╌" * (_CELLS - full) + " " + told
        return told + " · " + self._desk.says("papers", "progress-page", {"page": sign.page}) if sign.page else told


def watched(desk: "Desk", worker: "Worker") -> "Worker":
    """The worker, with its progress on the terminal if that is one."""
    if sys.stderr.isatty():
        worker.watch = Progress(desk)
    return worker


@contextmanager
def stoppable(desk: "Desk", shelf: str = "exhibits") -> Iterator[None]:
    """Work that Ctrl+C ends with a plain sentence: what is kept, what isn't, and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        desk.close()
        click.secho("\n" + desk.says(shelf, "stopped"), fg="yellow", err=True)
        click.echo(desk.says(shelf, "stopped-hint"), err=True)
        sys.exit(STOPPED)
