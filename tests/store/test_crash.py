"""Killed at any moment, the store holds all that it acknowledged, and nothing by halves."""

import hashlib
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from reinstate.case import entry_after, files_of, verify
from reinstate.store import open_store

# Appends entries that name fresh files, and says after each one that it is safe. The second argument names a moment at
# which it stops for good, so that the kill surely comes there; the moments are reached from here, not from the product.
WRITER = """
import os, random, sys, time
from datetime import UTC, datetime
from pathlib import Path
from reinstate.case import entry_after
from reinstate.store import open_store

home, moment, rounds = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def stop(*_):
    print("stopped", flush=True)
    time.sleep(600)

class Half:
    def __init__(self, file):
        self.file = file
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.file.close()
    def write(self, content):
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        stop()

def arm(store):
    if moment == "file-half-written":
        open_number = os.fdopen
        os.fdopen = lambda *args: Half(open_number(*args))
    elif moment == "file-written-not-synced":
        os.fsync = stop
    elif moment == "file-synced-not-renamed":
        Path.replace = stop
    elif moment == "inserted-not-committed":
        from sqlalchemy import event
        event.listen(store._engine, "commit", stop)

with open_store(home) as store:
    case_id = store.cases()[0]
    head = store.load(case_id)[-1]
    for done in range(10**6 if moment == "any" else rounds + 5):
        if done == rounds:
            arm(store)
        batch = []
        for part in range(random.randrange(1, 4)):
            content = random.randbytes(random.randrange(1, 60_000))
            listed = [{"name": f"evidence/{head.seq}", "sha256": store.keep(content), "size": len(content)}]
            body = {"files": listed, "part": part}
            head = entry_after(head, datetime.now(UTC), "person", "exhibit-added", body)
            batch.append(head)
        if done == rounds and moment == "kept-not-appended":
            stop()
        store.append(case_id, *batch)
        print(*(entry.hash for entry in batch), flush=True)
"""

MOMENTS = (
    "file-half-written",
    "file-written-not-synced",
    "file-synced-not-renamed",
    "kept-not-appended",
    "inserted-not-committed",
)


def fresh(home):
    entry = entry_after(None, datetime.now(UTC), "person", "notice-received", {"title": "Case"})
    with open_store(home) as store:
        store.append(entry.hash, entry)
    return home


def written_until_killed(home, moment, rounds, delay) -> list[str]:
    """The hashes that a writer acknowledged before it was killed."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), moment, str(rounds)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    said = [writer.stdout.readline()]
    if moment == "any":
        time.sleep(delay)
    else:
        while said[-1] not in ("stopped\n", ""):
            said.append(writer.stdout.readline())
    writer.kill()
    rest = writer.stdout.read()  # not communicate(): that would pass over what readline has read ahead
    writer.stdout.close()
    writer.wait(60)
    assert writer.returncode != 0, "the writer never came to the moment at which it was to be killed"
    assert sys.platform == "win32" or writer.returncode == -signal.SIGKILL, "the writer failed by itself"
    return [each for each in "".join([*said, rest]).split() if each != "stopped"]


def check(home, acknowledged, moment) -> list[str]:
    """Every acknowledged entry is there, the chain holds, and every file that an entry names is whole.

    Gives the hashes that are there: the acknowledged ones and, where the kill came between the commit and its
    acknowledgement, those of one append more.
    """
    with open_store(home) as store:
        first, *journal = store.load(store.cases()[0])
        verify([first, *journal])
        there = [entry.hash for entry in journal]
        assert there[: len(acknowledged)] == acknowledged
        unsaid = [entry.body["part"] for entry in journal[len(acknowledged) :]]
        assert unsaid == list(range(len(unsaid)))
        assert moment == "any" or not unsaid
        for entry in journal:
            for file in files_of(entry):
                assert len(store.fetch(file.sha256)) == file.size
    for path in (home / "files").rglob("*"):
        if path.is_file() and not path.name.startswith(".writing-"):
            assert hashlib.sha256(path.read_bytes()).hexdigest() == path.parent.name + path.name
    return there


def crash_again_and_again(home, seed) -> tuple[int, int]:
    """How often the writer was killed, and how many entries it had made by then."""
    chance = random.Random(seed)
    moments = ["any"] * 9 + list(MOMENTS)
    chance.shuffle(moments)
    there: list[str] = []
    for moment in moments:
        there += written_until_killed(home, moment, 1 + chance.randrange(3), chance.uniform(0, 0.12))
        there = check(home, there, moment)
    return len(moments), len(there)


def test_nothing_acknowledged_is_lost_when_the_program_is_killed(tmp_path):
    homes = [fresh(tmp_path / str(number)) for number in (1, 2)]
    with ThreadPoolExecutor() as pool:
        kills, entries = map(sum, zip(*pool.map(crash_again_and_again, homes, (11, 12)), strict=True))
    assert kills >= 20
    assert entries > kills
