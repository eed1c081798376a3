"""`reinstate read`: what a notice says, and what it means."""

import json
import os
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from reinstate.case import Reading, Trouble
from reinstate.interfaces.cli.desk import Desk


@dataclass(frozen=True)
class Result:
    """What became of one file, or of several read as one conversation."""

    files: tuple[Path, ...]
    read: Reading | Trouble


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--html", type=click.Path(path_type=Path), help="Write a page: the facts, marked in the notice's text.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the deadlines as a calendar file.")
@click.option("--thread", is_flag=True, help="Read the files as one conversation; the newest decides.")
@click.option(
    "--received",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day the notice arrived, counted from where it bears no date.",
)
@click.option("--reader-language", metavar="TAG", help="Language of the page (default: your system's).")
@click.pass_obj
def command(
    desk: Desk,
    files: tuple[Path, ...],
    as_json: bool,
    html: Path | None,
    ics: Path | None,
    thread: bool,
    received: datetime | None,
    reader_language: str | None,
) -> None:
    """Say what each notice alleges, wants, and by when; `-` reads what is piped in.

    Exit status: 0, or 1 if a file couldn't be read (the others still are).
    """
    if reader_language:
        desk.language = reader_language
    if len(files) > 1 and not thread and (html or ics):
        desk.refuse(Trouble("read.one-notice", count=len(files)))
    results, failed = _results(desk, files, joined=thread)
    shown = Shown(desk, received.date() if received else None, as_json)
    for result in results:
        shown.show(result, named=len(results) > 1)
        if isinstance(result.read, Reading):
            shown.write(result.read, html, ics)
    sys.exit(int(failed))


def _results(desk: Desk, files: tuple[Path, ...], *, joined: bool) -> tuple[list[Result], bool]:
    """What to show, and whether a file couldn't be read."""
    from reinstate.workflow.reading import readings, thread

    with desk.worker() as worker:
        results = [Result((path,), read) for path, read in readings(files, desk.knowledge(), worker)]
    failed = any(isinstance(result.read, Trouble) for result in results)
    read = [result for result in results if isinstance(result.read, Reading)]
    if not joined or len(read) < 2:
        return results, failed
    one = thread([result.read for result in read if isinstance(result.read, Reading)])
    troubles = [result for result in results if isinstance(result.read, Trouble)]
    return [*troubles, Result(tuple(path for result in read for path in result.files), one)], failed


class Shown:
    """How results are shown: to which reader, counted from which day, as a page or as JSON."""

    def __init__(self, desk: Desk, received: date | None, as_json: bool) -> None:
        self.desk = desk
        self.received = received
        self.as_json = as_json
        self.today = datetime.now(UTC).astimezone().date()
        self.colour = False if os.environ.get("NO_COLOR") else None

    def show(self, result: Result, *, named: bool) -> None:
        """One result, under its file's name where there are several."""
        if self.as_json:
            click.echo(json.dumps(self.data(result), ensure_ascii=False))
        elif isinstance(result.read, Trouble):
            message, hint = self.desk.trouble(result.read)
            click.secho(f"{result.files[0]}: {message} [{result.read.code}]", fg="red", err=True, color=self.colour)
            click.echo(f"  {hint}", err=True)
        else:
            if named:
                click.secho(f"{result.files[0]}\n", bold=True, color=self.colour)
            if len(result.files) > 1:
                click.echo(self.desk.says("read", "thread", {"count": len(result.files)}) + "\n")
            click.echo(self.page(result.read) + "\n", color=self.colour)

    def data(self, result: Result) -> dict[str, Any]:
        """The contract and the meaning, or the trouble."""
        named: dict[str, Any] = {"file": str(result.files[0])}
        if len(result.files) > 1:
            named["files"] = [str(path) for path in result.files]
        return named | (self.refused(result.read) if isinstance(result.read, Trouble) else self.told(result.read))

    def refused(self, trouble: Trouble) -> dict[str, Any]:
        """A trouble as data."""
        message, hint = self.desk.trouble(trouble)
        return {"error": {"code": trouble.code, "message": message, "hint": hint}}

    def told(self, reading: Reading) -> dict[str, Any]:
        """The contract, and the meaning."""
        from reinstate.workflow.reading import contract, meaning, meaning_data

        meant = meaning(reading, self.desk.knowledge(), self.today, self.received)
        return dict(contract(reading)) | {"meaning": meaning_data(reading, meant)}

    def page(self, reading: Reading) -> str:
        """The page for the terminal."""
        import shutil

        from reinstate.document import tell
        from reinstate.interfaces.cli.sheet import sheet
        from reinstate.workflow.reading import meaning

        meant = meaning(reading, self.desk.knowledge(), self.today, self.received)
        told = tell(reading, meant, self.desk.knowledge(), self.desk.language)
        return sheet(told, shutil.get_terminal_size((80, 24)).columns)

    def write(self, reading: Reading, html: Path | None, ics: Path | None) -> None:
        """The page and the calendar, where they are asked for."""
        if html is None and ics is None:
            return
        from reinstate.document import notice_html
        from reinstate.workflow.reading import calendar, meaning

        knowledge, language = self.desk.knowledge(), self.desk.language
        meant = meaning(reading, knowledge, self.today, self.received)
        if html is not None:
            self.keep(html, notice_html(reading, meant, knowledge, language), "page-written")
        if ics is not None:
            content = calendar(meant, knowledge, language, datetime.now(UTC))
            if content is None:
                click.echo(self.desk.says("read", "calendar-empty", {"file": str(ics)}), err=True)
            else:
                self.keep(ics, content, "calendar-written")

    def keep(self, path: Path, content: bytes, key: str) -> None:
        """Write one file and say so beside the output, so that `--json` stays clean."""
        from reinstate.workflow.write import write_output

        try:
            write_output(path, content)
        except Trouble as trouble:
            self.desk.refuse(Trouble("read.not-written", file=str(path), reason=trouble.details.get("reason", "")))
        click.echo(self.desk.says("read", key, {"file": str(path)}), err=True)
