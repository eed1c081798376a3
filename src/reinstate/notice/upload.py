"""From an uploaded file to what a person would read in it; the type is found by content, never by name."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from reinstate.case import Notice, Span, Trouble
from reinstate.case.sight import Recogniser
from reinstate.notice.charset import decode
from reinstate.notice.formats import declared_charset, looks_like_html, looks_like_mail

MOST_BYTES = 60_000_000
MOST_TEXT = 2_000_000
"""Characters that are kept of a text: five hundred pages. No notice is as long; what is longer is a log or a dump."""
_MOST_PLAIN_BYTES = 4 * MOST_TEXT
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UNSUPPORTED = ((b"{\\rtf", "RTF"), (b"Rar!", "RAR"), (b"\x1f\x8b", "GZIP"), (b"7z\xbc\xaf", "7Z"))


@dataclass(frozen=True, slots=True)
class Opened:
    """An upload opened: its visible text, and what its envelope says if it is a mail."""

    text: str
    sender: str | None = None
    subject: str | None = None
    sent: date | None = None
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unsure: tuple[Span, ...] = ()


def read(content: bytes, file: str, recognise: Recogniser | None) -> Notice:
    """Read an upload.

    Raises:
        Trouble: `notice.<key>` where the file holds no readable text.
    """
    opened = open_upload(content, file, recognise)
    text = opened.text[:MOST_TEXT]
    if not re.search(r"\w", text):
        raise Trouble("notice.empty", file=file)
    return Notice(
        file=file,
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        sender=opened.sender,
        subject=opened.subject,
        sent=opened.sent,
        doubts=opened.doubts,
        notes=opened.notes if len(text) == len(opened.text) else tuple(dict.fromkeys((*opened.notes, "text-cut"))),
        unsure=opened.unsure,
    )


def plain(content: bytes) -> bool:
    """Whether no other than Python's own readers of text, mail and pages is needed."""
    return not (b"%PDF-" in content[:1024] or content.startswith((_ZIP, _OLE)) or _is_picture(content))


def open_upload(content: bytes, file: str, recognise: Recogniser | None) -> Opened:
    """Find out what the bytes are and take the text from them."""
    if not content.strip():
        raise Trouble("notice.empty", file=file)
    if len(content) > MOST_BYTES:
        raise Trouble("notice.too-large", file=file, limit=MOST_BYTES // 1_000_000)
    if b"%PDF-" in content[:1024]:
        from reinstate.notice.paper import read_pdf  # noqa: PLC0415 - only PDFs need PDFium

        paper = read_pdf(content, file, recognise)
        return Opened(paper.text, notes=paper.notes, unsure=paper.unsure)
    if content.startswith(_ZIP):
        return _zipped(content, file)
    if content.startswith(_OLE):
        return _outlook(content, file)
    if _is_picture(content):
        return _picture(content, file, recognise)
    _refuse(content, file)
    return _mail_or_page(content, file)


def _zipped(content: bytes, file: str) -> Opened:
    if b"word/document.xml" not in content:
        raise Trouble("notice.unsupported", file=file, type="ZIP")
    from reinstate.notice.paper import docx_text  # noqa: PLC0415 - only Word files need it

    return Opened(docx_text(content, file))


def _outlook(content: bytes, file: str) -> Opened:
    from reinstate.notice.outlook import is_outlook, open_message  # noqa: PLC0415 - only Outlook's files need it

    if not is_outlook(content):
        raise Trouble("notice.unsupported", file=file, type="DOC/XLS")
    letter = open_message(content, file)
    return Opened(letter.text, letter.sender, letter.subject, letter.sent, letter.doubts, letter.notes)


def _is_picture(content: bytes) -> bool:
    bitmap = content[:2] == b"BM" and content[6:10] == b"\0\0\0\0"
    return content.startswith(_PICTURES) or content[8:12] == b"WEBP" or content[4:8] == b"ftyp" or bitmap


def _picture(content: bytes, file: str, recognise: Recogniser | None) -> Opened:
    if recognise is None:
        raise Trouble("notice.image", file=file)
    from reinstate.notice.picture import read_picture  # noqa: PLC0415 - only pictures need Pillow

    seen = read_picture(content, file, recognise)
    return Opened(seen.text, notes=("recognised",), unsure=seen.unsure)


def _refuse(content: bytes, file: str) -> None:
    for mark, name in _UNSUPPORTED:
        if content.startswith(mark):
            raise Trouble("notice.unsupported", file=file, type=name)


def _mail_or_page(content: bytes, file: str) -> Opened:
    if looks_like_mail(content):
        from reinstate.notice.mail import open_mail  # noqa: PLC0415 - only mails need the e-mail package

        letter = open_mail(content, file)
        return Opened(letter.text, letter.sender, letter.subject, letter.sent, letter.doubts, letter.notes)
    if looks_like_html(content):
        from reinstate.notice.page import see  # noqa: PLC0415 - only pages need a parser of tags

        seen = see(decode(content, declared_charset(content), file))
        return Opened(seen.text, notes=seen.notes)
    kept = content[:_MOST_PLAIN_BYTES]
    return Opened(
        decode(kept, None, file, cut=len(kept) < len(content)), notes=("text-cut",) if len(kept) < len(content) else ()
    )
