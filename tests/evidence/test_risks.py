"""Signs of change and questions a reviewer may ask: each planted in one document and absent from its clean twin."""

import datetime as dt
import io

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from reinstate import evidence
from reinstate.case import Context
from tests.evidence.hostile import raw_pdf
from tests.evidence.mint import mint
from tests.evidence.papers import changed, pdf, turned

CONTEXT = Context(dt.date(2026, 6, 1), 365, "GB", "Birch Outfitters Ltd", "5 Mill Road, Leeds LS1 4AP", ())


def invoice(number, day, *, firm="Harbour Lamps Ltd", mail="sales@harbour.example", style="10pt"):
    return pdf(f"""
#set text(size: {style})
*{firm}* \\ 9 Quay Street, Hull HU1 2AB \\ Phone +44 1482 555 019 \\ {mail.replace("@", chr(92) + "@")}
= Invoice
Invoice no.: {number} \\ Invoice date: {day} \\ Customer no.: 4471 \\ Due date: 30 June 2026 \\ Order no.: 88

Bill to: \\ Birch Outfitters Ltd \\ 5 Mill Road \\ Leeds LS1 4AP

#table(columns: (1fr, auto, auto, auto), [Description], [Quantity], [Unit price], [Amount],
  [Desk lamp HL-20], [100], [4.20], [420.00])
Subtotal #h(1fr) 420.00 \\ VAT 20% #h(1fr) 84.00 \\ Total due GBP #h(1fr) 504.00
""")


def inspected(knowledge, *contents, recognise=None):
    papers = [
        next(evidence.read(content, f"{place}.pdf", knowledge, recognise)) for place, content in enumerate(contents)
    ]
    return evidence.inspect(papers, CONTEXT, knowledge)


def asked(knowledge, *contents):
    """The codes of the risks of each document; none of them changes a verdict."""
    found = inspected(knowledge, *contents)
    assert {each.verdict for each in found} == {"accepted"}
    return [{risk.code for risk in each.risks} for each in found]


# -- numbers, layouts, files -------------------------------------------------------------------------------------------


def test_numbers_that_run_against_their_dates_are_asked_about(knowledge):
    early, late = invoice("HL-2291", "3 March 2026"), invoice("HL-2207", "9 April 2026")
    assert asked(knowledge, early, late) == [{"number_out_of_order"}] * 2


@pytest.mark.parametrize(
    ("number", "day"), [("HL-2305", "9 April 2026"), ("HX-2207", "9 April 2026"), ("HL-2207", "3 March 2026")]
)
def test_numbers_in_order_of_another_series_or_of_one_day_are_clean(knowledge, number, day):
    assert asked(knowledge, invoice("HL-2291", "3 March 2026"), invoice(number, day)) == [set(), set()]


def test_two_suppliers_whose_papers_are_set_the_same_are_asked_about(knowledge):
    one, two = (
        invoice("HL-2291", "3 March 2026"),
        invoice("K-17", "9 April 2026", firm="Kestrel Trading Ltd", mail="a@kestrel.example"),
    )
    assert asked(knowledge, one, two) == [{"layout_shared"}] * 2
    risk = inspected(knowledge, one, two)[0].risks[0]
    assert (risk.args["name"], risk.args["other"]) == ("Harbour Lamps Ltd", "Kestrel Trading Ltd")


def test_one_suppliers_papers_and_papers_set_otherwise_are_clean(knowledge):
    one, two = invoice("HL-2291", "3 March 2026"), invoice("HL-2305", "9 April 2026")
    other = invoice("K-17", "9 May 2026", firm="Kestrel Trading Ltd", mail="a@kestrel.example", style="9pt")
    assert asked(knowledge, one, two, other) == [set(), set(), set()]


def noted(**told):
    def note(opened):
        for name, value in told.items():
            opened.docinfo[f"/{name}"] = value

    return changed(invoice("HL-2291", "3 March 2026"), note)


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ({"CreationDate": "D:20260201120000Z"}, {"file_older"}),
        ({"CreationDate": "D:20260302120000Z"}, set()),
        ({"CreationDate": "D:20260530120000Z"}, set()),
        ({"CreationDate": "D:garbage"}, set()),
        ({"Creator": "Adobe Photoshop 25.1 (Windows)"}, {"made_with_editor"}),
        ({"Creator": "SAP Business One", "Producer": "iText 5"}, set()),
    ],
)
def test_what_the_file_says_of_its_making(knowledge, told, codes):
    assert asked(knowledge, noted(**told)) == [codes]


# -- revisions ---------------------------------------------------------------------------------------------------------


