"""Long work shows how far it is, ends at Ctrl+C with a plain sentence, and goes on where it was."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from rich.cells import cell_len

import reinstate
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.progress import STOPPED, Progress
from reinstate.workflow.confined import Sign
from reinstate.workflow.recollection import FOLDER
from tests.evidence.papers import INVOICE

CACHE = "XDG_CACHE_HOME"
EXAMPLE = Path(reinstate.__file__).parent / "examples" / "inauthentic-de"


@pytest.fixture
def case(tmp_path):
    made = shutil.copytree(EXAMPLE, tmp_path / "case", ignore=shutil.ignore_patterns("*.jpg"))
    with pdfium.PdfDocument(INVOICE) as paper:
        scan = paper[0].render(scale=1.6).to_pil().convert("L")
    for number in range(3):
        scan.crop((0, number, scan.width, scan.height // 2)).save(tmp_path / f"scan-{number}.png")
    return made


def watched(tmp_path, *arguments, stop_at=None, cache=None):
    """A command at a terminal of its own, interrupted as the keyboard does once it has shown some words."""
    ours, theirs = pty.openpty()
    folders = {"REINSTATE_HOME": str(tmp_path / "home"), "COLUMNS": "100"} | (
        {} if cache is None else {CACHE: str(cache)}
    )
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)  # a test run in the background has it ignored
    ran = subprocess.Popen(
        [sys.executable, "-m", "reinstate", "--reader-language", "en", *map(str, arguments)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | folders, start_new_session=True,
    )  # fmt: skip
    signal.signal(signal.SIGINT, heard)
    os.close(theirs)
    shown = b""
    while True:
        try:
            said = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        shown += said
        if stop_at and stop_at in shown.decode("utf-8", "replace"):
            os.killpg(ran.pid, signal.SIGINT)
            stop_at = None
    os.close(ours)
    return ran.wait(), shown.decode("utf-8", "replace")


def state(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_adding_is_stopped_with_nothing_written_and_goes_on_where_it_was(engine, case, tmp_path):
    before, scans = state(case), sorted(tmp_path.glob("scan-*.png"))
    status, shown = watched(tmp_path, "evidence", "add", case, *scans, stop_at="2 of 3", cache=tmp_path / "cache")
    assert status == STOPPED, shown
    assert re.search(r"━+╌+ 1 of 3: scan-0\.png · page 1", shown)
    assert "Stopped. Nothing was written" in shown
    assert "Traceback" not in shown
    assert state(case) == before
    read = {path.name: path.stat().st_ino for path in (tmp_path / "cache" / "reinstate" / FOLDER).iterdir()}
    assert read
    status, shown = watched(tmp_path, "evidence", "add", case, *scans, cache=tmp_path / "cache")
    assert status == 0, shown
    assert shown.count("added as") == 3
    again = {path.name: path.stat().st_ino for path in (tmp_path / "cache" / "reinstate" / FOLDER).iterdir()}
    assert read.items() <= again.items()  # a page read anew would lie in a new file
    assert len(again) > len(read)


@pytest.mark.parametrize("command", [("package",), ("evidence", "bundle")])
def test_a_package_that_is_stopped_leaves_nothing_behind(case, tmp_path, command):
    before = state(tmp_path / "case")
    status, shown = watched(tmp_path, *command, case, "--out", tmp_path / "out", stop_at=" of 10")
    assert status == STOPPED, shown
    assert "Stopped. Nothing was written" in shown
    assert "Traceback" not in shown
    assert state(case) == before
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith("scan-")} <= {"case", "home"}


def test_the_line_fits_the_terminal_and_says_file_and_page(monkeypatch):
    monkeypatch.setenv("COLUMNS", "36")
    shows = Progress(Desk("zh"))
    assert shows.line(Sign("a/b/发票.pdf", 2, 3, 4)).endswith("3/4：发… · 第 2 页")
    assert cell_len(shows.line(Sign("x" * 300, 0, 1, 2))) == 35
    assert shows.line(Sign("letter.pdf")) == "letter.pdf"
