"""Folding: one plain form, and the way back."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reinstate.language import fold


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＡＳＩＮ：Ｂ０", "asin:b0"),
        ("don’t — “stop”", 'don\'t - "stop"'),
        ("a\u00a0b\u3000c", "a b c"),
        ("Grü\u00adße", "grüße"),
        ("đã vi pha\u0323m", "đã vi phạm"),
        ("İSTANBUL", "istanbul"),
        ("STRASSE ß", "strasse ß"),
        ("カ\u3099", "ガ"),
    ],
)
def test_what_looks_alike_becomes_alike(text, plain):
    assert fold(text).text == plain


@given(st.text(max_size=60))
@example("0\u1160")
def test_places_lead_back_into_the_original(text):
    folded = fold(text)
    assert folded.place(0, len(folded.text)).end == len(text)
    for start in range(len(folded.text)):
        span = folded.place(start, start + 1)
        assert 0 <= span.start < span.end <= len(text)


@given(st.text(alphabet="aé\u0301\u00adＡ b", max_size=30))
def test_neighbours_leave_nothing_out(text):
    folded = fold(text)
    ends = [folded.place(at, at + 1) for at in range(len(folded.text))]
    assert all(left.end == right.start or left.start == right.start for left, right in pairwise(ends))


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once
