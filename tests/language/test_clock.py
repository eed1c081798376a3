from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.language.clock import time_in


@pytest.mark.parametrize(
    ("tag", "text", "meant"),
    [
        ("en", "17:00", "17:00"),
        ("en", "5 pm", "17:00"),
        ("en", "5:30 p.m.", "17:30"),
        ("en", "12 am", "00:00"),
        ("en", "12 pm", "12:00"),
        ("en", "12.30pm", "12:30"),
        ("en", "half past 5 in the afternoon", "17:30"),
        ("en", "quarter to 6 pm", "17:45"),
        ("de", "17 Uhr 30", "17:30"),
        ("de", "17.30 Uhr", "17:30"),
        ("de", "halb 6 abends", "17:30"),
        ("de", "am Montag um 12", "12:00"),
        ("de", "um 8 am Abend", "20:00"),
        ("fr", "17h30", "17:30"),
        ("fr", "5 heures et demie du soir", "17:30"),
        ("it", "le 5 del pomeriggio", "17:00"),
        ("es", "5 de la tarde", "17:00"),
        ("es", "5 p. m.", "17:00"),
        ("zh", "下午5点", "17:00"),
        ("zh", "下午５点半", "17:30"),
        ("zh", "晚上12点", "00:00"),
        ("zh", "中午12点", "12:00"),
        ("zh", "凌晨3点", "03:00"),
        ("zh", "17时30分", "17:30"),
        ("ja", "午後5時半", "17:30"),
        ("ja", "夜8時", "20:00"),
        ("vi", "5 giờ chiều", "17:00"),
        ("vi", "5 giờ rưỡi chiều", "17:30"),
        ("vi", "17 giờ 30", "17:30"),
    ],
)
def test_told_in_the_words_of_the_day(tag, text, meant, knowledge):
    beside = {word: minutes for each in (tag, "en") for word, minutes in knowledge.languages[each].minutes.items()}
    assert time_in(text, (tag, "en"), beside) == time.fromisoformat(meant)


@pytest.mark.parametrize("text", ["", "soon", "25:00", "12:75", "117"])
def test_no_time(text):
    assert time_in(text, ("en",), {}) is None


@given(hour=st.integers(0, 23), minute=st.integers(0, 59), tag=st.sampled_from(["en", "de", "zh", "ja", "vi"]))
def test_what_is_written_by_figures_is_read_back(hour, minute, tag):
    assert time_in(f"{hour}:{minute:02}", (tag, "en"), {}) == time(hour, minute)
