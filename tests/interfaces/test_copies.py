"""A copy without prices takes its original's place in package and bundle, from the command line and back again."""

import hashlib
import io
import json
import re
import zipfile

import pikepdf
import pytest

from reinstate.evidence.passages import passages
from reinstate.evidence.pdfium import opened, written_in
from tests.evidence.papers import texts
from tests.interfaces.small_case import INVOICE, run, small_case

PRICES = ("4.110,00", "6,85")


@pytest.fixture
def case(tmp_path, monkeypatch):
    return small_case(tmp_path, monkeypatch)


def all_that(folder):
    """Every byte that a folder of files holds: as files are, as they are unpacked, and the words of PDFs."""
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        yield path.name.encode() + content
        if content.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(content)) as inside:
                yield from (inside.read(name) for name in inside.namelist())
        if content.startswith(b"%PDF"):
            yield " ".join(texts(content)).encode()
            with pikepdf.open(io.BytesIO(content)) as pdf:
                for each in pdf.objects:
                    if isinstance(each, pikepdf.Stream):
                        try:
                            yield each.read_bytes()
                        except pikepdf.PdfError:
                            yield each.read_raw_bytes()


def holds(folder, *words):
    """Which words are anywhere in a folder."""
    whole = b"\n".join(all_that(folder))
    return [each for each in words if each.encode() in whole]


def account_of(case):
    return re.search(r"DE\d\d(?: \d{4}){4} \d\d", " ".join(texts((case / "evidence" / INVOICE).read_bytes())))[0]


def test_nothing_of_the_prices_leaves_with_the_package_and_each_file_says_what_it_is(case, tmp_path):
    original = (case / "evidence" / INVOICE).read_bytes()
    digest, account = hashlib.sha256(original).hexdigest(), account_of(case)
    run("package", case, "--out", tmp_path / "before")
    assert holds(tmp_path / "before", *PRICES, account) == [*PRICES, account]
    told = run("evidence", "redact", case, "A-1", "--words", account, "--use")
    assert (told.exit_code, "takes the place of" in told.output) == (0, True), told.output
    run("package", case, "--out", tmp_path / "package")
    run("evidence", "bundle", case, "--out", tmp_path / "bundle")
    for made in ("package", "bundle"):
        assert holds(tmp_path / made, *PRICES, account) == []
        assert original not in [each.read_bytes() for each in (tmp_path / made).rglob("*") if each.is_file()]
        assert "Kopie ohne Preise" in " ".join(texts((tmp_path / made / "exhibits.pdf").read_bytes()))
        assert digest in (tmp_path / made / "manifest.json").read_text("utf-8")
    copy = "A-1_rechnung-kornblatt_redacted.pdf"
    assert not list((tmp_path / "package/originals").glob("A-1*"))
    single = (tmp_path / "package/copies" / copy).read_bytes()
    assert (tmp_path / "bundle/single" / copy).read_bytes() == single
    manifest = json.loads((tmp_path / "package/manifest.json").read_text("utf-8"))
    assert manifest["copies"][f"copies/{copy}"]["original_sha256"] == digest
    row = json.loads((tmp_path / "package/checklist.json").read_text("utf-8"))["exhibits"][0]
    assert (row["copy_of"], row["sha256"]) == (digest, hashlib.sha256(single).hexdigest())
    assert digest in (tmp_path / "package/checklist.html").read_text("utf-8")
    assert (case / "evidence" / INVOICE).read_bytes() == original


def test_where_a_price_stood_the_bundle_is_black(case, tmp_path):
    run("evidence", "redact", case, "A-1", "--use")
    run("evidence", "bundle", case, "--out", tmp_path / "bundle")
    content = (tmp_path / "bundle/exhibits.pdf").read_bytes()
    original = (case / "evidence" / INVOICE).read_bytes()
    (place,) = passages(["4.110,00"], texts(original), original)["4.110,00"][:1]
    page = next(number for number, text in enumerate(texts(content)) if "Einzelpreis" in text)
    left, bottom, right, top = place.boxes[0]
    with opened(content) as book:
        high = book[page].get_height()
        seen = book[page].render(scale=3).to_pil().convert("L")
    middle = (3 * (left + right) / 2, 3 * (high - (top + bottom) / 2))
    assert seen.getpixel(tuple(map(int, middle))) < 40
    assert written_in(content, [(page, place.boxes[0])])[0].strip() == ""


