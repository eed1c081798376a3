"""Real documents made for the tests: PDFs by typst, pictures by Pillow, Word files by python-docx."""

import importlib
import io
from functools import cache
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import typst
from PIL import Image, ImageDraw

from reinstate import evidence
from reinstate.case import Attachment, Exhibit

FONTS = typst.Fonts(
    include_system_fonts=False, font_paths=[Path(importlib.import_module("noto_cjk_sans_otc").__file__).parent]
)
HEAD = '#set text(font: ("Libertinus Serif", "Noto Sans CJK SC"), size: 10pt)\n'

WORDS = evidence.Wording(
    "en", "The exhibits", "The index", "Exhibit {number} · page {page} of {pages}", "Text of {file}"
)
WORDS_ZH = evidence.Wording("zh", "证据", "目录", "证据 {number} · 第 {page} 页，共 {pages} 页", "{file} 的文字")


@cache
def pdf(body: str, page: str = 'paper: "a4", margin: 25mm') -> bytes:
    return typst.compile((HEAD + f"#set page({page})\n" + body).encode(), format="pdf", font_paths=FONTS, timestamp=0)


INVOICE = pdf("""
= Harbour Lamps Ltd
Invoice HL-2291 #h(1fr) 14 March 2026
#table(columns: (1fr, auto, auto, auto), [Item], [ASIN], [Qty], [Amount],
  [Desk lamp], [B0HLAMP001], [400], [4,200.00], [Charger], [B0HLAMP002], [120], [1,440.00])
#box(width: 60mm)[Paid by bank transfer as agreed in the supply contract between both parties.]
#text(font: "New Computer Modern")[Sealed in Leeds.]
#pagebreak()
收货确认：二〇二六年三月收到货物，检验合格。
""")
FULL = pdf(
    "#rect(width: 100%, height: 100%, stroke: 2pt, fill: gradient.linear(yellow, aqua))[#lorem(500)]",
    'paper: "us-letter", flipped: true, margin: 2mm',
)
INDEX = pdf(
    '= Index\n#table(columns: 2, ..range(1, 8).map(n => ("A-" + str(n), "Document")).flatten())\n#pagebreak()\nEnd'
)


def picture(kind: str, size: tuple[int, int] = (640, 360), mode: str = "RGB", **how: object) -> bytes:
    image = Image.new("RGB", size, "#dde6f0")
    ImageDraw.Draw(image).rectangle((0, 0, size[0], size[1] // 4), fill="#b02020")
    out = io.BytesIO()
    image.convert(mode).save(out, kind, **how)
    return out.getvalue()


def word(*, pictured: bool = False) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Harbour Lamps · Quality"
    document.add_heading("Incoming inspection", 1)
    line = document.add_paragraph("Every lot is ")
    line.add_run("inspected").bold = True
    line.add_run(" before release，每批检验。")
    line.add_run(" hidden words").font.hidden = True
    for text in ("Open the carton", "Compare with the order"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("Note the lot", style="List Bullet")
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"cell{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    document.add_paragraph("Applies to B0HLAMP001.")
    if pictured:
        document.add_picture(io.BytesIO(picture("PNG")))
    return written(document)


def written(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(content: bytes, change, **saving) -> bytes:
    """The PDF after `change(pdf)`."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        out = io.BytesIO()
        opened.save(out, **saving)
    return out.getvalue()


def turned(content: bytes, degrees: int, crop: tuple[float, ...] | None = None) -> bytes:
    def turn(opened):
        for page in opened.pages:
            page.obj.Rotate = degrees
            if crop:
                page.obj.CropBox = pikepdf.Array(crop)

    return changed(content, turn)


def _lose_half(opened):
    raw = opened.pages[0].Contents.read_raw_bytes()
    opened.pages[0].Contents.write(
        raw[:300] + bytes(255 - each for each in raw[300:340]) + raw[340:], filter=pikepdf.Name.FlateDecode
    )


HALF_LOST = changed(INVOICE, _lose_half)
"""An invoice whose first page can be unpacked in part only."""


def exhibit(content: bytes, file: str = "paper.pdf", number: str = "A-1", **told) -> Exhibit:
    return evidence.admit(content, Attachment(number.lower(), file, told.pop("kind", "invoice"), **told), number)


def texts(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range() for page in document]


def seen(content: bytes, page: int = 0, scale: float = 1) -> Image.Image:
    with pypdfium2.PdfDocument(content) as document:
        return document[page].render(scale=scale).to_pil().convert("RGB")
