"""Words of a recognised line in scripts without blanks: overlapping boxes, signs that belong together, and gaps."""

from reinstate.case.sight import SeenWord
from reinstate.evidence.seeing.knitting import knitted


def seen(*words):
    return [SeenWord(text, (left, 100, right, 140), sure) for text, left, right, sure in words]


def texts(words):
    return [word.text for word in words]


def test_signs_side_by_side_are_one_word_and_a_wide_gap_parts_two():
    words = seen(("請求", 0, 78, 0.9), ("先", 84, 120, 0.6), ("請求書", 400, 520, 0.9))
    assert texts(knitted(words)) == ["請求先", "請求書"]
    assert knitted(words)[0].box == (0, 100, 120, 140)
    assert round(knitted(words)[0].confidence, 3) == 0.8


def test_a_box_that_reaches_into_the_next_word_ends_where_that_begins():
    words = knitted(
        seen(("請求", 0, 200, 0.9), ("書", 94, 130, 0.9), ("番号", 130, 210, 0.9), ("INV55", 220, 400, 0.9))
    )
    assert [(word.text, word.box[0], word.box[2]) for word in words] == [("請求書番号", 0, 210), ("INV55", 220, 400)]


def test_letters_and_figures_stay_words_of_their_own():
    words = seen(
        ("2026", 0, 80, 0.9), ("年", 84, 120, 0.9), ("1", 126, 140, 0.9), ("月", 146, 182, 0.9), ("Ltd", 190, 240, 0.9)
    )
    assert knitted(words) == words
    assert knitted([]) == []
