"""What an engine passed over is found by its ink; rules are taken out of a stretch, words are not."""

from PIL import Image, ImageDraw, ImageFont

from reinstate.assist.ink import passed_over, without_rules

WORDS = ((100, 100), (100, 300))


def page() -> tuple[Image.Image, list[tuple[int, int, int, int]]]:
    made = Image.new("L", (1000, 600), 255)
    pen = ImageDraw.Draw(made)
    boxes = []
    for place in WORDS:
        pen.text(place, "Quarry Road 12", font=ImageFont.load_default(36), fill=0)
        boxes.append(tuple(map(round, pen.textbbox(place, "Quarry Road 12", font=ImageFont.load_default(36)))))
    pen.line((80, 500, 920, 500), fill=0, width=3)
    pen.ellipse((700, 100, 708, 108), fill=0)
    return made, boxes


def test_words_that_were_not_seen_are_found_and_rules_and_specks_are_not():
    made, (first, second) = page()
    (found,) = passed_over(made, [first])
    assert found[0] <= second[0] + 16
    assert found[2] >= second[2] - 16
    assert found[1] <= second[1] + 16 < second[3] - 16 <= found[3]


def test_nothing_is_found_where_every_word_was_seen():
    made, boxes = page()
    assert passed_over(made, boxes) == []


def test_a_rule_is_taken_out_and_the_words_stay():
    made, boxes = page()
    clean = without_rules(made)
    assert clean.crop((0, 480, 1000, 520)).getextrema() == (255, 255)
    for box in boxes:
        assert clean.crop(box).tobytes() == made.crop(box).tobytes()
