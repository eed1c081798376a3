"""`reinstate demo`: the main job on three bundled examples."""

from pathlib import Path

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.package import tell


@click.command("demo")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("reinstate-demo"),
    show_default=True,
    help="Folder to write, one folder a case.",
)
@click.option("--force", is_flag=True, help="Replace what the folder holds.")
@click.pass_obj
def command(desk: Desk, out: Path, force: bool) -> None:
    """Run the main job on three bundled examples and say what to open."""
    from reinstate.workflow.demo import EXAMPLES, demo

    try:
        for number, (name, worked) in enumerate(demo(out, desk.knowledge(), desk.language, force=force), 1):
            click.secho(f"[{number}/{len(EXAMPLES)}] {name}", bold=True)
            tell(desk, worked, out / name)
            click.echo()
    except Trouble as trouble:
        desk.refuse(trouble)
    click.echo(desk.says("package", "demo-done", {"folder": str(out.resolve())}))
