"""The workbench's speed in a real browser, beside the limits it has to keep: `python benchmarks/workbench.py [PART …]`.

The program runs as people start it, in a process of its own. Parts: `starts` (first load of each page after a start, on
a machine that never ran it and on one that has), `pages` (a worked case in every language), `keys` (from a keystroke to
the review shown, in plans of two and five pages), `large` (60 exhibits for 40 products, 200 for 200), `list` (500 and
2,000 cases). Without a name all are measured. Needs Chromium and Playwright.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from big_case import big_case
from playwright.sync_api import Browser, Page, sync_playwright

from reinstate.interfaces.cli.desk import cache_folder
from reinstate.knowledge import load
from reinstate.store import open_store
from reinstate.workflow import desk
from reinstate.workflow.cases import open_case
from reinstate.workflow.demo import FOLDER

KEYSTROKE, LOAD = 100, 300
"""Milliseconds: the limits of the issue."""

LOADS, STROKES, STARTS, SETTLED = 30, 60, 3, 12
"""How often each is measured; seconds after a start until nothing is made ready any more."""

PAGES = ("notice", "cause", "plan", "evidence", "package")
LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
EXAMPLE = "late-shipments-us"
PARAGRAPH = "We now check every order twice before it leaves the warehouse and write down who did it and when. "


def main() -> None:
    """Print every figure with its ratio to the limit."""
    load(cache=cache_folder())
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in sys.argv[1:] or PARTS:
            PARTS[name](browser)
        browser.close()


# -- the parts ---------------------------------------------------------------------------------------------------------


def starts(browser: Browser) -> None:
    """The first load of each page after a start, with a cache and without."""
    for what in ("without a cache", "second start"):
        found: dict[str, list[float]] = {}
        for _ in range(STARTS):
            with tempfile.TemporaryDirectory() as fresh, home_with(EXAMPLE) as home:
                cache = Path(fresh) if what == "without a cache" else cache_folder().parent
                with program(home, browser, cache=cache) as (page, base, case):
                    found.setdefault("list", []).append(loaded(page))
                    for name in PAGES:
                        found.setdefault(name, []).append(load_of(page, f"{base}{case}/{name}"))
        for name, times in found.items():
            tell(f"first load of {name}, {what}", times, LOAD)


def pages(browser: Browser) -> None:
    """Each page of a worked case, in every language."""
    with home_with(EXAMPLE) as home:
        for language in LANGUAGES:
            with program(home, browser, language, SETTLED) as (page, base, case):
                tell_pages(page, base + case, f"in {language}", LOADS if language == "en" else LOADS // 3)


def keys(browser: Browser) -> None:
    """From a keystroke to the review of that text."""
    with home_with(EXAMPLE) as home, program(home, browser, settle=SETTLED) as (page, base, case):
        page.goto(f"{base}{case}/plan?now=1")
        tell("keystroke, 2 pages", strokes(page, f"{base}{case}/plan"), KEYSTROKE)
        tell("keystroke, 5 pages", strokes(page, f"{base}{case}/plan", paragraphs=70), KEYSTROKE)
        tell("load plan, 5 pages", [load_of(page, f"{base}{case}/plan") for _ in range(LOADS)], LOAD)


def large(browser: Browser) -> None:
    """Cases with many documents and products."""
    for exhibits, items in ((60, 40), (200, 200)):
        with tempfile.TemporaryDirectory() as folder:
            made = big_case(Path(folder) / "case", exhibits, items)
            with home_with(made) as home, program(home, browser, settle=SETTLED) as (page, base, case):
                tell_pages(page, base + case, f"{exhibits} exhibits", LOADS)
                tell(f"keystroke, {exhibits} exhibits", strokes(page, f"{base}{case}/plan"), KEYSTROKE)


def lists(browser: Browser) -> None:
    """The list of cases, and what is typed into its search."""
    for count in (500, 2000):
        with home_with() as home:
            fill(home, count)
            with program(home, browser) as (page, base, _):
                while page.locator("[data-more]").count():
                    time.sleep(0.5)
                tell(f"load list of {count}", [load_of(page, base) for _ in range(LOADS)], LOAD)
                tell(f"search in {count}", [searched(page, f"Case {number}") for number in range(LOADS)], LOAD)


PARTS: dict[str, Callable[[Browser], None]] = {
    "starts": starts,
    "pages": pages,
    "keys": keys,
    "large": large,
    "list": lists,
}


# -- the program -------------------------------------------------------------------------------------------------------


@contextmanager
def home_with(*cases: str | Path) -> Iterator[Path]:
    """A folder of data with cases in it: names of examples, or case folders."""
    with tempfile.TemporaryDirectory() as folder:
        with open_store(Path(folder)) as store:
            for each in cases:
                open_case(store, FOLDER / each if isinstance(each, str) else each)
        yield Path(folder)


def fill(home: Path, count: int) -> None:
    """Put cases into the store, as if a person had pasted each notice."""
    with open_store(home) as store:
        for number in range(count):
            words = f"Notice {number}: we removed your listing B0CQ7XN4LD. Send invoices within 7 days. Amazon"
            desk.receive(store, "notice.txt", words.encode(), f"Case {number}")


@contextmanager
def program(
    home: Path, browser: Browser, language: str = "en", settle: float = 0, cache: Path | None = None
) -> Iterator[tuple[Page, str, str]]:
    """The workbench in a process of its own: a page at its list, its address, and the path of the first case in it."""
    around = {**os.environ, "REINSTATE_HOME": str(home), "XDG_CACHE_HOME": str(cache or cache_folder().parent)}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "reinstate", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, env=around, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        link = next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
        page = browser.new_context(locale=language).new_page()
        page.set_default_timeout(240_000)
        page.goto(link)
        page.wait_for_url("**/")
        page.wait_for_load_state()
        listed = page.locator(".cases a")
        path = (listed.first.get_attribute("href") or "").rpartition("/")[0] if listed.count() else ""
        time.sleep(settle)
        yield page, page.url.rstrip("/"), path
        page.context.close()
        process.terminate()


# -- what is measured --------------------------------------------------------------------------------------------------


def tell_pages(page: Page, case: str, what: str, count: int) -> None:
    """Each page of a case, once what is worked out beside it is there."""
    for name in PAGES:
        page.goto(f"{case}/{name}?now=1", wait_until="load")
        page.wait_for_selector("[data-reading]", state="detached")
        tell(f"load {name}, {what}", [load_of(page, f"{case}/{name}") for _ in range(count)], LOAD)


def load_of(page: Page, address: str) -> float:
    """Milliseconds from the request of a page to its being there."""
    page.goto(address, wait_until="load")
    return loaded(page)


def loaded(page: Page) -> float:
    """The same of the page that is shown."""
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))


def searched(page: Page, words: str) -> float:
    """Milliseconds from a search's last letter to the rows that it finds."""
    return float(
        page.evaluate(
            """words => new Promise(done => {
                const search = document.querySelector("input[type=search]"), begun = performance.now();
                new MutationObserver((_, seen) => { seen.disconnect(); done(performance.now() - begun); })
                    .observe(document.querySelector("#list").parentNode, {childList: true});
                search.value = words;
                search.dispatchEvent(new Event("input", {bubbles: true}));
            })""",
            words,
        )
    )


