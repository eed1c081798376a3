"""What many tests share: the bundled knowledge, read once."""

import pytest
from hypothesis import settings

from reinstate.knowledge import Knowledge, load

settings.register_profile("untimed", deadline=None)  # how busy the machine is says nothing of the program
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()
