"""The bundled cases: their papers open, say what the answers say, hold nothing private and can be drawn again."""

import email
import email.policy
import importlib
import tomllib
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from PIL import Image

import reinstate

CASES = ("late-shipments-us", "inauthentic-de", "restricted-it")
SHELF = Path(reinstate.__file__).parent / "examples"
SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


@cache
def answers(case):
    return tomllib.loads((SHELF / case / "answers.toml").read_text(encoding="utf-8"))


@cache
def words(path):
    """The text of a PDF or a word processor file, with single spaces; nothing for a picture."""
    if path.suffix == ".docx":
        paper = docx.Document(str(path))
        cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
        return " ".join([*(each.text for each in paper.paragraphs), *cells])
    if path.suffix != ".pdf":
        return ""
    with pypdfium2.PdfDocument(path) as paper:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())


def text_of(case, exhibit):
    return words(SHELF / case / answers(case)["exhibits"][exhibit]["file"])


def every_exhibit():
    return [pytest.param(case, key, id=f"{case}-{key}") for case in CASES for key in answers(case)["exhibits"]]


def every_file(*suffixes):
    found = [path for case in CASES for path in sorted((SHELF / case / "evidence").iterdir())]
    return [pytest.param(path, id=path.name) for path in found if path.suffix in suffixes]


def statements(case):
    lists = ("problem", "causes", "actions", "preventions", "effects", "options", "lessons")
    return [each for issue in answers(case)["issues"] for name in lists for each in issue.get(name, [])]


@pytest.mark.parametrize("case", CASES)
def test_a_case_holds_exactly_the_evidence_that_its_answers_name(case):
    named = {each["file"] for each in answers(case)["exhibits"].values()}
    there = {f"evidence/{path.name}" for path in (SHELF / case / "evidence").iterdir()}
    assert named == there
    assert len(list((SHELF / case).glob("notice.*"))) == 1


def test_every_kind_of_file_that_sellers_bring_is_there():
    suffixes = {path.suffix for case in CASES for path in (SHELF / case).rglob("*") if path.is_file()}
    assert {".eml", ".html", ".txt", ".pdf", ".png", ".jpg", ".docx", ".toml"} == suffixes


def test_the_cases_are_small_enough_to_travel_with_the_package():
    assert sum(path.stat().st_size for path in SHELF.rglob("*") if path.is_file()) < 3_000_000


@pytest.mark.parametrize(("case", "exhibit"), every_exhibit())
def test_what_is_to_be_highlighted_stands_in_the_document(case, exhibit):
    entry = answers(case)["exhibits"][exhibit]
    text = text_of(case, exhibit)
    if not text:
        assert not entry.get("highlight"), "a picture has no words to highlight"
        return
    missing = [each for each in (*entry.get("highlight", ()), *entry.get("covers", ())) if each not in text]
    assert not missing


@pytest.mark.parametrize("path", every_file(".pdf"))
def test_a_paper_is_a4_and_names_nobody_in_its_metadata(path):
    with pikepdf.open(path) as paper:
        assert set(paper.docinfo) <= {"/Title", "/Creator", "/CreationDate", "/ModDate", "/Producer"}
        assert str(paper.docinfo.get("/Creator", "Typst")).startswith("Typst")
        assert "/tmp" not in str(paper.docinfo)
        for page in paper.pages:
            sides = sorted(float(side) for side in page.mediabox[2:])
            assert sides == pytest.approx([595.28, 841.89], abs=0.1)


@pytest.mark.parametrize("path", every_file(".png", ".jpg"))
def test_a_picture_opens_and_carries_no_metadata(path):
    with Image.open(path) as picture:
        picture.load()
        assert picture.width >= 1000
        assert not picture.getexif()
        assert "comment" not in picture.info
        assert not getattr(picture, "text", {})


@pytest.mark.parametrize("path", every_file(".docx"))
def test_a_word_processor_file_opens_and_names_no_author(path):
    properties = docx.Document(str(path)).core_properties
    assert not properties.author
    assert not properties.last_modified_by
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 10, 9)}


@pytest.mark.parametrize("case", CASES)
def test_every_asin_and_order_in_the_answers_stands_in_a_document_or_the_notice(case):
    notice = next((SHELF / case).glob("notice.*")).read_text(encoding="utf-8")
    papers = notice + " ".join(text_of(case, key) for key in answers(case)["exhibits"])
    ids = {each for entry in statements(case) for key in ("asins", "order_ids") for each in entry.get(key, ())}
    assert ids
    assert [each for each in sorted(ids) if each not in papers] == []


NOTICED = {
    "late-shipments-us": (date(2026, 9, 14), 3),
    "inauthentic-de": (date(2026, 10, 5), 14),
    "restricted-it": (date(2026, 10, 19), 7),
}


