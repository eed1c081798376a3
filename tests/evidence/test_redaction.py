"""Redacted copies: the words can't be got back, all others are where they were, and the copy says what it is."""

import io
import re

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops

from reinstate import assist, evidence
from reinstate.case import Attachment, Trouble
from tests.evidence.papers import INVOICE, changed, exhibit, pdf, seen, texts, turned, word

SECRET = "4,200.00"


@pytest.fixture(scope="module")
def words(knowledge):
    return evidence.wording(knowledge, "en")


def unpacked(content):
    """All bytes of a file: as they are, and every stream unpacked."""
    with pikepdf.open(io.BytesIO(content)) as copy:
        streams = []
        for each in copy.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    streams.append(each.read_bytes())
                except pikepdf.PdfError:
                    streams.append(each.read_raw_bytes())
    return content + b"\n".join(streams)


def redacted(content, words, *secrets, file="invoice.pdf"):
    found = exhibit(content, file, highlight=secrets)
    assert found.missing_passages == ()
    return found, evidence.redacted_copy(found, found.passages, words)


def reportlab_like(text=b"(Total 4,200.00 EUR) Tj", extra=""):
    """A page as many invoice programs write it: a standard font without widths, plain strings."""
    content = b"BT /F1 12 Tf 72 700 Td 14 TL " + text + b" T* (Quantity 400) ' ET"
    body = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>"
        + extra.encode() + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    made = b"%PDF-1.4\n" + b"".join(b"%d 0 obj%s endobj\n" % (place, each) for place, each in enumerate(body, 1))
    with pikepdf.open(io.BytesIO(made + b"trailer<</Root 1 0 R/Size 6>>")) as opened:
        out = io.BytesIO()
        opened.save(out)
    return out.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 560, 810)])
def test_the_words_are_gone_and_all_others_stay_where_they_were(words, turn, crop):
    content = turned(INVOICE, turn, crop)
    found, made = redacted(content, words, SECRET, "1,440.00")
    assert made.pictured == ()
    left = " ".join(texts(made.content))
    assert SECRET not in left
    assert "1,440" not in left
    kept = re.sub(r"4,200\.00|1,440\.00", "", " ".join(texts(INVOICE)[:1]))
    assert sorted(texts(made.content)[0].split()) == sorted(kept.split())
    before, after = seen(content), seen(made.content)
    left, top, right, bottom = ImageChops.difference(before, after).getbbox()
    boxes = [box for each in found.passages for box in each.boxes]
    wanted = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    assert (left, before.height - bottom, right, before.height - top) == pytest.approx(wanted, abs=2.5)


@pytest.mark.parametrize(
    "shown",
    [
        b"(Total 4,200.00 EUR) Tj",
        b"[(Total 4,2) -20 (00.00 ) 5 (EUR)] TJ",
        b"(Total ) Tj (4,200.00) Tj ( EUR) Tj",
        b'3 1 (Total 4,200.00 EUR) "',
        b"110 Tz 2 Tc (Total 4,200.00 EUR) Tj 0 Tc 100 Tz",
        b"q 1 0 0 1 0 0 cm (Total 4,200.00 EUR) Tj Q",
    ],
)
def test_however_the_words_are_written_not_a_byte_of_them_is_left(words, shown):
    content = reportlab_like(shown)
    _, made = redacted(content, words, SECRET)
    assert made.pictured == ()
    everything = unpacked(made.content)
    assert b"200.00" not in everything
    assert b"4,2" not in everything
    text = texts(made.content)[0]
    assert "Total" in text
    assert "EUR" in text
    assert "Quantity 400" in text


def test_words_within_a_form_that_two_pages_share_go_only_where_they_are_meant(words):
    def share(opened):
        page = opened.pages[0]
        form = opened.make_stream(b"BT /F1 12 Tf 100 500 Td (Price 4,200.00) Tj ET")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 595, 842])
        form.Resources = Dictionary(Font=page.obj.Resources.Font)
        page.obj.Resources.XObject = Dictionary(Fm=form)
        page.contents_add(b"/Fm Do")

    content = changed(reportlab_like(b"(Total) Tj"), share)
    _, made = redacted(content, words, SECRET)
    assert "Price" in texts(made.content)[0]
    assert b"200.00" not in unpacked(made.content)


def test_what_repeats_the_words_elsewhere_in_the_file_is_left_behind(words):
    def repeat(opened):
        opened.attachments["factur-x.xml"] = b"<total>4,200.00</total>"
        opened.docinfo["/Subject"] = "Invoice over 4,200.00"
        page = opened.pages[0]
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=Array([9, 9, 29, 29]), Contents="4,200.00 agreed", F=2
        )
        page.obj.Annots = Array([opened.make_indirect(note)])
        page.contents_add(b"/Span <</ActualText (4,200.00)>> BDC EMC")

    content = changed(reportlab_like(), repeat)
    _, made = redacted(content, words, SECRET)
    assert b"4,200.00" not in unpacked(made.content)


