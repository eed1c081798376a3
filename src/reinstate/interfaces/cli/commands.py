"""The tree of commands; each lives in its own module, loaded when called."""

import importlib

import click

from reinstate import __version__

COMMANDS = {
    "ask": ("ask", "Ask for everything a plan needs, one question at a time."),
    "package": ("package", "Make the submission package of a case folder."),
    "plan": ("plan", "Draft, show, edit, compare and write a plan of action."),
    "prompt": ("prompt", "Write a prompt for a chat model, private data masked."),
    "demo": ("demo", "Run the main job on three bundled examples."),
    "read": ("read", "Say what a notice alleges, wants, and by when."),
    "review": ("review", "Hold a plan of action against the rules."),
    "evidence": ("evidence", "Documents: read, check, add, list, sold, mark, redact, bundle."),
    "rule": ("rule", "The reviewer's rules: list, explain, and write and test your own."),
    "lsp": ("lsp", "Run the reviewer as a language server for editors."),
    "case": ("cases", "Keep cases with their journal: new, list, show, log, waive, export, import."),
    "vault": ("vault", "A seller's documents for every case: what is ready, what runs out; use them, keep them."),
    "serve": ("serve", "Open the workbench in your browser."),
    "knowledge": ("knowledge", "Check the shelves, or write their JSON Schemas."),
}
"""Command → the module that holds it, and its line in the help."""


class Lazy(click.Group):
    """A group whose commands are imported when they are called; the list needs none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, in the order of the journey."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command."""
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"reinstate.interfaces.cli.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, "command")  # noqa: B009 - found by name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reinstate")
@click.option("--reader-language", metavar="TAG", help="Language of messages and checklists (default: your system's).")
@click.pass_context
def cli(ctx: click.Context, reader_language: str | None) -> None:
    """From an Amazon performance notification to a submission-ready plan of action with its evidence.

    Everything stays on this machine.
    """
    from reinstate.interfaces.cli.desk import Desk, system_language

    ctx.obj = Desk(reader_language or system_language())
    ctx.call_on_close(ctx.obj.close)
