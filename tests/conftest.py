"""What many tests share: the bundled knowledge, read once."""

import pytest

from reinstate.knowledge import Knowledge, load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()
