"""A screenshot or a scan says what its text says, and tells that it was recognised."""

import io
import sys

import pytest
from PIL import Image, ImageOps

from reinstate import assist, notice
from reinstate.assist import tessdata
from reinstate.case import Fact, Notice, Reading, Span, Trouble
from reinstate.case.sight import SeenLine, SeenWord
from reinstate.notice.picture import raster, recognised
from reinstate.notice.repair import mended, settled
from reinstate.notice.unsure import doubted
from tests.notice.printing import picture_of, scan_of

ENGLISH = """Hello,

We removed the listing below because customers told us that the item they got was
not authentic. You can no longer sell this product on Amazon.com.

ASIN: B07XK4Q9TB
Title: Steel water bottle, 750 ml

To sell this product again, please send us within 7 days:
- Invoices from your supplier of the last 365 days
- A plan of action: the root cause of the issue, what you have done to solve it and
how you will prevent it from happening again

This concerns order 114-3941689-8772232.
"""
GERMAN = """Guten Tag,

wir haben Ihr Angebot entfernt, weil Käufer gemeldet haben, dass der Artikel nicht
authentisch ist. Das Produkt kann auf Amazon.de nicht mehr verkauft werden.

ASIN: B08L5TNJHG
Bestellnummer: 304-1234567-7654321

Bitte senden Sie uns innerhalb von 14 Tagen folgende Unterlagen:
- Rechnungen Ihres Lieferanten aus den letzten 365 Tagen
- Einen Maßnahmenplan mit der Ursache des Problems, den Maßnahmen, die Sie ergriffen
haben, und den Schritten, mit denen Sie das Problem künftig verhindern

Mit freundlichen Grüßen
Amazon Verkäuferservice
"""
CHINESE = """尊敬的卖家：

您好！由于买家投诉您销售的商品并非正品，我们已移除以下商品信息。您不能再在 Amazon.com 上销售该商品。

ASIN：B09QZ7H3KM
订单编号：112-5554443-3332221

请在 7 天内提交以下材料：
1. 过去 365 天内供应商开具的发票
2. 行动计划，说明问题的根本原因、您已采取的措施以及您将如何防止问题再次发生

亚马逊卖家绩效团队
"""
VIETNAMESE = """Chúng tôi đã gỡ sản phẩm của bạn vì đây không phải hàng chính hãng.

ASIN: B07H4KMN2P

Vui lòng gửi hóa đơn của nhà cung cấp trong vòng 5 ngày.
"""
WRITTEN = {"en": ENGLISH, "de": GERMAN, "zh": CHINESE, "vi": VIETNAMESE}


@pytest.fixture(scope="module")
def recognise(knowledge):
    engine = assist.recogniser(knowledge)
    if engine is None or set(WRITTEN) - set(engine.languages):
        pytest.skip("needs tesserocr and Tesseract's data for eng, deu, chi_sim and vie")
    return engine


def essentials(reading: Reading):
    return {
        "language": reading.language,
        "marketplace": reading.marketplace,
        "kind": reading.kind,
        "main": reading.violations[0],
        "asins": reading.asins,
        "orders": reading.order_ids,
        "days": reading.deadline_days,
        "demands": {fact.value for fact in reading.demands},
        "lookback": reading.lookback_days,
    }


def read(knowledge, content, recognise=None):
    return notice.understand(notice.read(content, "notice", recognise), knowledge)


@pytest.mark.parametrize("tag", WRITTEN)
@pytest.mark.parametrize("made", [picture_of, scan_of])
def test_pixels_say_what_their_text_says(knowledge, recognise, tag, made):
    written = read(knowledge, WRITTEN[tag].encode())
    seen = read(knowledge, made(WRITTEN[tag]), recognise)
    assert essentials(seen) == essentials(written)
    assert len(written.asins) == 1
    assert "recognised" in seen.warnings
    assert "recognised" not in written.warnings
    for fact in seen.found("asin"):
        assert fact.span.of(seen.notice.text) == fact.value
        assert fact.confidence < next(iter(written.found("asin"))).confidence


