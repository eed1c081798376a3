"""Number, date and term of a document: candidates by label and place, the one that stands out most."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reinstate.case import Span
from reinstate.case.paper import Found, Spot
from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Area, Pair, Spread
from reinstate.evidence.understanding.values import EMAIL, TAX_ID, WEBSITE, codes, dates, phones

_SPACED_NUMBER = re.compile(r"[A-Z]{1,3}(?: [A-Z0-9]{1,4}){2,5}(?![\w])")
_GROUPED_NUMBER = re.compile(r"[A-Z]{1,4}\d{0,6}(?: (?=[A-Z-]*\d)[\dA-Z-]{2,12}){1,4}")
"""A number set in groups: the whole of a cell, letters in front."""
_PLAIN = 4.5
"""Worth below which a label for a number names no sort of document: `Reference`, `No.`."""
_LETTERED = re.compile(r"[A-Z]{2,5} (?=[\dA-Z/-]*\d{3})\d[\dA-Z/-]*(?=\s*$|\s{2,}|\s*[,;(])")
"""A number with letters in front of it and a blank between them."""
_SPREAD_OUT = re.compile(r"\d{3,5}(?: \d{2,5}){1,4}\s*$")
"""A number in groups of figures."""
_SIGNED = re.compile(r"#\s?(\d{3,})")
_FOREWORD, _LONGEST = 8, 28
"""Letters that may stand before the sign of an ordinal, and that a number behind it has at most."""
_TRACKED = re.compile(r"((?=[A-Z0-9]*\d{4})[A-Z0-9]{10,24})")
_PERSONAL = re.compile(r"[\s:.]{1,3}([A-Z0-9-]*\d{4}[A-Z0-9-]*)")
_SMALL = 3
"""Letters of a word that says of a day that it begins or ends a term only right before it: `al`, `bis`, `to`."""
_STOPS = ("other-date", "valid-from", "valid-until")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is told of the document itself."""

    number: Found[str] | None
    date: Found[dt.date] | None
    valid_from: Found[dt.date] | None
    valid_until: Found[dt.date] | None


def facts_of(spread: Spread, kind: Kind, areas: Sequence[Area]) -> Facts:
    """Number, date and term; `areas` are the tables of goods, where neither stands."""
    terms = _terms(spread, kind)
    taken = [term.spot for term in terms if term is not None]
    return Facts(_number(spread, kind, areas), _date(spread, kind, areas, taken), *terms)


def _inside(piece: Piece, areas: Sequence[Area]) -> bool:
    return any(area.holds(piece) for area in areas)


def _number(spread: Spread, kind: Kind, areas: Sequence[Area]) -> Found[str] | None:
    best: tuple[float, Found[str]] | None = None
    for pair in spread.pairs:
        if "number" not in pair.keys or _inside(pair.owner, areas) or _names_sum(spread, pair):
            continue
        found = _code_in(spread, pair, kind)
        if found is not None:
            worth = _number_worth(spread, pair, kind)
            if best is None or worth > best[0]:
                best = (worth, found)
    if best is None and kind.bears("register"):
        credit = next(
            (pair for pair in spread.pairs if "tax-id" in pair.keys and TAX_ID.match(pair.text.strip())), None
        )
        return Found(credit.text.strip(), spread.spot(credit.piece, credit.words)) if credit else None
    if best is None and (alone := _alone(spread, kind)) is not None:
        return alone
    if kind.heading is not None and (best is None or best[0] < _PLAIN):
        inside = _in_heading(spread, kind, kind.heading)
        return inside or (best[1] if best else _by_heading(spread, kind.heading))
    return best[1] if best else None


def _names_sum(spread: Spread, pair: Pair) -> bool:
    """Whether the label is only a part of one that names a sum."""
    return any(
        mark.start <= pair.label.start and pair.label.end <= mark.end and len(pair.label) < len(mark)
        for mark in spread.marks(pair.owner, "sums")
    )


