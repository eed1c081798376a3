"""`reinstate vault products`, `ready` and `due`: what the documents of a vault are worth on a day."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Readiness
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.vault_room import JSON, LOOKBACK, ON, VAULT, Room, room_of, speak

if TYPE_CHECKING:
    from reinstate.workflow.vaults import Held


@click.command("products", short_help="List what the seller sells.")
@click.argument("file", required=False, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--drop", multiple=True, metavar="ASIN", help="Take a product off the list.")
@VAULT
@click.pass_obj
def products(desk: Desk, file: Path | None, drop: tuple[str, ...], named: str | None) -> None:
    """List products from FILE: one ASIN a line, or a table such as Seller Central's listing report; `-` reads a pipe.

    A product listed again is told anew; units sold in the last 365 days are held against the units bought. Without a
    file, the list is printed as a table that can be read in again.
    """
    from reinstate.evidence.listings import as_rows
    from reinstate.workflow.vaults import drop_products, find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        if drop:
            held = drop_products(room.store, held, [each.upper() for each in drop])
        if file is not None:
            held = _list(room, held, file)
        if file is None and not drop:
            click.echo(as_rows(held.vault.products), nl=False)
            return
        speak(desk, "products-listed", count=len(held.vault.products))


def _list(room: Room, held: "Held", file: Path) -> "Held":
    from reinstate.evidence import read_listing
    from reinstate.workflow.files import read_bytes
    from reinstate.workflow.vaults import list_products

    content = sys.stdin.buffer.read() if file == Path("-") else read_bytes(file)
    listing = read_listing(content, room.desk.knowledge())
    for line, text in listing.left_out:
        click.echo(room.desk.says("vault", "line-left", {"line": line, "text": printable(text)}), err=True)
    return list_products(room.store, held, listing.items)


@click.command("ready", short_help="Which products could be proved today.")
@VAULT
@ON
@LOOKBACK
@JSON
@click.pass_obj
def ready(desk: Desk, named: str | None, on: str | None, lookback: int, as_json: bool) -> None:
    """Say of every product whether a valid invoice shows it on that day, until when, and what to get where none does.

    Exit status: 0, or 1 if a product isn't ready.
    """
    from reinstate.interfaces.cli.vault_rows import product_data, product_rows
    from reinstate.workflow.vaults import find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        standing = room.judge(held, on, lookback)
    counts = {
        state: sum(each.state == state for each in standing.products) for state in ("ready", "doubtful", "lacking")
    }
    if as_json:
        rows = [product_data(desk, each, lookback) for each in standing.products]
        click.echo(
            json.dumps({"day": standing.day.isoformat(), **counts, "products": rows}, ensure_ascii=False, indent=2)
        )
    elif not standing.products:
        speak(desk, "no-products-yet")
    else:
        for product in standing.products:
            for row in product_rows(desk, product, lookback):
                click.echo(row)
        if not held.vault.legal_name:
            speak(desk, "no-legal-name-note")
        speak(desk, "summary", day=standing.day.isoformat(), **counts)
    sys.exit(int(counts["ready"] < len(standing.products)))


@click.command("due", short_help="What runs out, and when.")
@click.option("--within", type=click.IntRange(0, 3650), default=60, show_default=True, help="Days to look ahead.")
@click.option("--ics", type=click.Path(path_type=Path), help="Write the reminders as a calendar file.")
@VAULT
@ON
@LOOKBACK
@JSON
@click.pass_obj
def due(
    desk: Desk, within: int, ics: Path | None, named: str | None, on: str | None, lookback: int, as_json: bool
) -> None:
    """Say what has run out or will: certificates, insurance, bills, and the invoices that prove products.

    Exit status: 0, or 1 if something has run out already.
    """
    from reinstate.interfaces.cli.vault_rows import reminder_data
    from reinstate.interfaces.cli.vault_words import reminder
    from reinstate.workflow.vaults import find_vault

    with room_of(desk) as room:
        held = find_vault(room.store, named)
        standing = room.judge(held, on, lookback)
        reminders = standing.due(within)
        if ics is not None:
            _write_calendar(room, held, standing, ics)
    past = [each for each in reminders if each.last < standing.day]
    if as_json:
        click.echo(
            json.dumps([reminder_data(desk, each, standing) for each in reminders], ensure_ascii=False, indent=2)
        )
    elif not reminders:
        speak(desk, "nothing-due", days=within)
    else:
        for each in reminders:
            click.secho(printable(reminder(desk, each, standing)), fg="red" if each in past else None)
    sys.exit(int(bool(past)))


def _write_calendar(room: Room, held: "Held", standing: Readiness, ics: Path) -> None:
    """Everything that is still to come, however far ahead: a calendar waits for it."""
    from reinstate.interfaces.cli.vault_rows import calendar
    from reinstate.workflow.write import write_output

    coming = [each for each in standing.reminders if each.last >= standing.day]
    write_output(ics, calendar(room.desk, held.vault, coming, standing, datetime.now(UTC)))
    told: dict[str, str | int] = {"file": printable(str(ics)), "count": len(coming)}
    click.echo(room.desk.says("vault", "calendar-written", told), err=True)


COMMANDS = (products, ready, due)
"""The commands of this module, for the group `vault`."""
