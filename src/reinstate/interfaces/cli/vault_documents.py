"""`reinstate vault add` and its neighbours: the documents of a vault."""

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Readiness, Trouble
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.exhibit_list import LOCKED, asked
from reinstate.interfaces.cli.vault_room import JSON, ON, VAULT, Room, day_of, room_of, speak, today

if TYPE_CHECKING:
    from reinstate.workflow.confined import Worker
    from reinstate.workflow.vaults import Held, Incoming, Taken


@click.command("add", short_help="Put documents in.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--password", "passwords", multiple=True, help="Opens locked files (default: asked for). Kept nowhere.")
@VAULT
@click.pass_obj
def add(desk: Desk, files: tuple[Path, ...], passwords: tuple[str, ...], named: str | None) -> None:
    """Put FILES into the vault as they are; of a mail or an archive, what it holds.

    Of a locked PDF a copy without its password is the document, and the locked file is kept behind it. A file that is
    there already isn't added again. Exit status: 0, or 1 if one couldn't be opened.
    """
    from reinstate.workflow.files import read_bytes
    from reinstate.workflow.vaults import Incoming, find_vault

    failed = False
    with room_of(desk) as room, desk.worker() as worker:
        held = find_vault(room.store, named)
        for file in files:
            try:
                keeping = _Keeping(room, held, worker, Incoming(file.name, read_bytes(file)))
                taken = keeping.all(passwords)
                held = keeping.held
            except Trouble as trouble:
                failed = True
                _tell_trouble(desk, trouble)
                continue
            for each in taken:
                failed = failed or each.trouble is not None
                _tell_taken(room, held, each, worker)
    sys.exit(int(failed))


@dataclass
class _Keeping:
    """A file on its way in; where it holds locked ones, it is tried again with each password that is typed."""

    room: Room
    held: "Held"
    worker: "Worker"
    incoming: "Incoming"

    def all(self, passwords: tuple[str, ...]) -> list["Taken"]:
        """What became of every document in it.

        Raises:
            Trouble: `vault.conflict`, or what keeping raises.
        """
        from reinstate.workflow.vaults import add_documents

        found: dict[str, Taken] = {}

        def tried(more: tuple[str, ...]) -> None:
            known = (*passwords, *more)
            self.held, taken = add_documents(self.room.store, self.held, [self.incoming], self.worker, passwords=known)
            for each in taken:
                if each.name not in found or found[each.name].trouble is not None:
                    found[each.name] = each
            if locked := next((each.trouble for each in taken if each.trouble and each.trouble.code in LOCKED), None):
                raise locked

        try:
            asked(self.room.desk, tried)
        except Trouble as trouble:
            if trouble.code not in LOCKED:
                raise
        return list(found.values())


def _tell_trouble(desk: Desk, trouble: Trouble) -> None:
    first, *rest = desk.told(trouble)
    click.secho(printable(first), fg="red", err=True)
    for line in rest:
        click.echo(f"  {printable(line)}", err=True)


def _tell_taken(room: Room, held: "Held", taken: "Taken", worker: "Worker") -> None:
    """What became of a file; it is read now, so that the next question is answered at once."""
    from reinstate.interfaces.cli import vault_words as words

    if taken.trouble is not None or taken.document is None:
        _tell_trouble(room.desk, taken.trouble or Trouble("vault.no-such-document", name=taken.name, vault=""))
        return
    document = taken.document
    if taken.twin:
        speak(room.desk, "twin", number=document.number, file=document.file.name)
        return
    one = replace(held, vault=replace(held.vault, documents=(document,)))
    judged = _judge(room, one, worker).documents[0]
    parts = (
        words.kind_of(room.desk, judged),
        words.issued(room.desk, judged),
        words.validity(room.desk, judged, today()),
    )
    kind = " · ".join(filter(None, parts))
    speak(room.desk, "added", number=document.number, file=document.file.name, kind=kind)
    if taken.unlocked:
        click.echo(f"  {words.unlocked_note(room.desk, document)}")


