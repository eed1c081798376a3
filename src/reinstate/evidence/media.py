"""What a file is, told by its bytes and never by its name."""

import io
import re
import zipfile

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEADER = 1024
"""A PDF may begin after this much else (ISO 32000-1, annex H, note 13 on Adobe's readers)."""

_SIGNED = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+")
"""What a signature seals, as places in the file: so it stands there unpacked (ISO 32000-1, 12.8)."""


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
    return PDF if b"%PDF-" in content[:_HEADER] else None


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "word/document.xml" in parts.namelist()
    except zipfile.BadZipFile:
        # cut short, so that its table of contents is missing; the entries' names still stand in the open
        return b"word/document.xml" in content
