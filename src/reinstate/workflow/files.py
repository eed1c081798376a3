"""Files that a person named."""

from pathlib import Path, PurePosixPath

from reinstate.case import Trouble

MOST_NAME = 100
"""Characters of a file's name that are kept."""


def plain_name(name: str) -> str:
    """The name of a file from outside, without folders and without what a file system gives a meaning."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*%/' else "_" for letter in bare).strip(". ")
    return kept[-MOST_NAME:] or "document"


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
