"""The interview in the browser: one question at a time, refused kindly, taken back, and drawn as pictures."""

import pytest

NOTICE = """Hello,
Your late shipment rate is 9.3% (61 of 656 orders); our target is under 4%. We deactivated your Amazon.com account.
Send us a plan of action with the root cause, the actions taken and the steps to prevent it within 3 days."""


@pytest.fixture
def page(visit, served):
    case = served.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    opened = visit("en-US")
    opened.goto(f"{served.origin}{case}cause")
    return opened


def test_questions_are_answered_one_by_one_and_taken_back(page):
    assert "legal name" in page.inner_text("#asks")
    assert page.is_visible("text=A good answer")
    page.fill("textarea[name=words]", "Harbor Lane Candles LLC")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:has-text('Who signs')")
    page.fill("textarea[name=words]", "")
    page.click("text=Save and go on")
    page.wait_for_selector("#refused")
    page.fill("textarea[name=words]", "Ruth Alvarez, owner")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:not(:has-text('Who signs'))")
    page.click("[data-undo]")
    page.wait_for_selector("#asks:has-text('Who signs')")


def test_a_question_can_be_skipped_and_found_again_by_its_address(page):
    first = page.inner_text("#asks")
    page.click("text=Skip for now")
    page.wait_for_selector(f"#asks:not(:has-text({first!r}))")
    page.click(f".way a:has-text({first!r})")
    page.wait_for_selector(f"#asks:has-text({first!r})")
    assert "step=" in page.url


def test_causes_grow_as_pictures(visit, served):
    case = served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")
    page = visit("zh-CN")
    page.goto(f"{served.origin}{case}cause")
    images = page.locator("figure img")
    assert images.count() >= 2
    assert images.first.evaluate("img => img.decode().then(() => img.naturalWidth)") > 100
