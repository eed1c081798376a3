"""Second looks at a picture: figures are held beside the first look, lines that fell apart are put together."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from reinstate import assist
from reinstate.case.sight import Raster, SeenLine, SeenWord

tesserocr = pytest.importorskip("tesserocr")


@pytest.fixture(scope="module")
def closer(knowledge):
    engine = assist.recogniser(knowledge)
    if engine is None:
        pytest.skip("needs tesserocr and Tesseract's data for eng")
    from reinstate.assist.looking import Closer
    from reinstate.assist.tessdata import find_data

    read = tesserocr.PyTessBaseAPI(path=f"{find_data()}/", lang="eng", psm=tesserocr.PSM.RAW_LINE)
    block = tesserocr.PyTessBaseAPI(path=f"{find_data()}/", lang="eng", psm=tesserocr.PSM.SINGLE_BLOCK)
    yield lambda page: Closer(page, read, read, block)
    read.End()
    block.End()


def drawn(*said: tuple[str, int, int, int]) -> tuple[Raster, list[tuple[int, int, int, int]]]:
    """A white page with words at (left, top) in a size, and their boxes."""
    page = Image.new("L", (1200, 400), 255)
    pen = ImageDraw.Draw(page)
    boxes = []
    for text, left, top, size in said:
        font = ImageFont.load_default(size)
        pen.text((left, top), text, font=font, fill=0)
        boxes.append(tuple(round(edge) for edge in pen.textbbox((left, top), text, font=font)))
    return Raster(page.width, page.height, page.tobytes(), 300), boxes


def line(*words: SeenWord) -> SeenLine:
    return SeenLine(words, words[0].box)


def test_a_figure_that_two_looks_read_alike_is_sure(closer):
    page, (box,) = drawn(("12,480.50", 100, 100, 40))
    (word,) = closer(page).looked([line(SeenWord("12,480.50", box, 0.7))])[0].words
    assert (word.text, word.others) == ("12,480.50", ("12,480.50",))
    assert word.confidence >= 0.9


def test_a_figure_that_they_read_differently_is_doubtful_and_keeps_both(closer):
    page, (box,) = drawn(("80,651.25", 100, 100, 40))
    (word,) = closer(page).looked([line(SeenWord("80,e51.25", box, 0.73))])[0].words
    assert {word.text, *word.others} == {"80,651.25", "80,e51.25"}
    assert word.confidence <= 0.5


def test_what_is_sure_or_a_single_sign_is_left_alone(closer):
    page, (figure, sign) = drawn(("12,480.50", 100, 100, 40), ("7", 600, 100, 40))
    words = SeenWord("12,430.50", figure, 0.96), SeenWord("1", sign, 0.4)
    assert closer(page).looked([line(*words)])[0].words[0] == words[0]


def test_a_heading_that_fell_into_guesses_is_put_together(closer):
    page, ((left, top, right, bottom), small) = drawn(("Commercial invoice", 100, 60, 70), ("Page one", 100, 300, 30))
    third = (right - left) // 3
    guesses = [
        SeenWord("Cern", (left, top, left + third, bottom), 0.3),
        SeenWord("rn@r", (left + third, top, left + 2 * third, bottom), 0.2),
        SeenWord("v*ce", (left + 2 * third, top, right, bottom), 0.4),
    ]
    kept = SeenWord("Page", small, 0.95)
    said = closer(page).looked([*(line(each) for each in guesses), line(kept)])
    assert [word.text for each in said for word in each.words] == ["Commercial", "invoice", "Page"]
    assert len(said) == 2


def test_words_that_the_first_look_passed_over_are_read(closer):
    page, (seen, _) = drawn(("Commercial invoice", 100, 60, 50), ("Quarry Road 12", 100, 250, 40))
    said = closer(page).looked([line(SeenWord("Commercial invoice", seen, 0.95))])
    assert [word.text for each in said for word in each.words] == ["Commercial invoice", "Quarry", "Road", "12"]
