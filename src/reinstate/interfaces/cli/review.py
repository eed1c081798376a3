"""`reinstate review`: a plan or a letter held against the rules."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.desk import Desk

if TYPE_CHECKING:
    from reinstate.workflow.look import Looked

PARTS = {"root_cause": "root_cause", "actions_taken": "corrective", "prevention": "preventive", "none": None}
"""Name of a part as people give it → the section role it stands for."""


@click.command("review")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--violation", metavar="SLUG", help="What the notice alleges, if you know.")
@click.option("--section", type=click.Choice(list(PARTS)), help="The text is a fragment of this part.")
@click.pass_obj
def command(desk: Desk, files: tuple[Path, ...], as_json: bool, violation: str | None, section: str | None) -> None:
    """Hold each letter against the rules: place, reason, advice.

    Exit status: 0 no error found, 1 errors found, 2 a file couldn't be read.
    """
    from reinstate.workflow.look import look

    worst = 0
    for path in files:
        try:
            looked = look(path, desk.knowledge(), violation, PARTS.get(section or "none"), fragment=section is not None)
        except Trouble as trouble:
            worst = 2
            _refuse(desk, path, trouble, as_json=as_json)
            continue
        data = looked.contract(desk.knowledge(), desk.language)
        if any(finding["severity"] == "error" for finding in data["findings"]):
            worst = max(worst, 1)
        click.echo(
            json.dumps({"file": str(path)} | data, ensure_ascii=False) if as_json else told(desk, path, looked, data)
        )
    sys.exit(worst)


def _refuse(desk: Desk, path: Path, trouble: Trouble, *, as_json: bool) -> None:
    message, hint = desk.trouble(trouble)
    if as_json:
        error = {"code": trouble.code, "message": message, "hint": hint}
        click.echo(json.dumps({"file": str(path), "error": error}, ensure_ascii=False))
    else:
        click.secho(f"{path}: {message} [{trouble.code}]", fg="red", err=True)
        click.echo(hint, err=True)


def told(desk: Desk, path: Path, looked: "Looked", data: dict[str, Any]) -> str:
    """The findings in the order of the text, each with its line, the words, the reason and the advice."""
    counted = desk.says("review", "counted", {"count": len(data["findings"])})
    lines = [click.style(f"{path}: {counted}", bold=True)]
    for finding in data["findings"]:
        line = looked.letter.text.count("\n", 0, finding["start"]) + 1
        words = " ".join(finding["text"].split())
        quoted = words if len(words) <= 160 else words[:157] + "…"
        colour = {"error": "red", "warning": "yellow"}.get(finding["severity"], "cyan")
        lines.append(f"  {click.style(str(line), dim=True)}  {click.style(finding['rule'], fg=colour)}  {quoted}")
        lines += [f"       {finding[key]}" for key in ("message", "advice") if finding[key]]
    if data["unchecked"]:
        lines.append("  " + desk.says("review", "unchecked", {"rules": ", ".join(data["unchecked"])}))
    return "\n".join(lines)
