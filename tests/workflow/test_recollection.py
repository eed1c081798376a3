"""What was read on pictures is remembered: the same again, never of something else, and never without bound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import assist
from reinstate.case.sight import Raster, SeenLine, SeenWord
from reinstate.workflow import confined
from reinstate.workflow.eyes import eyes
from reinstate.workflow.recollection import FOLDER, Recollection

BOX = st.tuples(*[st.integers(0, 9000)] * 4)
WORD = st.builds(SeenWord, st.text(), BOX, st.floats(0, 1), st.lists(st.text(), max_size=2).map(tuple))
LINES = st.lists(st.builds(SeenLine, st.lists(WORD, max_size=3).map(tuple), BOX), max_size=3).map(tuple)
PAGE = Raster(2, 2, b"\x00\x10\x20\x30", 300)
LINE = SeenLine((SeenWord("Rechnung 発票", (0, 0, 9, 9), 0.9, ("x",)),), (0, 0, 9, 9))


@given(LINES)
def test_a_reading_comes_back_as_it_was(tmp_path_factory, lines):
    known = Recollection(tmp_path_factory.getbasetemp(), "a")
    known.keep("key", lines)
    assert known.recall("key") == lines


def test_another_picture_another_ground_and_another_manner_are_other_readings(tmp_path):
    known, other = Recollection(tmp_path, "a"), Recollection(tmp_path, "b")
    turned = Raster(2, 2, b"\x30\x20\x10\x00", 300)
    wide, fine = Raster(4, 1, PAGE.pixels, 300), Raster(2, 2, PAGE.pixels, 150)
    keys = {known.key(each, form=False) for each in (PAGE, turned, wide, fine)}
    keys |= {known.key(PAGE, form=True), other.key(PAGE, form=False)}
    assert len(keys) == 6
    assert known.key(Raster(2, 2, PAGE.pixels, 300, page=7), form=False) == known.key(PAGE, form=False)


def test_only_its_owner_may_read_it(tmp_path):
    known = Recollection(tmp_path, "a")
    known.keep("key", [LINE])
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700
    assert (tmp_path / FOLDER / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("body", [b"", b"junk", b"x\x9c\x03\x00\x00\x00\x00\x01"])
def test_what_is_damaged_is_not_remembered(tmp_path, body):
    known = Recollection(tmp_path, "a")
    known.keep("key", [LINE])
    (tmp_path / FOLDER / "key").write_bytes(body)
    assert known.recall("key") is None


def test_what_was_wanted_longest_ago_goes_first(tmp_path):
    known = Recollection(tmp_path, "a", most=2000)
    for number in range(150):
        known.keep(f"key{number}", [LINE])
        assert known.recall("key0") == (LINE,) or number > 100
    held = list((tmp_path / FOLDER).iterdir())
    assert sum(each.stat().st_size for each in held) < 2000 + 50 * held[0].stat().st_size
    assert known.recall("key149") == (LINE,)
    assert known.recall("key20") is None


def test_a_folder_that_cannot_be_written_remembers_nothing(tmp_path):
    (tmp_path / "cache").write_bytes(b"a file")
    known = Recollection(tmp_path / "cache", "a")
    known.keep("key", [LINE])
    assert known.recall("key") is None


@pytest.mark.parametrize(("remember", "looks"), [(True, 1), (False, 2)])
def test_a_page_is_read_once_unless_its_file_is_locked(knowledge, tmp_path, monkeypatch, remember, looks):
    looked = []

    def engine(raster, *, form=False):
        looked.append((raster, form))
        return (LINE,)

    monkeypatch.setattr(confined, "_CACHE", tmp_path)
    monkeypatch.setattr(assist, "recogniser", lambda _knowledge: engine)
    for _ in range(2):
        assert eyes(knowledge, remember=remember)(PAGE) == (LINE,)
    assert len(looked) == looks
