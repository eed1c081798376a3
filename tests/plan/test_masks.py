"""Masks: no private string stays, and everything goes in again letter for letter."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.case import Account, Answers, Fact, Issue, Notice, Party, Person, Reading, Statement
from reinstate.plan import masks_of

ORDER = "112-4119345-7732275"
ANSWERS = Answers(
    "zh",
    Account("Weidenhall Trading (Ningbo) Co., Ltd.", "Weidenhall Store", "14 Harbour Road, Ningbo"),
    (Person("lin-hao", "林浩", "Lin Hao", contact="lin.hao@weidenhall.example"), Person("a", "Anna-Maria Groß")),
    (
        Party(
            "hx",
            "恒骧国际速递（深圳）有限公司",
            "Hengxiang Express (Shenzhen) Co., Ltd.",
            "carrier",
            "Tel. +86 755 5550 142",
        ),
    ),
    issues=(Issue("v", (Statement("s", "corrective", answers={"orders": (ORDER,), "on": date(2026, 9, 15)}),)),),
)
NOTICE = Notice("n", "Write to seller-appeals@amazon.example about complaint 7781234501.", "")
READING = Reading(NOTICE, "en", "US", "k", "account", ("v",), (Fact("complaint_id", "7781234501", None, "r"),))
MASKS = masks_of(ANSWERS, READING, [NOTICE.text], ["$423.44"])
PRIVATE = (
    *("Weidenhall Trading (Ningbo) Co., Ltd.", "Weidenhall Store", "14 Harbour Road, Ningbo", "林浩", "Lin Hao", "Lin"),
    *("恒骧国际速递（深圳）有限公司", "恒骧国际速递", "Hengxiang Express (Shenzhen) Co., Ltd.", "Hengxiang Express"),
    *("lin.hao@weidenhall.example", "+86 755 5550 142", ORDER, "7781234501", "$423.44", "Anna-Maria Groß", "Groß"),
)
PLAIN = (" shipped ", " on September 15, 2026 ", ", ", "。", "(", ") ", " 61 orders [A-1] ", "\n", " B0C7KQ4M2T ")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLAIN), st.sampled_from(PRIVATE)), max_size=8))
def test_nothing_private_stays_and_all_of_it_comes_back(pieces):
    text = "".join(before + private for before, private in pieces) + "."
    masked = MASKS.mask(text)
    assert not [each for each in PRIVATE if each in masked]
    assert MASKS.unmask(masked) == text


def test_words_that_only_contain_a_name_stay():
    text = "Linen, Berlin and a Haoma plant; the date 2026-09-15 and 61 of 656 orders."
    assert MASKS.mask(text) == text


def test_a_name_has_one_placeholder_for_each_of_its_forms():
    held = dict(MASKS.pairs)
    assert held["{{PERSON-1}}"] == "Lin Hao"
    assert held["{{PERSON-1B}}"] == "林浩"
    assert masks_of(ANSWERS, READING, [NOTICE.text], ["$423.44"]) == MASKS


def test_a_placeholder_that_stands_for_nothing_is_known_as_such():
    assert MASKS.unknown("{{PERSON-1}} met {{PERSON-9}} and {{FIRM-7B}}") == ("{{PERSON-9}}", "{{FIRM-7B}}")
    assert MASKS.unmask("{{PERSON-9}}") == "{{PERSON-9}}"


def test_without_answers_nothing_is_masked():
    empty = masks_of(Answers("en", Account("")), Reading(Notice("n", "", ""), "en", None, "k", "s", ()))
    assert empty.mask("Lin Hao") == "Lin Hao"
