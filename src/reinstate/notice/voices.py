"""Who speaks: in a forwarded or answered mail the words of the seller are told apart from Amazon's and muted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reinstate.language.fold import fold

_QUOTED = re.compile(r"(?m)^[ \t]*>[> ]?.*$")
_INTRODUCED = re.compile(r"(?m)^[^\n]{5,160}[:：][ \t]*\n(?=\s*>)")
_BULLETED = re.compile(
    r"(?m)^[^\n\d@>]{5,200}[:：][ \t]*\n(?:[ \t]*\n)?"
    r"((?:[ \t]+>[ \t]*[^\s>][^\n]*[^\s.!?。！？:：,，][ \t]*(?:\n|$)){2,12})"
)
"""A list with signs of quotation for bullets: set in, introduced by a colon, no line ends as a sentence does."""

_ENOUGH = 160
"""Own words beside a quotation that make a message an answer and not a mere forwarding, in characters."""

_HEADER_LINES = 5
_HEADER_REACH = 1_000
"""Characters before and after a line in which the other lines of its header stand."""


@dataclass(frozen=True, slots=True)
class _Part:
    start: int
    end: int
    sender: str | None


class Voices:
    """Tells the voices of a mail apart.

    Args:
        labels: words before the sender in the header of a quoted or forwarded mail, in all languages.
        quoting: how mail programs introduce the mail that is answered, `…` for day and name, in all languages.
    """

    def __init__(self, labels: Iterable[str], quoting: Iterable[str]) -> None:
        alternatives = "|".join(re.escape(fold(label).text) for label in labels)
        self._head = re.compile(rf"(?m)^[ \t*>]*(?:{alternatives})[ \t*]*[:：][ \t]*(\S[^\n]*)$")
        introductions = "|".join(sorted(map(_introduction, quoting)))
        self._reply = re.compile(rf"(?im)^[ \t]*(?=[^\n]{{0,200}}\d)(?:{introductions})[ \t\u00a0]*[:：]")

    def mute(self, text: str, sender: str | None) -> str:
        """The text with the seller's own words blanked out, character by character, so that every place stays.

        Args:
            text: subject and body as a person sees them.
            sender: the mail's sender, if known.
        """
        return _mute(_settle_replies(_settle_quotes(text, sender), sender, self._reply), sender, self._head)


def _introduction(words: str) -> str:
    """How an introduction is found: day and name are some words, the last of them few."""
    first, *gaps = (re.escape(part.strip()) for part in words.split("…"))
    reach = (r"[^\n]{5,180}?", r"\s[^\n]{2,80}")
    body = "".join(gap + part for gap, part in zip(reach, gaps, strict=False))
    return (rf"{first}\b" if first else "") + body


def _mute(text: str, sender: str | None, head: re.Pattern[str]) -> str:
    """The text without the parts that somebody else than Amazon wrote."""
    parts = _parts(text, sender, head)
    ours = {part.start for part in parts if part.sender is not None and "amazon" in part.sender.lower()}
    pieces, done = [], 0
    for part in parts:
        keep = part.start in ours if ours else part.sender is None or part is parts[0]
        words = text[part.start : part.end]
        pieces += [text[done : part.start], words if keep else _spaces(words)]
        done = part.end
    return "".join(pieces) + text[done:]


def _parts(text: str, sender: str | None, head: re.Pattern[str]) -> list[_Part]:
    """The messages in one text: a new one begins at each header of sender and further fields."""
    folded = text.lower()
    parts: list[_Part] = []
    start, by = 0, sender
    for match in head.finditer(folded):
        following = text[match.end() : match.end() + _HEADER_REACH].lstrip("\r\n").split("\n")[:_HEADER_LINES]
        before = text[max(0, match.start() - _HEADER_REACH) : match.start()].rstrip().rsplit("\n", 1)[-1]
        fields = sum(bool(re.match(r"[ \t*>]*[^\s:：][^:：\n]{0,25}[:：]", line)) for line in (*following, before))
        if fields:
            if match.start() > start and text[start : match.start()].strip(" \n\t-_="):
                parts.append(_Part(start, match.start(), by))
            start, by = match.start(), match.group(1)
    return [*parts, _Part(start, len(text), by)]


def _settle_quotes(text: str, sender: str | None) -> str:
    """Quoted lines: blanked below an answer of Amazon's, taken for the message where somebody only passes it on."""
    text = _BULLETED.sub(lambda match: match.group().replace(">", "-"), text)
    quoted = _QUOTED.findall(text)
    if not quoted:
        return text
    rest = _QUOTED.sub("", text)
    about_amazon = "amazon" in "\n".join(quoted).lower()
    own = sender is None or "amazon" in sender.lower()
    if len(rest.strip()) >= _ENOUGH and (own or not about_amazon):
        text = _INTRODUCED.sub(lambda match: _spaces(match.group()), text)
        return _QUOTED.sub(lambda match: _spaces(match.group()), text)
    return re.sub(r"(?m)^[ \t]*>[> ]*", lambda match: " " * len(match.group()), text)


def _settle_replies(text: str, sender: str | None, reply: re.Pattern[str]) -> str:
    """An answer of Amazon's with the seller's mail below it, unmarked: blank from the line that introduces the mail."""
    for match in reply.finditer(text):
        foreign = "amazon" not in match.group().lower() and (sender is None or "amazon" in sender.lower())
        if foreign and len(text[: match.start()].strip()) >= _ENOUGH:
            return text[: match.start()] + _spaces(text[match.start() :])
    return text


def _spaces(words: str) -> str:
    return re.sub(r"[^\n]", " ", words)
