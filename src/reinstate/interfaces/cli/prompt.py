"""`reinstate prompt`: a complete prompt for any chat model; nothing is sent anywhere."""

from pathlib import Path

import click

from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.home import case_home
from reinstate.interfaces.cli.plan import choice_of, of_a_case


@click.command("prompt")
@of_a_case
@click.option("--amounts", is_flag=True, help="Mask sums of money too.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the prompt to a file instead of the screen.")
def command(
    desk: Desk, case: str, structure: str | None, language: str | None, amounts: bool, out: Path | None
) -> None:
    """Write a prompt with the facts, the rules and the structure of CASE's plan; you carry it to a chat model yourself.

    Names, addresses, e-mail addresses and order ids are masked by placeholders, which `reinstate plan accept` turns
    back. Nothing is sent anywhere.
    """
    from reinstate.workflow.prompt import write_prompt
    from reinstate.workflow.write import write_output

    with case_home(desk, case) as home:
        prompt = write_prompt(home, desk.knowledge(), desk.apart, choice_of(desk, structure, language), amounts=amounts)
        if out is not None:
            write_output(out, prompt.text.encode())
        else:
            click.echo(prompt.text, nl=False)
    click.echo(desk.says("plan", "masked", {"count": prompt.masked, "case": case}), err=True)
