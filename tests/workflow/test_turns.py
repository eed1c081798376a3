"""Whoever opens a PDF waits until nobody else is inside PDFium; whom a person waits for goes first."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from reinstate import evidence, notice
from reinstate.case import Trouble
from reinstate.case.sight import PDFIUM
from reinstate.evidence.pdfium import leaves
from reinstate.workflow.bench import Foresight
from reinstate.workflow.demo import FOLDER
from reinstate.workflow.turns import Turn
from tests.notice.printing import pdf_of, scan_of

INVOICE = FOLDER / "inauthentic-de" / "evidence" / "rechnung-kornblatt.pdf"
WORDS = "We removed your listing B0CQ7XN4LD. Send invoices within 3 days."


def seeing(raster, *, form=False):
    """A recogniser that sees nothing, and must not be waited for inside PDFium."""
    free = []
    waiting = threading.Thread(target=lambda: free.append(PDFIUM.acquire(timeout=60)) or PDFIUM.release())
    waiting.start()
    waiting.join()
    assert free == [True]
    return ()


@pytest.mark.parametrize(
    "reading",
    [
        lambda: notice.read(pdf_of(WORDS), "notice.pdf", None),
        lambda: leaves(INVOICE.read_bytes()),
    ],
)
def test_nobody_reads_a_pdf_out_of_turn(reading):
    done = threading.Event()
    pdf_of(WORDS)  # made before, so that only the reading is waited for
    thread = threading.Thread(target=lambda: (reading(), done.set()))
    with PDFIUM:
        thread.start()
        assert not done.wait(1)
    assert done.wait(60)
    thread.join()


def test_a_recogniser_is_not_waited_for_inside():
    with pytest.raises(Trouble, match="no-text"):
        notice.read(scan_of(WORDS), "notice.pdf", seeing)


def test_notices_and_evidence_are_read_at_the_same_time(knowledge):
    letter, invoice = pdf_of(WORDS), INVOICE.read_bytes()
    texts, papers = [], []

    def one(number):
        if number % 2:
            texts.append(notice.read(letter, "notice.pdf", None).text)
        else:
            papers.append(next(iter(evidence.read(invoice, INVOICE.name, knowledge, None))))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(16)))
    assert len(texts) == len(papers) == 8
    assert len(set(texts)) == 1
    assert all(each == papers[0] for each in papers)


def lined_up(turn, count):
    """Wait until so many stand in line."""
    while turn.waiting < count:
        time.sleep(0.005)


def in_order(turn, *who):
    """Let these line up one after the other for a turn that is taken, and say in which order they came to it."""
    came, last = [], threading.Event()

    def take(name):
        with turn:
            came.append(name)
            if len(came) == len(who):
                last.set()

    foresight = Foresight()
    with turn:
        for place, name in enumerate(who):
            if name == "ahead":
                foresight.ask(lambda: take("ahead"))
            else:
                threading.Thread(target=take, args=(name,)).start()
            lined_up(turn, place + 1)
        assert came == []
    assert last.wait(60)
    return came


def test_what_somebody_waits_for_goes_before_what_is_made_ready():
    assert in_order(Turn(), "first", "ahead", "second", "third") == ["first", "second", "third", "ahead"]


def test_what_is_made_ready_is_polite_for_a_while_only():
    assert in_order(Turn(polite=0), "first", "ahead", "second") == ["first", "ahead", "second"]


def test_who_is_interrupted_in_the_line_leaves_it(monkeypatch):
    turn = Turn()
    with turn:
        with monkeypatch.context() as patched:
            patched.setattr(threading.Event, "wait", interrupted)
            with pytest.raises(KeyboardInterrupt), turn:
                pass
        assert turn.waiting == 0
    with turn:
        pass


def interrupted(_event, _timeout=None):
    raise KeyboardInterrupt
