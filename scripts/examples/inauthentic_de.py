"""Figures of the authenticity case: invoices, stock and listings that agree, with one item that no invoice shows."""

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document as DocumentObject
from docx.shared import Pt
from PIL import Image, ImageDraw, ImageFilter

from examples.chance import seeded
from examples.drawing import face

CUP, BOARD, MAT = "B0C7KQ4M2T", "B0CJ3W9XVN", "B0D2PLR86H"


def _ean(stem: str) -> str:
    """The stem of twelve digits with its GS1 check digit (weights 1 and 3 from the left)."""
    total = sum(int(digit) * (3 if index % 2 else 1) for index, digit in enumerate(stem))
    return f"{stem}{-total % 10}"


def _line(title: str, model: str, stem: str, count: tuple[int, int], asin: str = "") -> dict[str, object]:
    quantity, cents = count
    return {
        "title": title,
        "model": model,
        "ean": _ean(stem),
        "asin": asin,
        "quantity": quantity,
        "price": cents / 100,
        "amount": quantity * cents / 100,
    }


def _taxed(net: int) -> dict[str, float]:
    """Net, 19 % tax and gross in euros, from a net sum in cents."""
    tax = round(net * 19 / 100)
    return {"net": net / 100, "tax": tax / 100, "gross": (net + tax) / 100}


def _cents(lines: list[dict[str, object]]) -> int:
    return sum(round(float(str(line["amount"])) * 100) for line in lines)


def _kornblatt() -> dict[str, object]:
    lines = [
        _line("Thermobecher Edelstahl 450 ml, salbeigrün", "TB-450-SG", "409994100450", (600, 685), CUP),
        _line("Ersatzdeckel für Thermobecher 450 ml", "TB-450-D", "409994100467", (200, 95)),
    ]
    return {"lines": lines, **_taxed(_cents(lines))}


def _tessmer() -> dict[str, object]:
    lines = [
        _line("Kornblatt Schneidebrett-Set Akazie, 3-teilig", "SB-3-AK", "409994100313", (320, 940), BOARD),
        _line("Kornblatt Geschirrtuch Halbleinen 50 x 70", "GT-HL-57", "409994100573", (150, 310)),
    ]
    goods = _cents(lines)
    rebate, freight = round(goods * 2 / 100), 4800
    return {
        "lines": lines,
        "goods": goods / 100,
        "rebate": rebate / 100,
        "freight": freight / 100,
        **_taxed(goods - rebate + freight),
    }


ARTICLES = (
    ("Kornblatt Geschirrtuch Halbleinen", "Kornblatt"),
    ("Brinkhof Nudelholz Buche", "Brinkhof"),
    ("Brinkhof Kochlöffel 4er-Set", "Brinkhof"),
    ("Brinkhof Salzmühle", "Brinkhof"),
    ("Brinkhof Pfeffermühle", "Brinkhof"),
    ("Lodenau Auflaufform 26 cm", "Lodenau"),
    ("Lodenau Auflaufform 32 cm", "Lodenau"),
    ("Lodenau Müslischale 6er", "Lodenau"),
    ("Lodenau Teekanne 1,2 l", "Lodenau"),
    ("Halmbrink Topflappen 2er", "Eigenmarke"),
    ("Halmbrink Schürze Leinen", "Eigenmarke"),
    ("Halmbrink Brotbeutel", "Eigenmarke"),
    ("Halmbrink Untersetzer Filz 8er", "Eigenmarke"),
    ("Halmbrink Flaschenbürste", "Eigenmarke"),
    ("Virlo Knoblauchpresse", "Virlo"),
    ("Virlo Sparschäler", "Virlo"),
    ("Virlo Dosenöffner", "Virlo"),
    ("Virlo Messbecher 1 l", "Virlo"),
    ("Virlo Küchenwaage", "Virlo"),
    ("Virlo Eieruhr", "Virlo"),
    ("Ostermoor Frischhaltedosen 5er", "Ostermoor"),
    ("Ostermoor Brotkasten", "Ostermoor"),
    ("Ostermoor Keksdose", "Ostermoor"),
    ("Ostermoor Vorratsglas 3er", "Ostermoor"),
    ("Backfein Springform 26 cm", "Backfein"),
    ("Backfein Muffinblech", "Backfein"),
    ("Backfein Ausstecher 10er", "Backfein"),
    ("Backfein Teigschaber", "Backfein"),
    ("Backfein Kuchengitter", "Backfein"),
    ("Backfein Spritzbeutel", "Backfein"),
    ("Tellma Servierbrett Schiefer", "Tellma"),
    ("Tellma Käsemesser 4er", "Tellma"),
    ("Tellma Etagere", "Tellma"),
)
SUPPLIERS = (
    ("Kornblatt Hausrat GmbH", "60999 Niedertal am Main", "Autorisierung 12.01.2026", "09.10.2026"),
    ("Tessmer & Sohn KG", "20999 Elbmünde", "Bestätigung 08.10.2026", "09.10.2026"),
    ("Brinkhof Holzwaren GmbH", "33999 Altbrink", "Händlervertrag 2023", "09.10.2026"),
    ("Lodenau Keramik GmbH & Co. KG", "02999 Lodenau-Ost", "Händlervertrag 2024", "09.10.2026"),
    ("Virlo Handels GmbH", "40999 Rheinwerth", "Händlervertrag 2022", "12.10.2026"),
    ("Ostermoor Vorratsdosen OHG", "26999 Ostermoor", "Händlervertrag 2025", "12.10.2026"),
    ("Backfein Vertriebs GmbH", "97999 Mainroda", "Händlervertrag 2024", "12.10.2026"),
    ("Tellma Tafelkultur GmbH", "95999 Selbtal", "Händlervertrag 2023", "12.10.2026"),
    ("Restposten Lürkens", "47999 Steinrath", "keine", "12.10.2026"),
)
UNPROVED = {"Backfein Spritzbeutel", "Virlo Eieruhr"}


