"""From the notice to the package in the browser, in English and Chinese, and by keyboard alone.

The German example is not ready on purpose, so its last page says so.
"""

import re

import pytest


def through(page, served, words):
    """The whole way by each page's big next step."""
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.click(f"button[value='{words['example']}']")
    page.wait_for_url("**/notice")
    page.click(f".next button:has-text('{words['confirm']}')")
    page.wait_for_url("**/cause")
    page.click(".next a")
    page.wait_for_url("**/plan")
    page.wait_for_selector("#plan[data-looked]")
    page.click(".next a")
    page.wait_for_url("**/evidence")
    page.wait_for_selector(".documents li")
    page.click(".next a")
    page.wait_for_url("**/package")
    page.wait_for_selector(f"h1:has-text('{words['ready']}')")


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en-US", {"example": "late-shipments-us", "confirm": "Yes, go on", "ready": "Ready to send"}),
        ("zh-CN", {"example": "inauthentic-de", "confirm": "正确，继续", "ready": "暂时还不能提交"}),
    ],
)
def test_every_next_step_leads_to_the_package(visit, served, locale, words):
    through(visit(locale), served, words)


def test_the_way_can_be_gone_by_keyboard_alone(visit, served):
    page = visit("en-US")

    def reach(selector):
        """Press Tab until the element has the focus, then Enter."""
        for _ in range(150):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return page.keyboard.press("Enter")
        raise AssertionError(selector)

    if page.locator("details.new").count():
        reach(".new > summary")
    if not page.is_visible("button[value='late-shipments-us']"):
        reach(".demo > summary")
    reach("button[value='late-shipments-us']")
    page.wait_for_url("**/notice")
    for name in ("cause", "plan", "evidence", "package"):
        reach(".next .button")
        page.wait_for_url(re.compile(f"/{name}"))
        page.wait_for_selector("[data-wait]", state="detached")
    page.wait_for_selector("h1:has-text('Ready to send')")
