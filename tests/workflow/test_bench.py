"""What somebody may want next is made beside the pages: the newest only, one thing at a time."""

import threading

from reinstate.case import Trouble
from reinstate.workflow.bench import Foresight

PATIENCE = 60


def test_of_what_is_asked_for_meanwhile_only_the_newest_is_made():
    foresight, under_way, go_on, made, last = Foresight(), threading.Event(), threading.Event(), [], threading.Event()
    foresight.ask(lambda: (made.append("first"), under_way.set(), go_on.wait(PATIENCE)))
    assert under_way.wait(PATIENCE)
    foresight.ask(lambda: made.append("second"))
    foresight.ask(lambda: (made.append("third"), last.set()))
    go_on.set()
    assert last.wait(PATIENCE)
    assert made == ["first", "third"]


def test_trouble_in_it_is_nobodys_and_the_next_thing_is_made():
    foresight, made = Foresight(), threading.Event()

    def refuse():
        raise Trouble("desk.file-broke")

    foresight.ask(refuse)
    foresight.ask(made.set)
    assert made.wait(PATIENCE)
