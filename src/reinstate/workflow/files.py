"""Files that a person named."""

from pathlib import Path

from reinstate.case import Trouble


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that a person named.

    Raises:
        Trouble: `package.no-file` or `package.not-read`.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Trouble("package.no-file", file=str(path)) from error
    except OSError as error:
        raise Trouble("package.not-read", file=str(path), reason=error.strerror or str(error)) from error
