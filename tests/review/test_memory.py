"""A letter under way: what was read before is not read again, and nothing comes out otherwise for it.

Sentences are read many at a time, as one text. What is found in one must not depend on the others, nor on the order.
"""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate import plan, review
from reinstate.review.glossary import glossary
from reinstate.review.memory import Memory
from tests.review.labelled import labelled

PLANS = labelled(Path(__file__).parent / "data")


class Counting(Memory):
    """A memory that tells how many sentences it was asked for and how many of them were new."""

    asked = new = 0

    def read(self, sentences, glossary, *, single):
        listed = list(dict.fromkeys(sentences))
        before = len(self._known)
        found = super().read(listed, glossary, single=single)
        self.asked, self.new = len(listed), len(self._known) - before
        return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(PLANS), st.lists(st.tuples(st.integers(0, 900), st.integers(0, 60), st.text(max_size=12))))
def test_a_letter_reviewed_again_and_again_comes_out_as_if_seen_for_the_first_time(knowledge, letter, edits):
    memory, text = Memory(), letter.text
    for start, length, new in [(0, 0, ""), *edits]:
        text = text[:start] + new + text[start + length :]
        parsed = plan.parse(text, letter.language, knowledge)
        assert review.review(parsed, knowledge, memory=memory) == review.review(parsed, knowledge)
        assert review.questions(parsed, knowledge, memory=memory) == review.questions(parsed, knowledge)


def edited(paragraphs: list[str], kind: str, at: int, piece: str) -> list[str]:
    """A letter after an edit that joins, parts, moves or heads its paragraphs."""
    at %= max(1, len(paragraphs))
    before, this, after = paragraphs[:at], paragraphs[at : at + 1], paragraphs[at + 1 :]
    whole = "".join(this)
    middle = len(whole) // 2
    return {
        "joined": [*before, " ".join([*this, *after[:1]]), *after[1:]],
        "parted": [*before, whole[:middle], whole[middle:], *after],
        "moved": [*before, *after, *this],
        "doubled": [*before, *this, *this, *after],
        "dropped": [*before, *after],
        "headed": [*before, piece, *this, *after],
        "changed": [*before, whole + piece, *after],
        "run in": [*before, f"{piece}: {whole}", *after],
    }[kind]


EDITS = st.tuples(
    st.sampled_from(["joined", "parted", "moved", "doubled", "dropped", "headed", "changed", "run in"]),
    st.integers(0, 30),
    st.sampled_from(
        ["Root cause", "D4", "## Prevention", "原因", "Ursache", " “Why?” [date]", " 3 May 2026", "- ", "\0"]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(PLANS), st.lists(EDITS, min_size=1, max_size=6))
def test_changed_paragraphs_are_reviewed_as_the_whole_letter_would_be(knowledge, letter, edits):
    memory, paragraphs = Memory(), letter.text.split("\n\n")
    for edit in edits:
        paragraphs = edited(paragraphs, *edit)
        parsed = plan.parse("\n\n".join(paragraphs), letter.language, knowledge)
        assert review.review(parsed, knowledge, memory=memory) == review.review(parsed, knowledge)


PIECES = st.one_of(
    st.sampled_from([line for each in PLANS for line in each.text.splitlines() if line]),
    st.text("aB0 12-./“”\"'«»?\n\0年月日Ａ\u00ad\u0301", min_size=1, max_size=40),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.sampled_from(sorted({each.language for each in PLANS})), st.lists(PIECES, max_size=6), st.booleans())
def test_sentences_read_together_hold_what_each_holds_alone(knowledge, language, sentences, single):
    words = glossary(knowledge, language)
    together = Memory().read(sentences, words, single=single)
    assert together == {each: Memory().read([each], words, single=single)[each] for each in sentences}


@pytest.mark.parametrize("letter", PLANS[::5], ids=lambda each: each.language)
def test_only_what_was_changed_is_read_again(knowledge, letter):
    memory = Counting()
    review.review(plan.parse(letter.text, letter.language, knowledge), knowledge, memory=memory)
    assert memory.new == memory.asked > 5
    changed = letter.text.rstrip() + "\n\n12.3.2026: 45 × 7"
    review.review(plan.parse(changed, letter.language, knowledge), knowledge, memory=memory)
    assert memory.new <= 2


def test_another_language_begins_anew(knowledge):
    memory = Memory()
    by_language = {each.language: each for each in PLANS}
    for letter in (by_language["de"], by_language["en"], by_language["de"]):
        parsed = plan.parse(letter.text, letter.language, knowledge)
        assert review.review(parsed, knowledge, memory=memory) == review.review(parsed, knowledge)
