"""Every page held against WCAG by axe, in light and dark, in two languages; and used without a mouse, and narrow."""

import pytest

PAGES = (
    "/",
    "@notice",
    "@cause",
    "@plan?now=1",
    "@plan/history?now=1",
    "@evidence?now=1",
    "@evidence/late-orders",
    "@claim/cutoff",
    "@package?now=1",
    "/nowhere",
)

OWN = "script:not([src]), style, [style]:not(.editor [style]), [onclick], [onload]"
"""What a policy without `unsafe-inline` would block."""


@pytest.fixture(scope="module")
def example(served):
    return served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")


@pytest.mark.parametrize("seen", [("en-US", "light", 1280), ("zh-CN", "dark", 360)])
def test_every_page_is_accessible_and_bears_no_script_or_style_of_its_own(visit, served, example, seen):
    from axe_playwright_python.sync_playwright import Axe

    page, axe = visit(*seen), Axe()
    grave, own = [], []
    for path in PAGES:
        page.goto(served.origin + path.replace("@", example), wait_until="domcontentloaded")
        if path.startswith("@plan?"):
            page.wait_for_selector("#plan[data-looked]")
        if page.locator(OWN).count():
            own.append(path)
        found = axe.run(page).response["violations"]
        grave += [
            (path, each["id"], each["nodes"][0]["html"][:200], each["nodes"][0].get("failureSummary", "")[:300])
            for each in found
            if each["impact"] in ("serious", "critical")
        ]
    assert (grave, own) == ([], [])


def test_no_page_is_wider_than_a_small_phone(visit, served, example):
    page = visit("de-DE", width=360)
    for path in PAGES:
        page.goto(served.origin + path.replace("@", example), wait_until="domcontentloaded")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