def drawn(total, more=""):
    rows = {700: "Invoice 77", 680: "Invoice date: 3 March 2026", 660: "Total due GBP", 640: "Harbour Lamps Ltd"}
    told = "".join(f"BT /F1 11 Tf 60 {at} Td ({text}) Tj ET\n" for at, text in rows.items())
    return f"{told}BT /F1 11 Tf 300 660 Td ({total}) Tj ET\n{more}".encode()


def plain(stream):
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    body = b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return raw_pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, body, font]
    ) + b"\n"  # fmt: skip


def revised(content, stream):
    """The file with its drawing replaced by a later revision that is appended to it."""
    at, last = len(content), int(content.rsplit(b"startxref", 1)[1].split()[0])
    body = b"4 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (len(stream), stream)
    table = b"xref\n4 1\n%010d 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    return content + body + table % (at, last, at + len(body))


def signs(knowledge, content):
    return {each.id: each for each in next(evidence.read(content, "a.pdf", knowledge, None)).signs}


def test_a_figure_that_a_later_revision_changed_is_shown_with_what_it_was(knowledge):
    found = signs(knowledge, revised(plain(drawn("504.00")), drawn("904.00")))["revised"]
    assert found.args == {"was": "504.00", "now": "904.00"}
    assert found.spot.box[0] == pytest.approx(300, abs=3)
    codes = {each.code for each in inspected(knowledge, revised(plain(drawn("504.00")), drawn("904.00")))[0].problems}
    assert "altered_signs" in codes


@pytest.mark.parametrize("total", ["504.00"])
def test_a_revision_that_only_adds_is_clean(knowledge, total):
    stamped = drawn(total, "BT /F1 9 Tf 400 100 Td (Paid 12 March 2026) Tj ET")
    assert "revised" not in signs(knowledge, revised(plain(drawn(total)), stamped))
    assert "revised" not in signs(knowledge, plain(drawn(total)))
    assert "revised" not in signs(knowledge, changed(plain(drawn(total)), lambda _: None, linearize=True))


# -- pictures ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scan():
    seed = next(seed for seed in range(5000, 5060) if mint(seed, (0,), scan=False).truth["language"] == "en")
    return Image.open(io.BytesIO(mint(seed, (0,), scan=True).content))


def _jpeg(image):
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, dpi=(200, 200))
    return out.getvalue()


def seen(image, knowledge, engine):
    return {each.id for each in next(evidence.read(_jpeg(image), "a.jpg", knowledge, engine)).signs}


def test_a_large_scan_that_lies_on_its_side_is_read(scan, knowledge, engine):
    out = io.BytesIO()
    grown = scan.rotate(90, expand=True).resize((scan.height * 3 // 2, scan.width * 3 // 2))
    grown.convert("RGB").save(out, "PDF", resolution=300)
    paper = next(evidence.read(out.getvalue(), "a.pdf", knowledge, engine))
    assert paper.kind == next(evidence.read(_jpeg(scan), "a.jpg", knowledge, engine)).kind
    assert len(paper.text) > 200


def test_a_picture_out_of_focus_is_illegible_and_a_sharp_one_is_not(scan, knowledge, engine):
    size = (scan.width // 4, scan.height // 4)
    coarse = scan.resize(size, Image.Resampling.BILINEAR).resize(scan.size, Image.Resampling.BILINEAR)
    assert "blurred" in seen(coarse.filter(ImageFilter.GaussianBlur(1)), knowledge, engine)
    assert not {"blurred", "cropped", "screen"} & seen(scan, knowledge, engine)


def test_lines_that_go_on_beyond_the_edge_are_cropped(scan, knowledge, engine):
    assert "cropped" in seen(scan.crop((scan.width // 5, 0, scan.width, scan.height)), knowledge, engine)


def test_a_page_whose_crop_box_cuts_lines_is_cropped(knowledge):
    whole = invoice("HL-2291", "3 March 2026")
    assert "cropped" in signs(knowledge, turned(whole, 0, (90, 0, 595, 842)))
    assert "cropped" not in signs(knowledge, turned(whole, 0, (40, 40, 555, 802)))


def test_the_bar_of_a_telephone_shows_that_it_is_a_screen(scan, knowledge, engine):
    shot = Image.new("RGB", (scan.width, scan.height + 90), "white")
    shot.paste(scan, (0, 90))
    ink, font = ImageDraw.Draw(shot), ImageFont.load_default(44)
    ink.text((60, 24), "9:41", "black", font)
    ink.text((scan.width - 320, 24), "5G  82%", "black", font)
    assert "screen" in seen(shot, knowledge, engine)
