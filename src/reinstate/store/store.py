"""The store: journals in the database, files beside it."""

import json
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.exc import IntegrityError

from reinstate.case import ORIGIN, Entry, Trouble, canonical, entry_from, entry_hash, files_of, opens_vault, verify
from reinstate.store.faults import told
from reinstate.store.files import Files
from reinstate.store.tables import cases, entries

_COLUMNS = (
    entries.c.seq,
    entries.c.at,
    entries.c.actor,
    entries.c.kind,
    entries.c.version,
    entries.c.body,
    entries.c.previous,
    entries.c.hash,
)

CASE, VAULT = "case", "vault"
"""What a journal can be of."""


class Store:
    """Append-only journals by case id, and files by their SHA-256. Use it as a context, or `close` it."""

    def __init__(self, engine: Engine, files: Files) -> None:
        self._engine = engine
        self._files = files

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def keep(self, content: bytes) -> str:
        """Put bytes on the disk and return their SHA-256.

        Raises:
            Trouble: `store.disk-full` or `store.not-written`.
        """
        return self._files.keep(content)

    def fetch(self, sha256: str) -> bytes:
        """The bytes of that digest, verified.

        Raises:
            Trouble: `store.file-missing`, `store.file-damaged`, `store.not-read`.
        """
        return self._files.fetch(sha256)

    def append(self, case_id: str, *new: Entry) -> None:
        """Add entries to a case, all or none; on return they are on the disk. The first entry opens the case.

        Raises:
            Trouble: `store.conflict` where another writer was first; `store.file-missing` where an entry names a file
                that is not kept; `store.chain-broken`; `store.disk-full`, `store.not-written`, `store.busy`.
        """
        self._check(case_id, new)
        try:
            with told(), self._engine.execution_options(writes=True).begin() as connection:
                _insert(connection, case_id, new)
        except Trouble as trouble:
            if isinstance(trouble.__cause__, IntegrityError):
                raise Trouble("store.conflict", case=case_id[:8], seq=new[0].seq) from trouble
            raise

    def _check(self, case_id: str, new: Sequence[Entry]) -> None:
        for entry in new:
            opens = entry.seq == 1
            if (
                entry.hash != entry_hash(entry)
                or opens != (entry.hash == case_id)
                or opens != (entry.previous == ORIGIN)
            ):
                raise Trouble("store.chain-broken", seq=entry.seq)
            for file in files_of(entry):
                if not self._files.holds(file.sha256):
                    raise Trouble("store.file-missing", sha256=file.sha256)

    def load(self, case_id: str) -> tuple[Entry, ...]:
        """The whole journal of a case, its chain verified.

        Raises:
            Trouble: `store.case-unknown`, `store.chain-broken`, `store.damaged`, `store.not-read`.
        """
        found = select(*_COLUMNS).where(entries.c.case_id == case_id).order_by(entries.c.seq)
        with told("store.not-read"), self._engine.connect() as connection:
            rows = connection.execute(found).mappings().all()
        if not rows:
            raise Trouble("store.case-unknown", case=case_id)
        journal = tuple(_entry(dict(row), seq) for seq, row in enumerate(rows, start=1))
        verify(journal)
        if journal[0].hash != case_id:
            raise Trouble("store.chain-broken", seq=1)
        return journal

    def cases(self) -> tuple[str, ...]:
        """The ids of all cases, the oldest first.

        Raises:
            Trouble: `store.damaged`, `store.not-read`.
        """
        return self._journals(CASE)

    def vaults(self) -> tuple[str, ...]:
        """The ids of all vaults, the oldest first.

        Raises:
            Trouble: `store.damaged`, `store.not-read`.
        """
        return self._journals(VAULT)

    def _journals(self, kind: str) -> tuple[str, ...]:
        found = select(cases.c.id).where(cases.c.kind == kind).order_by(cases.c.opened, cases.c.id)
        with told("store.not-read"), self._engine.connect() as connection:
            return tuple(connection.scalars(found))

    def heads(self, kind: str = CASE) -> dict[str, str]:
        """The hash of the last entry of every case, or of every vault, the oldest first; no chain is verified.

        Raises:
            Trouble: `store.damaged`, `store.not-read`.
        """
        newest = (
            select(func.max(entries.c.seq)).where(entries.c.case_id == cases.c.id).correlate(cases).scalar_subquery()
        )
        found = (
            select(cases.c.id, entries.c.hash)
            .join(entries, (entries.c.case_id == cases.c.id) & (entries.c.seq == newest))
            .where(cases.c.kind == kind)
            .order_by(cases.c.opened, cases.c.id)
        )
        with told("store.not-read"), self._engine.connect() as connection:
            return {row.id: row.hash for row in connection.execute(found)}


def _insert(connection: Connection, case_id: str, new: Sequence[Entry]) -> None:
    for entry in new:
        if entry.seq == 1:
            connection.execute(insert(cases).values(id=case_id, opened=entry.at, kind=_kind(entry)))
        elif entry.previous != _hash_at(connection, case_id, entry.seq - 1):
            raise Trouble("store.conflict", case=case_id[:8], seq=entry.seq)
        connection.execute(insert(entries).values(**_row(case_id, entry)))


def _kind(first: Entry) -> str:
    return VAULT if opens_vault(first) else CASE


def _hash_at(connection: Connection, case_id: str, seq: int) -> str | None:
    found = select(entries.c.hash).where(entries.c.case_id == case_id, entries.c.seq == seq)
    return connection.scalars(found).one_or_none()


def _row(case_id: str, entry: Entry) -> dict[str, Any]:
    row = {column.name: getattr(entry, column.name) for column in _COLUMNS}
    return row | {"case_id": case_id, "body": canonical(entry.body).decode("utf-8")}


def _entry(row: dict[str, Any], seq: int) -> Entry:
    try:
        return entry_from(row | {"body": json.loads(row["body"])}, seq)
    except (TypeError, ValueError, RecursionError) as error:
        raise Trouble("store.chain-broken", seq=seq) from error
