"""What an upload is, told by its first bytes; the readers themselves load only when they are needed."""

import codecs
import re

_DECLARED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_FIRST_TAG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!doctype html|<html|<!--|<head|<body|<div|<p\b|<table|<meta|<span|<br)",  # noqa: E501 - one expression
    re.IGNORECASE,
)
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_HEAD = 4000
_HEADERS = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[ \t][^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}")
_MAIL_HEADER = re.compile(
    rb"^(?:from|subject|date|message-id|mime-version|received|return-path|content-type|to):",
    re.IGNORECASE | re.MULTILINE,
)


def looks_like_mail(content: bytes) -> bool:
    """Whether bytes start with the header of a transported e-mail, not with a typed copy of one."""
    head = _HEADERS.match(content.lstrip(b"\r\n\xef\xbb\xbf"))
    if head is None:
        return False
    names = {name.lower() for name in _MAIL_HEADER.findall(head.group())}
    return bool(names & {b"mime-version:", b"message-id:", b"received:", b"return-path:", b"content-type:"})


def looks_like_html(content: bytes) -> bool:
    """Whether bytes are a page: they start with a tag and close one, in a charset that writes tags as ASCII does."""
    wide = next((charset for mark, charset in _WIDE.items() if content.startswith(mark)), None)
    if wide:
        content = content[:_HEAD].decode(wide, "ignore").encode()
    return bool(_FIRST_TAG.match(content)) and (wide is not None or b"</" in content)


def declared_charset(content: bytes) -> str | None:
    """The charset that the page's own head names."""
    found = _DECLARED.search(content[:4096])
    return found.group(1).decode("ascii") if found else None
