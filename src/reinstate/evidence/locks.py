"""Files that a password locks: which lock it is, and a copy of a PDF without it. The locked bytes stay as they are."""

import io
from collections.abc import Sequence

from reinstate.case import Trouble
from reinstate.evidence.media import PDF, media

_OFFICE = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Office keeps a locked document (MS-OFFCRYPTO 2.3.4.4), as a container names it."""
_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office_locked(content: bytes) -> bool:
    """Whether this is a Word or Excel file that Office locked with a password."""
    return content.startswith(_CONTAINER) and _OFFICE in content


def unlocked(content: bytes, file: str, passwords: Sequence[str]) -> bytes | None:
    """A copy without its password of a PDF that only a password opens; None for every other file.

    Nothing but the lock is taken away; the same file and password give the same bytes.

    Raises:
        Trouble: `evidence.encrypted` without any password, `evidence.password-wrong` where none fits, each with the
            `file`; no password is ever named in it.
    """
    if media(content) != PDF or not _locked(content):
        return None
    for password in passwords:
        if (made := _without(content, password)) is not None:
            return made
    raise Trouble("evidence.password-wrong" if passwords else "evidence.encrypted", file=file)


def _locked(content: bytes) -> bool:
    import pikepdf  # noqa: PLC0415 - only PDFs need qpdf

    try:
        with pikepdf.open(io.BytesIO(content)):
            return False
    except pikepdf.PasswordError:
        return True
    except Exception:  # noqa: BLE001 - what is damaged is told when it is admitted
        return False


def _without(content: bytes, password: str) -> bytes | None:
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), password=password) as pdf:
            pdf.save(out, encryption=False, fix_metadata_version=False, deterministic_id=True)
    except pikepdf.PasswordError:
        return None
    return out.getvalue()
