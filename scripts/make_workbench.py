# ruff: noqa: INP001 - a script to be run by hand, no package
"""Goes through the workbench as two sellers would, and makes the pictures of `docs/workbench*.md` anew.

    python scripts/make_workbench.py [WALK ...] [--into FOLDER]

Each walk starts with an empty data folder and a pasted notice, clicks what a person clicks, uploads PDFs that are set
here, and ends at the package. What the seller answers is told in `scripts/walks/`, by the id of the question; a needed
question without an answer there stops the script, and so does a verdict other than the one told. The day is fixed, so
that the same machine makes the same pictures. Needs Chromium and Playwright.
"""

import argparse
import importlib
import io
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import click
import tomli
import typst
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from reinstate.interfaces.cli.desk import cache_folder
from reinstate.interfaces.web.server import Running, workbench
from reinstate.knowledge import load

HERE = Path(__file__).resolve().parent
IMAGES = HERE.parent / "docs" / "images"
WALKS = {file.stem: file for file in sorted((HERE / "walks").glob("*.toml"))}
SIZE = {"width": 1280, "height": 860}
COLOURS = 96
"""Colours of a picture: enough for letters, few enough for a small file."""

MOST_BYTES = 120_000
PATIENCE = 90_000
"""Milliseconds that any step may take, on a machine with much else to do."""

_HEAD = """
#set document(date: none)
#set page(paper: "a4", margin: 22mm)
#set text(font: ("Libertinus Serif", "Noto Sans CJK SC"), size: 11pt)
#set table(stroke: 0.5pt + gray, inset: 6pt)
"""


def paper(body: str) -> bytes:
    """A document of a seller's as PDF, with the fonts that come with the program."""
    carrier = importlib.import_module("noto_cjk_sans_otc").__file__ or ""
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[Path(carrier).parent])
    made: bytes = typst.compile((_HEAD + body).encode(), format="pdf", font_paths=fonts, timestamp=0)
    return made


@dataclass
class Walk:
    """One seller at the browser; `look` is called with the name of each place that is worth a picture."""

    page: Page
    script: Mapping[str, Any]
    look: Callable[[str], None] = lambda _: None
    tried: dict[str, int] = field(default_factory=dict)

    def go(self, link: str) -> str:
        """From the opening link to the package; the verdict that it shows.

        Raises:
            KeyError: the script and the questions don't fit each other any more.
        """
        page = self.page
        page.set_default_timeout(PATIENCE)
        page.goto(link)
        page.wait_for_url("**/")
        self.look("start")
        page.fill("#words", self.script["notice"].strip())
        page.click("form[data-drop] button")
        page.wait_for_url("**/notice")
        self.look("notice")
        self.onward("cause")
        while page.locator("#answer").count() and not page.locator(".finished").count():
            self.answer()
        if unasked := set(self.script["pictures"]) - set(self.tried):
            raise KeyError(f"never asked: {sorted(unasked)}")
        self.look("finished")
        self.onward("plan")
        page.wait_for_selector("#plan[data-looked]")
        if page.locator("#twin").is_visible():
            page.wait_for_selector("#twin p")
        self.look("plan")
        self.onward("evidence")
        page.wait_for_selector(".documents li")
        self.look("evidence")
        page.click(".documents .thumb >> nth=0")
        page.wait_for_selector(".leaf")
        self.look("document")
        self.onward("evidence")
        page.wait_for_selector(".documents li")
        self.onward("package")
        page.wait_for_selector(".sheets img")
        self.look("package")
        return page.inner_text(".verdict-card h1").strip("✓! \n")

    def onward(self, name: str) -> None:
        """The big button of every page: on to the next step."""
        self.page.click(".next .button")
        self.page.wait_for_url(f"**/{name}*")

    def answer(self) -> None:
        """Answer the question that is shown.

        Raises:
            KeyError: the script has no answer to a question that the plan needs.
        """
        page = self.page
        step = page.input_value("#answer input[name=step]")
        given = self.script["answers"].get(step)
        turn = self.tried[step] = self.tried.get(step, -1) + 1
        answers = given if isinstance(given, list) else [given]
        if given is None or turn >= len(answers):
            refused = page.locator("#refused")
            raise KeyError(f"{step}: {refused.inner_text() if refused.count() else 'no answer'}")
        for blank, value in answers[turn].items():
            getattr(self, f"fill_{blank}", lambda told, blank=blank: self.fill(blank, told))(value)
        pictures = self.script["pictures"]
        if step in pictures and turn == 0:
            self.look(pictures[step])
        page.evaluate("window.asked = document.getElementById('answer')")
        page.click("#answer [value=answer]")
        page.wait_for_function("() => document.getElementById('answer') !== window.asked")

    def fill(self, blank: str, value: str) -> None:
        """Type into a field; a name that isn't listed is somebody else's."""
        place = self.page.locator(f"#answer [name={blank}]")
        if not place.is_visible():
            self.page.check("#answer [name=option][value='+']")
        place.fill(value)

    def fill_option(self, chosen: list[str | int]) -> None:
        """Tick options by their id, or by their place where they have many."""
        boxes = self.page.locator("#answer [name=option]")
        for each in chosen:
            box = boxes.nth(each - 1) if isinstance(each, int) else self.page.locator(f"#answer [value='{each}']")
            box.check()

    def fill_every(self, interval: str) -> None:
        """Choose an interval."""
        self.page.select_option("#answer [name=every]", interval)

    def fill_paper(self, ticked: list[str]) -> None:
        """Tick documents that are in the case."""
        for each in ticked:
            self.page.check(f"#answer [name=paper][value='{each}']")

    def fill_kind(self, kinds: Mapping[str, str]) -> None:
        """Say what a ticked document is."""
        for each, kind in kinds.items():
            self.page.select_option(f"#answer [name='kind:{each}']", kind)

    def fill_upload(self, names: list[str]) -> None:
        """Add documents at the question itself."""
        papers = self.script["papers"]
        files = [{"name": each, "mimeType": "application/pdf", "buffer": paper(papers[each])} for each in names]
        before = self.page.locator("#answer [name=paper]").count()
        self.page.set_input_files("#answer [name=file]", files)  # type: ignore[arg-type]
        self.page.wait_for_function(
            "before => document.querySelectorAll('#answer [name=paper]').length > before", arg=before
        )


