"""Work ahead of time: only while nobody waits, never after the end, and whatever becomes of one step."""

import threading

from reinstate.case import Trouble
from reinstate.workflow.warming import Quiet, Warming

PATIENCE = 60


def serving():
    """A program that has made its first page."""
    quiet = Quiet()
    with quiet.broken():
        pass
    return quiet


def test_the_first_page_after_the_start_comes_before_all_else():
    quiet, begun = Quiet(), threading.Event()
    warming = Warming((each for each in [begun.set]), quiet)
    assert not begun.wait(0.2)
    with quiet.broken():
        pass
    assert begun.wait(PATIENCE)
    assert warming.join(PATIENCE)


def test_a_program_that_nobody_asks_makes_itself_ready_all_the_same():
    done = []
    assert Warming((each for each in [lambda: done.append(1)]), Quiet()).join(PATIENCE)
    assert done == [1]


def test_the_steps_are_done_in_their_order_and_one_that_fails_stops_no_other():
    done = []

    def steps():
        yield lambda: done.append(1)
        yield refuse
        yield lambda: done.append(2)

    assert Warming(steps(), serving()).join(PATIENCE)
    assert done == [1, 2]


def test_no_step_is_begun_while_somebody_waits():
    quiet, asked, begun = serving(), threading.Event(), threading.Event()

    def steps():
        asked.set()
        yield begun.set

    with quiet.broken():
        with quiet.broken():
            warming = Warming(steps(), quiet)
            assert asked.wait(PATIENCE)
        assert not begun.wait(0.2)
    assert warming.join(PATIENCE)
    assert begun.is_set()


def test_after_the_end_no_step_is_begun_and_what_the_steps_hold_is_let_go():
    held, gone, let_go = threading.Event(), threading.Event(), threading.Event()

    def steps():
        try:
            yield lambda: (held.set(), gone.wait(PATIENCE))
            yield held.clear
        finally:
            let_go.set()

    warming = Warming(steps(), serving())
    assert held.wait(PATIENCE)
    warming.end()
    gone.set()
    assert warming.join(PATIENCE)
    assert held.is_set()
    assert let_go.is_set()


def test_what_ends_while_somebody_waits_ends_at_once():
    quiet = Quiet()
    with quiet.broken():
        warming = Warming((each for each in [refuse]), quiet)
        warming.end()
        assert warming.join(PATIENCE)


def refuse():
    raise Trouble("desk.file-broke")
