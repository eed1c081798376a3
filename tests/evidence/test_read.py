"""Documents as they come from a supplier's program: what each tells, and where it stands."""

import io
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from click.testing import CliRunner

from reinstate.case import Trouble
from reinstate.evidence import contract, read
from reinstate.interfaces.cli.commands import cli
from tests.evidence.papers import turned

INVOICE = """
#set page(paper: "a4", margin: 2cm)
#set text(size: 10pt)
#text(size: 16pt)[*Tessmer Werkzeughandel GmbH*] \\
Hafenstraße 12, 24103 Kiel \\
Tel. 0431 555 0107 · buero\\@tessmer.example · www.tessmer.example · USt-IdNr. DE811223344
#v(1cm)
Kornblatt Handel GmbH \\
Lindenweg 4 \\
50667 Köln
#v(1cm)
#grid(columns: 2, column-gutter: 2em, row-gutter: 0.6em,
  [Rechnungsnummer], [TW-2025-0815], [Rechnungsdatum], [3. Juni 2025],
  [Bestelldatum], [28.05.2025])
#v(1cm)
= Rechnung
#table(columns: (auto, 1fr, auto, auto, auto), align: (left, left, right, right, right),
  [Art.-Nr.], [Bezeichnung], [Menge], [Einzelpreis], [Gesamt],
  [TX-440], [Akkuschrauber 18 V \\ EAN 4006381333931], [12], [89,50], [1.074,00],
  [TX-ZB2], [Bitsatz, 32-teilig], [40], [7,25], [290,00])
#align(right)[Nettobetrag 1.364,00 \\ 19 % MwSt. 259,16 \\ *Rechnungsbetrag EUR 1.623,16*]
"""


def pdf(source):
    return typst.compile(source.encode())


def one(content, knowledge, file="a.pdf"):
    return next(read(content, file, knowledge, None))


@pytest.fixture(scope="module")
def invoice():
    return pdf(INVOICE)


def test_an_invoice_tells_its_parties_its_number_and_its_goods(invoice, knowledge):
    paper = one(invoice, knowledge)
    assert (paper.kind, paper.language, paper.pages, paper.ocr) == ("invoice", "de", 1, False)
    fields = contract(paper)["fields"]
    assert fields["issuer"] == {
        "name": "Tessmer Werkzeughandel GmbH",
        "address": "Hafenstraße 12, 24103 Kiel",
        "phone": "0431 555 0107",
        "email": "buero@tessmer.example",
        "website": "www.tessmer.example",
        "tax_id": "DE811223344",
    }
    assert fields["receiver"] == {"name": "Kornblatt Handel GmbH", "address": "Lindenweg 4, 50667 Köln"}
    assert (fields["number"], fields["date"], fields["currency"]) == ("TW-2025-0815", "2025-06-03", "EUR")
    assert fields["total"] == pytest.approx(1623.16)
    assert [(item.quantity, item.unit_price, item.amount) for item in paper.items] == [
        (Decimal(12), Decimal("89.50"), Decimal("1074.00")),
        (Decimal(40), Decimal("7.25"), Decimal("290.00")),
    ]
    assert fields["identifiers"] == ["TX-440", "4006381333931", "TX-ZB2"]


def test_every_fact_stands_where_it_says(invoice, knowledge):
    paper = one(invoice, knowledge)
    page = pypdfium2.PdfDocument(invoice)[0].get_textpage()
    for found in (paper.issuer.name, paper.receiver.name, paper.number, paper.issuer.email):
        left, bottom, right, top = found.spot.box
        assert found.value.split()[0] in page.get_text_bounded(left - 1, bottom - 1, right + 1, top + 1)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side_says_the_same_at_turned_places(invoice, knowledge, turn):
    told = one(invoice, knowledge)
    paper = one(turned(invoice, turn), knowledge)
    fields, wanted = contract(paper)["fields"], contract(told)["fields"]
    assert {**fields, "places": None} == {**wanted, "places": None}
    with pypdfium2.PdfDocument(invoice) as document:
        wide, high = document[0].get_size()
    for found, there in ((paper.number, told.number), (paper.issuer.name, told.issuer.name)):
        left, bottom, right, top = there.spot.box
        assert found.spot.box == pytest.approx(
            {
                90: (bottom, wide - right, top, wide - left),
                180: (wide - right, high - top, wide - left, high - bottom),
                270: (high - top, left, high - bottom, right),
            }[turn],
            abs=0.2,
        )


