"""The workbench's speed in a real browser, beside the limits it has to keep: `python benchmarks/workbench.py`.

Measured: from a keystroke in a two-page plan to the review shown, the load of each page of a worked case, and the list
with 500 cases. Needs Chromium and Playwright.
"""

import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from reinstate.interfaces.cli.desk import cache_folder
from reinstate.interfaces.web.server import Running, workbench
from reinstate.knowledge import load
from reinstate.workflow import desk

KEYSTROKE, LOAD = 100, 300
"""Milliseconds: the limits of the issue."""

CASES, STROKES = 500, 60
PAGES = ("notice", "cause", "plan", "evidence", "package")


def main() -> None:
    """Print every figure with its ratio to the limit."""
    with (
        tempfile.TemporaryDirectory() as home,
        workbench(Path(home), load(cache=cache_folder()), Path(home), 0) as running,
    ):
        serving = threading.Thread(target=running.run)
        serving.start()
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.set_default_timeout(120_000)
            page.goto(running.link())
            page.wait_for_url("**/")
            base = page.url.rstrip("/")
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            page.click("button[value='late-shipments-us']")
            page.wait_for_url("**/notice")
            case = page.url.rsplit("/", 1)[0]
            for name in PAGES:
                page.goto(f"{case}/{name}?now=1", wait_until="load")
                if name == "evidence":
                    tell("first look at evidence", [loaded(page)], LOAD)
                    page.wait_for_selector("[data-reading]", state="detached")
                tell(f"load {name}", loads(page, f"{case}/{name}"), LOAD)
            tell("keystroke to review", strokes(page, f"{case}/plan"), KEYSTROKE)
            fill(running, CASES)
            page.goto(base)
            while page.locator("[data-more]").count():
                time.sleep(0.5)
            tell(f"load list of {CASES}", loads(page, base), LOAD)
            browser.close()
        running.server.should_exit = True
        serving.join()  # the store is closed only once nobody asks any more


def loads(page: Page, address: str) -> list[float]:
    """Milliseconds from the request to the page being there, ten times."""
    found = []
    for _ in range(10):
        page.goto(address, wait_until="load")
        found.append(loaded(page))
    return found


def loaded(page: Page) -> float:
    """Milliseconds from the request of the page that is shown to its being there."""
    return float(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))


def strokes(page: Page, address: str) -> list[float]:
    """Milliseconds from a keystroke to the review of that text being shown."""
    page.goto(address)
    page.wait_for_selector("#plan[data-looked]")
    page.wait_for_timeout(3000)
    page.click("#outline button >> nth=1")
    page.keyboard.press("ArrowDown")
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


def fill(running: Running, count: int) -> None:
    """Put cases into the store, as if a person had pasted each notice."""
    store = running.bench.store
    for number in range(count):
        words = f"Notice {number}: we removed your listing B0CQ7XN4LD. Send invoices within 7 days. Amazon"
        desk.receive(store, "notice.txt", words.encode(), f"Case {number}")


def tell(what: str, found: list[float], limit: float) -> None:
    """One line: median, 95th percentile, and the ratio of that to the limit."""
    ranked = sorted(found)
    high = ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]
    middle = statistics.median(found)
    print(f"{what:<24} median {middle:6.0f} ms   p95 {high:6.0f} ms   limit {limit} ms   ratio {high / limit:.2f}")


if __name__ == "__main__":
    main()
