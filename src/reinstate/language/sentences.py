"""Sentences as places in the text: own rules, true to every offset, in linear time.

A line is a border, unless it was wrapped in mid-sentence; so are full stops that end no abbreviation, no number and no
ordinal before a month, and the sentence marks of Chinese and Japanese wherever they stand.
"""

import re
from collections.abc import Collection, Iterator

from reinstate.case import Span
from reinstate.language.words import UNSPACED

_LINE = re.compile(r"\S(?:[^\r\n\v\f\u0085\u2028\u2029]*\S)?")
"""A line from its first sign to its last one."""
_CLOSING = "\"'”’»›」』）)】\\]"
_END = re.compile(
    r"[。！？｡.!?…]"  # the signs of both kinds first: the search passes over all others at once
    rf"(?:(?<=[。！？｡])[。！？｡]*[{_CLOSING}]*|(?<=[.!?…])(?<![.!?…]{{2}})[.!?…]*+[{_CLOSING}]*+(?=\s|$|[{UNSPACED}]))"
)
_BULLET = re.compile(
    r"\s*(?:(?:[-–—*+•·‣▪▫■□●○◆◇►➢✓✔★・※>|#]+|[①-⑳]|[(（]?(?:\d{1,2}|[A-Za-z]|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,3})"
    r"(?:[)）、]|[.．](?![\d]))|第[一二三四五六七八九十\d]{1,3}[,，、])\s*)"
)
_LAST_WORD = re.compile(r"[^\s(\[{\"'“‘«（【]{1,40}$")
_NEXT_WORD = re.compile(r"\s*([^\s.,;:!?]{1,40})")
_STOPPED = re.compile(rf"[.!?…。！？:：;；|][{_CLOSING}]*\s*$")
_WRAP_LEAST = 55
_WRAP_MOST = 110


def lines(text: str) -> list[Span]:
    """Every line that holds something, without the blanks around it."""
    return [Span(*match.span()) for match in _LINE.finditer(text)]


def bullet(line: str) -> int:
    """The length of the bullet or number that a line begins with; 0 without one."""
    match = _BULLET.match(line)
    return match.end() if match and match.end() < len(line) else 0


def blocks(text: str) -> list[Span]:
    """Lines, with those joined again that a mail program wrapped in mid-sentence."""
    found: list[Span] = []
    for line in lines(text):
        if found and _wrapped(text, found[-1], line):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(line)
    return found


def sentences(text: str, abbreviations: Collection[str] = (), months: Collection[str] = ()) -> list[Span]:
    """Every sentence, bullet and blanks around it left out.

    Args:
        text: any text.
        abbreviations: lower case, without the last full stop: `e.g`, `nr`.
        months: lower-case names before which a number with a full stop is a day.
    """
    return [sentence for block in blocks(text) for sentence in sentences_of(text, block, abbreviations, months)]


def sentences_of(
    text: str, block: Span, abbreviations: Collection[str] = (), months: Collection[str] = ()
) -> Iterator[Span]:
    """The sentences of one stretch of the text that holds no border of lines."""
    start = block.start + bullet(text[block.start : min(block.end, block.start + 80)])
    for match in _END.finditer(text, start, block.end):
        if match.end() < block.end and not _ends(text, start, match, abbreviations, months):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, block.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    bare = piece.strip()
    if any(map(str.isalnum, bare)) or "?" in bare:
        begin = start + len(piece) - len(piece.lstrip())
        yield Span(begin, begin + len(bare))


def _ends(
    text: str, start: int, match: "re.Match[str]", abbreviations: Collection[str], months: Collection[str]
) -> bool:
    """Whether a mark that could end a sentence does."""
    mark = match.group()
    if mark[0] in "。！？｡":
        return mark[-1] not in _CLOSING or not _goes_on(text, match.end())
    after = _NEXT_WORD.match(text, match.end())
    following = after.group(1) if after else ""
    if mark[0] != ".":
        return not following[:1].islower() or mark[-1] not in _CLOSING
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    return _full_stop(before.group() if before else "", following, abbreviations, months)


def _full_stop(before: str, following: str, abbreviations: Collection[str], months: Collection[str]) -> bool:
    word = before.lower()
    if word in abbreviations or (len(word) == 1 and word.isalpha()):
        return False
    if word.isdigit() and len(word) <= 2:
        return following.lower().rstrip(".") not in months and not following[:1].islower()
    if following[:1].islower():
        return len(word) > 3 and "." not in word
    return True


def _goes_on(text: str, end: int) -> bool:
    """Whether a quotation that ends with its own full stop is followed by more of the same sentence."""
    return text[end : end + 1] in {"と", "、", "，", ",", "的", "を", "は", "が", "の"}


def _wrapped(text: str, before: Span, line: Span) -> bool:
    """Whether a line goes on in mid-sentence where a long one before it broke off."""
    last = max(before.start, text.rfind("\n", before.start, before.end) + 1)
    if not (_WRAP_LEAST <= before.end - last <= _WRAP_MOST and text[line.start].islower()):
        return False
    if text.count("\n", before.end, line.start) > 1 or _STOPPED.search(text[last : before.end]):
        return False
    return not bullet(text[line.start : line.start + 80])
