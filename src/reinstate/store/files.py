"""Files by their content: `files/ab/cdef…`, where `abcdef…` is the SHA-256 of the bytes.

A file appears under its name only when it is whole and on the disk; so what is there can be trusted after a crash, and
reading verifies it all the same.
"""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reinstate.case import Trouble
from reinstate.store.faults import of_file

_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Files:
    """A folder of files named by their content."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Put bytes on the disk and return their SHA-256; the same bytes are kept once.

        Raises:
            Trouble: `store.disk-full` or `store.not-written`; nothing half-written remains.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            if not _is(place, sha256):
                write_whole(place, content)
            sync_folder(place.parent)
            sync_folder(self.folder)
        except OSError as error:
            raise of_file(error) from error
        return sha256

    def holds(self, sha256: str) -> bool:
        """Whether a file is there, without reading it."""
        return self._place(sha256).is_file()

    def fetch(self, sha256: str) -> bytes:
        """The bytes of that digest.

        Raises:
            Trouble: `store.file-missing`, `store.file-damaged`, `store.not-read`.
        """
        return verified(self._place(sha256), sha256)

    def _place(self, sha256: str) -> Path:
        if not _DIGEST.fullmatch(sha256):
            raise Trouble("store.file-missing", sha256=sha256)
        return self.folder / sha256[:2] / sha256[2:]


def verified(place: Path, sha256: str) -> bytes:
    """The bytes of a file that must have a digest.

    Raises:
        Trouble: `store.file-missing`, `store.file-damaged`, `store.not-read`.
    """
    try:
        content = place.read_bytes()
    except FileNotFoundError as error:
        raise Trouble("store.file-missing", sha256=sha256) from error
    except OSError as error:
        raise of_file(error, "store.not-read") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Trouble("store.file-damaged", sha256=sha256)
    return content


def _is(place: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(place.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False


def write_whole(place: Path, content: bytes) -> None:
    """Write beside, push to the disk, then rename: the name never stands for half a file.

    Raises:
        OSError: what the system says; the file beside is gone then.
    """
    number, name = tempfile.mkstemp(prefix=".writing-", dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Push the names in a folder to the disk, where the platform can (Windows opens no folders)."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError:  # some network file systems refuse it for folders
        return
    finally:
        os.close(number)
