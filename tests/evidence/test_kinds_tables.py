"""Words in the cells of a table say what a row is about; they are no heading of the document."""

import pytest

from reinstate import evidence
from tests.evidence.papers import pdf

ROWS = "".join(
    f"[B0CHECK{number:03}], [Lamp {number}], [{number}], [Autorisierung], [Händlervertrag], [bleibt],\n"
    for number in range(1, 13)
)
HEADS = "[*ASIN*], [*Artikel*], [*Nr.*], [*Marke*], [*Vertrag*], [*Ergebnis*],\n"


def kind_of(body, knowledge):
    return next(evidence.read(pdf(body), "a.pdf", knowledge, None)).kind


@pytest.mark.parametrize("heads", [HEADS, HEADS.replace("*Marke*", "Rechnung").replace("*Vertrag*", "Lieferschein")])
def test_a_record_of_a_check_of_offers_is_no_authorisation(knowledge, heads):
    table = f"#table(columns: 6, {heads}{ROWS})"
    assert kind_of(f"= Prüfung aller Angebote auf Belege\nGeprüft am 07.10.2026\n\n{table}", knowledge) == "other"


def test_what_is_set_as_a_heading_is_one_whatever_its_table_holds(knowledge):
    table = f"#table(columns: 6, {HEADS}{ROWS})"
    assert kind_of(f"= Autorisierung\nHalm GmbH, Bonn\n\n{table}", knowledge) == "letter_of_authorization"


PRICED = """#table(columns: 4, [*Item*], [*Qty*], [*Unit price*], [*Line total*],
  [Desk lamp], [40], [\\$8.00], [\\$320.00], [Shade], [10], [\\$3.00], [\\$30.00])
#align(right)[Order total \\$350.00]
"""


def test_priced_goods_without_a_heading_are_an_invoice(knowledge):
    assert kind_of(f"Harbour Lamps Ltd, 4 Quay Road, Leeds\n\n{PRICED}", knowledge) == "invoice"


def test_priced_goods_among_the_buttons_of_a_shop_are_a_page_of_it(knowledge):
    assert (
        kind_of(f"Partner portal #h(2em) Sign out\n\n{PRICED}\nReorder #h(2em) Track shipment", knowledge)
        == "screenshot"
    )
