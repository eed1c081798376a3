"""From the notice to the package by keyboard alone; `test_walks.py` goes the whole way with the mouse."""

import re


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
