"""Signs of money: the longest where one holds another, shared ones by the language, letters only at figures."""

from dataclasses import dataclass

import pytest

from reinstate.language.money import Money


@dataclass(frozen=True)
class Coin:
    """A currency as the shelf tells it."""

    id: str
    signs: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


MONEY = Money(
    [
        Coin("USD", ("US$",), ("$",)),
        Coin("SGD", ("S$",)),
        Coin("CNY", (), ("¥", "元")),
        Coin("JPY", ("円",), ("¥",), ("ja",)),
        Coin("VND", ("đ",)),
    ]
)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("US$ 12 and US $ 3", ["US$", "US $"]),
        ("S$4, not US$", ["S$", "US$"]),
        ("1.200đ, đơn giá đ", ["đ"]),
        ("USD12, USDA 4", ["USD"]),
        ("合計12,000円", ["円"]),
    ],
)
def test_signs_are_found_whole_and_in_no_word(text, signs):
    assert [match[0] for match in MONEY.pattern.finditer(text)] == signs


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("¥500 ¥700", "ja", "JPY"),
        ("¥500 ¥700", "zh", "CNY"),
        ("$5 $6 S$7", "en", "USD"),
        ("500元", "zh", "CNY"),
        ("500元 JPY 3", "zh", "JPY"),
        ("500", "en", None),
    ],
)
def test_a_shared_sign_means_what_it_means_in_the_language(text, language, code):
    assert MONEY.currency(text, language) == code


def test_what_is_no_sign_keeps_its_place():
    assert MONEY.blanked("a US$ 12 b") == "a     12 b"
    assert MONEY.named("$5 S$6") == "SGD"
    assert (MONEY.sign("đ"), MONEY.sign("d")) == (True, False)
    assert Money().currency("$5", "en") is None
