"""The program is killed while a person types: what it had acknowledged is there, and the page sends the rest."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest

from tests.interfaces.web.conftest import Client
from tests.interfaces.web.test_plan import LINE, open_plan, type_after


class Program:
    """`reinstate serve` in a process of its own."""

    def __init__(self, home, cache, port):
        surroundings = os.environ | {"REINSTATE_HOME": str(home), "XDG_CACHE_HOME": str(cache), "LC_ALL": "en_US.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "reinstate", "serve", "--no-browser", "--port", str(port)],
            env=surroundings,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = ""
        while not (found := re.search(r"http://\S+", told)):
            told = self.process.stdout.readline()
            assert told, "it ended"
        self.link = found[0]
        self.origin = f"http://127.0.0.1:{port}"
        self.running = SimpleNamespace(link=lambda: self.link)

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def start(tmp_path, home):
    """Start the program over one folder, always at the same port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = []

    def again():
        started.append(Program(tmp_path / "cases", home, port))
        return started[-1]

    yield again
    started[-1].kill()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal on this system")
def test_what_was_acknowledged_outlives_a_killed_program_and_the_rest_is_sent_again(visit, start):
    first = start()
    page = visit("en-US", at=first)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.click("button[value='late-shipments-us']")
    page.wait_for_url("**/notice")
    case = page.url.removeprefix(first.origin).removesuffix("notice")
    open_plan(page, first, case)
    acknowledged = []
    page.on("requestfinished", lambda each: each.url.endswith("/plan/save") and acknowledged.append(each.post_data))
    type_after(page, "Chen Jing (logistics manager)", "\nBefore it was killed")
    while not acknowledged:
        page.keyboard.type(" and on")
        page.wait_for_timeout(900)
    page.keyboard.type(" to the end")
    first.kill()
    kept = page.inner_text(LINE.format("Before it was killed"))
    page.wait_for_selector(".word:has-text('isn\\'t running')")
    page.keyboard.type(" and after")

    page.context.set_offline(True)  # the page is silent until we have looked
    second = start()
    client = Client(int(second.origin.rpartition(":")[2]))
    entered = client.get(second.link.removeprefix(second.origin)).headers["set-cookie"].partition(";")[0]
    text = client.get(f"{case}plan/text", Cookie=entered).text
    lines = json.loads(parse_qs(acknowledged[-1])["lines"][0])
    saved = next(each["words"] for each in lines if each["words"].startswith("Before it was killed"))
    assert saved in json.loads(text)["text"]

    page.context.set_offline(False)
    page.wait_for_selector(".word.good")
    page.wait_for_selector("#state[data-state=saved]")
    page.reload()
    page.wait_for_selector(LINE.format(f"{kept} and after".lstrip("- ")))
