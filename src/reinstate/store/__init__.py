"""The journal and the files of all cases, kept on this machine so that a crash loses nothing that was acknowledged."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reinstate.case import Entry
    from reinstate.store.folder import Carried
    from reinstate.store.store import Store

__all__ = ["carry_out", "look_into", "open_store"]


def open_store(folder: Path) -> "Store":
    """Open the store of a folder; make it, or bring its tables up to date, where needed.

    Raises:
        Trouble: `store.not-opened`, `store.not-a-store`, `store.newer`, `store.busy`, `store.disk-full`.
    """
    from reinstate.store.opening import open_folder  # noqa: PLC0415 - sqlalchemy and alembic cost 0.4 s

    return open_folder(folder)


def carry_out(
    store: "Store", case_id: str, target: Path, readme: Callable[["Entry"], str], *, force: bool = False
) -> "Carried":
    """Write a case as one plain folder: `journal.jsonl`, `files/<sha256>`, `README.txt`, `seal.json`.

    `readme` makes the words for people from the last entry.

    Raises:
        Trouble: `store.folder-in-use`, `store.folder-not-ours`, `store.not-written`, `store.disk-full`, or what `load`
            and `fetch` raise.
    """
    from reinstate.store.folder import write  # noqa: PLC0415 - with its only callers

    return write(store, case_id, target, readme, force=force)


def look_into(folder: Path) -> "Carried":
    """Read such a folder and verify every entry and every file of it.

    Raises:
        Trouble: `store.folder-not-a-case`, `store.folder-seal`, `store.chain-broken`, `store.file-missing`,
            `store.file-damaged`.
    """
    from reinstate.store.folder import read  # noqa: PLC0415 - with its only callers

    return read(folder)
