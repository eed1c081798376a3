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
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = "text/csv"
TIFF = "image/tiff"
HEIC = "image/heic"
WEBP = "image/webp"

_HEADER = 1024
"""A PDF may begin after this much else (ISO 32000-1, annex H, note 13 on Adobe's readers)."""

_SIGNED = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+")
"""What a signature seals, as places in the file: so it stands there unpacked (ISO 32000-1, 12.8)."""


_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MESSAGE = "__properties_version1.0".encode("utf-16-le")
"""The stream that a saved message has, and no other document of that container (MS-OXMSG 2.4)."""

_MAIL_HEAD = re.compile(rb"\A(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.MULTILINE)
_MAIL_NAME = re.compile(rb"^(?:From|Subject|Received|MIME-Version):", re.MULTILINE | re.IGNORECASE)

TYPESET = (WORD, MAIL, OUTLOOK, SHEET, TABLE)
"""Types that are no pages themselves: copies show their text set as pages, and carry the file itself."""

ROWS = (MAIL, OUTLOOK, SHEET, TABLE)
"""Types that are read row by row: the places of what they say are not those on the pages of a copy."""

FRAMES = (TIFF, HEIC, WEBP)
"""Pictures that no PDF holds as they are, and that may be several: copies show each on a page of its own."""

_HEIC_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"heim", b"heis", b"hevc")


def signed(content: bytes) -> bool:
    """Whether a PDF bears a digital signature: saving it anew would break it."""
    return _SIGNED.search(content) is not None


def media(content: bytes) -> str | None:
    """The media type of the contents, None for anything that can't become an exhibit."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content[:4] in (b"II*\x00", b"MM\x00*"):
        return TIFF
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        return HEIC
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"PK\x03\x04"):
        return WORD if _holds(content, "word/document.xml") else SHEET if _holds(content, "xl/workbook.xml") else None
    if content.startswith(_CONTAINER):
        return OUTLOOK if _MESSAGE in content else None
    if _is_mail(content):
        return MAIL
    if b"%PDF-" in content[:_HEADER]:
        return PDF
    return TABLE if _tabular(content) else None


def _is_mail(content: bytes) -> bool:
    head = content[:4000]
    return _MAIL_HEAD.match(head) is not None and _MAIL_NAME.search(head) is not None


def _holds(content: bytes, name: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return name in parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        # cut short, so that its table of contents is missing; the entries' names still stand in the open
        return name.encode() in content


def _tabular(content: bytes) -> bool:
    """Whether bytes are plain text in rows of equally many cells."""
    head = content[:20_000]
    if not head.strip() or (
        b"\x00" in head.replace(b"\xff\xfe", b"")[:200] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    lines = [line for line in head.splitlines()[:20] if line.strip()]
    return any(
        sum(line.count(mark) >= 2 for line in lines) >= max(2, len(lines) // 2) for mark in (b";", b",", b"\t", b"|")
    )
