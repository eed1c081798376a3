"""Mail as Outlook saves it: an OLE file whose streams are named by MAPI property and type.

Source: Microsoft's open specifications [MS-OXMSG] (the file) and [MS-OXPROPS] (the properties).
"""

import codecs
import email
import email.policy
import io
import struct
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage

import olefile

from reinstate.case import Trouble
from reinstate.notice.charset import decode
from reinstate.notice.mail import Letter, doubts_of
from reinstate.notice.page import see

_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP, _SENT_BY_ADDRESS = 0x0C1A, 0x0C1F, 0x5D01, 0x0065
_HEADERS = 0x007D
_SUBMITTED, _DELIVERED = 0x0039, 0x0E06
_CODEPAGE, _INTERNET_CODEPAGE = 0x3FFD, 0x3FDE
_UNICODE, _NARROW, _BINARY = 0x001F, 0x001E, 0x0102
_FIXED = "__properties_version1.0"
_HEADER_BYTES, _ENTRY_BYTES = 32, 16
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class _Properties:
    """The properties of a message: raw streams by id and type, and the fixed-size values by id."""

    streams: dict[tuple[int, int], bytes] = field(repr=False)
    fixed: dict[int, bytes]

    def number(self, name: int) -> int | None:
        value = self.fixed.get(name)
        return struct.unpack("<i", value[:4])[0] if value else None

    def words(self, name: int, file: str) -> str:
        if (wide := self.streams.get((name, _UNICODE))) is not None:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.streams.get((name, _NARROW), b"")
        return decode(narrow, _codec(self.number(_CODEPAGE)), file).rstrip("\0") if narrow else ""


def is_outlook(content: bytes) -> bool:
    """Whether an OLE file is a message and no other document: it has the stream of message properties."""
    return _FIXED.encode("utf-16-le") in content


def open_message(content: bytes, file: str) -> Letter:
    """Read a saved message; its attachments are left alone.

    Raises:
        Trouble: `notice.broken-msg`, or `notice.rich-text-only` where the only body is compressed rich text.
    """
    try:
        said = _properties(content)
    except Exception as error:  # olefile passes on whatever damaged sectors bring about
        raise Trouble("notice.broken-msg", file=file) from error
    text, links = _body(said, file)
    headers = email.message_from_string(said.words(_HEADERS, file), policy=email.policy.default)
    assert isinstance(headers, EmailMessage)
    sender = _sender(said, file)
    return Letter(
        text=text,
        sender=sender,
        subject=" ".join(said.words(_SUBJECT, file).split()) or None,
        sent=_sent(said),
        doubts=doubts_of(headers, sender, links),
    )


def _properties(content: bytes) -> _Properties:
    streams: dict[tuple[int, int], bytes] = {}
    wanted = {_SUBJECT, _BODY, _HTML, _RTF, _SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP, _SENT_BY_ADDRESS, _HEADERS}
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        for path in ole.listdir(streams=True, storages=False):
            name = path[-1]
            # A deeper path belongs to a recipient or an attachment.
            if len(path) == 1 and name.startswith("__substg1.0_") and int(name[12:16], 16) in wanted:
                streams[int(name[12:16], 16), int(name[16:20], 16)] = ole.openstream(path).read(_MOST_BYTES)
        table = ole.openstream(_FIXED).read(_MOST_BYTES) if ole.exists(_FIXED) else b""
    entries = (table[place : place + _ENTRY_BYTES] for place in range(_HEADER_BYTES, len(table) - 15, _ENTRY_BYTES))
    return _Properties(streams, {struct.unpack("<H", entry[2:4])[0]: entry[8:] for entry in entries})


def _body(said: _Properties, file: str) -> tuple[str, tuple[str, ...]]:
    plain = said.words(_BODY, file).replace("\r\n", "\n").replace("\r", "\n")
    if plain.strip():
        return plain, ()
    page = said.streams.get((_HTML, _BINARY))
    markup = decode(page, _codec(said.number(_INTERNET_CODEPAGE)), file) if page else said.words(_HTML, file)
    seen = see(markup) if markup.strip() else None
    if seen is not None:
        return seen.text, seen.links
    if (_RTF, _BINARY) in said.streams:
        raise Trouble("notice.rich-text-only", file=file)
    raise Trouble("notice.empty", file=file)


def _sender(said: _Properties, file: str) -> str | None:
    """Name and internet address; an address inside Exchange, which has no @, tells nothing."""
    name = said.words(_SENDER_NAME, file)
    addresses = (said.words(each, file) for each in (_SENDER_SMTP, _SENDER_ADDRESS, _SENT_BY_ADDRESS))
    address = next((each for each in addresses if "@" in each), "")
    return f"{name} <{address}>".strip() if address else name or None


def _sent(said: _Properties) -> date | None:
    """The day of sending: FILETIME counts tenths of microseconds since 1601."""
    for name in (_SUBMITTED, _DELIVERED):
        value = said.fixed.get(name)
        if value and len(value) == 8:
            try:
                return (_EPOCH + timedelta(microseconds=struct.unpack("<Q", value)[0] // 10)).date()
            except OverflowError:
                continue
    return None


def _codec(codepage: int | None) -> str | None:
    """Python's name of a Windows code page."""
    name = {65001: "utf-8", 1200: "utf-16-le", 20127: "ascii"}.get(codepage or 0, f"cp{codepage}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None
