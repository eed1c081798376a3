"""Marked copies: yellow where the words stand, and nothing else changed."""

import io

import pikepdf
import pytest
from PIL import Image, ImageChops

from reinstate import evidence
from reinstate.evidence.pictures import without_private
from tests.evidence.papers import INVOICE, WORDS, exhibit, picture, seen, texts, turned, word


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (30, 20, 560, 810)])
def test_only_the_place_of_the_words_turns_yellow(turn, crop):
    found = exhibit(turned(INVOICE, turn, crop), highlight=("Harbour Lamps",))
    before, after = seen(found.content), seen(evidence.mark(found))
    assert before.size == after.size
    left, bottom, right, top = found.passages[0].boxes[0]
    changed = ImageChops.difference(before, after).getbbox()
    assert changed == pytest.approx((left, before.height - top, right, before.height - bottom), abs=1.5)
    red, green, blue = after.crop(changed).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert min(red, green) > blue + 60


def test_black_letters_stay_black_under_the_mark():
    found = exhibit(INVOICE, highlight=("Harbour Lamps",))
    left, bottom, right, top = (round(3 * edge) for edge in found.passages[0].boxes[0])
    page = seen(evidence.mark(found), scale=3)
    box = page.crop((left, page.height - top, right, page.height - bottom))
    assert min(sum(pixel) for pixel in box.get_flattened_data()) < 60


def test_a_mark_carries_its_words_and_its_own_appearance():
    found = exhibit(INVOICE, highlight=("agreed in the supply contract between both parties",))
    with pikepdf.open(io.BytesIO(evidence.mark(found))) as copy:
        (note,) = copy.pages[0].Annots
        assert note.Subtype == "/Highlight"
        assert len(note.QuadPoints) == 16
        assert str(note.Contents) == found.passages[0].words
        assert note.AP.N.Resources.ExtGState.Over.BM == "/Multiply"


def test_papers_that_may_not_be_marked_are_passed_on_as_they_are():
    found = exhibit(INVOICE, highlight=("Harbour Lamps",))
    assert evidence.mark(found, allowed=False) == INVOICE


def test_marking_keeps_what_the_page_already_carries():
    linked = exhibit(turned(INVOICE, 0), highlight=("Harbour Lamps",))
    once = exhibit(evidence.mark(linked), highlight=("Sealed in Leeds",))
    with pikepdf.open(io.BytesIO(evidence.mark(once))) as copy:
        assert len(copy.pages[0].Annots) == 2


@pytest.mark.parametrize(
    ("size", "paper"), [((640, 360), (842, 595)), ((360, 640), (595, 842)), ((1200, 2700), (595, 842))]
)
def test_a_picture_fits_its_page(size, paper):
    page = seen(evidence.mark(exhibit(picture("PNG", size), "shot.png")))
    assert page.size == pytest.approx(paper, abs=1)
    inked = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert inked[0] >= 40
    assert inked[1] >= 40
    assert inked[2] - inked[0] == pytest.approx((inked[3] - inked[1]) * size[0] / size[1], rel=0.02)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    photo = picture("JPEG", (600, 400), exif=exif, quality=95)
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(photo))).convert("RGB")
    page = seen(evidence.mark(exhibit(photo, "photo.jpg")), scale=2)
    inked = (
        ImageChops.difference(page, Image.new("RGB", page.size, "white")).convert("L").point(lambda x: 255 * (x > 8))
    )
    shown = page.crop(inked.getbbox()).resize((60, 60))
    assert max(high for _, high in ImageChops.difference(shown, upright.resize((60, 60))).getextrema()) < 90
    middle = ImageChops.difference(shown.resize((3, 3)), upright.resize((3, 3)))
    assert max(high for _, high in middle.getextrema()) < 25


def test_jpeg_data_are_not_compressed_again():
    photo = picture("JPEG", quality=40)
    with pikepdf.open(io.BytesIO(evidence.mark(exhibit(photo, "photo.jpg")))) as copy:
        assert copy.pages[0].Resources.XObject.Im0.read_raw_bytes() == without_private(photo)
    assert list(Image.open(io.BytesIO(without_private(photo))).get_flattened_data()) == list(
        Image.open(io.BytesIO(photo)).get_flattened_data()
    )


def test_a_photo_does_not_tell_where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F] = "SECRET-CAMERA"
    copy = evidence.mark(exhibit(picture("JPEG", exif=exif, comment=b"at home"), "photo.jpg"))
    assert b"SECRET-CAMERA" not in copy
    assert b"at home" not in copy


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "1", "I;16"])
def test_pixels_of_every_kind_come_out_as_they_were(mode):
    if mode == "I;16":
        image = Image.new("I;16", (64, 64), 257 * 120)
    else:
        image = Image.new("RGB", (64, 64), (120, 120, 120)).convert(mode, dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG")
    page = seen(evidence.mark(exhibit(out.getvalue(), "shot.png")))
    shade = page.getpixel((page.width // 2, page.height // 2))
    wanted = 120 if mode == "I;16" else image.convert("RGB").getpixel((0, 0))[0]
    assert shade == pytest.approx((wanted,) * 3, abs=2)


def test_what_is_transparent_becomes_paper():
    out = io.BytesIO()
    Image.new("RGBA", (64, 64), (0, 0, 0, 0)).save(out, "PNG")
    page = seen(evidence.mark(exhibit(out.getvalue(), "shot.png")))
    assert page.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_press_photos_keep_their_colours(mode):
    photo = picture("JPEG", (600, 400), mode)
    page = seen(evidence.mark(exhibit(photo, "photo.jpg")))
    wanted = Image.open(io.BytesIO(photo)).convert("RGB").getpixel((300, 300))
    assert page.getpixel((page.width // 2, page.height // 2 + 60)) == pytest.approx(wanted, abs=40)


def test_a_word_file_says_what_it_is_and_keeps_its_marks():
    found = exhibit(word(), "procedure.docx", highlight=("inspected before release",))
    copy = evidence.mark(found, words=WORDS)
    assert "Text of procedure.docx" in texts(copy)[0]
    assert len(texts(copy)) == len(found.pages)
    with pikepdf.open(io.BytesIO(copy)) as opened:
        assert len(opened.pages[0].Annots) == 1