@contextmanager
def opened(home: Path, script: Mapping[str, Any], cache: Path | None = None) -> Iterator[Running]:
    """A workbench over an empty folder, on the day of a walk."""
    day = datetime.combine(script["today"], time(9), UTC)
    with workbench(home / "data", load(cache=cache or cache_folder()), cache or home, 0) as running:
        running.bench.clock = lambda: day
        serving = threading.Thread(target=running.run)
        serving.start()
        try:
            yield running
        finally:
            running.server.should_exit = True
            serving.join()


def read(name: str) -> dict[str, Any]:
    """What the seller of a walk does."""
    return tomli.loads(WALKS[name].read_text("utf-8"))


def small(png: bytes) -> bytes:
    """A picture with a palette.

    Raises:
        ValueError: it is larger than a page of the docs should have to load.
    """
    out = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    if len(out.getvalue()) > MOST_BYTES:
        raise ValueError(len(out.getvalue()))
    return out.getvalue()


def main() -> None:
    """Walk, and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("walks", nargs="*", metavar="WALK", choices=[*WALKS, []], help=", ".join(WALKS))
    parser.add_argument("--into", type=Path, default=IMAGES)
    chosen = parser.parse_args()
    chosen.into.mkdir(parents=True, exist_ok=True)
    for name in chosen.walks or WALKS:
        script = read(name)
        with tempfile.TemporaryDirectory() as home, opened(Path(home), script) as running, sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_context(locale=script["locale"], viewport=SIZE, reduced_motion="reduce").new_page()  # type: ignore[arg-type]

            def look(place: str, page: Page = page, language: str = name.rpartition(".")[2]) -> None:
                page.evaluate("scrollTo(0, 0)")
                page.wait_for_load_state("networkidle")
                (chosen.into / f"desk-{language}-{place}.png").write_bytes(small(page.screenshot()))

            verdict = Walk(page, script, look).go(running.link())
            browser.close()
        click.echo(f"{name}: {verdict}")
        if verdict != script["ready"]:
            raise SystemExit(1)


if __name__ == "__main__":
    main()
