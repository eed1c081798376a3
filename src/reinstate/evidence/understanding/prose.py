"""Firms named in running text, with the address that follows."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reinstate.case.paper import Found, Spot
from reinstate.evidence.seeing.layout import Piece, wide
from reinstate.evidence.understanding.addresses import add_address
from reinstate.evidence.understanding.draft import Draft
from reinstate.evidence.understanding.spread import Spread

if TYPE_CHECKING:
    from reinstate.evidence.seeing.view import Word

FIRM_END = re.compile(r"[,，、(（\n。;；]|\s[-–—]\s|\.\s")


def prose_from(spread: Spread, piece: Piece, start: int) -> tuple[str, list[tuple[int, Piece, int]]]:
    """Running text from a place on, over the lines below, and for each line where it begins in that text."""
    text, spots = piece.text[start:], [(0, piece, start)]
    layout = spread.layout(piece)
    for row in layout.rows[piece.row + 1 : piece.row + 6]:
        near = [each for each in row if each.top - spots[-1][1].bottom < 2.5 * piece.size]
        if not near:
            break
        glue = "" if text and wide(text[-1]) else "\n" if abs(near[0].left - piece.left) > 1.5 * piece.size else " "
        spots.append((len(text) + len(glue), near[0], 0))
        text += glue + near[0].text
    return text, spots


def firm_in(text: str, spots: Sequence[tuple[int, Piece, int]], spread: Spread) -> Draft | None:
    """The first firm named in running text, with the address that follows it."""
    company = [
        # A small word such as `société` only says that a firm follows.
        (at + mark.start - begin, at + mark.end - begin)
        for at, piece, begin in spots
        for mark in spread.marks(piece, "words")
        if mark.key == "company" and mark.start >= begin
        if not (piece.text[mark.start].islower() and len(mark) > 5 and piece.text[mark.start : mark.end].isalpha())
    ]
    if not company:
        return None
    start, end = company[0]
    for more_start, more_end in company[1:]:
        if more_start - end <= 3:
            end = max(end, more_end)
    if end < len(text) and text[end] == ".":
        end += 1
    head = text[:end]
    cut = max((match.end() for match in FIRM_END.finditer(text[:start]) if not _form_comma(text, match)), default=0)
    if not head[cut:start].strip(" :：,，“”\"'「」"):
        # The legal form stands first, as in Vietnamese and Japanese; the name goes on behind it.
        stop = FIRM_END.search(text, end)
        head = text[: stop.start() if stop else end]
    name = head[cut:].strip(" :：,，“”\"'「」")
    name = _without_article(name)
    name = _without_lead(spread, spots, name)
    if len(name) > 90 or len(name) < 2:
        return None
    draft = Draft("receiver", page=spots[0][1].page, prose=True)
    at = text.find(name, cut)
    draft.name = Found(name, _spot_of(at, at + len(name), spots, spread))
    draft.formed = True
    closed = re.match(r"\s*[(（]([^()（）]{4,140})[)）]", text[end:])
    tail = closed or re.match(r"[\s,，(（]*(.{0,220})", text[end:], re.DOTALL)
    if tail:
        _address_in(tail[1], end + tail.start(1), spots, spread, draft)
    return draft


def _form_comma(text: str, match: re.Match[str]) -> bool:
    """Whether a comma stands before a legal form: `Co., Ltd.`."""
    return (
        bool(re.match(r",\s*(?:L|I)", text[match.start() : match.start() + 4]))
        and text[match.start() - 1 : match.start()] in ".oO"
    )


def _without_lead(spread: Spread, spots: Sequence[tuple[int, Piece, int]], name: str) -> str:
    """A name without the words that only say that one follows: `Firma`, `Spett.le`."""
    for _, piece, _ in spots:
        at = piece.text.find(name)
        for mark in spread.marks(piece, "words") if at >= 0 else ():
            if mark.key == "lead-in" and mark.start == at and mark.end < at + len(name) - 2:
                return name[mark.end - at :].lstrip(" ,.:")
    return name


def _without_article(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0][:1].islower():
        words = words[1:]
    return " ".join(words) if words else name


def _address_in(text: str, at: int, spots: Sequence[tuple[int, Piece, int]], spread: Spread, draft: Draft) -> None:
    """The parts of an address at the head of running text, up to what is none."""
    for part in re.finditer(r"[^,，\n()（）;；]+", text):
        bare = part[0].strip(" :：")
        if not bare:
            continue
        line = next((each for each in reversed(spots) if each[0] <= at + part.start()), spots[0])
        place = at + part.start() - line[0] + line[2]
        bare_at = place + part[0].find(bare[0])
        lead = [
            m for m in spread.marks(line[1], "parties") if m.key == "address" and bare_at <= m.start <= bare_at + 16
        ]
        if lead:
            bare = line[1].text[spread.after(line[1], lead[0].end) : bare_at + len(bare)].strip(" :：") or bare
        before = len(draft.parts)
        small = bare[0].islower() and not any(
            mark.key in ("street", "country") and bare_at - 1 <= mark.start <= bare_at + 2
            for mark in spread.marks(line[1], "words")
        )
        if small and draft.parts and not lead:
            break
        if small and not draft.parts:
            bare = _from_street(spread, line[1], bare_at, bare)
        add_address(spread, line[1], line[1].text.find(bare), bare, draft)
        if len(draft.parts) == before and draft.parts:
            break


def _from_street(spread: Spread, piece: Piece, at: int, text: str) -> str:
    """A part of running text from the word of a street on: `with its seat in 5 Mill Road`."""
    starts = [
        mark.start for mark in spread.marks(piece, "words") if mark.key == "street" and at < mark.start < at + len(text)
    ]
    begin = min(starts, default=at)
    return text[begin - at :] or text


def _spot_of(start: int, end: int, spots: Sequence[tuple[int, Piece, int]], spread: Spread) -> Spot:
    line = next((each for each in reversed(spots) if each[0] <= start), spots[0])
    words: tuple[Word, ...] = line[1].part(start - line[0] + line[2], end - line[0] + line[2])
    return spread.spot(line[1], words)
