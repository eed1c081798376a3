"""`reinstate knowledge`: check the shelves, and write the JSON Schemas that editors use."""

import sys
from pathlib import Path

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.desk import BAD_INPUT, Desk
from reinstate.knowledge import DATA


@click.group("knowledge")
def command() -> None:
    """Check the shelves, or write their JSON Schemas."""


@command.command("check")
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=DATA)
@click.pass_obj
def check(desk: Desk, folder: Path) -> None:
    """Read every file of FOLDER (default: the bundled shelves) and tell every mistake at once."""
    from reinstate.knowledge import check as check_folder

    mistakes = check_folder(folder)
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    if mistakes and folder == DATA:  # the shelf of messages may be the one that is broken
        sys.exit(BAD_INPUT)
    key = "checked-mistakes" if mistakes else "checked"
    click.echo(desk.says("knowledge", key, {"count": len(mistakes), "folder": str(folder)}))
    sys.exit(BAD_INPUT if mistakes else 0)


@command.command("schemas")
@click.argument("out", type=click.Path(path_type=Path))
@click.pass_obj
def schemas(desk: Desk, out: Path) -> None:
    """Write one JSON Schema a shelf to OUT, for editors that check TOML as you type."""
    from reinstate.workflow.schemas import write_schemas

    try:
        written = write_schemas(out)
    except Trouble as trouble:
        desk.refuse(trouble)
    click.echo(desk.says("knowledge", "schemas", {"count": written, "folder": str(out)}))
