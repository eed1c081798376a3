"""Papers of makers nobody has met are known for what they are, and say what they say."""

import pytest

from reinstate import evidence
from tests.evidence.odd_papers import PAPERS, press


@pytest.mark.parametrize("odd", PAPERS, ids=lambda odd: odd.name)
def test_a_paper_is_known_without_its_usual_title(knowledge, odd):
    paper = next(evidence.read(press(odd.text), "paper.pdf", knowledge, None))
    told = {
        "number": paper.number,
        "date": paper.date,
        "total": paper.total,
        "receiver": paper.receiver.name,
    }
    assert (paper.kind, {name: str(told[name].value) if told[name] else None for name in odd.says}) == (
        odd.kind,
        odd.says,
    )
