"""Terms: the small syntax, borders by script, and a prefilter that loses nothing."""

import pickle
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.language import BadTerm, Matcher, fold
from reinstate.language.matcher import compiled, trimmed
from reinstate.language.terms import term, veil


def found(words: str, text: str) -> list[str]:
    return [hit.span.of(text) for hit in Matcher([("x", words)]).find(fold(text))]


@pytest.mark.parametrize(
    ("words", "text", "hits"),
    [
        ("late shipment rate", "The LATE-shipment\nrate", ["LATE-shipment\nrate"]),
        ("deactivat*", "deactivated, deactivation; reactivate", ["deactivated", "deactivation"]),
        ("*port", "transport support porto", ["transport", "support"]),
        ("(remov*|delet*) your listing", "we removed your listing", ["removed your listing"]),
        ("sold (as|) new", "sold new, sold as new", ["sold new", "sold as new"]),
        ("we .. suspended", "we have suspended it. We. suspended", ["we have suspended"]),
        ("under # %", "under 4 % and under 2.5%", ["under 4 %", "under 2.5%"]),
        ("cat", "category cat-alog cat", ["cat", "cat"]),
        ("asin", "该ASIN已移除", ["ASIN"]),
        ("发票", "请提供发票。", ["发票"]),
        ("销售权限", "您的销售权限已被移除", ["销售权限"]),
        ("don't", "don’t", ["don’t"]),
        ("phạm", "pha\u0323m", ["pha\u0323m"]),
        ("verkaufsrecht*", "Verkaufsrech\u00adte", ["Verkaufsrech\u00adte"]),
        ("e-mail", "e-mail e mail", ["e-mail", "e mail"]),
    ],
)
def test_terms_find_what_they_say(words, text, hits):
    assert found(words, text) == hits


@pytest.mark.parametrize("words", ["(a|b", "a)", "", "()", "(|)"])
def test_terms_that_make_no_sense_are_refused(words):
    with pytest.raises(BadTerm):
        term(words)


WORDS = st.sampled_from(
    [
        "we",
        "lost",
        "the",
        "parcel*",
        "(a|b)",
        "(not|)",
        "..",
        "#",
        "货物",
        "*ing",
        "too-late",
        "(a|a b|)",
        "(the|the lost)",
        "*",
        "(lost*|*)",
    ]
)
TEXTS = st.lists(
    st.sampled_from(
        [
            "we",
            "lost",
            "the",
            "parcels",
            "a",
            "b",
            "not",
            "12",
            "货物",
            "going",
            "too late",
            "too  -late",
            "toolate",
            ".",
            ",",
        ]
    )
)


@settings(max_examples=300)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=6), TEXTS)
def test_the_prefilter_loses_nothing(phrases, pieces):
    text = fold(" ".join(pieces))
    terms = []
    for number, phrase in enumerate(phrases):
        try:
            term(" ".join(phrase))
        except BadTerm:
            continue
        terms.append((number, " ".join(phrase)))
    plain = {
        (number, *trimmed(text.text, *match.span()))
        for number, words in terms
        for match in compiled(term(words).pattern).finditer(veil(text.text))
    }
    made = Matcher(terms)
    for matcher in (made, pickle.loads(pickle.dumps(made))):
        assert {(hit.key, hit.start, hit.end) for hit in matcher.find(text)} == plain


def test_bait_for_backtracking_takes_linear_time():
    """A hundred thousand near misses; a quadratic matcher would not come back."""
    text = fold("we " * 100_000)
    assert Matcher([("x", "we .. we ... we lost (a|b) #")]).find(text) == []


def test_a_long_text_is_gone_through_in_pieces():
    """Wherever a border of two pieces falls, nothing that lies across it is lost or found twice."""
    text = fold("we lost it " * 60_000)
    matcher = Matcher([("exact", "we lost"), ("near", "we .. it"), ("star", "*ost")])
    hits = matcher.find(text)
    assert pickle.loads(pickle.dumps(matcher)).find(text) == hits
    assert Counter(hit.key for hit in hits) == {"exact": 60_000, "near": 60_000, "star": 60_000}


def test_places_have_no_blanks_where_a_part_is_missing():
    assert found("(the|) invoice (copy|)", "send  invoice - now") == ["invoice"]


def test_what_a_word_may_be_goes_on_to_the_end_of_the_word():
    assert found("*port*", "we re-exported; airports") == ["exported", "airports"]
