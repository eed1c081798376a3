"""`reinstate evidence`: what documents say, and what a reviewer would reject."""

import json
import os
import sys
from pathlib import Path

import click

from reinstate.case import Paper, Trouble
from reinstate.interfaces.cli.desk import Desk


@click.group("evidence")
def command() -> None:
    """Documents that are put forward as proof: read them, hold them against what Amazon asks."""


@command.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--password", help="Opens files that are locked with it.")
@click.option("--reader-language", metavar="TAG", help="Language of the page (default: your system's).")
@click.pass_obj
def read(desk: Desk, files: tuple[Path, ...], as_json: bool, password: str | None, reader_language: str | None) -> None:
    """Say what each document is and what it tells: invoices, letters, certificates, in any accepted format.

    Exit status: 0, or 1 if a file couldn't be read (the others still are).
    """
    from reinstate.workflow.evidence import contract, papers

    if reader_language:
        desk.language = reader_language
    failed = False
    for file, paper in papers(files, desk.knowledge(), password):
        failed = failed or isinstance(paper, Trouble)
        if as_json:
            told = refused(desk, paper) if isinstance(paper, Trouble) else dict(contract(paper))
            click.echo(json.dumps({"file": file} | told, ensure_ascii=False))
        elif isinstance(paper, Trouble):
            tell_trouble(desk, file, paper)
        else:
            tell_paper(desk, file, paper)
    sys.exit(int(failed))


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
    for name, value in paper_rows(desk, paper):
        click.echo(f"  {name}  {value}")
    click.echo()


def colour() -> bool | None:
    """Whether to colour: never where the reader forbids it, else as the terminal can."""
    return False if os.environ.get("NO_COLOR") else None
