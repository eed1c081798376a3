"""`reinstate package`: one case folder in, one submission package out."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.progress import stoppable
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.workflow.package import Worked

READY, NOT_READY = 0, 1
FIGURES = "Drawings in an annex of the plan: none, the causes, all (default: what suits the structure)."


@click.command("package")
@click.argument("case")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder to write; must be new or empty.")
@click.option("--structure", help="3part, 4d, 5part, 8d or questionnaire (default: what suits the notice).")
@click.option("--language", metavar="TAG", help="Language of the plan (default: the notice's).")
@click.option("--figures", type=click.Choice(["none", "why", "all"]), help=FIGURES)
@click.option("--force", is_flag=True, help="Replace what the folder holds.")
@click.pass_obj
def command(
    desk: Desk,
    case: str,
    out: Path,
    structure: str | None,
    language: str | None,
    figures: str | None,
    force: bool,
) -> None:
    """Make the submission package of CASE: a folder with notice.*, answers.toml, evidence/, or a stored case's id.

    Exit status: 0 ready to send, 1 not ready (written as a draft, with the reasons), 2 bad input.
    """
    from reinstate.workflow.package import Choice, package

    choice = Choice(structure, language, desk.language, figures=figures)
    with stoppable(desk), case_home(desk, case) as home:
        worked = package(home, out, desk.knowledge(), choice, force=force, worker=desk.apart)
    tell(desk, worked, out)
    sys.exit(READY if worked.checklist.ready else NOT_READY)


def tell(desk: Desk, worked: "Worked", out: Path) -> None:
    """The verdict in a few lines, what to mend first, and what to open."""
    checklist, names = worked.checklist, worked.names(desk.knowledge(), desk.language)
    missing = [gap for gap in checklist.gaps if gap.severity == "error"]
    faults = [finding for finding in checklist.findings if finding.severity == "error"]
    errors = len(missing) + len(faults)
    verdict = desk.says("package", "ready" if checklist.ready else "not-ready", {"count": errors})
    click.secho(verdict, fg="green" if checklist.ready else "yellow", bold=True)
    title = say(desk.knowledge().structures[checklist.structure].title, desk.language).text
    click.echo("  " + desk.says("package", "structure", {"structure": title}))
    for gap in missing:
        click.echo("  - " + desk.gap(gap, names))
    for finding in faults:
        click.echo(f"  - {finding.rule}: {' '.join(finding.span.of(checklist.plan_text).split())}")
    if others := len(checklist.gaps) + len(checklist.findings) - errors:
        click.echo("  " + desk.says("package", "advice", {"count": others}))
    click.echo("  " + desk.says("package", "open", {"file": str(out / "checklist.html")}))
    click.echo("  " + desk.says("package", "plan", {"file": str(out / "plan.pdf")}))
