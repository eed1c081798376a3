"""From a folder to an open store: the engine, its pragmas, its tables.

Everything particular to SQLite stands in `_sqlite`; the rest runs on PostgreSQL as it is.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select

from reinstate.store.faults import told
from reinstate.store.files import Files, sync_folder
from reinstate.store.store import Store
from reinstate.store.tables import NEWEST, stamp

_PATIENCE = 30
"""Seconds that a writer waits for another one."""


def open_folder(folder: Path) -> Store:
    """The store of a folder, its tables up to date.

    Raises:
        Trouble: `store.not-opened`, `store.not-a-store`, `store.newer`, `store.busy`, `store.disk-full`.
    """
    with told("store.not-opened"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "files").mkdir(mode=0o700, exist_ok=True)
        engine = _sqlite(folder / "cases.sqlite3")
        try:
            _bring_up_to_date(engine)
        except BaseException:
            engine.dispose()
            raise
        sync_folder(folder)
    return Store(engine, Files(folder / "files"))


def _sqlite(path: Path) -> Engine:
    # a connection for whoever asks: with a bounded pool, writers that wait for another program would hold up readers
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": _PATIENCE}, max_overflow=-1
    )

    @event.listens_for(engine, "connect")
    def settle(raw: Any, _record: Any) -> None:
        # The driver would begin late and commit tables at once; `begin` below takes both from it.
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: one that reads first could not wait for its turn any more.
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _bring_up_to_date(engine: Engine) -> None:
    if not _up_to_date(engine):
        from reinstate.store.migrating import migrate  # noqa: PLC0415 - alembic costs 0.3 s

        migrate(engine)


def _up_to_date(engine: Engine) -> bool:
    """Whether the newest step has run; asked before Alembic is."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(stamp.name):
            return False
        return connection.scalars(select(stamp.c.version_num)).all() == [NEWEST]