@pytest.mark.parametrize("case", CASES)
def test_actions_lie_between_the_notice_and_the_letter_and_the_letter_keeps_the_deadline(case):
    noticed, days = NOTICED[case]
    letter = answers(case)["dated"]
    assert 0 < (letter - noticed).days <= days
    done = [each["on"] for each in statements(case) if "on" in each]
    live = [each["since"] for each in statements(case) if "since" in each]
    assert done
    assert live
    assert all(noticed <= each <= letter for each in (*done, *live))


def test_the_figures_of_the_late_orders_agree():
    listed = text_of("late-shipments-us", "late-orders")
    problem = answers("late-shipments-us")["issues"][0]["problem"][0]
    assert listed.count("2026-08-") + listed.count("2026-09-") > 2 * problem["late"]
    assert round(100 * problem["late"] / problem["orders"], 1) == problem["rate"]
    assert f"Orders shipped in the 30 days {problem['orders']}" in listed
    assert f"Orders confirmed after the expected ship date {problem['late']}" in listed


def test_the_figures_of_the_defects_and_refunds_agree():
    issue = answers("late-shipments-us")["issues"][1]
    problem = issue["problem"][0]
    assert round(100 * problem["defects"] / problem["orders"], 1) == problem["rate"]
    assert problem["claims"] + problem["feedback"] == problem["defects"]
    refund = next(each for each in issue["actions"] if each["measure"] == "refunded-affected-orders")
    listed = text_of("late-shipments-us", "refund-list")
    assert len(set(refund["order_ids"])) == refund["refunds"] == listed.count("Manage Orders, full refund")
    assert all(each in text_of("late-shipments-us", "defect-analysis") for each in refund["order_ids"])
    assert f"{refund['total']:.2f}" in listed


def test_the_orders_of_the_notice_are_among_the_late_and_the_defective_ones():
    mail = email.message_from_bytes(
        (SHELF / "late-shipments-us" / "notice.eml").read_bytes(), policy=email.policy.default
    )
    plain = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    ids = [line.removeprefix("  - ") for line in plain.splitlines() if line.startswith("  - ")]
    assert len(ids) == 6
    assert all(f"<li>{each}</li>" in page for each in ids)
    assert all(each in text_of("late-shipments-us", "late-orders") for each in ids[:3])
    assert all(each in text_of("late-shipments-us", "defect-analysis") for each in ids[3:])


@pytest.mark.parametrize(
    ("exhibit", "amounts", "net", "gross"),
    [
        ("rechnung-kornblatt", (4110_00, 190_00), "4.300,00", "5.117,00"),
        ("rechnung-tessmer", (3008_00, 465_00, -69_46, 48_00), "3.451,54", "4.107,33"),
    ],
)
def test_the_invoices_add_up_and_name_the_account(exhibit, amounts, net, gross):
    text = text_of("inauthentic-de", exhibit)
    sum_net = sum(amounts)
    assert f"{sum_net / 100:,.2f}".translate(str.maketrans(",.", ".,")) == net
    assert f"{(sum_net + round(sum_net * 0.19)) / 100:,.2f}".translate(str.maketrans(",.", ".,")) == gross
    account = answers("inauthentic-de")["account"]
    street, town, _ = account["address"].split(", ")
    assert all(each in text for each in (net, gross, account["legal_name"], street, town))


def test_the_gaps_of_the_authenticity_case_are_where_they_were_planted():
    invoices = [
        key for key, each in answers("inauthentic-de")["exhibits"].items() if each["kind"] == "supplier-invoice"
    ]
    assert len(invoices) == 2
    assert not any("B0D2PLR86H" in text_of("inauthentic-de", key) for key in invoices)
    undated = [each["measure"] for each in answers("inauthentic-de")["issues"][0]["actions"] if "on" not in each]
    assert undated == ["verified-existing-suppliers"]


def test_the_returned_pieces_are_those_blocked_and_removed():
    units = {each["measure"]: each["units"] for each in statements("restricted-it") if "units" in each}
    total = units["quarantined-stock"] + units["created-removal-order"]
    assert f"Totale pezzi {total}" in text_of("restricted-it", "ddt-reso")
    assert f"Totale {units['quarantined-stock']}" in text_of("restricted-it", "giacenze-bloccate")
    assert f"Totale {units['created-removal-order']}" in text_of("restricted-it", "ordine-rimozione")


@pytest.mark.parametrize("case", CASES)
def test_drawing_a_case_gives_the_files_that_are_kept_and_twice_the_same_bytes(case, monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    drawn = importlib.import_module("make_examples")
    first, second = dict(drawn.files(case)), dict(drawn.files(case))
    assert first == second
    for name, content in first.items():
        kept = SHELF / case / name
        if not name.startswith("evidence/"):
            assert content == kept.read_bytes()
        elif name.endswith((".pdf", ".docx")):  # the typesetter's next version may pack the same page differently
            again = tmp_path / kept.name
            again.write_bytes(content)
            assert words(again) == words(kept)
        else:
            assert kept.is_file()
