"""Cases are opened, listed, carried out and brought in without a byte lost or changed."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate.case import Trouble, entry_after, entry_hash, journal_line, parse_journal
from reinstate.store import open_store
from reinstate.workflow.cases import export_case, find, import_case, list_cases, open_case, read_log, show_case

SHARED = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def clock():
    """A clock that goes a second a look."""
    ticks = count()
    return lambda: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=next(ticks))


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def other(tmp_path):
    with open_store(tmp_path / "other") as opened:
        yield opened


def folder_of(path: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(content)
    return path


FILES = {
    "notice.eml": b"Subject: Your account\r\n\r\nHello \xff",
    "answers.toml": b'language = "en"\r\n',
    "evidence/invoice.pdf": b"%PDF-1.7 \x00\x01",
    "evidence/2026/发票.jpg": b"\xff\xd8",
}


@pytest.fixture
def case_dir(tmp_path):
    return folder_of(tmp_path / "my-case", FILES)


def words(head):
    return f"{head.hash}\n"


def code_of(action, *args, **named):
    with pytest.raises(Trouble) as caught:
        action(*args, **named)
    return caught.value.code


def test_opening_keeps_every_file_as_it_is_one_entry_each(store, case_dir):
    case = open_case(store, case_dir, clock=clock())
    journal = store.load(case.id)
    assert [entry.kind for entry in journal] == ["notice-received", "answers-stated", "exhibit-added", "exhibit-added"]
    kept = {file["name"]: store.fetch(file["sha256"]) for entry in journal for file in entry.body["files"]}
    assert kept == FILES
    assert case.title == "my-case"
    assert case.opened == "2026-03-01T00:00:00.000000+00:00"


def test_the_case_folder_is_not_touched(store, case_dir):
    before = {path: path.stat().st_mtime_ns for path in case_dir.rglob("*")}
    open_case(store, case_dir)
    assert {path: path.stat().st_mtime_ns for path in case_dir.rglob("*")} == before


def test_a_notice_alone_is_a_case(store, tmp_path):
    case = open_case(store, folder_of(tmp_path / "c", {"Notice.PDF": b"%PDF"}), "Named")
    assert (case.title, case.count, case.answers) == ("Named", 1, None)


def test_hidden_files_are_no_evidence(store, tmp_path):
    folder = folder_of(tmp_path / "c", {"notice.txt": b"n", "evidence/.DS_Store": b"x", "evidence/.git/a": b"x"})
    assert open_case(store, folder).count == 1


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"answers.toml": b""}, "cases.no-notice"),
        ({"notice.txt": b"", "notice.html": b""}, "cases.several-notices"),
    ],
)
def test_a_folder_that_is_no_case_opens_none(store, tmp_path, files, code):
    assert code_of(open_case, store, folder_of(tmp_path / "c", files)) == code
    assert code_of(open_case, store, tmp_path / "nowhere") == "cases.no-folder"
    assert store.cases() == ()


def test_a_case_is_found_by_the_beginning_of_its_id(store, case_dir):
    ids = [open_case(store, case_dir, f"case {number}").id for number in range(20)]
    assert find(store, ids[0][:10].upper()) == ids[0]
    assert code_of(find, store, "") == "cases.unknown"
    assert code_of(find, store, "zz") == "cases.unknown"
    doubled = next(first for first in "0123456789abcdef" if sum(each.startswith(first) for each in ids) > 1)
    assert code_of(find, store, doubled) == "cases.ambiguous"


def test_a_case_that_cannot_be_read_hides_no_other(store, case_dir):
    first = open_case(store, case_dir, clock=clock())
    second = open_case(store, case_dir, "Second")
    newer = parse_journal(b"".join(journal_line(each) + b"\n" for each in store.load(second.id)))[-1]
    stranger = entry_after(newer, datetime.now(UTC), "person", "causes-stated", {})
    fields = json.loads(journal_line(stranger)) | {"version": 99, "hash": ""}
    unsealed = type(stranger)(**fields)
    store.append(second.id, type(stranger)(**(fields | {"hash": entry_hash(unsealed)})))
    listed = {each.id: each for each in list_cases(store)}
    assert (listed[first.id].phase, listed[first.id].trouble) == ("answered", None)
    assert listed[second.id].trouble.code == "store.entry-newer"


def test_a_case_is_shown_as_its_journal_tells_it(store, case_dir):
    case = open_case(store, case_dir)
    assert show_case(store, case.id[:6]) == case


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_out_and_in_again_gives_the_same_head_and_the_same_bytes(store, other, case_dir, tmp_path):
    case = open_case(store, case_dir)
    export_case(store, case.id[:8], tmp_path / "out", words)
    arrival = import_case(other, tmp_path / "out")
    assert (arrival.case, arrival.known) == (case, False)
    assert other.load(case.id) == store.load(case.id)
    export_case(other, case.id, tmp_path / "again", words)
    assert tree(tmp_path / "again") == tree(tmp_path / "out")
    assert sorted(tree(tmp_path / "out").values()) == sorted(
        [*FILES.values(), *(tree(tmp_path / "out")[name] for name in ("journal.jsonl", "seal.json", "README.txt"))]
    )


@SHARED
@given(
    contents=st.lists(st.binary(max_size=40), min_size=1, max_size=4),
    title=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_any_case_survives_the_way_out_and_in(tmp_path_factory, contents, title):
    base = tmp_path_factory.mktemp("trip")
    files = {"notice.txt": contents[0]} | {f"evidence/{number}": each for number, each in enumerate(contents[1:])}
    with open_store(base / "a") as here, open_store(base / "b") as there:
        case = open_case(here, folder_of(base / "case", files), title)
        export_case(here, case.id, base / "out", words)
        assert import_case(there, base / "out").case == case
        assert there.load(case.id) == here.load(case.id)
        assert all(there.fetch(file.sha256) == here.fetch(file.sha256) for file in case.exhibits)


@pytest.fixture
def exported(store, case_dir, tmp_path):
    export_case(store, open_case(store, case_dir).id, tmp_path / "out", words)
    return tmp_path / "out"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_changed_byte_of_an_export_is_noticed_before_anything_is_written(exported, other, data):
    names = sorted(name for name in tree(exported) if name != "README.txt")
    path = exported / data.draw(st.sampled_from(names))
    before = path.read_bytes()
    changed = bytearray(before)
    changed[data.draw(st.integers(0, len(before) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(changed)
    try:
        assert code_of(import_case, other, exported) in {
            "store.chain-broken",
            "store.folder-seal",
            "store.file-damaged",
        }
    finally:
        path.write_bytes(before)
    assert other.cases() == ()


def test_every_byte_cut_off_or_put_on_is_noticed(exported, other):
    for name in (name for name in tree(exported) if name != "README.txt"):
        before = (exported / name).read_bytes()
        for changed in (before[:-1], before + b"\n", before + before, b""):
            (exported / name).write_bytes(changed)
            assert code_of(import_case, other, exported).startswith("store.")
        (exported / name).write_bytes(before)
    assert other.cases() == ()
    import_case(other, exported)


def test_a_journal_cut_short_after_a_whole_entry_is_noticed(exported, other):
    lines = (exported / "journal.jsonl").read_bytes().splitlines(keepends=True)
    (exported / "journal.jsonl").write_bytes(b"".join(lines[:-1]))
    assert code_of(import_case, other, exported) == "store.folder-seal"


@pytest.mark.parametrize("name", ["journal.jsonl", "seal.json"])
def test_a_folder_without_one_of_its_parts_is_no_case(exported, other, name):
    (exported / name).unlink()
    assert code_of(import_case, other, exported) == "store.folder-not-a-case"
    assert code_of(import_case, other, exported / "nowhere") == "store.folder-not-a-case"


def test_a_missing_file_is_noticed(exported, other):
    next((exported / "files").iterdir()).unlink()
    assert code_of(import_case, other, exported) == "store.file-missing"
    assert other.cases() == ()


def test_bringing_in_the_same_case_again_changes_nothing_and_mends_its_files(exported, store, tmp_path):
    before = {each: store.load(each) for each in store.cases()}
    kept = next(path for path in (tmp_path / "home" / "files").rglob("*") if path.is_file())
    content = kept.read_bytes()
    kept.write_bytes(b"damaged")
    assert import_case(store, exported).known
    assert {each: store.load(each) for each in store.cases()} == before
    assert kept.read_bytes() == content


def test_another_state_of_a_case_that_is_there_is_refused(exported, store):
    case_id = store.cases()[0]
    store.append(case_id, entry_after(store.load(case_id)[-1], datetime.now(UTC), "person", "causes-stated", {}))
    before = store.load(case_id)
    assert code_of(import_case, store, exported) == "cases.already-there"
    assert store.load(case_id) == before


def test_an_export_takes_no_folder_that_is_in_use(store, exported, tmp_path):
    case_id = store.cases()[0]
    before = tree(exported)
    assert code_of(export_case, store, case_id, exported, words) == "store.folder-in-use"
    assert code_of(export_case, store, case_id, exported / "seal.json", words) == "store.folder-in-use"
    assert tree(exported) == before


def test_force_replaces_an_earlier_export_and_leaves_nothing_of_it(store, exported, tmp_path):
    case = open_case(store, folder_of(tmp_path / "second", {"notice.txt": b"another"}))
    export_case(store, case.id, exported, words, force=True)
    assert len(list((exported / "files").iterdir())) == 1
    assert sorted(path.name for path in exported.iterdir()) == ["README.txt", "files", "journal.jsonl", "seal.json"]
    with open_store(tmp_path / "fresh") as fresh:
        assert import_case(fresh, exported).case == case


def test_force_deletes_nothing_that_no_export_wrote(store, exported):
    (exported / "my-only-copy.docx").write_bytes(b"dear")
    before = tree(exported)
    assert code_of(export_case, store, store.cases()[0], exported, words, force=True) == "store.folder-not-ours"
    assert tree(exported) == before


def test_an_export_that_fails_leaves_nothing_behind(store, exported, tmp_path):
    for path in (tmp_path / "home" / "files").rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    before = tree(exported)
    assert code_of(export_case, store, store.cases()[0], tmp_path / "new", words) == "store.file-damaged"
    assert not (tmp_path / "new").exists()
    assert code_of(export_case, store, store.cases()[0], exported, words, force=True) == "store.file-damaged"
    assert tree(exported) == before
    (tmp_path / "empty").mkdir()
    assert code_of(export_case, store, store.cases()[0], tmp_path / "empty", words) == "store.file-damaged"
    assert list((tmp_path / "empty").iterdir()) == []


def test_an_empty_folder_may_be_the_one_we_stand_in(store, exported, tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    export_case(store, store.cases()[0], Path(), words)
    assert tree(tmp_path / "here") == tree(exported)


def test_an_export_that_was_copied_about_is_still_the_case(store, exported, other, tmp_path):
    shutil.copytree(exported, tmp_path / "stick")
    (tmp_path / "stick" / ".DS_Store").write_bytes(b"finder")
    (tmp_path / "stick" / "files" / "Thumbs.db").write_bytes(b"explorer")
    (tmp_path / "stick" / "README.txt").write_bytes(b"my own notes")
    assert import_case(other, tmp_path / "stick").case.head == store.load(store.cases()[0])[-1].hash


def test_the_log_is_the_verified_journal(store, case_dir):
    case = open_case(store, case_dir)
    assert read_log(store, case.id[:8])[-1].hash == case.head
