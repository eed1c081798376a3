"""Words found again on the page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.evidence.geometry import Sheet
from reinstate.evidence.passages import asins, find, lines, shown_in
from tests.evidence.papers import INVOICE, exhibit, pdf, turned


def places(words: str, *texts: str) -> list[str]:
    return [span.of(texts[page]) for page, span in find(words, texts)]


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("supply contract", "the supply contract of May", ["supply contract"]),
        ("Supply Contract", "the supply contract", ["supply contract"]),
        ("supply contract", "the supply\r\ncontract", ["supply\r\ncontract"]),
        ("shipment", "late ship-\r\nment", ["ship-\r\nment"]),
        ("检验合格", "检验\r\n合格。", ["检验\r\n合格"]),
        ("检验 合格", "检验合格", ["检验合格"]),
        ("A-2", "A-2 and A-21 and AA-2", ["A-2"]),
        ("200", "4,200.00 and 200", ["200"]),
        ("200", "4,200 and 200", ["200"]),
        ("1.5", "11.5 and 1.5.", ["1.5"]),
        ("art", "part start", []),
        ("one two", "onetwo", ["onetwo"]),
        ("first second", "one first or second", []),
        ("ＡＢＣ", "abc", ["abc"]),
        ("  ", "any text", []),
        (".*", "any text", []),
    ],
)
def test_words_are_found_across_lines_case_and_width(words, text, found):
    assert places(words, text) == found


def test_exact_places_win_over_tolerant_ones():
    assert places("Total", "total due", "Total due") == ["Total"]


def test_asins_have_a_digit_and_stand_alone():
    assert asins("B0HLAMP001, B0HLAMP001x BACKGROUND BT00ABCDEF") == ("B0HLAMP001", "BT00ABCDEF")


def test_each_line_gets_one_box():
    found = exhibit(INVOICE, highlight=("agreed in the supply contract between both parties",))
    (passage,) = found.passages
    assert passage.page == 0
    assert len(passage.boxes) == 2
    upper, lower = passage.boxes
    assert upper[1] >= lower[1] + 5


def test_sideways_lines_get_one_box_too():
    (passage,) = exhibit(turned(INVOICE, 90), highlight=("Harbour Lamps",)).passages
    ((left, bottom, right, top),) = passage.boxes
    assert top - bottom > 2 * (right - left)


def test_every_place_of_the_words_is_found():
    found = exhibit(pdf("yes no yes #pagebreak() yes"), highlight=("yes",))
    assert [passage.page for passage in found.passages] == [0, 0, 1]


@given(
    turn=st.sampled_from([0, 90, 180, 270]),
    crop=st.sampled_from([None, (40, 30, 560, 800), (0, 400, 595, 842), (-50, -50, 700, 900)]),
    words=st.sampled_from(["Harbour Lamps Ltd", "4,200.00", "检验合格", "Sealed in Leeds", "as agreed in the supply"]),
)
@settings(max_examples=40, deadline=None)
def test_boxes_lie_within_the_page_as_seen(turn, crop, words):
    found = exhibit(turned(INVOICE, turn, crop), highlight=(words,))
    for passage in found.passages:
        page = found.pages[passage.page]
        for left, bottom, right, top in passage.boxes:
            assert 0 <= left < right <= page.width + 0.01
            assert 0 <= bottom < top <= page.height + 0.01


def test_what_reaches_over_the_edge_is_cut():
    assert Sheet((10, 10, 110, 60), 0).seen_box((5, 5, 200, 70)) == (0, 0, 100, 50)


@given(turn=st.sampled_from([0, 90, 180, 270]), box=st.tuples(*[st.integers(0, 20)] * 2, *[st.integers(21, 40)] * 2))
def test_a_box_comes_back_from_the_file(turn, box):
    here = Sheet((7, 11, 207, 111), turn)
    assert here.seen_box(here.file_box(box)) == pytest.approx(box)


def test_no_characters_make_no_lines():
    assert lines([]) == ()


ASINS = ("B0HLAMP001", "B0HLAMP002", "B09ZZZZZZ9")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from([*ASINS, "B0HL", "AMP001", "b0hlamp", "001", "-", "\n", " ", "‐", "́"]))))
def test_many_identifiers_are_found_as_each_by_itself(pages):
    texts = ["".join(pieces) for pieces in pages]
    assert shown_in(ASINS, texts) == {each for each in ASINS if any(True for _ in find(each, texts))}
