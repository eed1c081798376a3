"""Brings the tables up to date, with Alembic, from steps inside the package."""

import threading

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Engine

from reinstate.case import Trouble

_TURN = threading.Lock()
"""Alembic keeps the step under way in its modules: of two threads at once, each would run the other's."""


def migrate(engine: Engine) -> None:
    """Run the missing steps, all or none of them; a second opener waits and finds nothing to do.

    Raises:
        Trouble: `store.newer` where the tables were made by a newer program.
    """
    config = Config()
    config.set_main_option("script_location", "reinstate.store:migrations")
    with _TURN, engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise Trouble("store.newer", where=engine.url.database or "") from error
