"""Sentence borders, true to every offset."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Span
from reinstate.language import blocks, bullet, lines, sentences, unspaced, words

ABBREVIATIONS = frozenset({"nr", "e.g", "dr", "approx", "z.b", "inc"})
MONTHS = frozenset({"märz", "mai"})


def split(text: str) -> list[str]:
    return [span.of(text) for span in sentences(text, ABBREVIATIONS, MONTHS)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Case Nr. 5 is closed. Dr. Lee signed.", ["Case Nr. 5 is closed.", "Dr. Lee signed."]),
        ("Am 3. März kam es an. Am 4. Mai nicht.", ["Am 3. März kam es an.", "Am 4. Mai nicht."]),
        ("It rose to 1.8 % on 5.5. We saw it.", ["It rose to 1.8 % on 5.5.", "We saw it."]),
        ("We use tape, e.g. brown tape. It holds.", ["We use tape, e.g. brown tape.", "It holds."]),
        ("got your mail about lamps. the chip was there.", ["got your mail about lamps.", "the chip was there."]),
        ("See https://example.com/a.b?c=1. Then go.", ["See https://example.com/a.b?c=1.", "Then go."]),
        ("- first point\n- second point", ["first point", "second point"]),
        ("1. Stock counted\n2. Offer closed", ["Stock counted", "Offer closed"]),
        ("(a) one\n(b) two", ["one", "two"]),
        ("库存已移除。订单已退款！真的吗？", ["库存已移除。", "订单已退款！", "真的吗？"]),
        ("・在庫を廃棄しました。\n・返金しました。", ["在庫を廃棄しました。", "返金しました。"]),
        ("他说“没有问题。”的时候我们信了。", ["他说“没有问题。”的时候我们信了。"]),
        ('He wrote "no excuse." We agree.', ['He wrote "no excuse."', "We agree."]),
        ("STOCK REMOVED. OFFER CLOSED.", ["STOCK REMOVED.", "OFFER CLOSED."]),
        ("name | date\nAnn | 3 May", ["name | date", "Ann | 3 May"]),
        ("12 !! ??", ["12 !!", "??"]),
        ("...", []),
        ("", []),
    ],
)
def test_borders(text, wanted):
    assert split(text) == wanted


def test_a_line_wrapped_in_mid_sentence_is_one_sentence():
    text = "We found that the labels on the shelf show only the colour and\nnot the size, so the wrong one went out.\n"
    assert len(split(text)) == 1


def test_lines_that_stand_alone_are_not_joined():
    assert len(blocks("Root cause\nnobody looked")) == 2


@given(st.text(max_size=400))
def test_sentences_stand_in_order_apart_and_inside_the_text(text):
    found = sentences(text, ABBREVIATIONS, MONTHS)
    assert all(span.of(text).strip() == span.of(text) != "" for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(0 <= span.start < span.end <= len(text) for span in found)


@given(st.text(alphabet="ab .\n", max_size=200))
def test_no_letter_is_lost_outside_bullets(text):
    held = "".join(span.of(text) for span in sentences(text))
    assert sum(map(str.isalpha, held)) >= sum(map(str.isalpha, text)) - text.count("\n") - 1


def test_lines_and_bullets():
    assert lines("  a \n\n b") == [Span(2, 3), Span(7, 8)]
    assert bullet("- point") == 2
    assert bullet("3.5 litres") == 0


def test_words_of_spaced_and_unspaced_scripts():
    assert len(words("don't stop the FBA stock")) == 5
    assert len(words("库存FBA")) == 3
    assert unspaced("库存已移除 FBA")
    assert not unspaced("stock removed")


def test_a_hard_text_takes_linear_time():
    began = time.perf_counter()
    for text in (
        "a. " * 100_000,
        "word " * 100_000,
        "。" * 200_000,
        "(" * 200_000,
        "\n" * 300_000,
        "." * 200_000 + "x",
    ):
        sentences(text, ABBREVIATIONS, MONTHS)
    assert time.perf_counter() - began < 10