def test_the_same_choice_gives_the_same_bytes_and_undone_the_same_package_as_before(case, tmp_path):
    answers = (case / "answers.toml").read_text("utf-8")
    run("package", case, "--out", tmp_path / "plain")
    run("evidence", "redact", case, "A-1", "--use")
    assert "without_prices = true" in (case / "answers.toml").read_text("utf-8")
    for name in ("one", "two"):
        run("package", case, "--out", tmp_path / name)
    assert [*all_that(tmp_path / "one")] == [*all_that(tmp_path / "two")]
    assert "goes into the package as it is again" in run("evidence", "redact", case, "A-1", "--undo").output
    assert "nothing was changed" in run("evidence", "redact", case, "--undo").output
    run("package", case, "--out", tmp_path / "again")
    assert [*all_that(tmp_path / "again")] == [*all_that(tmp_path / "plain")]
    remarks = [line for line in answers.splitlines() if line.startswith("#")]
    assert [line for line in (case / "answers.toml").read_text("utf-8").splitlines() if line.startswith("#")] == remarks


def test_a_stored_case_journals_the_choice_and_lists_it(case):
    run("case", "new", case)
    start = run("case", "list").stdout.split()[0]
    before = [line for line in run("case", "show", start).stdout.splitlines() if "answers" in line]
    assert run("evidence", "redact", start, "A-1", "--use").exit_code == 0
    assert before[0] not in run("case", "show", start).stdout
    assert "a copy without prices goes out in its place" in run("evidence", "list", start).stdout


def test_what_may_not_go_without_prices_is_told_and_stays_the_original(case, tmp_path):
    for number, why in (("A-2", "supplier invoices only"), ("A-3", "supplier invoices only")):
        refused = run("evidence", "redact", case, number, "--use")
        assert (refused.exit_code, why in refused.output) == (1, True)
    assert "without_prices" not in (case / "answers.toml").read_text("utf-8")
    assert run("evidence", "redact", case, "A-1").exit_code == 2
    assert run("evidence", "redact", case, "A-1", "--use", "--undo").exit_code == 2
    assert not (tmp_path / "copies").exists()


def test_words_that_are_not_printed_on_it_are_told_instead_of_passed_over(case):
    refused = run("evidence", "redact", case, "A-1", "--words", "DE99 1234", "--use")
    assert (refused.exit_code, "aren't printed on it: DE99 1234" in refused.output) == (1, True)
    assert "without_prices" not in (case / "answers.toml").read_text("utf-8")


def test_where_the_copy_is_forbidden_later_neither_it_nor_the_original_goes_out(case, tmp_path):
    run("evidence", "redact", case, "A-1", "--use")
    notice = case / "notice.html"
    text = notice.read_text("utf-8").replace("Preise d&uuml;rfen Sie schw&auml;rzen, ", "")
    notice.write_text(text.replace("</body>", "<p>Senden Sie uns nur unveränderte Dokumente.</p></body>"), "utf-8")
    assert run("package", case, "--out", tmp_path / "package").exit_code == 1
    told = json.loads((tmp_path / "package/checklist.json").read_text("utf-8"))
    gap = next(each for each in told["gaps"] if each["kind"] == "exhibit-held-back")
    assert gap["severity"] == "error"
    assert told["ready"] is False
    assert holds(tmp_path / "package", *PRICES) == []
    assert [each["number"] for each in told["exhibits"]] == ["A-1", "A-2"]
    assert run("evidence", "redact", case, gap["about"], "--undo").exit_code == 0
    run("package", case, "--out", tmp_path / "again")
    assert holds(tmp_path / "again", *PRICES) == list(PRICES)
