"""Documents come in, are shown with what they say, and are tied to what they prove."""

import io
import re
import threading
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pikepdf
import pytest
from PIL import Image

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from reinstate.evidence import pdfium
from reinstate.interfaces.web import evidence as pages
from reinstate.workflow.confined import Sign
from reinstate.workflow.demo import FOLDER
from reinstate.workflow.desk_readings import Readings
from tests.evidence.hostile import locked
from tests.notice.printing import pdf_of

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
    page.click(".claims li:first-child summary")
    page.wait_for_selector(".claims li:first-child input[type=checkbox]")
    before = page.locator(".claims li:first-child input[type=checkbox]:checked").count()
    assert before == page.locator(".claims > li:first-child .tied li").count()
    page.check(".claims li:first-child input[type=checkbox]:not(:checked) >> nth=0")
    page.click(".claims li:first-child button")
    page.wait_for_selector("[data-wait]", state="attached")
    page.wait_for_selector(f".claims > li:first-child .tied li >> nth={before}")


def test_a_claim_is_tied_without_our_script_too(served, case, chromium):
    with closing(chromium.new_context(java_script_enabled=False)) as context:
        page = context.new_page()
        page.goto(served.running.link())
        page.wait_for_url(f"{served.origin}/")
        page.goto(f"{served.origin}{case}evidence?now=1")
        page.click(".claims > li:first-child summary")
        page.click(".claims > li:first-child details a")
        chosen = page.locator("main input[type=checkbox]:checked").count()
        page.uncheck("main input[type=checkbox]:checked >> nth=0")
        page.click("main button")
        page.goto(f"{served.origin}{case}evidence?now=1")
        assert page.locator(".claims > li:first-child .tied li").count() == chosen - 1


def test_no_claim_that_the_case_lacks_is_shown(served, case):
    assert served.client().get(f"{case}claim/no-such-claim").status == 404


def test_ties_and_addresses_of_claims_outlast_the_first_answer_to_a_sheet_written_by_hand(served):
    client = served.client()
    case = client.post("/example", {"name": "inauthentic-de"}).headers["location"].removesuffix("notice")

    def claims():
        page = client.get(f"{case}evidence?now=1").text
        rows = re.findall(r'<li id="([^"]+)">', page.partition('<ul class="claims">')[2])
        tied = {row: re.findall(r'href="#([^"]+)"', page.partition(f'<li id="{row}"')[2]) for row in rows}
        return tied, re.search(r'name="seq" value="(\d+)"', page)[1]

    before, seq = claims()
    assert not any(each.startswith("issues.") for each in before)
    last = list(before)[-1]
    client.post(f"{case}evidence/tie", {"seq": seq, "statement": last, "exhibit": "angebotspruefung"})
    _, seq = claims()
    answered = client.post(
        f"{case}cause/answer", {"seq": seq, "step": "account/store-name", "words": "Halm", "do": "answer"}
    )
    assert answered.status == 303
    after, seq = claims()
    assert list(after) == list(before)
    assert after[last][0] == "angebotspruefung"
    gone = client.post(
        f"{case}evidence/tie", {"seq": seq, "statement": "issues.0.actions.0", "exhibit": "angebotspruefung"}
    )
    assert "no longer part of this case" in gone.text


def test_an_upload_is_kept_as_it_is_and_says_what_it_is(visit, served):
    notice = "We removed your listing B0CQ7XN4LD of 3 March 2027. Send invoices within 3 days. Amazon"
    case = served.client().post("/cases", {"words": notice}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}evidence")
    paper = PAPERS / "rechnung-kornblatt.pdf"
    page.set_input_files("#file", paper)
    page.click(".documents details summary")
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


class Gate:
    """A reader of documents that waits to be let on; it has no eyes for pictures."""

    def __init__(self, knowledge):
        self.knowledge = knowledge
        self.open = threading.Event()

    def run(self, job, *given):
        assert self.open.wait(90)
        return job(self.knowledge, *given) if given[-1].endswith((".pdf", ".docx")) else None

    def close(self):
        self.open.set()


def test_the_page_is_there_before_its_documents_are_read(visit, served, knowledge, monkeypatch):
    gate = Gate(knowledge)
    monkeypatch.setattr(served.running.bench, "readings", Readings(gate))
    case = served.client().post("/example", {"name": "restricted-it"}).headers["location"].removesuffix("notice")
    page = visit("en-US")
    open_evidence(page, served, case)
    page.click(".documents details summary >> nth=0")
    page.fill("[name=title] >> nth=0", "A title under way")
    reading = page.locator(".documents [data-reading]")
    assert reading.count() == page.locator(".documents > li").count()
    gate.open.set()
    page.wait_for_selector("[data-reading]", state="detached")
    assert page.locator(".documents .badge.good, .documents .badge.open, .documents .badge.error").count()
    assert page.input_value("[name=title] >> nth=0") == "A title under way"


