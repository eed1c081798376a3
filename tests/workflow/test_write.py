"""A folder is written whole or not at all."""

import sys

import pytest

from reinstate.case import Trouble
from reinstate.workflow.write import write_folder

FILES = {"a.txt": b"one", "deep/b.txt": b"two"}


def content(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_arrive_in_a_new_folder(tmp_path):
    write_folder(tmp_path / "deep" / "out", FILES)
    assert content(tmp_path / "deep" / "out") == FILES


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "out").mkdir()
    write_folder(tmp_path / "out", FILES)
    assert content(tmp_path / "out") == FILES


def test_a_folder_with_files_is_refused_and_left_alone(tmp_path):
    write_folder(tmp_path / "out", {"old": b"old"})
    with pytest.raises(Trouble) as caught:
        write_folder(tmp_path / "out", FILES)
    assert caught.value.code == "package.out-not-empty"
    assert content(tmp_path / "out") == {"old": b"old"}


def test_force_replaces_all_of_it(tmp_path):
    write_folder(tmp_path / "out", {"old": b"old"})
    write_folder(tmp_path / "out", FILES, force=True)
    assert content(tmp_path / "out") == FILES
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(Trouble) as caught:
        write_folder(tmp_path / "out", FILES)
    assert caught.value.code == "package.out-is-file"


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX")
def test_a_full_disk_leaves_nothing_behind(tmp_path):
    """The limit on file size stands in for a full disk: the write itself fails, as it would there."""
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    write_folder(tmp_path / "out", {"old": b"old"})
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(Trouble) as caught:
            write_folder(tmp_path / "out", {"small": b"x", "big": b"x" * 5000}, force=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)
    assert caught.value.code == "package.not-written"
    assert content(tmp_path / "out") == {"old": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
