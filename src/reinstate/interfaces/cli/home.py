"""Which case a command is about: a folder, or one of the store by the beginning of its id."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reinstate.case import Trouble
from reinstate.interfaces.cli.cases import default_home
from reinstate.interfaces.cli.desk import Desk

if TYPE_CHECKING:
    from reinstate.workflow.homes import Home


@contextmanager
def case_home(desk: Desk, case: str) -> Iterator["Home"]:
    """The case that a person named; trouble on the way is told and ends the program."""
    from reinstate.store import open_store
    from reinstate.workflow.homes import home_of

    with ExitStack() as stack:
        try:
            yield home_of(
                case, lambda: stack.enter_context(open_store(default_home(os.environ, sys.platform, Path.home())))
            )
        except Trouble as trouble:
            desk.refuse(trouble)
