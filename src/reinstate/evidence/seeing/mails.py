"""Mails: head and text as rows, and the files that are attached to them."""

import email
import email.policy
import io
from collections.abc import Iterator
from email.message import EmailMessage
from typing import TYPE_CHECKING

from inscriptis import get_text

from reinstate.case import Trouble
from reinstate.evidence.seeing.grid_views import text_rows

if TYPE_CHECKING:
    import olefile


def mail_rows(content: bytes, file: str) -> list[list[str]]:
    """A mail's head and text as rows.

    Raises:
        Trouble: `papers.broken`.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        rows = [[f"{name}: {message[name]}"] for name in ("From", "To", "Date", "Subject") if message[name]]
        body = message.get_body(("plain", "html"))
        text = body.get_content() if body is not None else ""
        if body is not None and body.get_content_subtype() == "html":
            text = get_text(text)
    except Exception as error:  # the parser passes on what damaged heads bring about
        raise Trouble("papers.broken", file=file) from error
    return [*rows, [""], *text_rows(str(text))]


def mail_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail by their names; pictures that stand inside its text are none."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.iter_attachments():
        body = part.get_payload(decode=True)
        shown = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        if isinstance(body, bytes) and part.get_filename() and not shown:
            yield _bare(str(part.get_filename())), body


def _bare(name: str) -> str:
    """A file's name without folders."""
    return name.replace("\\", "/").rpartition("/")[2] or "attachment"


_STREAMS = {"subject": "0037", "sender": "0C1A", "address": "0C1F", "to": "0E04", "body": "1000"}
"""MAPI properties (MS-OXPROPS) by what they hold."""


def outlook_rows(content: bytes, file: str) -> list[list[str]]:
    """The head and text of a mail that Outlook saved.

    Raises:
        Trouble: `papers.broken`.
    """
    import olefile  # noqa: PLC0415

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as store:
            told = {name: _property(store, code) for name, code in _STREAMS.items()}
    except Exception as error:  # a damaged container shows in many ways
        raise Trouble("papers.broken", file=file) from error
    if not any(told.values()):
        raise Trouble("papers.broken", file=file)
    head = [[f"From: {told['sender']} {told['address']}"], [f"To: {told['to']}"], [f"Subject: {told['subject']}"], [""]]
    return [*head, *text_rows(told["body"])]


_ATTACHED = "__attach_version1.0_#"
_NAMES, _DATA = ("3707", "3704"), "__substg1.0_37010102"
"""An attachment's long and short name, and its bytes (MS-OXMSG 2.2.2)."""


def outlook_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail that Outlook saved, by their names."""
    import olefile  # noqa: PLC0415

    with olefile.OleFileIO(io.BytesIO(content)) as store:
        held = {entry[0] for entry in store.listdir() if entry[0].startswith(_ATTACHED)}
        for folder in sorted(held):
            if store.exists(f"{folder}/{_DATA}"):
                names = (_property(store, code, folder) for code in _NAMES)
                name = next((name for name in names if name), "attachment")
                yield _bare(name), store.openstream(f"{folder}/{_DATA}").read()


def _property(store: "olefile.OleFileIO", code: str, folder: str = "") -> str:
    """A property that holds text, of the mail or of something in it."""
    for ending, charset in (("001F", "utf-16-le"), ("001E", "cp1252")):
        name = f"{folder}/__substg1.0_{code}{ending}".lstrip("/")
        if store.exists(name):
            text: str = store.openstream(name).read().decode(charset, "replace")
            return text.rstrip("\x00")
    return ""
