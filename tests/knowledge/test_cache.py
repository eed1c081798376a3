"""Knowledge kept between two runs: the same value, and never a stale one."""

import pytest

from reinstate.knowledge import load
from reinstate.knowledge import load as read_again

FILE = 'kind = "person"\nask = "Who?"\n'


@pytest.fixture
def folder(tmp_path):
    shelf = tmp_path / "data" / "questions"
    shelf.mkdir(parents=True)
    (shelf / "who.toml").write_text(FILE, "utf-8")
    return tmp_path / "data"


def test_the_second_run_gives_the_same_value_without_reading(folder, tmp_path, monkeypatch):
    first = load(folder, cache=tmp_path / "cache")
    monkeypatch.setattr("reinstate.knowledge.weaving.read_folder", lambda _: pytest.fail("read again"))
    assert read_again(folder, cache=tmp_path / "cache") == first


def test_a_changed_file_is_read_again(folder, tmp_path):
    load(folder, cache=tmp_path / "cache")
    (folder / "questions" / "who.toml").write_text(FILE.replace("Who", "Which person"), "utf-8")
    assert load(folder, cache=tmp_path / "cache").questions["who"].ask["en"] == "Which person?"


@pytest.mark.parametrize("junk", [b"", b"nonsense", b"\x80\x04N."])
def test_a_spoilt_cache_is_made_anew(folder, tmp_path, junk):
    first = load(folder, cache=tmp_path / "cache")
    for kept in (tmp_path / "cache").iterdir():
        kept.write_bytes(junk)
    assert load(folder, cache=tmp_path / "cache") == first


def test_a_cache_that_cannot_be_written_is_done_without(folder, tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    assert load(folder, cache=tmp_path / "cache").questions["who"].kind == "person"


def test_a_file_changed_while_the_shelves_are_read_is_seen_next_time(folder, tmp_path, monkeypatch):
    from reinstate.knowledge import weaving

    whole = weaving.read_folder

    def slow(shelves):
        read = whole(shelves)
        (folder / "questions" / "who.toml").write_text(FILE.replace("Who", "Which person"), "utf-8")
        return read

    monkeypatch.setattr("reinstate.knowledge.weaving.read_folder", slow)
    load(folder, cache=tmp_path / "cache")
    monkeypatch.undo()
    assert load(folder, cache=tmp_path / "cache").questions["who"].ask["en"] == "Which person?"
