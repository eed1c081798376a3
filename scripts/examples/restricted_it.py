"""Figures of the restricted-products case: catalogue, stock and returns that agree to the piece."""

from pathlib import Path

from PIL import Image

from examples.chance import seeded
from examples.drawing import Screen

KINDS = (
    "Annaffiatoio zincato",
    "Vaso in terracotta",
    "Sottovaso",
    "Guanti da giardino",
    "Cesoie",
    "Paletta da trapianto",
    "Tubo per irrigazione",
    "Raccordo rapido",
    "Telo pacciamante",
    "Legacci in iuta",
    "Etichette per piante",
    "Cesto in vimini",
    "Portacandele in vetro",
    "Candela profumata lavanda",
    "Candela profumata vaniglia",
    "Lanterna da esterno",
    "Tovaglia in lino",
    "Runner da tavola",
    "Cuscino per sedia",
    "Zerbino in cocco",
    "Portaombrelli",
    "Gancio da parete",
    "Cassetta in legno",
    "Fioriera da balcone",
    "Griglia rampicante",
    "Mangiatoia per uccelli",
    "Nido in legno",
    "Compostiera",
    "Setaccio",
    "Spruzzatore vuoto 1 l",
)
SIZES = ("piccolo", "medio", "grande", "set da 2", "set da 3", "set da 4", "verde", "grigio")
FOUND = {
    17: ("B0CPR2W8NL", "Diffusore «antizanzare» da esterno"),
    58: ("B0BXT6KQ3M", "Spirali alla citronella, 10 pezzi"),
    96: ("B0D7NFH5ZV", "Trappola adesiva «insetticida»"),
    141: ("B0CK9LWJ2T", "Salviette «repellenti», 20 pezzi"),
    188: ("B0DBZ4QMX6", "Sacchetti «antitarme» alla lavanda"),
}
"""Listings that did not comply, by their place in the audit: ASIN and product."""
WORDS = (
    "acaricida",
    "afidi",
    "allontana insetti",
    "antiacaro",
    "antiformiche",
    "antimosche",
    "antiparassitario",
    "antipulci",
    "antitarme",
    "antizanzare",
    "antizecche",
    "battericida",
    "biocida",
    "cimici",
    "citronella contro",
    "contro gli insetti",
    "contro le formiche",
    "contro le zanzare",
    "derattizzante",
    "diserbante",
    "disinfettante",
    "disinfestante",
    "dissuasore",
    "elimina insetti",
    "esca",
    "fitosanitario",
    "fungicida",
    "germicida",
    "insetticida",
    "insettorepellente",
    "larvicida",
    "lumachicida",
    "moschicida",
    "parassiti",
    "pesticida",
    "piretro",
    "presidio medico",
    "repellente",
    "repellenti",
    "rodenticida",
    "scaccia zanzare",
    "tarmicida",
    "topicida",
    "uccide",
    "vespe",
    "virucida",
)
PEOPLE = (
    ("Marco Zanoletti", "catalogo", 27, "20/20"),
    ("Sara Locatini", "catalogo", 51, "19/20"),
    ("Giulia Ferrandi", "magazzino", 66, "17/20"),
    ("Davide Carminati", "acquisti", 72, "18/20"),
    ("Paola Noris", "assistenza clienti", 88, "18/20"),
)
PAGES = (
    ("22/10/2026", "Prodotti soggetti a restrizioni: panoramica", "206 offerte confrontate, nessuna interessata"),
    (
        "22/10/2026",
        "Pesticidi e dispositivi per pesticidi",
        "8 offerte eliminate il 20/10 e il 21/10, linea Zefira chiusa",
    ),
    ("22/10/2026", "Sostanze pericolose e schede di sicurezza", "spruzzatore vuoto 1 l: non soggetto"),
    ("22/10/2026", "Sicurezza dei prodotti per bambini", "nessuna offerta in catalogo dopo il ritiro dei braccialetti"),
    ("22/10/2026", "Annunci di Seller Central, settembre e ottobre 2026", "nessun effetto"),
)


def _catalogue() -> list[dict[str, str]]:
    rng = seeded(20261021)
    names = [f"{kind}, {size}" for kind in KINDS for size in SIZES]
    rng.shuffle(names)
    rows = []
    for index in range(211):
        asin = "B0" + "".join(rng.choices("BCDFGHJKLMNPQRSTVWXYZ123456789", k=8))
        rows.append({"asin": asin, "title": names[index], "result": "conforme"})
    for place, (asin, title) in FOUND.items():
        rows[place] = {"asin": asin, "title": title, "result": "eliminata"}
    return rows


def papers() -> dict[str, dict[str, object]]:
    """Data by paper (the stem of its `.typ` file)."""
    return {
        "verifica-catalogo": {"rows": _catalogue()},
        "seconda-verifica": {},
        "rapporto-eliminazioni": {"deleted": _deleted()},
        "ordine-rimozione": {},
        "giacenze-bloccate": {},
        "ddt-reso": {},
        "lettera-fornitore": {},
        "procedura-pubblicazione": {"words": list(WORDS)},
        "registro-formazione": {
            "people": [dict(zip(("name", "job", "seed", "test"), row, strict=True)) for row in PEOPLE]
        },
        "registro-norme": {"pages": [dict(zip(("date", "page", "effect"), row, strict=True)) for row in PAGES]},
    }


def _deleted() -> list[dict[str, str]]:
    noticed = (
        ("B0B9ZT5WQK", "ZEF-SPR-500", "Zefira Spray antizanzare per ambienti 500 ml", "20/10/2026 09:31"),
        ("B0CM4HX7RD", "ZEF-CAN-6", "Zefira Candele alla citronella antizanzare, set da 6", "20/10/2026 09:33"),
        ("B0DF8KP3JY", "ZEF-BRA-10", "Zefira Braccialetti repellenti per bambini, 10 pezzi", "20/10/2026 09:34"),
    )
    found = (
        (asin, f"VS-{place + 1:03}", title.replace("«", '"').replace("»", '"'), f"21/10/2026 17:4{minute}")
        for minute, (place, (asin, title)) in enumerate(FOUND.items())
    )
    rows = [(*row, "rimossa da Amazon") for row in noticed] + [(*row, "attiva") for row in found]
    return [dict(zip(("asin", "sku", "title", "at", "before"), row, strict=True)) for row in rows]


def _screen() -> Image.Image:
    screen = Screen(1440, 800, accent="#3d4f2f")
    screen.bar("Gestione offerte", "Verdesponda Casa e Giardino  |  Italia  |  marco.zanoletti")
    screen.menu(("Tutte", "Attive", "Inattive", "Eliminate", "Bozze"), chosen=3)
    screen.title("Offerte eliminate negli ultimi 7 giorni", "Visualizzato il 21/10/2026 alle 17:48 - 8 risultati")
    rows = tuple((row["asin"], row["sku"], row["title"], row["at"]) for row in _deleted())
    screen.table(("ASIN", "SKU", "Titolo", "Eliminata il"), rows, widths=(210, 200, 640, 250), strong=3)
    return screen.image


def pictures() -> dict[str, Image.Image]:
    """Pictures by file name."""
    return {"offerte-eliminate.png": _screen()}


def notice(words: Path) -> bytes:
    """The notification as copied into a text file."""
    return (words / "notice.txt").read_bytes()