def _framed(spread: Spread, piece: Piece) -> Found[str] | None:
    """The number in a piece that ends with the sign for one, behind the sign that begins an ordinal."""
    marks = spread.marks(piece, "words")
    start = min((mark.end for mark in marks if mark.key == "ordinal" and mark.start < _FOREWORD), default=None)
    end = next((mark.start for mark in marks if mark.key == "place" and mark.end == len(piece.text)), None)
    if start is None or end is None or not start < end < start + _LONGEST:
        return None
    value = piece.text[start:end].strip()
    told = any(map(str.isdigit, value)) and value.isascii() and " " not in value
    return Found(value, spread.spot(piece, piece.part(start, end))) if told and len(value) > _SMALL else None


def _alone(spread: Spread, kind: Kind) -> Found[str] | None:
    """A number that its setting tells without a label, alone in its place on the first page.

    It stands between the two signs that make a number of it in Han letters, behind a number sign on papers of trade,
    behind the name of the paper on those of a person; and a carrier's is long, of capitals and figures.
    """
    patterns = [_SIGNED] if kind.bears("trade") else [_TRACKED] if kind.paper.maker == "carrier" else []
    for piece in spread.layouts[0].pieces if spread.layouts else ():
        if (framed := _framed(spread, piece)) is not None:
            return framed
        edge = max((mark.end for mark in spread.marks(piece, "titles") if mark.key == kind.id), default=0)
        own = [(_PERSONAL, edge)] if kind.bears("person") and edge else []
        for pattern, start in (*((each, 0) for each in patterns), *own):
            if match := pattern.fullmatch(piece.text, start):
                return Found(match[1], spread.spot(piece, piece.part(match.start(1), match.end(1))))
    return None


def _number_worth(spread: Spread, pair: Pair, kind: Kind) -> float:
    label = pair.owner.text[pair.label.start : pair.label.end]
    worth = min(len(label), 24) / 4
    titled = any(
        mark.key == kind.id and mark.start < pair.label.end and pair.label.start < mark.end
        for mark in spread.marks(pair.owner, "titles")
    )
    other = not (titled or kind.bears("total")) and any(
        mark.key != kind.id and mark.start < pair.label.end and pair.label.start < mark.end
        for mark in spread.marks(pair.owner, "titles")
    )
    worth += 4.0 * titled - 3.0 * other
    if "other-number" in pair.keys:
        worth -= 4.0
    worth -= 3.0 * (pair.owner.page > 1)
    worth -= 2.0 * (pair.owner.top / max(spread.layout(pair.owner).view.height, 1.0) > 0.6)
    worth -= 2.5 * (pair.label.start > 3)
    if kind.heading is not None and pair.owner.page == kind.heading.page:
        far = abs(pair.owner.top - kind.heading.top) / max(kind.heading.size, 1.0)
        worth += 1.5 if far < 8 else 0.0
    return worth - (1.5 if pair.aside and pair.piece.row != pair.owner.row else 0.0)


def _code_in(spread: Spread, pair: Pair, kind: Kind) -> Found[str] | None:
    """The code with which a label's value begins, if it does."""
    text = pair.text
    if kind.bears("person") and (match := _SPACED_NUMBER.match(text)):
        return Found(match[0], spread.spot(pair.piece, pair.piece.part(pair.start, pair.start + match.end())))
    if pair.aside and (match := _GROUPED_NUMBER.fullmatch(text.strip())) and not dates(text, spread.style):
        return Found(match[0], spread.spot(pair.piece, pair.words))
    lead = re.match(r"[\s:：#№.°º()（）-]*", text)
    begin = lead.end() if lead else 0
    match = _LETTERED.match(text, begin) or _SPREAD_OUT.match(text, begin)
    if match and not dates(text, spread.style) and not spread.style.money.pattern.search(match[0]):
        part = pair.piece.part(pair.start + match.start(), pair.start + match.end())
        return Found(match[0], spread.spot(pair.piece, part))
    for value, span in codes(text):
        if span.start - begin > 1:
            return None
        if not _numbering(text, value, span.start, spread, pair):
            return None
        end = span.end
        return Found(value, spread.spot(pair.piece, pair.piece.part(pair.start + span.start, pair.start + end)))
    return None


