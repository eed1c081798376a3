"""Notices by writers who had not seen the signals: reading them doesn't get worse."""

import pytest
from benchmarks.read_quality import NOTICES, measure

LEAST = {"first": 0.98, "second": 0.97, "third": 0.98, "fourth": 0.98, "fifth": 0.98}


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_notices_by_others_are_read(knowledge, name, least):
    rows = measure(NOTICES / name, knowledge)
    assert rows["overall"] >= least, rows
    assert rows["violations precision"] >= 0.95, rows