def _offers() -> dict[str, object]:
    rng = seeded(20261007)
    rows = [
        {
            "asin": CUP,
            "title": "Kornblatt Thermobecher 450 ml",
            "invoice": "RE-26-00418",
            "brand": "Autorisierung",
            "result": "geschlossen",
            "date": "07.10.2026",
        },
        {
            "asin": BOARD,
            "title": "Kornblatt Schneidebrett-Set 3-tlg.",
            "invoice": "2026/07713",
            "brand": "Autorisierung",
            "result": "geschlossen",
            "date": "07.10.2026",
        },
        {
            "asin": MAT,
            "title": "Kornblatt Silikon-Backmatte 2er-Set",
            "invoice": "fehlt",
            "brand": "fehlt",
            "result": "geschlossen",
            "date": "07.10.2026",
        },
    ]
    for index, (title, brand) in enumerate(ARTICLES):
        asin = "B0" + "".join(rng.choices("BCDFGHJKLMNPQRSTVWXYZ123456789", k=8))
        invoice = "fehlt" if title in UNPROVED else f"{rng.choice(('R', 'RG', '26-'))}{rng.randrange(1000, 99999)}"
        own = brand == "Eigenmarke"
        rows.append(
            {
                "asin": asin,
                "title": title,
                "invoice": invoice,
                "brand": "eigene Marke" if own else "Händlervertrag",
                "result": "geschlossen" if title in UNPROVED else "bleibt",
                "date": "07.10.2026" if index < 18 else "08.10.2026",
            }
        )
    closed = sum(row["result"] != "bleibt" for row in rows)
    return {"rows": rows, "closed": closed, "kept": len(rows) - closed}


def _suppliers() -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "address": address,
            "right": right,
            "checked": checked,
            "call": "nicht erreicht" if right == "keine" else "bestätigt",
            "result": "beendet 06.10.2026" if right == "keine" else "freigegeben",
        }
        for name, address, right, checked in SUPPLIERS
    ]


def papers() -> dict[str, dict[str, object]]:
    """Data by paper (the stem of its `.typ` file)."""
    return {
        "rechnung-kornblatt": _kornblatt(),
        "rechnung-tessmer": _tessmer(),
        "autorisierung": {},
        "schriftwechsel-tessmer": {"ean": _ean("409994100313")},
        "sperrbestand": {},
        "kuendigung-luerkens": {},
        "lieferantenliste": {"suppliers": _suppliers()},
        "lieferantenfreigabe": {},
        "angebotspruefung": _offers(),
    }


def _carton(label: tuple[str, ...]) -> Image.Image:
    width, height = 336, 232
    box = Image.new("RGB", (width, height), "#b98d58")
    draw = ImageDraw.Draw(box)
    draw.rectangle((0, 0, width - 1, height - 1), outline="#7c5a30", width=3)
    draw.rectangle((0, 106, width, 128), fill="#c9a777")
    draw.rectangle((46, 26, 292, 204), fill="#f4f2ec", outline="#999999")
    for index, line in enumerate(label):
        draw.text((60, 30 + index * 30), line, font=face(21), fill="#222222")
    bars = seeded(label[0])
    left = 62
    while left < 262:
        wide = bars.choice((2, 2, 3, 5))
        draw.rectangle((left, 156, left + wide - 1, 196), fill="#222222")
        left += wide + bars.choice((2, 3, 4))
    return box


