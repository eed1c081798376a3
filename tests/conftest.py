"""What many tests share: the bundled knowledge, read once, and one process that opens strangers' files."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from reinstate import assist
from reinstate.case.sight import Recogniser
from reinstate.interfaces.cli.desk import Desk, cache_folder
from reinstate.knowledge import Knowledge, load
from reinstate.workflow.confined import Worker

settings.register_profile("untimed", deadline=None)  # how busy the machine is says nothing of the program
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load()


@pytest.fixture(scope="session")
def apart() -> Iterator[Worker]:
    """One process for all commands of a test run: a new one for each would spend its time on starting."""
    with Worker(cache_folder(), memory=1_500_000_000) as made:
        yield made


@pytest.fixture(scope="module")
def engine(knowledge: Knowledge) -> Recogniser:
    """The engine that reads pictures."""
    found = assist.recogniser(knowledge)
    if found is None:
        pytest.skip("no engine that reads pictures is installed")
    return found


@pytest.fixture(autouse=True)
def _one_process(apart: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Desk, "apart", apart)
