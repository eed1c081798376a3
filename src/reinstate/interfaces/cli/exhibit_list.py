"""`reinstate evidence add`, `list` and `bundle`: the documents of a case as a whole."""

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.cases import printable
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.plan import choice_of
from reinstate.interfaces.cli.progress import stoppable
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.case import Counted, Exhibit, Proof
    from reinstate.workflow.bundles import Bundled
    from reinstate.workflow.package import Worked
    from reinstate.workflow.selling import Told

T = TypeVar("T")

_SOME = 10
"""SKUs that are named."""

_SIGN = {True: "✓", False: "✗"}


@click.command("add", short_help="Put files forward as proof in a case.")
@click.argument("case")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--kind", help="What they are, an id such as supplier-invoice (default: told from the document).")
@click.option("--highlight", multiple=True, help="A passage that matters, as the document prints it.")
@click.option("--covers", multiple=True, metavar="ASIN", help="A product that they show.")
@click.option("--password", "passwords", multiple=True, help="Opens locked files (default: asked for). Kept nowhere.")
@click.pass_obj
def add(
    desk: Desk,
    case: str,
    files: tuple[Path, ...],
    kind: str | None,
    highlight: tuple[str, ...],
    covers: tuple[str, ...],
    passwords: tuple[str, ...],
) -> None:
    """Add FILES to CASE (a case folder, or the id of a stored case): kept as they are, entered in its answers.

    A file that is already there isn't added again. Nothing is written unless every file can be opened. Of a locked PDF
    a copy without its password is put forward, since Amazon can't open it; the locked file is kept beside it.
    """
    from reinstate.workflow.adding import About, add_documents

    with stoppable(desk), case_home(desk, case) as home, desk.worker() as worker:
        about = About(kind, highlight, covers, passwords)
        added = asked(desk, lambda more: add_documents(home, files, desk.knowledge(), about.also(more), worker))
    for each in added:
        title = say(desk.knowledge().exhibits[each.kind].title, desk.language).text if each.kind else ""
        told = {"number": each.number, "file": printable(each.file), "kind": title}
        click.echo(desk.says("exhibits", "twin" if each.twin else "added", told))
        if each.unlocked:
            click.echo("  " + desk.says("exhibits", "added-unlocked", {"file": printable(each.unlocked)}))
        if each.unsigned:
            click.secho("  " + desk.says("exhibits", "added-unsigned"), fg="yellow")


LOCKED = ("evidence.encrypted", "evidence.password-wrong", "papers.locked")
"""Trouble that a password ends."""


def asked(desk: Desk, work: "Callable[[tuple[str, ...]], T]") -> "T":
    """What comes of work with the passwords that a person types where the terminal can ask for them.

    Raises:
        Trouble: what the work raises; that a file is locked only where nobody can be asked.
    """
    typed: list[str] = []
    while True:
        try:
            return work(tuple(typed))
        except Trouble as trouble:
            if trouble.code not in LOCKED or not sys.stdin.isatty():
                raise
            click.secho(desk.trouble(trouble)[0], fg="yellow", err=True)
            said = desk.says("exhibits", "password-asked")
            typed.append(click.prompt(said, hide_input=True, err=True, prompt_suffix=" "))


@click.command("list", short_help="What each document of a case proves, and what isn't proved.")
@click.argument("case")
@click.pass_obj
def list_documents(desk: Desk, case: str) -> None:
    """Show the documents of CASE: what each one is good for, which product has which papers, what is unproved.

    Exit status: 0, or 1 where something asked for isn't there.
    """
    from reinstate.workflow.package import work_apart

    with stoppable(desk), case_home(desk, case) as home:
        worked = work_apart(desk.apart, home.read(), choice_of(desk, None, None))
    names = worked.names(desk.knowledge(), desk.language)
    if not worked.exhibits:
        click.echo(desk.says("exhibits", "list-nothing"))
        click.echo(desk.says("exhibits", "list-none"))
    else:
        _documents(desk, worked, names)
    _matrix(desk, worked.proof)
    _ledger(desk, worked)
    _unproved(desk, worked, names)
    sys.exit(int(any(gap.severity == "error" for gap in worked.proof.gaps)))