def _numbering(text: str, value: str, start: int, spread: Spread, pair: Pair) -> bool:
    """Whether a code can be a document's number: no day, no amount, no address, no article."""
    if any(each.span.start <= start < each.span.end for each in dates(text, spread.style)):
        return False
    if re.fullmatch(r"TD\d\d", value):  # the sort of document on Italian electronic invoices
        return False
    if len(re.sub(r"\W", "", value)) < 2 or re.fullmatch(r"\d{1,3}[.,]\d{2}", value):
        return False
    tail = text[start + len(value) :]
    if re.match(r"\s?[%€$]|[.,]\d{2}\b", tail) or (
        re.match(r"\s[^\W\d_]{2,}", tail) and value.isdigit() and len(value) < 4
    ):
        return False
    generic = len(pair.owner.text[pair.label.start : pair.label.end].strip(" .:：")) <= 4
    if generic and TAX_ID.fullmatch(value) and not value.isdigit():
        return False
    return not (pair.aside and re.search(r"[^\W\d_]{4,}\s+[^\W\d_]{3,}", pair.piece.text))


def _in_heading(spread: Spread, kind: Kind, heading: Piece) -> Found[str] | None:
    """A code right behind the heading: `Rechnung R-25-17`."""
    titles = spread.marks(heading, "titles")
    edge = max((mark.end for mark in titles), default=0)
    for value, span in codes(heading.text[edge:]):
        between = heading.text[edge : edge + span.start]
        if re.search(r"[^\W\d_]{4}", between) or (":" in between and not kind.bears("numbered")):
            break  # what the paper is about
        if len(value) >= 4 and not dates(heading.text[edge:], spread.style):
            return Found(value, spread.spot(heading, heading.part(edge + span.start, edge + span.end)))
    return None


def _by_heading(spread: Spread, heading: Piece) -> Found[str] | None:
    """A code alone beside the heading or right below it."""
    row = spread.row(heading)
    below = (each for row in spread.layout(heading).rows[heading.row + 1 : heading.row + 3] for each in row)
    near = [each for each in below if each.across(heading) and each.top - heading.bottom < 1.5 * heading.size]
    for piece in (*row[row.index(heading) + 1 :], *near):
        if re.fullmatch(r"[A-Z]{1,5}[-/ ]?\d[\dA-Z/-]{2,}", piece.text) and not dates(piece.text, spread.style):
            return Found(piece.text, spread.spot(piece))
    return None


@dataclass(frozen=True, slots=True)
class _Day:
    day: dt.date
    spot: Spot
    worth: float


def _date(spread: Spread, kind: Kind, areas: Sequence[Area], taken: Sequence[Spot]) -> Found[dt.date] | None:
    days = [each for each in _days(spread, kind, areas) if each.spot not in taken]
    best = max(days, key=lambda each: each.worth, default=None)
    return Found(best.day, best.spot) if best is not None and best.worth > 0 else None


def _days(spread: Spread, kind: Kind, areas: Sequence[Area]) -> Iterator[_Day]:
    aside = {id(pair.piece): pair for pair in spread.pairs if pair.aside}
    for piece in spread.pieces:
        if _inside(piece, areas):
            continue
        for found in dates(piece.text, spread.style):
            label = _label_before(spread, piece, found.span.start)
            pair = aside.get(id(piece))
            keys = {each.key for each in label}
            words = piece.text[label[0].start : label[0].end] if label else ""
            if not label and pair is not None and found.span.start <= 3:
                keys = set(pair.keys)
                words = pair.owner.text[pair.label.start : pair.label.end]
            worth = _day_worth(spread, piece, kind, keys, words, found.span)
            yield _Day(found.day, spread.spot(piece, piece.part(found.span.start, found.span.end)), worth)


