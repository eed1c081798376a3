"""What the tests of the evidence room share."""

import pytest

from reinstate import assist


@pytest.fixture(scope="module")
def engine(knowledge):
    found = assist.recogniser(knowledge)
    if found is None:
        pytest.skip("no engine that reads pictures is installed")
    return found