def _documents(desk: Desk, worked: "Worked", names: dict[str, str]) -> None:
    click.secho(desk.says("exhibits", "heading-list"), bold=True)
    claims: dict[str, list[str]] = {each.number: [] for each in worked.exhibits}
    for claim in worked.proof.claims:
        for number in claim.exhibits:
            claims[number].append(names.get(claim.statement, claim.statement))
    for each in worked.exhibits:
        kind = say(desk.knowledge().exhibits[each.kind].title, desk.language).text
        click.echo(f"  {each.number}  {printable(each.file.name)} · {kind}")
        for row in _good_for(desk, each, claims[each.number]):
            click.echo(f"       {printable(row)}")


def _good_for(desk: Desk, exhibit: "Exhibit", claims: Iterable[str]) -> Iterable[str]:
    if exhibit.covers:
        yield desk.says("exhibits", "list-shows", {"asins": ", ".join(exhibit.covers)})
    if claims:
        yield desk.says("exhibits", "list-proves", {"claims": "; ".join(dict.fromkeys(claims))})
    if exhibit.passages:
        yield desk.says("exhibits", "list-marks", {"count": len(exhibit.passages)})
    if exhibit.redaction:
        yield desk.says("exhibits", "list-copy", {"count": len(exhibit.redaction.removed)})
    if exhibit.signed:
        yield desk.says("exhibits", "list-signed")


def _matrix(desk: Desk, proof: "Proof") -> None:
    if not proof.matrix:
        return
    click.secho("\n" + desk.says("exhibits", "heading-matrix"), bold=True)
    demands = desk.knowledge().demands
    for asin, found in proof.matrix.items():
        for what, numbers in found.items():
            title = say(demands[what].title, desk.language).text
            shown = ", ".join(numbers) or desk.says("exhibits", "cover-nothing")
            click.secho(f"  {_SIGN[bool(numbers)]} {asin}  {title}: {shown}", fg=None if numbers else "red")


def _ledger(desk: Desk, worked: "Worked") -> None:
    """Units bought beside units sold, where the case tells how many were sold."""
    from reinstate.workflow.ledger import count_units

    if not worked.answers.sold:
        return
    click.secho("\n" + desk.says("exhibits", "heading-ledger"), bold=True)
    for asin, bought in desk.apart.run(count_units, worked).items():
        sold = worked.answers.sold.get(asin)
        told: dict[str, str | int] = {"asin": asin, "bought": f"{bought:f}", "sold": "–" if sold is None else sold}
        few = sold is not None and 0 < bought < sold
        click.secho("  " + desk.says("exhibits", "ledger-row", told), fg="red" if few else None)
    if worked.answers.counted:
        _counted(desk, worked.answers.counted)


def _unproved(desk: Desk, worked: "Worked", names: dict[str, str]) -> None:
    click.secho("\n" + desk.says("exhibits", "heading-unproved"), bold=True)
    gaps = [gap for gap in worked.proof.gaps if gap.severity != "note"]
    for gap in gaps:
        click.secho(f"  – {printable(desk.gap(gap, names))}", fg="red" if gap.severity == "error" else "yellow")
    if not gaps:
        click.echo("  " + desk.says("exhibits", "nothing-unproved"))


@click.command("sold", short_help="Say how many units of each product were sold.")
@click.argument("case")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.pass_obj
def sold(desk: Desk, case: str, files: tuple[Path, ...]) -> None:
    """Keep in CASE how many units were sold in the time that the notice looks back over; invoices are held against it.

    FILES are order reports of Seller Central (all orders, FBA shipments, date range), counted row by row; where they
    tell no ASINs, the listings report beside them does. Or a sales report by product, or lines of ASIN and number; `-`
    reads a pipe.
    """
    from reinstate.workflow.files import read_bytes
    from reinstate.workflow.selling import tell_sales

    with case_home(desk, case) as home:
        given = [
            ("", sys.stdin.buffer.read()) if each == Path("-") else (each.name, read_bytes(each)) for each in files
        ]
        told = tell_sales(home, given, desk.knowledge(), desk.apart)
    tell_sold(desk, told)


