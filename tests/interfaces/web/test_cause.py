"""The interview in the browser: one question at a time, refused kindly, taken back, and drawn as pictures."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reinstate import root_cause
from reinstate.workflow.demo import FOLDER

NOTICE = """Hello,
Your late shipment rate is 9.3% (61 of 656 orders); our target is under 4%. We deactivated your Amazon.com account.
Send us a plan of action with the root cause, the actions taken and the steps to prevent it within 3 days."""


PAPER = FOLDER / "inauthentic-de" / "evidence" / "rechnung-kornblatt.pdf"
REFUSALS = frozenset(
    re.findall(
        r"Refusal\(\"([a-z-]+)\"",
        "".join(each.read_text("utf-8") for each in Path(root_cause.__file__).parent.rglob("*.py")),
    )
)
"""Every reason for which the interview refuses an answer."""


@pytest.fixture
def page(visit, served):
    case = served.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    opened = visit("en-US")
    opened.goto(f"{served.origin}{case}cause")
    return opened


def test_questions_are_answered_one_by_one_and_taken_back(page):
    assert "legal name" in page.inner_text("#asks")
    assert page.is_visible("text=A good answer")
    assert not page.locator(".finished").count()
    page.fill("input[name=words]", "Harbor Lane Candles LLC")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:has-text('Who signs')")
    page.click("text=Save and go on")
    assert page.inner_text("#refused") == "Nothing is filled in yet. If you don't know it now, skip the question."
    page.fill("input[name=name]", "the management")
    page.fill("input[name=aside]", "owner")
    page.click("text=Save and go on")
    page.wait_for_selector("#refused:has-text('nobody in particular')")
    assert page.input_value("input[name=aside]") == "owner"
    page.fill("input[name=name]", "Ruth Alvarez")
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


def ask(page, served, case, step):
    page.goto(f"{served.origin}{case}cause?{urlencode({'step': step})}")
    page.wait_for_selector("#answer")


def test_a_cause_that_was_refused_gives_way_to_one_that_is_ticked(page, served):
    case = page.url.removeprefix(served.origin).removesuffix("cause")
    ask(page, served, case, "late_shipment_rate/causes")
    page.fill("textarea[name=words]", "The courier came too early.")
    page.click("text=Save and go on")
    page.wait_for_selector("#refused")
    assert page.input_value("textarea[name=words]") == "The courier came too early."
    page.check("[value=tracking-typed-by-hand]")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:not(:has-text('which of these happened'))")
    ask(page, served, case, "late_shipment_rate/causes")
    assert page.is_checked("[value=tracking-typed-by-hand]")


def test_who_is_asked_on_may_keep_the_cause(page, served):
    case = page.url.removeprefix(served.origin).removesuffix("cause")
    ask(page, served, case, "late_shipment_rate/causes")
    page.check("[value=tracking-typed-by-hand]")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:not(:has-text('which of these happened'))")
    why = "late_shipment_rate/tracking-typed-by-hand/why"
    ask(page, served, case, f"{why}/1")
    assert not page.locator("[value=kept]").count()
    page.fill("textarea[name=words]", "The courier came too early every day.")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:not(:has-text('Why could that happen'))")
    ask(page, served, case, f"{why}/2")
    assert "it was not judged to lie in your own process" in page.inner_text("#answer")
    page.check("[value=kept]")
    page.click("text=Save and go on")
    page.wait_for_selector("#asks:not(:has-text('And why was that so'))")
    ask(page, served, case, f"{why}/2")
    assert page.is_checked("[value=kept]")


def test_the_page_says_what_it_understood_and_what_there_is_to_remark(page, served):
    case = page.url.removeprefix(served.origin).removesuffix("cause")
    ask(page, served, case, "late_shipment_rate/causes")
    page.check("[value=tracking-typed-by-hand]")
    page.click("text=Save and go on")
    page.wait_for_selector(".noted:has-text('tracking') >> a:has-text('Change')")
    why = "late_shipment_rate/tracking-typed-by-hand/why/1"
    ask(page, served, case, why)
    assert not page.locator(".noted").count()
    page.fill("textarea[name=words]", "快递员每天来得太早，系统设置没有随之更改。")
    page.click("text=Save and go on")
    page.wait_for_selector(".noted:has-text('Kept as')")
    assert "快递员每天来得太早" in page.inner_text(".noted")
    page.goto(f"{served.origin}{case}cause?{urlencode({'after': why})}")
    assert page.locator(".noted:has-text('Kept as')").count()
    ask(page, served, case, "dated")
    page.fill("input[type=date]", "2027-03-05")
    page.click("text=Save and go on")
    page.wait_for_selector(".noted")
    assert "2027" in page.inner_text(".noted")
    assert "2027-03-05" not in page.inner_text(".noted")
    assert not page.locator(".noted:has-text('Kept as')").count()


def test_a_document_is_added_at_the_question_and_what_was_ticked_stays(visit, served):
    case = served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}cause")
    papers = page.locator(".way a[href*='papers']:not([href*='why'])")
    page.goto(f"{served.origin}{case}cause{papers.first.get_attribute('href')}")
    files = "#answer [name=paper]"
    before = page.locator(files).count()
    page.check(f"{files}:not(:checked) >> nth=0")
    ticked = page.locator(f"{files}:checked").count()
    page.set_input_files("#answer [name=file]", PAPER)
    page.wait_for_selector(f"{files} >> nth={before}")
    assert page.locator(f"{files}:checked").count() == ticked + 1
    page.click("text=Save and go on")
    page.wait_for_selector("#answer")


def test_the_browser_names_no_key_of_the_terminal(knowledge):
    """What the interview says must not tell people to type numbers where they tick boxes."""
    typed = re.compile(r"\b(numbers?|commas?|folder|--\w+)\b|“[s?]”")
    shelf = knowledge.messages["ask"].says
    kept = {"help-number", "why-number", "not-a-number", "one-number", "no-order-ids", "help-names", "help-money"}
    kept |= {"sold-no-number"}  # it speaks of units
    kept |= {
        "no-such-number",
        "no-such-file",
        "no-such-letter",
        "not-known",
    }  # nothing in the browser can bring them up
    spoken = [key for key in shelf if key.startswith(("help-", "why-")) or key in REFUSALS]
    for key in spoken:
        if key not in knowledge.messages["web-ask"].says and key not in kept:
            assert not typed.search(shelf[key]["en"]), key


def test_units_sold_are_answered_by_lines_or_by_a_report(visit, served, tmp_path):
    case = served.client().post("/example", {"name": "inauthentic-de"}).headers["location"].removesuffix("notice")
    asked = f"{served.origin}{case}cause?step=sold"
    page = visit("en-US")
    page.goto(asked)
    first, *others = page.input_value("[name=words]").split()
    page.fill("[name=words]", f"{first} many")
    page.click("text=Save and go on")
    assert page.inner_text("#refused") == f"“{first} many” tells no whole number of units."
    page.fill("[name=words]", "\n".join((f"{first} 120", *others)))
    page.click("text=Save and go on")
    page.wait_for_selector(f".noted:has-text('{first} 120')")
    (tmp_path / "orders.csv").write_text(
        f"order-id,purchase-date,order-status,asin,quantity\n1,2026-10-01,Shipped,{first},7\n", "utf-8"
    )
    page.goto(asked)
    page.set_input_files("#answer input[type=file]", tmp_path / "orders.csv")
    page.click("text=Save and go on")
    page.wait_for_selector(f".noted:has-text('{first} 7')")