def test_the_command_prints_one_object_a_line_and_goes_on_after_a_bad_file(invoice, tmp_path):
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(invoice)
    bad.write_bytes(b"no document")
    done = CliRunner().invoke(cli, ["evidence", "read", "--json", str(bad), str(good)])
    assert done.exit_code == 1
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["error"]["code"] == "papers.unsupported"
    assert (second["kind"], Path(second["file"]).name) == ("invoice", "a.pdf")


def test_the_page_for_people_speaks_the_readers_language(invoice, tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(invoice)
    done = CliRunner().invoke(cli, ["--reader-language", "fr", "evidence", "read", str(file)])
    assert done.exit_code == 0
    assert "Facture" in done.stdout
    assert "TW-2025-0815" in done.stdout


def test_a_table_of_text_and_a_workbook_are_read_as_tables(tmp_path, knowledge):
    table = (
        "Inventario al;10/01/2026;;\nSKU;EAN;Descripción;Unidades\n"
        "KX-100;4006381333931;Taladro 18 V;58\nKX-200;;Broca;1.140\n"
    )
    paper = one(table.encode("cp1252"), knowledge, "stock.csv")
    assert (paper.kind, paper.media, paper.date.value.isoformat()) == ("inventory_report", "text/csv", "2026-01-10")
    assert [(item.quantity, item.identifiers[0].value) for item in paper.items] == [(58, "KX-100"), (1140, "KX-200")]


def test_a_context_tells_what_is_wrong_with_a_document(invoice, tmp_path):
    file, context = tmp_path / "a.pdf", tmp_path / "context.json"
    file.write_bytes(invoice)
    item = {"asin": "B0TEST0001", "title": "x", "gtin": "4006381333931", "units_sold": 30}
    account = {"legal_name": "KORNBLATT Handel", "address": "Lindenweg 4, 50667 Köln, Deutschland"}
    context.write_text(
        json.dumps({"notice_date": "2026-06-10", "lookback_days": 365, "account": account, "items": [item]})
    )
    done = CliRunner().invoke(cli, ["evidence", "check", "--json", "--context", str(context), str(file)])
    told = json.loads(done.stdout)
    assert told["verdict"] == "refused"
    assert told["covers"] == ["B0TEST0001"]
    assert {each["code"] for each in told["problems"]} == {"too_old", "quantity_below_sales"}
    assert all(each["message"] for each in told["problems"])
    context.write_text(
        json.dumps({"notice_date": "2025-06-10", "account": account, "items": [item | {"units_sold": 12}]})
    )
    done = CliRunner().invoke(cli, ["evidence", "check", "--json", "--context", str(context), str(file)])
    assert json.loads(done.stdout)["problems"] == []
    assert done.exit_code == 0


def locked(content):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        made.save(out, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return out.getvalue()


def test_a_locked_document_opens_with_its_password_only(invoice, knowledge):
    content = locked(invoice)
    with pytest.raises(Trouble, match=r"papers\.locked"):
        next(read(content, "a.pdf", knowledge, None))
    assert next(read(content, "a.pdf", knowledge, None, password="secret")).kind == "invoice"


def test_an_archive_gives_each_document_in_it(invoice, knowledge):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("one.pdf", invoice)
        parts.writestr("junk.bin", b"\x00\x01")
    assert [paper.file for paper in read(out.getvalue(), "a.zip", knowledge, None)] == ["a.zip/one.pdf"]


@pytest.mark.parametrize(
    "spoil", [lambda each: each[:700], lambda each: each.replace(b"/Pages", b"/Pxges"), lambda _: b"%PDF-1.7\n"]
)
def test_a_damaged_document_is_trouble_or_read_and_never_a_crash(invoice, tmp_path, spoil):
    file = tmp_path / "a.pdf"
    file.write_bytes(spoil(invoice))
    done = CliRunner().invoke(cli, ["evidence", "read", "--json", str(file)])
    assert done.exit_code in (0, 1)
    told = json.loads(done.stdout)
    assert "error" in told or "kind" in told
