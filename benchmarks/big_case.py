"""A case as large as some sellers have: a bundled example with many products more and many invoices for them."""

import shutil
from pathlib import Path

import typst

from reinstate.workflow.demo import FOLDER
from reinstate.workflow.folder import ANSWERS

EXAMPLE = "inauthentic-de"
_ROW = "<tr><td>{asin}</td><td>Kornblatt Thermobecher, Ausführung {number}</td><td>Kornblatt</td></tr>\n"
_EXHIBIT = """
[exhibits.rechnung-{number}]
file = "evidence/rechnung-{number}.pdf"
kind = "supplier-invoice"
title = "Rechnung {number} der Kornblatt Hausrat GmbH"
covers = [{covers}]
"""


def asin_of(number: int) -> str:
    """A made-up ASIN by its number."""
    return f"B0H{number:05}LX"


def big_case(folder: Path, exhibits: int, items: int) -> Path:
    """Write such a case into a new folder; so many of its invoices and products come on top of the example's."""
    shutil.copytree(FOLDER / EXAMPLE, folder)
    notice = next(folder.glob("notice.*"))
    rows = "".join(_ROW.format(asin=asin_of(number), number=number) for number in range(items))
    notice.write_text(notice.read_text("utf-8").replace("</tbody>", f"{rows}</tbody>"), "utf-8")
    told = [(folder / ANSWERS).read_text("utf-8")]
    for number in range(exhibits):
        shown = sorted({asin_of((number * 2 + step) % items) for step in range(2)})
        (folder / "evidence" / f"rechnung-{number}.pdf").write_bytes(_invoice(number, shown))
        told.append(_EXHIBIT.format(number=number, covers=", ".join(f'"{each}"' for each in shown)))
    (folder / ANSWERS).write_text("".join(told), "utf-8")
    return folder


def _invoice(number: int, shown: list[str]) -> bytes:
    rows = ", ".join(f"[Thermobecher 450 ml], [{asin}], [{40 + number}], [412,50]" for asin in shown)
    text = (
        '#set page(paper: "a4", margin: 25mm)\n= Rechnung\nKornblatt Hausrat GmbH, Mühlgasse 3, 60999 Niedertal\n\n'
        f"Rechnungsnummer: RE-26-{number:05} #h(1fr) Datum: {number % 27 + 1:02}.03.2026\n\n"
        "An: Halmbrink Küchenwaren GmbH, Weidenkamp 14, 48999 Brinkhausen\n\n"
        f"#table(columns: 4, [Artikel], [ASIN], [Menge], [Betrag], {rows})\n\nGesamtbetrag: 825,00 EUR\n"
    )
    return bytes(typst.compile(text.encode(), format="pdf", timestamp=0))
