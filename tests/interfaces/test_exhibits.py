"""`reinstate evidence add|list|mark|redact|bundle` through the real command line, on a folder and a stored case."""

import hashlib
import io
import json
from email.message import EmailMessage

import pikepdf
import pytest

from tests.evidence.papers import INVOICE, texts
from tests.interfaces.small_case import run, small_case


@pytest.fixture
def case(tmp_path, monkeypatch):
    return small_case(tmp_path, monkeypatch)


def digests(folder):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_the_bundle_holds_cover_exhibits_originals_and_digests(case, tmp_path):
    before = digests(case)
    result = run("evidence", "bundle", case, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert digests(case) == before
    told = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    assert [each["number"] for each in told["exhibits"]] == ["A-1", "A-2", "A-3"]
    for each in told["exhibits"]:
        single = (tmp_path / "out" / each["upload"]).read_bytes()
        assert hashlib.sha256(single).hexdigest() == each["sha256"]
        assert single == (case / each["original"]).read_bytes()
    for name, file in told["files"].items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == file["sha256"]
    with pikepdf.open(tmp_path / "out/exhibits.pdf") as book:
        labels = [page.label for page in book.pages]
        pages = texts((tmp_path / "out/exhibits.pdf").read_bytes())
        cover = next(place for place, page in enumerate(pages) if "Was was belegt" in page)
        targets = {labels[pikepdf.Page(note.Dest[0]).index] for note in book.pages[cover].Annots}
    assert "A-1.1" in targets


def test_a_bundle_that_is_too_large_is_split_and_says_what_is_still_too_large(case, tmp_path):
    result = run("evidence", "bundle", case, "--out", tmp_path / "out", "--max-mb", "0.12", "--numbers", "1")
    parts = sorted((tmp_path / "out").glob("exhibits-*.pdf"))
    assert len(parts) > 1
    over = [part for part in parts if part.stat().st_size > 120_000]
    assert result.exit_code == bool(over)
    assert result.output.count("larger than 0.12 MB") == len(over)
    with pikepdf.open(io.BytesIO(parts[-1].read_bytes())) as book:
        assert book.pages[-1].label.startswith("3.")


def test_what_is_attached_to_a_mail_is_put_forward_as_it_was_attached(case, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "sales@harbour.example", "Invoice"
    mail.set_content("Please find it attached.")
    mail.add_attachment(INVOICE, maintype="application", subtype="pdf", filename="HL-2291.pdf")
    (tmp_path / "mail.eml").write_bytes(mail.as_bytes())
    added = run("evidence", "add", case, tmp_path / "mail.eml")
    assert added.exit_code == 0
    assert "HL-2291.pdf" in added.output
    assert (case / "evidence/HL-2291.pdf").read_bytes() == INVOICE
    assert (case / "evidence/mail.eml").read_bytes() == mail.as_bytes()
    assert "mail.eml: added as “Correspondence" in added.output


def test_documents_are_added_once_and_the_answers_keep_their_own_text(case, tmp_path):
    paper = tmp_path / "Harbour invoice.pdf"
    paper.write_bytes(INVOICE)
    answers = (case / "answers.toml").read_text("utf-8")
    first = run("evidence", "add", case, paper, "--covers", "B0HLAMP001")
    assert (first.exit_code, "added as" in first.output) == (0, True)
    assert (case / "evidence" / paper.name).read_bytes() == INVOICE == paper.read_bytes()
    assert (case / "answers.toml").read_text("utf-8").startswith(answers.rstrip("\n"))
    again = run("evidence", "add", case, paper)
    assert "already there as A-12" in again.output
    strange = tmp_path / "notes.xyz"
    strange.write_bytes(b"\x00\x01")
    after = digests(case)
    assert run("evidence", "add", case, strange).exit_code == 2
    assert digests(case) == after


def test_a_stored_case_takes_documents_into_its_journal(case, tmp_path):
    run("case", "new", case)
    start = run("case", "list").stdout.split()[0]
    paper = tmp_path / "extra.pdf"
    paper.write_bytes(INVOICE)
    assert run("evidence", "add", start, paper, "--kind", "supplier-invoice").exit_code == 0
    assert "evidence/extra.pdf" in run("case", "show", start).stdout
    assert not (case / "evidence/extra.pdf").exists()


def test_the_list_says_what_each_document_is_good_for_and_what_is_missing(case):
    result = run("evidence", "list", case)
    assert result.exit_code == 1
    for said in ("A-1  rechnung-kornblatt.pdf", "shows B0", "proves:", "✗ B0", "Not proved yet"):
        assert said in result.stdout


def test_copies_are_marked_and_prices_go_and_the_case_stays_as_it_was(case, tmp_path):
    before = digests(case)
    result = run("evidence", "mark", case, "A-1", "--only", "item", "--out", tmp_path / "marked")
    assert result.exit_code == 0, result.output
    (copy,) = (tmp_path / "marked").iterdir()
    assert copy.name == "A-1_rechnung-kornblatt_marked.pdf"
    assert "Geprüftes Produkt" in texts(copy.read_bytes())[-1]
    result = run("evidence", "redact", case, "--out", tmp_path / "redacted")
    assert "prices are taken out of supplier invoices only" in result.output
    (copy,) = (tmp_path / "redacted").iterdir()
    assert "Einzelpreis" in texts(copy.read_bytes())[0]
    assert "6,85" not in texts(copy.read_bytes())[0]
    assert digests(case) == before


def wants_unaltered(case, *, prices):
    notice = case / "notice.html"
    text = notice.read_text("utf-8").replace("</body>", "<p>Senden Sie uns nur unveränderte Dokumente.</p></body>")
    notice.write_text(text if prices else text.replace("Preise d&uuml;rfen Sie schw&auml;rzen, ", ""), "utf-8")


def test_a_notice_that_wants_unaltered_documents_gets_no_marked_copy(case, tmp_path):
    wants_unaltered(case, prices=False)
    for command in ("mark", "redact"):
        result = run("evidence", command, case, "A-1", "--out", tmp_path / command)
        assert result.exit_code == 1
        assert "the notice asks for unaltered documents" in result.output
        assert not (tmp_path / command).exists()


def test_prices_go_where_such_a_notice_names_them_as_the_exception(case, tmp_path):
    wants_unaltered(case, prices=True)
    assert run("evidence", "redact", case, "A-1", "--out", tmp_path / "redacted").exit_code == 0
    assert run("evidence", "mark", case, "A-1", "--out", tmp_path / "marked").exit_code == 1


def test_an_exhibit_that_is_not_there_is_told(case, tmp_path):
    result = run("evidence", "mark", case, "A-99", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "There is no exhibit A-99" in result.output
