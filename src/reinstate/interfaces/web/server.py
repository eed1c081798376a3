"""The server on this machine: from an open store to a running workbench and back."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from reinstate.case import Trouble
from reinstate.interfaces.web.app import application
from reinstate.interfaces.web.keys import Keys, secret_in
from reinstate.interfaces.web.pages import House, templates
from reinstate.interfaces.web.rehearsal import rehearsal
from reinstate.knowledge import Knowledge
from reinstate.store import open_store
from reinstate.workflow.bench import Bench
from reinstate.workflow.confined import Worker
from reinstate.workflow.desk_list import CaseList
from reinstate.workflow.desk_readings import Readings
from reinstate.workflow.library import library
from reinstate.workflow.warming import Warming

LOOPBACK = "127.0.0.1"
"""The only address that the workbench is served at; there is no option for another."""

PORT = 8473
"""The usual port. The same one at every start lets an open page go on after the program was ended."""


LATER = 10
"""How far the reading of documents stands back behind the pages, as `nice` counts."""


LEAVE = 0.5
"""Seconds that what is made ready may take to leave off when the program ends."""


@dataclass(frozen=True, slots=True)
class Running:
    """A workbench that is being served: where, the keys to it, and what is made ready beside it."""

    server: uvicorn.Server
    listening: socket.socket
    keys: Keys
    port: int
    bench: Bench
    warming: Warming

    def link(self) -> str:
        """A new link that lets one browser in, once."""
        return f"http://{LOOPBACK}:{self.port}/open?token={self.keys.token()}"

    def run(self) -> None:
        """Serve until the program is told to end."""
        self.server.run(sockets=[self.listening])


@contextmanager
def workbench(
    home: Path, knowledge: Knowledge, cache: Path, port: int = PORT, language: str = "en"
) -> Iterator[Running]:
    """A workbench over the cases of a folder, ready to be run; port 0 takes any that is free.

    `language` is the one that its reader most likely wants, so that this is made ready.

    Raises:
        Trouble: `web.port-taken`, `web.no-key`, or what `open_store` raises.
    """
    store = open_store(home)
    readings = Readings(Worker(cache, nice=LATER), library(home, knowledge))
    bench = Bench(store, knowledge, Worker(cache), Worker(cache), readings)
    house_cases = CaseList(bench, cache / "cases.json")
    listening = warming = None
    try:
        keys = _keys(home)
        house = House(bench, house_cases, keys, templates(cache / "pages"))
        listening = _listen(port)
        taken = int(listening.getsockname()[1])
        config = uvicorn.Config(
            application(house, taken),
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            lifespan="off",
        )
        warming = Warming(rehearsal(house, language), house.quiet)
        yield Running(uvicorn.Server(config), listening, keys, taken, bench, warming)
    finally:
        if warming is not None:
            warming.end()
        if listening is not None:
            listening.close()
        house_cases.close()
        bench.close()
        if warming is not None:
            warming.join(LEAVE)


def _keys(home: Path) -> Keys:
    try:
        return Keys(secret_in(home))
    except OSError as error:
        raise Trouble("web.no-key", folder=str(home), reason=error.strerror or str(error)) from error


def _listen(port: int) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((LOOPBACK, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise Trouble("web.port-taken", port=port) from error
    return listening
