"""The parts of a notice: headings, sentences, list items, table rows – each with its place and what introduces it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reinstate.case import Span

_ITEM = re.compile(
    r"[ \t\u3000\u00a0]*(?:-{2,3}(?=[ \u00a0])|[-*•·‧．・◆◇■□●○▪◦‣→➤➢►✓✔☐※–—]|\+(?=[ \u00a0])|o(?=[ \t]+[A-ZÀ-Þ])"
    r"|\(?\d{1,2}[.)）．、](?!\d)|"
    r"\d{1,2}[°º](?=[ \u00a0])|[（(]\d{1,2}[)）]|\(?[a-zA-Z][.)](?=[ \t\u00a0])"
    r"|[（(][a-zA-Z一二三四五六七八九十가나다라마바사아자차카타파하कखगघङกขคฆงจアイウエオ][)）]"
    r"|[कखगघङกขคฆงจ][.)](?=[ \u00a0])"
    r"|[①-⑳]|[イロハニホヘトア-オ][.．、\u3000]|[一二三四五六七八九十]{1,2}[、．]|[가나다라마바]\.(?=\s)|[ivx]{1,4}[.)](?=[ \t])"  # noqa: E501 - one expression
    r"|[０-９0-9]{1,2}(?=\u3000)|第[一二三四五六七八九十]+[，、：:])[ \t\u3000\u00a0]*(?=\S)"
)
_ROW = re.compile(r"\S(?:[ \u00a0]*\t|[ \u00a0\u3000]{3,}|[ ]*\|)[ \t\u00a0\u3000|]*\S")
_FIELD = re.compile(r"[ \t\u3000]*([^\s:：.。!?|][^:：.。!?|\n]{0,38}?)[ \t\u00a0]*[:：](?!//)[ \t\u00a0\u3000]*(?=\S)")
_STOP = re.compile(
    r"[.!?。！？।]+[\"'”’»）)\]」』】]*(?=\s|$|[\u3040-\u9fff\uac00-\ud7af「『【（])|[。！？।]+[」』】）”]*"
)
_ENUMERATED = re.compile(r"(?:(?<=[\s,;:，；：、.])|^)[(（]?(?:\d{1,2}|[a-h])[)）][ \u00a0]?(?=\S)")
_COLON = re.compile(r"[:：](?!//|\d\d)")
_OPEN = re.compile(r"[(（][^()（）]*$")
_ENDS = (".", "!", "?", ":", ";", "。", "！", "？", "：", "；", "।")
_WRAPPED_FROM = 52
_HEADING_UP_TO = 110
_IDENTIFIER = re.compile(r"\b(?:B0[0-9A-Z]{8}|\d{3}-\d{7}-\d{7})\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """One part of a notice.

    Attributes:
        kind: heading, sentence, item, row, field, or note (a further sentence of an item).
        lead: number of the unit that introduces it (a line with a colon, a heading), if any.
        heading: number of the heading it stands under, if any.
        flow: number of the paragraph or list item that it is part of.
        label: words before the colon of a field.
    """

    number: int
    span: Span
    kind: str
    flow: int
    lead: int | None = None
    heading: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A text with soft line breaks turned into spaces (same length), and its units in order."""

    flat: str
    units: tuple[Unit, ...]


@dataclass(slots=True)
class _Flow:
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class _Builder:
    """Collects units and remembers what introduces the next one."""

    units: list[Unit] = field(default_factory=list)
    heading: int | None = None
    lead: int | None = None
    flow: int = 0

    def add(self, span: Span, kind: str, lead: int | None, label: str = "") -> int:
        number = len(self.units)
        self.units.append(Unit(number, span, kind, self.flow, lead, self.heading, label))
        return number


def lay_out(text: str, abbreviations: frozenset[str]) -> Layout:
    """Split a notice into its units."""
    flows = list(_flows(text))
    flat = list(text)
    for flow in flows:
        for place in range(flow.start, flow.end):
            if flat[place] in "\n\r":
                flat[place] = " "
    joined = "".join(flat)
    builder = _Builder()
    for flow in flows:
        builder.flow += 1
        _add_flow(builder, joined, flow, abbreviations)
    return Layout(joined, tuple(builder.units))


def _flows(text: str) -> Iterator[_Flow]:
    """Lines joined where they were only wrapped."""
    current: _Flow | None = None
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if not line.strip(" \t\r\u00a0\u3000-_=*~"):
            if current:
                yield current
            current = None
            continue
        gap = text[current.end : match.start()] if current else ""
        kind = _kind(line)
        if current and gap.count("\n") == 1 and _continues(text[current.start : current.end], line, current.kind, kind):
            current.end = match.end()
            continue
        if current:
            yield current
        current = _Flow(match.start(), match.end(), kind)
    if current:
        yield current


