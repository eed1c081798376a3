"""Papers of suppliers in countries whose language the program doesn't write, and ways of setting papers met there."""

from decimal import Decimal

import pytest

from reinstate import evidence
from tests.evidence.papers import pdf

HEADINGS = {
    "nl": "Artikel, Omschrijving, Aantal, Prijs, Bedrag",
    "pl": "Kod, Nazwa towaru, Ilość, Cena netto, Wartość netto",
    "pt": "Código, Designação, Qtd., Preço unitário, Valor",
    "sv": "Art.nr, Benämning, Antal, Á-pris, Belopp",
}
LABELS = {
    "nl": ("Factuur", "Factuurnummer: {n}", "Factuurdatum: {d}", "Klant", "Totaal incl. btw"),
    "pl": ("Faktura VAT", "Faktura nr {n}", "Data wystawienia: {d}", "Nabywca", "Do zapłaty"),
    "pt": ("Fatura", "Fatura n.º {n}", "Data de emissão: {d}", "Cliente", "Total a pagar"),
    "sv": ("Faktura", "Fakturanr: {n}", "Fakturadatum: {d}", "Köpare", "Att betala"),
}


def read(body, knowledge):
    return next(evidence.read(pdf(body), "a.pdf", knowledge, None))


def value(found):
    return found.value if found is not None else None


@pytest.mark.parametrize("tag", LABELS)
def test_an_invoice_in_another_language_of_europe_is_read(knowledge, tag):
    title, number, date, receiver, total = LABELS[tag]
    columns = ", ".join(f"[{head.strip()}]" for head in HEADINGS[tag].split(", "))
    paper = read(
        f"""
= {title}
{number.format(n="Q-4417")} \\ {date.format(d="2026-02-19")}

{receiver}: \\ Lanternfold Ltd \\ 5 Mill Road, Leeds LS1 4AB

#table(columns: (60pt, 1fr, 50pt, 70pt, 70pt), {columns},
  [PC-40], [Crate], [60], [8,15], [489,00], [PC-41], [Lid], [10], [2,00], [20,00])
{total} 509,00 EUR
""",
        knowledge,
    )
    assert (paper.kind, value(paper.number), str(value(paper.date))) == ("invoice", "Q-4417", "2026-02-19")
    assert value(paper.receiver.name) == "Lanternfold Ltd"
    assert [(item.quantity, item.amount) for item in paper.items] == [(60, 489), (10, 20)]
    assert (value(paper.total), paper.currency) == (Decimal("509.00"), "EUR")


def test_figures_that_end_beyond_their_headings_stand_in_their_order(knowledge):
    paper = read(
        """
= 請求書
請求番号 H-2207 \\ 請求日 2026年3月4日
#grid(columns: (70pt, 150pt, 60pt, 60pt, 60pt), row-gutter: 8pt,
  [品番], [品名], [数量], [単価], [金額],
  [TK-36], [木製まな板], align(right)[100], align(right)[1,150], align(right)[115,000],
  [HJ-20], [ほうじ茶], align(right)[150], align(right)[480], align(right)[72,000])
合計 ¥187,000
""",
        knowledge,
    )
    assert [(item.quantity, item.unit_price) for item in paper.items] == [(100, 1150), (150, 480)]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("#text(20pt)[MORVANE] \\ Morvane Distribution SAS au capital de 40 000 €", "Morvane Distribution SAS"),
        ("#text(20pt)[Laboratoire Morvane Essais]", "Laboratoire Morvane Essais"),
        ("Pellworth Surplus \\ Toledo, Ohio", "Pellworth Surplus"),
    ],
)
def test_a_maker_has_its_whole_name(knowledge, told, name):
    paper = read(
        f"""
{told} \\ 12 rue du Port, 44000 Nantes \\ info\\@morvane.example

= Facture
N° MD-2611 \\ Date : 12/02/2026

Facturé à : \\ Lanternfold Ltd \\ 5 Mill Road \\ Leeds LS1 4AB

Paid by company check. All sales final.
""",
        knowledge,
    )
    assert value(paper.issuer.name) == name


@pytest.mark.parametrize(
    ("label", "told", "number"),
    [("Tracking number", "QW7741 0928 3365", "QW7741 0928 3365"), ("Tracking number", "QW774109", "QW774109")],
)
def test_a_number_may_be_set_in_groups(knowledge, label, told, number):
    paper = read(f"= Proof of Delivery\n#table(columns: 2, [{label}], [{told}], [Delivered to], [A. Reed])", knowledge)
    assert value(paper.number) == number


def test_a_day_with_its_hour_is_no_telephone_number(knowledge):
    paper = read("= Receipt\nPellworth Hardware \\ 3320 Iowa St \\ 04/11/2026 14:32 \\ Total \\$12.00", knowledge)
    assert paper.issuer.phone is None


def test_the_first_name_of_a_contract_is_its_makers_and_the_second_its_partners(knowledge):
    paper = read(
        """
= Vertriebsvertrag
zwischen der Morvane Outdoor GmbH, Gartenstraße 21, 83022 Rosenheim, Telefon 08031 55501, info\\@morvane.example
(nachfolgend „Hersteller“)

und der Lanternfold & Brandl Handels GmbH, Stadtbachstraße 41, 86152 Augsburg (nachfolgend „Händler“).

§ 1 Gegenstand \\ Der Vertrag tritt am 1. Juli 2026 in Kraft und endet am 30. Juni 2028.
""",
        knowledge,
    )
    assert value(paper.issuer.name) == "Morvane Outdoor GmbH"
    assert value(paper.issuer.address) == "Gartenstraße 21, 83022 Rosenheim"
    assert value(paper.receiver.name) == "Lanternfold & Brandl Handels GmbH"
