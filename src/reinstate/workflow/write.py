"""Writing a file or a folder whole or not at all: aside first, then renamed."""

import contextlib
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from reinstate.case import Trouble


def refuse_full(out: Path, *, force: bool) -> None:
    """Refuse a target that already holds files, unless told to replace it.

    Raises:
        Trouble: `package.out-not-empty`, `package.out-is-file`.
    """
    if out.is_file():
        raise Trouble("package.out-is-file", folder=str(out))
    if out.is_dir() and any(out.iterdir()) and not force:
        raise Trouble("package.out-not-empty", folder=str(out))


def write_folder(out: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write files below a folder, all or none; with `force` what was there before is replaced in one step.

    Raises:
        Trouble: `package.not-written` where disk or rights don't allow it; what was there before is still there.
    """
    refuse_full(out, force=force)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise Trouble("package.not-written", folder=str(out), reason=error.strerror or str(error)) from error
    try:
        for name, content in files.items():
            _write(aside / name, content)
        aside.chmod(0o755)
        with unbroken():
            _swap(aside, out)
    except OSError as error:
        raise Trouble("package.not-written", folder=str(out), reason=error.strerror or str(error)) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def unbroken() -> Iterator[None]:
    """Let the keyboard not end the program for the moment in which what was made takes its place."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heard)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _swap(aside: Path, out: Path) -> None:
    if not out.exists():
        aside.rename(out)
        return
    old = out.with_name(f".{out.name}-replaced")
    shutil.rmtree(old, ignore_errors=True)
    out.rename(old)
    try:
        aside.rename(out)
    except OSError:
        old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)


def write_output(out: Path, content: bytes) -> None:
    """Write one file whole or not at all.

    Raises:
        Trouble: `package.not-written` where disk or rights don't allow it.
    """
    aside = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(content)
        aside.replace(out)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise Trouble("package.not-written", folder=str(out), reason=error.strerror or str(error)) from error
