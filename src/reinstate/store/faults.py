"""What the world says when it fails, in the house's codes."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from reinstate.case import Trouble

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}

# Primary result codes of SQLite: https://sqlite.org/rescode.html
_SQLITE = {5: "store.busy", 6: "store.busy", 11: "store.damaged", 13: "store.disk-full", 26: "store.not-a-store"}


def of_file(error: OSError, otherwise: str = "store.not-written") -> Trouble:
    """The trouble behind a failed file operation."""
    code = "store.disk-full" if error.errno in _FULL else otherwise
    return Trouble(code, where=str(error.filename or ""), reason=error.strerror or type(error).__name__)


def of_database(error: BaseException, otherwise: str = "store.not-written") -> Trouble:
    """The trouble behind a failed statement."""
    cause = getattr(error, "orig", None) or error
    code = _SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, otherwise)
    return Trouble(code, where="", reason=str(cause))


@contextmanager
def told(otherwise: str = "store.not-written") -> Iterator[None]:
    """Turn failures of files and of the database into troubles.

    Raises:
        Trouble: `store.disk-full`, `store.busy`, `store.damaged`, `store.not-a-store` or the given code.
    """
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415 - only a store that is open gets here

    try:
        yield
    except OSError as error:
        raise of_file(error, otherwise) from error
    except DBAPIError as error:
        raise of_database(error, otherwise) from error
