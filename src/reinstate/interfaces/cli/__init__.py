"""The command line. Commands load when they are called, so that `--help` is quick."""

import gc
import sys

_NEW = 50_000
"""New objects before the interpreter looks for those to drop: a command makes many, and most of them stay."""


def main() -> None:
    """Run the command line; streams speak UTF-8 whatever the terminal's code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(_NEW)
    from reinstate.interfaces.cli.commands import cli

    cli(prog_name="reinstate")
