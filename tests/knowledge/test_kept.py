"""What is made of the knowledge is made once, lasts as long as nothing changed, and never serves another knowledge."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reinstate.knowledge import kept as keeping
from reinstate.knowledge import load, terms
from reinstate.knowledge.kept import kept, lasting
from reinstate.knowledge.memory import KEPT

SIGN = 'title = "Sign"\nwords = ["alpha"]\n'


def test_each_knowledge_and_language_is_built_once(tmp_path):
    first, second = load(tmp_path), load(tmp_path)
    built = []
    made = kept(lambda knowledge, language: built.append((id(knowledge), language)) or language)
    for knowledge in (first, second, first):
        for language in ("en", "de"):
            assert made(knowledge, language) == language
    assert built == [(id(each), language) for each in (first, second) for language in ("en", "de")]


def test_it_goes_with_its_knowledge(tmp_path):
    """Another knowledge may come to lie at the same place in memory; it must not find the old one's words."""
    built = []
    made = kept(lambda _, language: built.append(language))
    for _ in range(3):
        made(load(tmp_path), "en")
        gc.collect()
    assert len(built) == 3


@pytest.fixture
def folder(tmp_path):
    shelf = tmp_path / "data" / "signs"
    shelf.mkdir(parents=True)
    (shelf / "sign.toml").write_text(SIGN, "utf-8")
    return tmp_path / "data"


class Making:
    """Words made anew in each run, as a room would; it counts how often they were made."""

    def __init__(self, folder):
        self.folder, self.cache, self.times = folder, folder.parent / "cache", 0

    def run(self, *, cache=True):
        """What one run of the program gets."""

        def words(knowledge, language):
            self.times += 1
            return terms(knowledge.signs["sign"].words, language)

        return lasting(words)(load(self.folder, cache=self.cache if cache else None), "en")

    def beside(self):
        """The files of what was made."""
        return sorted(self.cache.glob("knowledge-*.words.en.pickle"))


@pytest.fixture
def making(folder):
    return Making(folder)


def test_the_next_run_makes_nothing(making):
    assert [making.run() for _ in range(3)] == [("alpha",)] * 3
    assert making.times == 1


def test_without_a_cache_nothing_is_left(making):
    making.run(cache=False)
    making.run(cache=False)
    assert making.times == 2
    assert not making.cache.exists()


def test_a_changed_term_is_seen(making):
    making.run()
    (making.folder / "signs" / "sign.toml").write_text(SIGN.replace("alpha", "omega"), "utf-8")
    assert making.run() == ("omega",)


def test_another_folder_put_beside_is_seen(making, tmp_path):
    """Own rules make another knowledge; what lasts is that of the bundled one alone."""
    from reinstate.knowledge import join

    making.run()
    own = tmp_path / "own" / "signs"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text(SIGN.replace("alpha", "omega"), "utf-8")
    counted = lasting(lambda knowledge, _: len(knowledge.signs))
    bundled = load(making.folder, cache=making.cache)
    assert counted(bundled, "en") == 1
    joined, mistakes = join(bundled, (tmp_path / "own",))
    assert not mistakes
    assert counted(joined, "en") == 2


def test_changed_code_makes_it_anew(making, monkeypatch):
    making.run()
    monkeypatch.setattr(keeping, "_code", lambda _: "later")
    making.run()
    making.run()
    assert making.times == 2
    assert len(making.beside()) == 1


@pytest.mark.parametrize("junk", [b"", b"nonsense", b"\x80\x04N.", None])
def test_a_spoilt_file_is_made_anew(making, junk):
    making.run()
    (place,) = making.beside()
    whole = place.read_bytes()
    place.write_bytes(whole[:-3] if junk is None else junk)
    assert making.run() == ("alpha",)
    assert place.read_bytes() == whole


def test_a_name_that_is_no_language_leaves_no_file(making):
    made = lasting(lambda _, language: language)
    assert made(load(making.folder, cache=making.cache), "../en") == "../en"
    assert [path.name for path in making.folder.parent.rglob("*en.pickle")] == []


def test_it_is_dropped_with_the_state_it_was_made_for(making):
    for number in range(KEPT + 2):
        (making.folder / "signs" / "sign.toml").write_text(f"{SIGN}# {number}\n", "utf-8")
        making.run()
    assert len(making.beside()) == KEPT
    assert len(list(making.cache.iterdir())) == 2 * KEPT


def test_two_processes_at_once_read_the_same(tmp_path):
    """Both find no cache and make it; neither sees the other's half-written file."""
    letter = tmp_path / "notice.txt"
    letter.write_text("We removed your listings: the items are inauthentic. Send invoices within 5 days.", "utf-8")
    command = [sys.executable, "-m", "reinstate", "read", "--json", str(letter)]
    places = {"XDG_CACHE_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "HOME": str(tmp_path)}
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | places) for _ in range(2)]
    first, second = (each.communicate(timeout=120)[0] for each in running)
    assert first == second
    assert subprocess.run(command, capture_output=True, env=os.environ | places, check=True).stdout == first
    assert not [path for path in Path(tmp_path).rglob("reinstate/*") if path.suffix != ".pickle"]
