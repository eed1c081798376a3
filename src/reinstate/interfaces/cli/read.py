"""`reinstate read`: what a notice says."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from reinstate.case import Reading, Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.knowledge import say


@click.command("read")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(desk: Desk, files: tuple[Path, ...], as_json: bool) -> None:
    """Say what each notice alleges, wants, and by when.

    Exit status: 0, or 1 if a file couldn't be read (the others still are).
    """
    from reinstate.workflow.look import readings

    failed = False
    for path, result in readings(files, desk.knowledge()):
        failed |= isinstance(result, Trouble)
        if as_json:
            click.echo(json.dumps({"file": str(path)} | _data(desk, result), ensure_ascii=False))
        else:
            click.secho(str(path), bold=True)
            click.echo(_refused(desk, result) if isinstance(result, Trouble) else told(desk, result))
    sys.exit(int(failed))


def _data(desk: Desk, result: Reading | Trouble) -> dict[str, Any]:
    if isinstance(result, Trouble):
        message, hint = desk.trouble(result)
        return {"error": {"code": result.code, "message": message, "hint": hint}}
    from reinstate.workflow.look import contract

    return dict(contract(result))


def _refused(desk: Desk, trouble: Trouble) -> str:
    message, hint = desk.trouble(trouble)
    return f"  {message} [{trouble.code}]\n  {hint}\n"


def told(desk: Desk, reading: Reading) -> str:
    """The reading as a short page: what happened, what Amazon wants, by when, where to."""
    rows = [
        ("happened", say(desk.shelves.kinds[reading.kind].title, desk.language).text),
        ("alleged", ", ".join(_titles(desk, reading))),
        ("items", ", ".join((*reading.asins, *reading.order_ids))),
        ("deadline", _deadline(desk, reading)),
        ("route", _route(desk, reading)),
    ]
    lines = [f"  {desk.says('read', key)}: {value}" for key, value in rows if value]
    if reading.demands:
        lines.append(f"  {desk.says('read', 'wanted')}:")
        lines += [f"    [ ] {_demand(desk, str(fact.value))}: {_quote(fact, reading)}" for fact in reading.demands]
    lines += [f"  ! {_warning(desk, warning)}" for warning in reading.warnings]
    return "\n".join(lines) + "\n"


def _titles(desk: Desk, reading: Reading) -> list[str]:
    known = desk.shelves.violations
    return [say(known[slug].title, desk.language).text if slug in known else slug for slug in reading.violations]


def _deadline(desk: Desk, reading: Reading) -> str:
    if reading.deadline_text is None:
        return desk.says("read", "no-deadline")
    dated = f" ({reading.deadline_date.isoformat()})" if reading.deadline_date else ""
    return f"“{reading.deadline_text}”{dated}"


def _route(desk: Desk, reading: Reading) -> str:
    channel = desk.shelves.channels.get(reading.channel)
    if channel is None:
        return ""
    contacts = ", ".join(reading.values("contact_email"))
    return say(channel.how, desk.language).text + (f" ({contacts})" if contacts else "")


def _demand(desk: Desk, what: str) -> str:
    demand = desk.shelves.demands.get(what)
    return say(demand.title, desk.language).text if demand else what


def _quote(fact: Any, reading: Reading) -> str:
    return " ".join(fact.span.of(reading.notice.text).split()) if fact.span else ""


def _warning(desk: Desk, key: str) -> str:
    return desk.says("notice", key) if desk.has("notice", key) else key