def _judge(room: Room, held: "Held", worker: "Worker") -> Readiness:
    from reinstate.workflow.vaults import judge

    return judge(held.vault, room.papers(held, worker), today(), room.desk.knowledge())


@click.command("show", short_help="Show what the vault holds.")
@click.option("--retired", is_flag=True, help="Also documents that count no longer.")
@VAULT
@ON
@JSON
@click.pass_obj
def show(desk: Desk, retired: bool, named: str | None, on: str | None, as_json: bool) -> None:
    """Show every document: what it is, until when it holds, and what a reviewer would say of it on that day."""
    from reinstate.interfaces.cli.vault_rows import document_data, document_rows, vault_data
    from reinstate.workflow.vaults import find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        standing = room.judge(held, on)
        gone = [each for each in held.vault.documents if each.retired] if retired else []
        if as_json:
            rows = [document_data(desk, each) for each in standing.documents]
            rows += [{"number": each.number, "file": each.file.name, "retired": True} for each in gone]
            click.echo(json.dumps({**vault_data(held.vault), "documents": rows}, ensure_ascii=False, indent=2))
            return
        click.secho(printable(held.vault.name), bold=True)
        for judged in standing.documents:
            for row in document_rows(desk, judged, standing.day):
                click.echo(row)
        for each in gone:
            speak(desk, "added", number=each.number, file=each.file.name, kind=desk.says("vault", "retired"))
        if not standing.documents:
            speak(desk, "none-yet")


@click.command("tell", short_help="Say what a document is.")
@click.argument("document")
@click.option("--kind", help="What it is, an id such as insurance_certificate.")
@click.option("--until", metavar="DAY", help="The last day on which it holds.")
@click.option("--issued", metavar="DAY", help="The day that it bears.")
@click.option("--product", "products", multiple=True, metavar="ASIN", help="A product that it shows.")
@click.option("--title", help="What to call it.")
@click.option("--note", help="A note for yourself.")
@VAULT
@click.pass_obj
def tell(
    desk: Desk,
    document: str,
    kind: str | None,
    until: str | None,
    issued: str | None,
    products: tuple[str, ...],
    title: str | None,
    note: str | None,
    named: str | None,
) -> None:
    """Say what DOCUMENT (its number) is, where it was misread; an empty value takes back what was said."""
    from reinstate.workflow.vaults import find_vault
    from reinstate.workflow.vaults import tell as tell_document

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        known = held.document(document)
        told = known.told
        if kind is not None:
            told = replace(told, kind=kind or None)
        if until is not None:
            told = replace(told, valid_until=day_of(until))
        if issued is not None:
            told = replace(told, issued=day_of(issued))
        if products:
            told = replace(told, products=tuple(each.upper() for each in products if each))
        told = replace(told, title=told.title if title is None else title, note=told.note if note is None else note)
        tell_document(room.store, held, known, told, desk.knowledge())
        speak(desk, "told", number=known.number)


@click.command("retire", short_help="Count documents no longer.")
@click.argument("documents", nargs=-1, required=True)
@VAULT
@click.pass_obj
def retire(desk: Desk, documents: tuple[str, ...], named: str | None) -> None:
    """Count DOCUMENTS no longer; nothing is deleted, and `restore` brings them back."""
    from reinstate.workflow.vaults import find_vault
    from reinstate.workflow.vaults import retire as put_away

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        for known in [held.document(each) for each in documents]:
            held = put_away(room.store, held, known)
            speak(desk, "retired-now", number=known.number, title=known.title)


@click.command("restore", short_help="Count retired documents again.")
@click.argument("documents", nargs=-1, required=True)
@VAULT
@click.pass_obj
def restore(desk: Desk, documents: tuple[str, ...], named: str | None) -> None:
    """Count retired DOCUMENTS again."""
    from reinstate.workflow.vaults import bring_back, find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        for known in [held.document(each) for each in documents]:
            held = bring_back(room.store, held, known)
            speak(desk, "restored", number=known.number, title=known.title)


COMMANDS = (add, show, tell, retire, restore)
"""The commands of this module, for the group `vault`."""
