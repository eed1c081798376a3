"""`reinstate vault use` and `keep`: documents from the vault into a case, and the other way."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.vault_room import VAULT, Room, room_of, speak, today
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.workflow.homes import Home
    from reinstate.workflow.offers import Offer
    from reinstate.workflow.vaults import Held, Taken


@click.command("use", short_help="Put documents of the vault forward in a case.")
@click.argument("case")
@click.argument("documents", nargs=-1)
@click.option("--fitting", is_flag=True, help="All that fit the notice and aren't in the case yet.")
@VAULT
@click.pass_obj
def use(desk: Desk, case: str, documents: tuple[str, ...], fitting: bool, named: str | None) -> None:
    """Put DOCUMENTS of the vault forward in CASE, the same bytes, with their kind and the products that they show.

    Without DOCUMENTS, those are listed that show a product of the notice or are asked for in it.
    """
    from reinstate.workflow import offers
    from reinstate.workflow.vaults import find_vault

    with room_of(desk) as room, case_home(desk, case) as home:
        held = find_vault(room.store, named)
        found = _offers(room, held, home)
        fits = [each for each in found if each.fits]
        chosen = offers.named(held, found, documents)
        chosen += tuple(each for each in fits if fitting and not each.there and each not in chosen)
        if chosen:
            _take(room, held, chosen, home)
        elif fits:
            _list(desk, fits, case)
        else:
            speak(desk, "no-offers")


def _offers(room: Room, held: "Held", home: "Home") -> Sequence["Offer"]:
    from reinstate.workflow.offers import digests, offers
    from reinstate.workflow.reading import read_notice

    folder = home.read()
    with room.desk.worker() as worker:
        papers = room.papers(held, worker)
        reading = read_notice(folder, room.desk.knowledge(), worker)
    return offers(held.vault, papers, reading, today(), room.desk.knowledge(), digests(folder))


def _take(room: Room, held: "Held", chosen: Sequence["Offer"], home: "Home") -> None:
    from reinstate.workflow.offers import use_documents

    desk = room.desk
    with desk.worker() as worker:
        added = use_documents(room.store, held.vault, chosen, home, desk.knowledge(), worker)
    for offer, each in zip(chosen, added, strict=True):
        number, kind = offer.document.number, say(desk.knowledge().exhibits[offer.exhibit].title, desk.language).text
        key = "used-twin" if each.twin else "used"
        told = {"number": number, "exhibit": each.number}
        speak(desk, key, **told, **({} if each.twin else {"file": each.file, "kind": kind}))


def _list(desk: Desk, fits: Sequence["Offer"], case: str) -> None:
    from reinstate.interfaces.cli.vault_words import reasons

    for each in fits:
        head = f"  {each.document.number}  {printable(each.document.title)}"
        click.echo(" · ".join((head, *map(printable, reasons(desk, each)))))
    new = " ".join(each.document.number for each in fits if not each.there)
    if new:
        speak(desk, "offers", case=case, numbers=new)


@click.command("keep", short_help="Keep documents of a case in the vault.")
@click.argument("case")
@click.argument("exhibits", nargs=-1)
@VAULT
@click.pass_obj
def keep(desk: Desk, case: str, exhibits: tuple[str, ...], named: str | None) -> None:
    """Keep EXHIBITS of CASE (numbers or ids; all where none is given) in the vault, for the next case."""
    from reinstate.workflow.offers import documents_of
    from reinstate.workflow.vaults import add_documents, find_vault

    failed = False
    with room_of(desk) as room, case_home(desk, case) as home, desk.worker() as worker:
        held = find_vault(room.store, named)
        found = list(documents_of(home, exhibits, desk.knowledge()))
        for each in found:
            held, taken = add_documents(room.store, held, [each.incoming], worker)
            for one in taken:
                failed = not _tell_kept(desk, each.number, one) or failed
        if not found:
            speak(desk, "nothing-to-keep")
    sys.exit(int(failed))


def _tell_kept(desk: Desk, exhibit: str, taken: "Taken") -> bool:
    """What became of a document of the case; whether it is kept."""
    if taken.document is None:
        message = desk.trouble(taken.trouble)[0] if taken.trouble else ""
        click.secho(f"{exhibit}  {printable(message)}", fg="red", err=True)
        return False
    told = {"number": taken.document.number, "file": taken.document.file.name}
    speak(desk, "twin" if taken.twin else "kept-from", **told, **({} if taken.twin else {"exhibit": exhibit}))
    return True


COMMANDS = (use, keep)
"""The commands of this module, for the group `vault`."""
