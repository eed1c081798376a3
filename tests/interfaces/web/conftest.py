"""A workbench that is really served on loopback, and a real browser to look at it."""

import http.client
import importlib.util
import shutil
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reinstate.interfaces.web.server import workbench
from reinstate.knowledge import load

PATIENCE = 90
"""Seconds that anything may take: how busy the machine is says nothing of the program."""

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode("utf-8")


@dataclass
class Client:
    """Sends exactly what a test says, as no browser would."""

    port: int
    headers: dict = field(default_factory=dict)

    def send(self, method, path, body=None, **headers):
        said = {"Host": f"127.0.0.1:{self.port}", **self.headers}
        said |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            line.request(method, path, body, {name: value for name, value in said.items() if value is not None})
            answer = line.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            line.close()

    def get(self, path, **headers):
        return self.send("GET", path, **headers)

    def post(self, path, fields, **headers):
        return self.send("POST", path, urlencode(fields), Content_Type="application/x-www-form-urlencoded", **headers)


class Served:
    """A running workbench in a thread of the tests."""

    def __init__(self, running):
        self.running = running
        self.thread = threading.Thread(target=running.run, daemon=True)
        self.thread.start()
        while not running.server.started:
            time.sleep(0.01)

    @property
    def port(self):
        return self.running.port

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    def stranger(self):
        return Client(self.port)

    def client(self):
        """A client that came by the opening link, and whose forms bear the proof of their page."""
        token = self.running.link().partition("token=")[2]
        entered = self.stranger().get(f"/open?token={token}")
        cookie = entered.headers["set-cookie"].partition(";")[0]
        session = cookie.partition("=")[2]
        proof = self.running.keys.proof(session)
        return Client(self.port, {"Cookie": cookie, "Origin": self.origin, "X-Proof": proof})

    def end(self):
        self.running.server.should_exit = True
        self.thread.join(10)


def begin(page):
    """Open the form of a new case; once there are cases, it lies folded above the list."""
    page.locator("#new:not(section)").evaluate_all("folded => folded.forEach(each => { each.open = true })")
    return page


@pytest.fixture(scope="session", autouse=True)
def editor():
    """The editor's script, bundled as an installation does it, unless it is there already."""
    spec = importlib.util.spec_from_file_location("editor_build", ROOT / "editor" / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.build()


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    made = tmp_path_factory.mktemp("workbench")
    load(cache=made / "reinstate")  # made once, so that no worker has to
    return made


@pytest.fixture(scope="session")
def served(home, knowledge):
    with workbench(home / "data", knowledge, home / "reinstate", 0) as running:
        alive = Served(running)
        yield alive
        alive.end()


@pytest.fixture(scope="session")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def profiles(chromium):
    """Profiles of the browser that were emptied after a test, by language, scheme and width: they know our files."""
    kept = {}
    yield kept
    for each in kept.values():
        each.close()


def emptied(context, origin):
    """Take out of a profile what a page may have left there."""
    for page in context.pages[1:]:
        page.close()
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{origin}/static/icon.svg")
    page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    page.close()
    context.clear_cookies()
    context.clear_permissions()


@pytest.fixture
def visit(served, chromium, profiles):
    """Open a page as a reader of a language; every request that leaves the workbench fails the test."""
    lent, outside, errors = [], [], []

    def opened(locale="en-US", scheme="light", width=1280, at=served):
        key = (locale, scheme, width)
        context = profiles.pop(key, None) if at is served else None
        if context is None:
            viewport = {"width": width, "height": 900}
            context = chromium.new_context(locale=locale, color_scheme=scheme, viewport=viewport)
        lent.append((key, context, at is served))
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on(
            "request",
            lambda request: request.url.startswith((at.origin, "data:", "blob:")) or outside.append(request.url),
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: "Content Security Policy" in message.text and errors.append(message.text))
        if isinstance(at, Served):
            name, _, value = at.client().headers["Cookie"].partition("=")
            context.add_cookies([{"name": name, "value": value, "url": at.origin, "sameSite": "Strict"}])
            page.goto(f"{at.origin}/", wait_until="domcontentloaded")
        else:
            page.goto(at.running.link())
            page.wait_for_url(f"{at.origin}/")
        return page

    yield opened
    for key, context, ours in lent:
        if ours and key not in profiles:
            emptied(context, served.origin)
            profiles[key] = context
        else:
            context.close()
    assert outside == []
    assert errors == []