def _label_before(spread: Spread, piece: Piece, start: int) -> list[Named]:
    """The longest labels of those that end nearest before a place of a piece."""
    before = [mark for mark in spread.marks(piece, "facts") if mark.end <= start + 1 and start - mark.end < 26]
    before = [mark for mark in before if not dates(piece.text[mark.end : start], spread.style)]
    if not before:
        return []
    last = max(mark.end for mark in before)
    near = [mark for mark in before if mark.end >= last - 1]
    begin = min(mark.start for mark in near)
    covering = [mark for mark in near if mark.start == begin]
    wider = [
        mark
        for mark in before
        if mark.start <= begin and mark.key in _STOPS and mark.end >= begin and mark.start < begin
    ]
    joined = [
        mark
        for mark in before
        if mark.key == "date"
        and len(mark) > 3
        and mark.end <= begin
        and not re.sub(r"[\s/|]", "", piece.text[mark.end : begin])
    ]
    return joined or wider or covering


def _day_worth(spread: Spread, piece: Piece, kind: Kind, keys: set[str], words: str, span: Span) -> float:
    start, end = span.start, span.end
    depth = piece.top / max(spread.layout(piece).view.height, 1.0)
    if {"date", "other-date"} <= keys and not kind.bears("delivery", "register"):
        return -1.0  # the day of delivery or of entry is the document's own only where that is what it records
    if "date" in keys:
        worth = 8.0 + min(len(words), 24) / 8
        if keys & {"other-date", "valid-from", "valid-until"}:
            worth -= 3.0
        if len(words) <= 3:
            worth -= 4.0 if start > 20 else 2.0
    elif "number" in keys:
        worth = 3.0
    elif keys & {"other-date", "valid-from", "valid-until"}:
        return -1.0
    elif keys & {"other-number"}:
        return -0.5
    else:
        rest = len(piece.text) - (end - start)
        worth = (
            5.0 if rest <= 2 else 4.5 if rest < 24 and start < 24 and not re.search(r"\d", piece.text[:start]) else 0.8
        )
        if spread.marks(piece, "words") and any(mark.key == "grant" for mark in spread.marks(piece, "words")):
            worth = 0.3
    worth -= 1.0 * (piece.page > 1)
    worth -= 0.8 * depth if not kind.bears("signed-last") else 0.0
    if EMAIL.search(piece.text) or WEBSITE.search(piece.text):
        worth -= 2.0
    return worth


def _terms(spread: Spread, kind: Kind) -> tuple[Found[dt.date] | None, Found[dt.date] | None]:
    """When a document begins and ceases to be valid."""
    if not kind.bears("term", "offer"):
        return None, None
    starts: list[_Day] = []
    ends: list[_Day] = []
    aside = {id(pair.piece): pair for pair in spread.pairs if pair.aside}
    for piece, text, offset in _sentences(spread):
        found = dates(text, spread.style)
        for place, each in enumerate(found):
            keys, words = _term_keys(
                spread, piece, text, offset, each.span.start, found[place - 1].span.end if place else 0
            )
            pair = aside.get(id(piece))
            if not keys and pair is not None and place == 0 and each.span.start <= 3:
                keys, words = set(pair.keys), pair.owner.text[pair.label.start : pair.label.end]
            spot = _spot(spread, piece, offset, each.span.start, each.span.end)
            ranged = place and _ranged(text[found[place - 1].span.end : each.span.start])
            if ranged and starts and starts[-1].day == found[place - 1].day:
                ends.append(_Day(each.day, spot, starts[-1].worth + 1))
            elif "valid-until" in keys and not ("valid-from" in keys and place + 1 < len(found)):
                ends.append(_Day(each.day, spot, _term_worth(words)))
            elif "valid-from" in keys or ("date" in keys and "until" in keys):
                follows = place + 1 < len(found) and _ranged(text[each.span.end : found[place + 1].span.start])
                if follows or not keys & {"valid-until", "date"}:
                    starts.append(_Day(each.day, spot, _term_worth(words) + 2 * follows))
    starts = [] if kind.bears("offer") else starts
    first = max((each for each in starts if each.worth > 0), key=lambda each: each.worth, default=None)
    last = max(
        (each for each in ends if each.worth > 0 and (first is None or each.day >= first.day)),
        key=lambda each: each.worth,
        default=None,
    )
    return _found(first), _found(last)


