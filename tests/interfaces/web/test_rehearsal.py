"""Every page is made once for nobody: rightly, leaving nothing behind, and in nobody's way."""

import re
import tempfile
import threading
from pathlib import Path

import pytest

from reinstate.interfaces.web.keys import Keys
from reinstate.interfaces.web.pages import House
from reinstate.interfaces.web.rehearsal import rehearsal
from reinstate.interfaces.web.server import workbench
from reinstate.workflow.desk_list import CaseList
from tests.interfaces.web.conftest import PATIENCE, Served
from tests.interfaces.web.test_cases import NOTICE


@pytest.fixture
def house(served, tmp_path):
    bench = served.running.bench
    assert served.running.warming.join(PATIENCE)
    return House(bench, CaseList(bench, tmp_path / "cases.json"), Keys(bytes(32)))


def test_every_step_gives_its_page_and_nothing_of_the_example_stays(house, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = house.bench.store.cases()
    answers = [each for each in (step() for step in rehearsal(house, "de")) if each is not None]
    assert len(answers) >= 10
    assert {each.status_code for each in answers} == {200}
    assert any("Nachweise" in each.body.decode() for each in answers if each.media_type == "text/html")
    assert house.bench.store.cases() == before
    assert list(tmp_path.iterdir()) == []


def test_a_page_asked_for_meanwhile_is_the_same_as_later(tmp_path, home, knowledge):
    with workbench(tmp_path, knowledge, home / "reinstate", 0) as running:
        served = Served(running)
        client = served.client()
        case = client.post("/cases", {"words": NOTICE}).headers["location"]
        early = client.get(case), client.get("/")
        assert running.warming.join(PATIENCE)
        assert [each.body for each in early] == [client.get(case).body, client.get("/").body]
        assert re.search("B0CQ7XN4LD", early[0].text)
        served.end()


def test_what_is_ended_in_the_midst_of_it_ends(tmp_path, home, knowledge):
    ended = threading.Event()

    def begin_and_end():
        with workbench(tmp_path, knowledge, home / "reinstate", 0):
            pass
        ended.set()

    threading.Thread(target=begin_and_end, daemon=True).start()
    assert ended.wait(PATIENCE)
    assert not list(Path(tmp_path).glob("*.part"))