def strokes(page: Page, address: str, paragraphs: int = 0) -> list[float]:
    """Milliseconds from a keystroke to the review of that text being shown; with so many paragraphs added before."""
    page.goto(address)
    page.wait_for_selector("#plan[data-looked]")
    page.wait_for_timeout(3000)
    page.click("#outline button >> nth=1")
    page.keyboard.press("ArrowDown")
    for number in range(paragraphs):
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.keyboard.insert_text(PARAGRAPH + f"Step {number}.")
    if paragraphs:
        page.wait_for_timeout(5000)
    found = []
    for number in range(STROKES):
        page.evaluate(
            """() => {
                const plan = document.getElementById('plan');
                const before = plan.dataset.looked;
                window.shown = new Promise(done => {
                    let begun = 0;
                    addEventListener('keydown', () => (begun = performance.now()), {once: true, capture: true});
                    new MutationObserver((_, seen) => {
                        if (plan.dataset.looked === before) return;
                        seen.disconnect();
                        done(performance.now() - begun);
                    }).observe(plan, {attributes: true, attributeFilter: ['data-looked']});
                });
            }"""
        )
        page.keyboard.press("abcdefgh "[number % 9])
        found.append(float(page.evaluate("window.shown")))
        page.wait_for_timeout(1300)
    return found


def tell(what: str, found: list[float], limit: float) -> None:
    """One line: median, 95th percentile (the greatest of a few), and the ratio of that to the limit."""
    ranked = sorted(found)
    high = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    middle = statistics.median(found)
    print(
        f"{what:<42} median {middle:6.0f} ms   p95 {high:6.0f} ms   limit {limit} ms   ratio {high / limit:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
