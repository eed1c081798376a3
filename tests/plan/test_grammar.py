"""The phrase grammar."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from reinstate.plan.grammar import BadPhrase, fields, fill, parse

EN, DE, JA = Locale("en"), Locale("de"), Locale("ja")


def filled(phrase: str, locale: Locale = EN, **values: str | float) -> tuple[str, tuple[str, ...]]:
    words = {name: str(value) for name, value in values.items()}
    numbers = {name: value for name, value in values.items() if not isinstance(value, str)}
    return fill(phrase, words, numbers, locale, lambda name: f"<{name}>")


def test_values_take_their_places():
    assert filled("{who} moved {n} parcels.", who="Li Wei", n=3) == ("Li Wei moved 3 parcels.", ())


def test_an_unanswered_field_stays_visible_and_is_told():
    assert filled("On {on}, {who} moved it.", who="Li Wei") == ("On <on>, Li Wei moved it.", ("on",))


def test_a_clause_goes_with_its_unanswered_field():
    assert filled("Stock was moved[ to {where}].") == ("Stock was moved.", ())
    assert filled("Stock was moved[ to {where}].", where="bay 4") == ("Stock was moved to bay 4.", ())


def test_a_clause_in_a_clause_goes_alone():
    phrase = "Moved[ to {where}[ by {who}]]."
    assert filled(phrase, where="bay 4")[0] == "Moved to bay 4."
    assert filled(phrase, who="Li Wei")[0] == "Moved."


@pytest.mark.parametrize(("count", "said"), [(1, "one order was"), (2, "2 orders were"), (0, "0 orders were")])
def test_words_agree_with_their_number(count, said):
    assert filled("{n:one order was|# orders were} late", n=count)[0] == f"{said} late"


def test_a_language_without_plural_takes_one_form():
    assert filled("{n:#件}", JA, n=1)[0] == "1件"


@pytest.mark.parametrize("phrase", ["a ] b", "a [ b", "[[x]"])
def test_brackets_must_match(phrase):
    with pytest.raises(BadPhrase):
        parse(phrase)


def test_fields_tell_what_a_phrase_asks():
    clause = parse("{a} and[ {b}[ {c}]] {a}")
    assert fields(clause) == ("a", "b", "c")
    assert fields(clause, required=True) == ("a",)


def test_a_name_with_a_stop_of_its_own_ends_the_sentence_once():
    assert filled("We left {party}.", party="Feida Co., Ltd.")[0] == "We left Feida Co., Ltd."


@given(st.text(alphabet=st.characters(exclude_characters="[]{}."), max_size=40))
def test_plain_words_are_never_changed_inside(words):
    assert filled(words) == (words.strip(), ())


@given(st.dictionaries(st.sampled_from("abc"), st.text(alphabet="xyz", min_size=1), max_size=3))
def test_every_field_is_said_or_told_as_missing(values):
    said, missing = fill("{a} {b} {c}", values, {}, DE, lambda name: f"<{name}>")
    for name in "abc":
        assert (name in missing) != (name in values)
        assert (values.get(name) or f"<{name}>") in said