def _hall() -> Image.Image:
    """A warehouse wall, the floor and an empty pallet."""
    scene = Image.new("RGB", (1200, 900))
    draw = ImageDraw.Draw(scene)
    for y in range(900):
        shade = 150 - y // 9 if y < 600 else 118 - (y - 600) // 12
        draw.line((0, y, 1200, y), fill=(shade, shade + 3, shade + 4))
    for x in range(0, 1200, 240):
        draw.line((x, 0, x, 600), fill="#747a7e", width=3)
    draw.rectangle((90, 790, 1110, 812), fill="#a77f4c")
    for x in (100, 560, 1010):
        draw.rectangle((x, 812, x + 90, 850), fill="#7d5b31")
    return scene


def _photo() -> Image.Image:
    """Stacked cartons on a pallet, with the tilt, the blur and the grain of a photograph."""
    rng = seeded(4)
    scene = _hall()
    cup = ("kornblatt", "TB-450-SG   24 Stk.", f"EAN {_ean('409994100450')}", "LS-26-00397")
    for column, count in enumerate((3, 3, 2)):
        for row in range(count):
            scene.paste(_carton(cup), (100 + column * 340 + rng.randrange(-3, 4), 790 - (row + 1) * 236))
    scene = scene.rotate(-1.3, resample=Image.Resampling.BICUBIC, fillcolor="#7f8488").crop((20, 20, 1180, 880))
    grain = Image.frombytes("L", (290, 215), rng.randbytes(290 * 215)).resize((1160, 860))
    scene = Image.blend(scene.filter(ImageFilter.GaussianBlur(0.8)), Image.merge("RGB", (grain, grain, grain)), 0.05)
    ImageDraw.Draw(scene).text((1130, 815), "16.03.2026 10:24", font=face(28), fill="#ffb02e", anchor="ra")
    return scene


def pictures() -> dict[str, Image.Image]:
    """Pictures by file name."""
    return {"wareneingang.jpg": _photo()}


ATTENDED = (
    ("Jonas Terhaar", "Einkauf", "bestanden (20/20)"),
    ("Aylin Demirtas", "Katalog", "bestanden (19/20)"),
    ("Bernd Uhlig", "Lager", "bestanden (18/20)"),
    ("Miriam Koslowski", "Lager", "bestanden (17/20)"),
)


def _training() -> bytes:
    record = docx.Document()
    record.styles["Normal"].font.name = "Calibri"
    record.styles["Normal"].font.size = Pt(11)
    record.core_properties.author = ""
    record.core_properties.comments = ""
    record.core_properties.created = record.core_properties.modified = datetime(2026, 10, 9, 15)  # noqa: DTZ001
    record.core_properties.title = "Schulungsnachweis"
    record.add_heading("Schulungsnachweis", level=1)
    record.add_paragraph("Halmbrink Küchenwaren GmbH, Weidenkamp 14, 48999 Brinkhausen")
    record.add_paragraph("Thema: Lieferantenfreigabe, Wareneingang und Belege je ASIN (Arbeitsanweisung AA-EK-01)")
    record.add_paragraph(
        "Datum: 09.10.2026, 13:00 bis 15:00 Uhr. Ort: Besprechungsraum Lager. Schulung durch: Katrin Möllenbeck"
    )
    table = record.add_table(rows=1, cols=4)
    table.style = "Table Grid"
    for cell, word in zip(table.rows[0].cells, ("Name", "Bereich", "Prüfung", "Unterschrift"), strict=True):
        cell.text = word
    for name, area, result in ATTENDED:
        for cell, word in zip(table.add_row().cells, (name, area, result, f"gez. {name.split()[-1]}"), strict=True):
            cell.text = word
    record.add_paragraph()
    record.add_paragraph("Inhalte", style="Heading 2")
    for item in (
        "Welche Belege Amazon anerkennt und welche nicht (Quittung, Lieferschein, Proforma)",
        "Formular F-11: Rückruf, Handelsregister, Berechtigung der Marke",
        "Prüfung der Ware im Eingang: EAN, Verpackung, Foto, Quarantäneplatz Q-01",
        "Ablage der Rechnungen unter der ASIN und monatlicher Mengenvergleich",
    ):
        record.add_paragraph(item, style="List Bullet")
    record.add_paragraph("4 von 4 Teilnehmenden haben die Prüfung bestanden (ab 16 von 20 Punkten).")
    _drop_thumbnail(record)
    out = io.BytesIO()
    record.save(out)
    return _undated(out.getvalue())


def _drop_thumbnail(record: DocumentObject) -> None:
    """Take out the picture of the library's own template."""
    links = record.part.package.rels
    for key in [key for key, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[key]


def _undated(archive: bytes) -> bytes:
    """The same archive with the clock of packing taken out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2026, 10, 9, 15, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def documents() -> dict[str, bytes]:
    """Word processor files by name."""
    return {"schulungsnachweis.docx": _training()}


def notice(words: Path) -> bytes:
    """The page as saved from the browser."""
    return (words / "notice.html").read_bytes()
