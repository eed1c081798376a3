"""Jobs in a process of their own: told what they are at, ended when they go silent, read on after accidents."""

import os
import threading
import time
import zipfile

import pytest

from reinstate.case import Trouble
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.evidence import papers
from tests.evidence.hostile import stream_bomb
from tests.evidence.papers import INVOICE


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    with Worker(tmp_path_factory.mktemp("cache"), patience=3, memory=700_000_000) as made:
        yield made


def silent(knowledge):
    alive("paper.pdf")
    time.sleep(60)


def busy(knowledge):
    alive("paper.pdf")
    while True:
        pass


def slow_and_steady(knowledge):
    for _ in range(5):
        time.sleep(0.8)
        alive()
    return "done"


def waiting_its_turn(knowledge):
    time.sleep(4)  # longer than the patience, but nothing is computed
    return "done"


def dying_on(knowledge, file):
    alive(file)
    os._exit(3)


def counting(knowledge, last):
    yield from range(last)
    raise Trouble("papers.broken", file="last")


def test_what_computes_without_end_is_ended_and_its_file_is_named(worker):
    with pytest.raises(Trouble) as caught:
        worker.run(busy)
    assert (caught.value.code, caught.value.details) == ("papers.slow", {"file": "paper.pdf", "limit": 3})


def test_what_goes_silent_without_computing_is_ended_too(tmp_path):
    with Worker(tmp_path, patience=0.5) as impatient, pytest.raises(Trouble) as caught:
        impatient.run(silent)
    assert (caught.value.code, caught.value.details["file"]) == ("papers.slow", "paper.pdf")


def test_what_waits_for_its_turn_is_not_given_up(worker):
    assert worker.run(waiting_its_turn) == "done"


def test_what_shows_that_it_is_alive_may_take_longer(worker):
    assert worker.run(slow_and_steady) == "done"


def test_what_breaks_the_worker_is_named(worker):
    with pytest.raises(Trouble) as caught:
        worker.run(dying_on, "a.pdf")
    assert (caught.value.code, caught.value.details) == ("papers.harmful", {"file": "a.pdf"})


def test_values_come_one_by_one_before_the_trouble(worker):
    heard = worker.each(counting, 3)
    assert [next(heard), next(heard), next(heard)] == [0, 1, 2]
    with pytest.raises(Trouble) as caught:
        next(heard)
    assert caught.value.details == {"file": "last"}


def test_who_stops_listening_gets_a_fresh_worker(worker):
    heard = worker.each(counting, 1000)
    assert next(heard) == 0
    heard.close()
    assert next(worker.each(counting, 1)) == 0


def test_an_archive_is_read_on_behind_the_document_that_broke_the_worker(worker, tmp_path):
    path = tmp_path / "papers.zip"
    with zipfile.ZipFile(path, "w") as held:
        for name, body in (("a.pdf", INVOICE), ("b.pdf", stream_bomb()), ("c.pdf", INVOICE)):
            held.writestr(name, body)
    said = {name.rpartition("/")[2]: each for name, each in papers([path], worker)}
    assert [name for name, each in said.items() if isinstance(each, Trouble)] == ["b.pdf"]
    assert list(said) == ["a.pdf", "b.pdf", "c.pdf"]
    assert said["b.pdf"].code in ("papers.harmful", "papers.slow")  # slow on a machine with much else to do


def waiting(knowledge, file):
    alive(file)
    time.sleep(600)


def test_a_worker_that_is_closed_leaves_its_job_at_once_and_takes_no_other(tmp_path):
    worker, told = Worker(tmp_path, patience=500), []
    job = threading.Thread(target=lambda: told.append(trouble_of(worker, waiting, "a.pdf")))
    job.start()
    while worker._process is None or not worker._at.file:  # the process has to be at its job
        time.sleep(0.05)
    worker.close()
    job.join(60)
    assert [each.code for each in told] == ["papers.harmful"]
    assert trouble_of(worker, waiting, "b.pdf").code == "desk.file-broke"


def trouble_of(worker, *job):
    with pytest.raises(Trouble) as caught:
        worker.run(*job)
    return caught.value
