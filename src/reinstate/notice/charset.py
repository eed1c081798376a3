"""From bytes to text: declared charset first, then marks and strict UTF-8, then a guess."""

import codecs

from reinstate.case import Trouble

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ALIKE = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "iso-8859-1": "cp1252", "us-ascii": "cp1252"}
"""Charsets that mail programs declare where they mean the larger one."""

_GUESSES = [
    "gb18030", "big5", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp1252", "cp1250", "cp1254", "cp1258", "tis_620",
]  # fmt: skip
_ESCAPE = b"\x1b$"
_GUESSED_FROM = 200_000
"""Bytes from which a charset is guessed."""


def decode(content: bytes, declared: str | None = None, file: str = "", *, cut: bool = False) -> str:
    """The text of a byte string.

    Args:
        content: the bytes.
        declared: the charset that the file says it is in.
        file: its name, for the error.
        cut: whether the bytes may end in the middle of a character.

    Raises:
        Trouble: `notice.unknown-charset` where no charset fits.
    """
    for charset in (_marked(content), _known(declared), "iso2022_jp" if _ESCAPE in content else None, "utf-8"):
        if charset is not None:
            try:
                return codecs.getincrementaldecoder(charset)().decode(content, final=not cut)
            except (UnicodeError, LookupError):
                continue
    return _guess(content, file)


def _marked(content: bytes) -> str | None:
    return next((charset for mark, charset in _MARKS if content.startswith(mark)), None)


def _known(declared: str | None) -> str | None:
    if not declared:
        return None
    try:
        name = codecs.lookup(declared.strip("\"' ")).name
    except LookupError:
        return None
    return _ALIKE.get(declared.strip("\"' ").lower(), _ALIKE.get(name, name))


def _guess(content: bytes, file: str) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only odd files need it

    if _binary(content):
        raise Trouble("notice.unknown-charset", file=file)
    best = from_bytes(content[:_GUESSED_FROM], cp_isolation=_GUESSES).best()
    if best is None:
        raise Trouble("notice.unknown-charset", file=file)
    return content.decode(best.encoding, "replace") if len(content) > _GUESSED_FROM else str(best)


def _binary(content: bytes) -> bool:
    return b"\0" in content[:4096]
