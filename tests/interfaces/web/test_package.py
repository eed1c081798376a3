"""The page of the package: the verdict, what is missing, the files, and that it was sent."""

import hashlib
import io
import json
import zipfile

import pytest

from reinstate.workflow.cases import waive
from reinstate.workflow.demo import FOLDER
from reinstate.workflow.desk import look_up
from reinstate.workflow.desk_package import boxes
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, work


@pytest.fixture(scope="module")
def case(served):
    return served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")


def test_the_verdict_the_preview_and_the_boxes(visit, served, case):
    page = visit("en-US")
    page.goto(f"{served.origin}{case}package")
    page.wait_for_selector("h1:has-text('Ready to send')")
    page.wait_for_selector(".sheets img")
    assert page.eval_on_selector(".sheets img", "img => img.decode().then(() => img.naturalWidth)") == 1100
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#boxes [data-copy] >> nth=0")
    page.wait_for_selector("text=Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.text_content("#box-1")


def test_the_archive_holds_what_its_manifest_says(served, case):
    answer = served.client().get(f"{case}package/file/package.zip")
    assert answer.headers["content-disposition"].startswith('attachment; filename="package.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.body)) as held:
        manifest = json.loads(held.read("manifest.json"))
        for name, told in manifest["files"].items():
            assert hashlib.sha256(held.read(name)).hexdigest() == told["sha256"]


def test_what_isnt_in_the_package_is_no_page(served, case):
    for path in ("file/..%2fcases.sqlite3", "file/secret", "page/99", "page/0"):
        assert served.client().get(f"{case}package/{path}").status in (404, 422)


def test_a_case_without_answers_says_what_comes_first(visit, served):
    notice = "We removed your listing B0CQ7XN4LD. Send a plan of action within 3 days. Amazon"
    case = served.client().post("/cases", {"words": notice}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}package")
    assert "There is nothing to send yet" in page.inner_text("main")


def test_what_the_command_line_let_stand_stands_here_with_its_reason(served):
    client = served.client()
    case = client.post("/example", {"name": "inauthentic-de"}).headers["location"].removesuffix("notice")
    store = served.running.bench.store
    found = served.running.bench.worked(look_up(store, case.split("/")[2])).checklist.findings
    waive(store, case.split("/")[2], found[0].rule, "Asked for by the buyer.")
    page = client.get(f"{case}package?now=1").text
    assert "Asked for by the buyer." in page.partition('id="stands"')[2].partition("</section>")[0]


def test_what_was_sent_is_noted_and_kept(visit, served):
    case = served.client().post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}package")
    page.wait_for_selector("h1:has-text('Ready to send')")
    page.click("text=I have sent it")
    page.wait_for_selector("text=/Files kept: \\d+/")
    page.goto(f"{served.origin}/?state=waiting")
    assert page.locator(".cases li").count() == 1


def test_the_list_says_how_a_case_stands_once_any_page_worked_it_out(served):
    client = served.client()
    case = client.post("/example", {"name": "late-shipments-us"}).headers["location"].removesuffix("notice")
    row = f'<a href="{case}notice"'
    assert "Not checked yet" in client.get("/").text.partition(row)[2].partition("</li>")[0]
    client.get(f"{case}plan?now=1")
    assert "Ready to send" in client.get("/").text.partition(row)[2].partition("</li>")[0]


def test_a_wait_that_fails_ends_and_can_be_tried_again(visit, served):
    page = visit("en-US")
    refused = {"status": 503, "content_type": "application/json", "body": '{"message": "Busy.", "hint": "Wait."}'}
    page.route("**/package?now=1", lambda route: route.fulfill(**refused))
    answer = served.client().post("/example", {"name": "restricted-it"}).headers["location"]
    page.goto(served.origin + answer.replace("/notice", "/package"))
    page.wait_for_selector(".word:has-text('Busy.')")
    assert not page.is_visible(".pulse")
    page.unroute("**/package?now=1")
    page.click("[data-retry] a")
    page.wait_for_selector(".verdict-card")


@pytest.mark.parametrize("example", ["inauthentic-de", "late-shipments-us"])
def test_every_part_of_the_plan_has_a_box_of_its_own(knowledge, example):
    worked = work(read_folder(FOLDER / example), knowledge, Choice())
    made = boxes(worked.plan, knowledge, "en")
    assert len(made) > 3
    assert all(box.title and box.count for box in made)
