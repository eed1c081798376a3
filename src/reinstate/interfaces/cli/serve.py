"""`reinstate serve`: the workbench in the browser."""

import os
import sys
import threading
import webbrowser
from pathlib import Path

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.cases import default_home
from reinstate.interfaces.cli.desk import Desk, cache_folder


@click.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), help="Port on this machine (default: 8473; 0 takes any).")
@click.option("--no-browser", is_flag=True, help="Only print the link.")
@click.pass_obj
def command(desk: Desk, port: int | None, no_browser: bool) -> None:
    """Open the workbench in your browser; everything stays on this machine. Ctrl+C ends it.

    The link lets one browser in, once. Exit status: 0, or 2 if it can't be served.
    """
    from reinstate.interfaces.web.server import PORT, workbench

    home = default_home(os.environ, sys.platform, Path.home())
    try:
        taken = PORT if port is None else port
        with workbench(home, desk.knowledge(), cache_folder(), taken, desk.language) as running:
            link = running.link()
            click.echo(desk.says("web", "served", {"link": link}))
            if not no_browser:
                threading.Timer(0.5, webbrowser.open, (link,)).start()
            running.run()
    except Trouble as trouble:
        desk.refuse(trouble)