class Slow(Gate):
    """A reader that lets one document through at a time, gives up what is stopped, and takes scans for an invoice."""

    def __init__(self, knowledge):
        super().__init__(knowledge)
        self.through, self.given_up = threading.Semaphore(0), threading.Event()

    def run(self, job, *given):
        name = given[-1]
        self.watch(Sign(name, 3))
        while not self.through.acquire(timeout=0.02):
            if self.given_up.is_set():
                self.given_up.clear()
                raise Trouble("papers.stopped")
        return job(self.knowledge, *self.scan) if name.endswith(".png") else None

    def cancel(self):
        self.given_up.set()

    def close(self):
        self.through.release(100)


def test_reading_shows_how_far_it_is_is_stopped_and_goes_on(visit, served, knowledge, monkeypatch, tmp_path):
    slow = Slow(knowledge)
    slow.scan = ((PAPERS / "rechnung-kornblatt.pdf").read_bytes(), "rechnung-kornblatt.pdf")
    monkeypatch.setattr(served.running.bench, "readings", Readings(slow))
    case = served.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    for number in range(3):
        Image.new("L", (300, 400 + number), 255).save(tmp_path / f"scan-{number}.png")
    page = visit("en-US")
    page.goto(f"{served.origin}{case}evidence")
    page.set_input_files("#file", sorted(tmp_path.glob("scan-*.png")))
    page.wait_for_selector("#headway-at:has-text('0 of 3 read · scan-0.png · Page 3')")
    slow.through.release()
    page.wait_for_selector("#headway-at:has-text('1 of 3 read · scan-1.png · Page 3')")
    page.click("#headway button:has-text('Stop')")
    page.wait_for_selector("#headway:has-text('Reading is stopped')")
    assert page.locator(".documents :text('Not read yet.')").count() == 2
    page.click("#headway button:has-text('Go on reading')")
    page.wait_for_selector("#headway-at:has-text('1 of 3 read · scan')")
    slow.close()
    page.wait_for_selector("#headway:has-text('whose kind was recognised: 3')")
    page.click("#headway button:has-text('Take these over')")
    page.wait_for_selector(".waiting", state="attached")
    page.wait_for_selector(".documents > li >> nth=2")
    assert page.locator("#headway").is_hidden()
    page.locator(".documents details").evaluate_all("all => all.forEach(each => { each.open = true })")
    page.wait_for_selector(".documents > li >> nth=2 >> [name=kind]")
    kinds = page.locator(".documents [name=kind]")
    for number in range(3):
        assert kinds.nth(number).input_value() == "supplier-invoice"


def test_a_password_is_asked_for_in_place_and_kept_nowhere(visit, served, home, tmp_path):
    case = served.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    body = locked("Geheim-4711")
    (tmp_path / "bill.pdf").write_bytes(body)
    page = visit("de-DE")
    page.goto(f"{served.origin}{case}evidence")
    assert page.locator("[name=password]").is_hidden()
    page.set_input_files("#file", tmp_path / "bill.pdf")
    page.wait_for_selector(".word:has-text('bill.pdf ist mit einem Kennwort gesperrt')")
    page.fill("[name=password]", "falsch")
    page.click("[data-locked] button")
    page.wait_for_selector(".word:has-text('Das Kennwort öffnet bill.pdf nicht')")
    page.fill("[name=password]", "Geheim-4711")
    page.keyboard.press("Enter")
    page.wait_for_selector(".documents > li:has-text('bill-unlocked.pdf')")
    href = page.get_attribute(".documents a:has-text('Original')", "href")
    assert served.client().get(href).body == body
    copy = served.client().get(page.get_attribute(".documents a:has-text('Kopie')", "href")).body
    assert not pikepdf.open(io.BytesIO(copy)).is_encrypted
    kept = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert body in kept
    assert not any(b"Geheim-4711" in each for each in kept)


def test_units_sold_stand_beside_the_units_that_invoices_show(visit, served, case, tmp_path):
    page = visit("en-US")
    open_evidence(page, served, case)
    asin = page.inner_text(".matrix tbody th >> nth=0")
    page.click(".sold summary")
    page.fill("[name=sold]", f"{asin} 99999\n")
    page.click(".sold button")
    page.wait_for_selector(".matrix td.few:text-is('99999')")  # as soon as the invoices are read
    head, gone = "order-id,purchase-date,order-status,asin,quantity", f"9,2026-10-01,Cancelled,{asin},1"
    for place, count in enumerate((3, 4)):
        rows = [f"{number},2026-10-01T12:00:00+00:00,Shipped,{asin},25000" for number in range(count)]
        (tmp_path / f"orders-{place}.csv").write_text("\n".join((head, *rows, gone)), "utf-8")
    page.click(".sold summary")
    page.set_input_files(".sold input[type=file]", sorted(tmp_path.glob("*.csv")))
    page.click(".sold button")
    page.wait_for_selector(".matrix td.few:text-is('100000')")
    told = page.inner_text(".counted")
    assert "orders-0.csv, orders-1.csv" in told
    assert "cancelled: 1" in told
    assert "there twice: 4" in told
    page.click(".sold summary")
    page.fill("[name=sold]", asin)
    page.click(".sold button")
    page.wait_for_selector(".matrix td.units:text-is('99999')", state="detached")


