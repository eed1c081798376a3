"""Documents are read beside the page: how far that is, that it can be stopped and go on, nothing being read twice."""

import threading
import time

import pypdfium2 as pdfium
import pytest

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from reinstate.workflow.confined import Sign, Worker
from reinstate.workflow.desk_readings import Headway, Readings
from reinstate.workflow.recollection import FOLDER
from tests.evidence.papers import INVOICE, pdf


class Gate:
    """A worker that lets one document through at a time, and says on which page it is."""

    def __init__(self):
        self.watch = None
        self.through = threading.Semaphore(0)
        self.read = []
        self.cancelled = False

    def run(self, _job, _content, name):
        self.read.append(name)
        self.watch(Sign(name, 2))
        while not self.through.acquire(timeout=0.01):
            if self.cancelled:
                self.cancelled = False
                raise Trouble("papers.stopped")

    def cancel(self):
        self.cancelled = True

    def close(self):
        self.through.release(100)


@pytest.fixture(scope="module")
def three():
    bodies = [pdf(f"Invoice {number}") for number in range(3)]
    return [
        evidence.admit(each, Attachment(f"n{at}", f"evidence/{at}.pdf", "other"), f"A-{at}")
        for at, each in enumerate(bodies)
    ]


def until(holds):
    end = time.monotonic() + 240
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_case_is_read_in_order_stopped_and_gone_on_with_where_it_was(three):
    gate = Gate()
    readings = Readings(gate)
    assert readings.known(three, "case") == {}
    until(lambda: gate.read == ["0.pdf"])
    assert readings.headway(three, "case") == Headway(0, 3, "0.pdf", 2)
    gate.through.release()
    until(lambda: gate.read == ["0.pdf", "1.pdf"])
    readings.stop("case")
    until(lambda: not readings.headway(three, "case").file)
    assert list(readings.known(three, "case")) == ["n0"]
    assert readings.headway(three, "case") == Headway(1, 3, stopped=True)
    readings.go_on("case")
    gate.through.release(2)
    readings.known(three, "case")
    until(lambda: readings.headway(three, "case").over)
    assert gate.read == ["0.pdf", "1.pdf", "1.pdf", "2.pdf"]


def test_another_case_is_read_while_one_is_stopped(three):
    gate = Gate()
    readings = Readings(gate)
    readings.stop("first")
    readings.known(three[:1], "first")
    gate.through.release()
    readings.known(three[1:2], "second")
    until(lambda: readings.headway(three[1:2], "second").over)
    assert gate.read == ["1.pdf"]


def test_stopping_ends_the_process_and_a_page_that_was_read_is_not_read_again(engine, tmp_path):
    with pdfium.PdfDocument(INVOICE) as paper:
        page = paper[0].render(scale=1.6).to_pil().convert("L")
    pages = [page.crop((0, at, page.width, page.height // 4)) for at in range(2)]
    pages[0].save(tmp_path / "scan.pdf", save_all=True, append_images=pages[1:])
    scan = evidence.admit((tmp_path / "scan.pdf").read_bytes(), Attachment("scan", "scan.pdf", "other"), "A-1")
    remembered = tmp_path / "cache" / FOLDER
    worker = Worker(tmp_path / "cache")
    readings = Readings(worker)
    try:
        readings.known([scan], "case")
        until(lambda: readings.headway([scan], "case").page == 2)
        process = worker._process
        readings.stop("case")
        until(lambda: not process.is_alive())
        assert not readings.known([scan], "case")
        before = {each.name: each.stat().st_ino for each in remembered.iterdir()}
        readings.go_on("case")
        readings.known([scan], "case")
        until(lambda: readings.headway([scan], "case").over)
        after = {each.name: each.stat().st_ino for each in remembered.iterdir()}
        assert before
        assert before.items() <= after.items()
        assert readings.known([scan], "case")["scan"].paper.ocr
    finally:
        readings.close()
