"""Facts as a language writes them."""

from datetime import date, time

import pytest

from reinstate.case import Account, Answers, Party, Person
from reinstate.knowledge.model.plan import Field
from reinstate.plan.values import Writer, locale_of, readable_name

ANSWERS = Answers(
    "zh",
    Account("深圳市示例有限公司"),
    people=(Person("lin", "林浩", "Lin Hao", role="owner"), Person("kai", "Kai Brandt", role_words={"de": "Leiter"})),
    parties=(Party("fast", "飞达物流", "Feida Logistics"),),
)


def writer(knowledge, language: str, store: str, currency: str = "USD") -> Writer:
    return Writer(ANSWERS, knowledge, language, locale_of(language, store), currency)


def field(kind: str) -> Field:
    return Field(kind, {"en": "?"})


@pytest.mark.parametrize(
    ("language", "store", "said"),
    [
        ("en", "US", "September 15, 2026"),
        ("en", "GB", "15 September 2026"),
        ("de", "DE", "15. September 2026"),
        ("it", "IT", "15 settembre 2026"),
        ("zh", "US", "2026年9月15日"),
        ("ja", "JP", "2026年9月15日"),
    ],
)
def test_dates_follow_language_and_store(knowledge, language, store, said):
    assert writer(knowledge, language, store).write(date(2026, 9, 15), field("date")) == said


@pytest.mark.parametrize(
    ("language", "said"), [("en", "9.3%"), ("de", "9,3\xa0%"), ("it", "9,3%"), ("zh", "9.3%"), ("ja", "9.3%")]
)
def test_percents_keep_every_digit(knowledge, language, said):
    assert writer(knowledge, language, "").write(9.3, field("percent")) == said


def test_numbers_lists_times_and_money(knowledge):
    german = writer(knowledge, "de", "DE", "EUR")
    assert german.write(12345, field("number")) == "12.345"
    assert german.write(("B01", "B02", "B03"), field("names")) == "B01, B02 und B03"
    assert german.write(time(17, 0), field("time")) == "17:00"
    assert german.write(1234.5, field("money")) == "1.234,50\xa0€"


def test_a_person_has_the_role_at_first_mention_only(knowledge):
    english = writer(knowledge, "en", "US")
    first, again = (english.write("lin", field("person")) for _ in range(2))
    assert first.startswith("Lin Hao (")
    assert again == "Lin Hao"


def test_a_chinese_reader_gets_the_original_name(knowledge):
    assert writer(knowledge, "zh", "US").write("lin", field("person")).startswith("林浩")


def test_a_party_shows_its_original_name_beside_the_latin_one(knowledge):
    assert writer(knowledge, "en", "US").write("fast", field("party")) == "Feida Logistics (飞达物流)"


def test_a_role_without_words_in_the_language_is_left_out(knowledge):
    assert writer(knowledge, "en", "US").write("kai", field("person")) == "Kai Brandt"
    assert writer(knowledge, "de", "DE").write("kai", field("person")) == "Kai Brandt (Leiter)"


def test_own_words_are_never_put_into_another_language(knowledge):
    assert writer(knowledge, "en", "US").write({"zh": "仓库"}, field("text")) is None


def test_a_name_without_latin_form_stays_as_it_is(knowledge):
    assert readable_name(Person("x", "王芳"), knowledge, "en") == "王芳"
