"""`reinstate evidence mark` and its neighbours: the documents of a case, and copies of them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reinstate.case import Attachment, Trouble
from reinstate.evidence import ROLES
from reinstate.interfaces.cli import exhibit_list
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.plan import choice_of
from reinstate.interfaces.cli.progress import stoppable

if TYPE_CHECKING:
    from reinstate.workflow.redacting import Copied

Command = Callable[..., Any]

_OUT = click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the copies; must be new or empty."
)
_FORCE = click.option("--force", is_flag=True, help="Replace what the folder holds.")
_LANGUAGE = click.option("--language", metavar="TAG", help="Language of what the copies say (default: the notice's).")


@click.command("mark", short_help="Mark products, supplier and passages on copies.")
@click.argument("case")
@click.argument("exhibits", nargs=-1)
@click.option("--only", type=click.Choice(ROLES), multiple=True, help="Mark only these (default: all three).")
@_LANGUAGE
@_OUT
@_FORCE
@click.pass_obj
def mark(
    desk: Desk,
    case: str,
    exhibits: tuple[str, ...],
    only: tuple[str, ...],
    language: str | None,
    out: Path,
    force: bool,
) -> None:
    """Write marked copies of the documents of CASE: products circled, supplier framed, passages highlighted.

    EXHIBITS are numbers or ids; all where none is given. Originals stay untouched, and a last page explains the marks.
    Identity papers and signed files are never marked, nor any document where the notice asks for unaltered ones.
    """
    from reinstate.workflow.exhibits import mark_documents

    choice = choice_of(desk, None, language)
    with stoppable(desk), case_home(desk, case) as home:
        made = desk.apart.each(mark_documents, home.read(), choice, exhibits, only or ROLES)
        _copies(desk, made, "marked", out, force=force)


@click.command("redact", short_help="Take prices out of copies of invoices.")
@click.argument("case")
@click.argument("exhibits", nargs=-1)
@click.option("--words", multiple=True, help="Also take out these words, as the document prints them.")
@click.option("--use", is_flag=True, help="From now on, put the copies in the package in their originals' place.")
@click.option("--undo", is_flag=True, help="From now on, put the originals in the package again; makes no copy.")
@_LANGUAGE
@click.option("--out", type=click.Path(path_type=Path), help="Folder for the copies; must be new or empty.")
@_FORCE
@click.pass_obj
def redact(
    desk: Desk,
    case: str,
    exhibits: tuple[str, ...],
    words: tuple[str, ...],
    use: bool,
    undo: bool,
    language: str | None,
    out: Path | None,
    force: bool,
) -> None:
    """Make copies of the supplier invoices of CASE without their prices: taken out of text and pixels, not covered.

    EXHIBITS are numbers or ids; all where none is given. Originals stay untouched, and a last page says what went.
    Where the notice asks for unaltered documents, prices go only if it says that they may. With --use a copy takes its
    original's place in package and bundle, where the original is left out then; it stays in the case.
    """
    from reinstate.workflow.exhibits import chosen_ids, redact_documents, use_copies, use_originals
    from reinstate.workflow.write import refuse_full

    if undo is (use or out is not None):
        desk.refuse(Trouble("exhibits.redact-how"))
    if out is not None:
        refuse_full(out, force=force)
    choice = choice_of(desk, None, language)
    with stoppable(desk), case_home(desk, case) as home:
        if undo:
            ids = desk.apart.run(chosen_ids, home.read(), choice, exhibits)
            _tell_restored(desk, use_originals(home, ids, desk.knowledge()))
            return
        copies = list(desk.apart.each(redact_documents, home.read(), choice, exhibits, words))
        if use:
            use_copies(home, copies, words, desk.knowledge())
        _copies(desk, copies, "placed" if use else "redacted", out, force=force)


def _tell_restored(desk: Desk, changed: Sequence[Attachment]) -> None:
    for each in changed:
        click.echo(desk.says("exhibits", "restored", {"file": printable(each.file)}))
    if not changed:
        click.echo(desk.says("exhibits", "restored-none"))


def _copies(desk: Desk, made: "Iterable[Copied]", what: str, out: Path | None, *, force: bool) -> None:
    """Write the copies where a folder is named, and say of every document what became of it."""
    from reinstate.workflow.write import refuse_full, write_folder

    if out is not None:
        refuse_full(out, force=force)
    copied = list(made)
    files = {each.name: each.content for each in copied if not each.left}
    if files and out is not None:
        write_folder(out, files, force=force)
    for each in copied:
        key = f"left-{each.left}" if each.left else what
        file = each.exhibit.file.name if each.left or out is None else str(out / each.name)
        told: dict[str, str | int] = {"number": each.exhibit.number, "file": printable(file), "count": each.count}
        told["words"] = printable(", ".join(each.unfound))
        click.secho(desk.says("exhibits", key, {**told}), fg="yellow" if each.left else None)
        if each.pictured:
            pages = ", ".join(map(str, each.pictured))
            click.echo(desk.says("exhibits", "redacted-pictures", {"pages": pages}))
    if not files:
        raise SystemExit(1)


COMMANDS = (mark, redact, *exhibit_list.COMMANDS)
"""The commands of this module, for the group `evidence`."""
