"""`reinstate vault`: documents that serve in every case of a seller, before there is one."""

import json
from pathlib import Path

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli import vault_cases, vault_days, vault_documents
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.vault_room import JSON, VAULT, room_of, speak

SELLER = (
    click.option("--legal-name", help="The name that documents must be made out to."),
    click.option("--address", help="The address on documents."),
)


@click.group("vault")
def command() -> None:
    """Keep a seller's documents for every case: know before a complaint which products could be proved."""


for each in (*vault_documents.COMMANDS, *vault_days.COMMANDS, *vault_cases.COMMANDS):
    command.add_command(each)


@command.command("new", short_help="Open a vault for a seller.")
@click.argument("name")
@SELLER[0]
@SELLER[1]
@click.pass_obj
def new_vault(desk: Desk, name: str, legal_name: str | None, address: str | None) -> None:
    """Open a vault for the seller NAME; an agency has one for each of its sellers."""
    from reinstate.workflow.vaults import open_vault

    with room_of(desk) as room:
        seller = {"name": name, "legal_name": legal_name or "", "address": address or ""}
        held = open_vault(room.store, seller)
        speak(desk, "opened", name=held.vault.name)
        if not held.vault.legal_name:
            speak(desk, "no-legal-name-note")
        speak(desk, "opened-next")


@command.command("seller", short_help="Say whose documents they are.")
@click.option("--name", help="What to call the vault.")
@SELLER[0]
@SELLER[1]
@VAULT
@click.pass_obj
def seller(desk: Desk, name: str | None, legal_name: str | None, address: str | None, named: str | None) -> None:
    """Say by which name and address documents must know the seller; without options, show them."""
    from reinstate.interfaces.cli.vault_words import said
    from reinstate.workflow.vaults import find_vault, tell_seller

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        vault = held.vault
        changes = {"name": name, "legal_name": legal_name, "address": address}
        if any(each is not None for each in changes.values()):
            before = {"name": vault.name, "legal_name": vault.legal_name, "address": vault.address}
            told = {key: before[key] if each is None else each for key, each in changes.items()}
            vault = tell_seller(room.store, held, told).vault
        none = said(desk, "not-told")
        speak(desk, "seller-told", name=vault.name, legal=vault.legal_name or none, address=vault.address or none)


@command.command("list", short_help="List all vaults.")
@JSON
@click.pass_obj
def list_vaults(desk: Desk, as_json: bool) -> None:
    """List all vaults with the number of their documents and products."""
    from reinstate.interfaces.cli.vault_rows import vault_data
    from reinstate.workflow.vaults import list_vaults as listed

    with room_of(desk) as room:
        known = listed(room.store)
        if as_json:
            click.echo(json.dumps([vault_data(each.vault) for each in known], ensure_ascii=False, indent=2))
            return
        if not known:
            raise Trouble("vault.none")
        for each in known:
            counts = {"documents": len(each.vault.active), "products": len(each.vault.products)}
            speak(desk, "row", name=each.vault.name, id=each.id[:8], **counts)


@command.command("export", short_help="Write a vault as one plain folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an earlier export in that folder.")
@VAULT
@click.pass_obj
def export(desk: Desk, folder: Path, force: bool, named: str | None) -> None:
    """Write a vault as one plain folder that needs no database."""
    from reinstate.interfaces.cli.vault_words import said
    from reinstate.workflow.vaults import export_vault, find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        count = export_vault(
            room.store, held, folder, lambda head: said(desk, "readme", head=head.hash, count=head.seq), force=force
        )
        told: dict[str, str | int] = {"entries": held.vault.count, "files": count, "head": held.vault.head}
        speak(desk, "exported", name=held.vault.name, folder=str(folder), **told)


@command.command("import", short_help="Bring in a vault from such a folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_obj
def import_folder(desk: Desk, folder: Path) -> None:
    """Bring in a vault from such a folder, after verifying every entry and every file."""
    from reinstate.workflow.vaults import import_vault

    with room_of(desk) as room:
        held, known = import_vault(room.store, folder)
        speak(desk, "imported-known" if known else "imported", name=held.vault.name, head=held.vault.head)