def test_more_files_than_one_form_takes_come_in_batches(visit, served, tmp_path):
    case = served.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    for number in range(25):
        (tmp_path / f"{number:02}.pdf").write_bytes(pdf_of(f"Note {number}"))
    page = visit("de-DE")
    page.goto(f"{served.origin}{case}evidence")
    page.set_input_files("#file", sorted(tmp_path.glob("*.pdf")))
    page.wait_for_selector(".documents > li >> nth=24")


def test_what_a_document_is_is_asked_for_when_it_is_unfolded(visit, served):
    client = served.client()
    case = client.post("/example", {"name": "restricted-it"}).headers["location"].removesuffix("notice")
    listed = client.get(f"{case}evidence?now=1").text
    assert "<select" not in listed.partition("<main")[2]
    page = visit("en-US")
    open_evidence(page, served, case)
    page.click(".documents details summary >> nth=1")
    page.select_option(".documents [name=kind]", "other")
    page.click(".documents details >> nth=1 >> button >> nth=0")
    kind = page.locator(".documents li >> nth=1").locator("[name=kind]")
    page.wait_for_function("place => place.value === 'other'", arg=kind.element_handle())
    page.reload()
    page.click(".documents details summary >> nth=1")
    assert kind.input_value() == "other"
    alone = client.get(re.search(r'data-fill="([^"]+)"', listed)[1])  # what a browser without scripts is led to
    assert (alone.status, alone.text.count("<form")) == (200, 3)


def test_of_many_documents_each_product_names_those_that_show_it(served, monkeypatch):
    client = served.client()
    case = client.post("/example", {"name": "inauthentic-de"}).headers["location"].removesuffix("notice")
    wide = client.get(f"{case}evidence?now=1").text
    monkeypatch.setattr(pages, "MANY", 5)
    brief = client.get(f"{case}evidence?now=1").text
    columns = [text.partition('id="matrix"')[2].partition("</thead>")[0].count("<th ") for text in (wide, brief)]
    assert columns == [14, 4]
    rows = [text.partition('<th scope="row">B0C7KQ4M2T</th>')[2].partition("</tr>")[0] for text in (wide, brief)]
    shown = [place for place, cell in enumerate(rows[0].split("</td>"), 1) if 'class="yes"' in cell]
    assert [f"A-{place}" for place in shown] == re.findall(r'href="#[^"]+">(A-\d+)<', rows[1])
    assert '<a href="#rechnung-kornblatt">A-1</a>' in rows[1]


def test_a_document_is_read_once_however_often_its_case_changes(knowledge):
    gate = Gate(knowledge)
    gate.open.set()
    readings, content = Readings(gate), (PAPERS / "rechnung-kornblatt.pdf").read_bytes()
    first = evidence.admit(content, Attachment("a", "evidence/rechnung-kornblatt.pdf", "other"), "A-1")
    again = evidence.admit(content, Attachment("b", "evidence/rechnung-kornblatt.pdf", "other"), "A-2")
    while not (found := readings.known([first])):
        time.sleep(0.01)
    gate.open.clear()  # nothing is read any more
    assert readings.known([again]) == {"b": found["a"]}


NOTICE = """We removed your listing B0C7KQ4M2T of 3 March 2027. Send invoices from your supplier within 3 days. You may
hide the prices on your invoices. Amazon"""


@pytest.fixture(scope="module")
def invoice(served):
    """The address of an invoice in a case of its own, whose notice lets prices be hidden."""
    client = served.client()
    case = client.post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    assert upload(client, f"{case}evidence/add", (PAPERS / "rechnung-kornblatt.pdf").read_bytes(), seq=1).status == 303
    return f"{case}evidence/rechnung"


