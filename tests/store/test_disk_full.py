"""When the disk is full the step fails whole: no half-written file, no entry, and words that say so."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from reinstate.case import entry_after
from reinstate.store import open_store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows can't limit the size of a process's files")

# The limit of the process stands for the full disk: past it the system refuses every write.
FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from reinstate.case import Trouble, entry_after
from reinstate.store import open_store

with open_store(Path(sys.argv[1])) as store:
    case_id = store.cases()[0]
    head = store.load(case_id)[-1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    try:
        if sys.argv[3] == "file":
            store.keep(b"x" * 100_000)
        else:
            body = {"text": "x" * 400_000}
            store.append(case_id, entry_after(head, datetime.now(UTC), "person", "causes-stated", body))
    except Trouble as trouble:
        print(trouble.code)
    try:
        store.append(case_id, entry_after(head, datetime.now(UTC), "person", "causes-stated", {}))
        print("small one written")
    except Trouble as trouble:
        print(trouble.code)
"""


@pytest.fixture
def home(tmp_path):
    entry = entry_after(None, datetime.now(UTC), "person", "notice-received", {})
    with open_store(tmp_path) as store:
        store.append(entry.hash, entry)
    return tmp_path


def said_when_full(home, limit, what):
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(home), str(limit), what],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split("\n")[:-1]


def test_a_file_that_does_not_fit_leaves_nothing_behind(home):
    assert said_when_full(home, 50_000, "file") == ["store.disk-full", "small one written"]
    assert [path for path in (home / "files").rglob("*") if path.is_file()] == []


def test_an_entry_that_does_not_fit_leaves_the_journal_as_it_was(home):
    first, second = said_when_full(home, 200_000, "entry")
    assert first in ("store.disk-full", "store.not-written")
    assert second == "small one written"
    with open_store(home) as store:
        assert [entry.seq for entry in store.load(store.cases()[0])] == [1, 2]


def test_a_store_without_any_room_says_so_and_stays_whole(home):
    before = (home / "cases.sqlite3").read_bytes()
    first, second = said_when_full(home, 0, "entry")
    assert {first, second} <= {"store.disk-full", "store.not-written"}
    assert (home / "cases.sqlite3").read_bytes() == before
    with open_store(home) as store:
        assert len(store.load(store.cases()[0])) == 1
