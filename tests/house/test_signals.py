"""The signals that rules may name are those that the reviewer knows."""

import re
from pathlib import Path

import reinstate
from reinstate.knowledge.model.review import SIGNALS

REVIEW = Path(reinstate.__file__).parent / "review"


def test_every_signal_that_is_found_may_be_named_and_no_other():
    known = {name for path in REVIEW.glob("*.py") for name in re.findall(r"\"(@[a-z]+)\"", path.read_text("utf-8"))}
    assert known | {"@never"} == SIGNALS
