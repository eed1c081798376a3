"""The store: what was acknowledged is there, what is there is what was put in."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from reinstate.case import Trouble, canonical, entry_after, fold, verify
from reinstate.store import open_store
from reinstate.store.tables import NEWEST, schema

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "home") as opened:
        yield opened


def first(title="A case"):
    return entry_after(None, AT, "person", "notice-received", {"title": title})


def following(entry, number=0):
    return entry_after(entry, AT, "person", "causes-stated", {"number": number})


def code_of(action, *args):
    with pytest.raises(Trouble) as caught:
        action(*args)
    return caught.value.code


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_appended_in_any_portions_is_loaded_and_folds_the_same(store, portions, title):
    journal = [entry_after(None, datetime.now(UTC), "person", "notice-received", {"title": title})]
    for number in range(sum(portions) - 1):
        journal.append(following(journal[-1], number))
    done = 0
    for portion in portions:
        store.append(journal[0].hash, *journal[done : done + portion])
        done += portion
    assert store.load(journal[0].hash) == tuple(journal)
    assert fold(store.load(journal[0].hash)) == fold(journal)


def test_entries_are_there_after_reopening(tmp_path):
    entry = first()
    with open_store(tmp_path) as store:
        store.append(entry.hash, entry, following(entry))
        sha256 = store.keep(b"the notice")
    with open_store(tmp_path) as store:
        assert store.cases() == (entry.hash,)
        assert store.load(entry.hash) == (entry, following(entry))
        assert store.fetch(sha256) == b"the notice"


@pytest.mark.parametrize("folders", [["one"] * 4, ["one", "two", "three", "four"]], ids=["the same", "apart"])
def test_stores_that_are_opened_at_once_are_all_there(tmp_path, folders):
    together = threading.Barrier(len(folders))

    def opened(folder):
        together.wait()
        with open_store(tmp_path / folder) as store:
            return store.cases()

    with ThreadPoolExecutor(len(folders)) as threads:
        assert list(threads.map(opened, folders)) == [()] * len(folders)


def test_cases_come_oldest_first(store):
    times = [datetime(2026, month, 1, tzinfo=UTC) for month in (5, 3, 4)]
    opened = [entry_after(None, at, "person", "notice-received", {}) for at in times]
    for entry in opened:
        store.append(entry.hash, entry)
    assert store.cases() == (opened[1].hash, opened[2].hash, opened[0].hash)


def test_the_second_writer_of_a_seq_gets_a_conflict_and_nothing_is_lost(store):
    entry = first()
    store.append(entry.hash, entry)
    mine, theirs = following(entry, 1), following(entry, 2)
    store.append(entry.hash, mine)
    assert code_of(store.append, entry.hash, theirs) == "store.conflict"
    assert code_of(store.append, entry.hash, following(theirs)) == "store.conflict"
    assert code_of(store.append, entry.hash, entry) == "store.conflict"
    assert store.load(entry.hash) == (entry, mine)


def test_of_several_entries_all_or_none_are_written(store):
    entry = first()
    store.append(entry.hash, entry)
    mine = following(entry, 1)
    stranger = following(following(entry, 7))
    assert code_of(store.append, entry.hash, mine, stranger) == "store.conflict"
    assert store.load(entry.hash) == (entry,)


def test_an_entry_that_names_a_file_that_is_not_kept_is_refused(store):
    sha256 = hashlib.sha256(b"proof").hexdigest()
    listed = {"files": [{"name": "evidence/a", "sha256": sha256, "size": 5}]}
    entry = entry_after(None, AT, "person", "exhibit-added", listed)
    assert code_of(store.append, entry.hash, entry) == "store.file-missing"
    assert store.cases() == ()
    store.keep(b"proof")
    store.append(entry.hash, entry)
    assert store.cases() == (entry.hash,)


def test_entries_that_do_not_belong_to_the_case_are_refused(store):
    entry, other = first(), first("Another")
    store.append(entry.hash, entry)
    assert code_of(store.append, entry.hash, other) == "store.chain-broken"
    assert code_of(store.append, other.hash, following(entry)) == "store.conflict"
    assert code_of(store.load, other.hash) == "store.case-unknown"


@given(content=st.binary(max_size=200))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_bytes_come_back_as_they_were(store, content):
    sha256 = store.keep(content)
    assert sha256 == hashlib.sha256(content).hexdigest() == store.keep(content)
    assert store.fetch(sha256) == content


def place_of(tmp_path, sha256):
    return tmp_path / "home" / "files" / sha256[:2] / sha256[2:]


def test_a_changed_file_is_noticed_and_keeping_it_again_mends_it(store, tmp_path):
    sha256 = store.keep(b"proof")
    place_of(tmp_path, sha256).write_bytes(b"prooF")
    assert code_of(store.fetch, sha256) == "store.file-damaged"
    store.keep(b"proof")
    assert store.fetch(sha256) == b"proof"


def test_a_missing_file_and_a_path_in_place_of_a_digest_are_refused(store, tmp_path):
    assert code_of(store.fetch, "0" * 64) == "store.file-missing"
    assert code_of(store.fetch, "../../cases.sqlite3") == "store.file-missing"


@pytest.mark.parametrize("column", ["at", "actor", "kind", "body", "previous", "seq", "version", "hash"])
def test_a_row_changed_behind_our_back_is_noticed(store, tmp_path, column):
    entry = first()
    second = following(entry)
    store.append(entry.hash, entry, second, following(second))
    changed = {"seq": 7, "version": 2, "body": '{"number":1}', "at": "2026-03-01T09:30:00.000001+00:00"}.get(
        column, "0" * 64
    )
    with sqlite3.connect(tmp_path / "home" / "cases.sqlite3") as raw:
        raw.execute(f"UPDATE entries SET {column} = ? WHERE seq = 2", (changed,))
    raw.close()
    assert code_of(store.load, entry.hash) == "store.chain-broken"


@pytest.mark.parametrize("body", ["{", "[]", "7", '{"a":NaN}', '{"a":"\\ud800"}', "[" * 100_000])
def test_a_row_that_is_no_entry_any_more_is_noticed(store, tmp_path, body):
    entry = first()
    store.append(entry.hash, entry)
    with sqlite3.connect(tmp_path / "home" / "cases.sqlite3") as raw:
        raw.execute("UPDATE entries SET body = ?", (body,))
    raw.close()
    assert code_of(store.load, entry.hash) == "store.chain-broken"


def test_the_database_keeps_the_promises_of_the_disk(store):
    with store._engine.connect() as connection:
        asked = {
            each: connection.exec_driver_sql(f"PRAGMA {each}").scalar()
            for each in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrations_make_the_tables_that_the_code_expects(store):
    config = Config()
    config.set_main_option("script_location", "reinstate.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == NEWEST
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema) == []


def test_a_store_of_the_first_version_keeps_its_cases_and_takes_vaults(tmp_path):
    entry = first("An old case")
    opened = entry_after(None, AT, "person", "vault-opened", {"name": "Harbour Lamps"})
    made = Config()
    made.set_main_option("script_location", "reinstate.store:migrations")
    engine = create_engine(f"sqlite:///{tmp_path / 'cases.sqlite3'}")
    with engine.begin() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, "a0001")
        connection.exec_driver_sql("INSERT INTO cases (id, opened) VALUES (?, ?)", (entry.hash, entry.at))
        row = (entry.hash, entry.hash, 1, entry.at, "person", entry.kind, 1, canonical(entry.body).decode(), "0" * 64)
        connection.exec_driver_sql(
            "INSERT INTO entries (hash, case_id, seq, at, actor, kind, version, body, previous) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
    engine.dispose()
    with open_store(tmp_path) as store:
        store.append(opened.hash, opened)
        assert store.load(entry.hash) == (entry,)
        assert store.cases() == (entry.hash,)
        assert store.heads() == {entry.hash: entry.hash}
        assert store.vaults() == (opened.hash,)
        with store._engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), schema) == []


def test_the_tables_are_ones_that_postgresql_can_make_too():
    made = [str(CreateTable(table).compile(dialect=postgresql.dialect())) for table in schema.sorted_tables]
    assert "UNIQUE (case_id, seq)" in made[1]


@pytest.mark.parametrize("name", ["with space", "50%(x)s", "Fälle 案件", "a#b?c=d"])
def test_the_folder_may_have_any_name(tmp_path, name):
    entry = first()
    with open_store(tmp_path / name / "deep") as store:
        store.append(entry.hash, entry)
    assert (tmp_path / name / "deep" / "cases.sqlite3").is_file()


def test_a_store_made_by_a_newer_program_is_left_alone(tmp_path):
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "cases.sqlite3") as raw:
        raw.execute("UPDATE alembic_version SET version_num = 'z9999'")
    raw.close()
    assert code_of(open_store, tmp_path) == "store.newer"


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    (tmp_path / "cases.sqlite3").write_bytes(b"my shopping list" * 100)
    assert code_of(open_store, tmp_path) == "store.not-a-store"
    assert (tmp_path / "cases.sqlite3").read_bytes() == b"my shopping list" * 100


def test_a_folder_that_cannot_be_made_is_said_so(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert code_of(open_store, tmp_path / "file" / "home") == "store.not-opened"


def test_a_damaged_database_is_said_so(tmp_path):
    entry = first()
    with open_store(tmp_path) as store:
        store.append(entry.hash, entry, *long_tail(entry))
    path = tmp_path / "cases.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(Trouble) as caught, open_store(tmp_path) as store:
        store.load(entry.hash)
    assert caught.value.code == "store.damaged"


def long_tail(entry):
    tail = [entry]
    for number in range(50):
        tail.append(following(tail[-1], number))
    return tail[1:]


OPEN = """
import sys
from pathlib import Path
from reinstate.store import open_store
print("ready", flush=True)
sys.stdin.readline()
open_store(Path(sys.argv[1])).close()
"""


def test_several_programs_may_open_a_new_store_at_once(tmp_path):
    openers = [start(OPEN, tmp_path / "home") for _ in range(4)]
    for opener in openers:
        assert opener.stdout.readline() == "ready\n"
    for opener in openers:
        opener.stdin.write("\n")
        opener.stdin.flush()
    said = [opener.communicate(timeout=60) for opener in openers]
    assert [opener.returncode for opener in openers] == [0] * 4, said
    with open_store(tmp_path / "home") as store:
        assert store.cases() == ()


RACE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reinstate.case import Trouble, canonical, entry_after
from reinstate.store import open_store

with open_store(Path(sys.argv[1])) as store:
    case_id = store.cases()[0]
    print("ready", flush=True)
    sys.stdin.readline()
    won = lost = 0
    while won < 40:
        head = store.load(case_id)[-1]
        try:
            store.append(case_id, entry_after(head, datetime.now(UTC), sys.argv[2], "causes-stated", {"won": won}))
            won += 1
        except Trouble as trouble:
            if trouble.code != "store.conflict":
                raise
            lost += 1
print(lost)
"""


def start(script, *args):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_two_programs_racing_for_the_same_seq_lose_nothing(tmp_path):
    entry = first()
    with open_store(tmp_path) as store:
        store.append(entry.hash, entry)
        racers = [start(RACE, tmp_path, name) for name in ("anna", "bo")]
        for racer in racers:
            assert racer.stdout.readline() == "ready\n"
        for racer in racers:
            racer.stdin.write("\n")
            racer.stdin.flush()
        said = [racer.communicate(timeout=60)[0] for racer in racers]
        assert [racer.returncode for racer in racers] == [0, 0], said
        assert sum(map(int, said)) > 0, "the two never met, so the race showed nothing"
        journal = store.load(entry.hash)
    verify(journal)
    for name in ("anna", "bo"):
        assert [each.body["won"] for each in journal if each.actor == name] == list(range(40))


def test_a_copied_home_is_a_whole_store(tmp_path):
    entry = first()
    with open_store(tmp_path / "home") as store:
        store.append(entry.hash, entry)
    shutil.copytree(tmp_path / "home", tmp_path / "copy")
    with open_store(tmp_path / "copy") as store:
        assert store.load(entry.hash) == (entry,)