def _kind(line: str) -> str:
    if _ITEM.match(line):
        return "item"
    if _ROW.search(line.strip()):
        return "row"
    if _FIELD.match(line) and len(line) <= 160:
        return "field"
    return "text"


def _continues(before: str, line: str, before_kind: str, kind: str) -> bool:
    """Whether a line goes on where the one before was wrapped."""
    if kind == "item" or before_kind == "row" or kind == "row":
        return False
    last = before.rsplit("\n", 1)[-1].rstrip()
    first = line.strip()[:1]
    if last.endswith((",", "、", "，")) and before_kind != "field":
        return True
    if last.endswith(_ENDS) or (kind == "field" and not first.islower()):
        return False
    if first.islower() and len(last) >= _WRAPPED_FROM // 2:
        return True
    return len(last) >= _WRAPPED_FROM


def _add_flow(builder: _Builder, text: str, flow: _Flow, abbreviations: frozenset[str]) -> None:
    body = text[flow.start : flow.end]
    start = flow.start + len(body) - len(body.lstrip())
    end = flow.end - (len(body) - len(body.rstrip()))
    if start >= end:
        return
    if flow.kind == "item":
        _add_item(builder, text, Span(start, end), abbreviations)
    elif flow.kind == "row":
        builder.add(Span(start, end), "row", builder.lead)
    elif flow.kind == "text" and _is_heading(text[start:end]):
        builder.heading = None
        builder.heading = builder.lead = builder.add(Span(start, end), "heading", None)
    else:
        label = ""
        if flow.kind == "field" and (named := _FIELD.match(text[start:end])):
            label = named.group(1)
        _add_sentences(builder, text, Span(start, end), abbreviations, label)


def _is_heading(line: str) -> bool:
    if len(line) > _HEADING_UP_TO or line.endswith((".", "!", "。", "！", "।", ",", "，", "、", ";", "；")):
        return line.startswith("【") and line.endswith("】")
    return not _IDENTIFIER.search(line) and not _STOP.search(line[:-1])


def _add_item(builder: _Builder, text: str, span: Span, abbreviations: frozenset[str]) -> None:
    mark = _ITEM.match(text[span.start : span.end])
    start = span.start + (mark.end() if mark else 0)
    item: int | None = None
    for sentence in _sentences(text, Span(start, span.end), abbreviations):
        if item is None:
            item = builder.add(sentence, "item", builder.lead)
        else:
            builder.add(sentence, "note", item)


def _add_sentences(builder: _Builder, text: str, span: Span, abbreviations: frozenset[str], label: str) -> None:
    kind = "field" if label else "sentence"
    for sentence in _sentences(text, span, abbreviations):
        head, items = _inline_items(text, sentence)
        number = builder.add(head, kind, builder.heading, label)
        for item in items:
            builder.add(item, "item", number)
        builder.lead = number
        kind = "sentence"


def _sentences(text: str, span: Span, abbreviations: frozenset[str]) -> Iterator[Span]:
    start = span.start
    for stop in _STOP.finditer(text, span.start, span.end):
        if _is_stop(text, start, stop, span.end, abbreviations):
            if text[start : stop.end()].strip():
                yield _trim(text, Span(start, stop.end()))
            start = stop.end()
    if text[start : span.end].strip():
        yield _trim(text, Span(start, span.end))


def _is_stop(text: str, start: int, stop: "re.Match[str]", end: int, abbreviations: frozenset[str]) -> bool:
    if not stop.group().startswith("."):
        return True
    after = text[stop.end() : end].lstrip()
    if not after:
        return True
    if after[0].islower():
        return False
    word = re.search(r"\S*$", text[max(start, stop.start() - 14) : stop.start()])
    last = (word.group() if word else "").lower().lstrip("(（\"'")
    return not (last + "." in abbreviations or re.fullmatch(r"(?:\w|\d{1,2}|(?:\w\.)+\w)", last))


def _trim(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))


def _inline_items(text: str, sentence: Span) -> tuple[Span, list[Span]]:
    """A sentence that holds its list in one line, told apart into head and items."""
    words = text[sentence.start : sentence.end]
    marks = [match.start() for match in _ENUMERATED.finditer(words)]
    colon = next((found for found in _COLON.finditer(words) if not _OPEN.search(words[: found.start()])), None)
    if len(marks) > 1:
        cuts = marks
    elif colon and re.search(r"[;；]", words[colon.end() :]):
        cuts = [colon.end(), *(colon.end() + match.end() for match in re.finditer(r"[;；]", words[colon.end() :]))]
    else:
        return sentence, []
    ends = [*cuts[1:], len(words)]
    items = [
        _trim(text, Span(sentence.start + begin, sentence.start + end))
        for begin, end in zip(cuts, ends, strict=True)
        if words[begin:end].strip()
    ]
    head = Span(sentence.start, sentence.start + cuts[0])
    return (_trim(text, head), items) if words[: cuts[0]].strip() else (sentence, [])
