"""What a person sees of an e-mail: the fullest readable part, without attachments."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import islice

from reinstate.case import Trouble
from reinstate.notice.charset import decode
from reinstate.notice.formats import declared_charset
from reinstate.notice.page import see

_PART_HEAD = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_MOST_HEADS = 1_000
_MOST_PARTS = 60
"""Parts of a mail that are shown one below the other; of more, the first ones are read."""
_STUB = 0.4
"""A plain part with less than this share of the HTML part's words is a stub."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail: its envelope, its visible text, and doubts about where it comes from."""

    text: str
    sender: str | None
    subject: str | None
    sent: date | None
    doubts: tuple[str, ...]
    notes: tuple[str, ...] = ()


def open_mail(content: bytes, file: str) -> Letter:
    """Read an e-mail; a charset that it doesn't declare is found as for any file.

    Raises:
        Trouble: `notice.broken-mail` where parts stand in parts without end.
    """
    try:
        return _letter(content, file)
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError, AssertionError) as error:
        # The standard library tells damaged headers and parts by whatever its parser runs into.
        raise Trouble("notice.broken-mail", file=file) from error


def _letter(content: bytes, file: str) -> Letter:
    whole = content.lstrip(b"\r\n\xef\xbb\xbf")
    kept = _beginning(whole)
    message = email.message_from_bytes(kept, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    shown = list(islice(_shown(message), _MOST_PARTS + 1))
    text, links = _body(shown[:_MOST_PARTS], file)
    sender = _header(message, "from")
    return Letter(
        text=text,
        sender=sender,
        subject=_header(message, "subject"),
        sent=_sent(message),
        doubts=doubts_of(message, sender, links),
        notes=("text-cut",) if len(shown) > _MOST_PARTS or len(kept) < len(whole) else (),
    )


def _beginning(content: bytes) -> bytes:
    """As much of a mail as the standard library parses in a second: up to so many parts."""
    heads = islice(_PART_HEAD.finditer(content), _MOST_HEADS, None)
    return content[: last.start()] if (last := next(heads, None)) else content


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except (ValueError, IndexError, AttributeError):  # a header that the standard library can't parse
        return None
    return " ".join(str(value).split()) if value else None


def _sent(message: EmailMessage) -> date | None:
    raw = _header(message, "date")
    try:
        return parsedate_to_datetime(raw).date() if raw else None
    except (ValueError, TypeError):
        return None


def _body(shown: list[EmailMessage], file: str) -> tuple[str, tuple[str, ...]]:
    """The text of the parts, in order, and the targets of their links."""
    plain: list[str] = []
    seen_links: list[str] = []
    for part in shown:
        text, links = _text_of_part(part, file)
        plain.append(text)
        seen_links += links
    return "\n\n".join(text for text in plain if text.strip()), tuple(seen_links)


def _shown(part: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that a mail program shows; found one by one, for a mail may hold thousands."""
    kind = part.get_content_type()
    inner = (each for each in part.iter_parts() if isinstance(each, EmailMessage))
    if kind == "multipart/alternative":
        parts = list(islice((shown for each in inner for shown in _shown(each)), _MOST_PARTS))
        yield from [_fuller(parts)] if parts else []
    elif part.is_multipart():
        for each in inner:
            yield from _shown(each)
    elif part.get_content_disposition() != "attachment" and kind in ("text/plain", "text/html"):
        yield part


def _fuller(parts: list[EmailMessage]) -> EmailMessage:
    """The plain part, unless it is a stub that sends the reader to the HTML part."""
    sizes = [(len(re.sub(r"\s", "", _text_of_part(part, "")[0])), part) for part in parts]
    most = max(size for size, _ in sizes)
    return next(part for size, part in sizes if size >= _STUB * most)


def _text_of_part(part: EmailMessage, file: str) -> tuple[str, tuple[str, ...]]:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else str(part.get_payload()).encode("utf-8", "surrogateescape")
    declared = part.get_content_charset()
    if part.get_content_type() == "text/html":
        seen = see(decode(content, declared or declared_charset(content), file))
        return seen.text, seen.links
    return decode(content, declared, file).replace("\r\n", "\n").lstrip("\ufeff"), ()


def _domain(address: str | None) -> str:
    return str((re.findall(r"@([\w.-]+)", address or "") or [""])[-1]).lower().rstrip(".")


def doubts_of(message: EmailMessage, sender: str | None, links: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of what in the envelope and the links speaks against a mail from the sender that it names."""
    found = []
    checks = (_header(message, "authentication-results") or "").lower()
    if re.search(r"\b(?:spf|dkim|dmarc)=(?:hard)?fail", checks):
        found.append("authentication-fails")
    answers = _domain(_header(message, "reply-to"))
    if answers and _domain(sender) and answers.split(".")[-2:] != _domain(sender).split(".")[-2:]:
        found.append("reply-elsewhere")
    hosts = {
        re.sub(r"^https?://([^/:?#]+).*$", r"\1", link.lower()) for link in links if link.lower().startswith("http")
    }
    if hosts and not any(is_amazon(host) for host in hosts):
        found.append("links-elsewhere")
    header = message["from"]
    named = " ".join(each.display_name for each in header.addresses) if isinstance(header, AddressHeader) else ""
    if "amazon" in named.lower() and not is_amazon(_domain(sender)):
        found.append("sender-not-amazon")
    return tuple(found)


def is_amazon(host: str) -> bool:
    """Whether a host belongs to Amazon: its registered name is `amazon` or one of its mail and media names."""
    return bool(
        re.search(
            r"(?:^|\.)(?:amazon(?:\.co|\.com)?\.[a-z]{2,3}|(?:media-|ssl-images-)?amazon\.com|a\.co|amzn\.to|sell\.amazon\.[a-z.]{2,6}|aboutamazon\.[a-z.]{2,6}|sellercentral-europe\.amazon\.com)$",
            host,
        )
    )
