"""Faxes, photos of telephones, spreadsheets and tables as exhibits: shown on pages, themselves untouched."""

import csv
import importlib.util
import io
from datetime import date

import openpyxl
import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from reinstate.evidence.media import HEIC, SHEET, TABLE, TIFF, WEBP
from tests.evidence.papers import INDEX, WORDS, exhibit, seen, texts

ROWS = [
    ["Order", "ASIN", "Ordered", "Sent", "Carrier", "Late by", "Cause"],
    ["114-3941689-8772232", "B0HLAMP002", "2026-03-02", "2026-03-05", "Northway Parcel", "1", "no collection"],
    ["114-3941689-8772240", "B0HLAMP001", "2026-03-03", "2026-03-06", "Northway Parcel", "1", "仓库盘点"],
]


def drawn(words, size=(1240, 1754)):
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).text((120, 200), words, fill=0, font=ImageFont.load_default(size=44))
    return image


def saved(image, kind, **how):
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


FAX = saved(
    drawn("Delivery note 1"), "TIFF", save_all=True, append_images=[drawn("Delivery note 2")], dpi=(150.0, 150.0)
)
PHOTO = saved(drawn("Shelf 4", (900, 600)).convert("RGB"), "WEBP", quality=90)


def workbook():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([date.fromisoformat(each) if each[:5] == "2026-" else each for each in row])
    hidden = book.create_sheet("own")
    hidden.append(["secret margin", 12])
    hidden.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(mark=";", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(ROWS)
    return out.getvalue().encode(encoding)


def test_a_fax_shows_each_of_its_pages_as_it_is():
    found = exhibit(FAX, "fax.tif")
    assert (found.media, len(found.pages), found.content) == (TIFF, 2, FAX)
    for page in (0, 1):
        shown = seen(evidence.mark(found), page).convert("L")
        assert min(shown.getextrema()) < 60


def test_an_engine_reads_every_page_of_a_fax(engine):
    found = evidence.admit(FAX, Attachment("f", "fax.tif", "other", highlight=("note 2",)), "A-1", engine)
    assert [page.text.split()[-1] for page in found.pages] == ["1", "2"]
    assert [passage.page for passage in found.passages] == [1]


def test_a_photo_stands_in_the_bundle_and_its_file_is_the_exhibit():
    found = exhibit(PHOTO, "shelf.webp")
    assert (found.media, found.content, len(found.pages)) == (WEBP, PHOTO, 1)
    assert min(seen(evidence.bundle(INDEX, [found], WORDS, {}), 2).convert("L").getextrema()) < 60


def test_a_telephones_photo_needs_its_extra():
    photo = b"\0\0\0\x18ftypheic" + bytes(64)
    with pytest.raises(Trouble) as raised:
        exhibit(photo, "IMG_1.heic")
    there = importlib.util.find_spec("pillow_heif") is not None
    assert raised.value.code == ("evidence.broken" if there else "papers.heic")


def test_a_telephones_photo_is_shown():
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    photo = saved(drawn("Shelf 5", (900, 600)).convert("RGB"), "HEIF")
    found = exhibit(photo, "IMG_2.heic")
    assert (found.media, found.content) == (HEIC, photo)
    assert min(seen(evidence.mark(found)).convert("L").getextrema()) < 60


@pytest.mark.parametrize(
    ("content", "file", "media"),
    [
        (workbook(), "late.xlsx", SHEET),
        (table(), "late.csv", TABLE),
        (table(",", "utf-8-sig"), "late.csv", TABLE),
        (table("\t", "utf-16"), "late.txt", TABLE),
    ],
)
def test_a_table_is_set_as_pages_with_its_file_attached(content, file, media):
    found = exhibit(content, file, highlight=("114-3941689-8772232", "仓库盘点"), covers=("B0HLAMP002",))
    assert (found.media, found.content, found.missing_passages) == (media, content, ())
    assert found.covers[0] == "B0HLAMP002"
    assert found.pages[0].width > found.pages[0].height
    bound = evidence.bundle(INDEX, [found], WORDS, {})
    shown = texts(bound)[2]
    assert all(cell in "".join(shown.split()) for row in ROWS for cell in ("".join(each.split()) for each in row))
    assert "secret" not in shown
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        assert [each.get_file().read_bytes() for each in pdf.attachments.values()] == [content]


def test_a_long_table_says_that_it_goes_on():
    rows = "\n".join(f"{number};B0HLAMP001;late" for number in range(3500))
    found = exhibit(rows.encode(), "long.csv")
    assert found.pages[-1].text.rstrip().endswith("…")


def test_what_is_read_row_by_row_is_framed_nowhere(knowledge):
    rows = "Harbour Lamps Ltd;;\n12 Quay Road, Leeds LS1 4AB;;\nTel 0113 496 0107;info@harbour.example;\nInvoice;H-1;\n"
    content = (rows + "B0HLAMP001;Lamp;12\n").encode()
    found = exhibit(content, "invoice.csv", highlight=("B0HLAMP001",))
    paper = next(evidence.read(content, "invoice.csv", knowledge, None))
    told = evidence.with_roles(found, ("B0HLAMP001",), paper)
    assert {each.role for each in told.passages} == {"item"}


def test_words_without_columns_are_no_document():
    with pytest.raises(Trouble) as raised:
        exhibit(b"we promise to do better", "promise.txt")
    assert raised.value.code == "evidence.unsupported"
