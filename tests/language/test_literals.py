"""Literals: a few short texts are looked up, many are gone through by an automaton, and both find the same."""

from hypothesis import given
from hypothesis import strategies as st

from reinstate.language.literals import Literals

WORDS = st.text("ab é票", min_size=1, max_size=7)


@given(st.lists(WORDS, max_size=12), st.text("ab é票", max_size=40))
def test_both_ways_find_every_place(words, text):
    never = ["x" * length for length in range(1, 150)]  # as long as the text is shorter than that, it is looked up
    literals = Literals([*words, *never])
    first = list(literals.find(text))
    list(literals.find(" " * len([*words, *never])))
    later = list(literals.find(text))
    assert sorted(first) == sorted(later)
    assert sorted(first) == sorted(
        (number, start, start + len(word))
        for number, word in enumerate(words)
        for start in range(len(text))
        if text.startswith(word, start)
    )
    assert [end for *_, end in first] == sorted(end for *_, end in first)