def test_outlined_figures_go_too(words):
    def outline(opened):
        opened.pages[0].contents_add(b"0 g 112 702 6 5 re f")

    _, made = redacted(changed(reportlab_like(), outline), words, SECRET)
    assert b"112 702 6 5 re" not in unpacked(made.content)


def test_a_font_that_is_not_understood_makes_the_page_a_picture_that_says_so(words):
    def strange(opened):
        opened.pages[0].obj.Resources.Font.F1.BaseFont = Name.Unheard
        del opened.pages[0].obj.Resources.Font.F1["/Encoding"]

    _, made = redacted(changed(reportlab_like(), strange), words, SECRET)
    assert made.pictured == (1,)
    page, legend = texts(made.content)
    assert page.strip() == ""
    assert "1" in legend
    assert b"4,200" not in unpacked(made.content)
    assert seen(made.content).size == seen(reportlab_like()).size


def test_the_pixels_of_a_scan_are_painted_over(words, knowledge):
    engine = assist.recogniser(knowledge)
    if engine is None:
        pytest.skip("no engine that reads pictures is installed")
    with pypdfium2.PdfDocument(INVOICE) as document:
        image = document[0].render(scale=200 / 72).to_pil().convert("L")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=200)
    found = evidence.admit(
        out.getvalue(), Attachment("s", "scan.pdf", "supplier-invoice", highlight=(SECRET,)), "A-1", engine
    )
    made = evidence.redacted_copy(found, found.passages, words)
    with pikepdf.open(io.BytesIO(made.content)) as copy:
        (picture,) = copy.pages[0].Resources.XObject.values()
        pixels = pikepdf.PdfImage(picture).as_pil_image().convert("L")
    left, bottom, right, top = (edge * 200 / 72 for edge in found.passages[0].boxes[0])
    patch = pixels.crop(
        (round(left) + 2, round(pixels.height - top) + 5, round(right) - 2, round(pixels.height - bottom) - 5)
    )
    assert patch.getextrema()[1] < 40
    again = evidence.admit(
        made.content, Attachment("t", "t.pdf", "supplier-invoice", highlight=(SECRET,)), "A-1", engine
    )
    assert again.missing_passages == (SECRET,)
    assert "Harbour Lamps" in again.pages[0].text


def test_prices_are_found_and_quantities_spared(words, knowledge):
    content = pdf("""
    = Harbour Lamps Ltd
    12 Quay Street, Leeds LS1 4DY · Tel. +44 113 496 0000 · sales\\@harbour-lamps.example

    Invoice HL-2291 #h(1fr) Date: 14 March 2026

    Bill to: Northway Home Ltd, 3 Mill Lane, York YO1 7AA
    #table(columns: (1fr, auto, auto, auto, auto), [Description], [ASIN], [Quantity], [Unit price], [Amount],
      [Desk lamp], [B0HLAMP001], [400], [10.50], [4,200.00], [Charger], [B0HLAMP002], [120], [12.00], [1,440.00])
    #align(right)[Subtotal 5,640.00 \\ VAT 20 % 1,128.00 \\ Total GBP 6,768.00]
    Pay to GB00 0000 0000 0000 0000 00 · VAT no. GB999 9999 73
    """)
    (paper,) = evidence.read(content, "invoice.pdf", knowledge, None)
    found = evidence.prices(content, paper, knowledge, None)
    assert {each.words for each in found} == {
        "10.50",
        "4,200.00",
        "12.00",
        "1,440.00",
        "5,640.00",
        "1,128.00",
        "6,768.00",
    }
    made = evidence.redacted_copy(exhibit(content), found, words)
    text = texts(made.content)[0]
    for kept in (
        "400",
        "120",
        "B0HLAMP001",
        "20 %",
        "GB00 0000 0000 0000 0000 00",
        "GB999 9999 73",
        "14 March 2026",
        "+44 113 496 0000",
        "Total GBP",
    ):
        assert kept in text
    for gone in ("10.50", "200.00", "640.00", "6,768"):
        assert gone not in text


def test_a_redacted_copy_says_that_it_is_one(words):
    found, made = redacted(INVOICE, words, SECRET)
    legend = " ".join(texts(made.content)[-1].split())
    for said in ("Copy with prices removed", "copy of invoice.pdf", found.sha256):
        assert said in legend


def test_word_files_lose_their_prices_in_the_copy_too(words):
    found = exhibit(word(), "procedure.docx", highlight=("Compare with the order",))
    made = evidence.redacted_copy(found, found.passages, words)
    assert "Compare" not in texts(made.content)[0]
    assert "Open the carton" in texts(made.content)[0]


def test_nothing_to_take_out_and_signed_files_make_no_copy(words):
    with pytest.raises(Trouble, match=r"exhibits\.nothing-to-redact"):
        evidence.redacted_copy(exhibit(INVOICE), (), words)
