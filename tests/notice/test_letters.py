"""Notices by writers who had not seen the signals: reading them doesn't get worse."""

import pytest
from benchmarks.read_quality import NOTICES, measure


@pytest.mark.parametrize(("name", "least"), [("first", 0.95), ("second", 0.96), ("third", 0.975), ("fourth", 0.97)])
def test_notices_by_others_are_read(knowledge, name, least):
    rows = measure(NOTICES / name, knowledge)
    assert rows["overall"] >= least, rows
