"""A letter under way: what was read before is not read again, and nothing comes out otherwise for it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate import plan, review
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
