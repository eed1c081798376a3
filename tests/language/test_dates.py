"""Dates and stretches of time in the ways that people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import knowledge
from reinstate.language.dates import calendar, find_dates
from reinstate.language.fold import fold
from reinstate.language.numbers import durations, han_number

LANGUAGES = knowledge.load().languages


def dates(text, tag, order="dmy", after=None):
    language = LANGUAGES[tag]
    own = calendar(language.months, language.links, language.ordinals, language.eras)
    return [found.on(after) for found in find_dates(fold(text), own, order)]


@pytest.mark.parametrize(
    ("tag", "text", "wanted"),
    [
        ("en", "by March 5th, 2024", date(2024, 3, 5)),
        ("en", "on 17-Jan-2019.", date(2019, 1, 17)),
        ("de", "bis zum 3. Februar 2025", date(2025, 2, 3)),
        ("de", "bis 03.02.2025", date(2025, 2, 3)),
        ("fr", "avant le 1er juin 2023", date(2023, 6, 1)),
        ("es", "el 5 de agosto de 2024", date(2024, 8, 5)),
        ("pt", "até 8 de março de 2023", date(2023, 3, 8)),
        ("vi", "ngày 5 tháng 8 năm 2024", date(2024, 8, 5)),
        ("ja", "令和５年７月２１日まで", date(2023, 7, 21)),
        ("ja", "令和元年５月１日", date(2019, 5, 1)),
        ("zh", "2025 年 4 月 18 日之前", date(2025, 4, 18)),
        ("ko", "2024년 8월 5일까지", date(2024, 8, 5)),
        ("th", "5 สิงหาคม 2567", date(2024, 8, 5)),
        ("sv", "senast den 5 maj 2024", date(2024, 5, 5)),
        ("tr", "5 Ağustos 2024 tarihine kadar", date(2024, 8, 5)),
        ("pl", "do 5 sierpnia 2024 r.", date(2024, 8, 5)),
        ("nl", "uiterlijk 5 maart 2024", date(2024, 3, 5)),
        ("hi", "5 अगस्त 2024 तक", date(2024, 8, 5)),
    ],
)
def test_written_dates(tag, text, wanted):
    assert dates(text, tag) == [wanted]


def test_a_date_begins_with_its_year_not_with_the_line_before():
    own = calendar(LANGUAGES["ja"].months, (), (), LANGUAGES["ja"].eras)
    [found] = find_dates(fold("届かない場合\n\n2023年7月31日まで"), own, "ymd")
    assert found.span.start == len("届かない場合\n\n")


def test_the_order_of_numbers_is_the_stores():
    assert dates("04/03/2025", "en", "mdy") == [date(2025, 4, 3)]
    assert dates("04/03/2025", "en", "dmy") == [date(2025, 3, 4)]
    assert dates("25/03/2025", "en", "mdy") == [date(2025, 3, 25)]


def test_a_date_without_year_is_the_next_such_day():
    assert dates("entro il 17 marzo", "it", after=date(2020, 3, 3)) == [date(2020, 3, 17)]
    assert dates("entro il 2 gennaio", "it", after=date(2020, 12, 20)) == [date(2021, 1, 2)]
    assert dates("entro il 17 marzo", "it") == [None]


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_dates_come_back(day):
    assert dates(f"due {day.isoformat()} at noon", "en") == [day]


@pytest.mark.parametrize(
    ("tag", "text", "days"),
    [
        ("en", "within 72 hours", 3),
        ("en", "within ten business days", 10),
        ("zh", "三十天内", 30),
        ("zh", "10个工作日内", 10),
        ("ja", "７２時間以内", 3),
        ("vi", "trong vòng 5 (năm) ngày", 5),
        ("de", "binnen zwei Wochen", 14),
        ("th", "ภายใน 7 วัน", 7),
        ("ko", "10일 이내", 10),
    ],
)
def test_stretches_of_time(tag, text, days):
    language = LANGUAGES[tag]
    assert [round(each.days, 6) for each in durations(fold(text), language.units, language.numbers)] == [days]


def test_han_numerals():
    assert [han_number(words) for words in ("十", "三十", "七十二", "一百二十", "两")] == [10, 30, 72, 120, 2]


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 30)))
def test_a_day_without_year_is_never_in_the_past(day):
    found = dates(f"{day.day}. Mai", "de", after=day)
    assert found
    assert found[0] is None or day <= found[0] <= day + timedelta(days=366)
