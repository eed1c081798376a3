"""`reinstate case`: open, list, look at, carry out and bring in cases."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Case, Entry, KeptFile, Trouble, files_of, journal_line, phase
from reinstate.interfaces.cli.desk import Desk

if TYPE_CHECKING:
    from reinstate.store.store import Store
    from reinstate.workflow.cases import Standing

_SHORT = 8
"""Digits of an id or hash that people get to see."""

_TOLD = ("question", "finding", "reason", "channel")
"""What the words for an entry may name of its body, beside the files."""


@click.group("case")
def command() -> None:
    """Keep cases with a journal that shows what happened and when."""


@command.command("new", short_help="Open a case from a case folder.")
@click.argument("case_dir", type=click.Path(path_type=Path))
@click.option("--title", help="What to call the case (default: the folder's name).")
@click.pass_context
def new_case(ctx: click.Context, case_dir: Path, title: str | None) -> None:
    """Open a case from a folder with notice.*, answers.toml and evidence/."""
    from reinstate.workflow.cases import open_case

    desk = desk_of(ctx)
    with _store(desk) as store:
        case = open_case(store, case_dir, title)
        _speak(desk, "opened", case=case.id[:_SHORT], title=case.title, count=case.count)
        _speak(desk, f"next-{phase(case)}")


@command.command("list", short_help="List all cases, the oldest first.")
@click.pass_context
def list_cases(ctx: click.Context) -> None:
    """List all cases, the oldest first: id, opened (UTC), entries, where it stands, title."""
    from reinstate.workflow.cases import list_cases as listed

    desk = desk_of(ctx)
    with _store(desk) as store:
        standings = listed(store)
        if not standings:
            _speak(desk, "none")
        for each in standings:
            click.echo("  ".join((each.id[:_SHORT], *_row(desk, each))))


def _row(desk: Desk, standing: "Standing") -> tuple[str, ...]:
    from rich.cells import set_cell_size

    if standing.trouble:
        return (desk.trouble(_clean(standing.trouble))[0],)
    if not (case := standing.case):
        return ()
    stands = set_cell_size(_said(desk, f"phase-{standing.phase}"), 20)
    return _minute(case.opened), f"{case.count:>4}", stands, printable(case.title)


@command.command("show", short_help="Show what a case holds and where it stands.")
@click.argument("case_id")
@click.pass_context
def show_case(ctx: click.Context, case_id: str) -> None:
    """Show what a case holds and where it stands."""
    from reinstate.workflow.cases import show_case as shown

    desk = desk_of(ctx)
    with _store(desk) as store:
        _show(desk, shown(store, case_id))


def _show(desk: Desk, case: Case) -> None:
    stands = _said(desk, f"phase-{phase(case)}")
    click.secho(printable(case.title), bold=True)
    _speak(desk, "shown", case=case.id, opened=_minute(case.opened), phase=stands, count=case.count, head=case.head)
    _files(desk, "notices", case.notices)
    _files(desk, "answers", (case.answers,) if case.answers else ())
    _files(desk, "exhibits", case.exhibits)
    if case.replies:
        _files(desk, "replies", case.replies)
    for waiver in case.waivers:
        _speak(desk, "waiver", finding=waiver.finding, reason=waiver.reason)
    for sent in case.submissions:
        _speak(desk, "submission", at=_minute(sent.at), channel=sent.channel, count=len(sent.files))
    _speak(desk, f"next-{phase(case)}")


def _files(desk: Desk, heading: str, files: tuple[KeptFile, ...]) -> None:
    _speak(desk, heading)
    for file in files:
        click.echo(f"  {file.sha256[:_SHORT]}  {_size(file.size):>8}  {printable(file.name)}")
    if not files:
        click.echo("  " + _said(desk, "nothing"))


@command.command("log", short_help="Read a journal and verify its chain.")
@click.argument("case_id")
@click.option("--json", "as_json", is_flag=True, help="The journal itself, one JSON object a line.")
@click.pass_context
def log_case(ctx: click.Context, case_id: str, as_json: bool) -> None:
    """Read a case's journal and verify its chain of hashes."""
    from reinstate.workflow.cases import read_log

    desk = desk_of(ctx)
    with _store(desk) as store:
        journal = read_log(store, case_id)
        for entry in journal:
            click.echo(journal_line(entry) if as_json else _told(desk, entry))
        if not as_json:
            _speak(desk, "verified", count=len(journal), head=journal[-1].hash)


