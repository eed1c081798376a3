"""Pages that are pictures in disguise: under a bad text layer, in a Word file, on their side, without a title."""

import io

import docx
from PIL import Image, ImageDraw, ImageFont

from reinstate import evidence
from reinstate.case.sight import SeenLine, SeenWord
from reinstate.evidence.seeing.pdf_views import legible
from reinstate.evidence.seeing.upright import lies_sideways
from reinstate.evidence.seeing.view import View, Word
from tests.evidence.papers import pdf


def told(text: str, pictures: int = 1) -> View:
    return View(1, 595, 842, tuple(Word(each, 0, 0, 9, 9) for each in text.split()), pictures=pictures)


def test_a_text_layer_with_figures_among_its_letters_is_not_what_the_picture_shows():
    bad = "CERAM1CHE B0rg0 5ede V1a Mar3mmana d1ffer1ta T0tale d0cumento l.7G5,7l l44,OO 4,3S P1att0 EUR Fattura N"
    assert not legible(told(bad))
    assert legible(told(bad, pictures=0))
    assert legible(told("Invoice KS-PW32 B0MADEUP01 2x4 1.765,71 144,00 4,35 Total EUR H2O size a4b Qty Price No. 7"))


def recognise(raster, *, form=False):
    """An engine that sees the same four lines in every picture."""
    lines = (
        "Invoice",
        "Invoice No: PW-2071",
        "Invoice date: 3 March 2026",
        "Pellworth Crates Ltd, 2 Quarry Road, Leeds LS1 4AB",
    )
    made = []
    for row, said in enumerate(lines):
        words = [
            SeenWord(word, (200 + 265 * place, 200 + 80 * row, 450 + 265 * place, 240 + 80 * row), 0.95)
            for place, word in enumerate(said.split())
        ]
        made.append(SeenLine(tuple(words), words[0].box))
    return tuple(made)


def word_file(size: tuple[int, int]) -> bytes:
    shown, out = io.BytesIO(), io.BytesIO()
    Image.new("RGB", size, "white").save(shown, "PNG")
    made = docx.Document()
    made.add_picture(io.BytesIO(shown.getvalue()))
    made.save(out)
    return out.getvalue()


def test_a_page_that_was_pasted_into_a_word_file_is_read(knowledge):
    paper = next(evidence.read(word_file((900, 1200)), "a.docx", knowledge, recognise))
    assert (paper.kind, paper.ocr, paper.pages) == ("invoice", True, 2)
    assert paper.number is not None
    assert (paper.number.value, paper.number.spot.page) == ("PW-2071", 2)


def test_a_logo_in_a_word_file_is_no_page(knowledge):
    assert not next(evidence.read(word_file((120, 60)), "a.docx", knowledge, recognise)).ocr


def test_a_page_on_its_side_shows_it_before_it_is_read():
    page, said = Image.new("L", (1200, 1600), 255), "Folding crates of beech wood with lids, 12 pieces of each size "
    pen, font = ImageDraw.Draw(page), ImageFont.load_default(40)
    for row in range(20):
        pen.text((120, 120 + 60 * row), said[row:] + said[:row], font=font, fill=0)
    assert not lies_sideways(page)
    assert not lies_sideways(page.rotate(180))
    assert lies_sideways(page.rotate(90, expand=True))
    assert lies_sideways(page.rotate(270, expand=True))


GOODS = """
= Pellworth Crates Ltd
2 Quarry Road, Halifax HX1 2AB

Sold to: Lanternfold Ltd, 5 Mill Road, Leeds LS1 4AB

Ref PW-2071, 3 March 2026
#table(columns: (1fr, 60pt, 60pt, 80pt),
  [Description], [Qty], [Price], [Amount],
  [Folding crate], [100], [12.00], [1,200.00])
"""
SUMS = "#table(columns: (1fr, 90pt), stroke: none, [VAT 20 %], [240.00], [Total GBP], [1,440.00])"


def test_priced_lines_with_tax_and_total_are_an_invoice_without_a_title(knowledge):
    assert next(evidence.read(pdf(GOODS + SUMS), "a.pdf", knowledge, None)).kind == "invoice"