@pytest.mark.parametrize(("kind", "options"), [("JPEG", {"quality": 70}), ("WEBP", {"quality": 80}), ("TIFF", {})])
def test_every_kind_of_screenshot_is_read(knowledge, recognise, kind, options):
    seen = read(knowledge, picture_of(VIETNAMESE, kind, **options), recognise)
    assert (seen.asins, seen.violations[0], seen.language) == (("B07H4KMN2P",), "inauthentic", "vi")


@pytest.mark.parametrize("made", [picture_of, scan_of])
def test_zeros_and_the_letter_o_are_told_apart_by_their_width(knowledge, recognise, made):
    asins = ("B0068XR4S4", "B0P1Z0RV0S", "B07W0D8D3T", "B0OX4R82KT")
    text = "We removed your listings.\n\n" + "\n".join(f"ASIN: {each}" for each in asins) + "\n"
    assert read(knowledge, made(text), recognise).asins == asins


def test_light_letters_on_a_dark_ground_are_read(knowledge, recognise):
    dark = io.BytesIO()
    ImageOps.invert(Image.open(io.BytesIO(picture_of(VIETNAMESE)))).save(dark, "PNG")
    assert read(knowledge, dark.getvalue(), recognise).asins == ("B07H4KMN2P",)


def test_a_photo_taken_sideways_is_turned_as_its_camera_says(knowledge, recognise):
    upright = Image.open(io.BytesIO(picture_of(VIETNAMESE)))
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    upright.rotate(90, expand=True).save(out, "JPEG", exif=exif)
    assert read(knowledge, out.getvalue(), recognise).asins == ("B07H4KMN2P",)


def test_heic_is_read_where_its_extra_is_there(knowledge, recognise):
    pytest.importorskip("pillow_heif").register_heif_opener()
    assert read(knowledge, picture_of(VIETNAMESE, "HEIF", quality=90), recognise).asins == ("B07H4KMN2P",)


def test_heic_without_its_extra_says_so(monkeypatch):
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(Trouble) as caught:
        notice.read(b"\0\0\0\x18ftypheic" + bytes(40), "x.heic", lambda _: ())
    assert caught.value.code == "notice.heic"


@pytest.mark.parametrize(("made", "code"), [(picture_of, "notice.image"), (scan_of, "notice.scan")])
def test_without_an_engine_the_trouble_says_what_to_install(knowledge, made, code):
    with pytest.raises(Trouble) as caught:
        notice.read(made("Hello"), "x")
    assert caught.value.code == code
    assert "reinstate[ocr]" in knowledge.messages["notice"].says[f"{code.split('.')[1]}-hint"]["en"]


def test_a_reading_is_a_function_of_the_picture_alone(knowledge, recognise):
    from reinstate.assist.tesseract import Tesseract

    folder = tessdata.find_data()
    pages = [raster(Image.open(io.BytesIO(picture_of(WRITTEN[tag])))) for tag in ("de", "zh", "vi")]
    there, back = (Tesseract(knowledge, folder, recognise.languages) for _ in range(2))
    assert [there(page, form=True) for page in pages] == [back(page, form=True) for page in reversed(pages)][::-1]


def test_pictures_without_words_are_empty(recognise):
    white = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(white, "PNG")
    with pytest.raises(Trouble) as caught:
        notice.read(white.getvalue(), "x.png", recognise)
    assert caught.value.code == "notice.empty"
    with pytest.raises(Trouble) as caught:
        notice.read(scan_of(" "), "x.pdf", recognise)
    assert caught.value.code == "notice.no-text"


def test_no_data_no_engine(knowledge, tmp_path, monkeypatch):
    assert assist.recogniser(knowledge, tmp_path) is None
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setattr(tessdata, "_PLACES", ())
    assert tessdata.find_data() is None
    (tmp_path / "tessdata").mkdir()
    (tmp_path / "tessdata" / "eng.traineddata").touch()
    assert tessdata.find_data() == tmp_path / "tessdata"


