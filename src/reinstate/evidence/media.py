"""What a file is, told by its bytes and never by its name."""

import io
import re
import zipfile

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
MAIL = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEADER = 1024
"""A PDF may begin after this much else (ISO 32000-1, annex H, note 13 on Adobe's readers)."""

_SIGNED = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+")
"""What a signature seals, as places in the file: so it stands there unpacked (ISO 32000-1, 12.8)."""


_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE = "__properties_version1.0".encode("utf-16-le")
"""The stream that a saved message has, and no other document of that container (MS-OXMSG 2.4)."""

_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_MAIL_NAME = re.compile(rb"^(?:From|Subject|Received|MIME-Version):", re.MULTILINE | re.IGNORECASE)

TYPESET = (WORD, MAIL, OUTLOOK)
"""Types that are no pages themselves: copies show their text set as pages, and carry the file itself."""


def signed(content: bytes) -> bool:
    """Whether a PDF bears a digital signature: saving it anew would break it."""
    return _SIGNED.search(content) is not None


def media(content: bytes) -> str | None:
    """The media type of the contents, None for anything that can't become an exhibit."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"PK\x03\x04"):
        return WORD if _is_word(content) else None
    if content.startswith(_CONTAINER):
        return OUTLOOK if _MESSAGE in content else None
    if _is_mail(content):
        return MAIL
    return PDF if b"%PDF-" in content[:_HEADER] else None


def _is_mail(content: bytes) -> bool:
    head = content[:4000]
    return _MAIL_HEAD.match(head) is not None and _MAIL_NAME.search(head) is not None


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "word/document.xml" in parts.namelist()
    except zipfile.BadZipFile:
        # cut short, so that its table of contents is missing; the entries' names still stand in the open
        return b"word/document.xml" in content
