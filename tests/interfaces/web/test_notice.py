"""The page of the notice: what was read, what a person corrects in it, two tabs at once."""

import time

import pytest

from reinstate.workflow.bench import Derived

NOTICE = """Hello,
We removed your listing B0CQ7XN4LD from Amazon.com because of complaints about authenticity.
Please send us invoices from your supplier by 12 March 2027.
The other product is our jug No 7731.
Amazon Seller Performance"""


@pytest.fixture
def case(served):
    return served.client().post("/cases", {"words": NOTICE}).headers["location"]


@pytest.fixture
def page(visit, served, case):
    opened = visit("en-US")
    opened.goto(served.origin + case)
    return opened


def select(page, words):
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                break;
            }
            document.getElementById('text').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}));
        }""",
        words,
    )


def test_a_fact_leads_to_its_words(page):
    page.click("#facts a:has-text('B0CQ7XN4LD')")
    mark = page.get_attribute("#facts a:has-text('B0CQ7XN4LD')", "data-mark")
    assert page.inner_text(f"#text mark[data-number='{mark}']") == "B0CQ7XN4LD"
    assert page.url.endswith(f"#m{mark}")


def test_a_selection_becomes_a_fact_and_is_taken_back(page):
    select(page, "No 7731")
    page.select_option("#kind", "asin")
    page.click("button:has-text('Add'):visible")
    page.wait_for_selector("#facts a:has-text('No 7731')")
    assert page.inner_text("#text mark:has-text('No 7731')") == "No 7731"
    assert page.is_visible("text=added by you")
    page.click("[data-undo]")
    page.wait_for_selector("#facts a:has-text('No 7731')", state="detached")


def test_words_are_enough_where_no_mouse_is_at_hand(page):
    page.focus("#correct summary")
    page.keyboard.press("Enter")
    page.fill("#chosen", "12 March 2027")
    page.select_option("#kind", "deadline")
    page.fill("input[type=date]:visible", "2027-03-12")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=added by you")
    assert "March 12, 2027" in page.inner_text(".compass")


def test_words_that_arent_there_are_refused_and_what_was_typed_stays(page):
    page.click("#correct summary")
    page.fill("#chosen", "13 March 2027")
    page.select_option("#kind", "asin")
    page.click("button:has-text('Add'):visible")
    page.wait_for_selector(".word")
    assert "doesn't hold the words “13 March 2027”" in page.inner_text(".word")
    assert page.input_value("#chosen") == "13 March 2027"


def test_a_wrong_fact_is_struck_out(page):
    before = page.locator("#text mark.item").count()
    page.click("#facts li:has-text('B0CQ7XN4LD') button")
    page.wait_for_selector("text=Struck out:")
    assert page.locator("#text mark.item").count() == before - 1


def test_a_tab_that_is_behind_is_told_so_and_overwrites_nothing(page, visit, served, case):
    other = visit("en-US")
    other.goto(served.origin + case)
    page.click("#facts li:has-text('B0CQ7XN4LD') button")
    page.wait_for_selector("text=Struck out:")
    other.click("text=Yes, go on")
    other.wait_for_selector(".word button:has-text('Show the newer state')")
    other.click("text=Show the newer state")
    other.wait_for_selector("text=Struck out:")


def test_the_deadline_can_be_taken_into_a_calendar(served, case):
    client = served.client()
    answer = client.get(case.replace("/notice", "/notice/calendar"))
    assert answer.headers["content-disposition"].startswith('attachment; filename="deadline.ics"')
    assert b"BEGIN:VCALENDAR" in answer.body


@pytest.mark.parametrize(
    "change", [{"start": "0", "end": "99999"}, {"kind": "phishing"}, {"value": "no-such"}, {"end": "x"}]
)
def test_a_correction_that_fits_nothing_is_refused(served, case, change):
    fields = {"seq": "1", "kind": "violation", "value": "inauthentic", "start": "0", "end": "5", "struck": "0"} | change
    answer = served.client().post(case.replace("/notice", "/notice/correct"), fields, X_Live="1")
    assert (answer.status, '"code":"desk.correction-unfit"' in answer.text) == (422, True)


def test_an_unknown_case_is_told_kindly(served):
    answer = served.client().get("/case/ffffffff/notice")
    assert answer.status == 404
    assert "ffffffff" in answer.text


def test_a_case_is_worked_while_its_notice_is_read(served):
    client = served.client()
    served.running.bench.works = Derived()  # whoever came before may have worked the same example
    case = client.post("/example", {"name": "late-shipments-us"}).headers["location"]
    assert "data-wait" in client.get(case.replace("/notice", "/plan")).text
    client.get(case)
    while "data-wait" in client.get(case.replace("/notice", "/plan")).text:
        time.sleep(0.1)