def test_every_language_names_data_that_reads_it(knowledge):
    names = [each.ocr.split("+")[0] for each in knowledge.languages.values()]
    assert len(set(names)) == len(names)
    assert all(names)


def line(*words: str, top: int = 0, confidence: float = 0.9, gap: int = 8) -> SeenLine:
    placed, left = [], 0
    for word in words:
        right = left + 12 * len(word)
        placed.append(SeenWord(word, (left, top, right, top + 20), confidence))
        left = right + gap
    return SeenLine(tuple(placed), (0, top, left, top + 20))


def test_lines_become_a_text_as_it_was_set():
    seen = recognised(
        [line("Dear", "seller,"), line("we", "write", top=30), line("again", top=60), line("Bye", top=130)]
    )
    assert seen.text == "Dear seller,\nwe write\nagain\n\nBye"
    assert recognised([line("行动", "计划", "，", "包括")]).text == "行动计划，包括"
    assert recognised([line("请在", "7", "天内")]).text == "请在 7 天内"
    assert recognised([line("Rate", "4.2", gap=200)]).text == "Rate\t4.2"
    assert recognised([]).text == ""


def test_what_the_engine_was_unsure_of_is_marked():
    seen = recognised([line("Dear", "seller"), line("smudge", top=30, confidence=0.3)])
    assert [span.of(seen.text) for span in seen.unsure] == ["smudge"]


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("BO7XK4Q9TB", "B07XK4Q9TB"),
        ("8O7XK4Q9TB", "B07XK4Q9TB"),
        ("114-394l689-877223Z", "114-3941689-8772232"),
        ("1O4-3941689-8772232,", "104-3941689-8772232,"),
        ("l84195O254", "1841950254"),
    ],
)
def test_look_alikes_are_put_right_where_a_form_or_a_check_digit_decides(seen, meant):
    assert mended(seen) == meant


@pytest.mark.parametrize(
    "word", ["BOOKSHELFS", "BOILERPLAT", "l84195O253", "SIZE-OOSIZED-SIZEDIO", "B07XO4Q9TI", "Hello"]
)
def test_nothing_else_is_touched(word):
    assert mended(word) == word


def test_of_several_looks_at_a_code_the_well_formed_one_counts():
    assert settled(["B07XK4Q09TB", "BO7XK4Q9TB", "B7XK4Q9TB"]) == "B07XK4Q9TB"
    assert settled(["B07XK409TB", "BO7XK4Q9TB", "B07XK4Q9TB"]) == "B07XK4Q9TB"
    assert settled(["B07XK409TB", "B07XK4Q9TB"]) == "B07XK409TB"
    assert settled(["INV-2211", "INV-Z211"]) == "INV-2211"


def test_facts_on_unsure_words_weigh_less():
    read = Notice("x", "ASIN B07XK4Q9TB", "", notes=("recognised",), unsure=(Span(5, 15),))
    found = (
        Fact("asin", "B07XK4Q9TB", Span(5, 15), "r"),
        Fact("kind", "other", Span(0, 4), "r"),
        Fact("x", 1, None, "r"),
    )
    told = doubted(Reading(read, "en", None, "other", "other", (), facts=found))
    weak, clear, derived = (fact.confidence for fact in told.facts)
    assert weak < clear < 1
    assert derived < 1
    assert told.warnings == ("recognised",)


def test_small_pictures_are_enlarged_and_clear_ones_laid_on_white():
    assert raster(Image.new("RGB", (600, 400), "white")).width == 1800
    glass = raster(Image.new("RGBA", (2400, 10), (0, 0, 0, 0)))
    assert (glass.width, set(glass.pixels)) == (2400, {255})


def test_too_many_pixels_are_refused_unopened():
    large = io.BytesIO()
    Image.new("1", (9000, 9000)).save(large, "PNG")
    with pytest.raises(Trouble) as caught:
        notice.read(large.getvalue(), "x.png", lambda _: ())
    assert caught.value.code == "notice.large-picture"
