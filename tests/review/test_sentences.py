"""Single sentences in many turns of speech: those learned from are seen, those kept aside no worse than measured."""

import pytest
from benchmarks.review_sentences import SENTENCES, measure


@pytest.mark.parametrize(("name", "recall", "wrong"), [("learned", 0.93, 0.03), ("held-out", 0.3, 0.06)])
def test_what_sentences_say_is_seen(knowledge, name, recall, wrong):
    seen = measure(SENTENCES / name, knowledge)
    assert seen.recall >= recall
    assert seen.wrong <= wrong
