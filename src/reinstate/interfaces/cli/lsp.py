"""`reinstate lsp`: the reviewer as a language server."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Trouble

if TYPE_CHECKING:
    from reinstate.interfaces.cli.desk import Desk


@click.command("lsp")
@click.option(
    "--config", type=click.Path(path_type=Path), help="Settings (default: reinstate.toml at or above a letter)."
)
@click.pass_context
def command(ctx: click.Context, config: Path | None) -> None:
    """Speak the Language Server Protocol on standard input and output, for any editor that knows it."""
    desk: Desk = ctx.obj
    try:
        from reinstate.interfaces.lsp import serve
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        desk.refuse(Trouble("review-page.no-server"))
    serve(desk, config, chosen=bool(ctx.find_root().params.get("reader_language")))
