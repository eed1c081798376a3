"""Documents come in, are shown with what they say, and are tied to what they prove."""

import pytest

from reinstate.workflow.demo import FOLDER

PAPERS = FOLDER / "inauthentic-de" / "evidence"


@pytest.fixture(scope="module")
def case(served):
    return served.client().post("/example", {"name": "inauthentic-de"}).headers["location"].removesuffix("notice")


def open_evidence(page, served, case):
    page.goto(f"{served.origin}{case}evidence")
    page.wait_for_selector(".documents li")


def test_the_documents_the_matrix_and_a_page_with_its_marks(visit, served, case):
    page = visit("en-US")
    open_evidence(page, served, case)
    assert page.locator(".matrix td.yes").count() >= 1
    page.click(".documents .thumb >> nth=0")
    page.wait_for_selector(".leaf rect")
    assert page.inner_text(".facts-list dt >> nth=0") == "Kind"


def test_a_claim_is_tied_to_another_document(visit, served, case):
    page = visit("en-US")
    open_evidence(page, served, case)
    before = page.locator(".claims li:first-child input[type=checkbox]:checked").count()
    page.check(".claims li:first-child input[type=checkbox]:not(:checked) >> nth=0")
    page.click(".claims li:first-child button")
    page.wait_for_selector("[data-wait]", state="attached")
    page.wait_for_selector(f".claims li:first-child input[type=checkbox]:checked >> nth={before}")


def test_an_upload_is_kept_as_it_is_and_says_what_it_is(visit, served):
    notice = "We removed your listing B0CQ7XN4LD of 3 March 2027. Send invoices within 3 days. Amazon"
    case = served.client().post("/cases", {"words": notice}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}evidence")
    paper = PAPERS / "rechnung-kornblatt.pdf"
    page.set_input_files("#file", paper)
    page.wait_for_selector(".documents li")
    assert page.input_value("select[name=kind]") == "supplier-invoice"
    client = served.client()
    href = page.get_attribute(".documents a:has-text('Original')", "href")
    assert client.get(href).body == paper.read_bytes()
    assert client.get(href).headers["content-disposition"].startswith("attachment")


def test_a_file_that_is_no_document_is_refused_and_nothing_is_kept(visit, served, case):
    page = visit("en-US")
    open_evidence(page, served, case)
    before = page.locator(".documents li").count()
    page.set_input_files("#file", {"name": "x.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 broken"})
    page.wait_for_selector(".word")
    page.reload()
    open_evidence(page, served, case)
    assert page.locator(".documents li").count() == before