def _found(day: _Day | None) -> Found[dt.date] | None:
    return Found(day.day, day.spot) if day else None


def _term_worth(words: str) -> float:
    return min(len(words), 20) / 4 if len(words) > 3 else 0.5


def _ranged(between: str) -> bool:
    """Whether two days are the ends of a term: only a dash or a small word stands between them."""
    bare = between.strip(" ,;.")
    return len(bare) <= 22 and not re.search(r"\d", bare) and "(" not in bare


def _sentences(spread: Spread) -> Iterator[tuple[Piece, str, int]]:
    """The text of each piece, running on into the line below where a sentence does."""
    for place, piece in enumerate(spread.pieces):
        text = piece.text
        if len(text) > 40 and place + 1 < len(spread.pieces):
            below = spread.pieces[place + 1]
            if (
                below.page == piece.page
                and abs(below.left - piece.left) < 4 * piece.size
                and below.top - piece.bottom < 1.6 * piece.size
            ):
                head = dates(below.text[:34], spread.style)
                tail = text + " " + below.text
                more = len(dates(tail, spread.style)) - len(dates(text, spread.style))
                if more > 0 or (more == 0 and (head or not dates(text, spread.style))):
                    text = tail
        yield piece, text, len(piece.text)


def _term_keys(spread: Spread, piece: Piece, text: str, length: int, start: int, after: int) -> tuple[set[str], str]:
    """The labels of a term that stand before a day, behind the day before it."""
    marks = [mark for mark in spread.marks(piece, "facts") if mark.key in (*_STOPS, "date")]
    before = [
        mark
        for mark in marks
        if after <= mark.start
        and mark.end <= start + 1
        and start - mark.end < 40
        and (len(mark) > _SMALL or not re.search(r"[A-Z\d.]", text[mark.end : start]))
    ]
    if start < length:
        behind = [mark for mark in marks if start < mark.start < start + 24 and mark.key == "valid-until"]
        before = before or [mark for mark in behind if len(mark) >= 2 and not text[mark.start - 1].isascii()]
    if not before:
        return set(), ""
    last = max(before, key=lambda mark: (mark.end, len(mark)))
    same = [mark for mark in before if mark.end == last.end and mark.start == last.start]
    near = [
        mark
        for mark in before
        if mark.key in ("valid-from", "valid-until") and len(mark) > 3 and mark.end <= last.start + 1
    ]
    keys = {mark.key for mark in same}
    if near and keys == {"valid-from"} | (keys - {"valid-from"}):
        last = max(near, key=len)
        keys |= {last.key} if last.key == "valid-from" else set()
    if "date" in keys and "valid-from" not in keys and len(last) > 2:
        return set(), ""
    return keys, text[last.start : last.end]


def _spot(spread: Spread, piece: Piece, length: int, start: int, end: int) -> Spot:
    if start < length:
        return spread.spot(piece, piece.part(start, min(end, length)))
    below = spread.pieces[spread.pieces.index(piece) + 1]
    return spread.spot(below, below.part(start - length - 1, end - length - 1))


__all__ = ["Facts", "facts_of", "phones"]
