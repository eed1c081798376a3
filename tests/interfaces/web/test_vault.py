"""The vault in a real browser: filled before trouble, looked at, corrected; and beside a case."""

import time

import pikepdf
import pytest

from reinstate.interfaces.web.server import workbench
from reinstate.workflow.desk_readings import Readings
from tests.evidence.papers import changed, pdf, picture
from tests.interfaces.web.conftest import Served
from tests.interfaces.web.test_evidence import Slow
from tests.workflow.sellers import KETTLE, LAMP, invoice

SELLER = {"name": "Lanternfold", "legal_name": "Lanternfold Ltd", "address": "5 Mill Road, Leeds LS1 4AB"}
TODAY = time.strftime("%d %B %Y")
NOTICE = f"We removed your listing {LAMP} over the authenticity of the item. Send invoices within 3 days. Amazon"


@pytest.fixture(scope="module")
def own(home, tmp_path_factory, knowledge):
    """A workbench without any vault yet."""
    with workbench(tmp_path_factory.mktemp("own") / "data", knowledge, home / "reinstate", 0) as running:
        alive = Served(running)
        yield alive
        alive.end()


def upload(client, path, files, **fields):
    """Send files as a form of a page does."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    for name, content in files.items():
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/x\r\n\r\n'
        parts.append(head.encode() + content)
    body = b"".join(b"--b\r\n" + each + b"\r\n" for each in parts) + b"--b--\r\n"
    return client.send("POST", path, body, Content_Type="multipart/form-data; boundary=b")


def read(page):
    page.wait_for_selector("[data-reading]", state="detached")


def test_from_an_empty_vault_to_a_case_that_takes_from_it(visit, own, tmp_path):
    page = visit("en-US", at=own)
    page.click(".places >> text=Vault")
    page.wait_for_selector("text=Would you survive a complaint tomorrow?")
    for name, value in SELLER.items():
        page.fill(f"[name={name}]", value)
    page.click("main form button")
    page.wait_for_selector("text=No document yet")

    paper = tmp_path / "lamps.pdf"
    paper.write_bytes(invoice("HL-2291", TODAY, 400))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    page.set_input_files("#file", [paper, tmp_path / "broken.pdf"])
    page.wait_for_selector("#D-1")
    assert "broken.pdf" in page.inner_text("[role=alert]")
    read(page)
    assert "Invoice" in page.inner_text("#read-D-1")
    assert page.locator("#D-1 img").evaluate("img => img.decode().then(() => img.naturalWidth)") == 260

    page.fill("[name=lines]", f"{LAMP};Desk lamp;380\n{KETTLE};Kettle")
    page.click("#list button")
    page.wait_for_selector(".readiness tbody tr")
    rows = page.locator(".readiness tbody tr")
    assert KETTLE in rows.nth(0).inner_text()  # what isn't ready comes first
    assert "No document shows this product" in rows.nth(0).inner_text()
    assert "ready" in rows.nth(1).inner_text()
    assert "bought 400, sold 380" in rows.nth(1).inner_text()

    page.click("#D-1 details summary")
    page.fill("#D-1 [name=products]", KETTLE)
    page.fill("#D-1 [name=title]", "Harbour Lamps, spring")
    page.click("#D-1 form button >> nth=0")
    page.wait_for_selector("#D-1 h3 >> text=Harbour Lamps, spring")
    assert page.locator(".readiness .badge.good").count() == 2

    case = own.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    page.goto(f"{own.origin}{case}evidence")
    assert "Harbour Lamps, spring" in page.inner_text("#vault")
    assert f"Shows {LAMP}".lower() in page.inner_text("#vault").lower()
    page.click("#vault button >> nth=0")
    page.click(".documents details summary")
    assert page.input_value("select[name=kind]") == "supplier-invoice"
    assert page.is_checked(f"[name=covers][value={LAMP}]")
    href = page.get_attribute(".documents a:has-text('Original')", "href")
    assert own.client().get(href).body == paper.read_bytes()
    assert "in the case" in page.inner_text("#vault")
    assert "in the vault" in page.inner_text(".documents li")

    letter = pdf("= Letter of authorization\nHarbour Lamps Ltd authorises Lanternfold Ltd to sell its goods.")
    (tmp_path / "letter.pdf").write_bytes(letter)
    page.set_input_files("#file", tmp_path / "letter.pdf")
    page.wait_for_selector(".documents li >> nth=1")
    page.click("button:has-text('Keep in the vault')")
    page.wait_for_selector("button:has-text('Keep in the vault')", state="detached")
    page.goto(f"{own.origin}/vault")
    page.wait_for_selector("#D-2")
    page.click("#D-2 details summary")
    page.click("#D-2 button:has-text('Retire')")
    page.wait_for_selector("#D-2", state="detached")
    page.click("#retired summary")
    page.click("#retired button")
    page.wait_for_selector("#D-2")


@pytest.fixture(scope="module")
def vault(own):
    """A vault with a document whose term has run out, and five thousand products."""
    client = own.client()
    made = client.post("/vault/new", {**SELLER, "name": "Many", "legal_name": "Many GmbH"})
    here = made.headers["location"]
    old = pdf(
        "= Certificate of Insurance\nPolicy number: P-5510 \\ Insured: Many GmbH, 5 Mill Road, Leeds LS1 4AB \\ "
        "Insurer: Quay Mutual Insurance Ltd \\ Valid from: 1 January 2024 \\ Valid until: 31 December 2024"
    )
    assert upload(client, f"{here}/add", {"insurance.pdf": old}, seq=1).status == 303
    rows = "asin\ttitle\n" + "".join(f"B0{number:08d}\tLamp {number}\n" for number in range(5000))
    assert upload(client, f"{here}/products", {"products.txt": rows.encode()}, seq=2).status == 303
    while "data-reading" in client.get(here).text:
        time.sleep(0.2)
    return here


def test_five_thousand_products_come_page_by_page_and_are_searched(own, vault):
    client = own.client()
    first = client.get(vault).text
    assert first.count('<th scope="row">') == 100
    assert "5000" in first
    assert client.get(f"{vault}?q=&state=lacking&from=4950").text.count('<th scope="row">') == 50
    found = client.get(f"{vault}?q=lamp+4711").text
    assert found.count('<th scope="row">') == 1
    assert client.get(f"{vault}?q=x&from=99999999999999999999").status == 200


def test_what_ran_out_stands_on_top_and_above_the_list_of_cases(visit, own, vault):
    page = visit("en-US", at=own)
    page.goto(f"{own.origin}{vault}")
    assert "Dec 31, 2024" in page.inner_text("#due .error")
    calendar = own.client().get(f"{vault}/calendar")
    assert calendar.headers["content-type"].startswith("text/calendar")
    page.goto(f"{own.origin}/")
    page.reload()
    assert "Vault Many" in page.inner_text("main")


def test_of_two_tabs_the_second_is_told_and_writes_nothing(own, vault):
    client = own.client()
    assert client.post(f"{vault}/retire", {"seq": 1, "number": "D-1"}).status == 409
    assert 'id="D-1"' in client.get(vault).text


@pytest.mark.parametrize("step", ["add", "tell", "retire", "restore", "products", "drop", "seller"])
def test_a_forged_step_is_refused(own, vault, step):
    client = own.client()
    fields = {"seq": 3, "number": "D-1", "asin": LAMP, "name": "x"}
    assert client.post(f"{vault}/{step}", fields, X_Proof=None).status == 403
    assert client.post(f"{vault}/{step}", fields, Origin="http://evil.example").status == 403
    assert own.stranger().get(vault).status == 403


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("tell", {"number": "D-9"}, 404),
        ("tell", {"number": "D-1", "valid_until": "soon"}, 422),
        ("tell", {"number": "D-1", "products": "B0"}, 422),
        ("products", {"lines": "no product"}, 422),
        ("products", {"lines": " "}, 422),
        ("drop", {"asin": "B0NOTHERE1"}, 422),
        ("seller", {"name": ""}, 422),
        ("add", {}, 422),
    ],
)
def test_bad_input_is_told(own, vault, path, fields, status):
    client = own.client()
    answer = client.post(f"{vault}/{path}", {"seq": 3, **fields}, X_Live="1")
    assert answer.status == status
    assert '"hint"' in answer.text


def test_no_vault_and_no_document_of_that_name_are_no_page(own, vault):
    client = own.client()
    for path in ("/vault/0123456789ab", f"{vault}/D-9/original", f"{vault}/D-9/page"):
        assert client.get(path).status == 404


@pytest.mark.parametrize(("locale", "scheme", "word"), [("en-US", "light", "vault"), ("zh-CN", "dark", "文件库")])
def test_its_pages_are_accessible_speak_the_language_and_fit_a_phone(visit, own, vault, locale, scheme, word):
    from axe_playwright_python.sync_playwright import Axe

    case = own.client().post("/cases", {"words": NOTICE}).headers["location"].removesuffix("notice")
    page, axe, grave = visit(locale, scheme, width=360, at=own), Axe(), []
    for path in ("/", "/vault?all", vault, f"{case}evidence", f"{case}evidence?vault={vault[-12:]}"):
        page.goto(own.origin + path, wait_until="domcontentloaded")
        read(page)
        assert word in page.inner_text("body").lower()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path
        found = axe.run(page).response["violations"]
        grave += [(path, each["id"], each["nodes"][0]["html"][:200]) for each in found if each["impact"] != "minor"]
        assert not page.locator("script:not([src]), style, [style], [onclick]").count()
    assert grave == []


def test_a_locked_file_is_opened_in_place_by_its_password(visit, own, tmp_path):
    held = own.client().post("/vault/new", {"name": "Locked Ltd"}).headers["location"]
    secret, body = "Geheim-4712", invoice("HL-2299", TODAY, 12)
    sealed = changed(body, lambda _: None, encryption=pikepdf.Encryption(user=secret, owner="owner"))
    (tmp_path / "sealed.pdf").write_bytes(sealed)
    (tmp_path / "open.pdf").write_bytes(invoice("HL-2300", TODAY, 7))
    page = visit("en-US", at=own)
    page.goto(own.origin + held)
    page.set_input_files("#file", [tmp_path / "open.pdf", tmp_path / "sealed.pdf"])
    page.wait_for_selector("[data-locked]:not([hidden])")
    page.fill("[data-locked] input", "wrong")
    page.click("[data-locked] button")
    page.wait_for_selector(".word:has-text('open sealed.pdf')")
    page.fill("[data-locked] input", secret)
    page.click("[data-locked] button")
    page.wait_for_selector("#D-2 :text('copy of a locked file, without its password')")
    assert page.locator(".documents > li").count() == 2  # what came in before the password is there once
    number = page.locator(".documents > li:has-text('sealed-unlocked.pdf')").get_attribute("id")
    assert own.client().get(f"{held}/{number}/original").body == sealed
    assert secret not in own.client().get(held).text


def test_reading_a_vault_is_stopped_and_goes_on(visit, own, knowledge, monkeypatch):
    slow = Slow(knowledge)
    slow.scan = (invoice("HL-1", TODAY, 1), "a.pdf")
    monkeypatch.setattr(own.running.bench, "readings", Readings(slow))
    client = own.client()
    held = client.post("/vault/new", {"name": "Slow Ltd"}).headers["location"]
    scans = {f"scan-{number}.png": picture("PNG", (300, 400 + number)) for number in (1, 2, 3)}
    upload(client, f"{held}/add", scans, seq=1)
    page = visit("en-US", at=own)
    page.goto(own.origin + held)
    slow.through.release()
    page.wait_for_selector("#headway-at:has-text('1 of 3 read')")
    page.click("#headway button:has-text('Stop')")
    page.wait_for_selector("#headway:has-text('Reading is stopped')")
    assert page.locator(".documents :text('Not read yet.')").count() == 2
    assert "Not read yet: 2." in page.inner_text("#ready")
    page.click("#headway button:has-text('Go on reading')")
    slow.close()
    page.wait_for_selector("#headway", state="hidden")
    page.wait_for_selector(".documents :text('Not read yet.')", state="detached")
    assert page.locator("[id^=read-D] :text('Invoice')").count() == 3