def _told(desk: Desk, entry: Entry) -> str:
    names = ", ".join(file.name for file in files_of(entry))
    values = {"kind": entry.kind, "files": names} | {name: str(entry.body.get(name, "")) for name in _TOLD}
    known = desk.has("cases", f"happened-{entry.kind}")
    happened = _said(desk, f"happened-{entry.kind}" if known else "happened-other", **values)
    actor = _said(desk, "actor-person") if entry.actor == "person" else printable(entry.actor)
    said = _said(desk, "entry", actor=actor, happened=happened)
    return f"{entry.seq:>4}  {_minute(entry.at)} UTC  {entry.hash[:_SHORT]}  {said}"


@command.command("export", short_help="Write a case as one plain folder.")
@click.argument("case_id")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an earlier export in that folder.")
@click.pass_context
def export_case(ctx: click.Context, case_id: str, folder: Path, force: bool) -> None:
    """Write a case as one plain folder that needs no database."""
    from reinstate.workflow.cases import export_case as carried_out

    desk = desk_of(ctx)

    def readme(head: Entry) -> str:
        return _said(desk, "readme", head=head.hash, count=head.seq)

    with _store(desk) as store:
        head, files = carried_out(store, case_id, folder, readme, force=force)
        _speak(desk, "exported", folder=str(folder), entries=head.seq, files=len(files), head=head.hash)


@command.command("import", short_help="Bring in a case from such a folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.pass_context
def import_case(ctx: click.Context, folder: Path) -> None:
    """Bring in a case from such a folder, after verifying every entry and every file."""
    from reinstate.workflow.cases import import_case as brought_in

    desk = desk_of(ctx)
    with _store(desk) as store:
        arrival = brought_in(store, folder)
        case, key = arrival.case, "imported-known" if arrival.known else "imported"
        _speak(desk, key, case=case.id[:_SHORT], title=case.title, count=case.count, head=case.head)


@command.command("waive", short_help="Let a finding stand, with a reason.")
@click.argument("case_id")
@click.argument("finding")
@click.option("--reason", required=True, help="Why it may stand; it goes into the journal.")
@click.pass_context
def waive_finding(ctx: click.Context, case_id: str, finding: str, reason: str) -> None:
    """Let a finding stand: FINDING is its rule's id, or "rule: words of the place"."""
    from reinstate.workflow.cases import waive

    desk = desk_of(ctx)
    with _store(desk) as store:
        case = waive(store, case_id, finding, reason)
        last = case.waivers[-1]
        _speak(desk, "waiver", finding=last.finding, reason=last.reason)
        _speak(desk, "waived", case=case.id[:_SHORT], count=len(case.waivers), head=case.head)


def desk_of(ctx: click.Context) -> Desk:
    """The reader's side as the main command set it up; English where this group runs by itself."""
    return ctx.obj if isinstance(ctx.obj, Desk) else Desk("en")


@contextmanager
def _store(desk: Desk) -> "Iterator[Store]":
    """The store of this user, open; trouble on the way is told to the reader and ends the program."""
    from reinstate.store import open_store

    try:
        with open_store(default_home(os.environ, sys.platform, Path.home())) as store:
            yield store
    except Trouble as trouble:
        desk.refuse(_clean(trouble))


def default_home(environment: Mapping[str, str], platform: str, user: Path) -> Path:
    """Where cases are kept: `REINSTATE_HOME`, else the platform's folder for a program's data."""
    if chosen := environment.get("REINSTATE_HOME"):
        return Path(chosen)
    if platform == "win32":
        data = Path(environment.get("APPDATA") or user / "AppData" / "Roaming")
    elif platform == "darwin":
        data = user / "Library" / "Application Support"
    else:
        data = Path(environment.get("XDG_DATA_HOME") or user / ".local" / "share")
    return data / "reinstate"


def _said(desk: Desk, key: str, **values: str | int) -> str:
    return desk.says("cases", key, {name: printable(str(value)) for name, value in values.items()}).strip("\n")


def _speak(desk: Desk, key: str, **values: str | int) -> None:
    click.echo(_said(desk, key, **values))


def _clean(trouble: Trouble) -> Trouble:
    details = {name: printable(each) if isinstance(each, str) else each for name, each in trouble.details.items()}
    return Trouble(trouble.code, **details)


def printable(text: str) -> str:
    """The text without characters that could move a terminal's cursor; a journal may come from anywhere."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _minute(at: str) -> str:
    """An entry's time, to the minute; it is UTC."""
    return at[:16].replace("T", " ")


def _size(count: int) -> str:
    """A number of bytes in the unit that people use: B, kB = 1000 B, MB."""
    if count < 1000:
        return f"{count} B"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