def tell_sold(desk: Desk, told: "Told") -> None:
    """Say how many units were sold, and how they were counted."""
    for asin, units in told.units.items():
        click.echo(f"  {asin}  {units}")
    click.echo(desk.says("exhibits", "sold-kept", {"count": len(told.units)}))
    if told.counted:
        _counted(desk, told.counted)
    if told.skus:
        skus = printable(", ".join(told.skus[:_SOME]))
        click.secho("  " + desk.says("exhibits", "sold-skus", {"count": len(told.skus), "skus": skus}), fg="yellow")


def _counted(desk: Desk, counted: "Counted") -> None:
    """From when to when rows were counted, how many, and which were left out."""
    from reinstate.document.counting import SHELF, told_count

    for line in told_count(counted, partial(desk.says, SHELF), desk.language):
        click.echo("  " + printable(line))


@click.command("bundle", short_help="Bind index, cover and numbered exhibits into one PDF.")
@click.argument("case")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write; must be new or empty.")
@click.option("--max-mb", type=click.FloatRange(min=0.01), help="Most megabytes of one file; larger bundles are split.")
@click.option("--numbers", type=click.Choice(["A-1", "1"]), default="A-1", help="How exhibits are numbered.")
@click.option("--structure", help="Structure of the plan (default: what suits the notice).")
@click.option("--language", metavar="TAG", help="Language of the plan and the cover (default: the notice's).")
@click.option("--force", is_flag=True, help="Replace what the folder holds.")
@click.pass_obj
def bundle(
    desk: Desk,
    case: str,
    out: Path,
    max_mb: float | None,
    numbers: str,
    structure: str | None,
    language: str | None,
    force: bool,
) -> None:
    """Write the bundle of CASE: exhibits.pdf, every original under a name for uploading, a manifest with digests.

    The PDF has an index, a cover with links from each sentence of the plan to the page that proves it, stamps,
    bookmarks and page labels. Exit status: 0, or 1 where a file is larger than --max-mb all the same.
    """
    from dataclasses import replace

    from reinstate.workflow.bundles import bundle_case
    from reinstate.workflow.write import refuse_full, write_folder

    with stoppable(desk), case_home(desk, case) as home:
        refuse_full(out, force=force)
        choice = replace(choice_of(desk, structure, language), lead=numbers.removesuffix("1"))
        made = desk.apart.run(bundle_case, home.read(), choice, max_mb)
        write_folder(out, made.files, force=force)
    _tell(desk, made, out, max_mb)
    sys.exit(int(any(each.over for each in made.volumes)))


def _tell(desk: Desk, made: "Bundled", out: Path, limit: float | None) -> None:
    from reinstate.workflow.bundles import SINGLE

    for each in made.volumes:
        span = f"{each.numbers[0]} – {each.numbers[-1]}" if len(each.numbers) > 1 else "".join(each.numbers)
        told: dict[str, str | int] = {
            "file": str(out / each.name),
            "pages": each.pages,
            "size": f"{each.size / 1e6:.2f}",
            "numbers": span,
        }
        click.echo(desk.says("exhibits", "bundled", {**told}))
        if each.over:
            click.secho(desk.says("exhibits", "over-limit", {"limit": f"{limit:g}"}), fg="yellow")
    count = sum(name.startswith(SINGLE) for name in made.files)
    click.echo(desk.says("exhibits", "singles", {"count": count, "folder": str(out / SINGLE)}))


COMMANDS = (add, list_documents, sold, bundle)
"""The commands of this module, for the group `evidence`."""
