"""Mails: head and text as rows, and the files that are attached to them."""

import email
import email.policy
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, Message
from email.utils import format_datetime
from typing import TYPE_CHECKING

import charset_normalizer
from inscriptis import get_text

from reinstate.case import Trouble
from reinstate.evidence.seeing.grid_views import text_rows

if TYPE_CHECKING:
    import olefile


HEAD = ("From", "To", "Cc", "Date", "Subject")
"""What a reader sees of a head."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What a reader sees of a mail: head, text, the names of what is attached, and how many pictures it shows."""

    head: tuple[tuple[str, str], ...]
    text: str
    attached: tuple[str, ...] = ()
    pictures: int = 0


def mail_in(content: bytes, file: str) -> Mail:
    """A mail, as it was sent or as Outlook saved it.

    Raises:
        Trouble: `papers.broken`.
    """
    try:
        return _outlook(content) if content.startswith(_CONTAINER) else _mail(content)
    except Exception as error:  # the parsers pass on what damaged heads and containers bring about
        raise Trouble("papers.broken", file=file) from error


def rows_of(content: bytes, file: str) -> list[list[str]]:
    """A mail's head and text as rows.

    Raises:
        Trouble: `papers.broken`.
    """
    mail = mail_in(content, file)
    return [*([f"{name}: {value}"] for name, value in mail.head), [""], *text_rows(mail.text)]


def _mail(content: bytes) -> Mail:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    text = str(body.get_content()) if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        text = get_text(text)
    head = tuple((name, str(message[name])) for name in HEAD if message[name])
    shown = sum(part.get_content_maintype() == "image" and not _attached(part) for part in message.walk())
    return Mail(head, text, tuple(name for name, _ in mail_parts(content)), shown)


def _attached(part: EmailMessage | Message) -> bool:
    """Whether a part is attached: pictures that stand inside the text are not."""
    return part.get_content_maintype() != "image" or part.get_content_disposition() == "attachment"


def mail_parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files attached to a mail by their names; pictures that stand inside its text are none."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    for part in message.iter_attachments():
        body = part.get_payload(decode=True)
        if isinstance(body, bytes) and part.get_filename() and _attached(part):
            yield _bare(str(part.get_filename())), body


def _bare(name: str) -> str:
    """A file's name without folders."""
    return name.replace("\\", "/").rpartition("/")[2] or "attachment"


_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = {"subject": "0037", "sender": "0C1A", "smtp": "5D01", "address": "0C1F", "to": "0E04", "cc": "0E03"}
_BODY, _PAGE = "1000", "1013"
_SENT, _CAME = 0x0039, 0x0E06
"""MAPI properties (MS-OXPROPS) by what they hold."""


def _outlook(content: bytes) -> Mail:
    """A mail that Outlook saved; one that tells nothing is none."""
    import olefile  # noqa: PLC0415

    with olefile.OleFileIO(io.BytesIO(content)) as store:
        told = {name: _property(store, code) for name, code in _STREAMS.items()}
        text = _property(store, _BODY) or get_text(_page(store))
        sent = _sent(store.openstream(_FIXED).read() if store.exists(_FIXED) else b"")
    if not any((*told.values(), text.strip())):
        raise ValueError(content[:8])
    address = told["smtp"] or (told["address"] if "@" in told["address"] else "")
    parts = (told["sender"], f"<{address}>" if address and address != told["sender"] else "")
    values = (" ".join(filter(None, parts)), told["to"], told["cc"], sent, told["subject"])
    head = tuple((name, value) for name, value in zip(HEAD, values, strict=True) if value)
    return Mail(head, text, tuple(name for name, _ in outlook_parts(content)))


def _page(store: "olefile.OleFileIO") -> str:
    """The text as a page of HTML, which is kept as bytes or as words."""
    name = f"__substg1.0_{_PAGE}0102"
    page: bytes = store.openstream(name).read() if store.exists(name) else b""
    best = charset_normalizer.from_bytes(page).best() if page else None
    return str(best) if best else _property(store, _PAGE) or "<p></p>"


_FIXED = "__properties_version1.0"
_HEAD_BYTES, _ENTRY_BYTES = 32, 16
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def _sent(table: bytes) -> str:
    """When it was sent, else when it came, as a head of a mail says it (MS-OXMSG 2.4: entries of tag, flags, value)."""
    entries = [table[at : at + _ENTRY_BYTES] for at in range(_HEAD_BYTES, len(table) - _ENTRY_BYTES + 1, _ENTRY_BYTES)]
    fixed = {int.from_bytes(each[2:4], "little"): int.from_bytes(each[8:16], "little") for each in entries}
    ticks = fixed.get(_SENT) or fixed.get(_CAME)
    return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""


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
