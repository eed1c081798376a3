"""`reinstate evidence`: what documents say, and what a reviewer would reject."""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Inspection, Paper, Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.exhibits import COMMANDS
from reinstate.interfaces.cli.progress import stoppable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reinstate.workflow.evidence import Read


@click.group("evidence")
def command() -> None:
    """Documents that are put forward as proof: read them, check them, mark and bundle copies."""


for each in COMMANDS:
    command.add_command(each)


FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
PASSWORD = click.option("--password", help="Opens files that are locked with it.")
LANGUAGE = click.option("--reader-language", metavar="TAG", help="Language of the page (default: your system's).")


@command.command("read")
@FILES
@AS_JSON
@PASSWORD
@LANGUAGE
@click.pass_obj
def read(desk: Desk, files: tuple[Path, ...], as_json: bool, password: str | None, reader_language: str | None) -> None:
    """Say what each document is and what it tells: invoices, letters, certificates, in any accepted format.

    Exit status: 0, or 1 if a file couldn't be read (the others still are).
    """
    from reinstate.workflow.evidence import contract

    desk.language = reader_language or desk.language
    failed = False
    for file, paper in opened(desk, files, password):
        failed = failed or isinstance(paper, Trouble)
        if as_json:
            told = refused(desk, paper) if isinstance(paper, Trouble) else dict(contract(paper))
            click.echo(json.dumps({"file": file} | told, ensure_ascii=False))
        elif isinstance(paper, Trouble):
            tell_trouble(desk, file, paper)
        else:
            tell_paper(desk, file, paper)
    sys.exit(int(failed))


@command.command("check")
@FILES
@click.option(
    "--context", "context_file", required=True, type=click.Path(path_type=Path), help="Notice, account, items."
)
@AS_JSON
@PASSWORD
@LANGUAGE
@click.pass_obj
def check(
    desk: Desk,
    files: tuple[Path, ...],
    context_file: Path,
    as_json: bool,
    password: str | None,
    reader_language: str | None,
) -> None:
    """Hold each document against a notice: its age, its parties, its products, its quantities, its looks.

    Exit status: 0, or 1 if a document would be refused or couldn't be read, 2 if the context can't be used.
    """
    from reinstate.interfaces.cli.papers import spoken
    from reinstate.workflow.evidence import inspection_contract, inspections, read_context

    desk.language = reader_language or desk.language
    try:
        context = read_context(context_file)
    except Trouble as trouble:
        desk.refuse(trouble)
    bad = False
    for file, result in inspections(list(opened(desk, files, password)), context, desk.knowledge()):
        bad = bad or isinstance(result, Trouble) or result.verdict == "refused"
        if as_json:
            told = (
                refused(desk, result)
                if isinstance(result, Trouble)
                else dict(inspection_contract(result, spoken(desk)))
            )
            click.echo(json.dumps({"file": file} | told, ensure_ascii=False))
        elif isinstance(result, Trouble):
            tell_trouble(desk, file, result)
        else:
            tell_inspection(desk, file, result)
    sys.exit(int(bad))


def opened(desk: Desk, files: tuple[Path, ...], password: str | None) -> "Iterator[Read]":
    """Each file read, with a line of progress where somebody watches."""
    from reinstate.workflow.evidence import papers

    with stoppable(desk, "papers"), desk.worker() as worker:
        yield from papers(files, worker, password)


def refused(desk: Desk, trouble: Trouble) -> dict[str, object]:
    """A trouble as data."""
    message, hint = desk.trouble(trouble)
    return {"error": {"code": trouble.code, "message": message, "hint": hint}}


def tell_trouble(desk: Desk, file: str, trouble: Trouble) -> None:
    """A file that couldn't be read, and what to do."""
    message, hint = desk.trouble(trouble)
    click.secho(f"{file}: {message} [{trouble.code}]", fg="red", err=True, color=colour())
    click.echo(f"  {hint}", err=True)


def tell_paper(desk: Desk, file: str, paper: Paper) -> None:
    """What a document says, for people."""
    from reinstate.interfaces.cli.papers import paper_rows

    click.secho(file, bold=True, color=colour())
    for row in paper_rows(desk, paper):
        click.echo(row)
    click.echo()


def tell_inspection(desk: Desk, file: str, inspection: Inspection) -> None:
    """What a reviewer would reject in a document, and what to get instead."""
    from reinstate.interfaces.cli.papers import VERDICTS, problem_rows, verdict_row

    click.secho(file, bold=True, color=colour())
    click.secho(verdict_row(desk, inspection), fg=VERDICTS[inspection.verdict], color=colour())
    for row in problem_rows(desk, inspection):
        click.echo(row)
    click.echo()


def colour() -> bool | None:
    """Whether to colour: never where the reader forbids it, else as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None