def upload(client, path, content, **fields):
    """Send a PDF as a form of a page does."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    head = (
        'Content-Disposition: form-data; name="file"; filename="rechnung.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
    )
    body = "".join(f"--b\r\n{each}\r\n" for each in parts).encode() + f"--b\r\n{head}".encode() + content
    return client.send("POST", path, body + b"\r\n--b--\r\n", Content_Type="multipart/form-data; boundary=b")


def test_notices_and_documents_may_come_in_at_the_same_time(served):
    client = served.client()
    letter, paper = pdf_of(NOTICE.replace("\n", " ")), (PAPERS / "rechnung-kornblatt.pdf").read_bytes()
    cases = [client.post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice") for _ in range(3)]

    def one(number):
        if number % 2:
            return upload(client, "/cases", letter).headers["location"]
        return upload(client, f"{cases[number // 2]}evidence/add", paper, seq=1).headers["location"]

    with ThreadPoolExecutor(6) as pool:
        came = list(pool.map(one, range(6)))
    assert all("B0C7KQ4M2T" in client.get(each).text for each in came[1::2])
    assert all(client.get(f"{case}evidence/rechnung/original").body == paper for case in cases)


def test_prices_and_a_bank_account_are_seen_to_be_gone_before_the_copy_is_saved(visit, served, invoice):
    page = visit("en-US")
    page.goto(served.origin + invoice)
    assert not page.locator("#redact a.button").count()
    with pdfium.opened((PAPERS / "rechnung-kornblatt.pdf").read_bytes()) as original:
        words = original[0].get_textpage().get_text_range()
    account = re.search(r"DE\d\d(?: \d{4}){4} \d\d", words)[0]
    assert "4.110,00" in words
    page.fill("#redact textarea", account)
    page.click("#redact button")
    page.wait_for_selector("#redact a.button")
    shown = page.locator("#redact .sheets img").first
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") == 1100
    assert account not in page.url
    saved = served.client().get(page.get_attribute("#redact a.button", "href"))
    with pdfium.opened(saved.body) as copy:
        left = "".join(each.get_textpage().get_text_range() for each in copy)
    assert "4.110,00" not in left
    assert account not in left
    assert served.client().get(f"{invoice}/original").body == (PAPERS / "rechnung-kornblatt.pdf").read_bytes()


def test_a_copy_takes_its_original_s_place_in_the_package_and_gives_it_back(visit, served, invoice):
    page, client = visit("en-US"), served.client()
    case = invoice.partition("evidence")[0]
    page.goto(served.origin + invoice)
    page.click("#redact button:has-text('Show the copy')")
    page.click("#redact button:has-text('Put this copy in the package')")
    page.wait_for_selector("#redact:has-text('SHA-256 of the original')")
    copies = [
        each for each in named_in(client.get(f"{case}package/file/package.zip").body) if each.startswith("copies/")
    ]
    assert "copies/A-1_rechnung_redacted.pdf" in copies
    with pdfium.opened(client.get(f"{case}package/file/exhibits.pdf").body) as bundle:
        assert "4.110,00" not in "".join(each.get_textpage().get_text_range() for each in bundle)
    assert client.get(f"{invoice}/original").body == (PAPERS / "rechnung-kornblatt.pdf").read_bytes()
    page.click("#redact button:has-text('Use the original again')")
    page.wait_for_url(f"**{case}evidence")
    page.wait_for_selector(".documents li")
    assert "originals/A-1_rechnung.pdf" in named_in(client.get(f"{case}package/file/package.zip").body)


def named_in(archive):
    with zipfile.ZipFile(io.BytesIO(archive)) as inside:
        return inside.namelist()


def test_a_copy_that_was_never_made_is_no_page_and_a_forged_wish_for_one_is_refused(served, invoice):
    client = served.client()
    assert client.get(f"{invoice}/redacted/0123456789abcdef").status == 404
    assert client.post(f"{invoice}/redact", {"words": "x"}, X_Proof=None).status == 403


def test_a_document_whose_copy_is_forbidden_later_is_held_back_and_says_so(served):
    client = served.client()
    case = client.post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    upload(client, f"{case}evidence/add", (PAPERS / "rechnung-kornblatt.pdf").read_bytes(), seq=1)
    seq = int(re.search(r'name="seq" value="(\d+)"', client.get(f"{case}evidence?now=1").text)[1])
    assert client.post(f"{case}evidence/rechnung/use", {"seq": seq, "words": ""}).status == 303
    page = client.get(f"{case}evidence?now=1").text
    assert "copy without prices" in page
    seq = int(re.search(r'name="seq" value="(\d+)"', page)[1])
    told = {"seq": seq, "id": "rechnung", "kind": "letter-of-authorization", "title": ""}
    assert client.post(f"{case}evidence/settle", told).status == 303
    page = client.get(f"{case}evidence?now=1").text
    assert "Not in the package" in page
    assert "A-1" not in page
    restored = {"seq": int(re.search(r'name="seq" value="(\d+)"', page)[1])}
    assert client.post(f"{case}evidence/rechnung/restore", restored).status == 303
    page = client.get(f"{case}evidence?now=1").text
    assert "Not in the package" not in page
    assert "A-1" in page
