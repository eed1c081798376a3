"""The list of cases, and how a new one comes in."""

import re
import time

import pytest

from reinstate.interfaces.web.cases import PORTION
from reinstate.interfaces.web.server import workbench
from reinstate.workflow import desk
from tests.interfaces.web.conftest import Served, begin

ROW = '<li><a href="/case/'

NOTICE = """Hello,
We removed your listing B0CQ7XN4LD from Amazon.com because of complaints about authenticity.
Please send us invoices from your supplier and a plan of action within 7 days.
Amazon Seller Performance"""


@pytest.fixture(scope="module")
def some(served):
    client = served.client()
    for number in range(3):
        words = f"{NOTICE}\nASIN: B0D5VHT2K{number}"
        client.post("/cases", {"words": words})
    return client


def test_the_empty_list_teaches_and_an_example_is_one_click_away(visit, served):
    page = visit("en-US")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.click("button:has-text('Late shipments (United States)')")
    page.wait_for_url("**/notice")
    assert page.inner_text("h2 >> nth=0") == "What happened"
    assert "Amazon has deactivated your seller account." in page.inner_text("#panel")


def test_a_pasted_notice_becomes_a_case(visit):
    page = begin(visit("en-US"))
    page.fill("#words", NOTICE)
    page.click("text=Read the notice")
    page.wait_for_url("**/notice")
    assert "7 days left" in page.inner_text(".compass") or "6 days left" in page.inner_text(".compass")
    assert "B0CQ7XN4LD" in page.inner_text("#panel")


def test_a_dropped_file_becomes_a_case(visit):
    page = begin(visit("en-US"))
    page.set_input_files("#file", {"name": "notice.txt", "mimeType": "text/plain", "buffer": NOTICE.encode()})
    page.wait_for_url("**/notice")


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(visit):
    page = begin(visit("en-US"))
    page.eval_on_selector("form[data-drop]", "form => form.dataset.limit = 10")
    page.set_input_files("#file", {"name": "big.txt", "mimeType": "text/plain", "buffer": NOTICE.encode()})
    page.wait_for_selector(".word")
    assert "“big.txt” is larger than" in page.inner_text(".word")


def test_searching_filters_as_you_type_and_the_address_keeps_it(visit, some):
    page = visit("en-US")
    page.fill("input[type=search]", "B0D5VHT2K1")
    page.wait_for_selector("text=/^1 of /")
    assert "q=B0D5VHT2K1" in page.url
    page.reload()
    assert page.locator(".cases li").count() == 1
    page.fill("input[type=search]", "nothing like it")
    page.wait_for_selector("text=No case fits.")


def test_the_browser_says_the_language_and_a_choice_stays(visit):
    page = visit("de-DE")
    assert page.inner_text("h1") == "Fälle"
    page.select_option("select[name=reader]", "ja")
    page.wait_for_selector("html[lang=ja]")
    page.reload()
    assert page.inner_text("h1") == "案件"


@pytest.mark.parametrize(
    ("header", "tag"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("pt-BR,fr;q=0.5", "fr"), ("ko", "en"), ("", "en"), ("en;q=0,de;q=x", "de")],
)
def test_the_language_follows_what_the_browser_asks_for(served, header, tag):
    assert f'<html lang="{tag}"' in served.client().get("/", Accept_Language=header).text


def test_dark_is_chosen_and_kept(visit):
    page = visit("en-US")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.select_option("select[name=theme]", "dark")
    page.wait_for_selector("html[data-theme=dark]")
    page.wait_for_load_state("networkidle")
    page.reload()
    assert page.inner_text("h1") == "Cases"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.fixture(scope="module")
def crowded(tmp_path_factory, home, knowledge):
    """A workbench of its own with 130 cases about one notice, all their rows made."""
    with workbench(tmp_path_factory.mktemp("crowded"), knowledge, home / "reinstate", 0) as running:
        for number in range(1, 131):
            desk.receive(running.bench.store, "notice.txt", NOTICE.encode(), f"Portion {number:03}")
        served = Served(running)
        while "data-more" in served.client().get("/").text:
            time.sleep(0.2)
        yield served
        served.end()


def test_a_long_list_comes_in_portions_but_is_searched_and_sorted_whole(crowded):
    client = crowded.client()
    first = client.get("/?sort=title").text
    assert (first.count(ROW), "130 of 130" in first) == (PORTION, True)
    second = client.get(re.search(r'href="([^"]+)" data-further', first)[1].replace("&amp;", "&")).text
    assert second.count(ROW) == 2 * PORTION
    assert second[: second.index("Portion 061")].count(ROW) == PORTION + 1
    last = client.get("/?q=Portion+130&sort=title").text
    assert "Portion 130" in last
    assert "data-further" not in last
    assert client.get("/?rows=-1").text.count(ROW) == client.get("/?rows=99999999999").text.count(ROW) == PORTION


def test_the_rest_of_a_long_list_comes_as_one_gets_to_its_end(visit, crowded):
    page = visit("en-US", at=crowded)
    for shown in (PORTION, 2 * PORTION):
        page.wait_for_selector(f".cases li:nth-child({shown})", state="attached")
        page.locator(".cases li").last.scroll_into_view_if_needed()
    page.wait_for_selector(".cases li:nth-child(130)", state="attached")
    assert page.locator("[data-further]").count() == 0
    assert len(set(page.locator(".cases a").evaluate_all("links => links.map(each => each.href)"))) == 130
