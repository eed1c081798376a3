"""Lines of a block read as parts of a party: its name, its address, the ways to reach it."""

import re
from collections.abc import Iterator, Sequence

from reinstate.case.paper import Found
from reinstate.evidence.seeing.layout import Piece, wide
from reinstate.evidence.understanding.addresses import (
    add_address,
    ends_as_company,
    found_in,
    is_address,
    is_company,
    words_in,
)
from reinstate.evidence.understanding.draft import Draft
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.reach import blanked, reached
from reinstate.evidence.understanding.spread import Spread, around
from reinstate.evidence.understanding.values import phones

_PARTS = re.compile(
    r"\s+[·|•∙]\s+|\s*[|•∙]\s*|\u3000+|\s*[;；]\s*|\s*[–—]\s+(?=[^a-z])|\s+-\s+(?=[^a-z])"
    r"|[，](?=\D)|、(?=\d)"
)
_PLAIN_PARTS = re.compile(r"\s+[·|•∙]\s+|\s*[|•∙]\s*|\u3000+|\s*[;；]\s*")
"""The same in a line without figures, where a dash belongs to a name."""
_APART = frozenset({"register", "account"})
"""What stands among the ways to reach a firm and is none: registers, banks, capital."""


_LONG = 70
"""Letters from which a line whose words begin small is prose even where names are written so."""
_STOPPED = re.compile("[。！？、：:]")
_NUMBERED = re.compile(r"[A-Z]{1,5}[-/]\d[\d/-]*")
_LARGE = 1.3
"""Usual type sizes from which two lines can be one name."""
_LONGEST = 60
"""Letters of the longest name that an address stands before."""
_PROSE = 5
"""Words from which a line can be prose."""


def read_lines(spread: Spread, pieces: Sequence[Piece], draft: Draft, *, named: bool = False) -> Draft:
    """Take what the pieces tell of a party; `named` says that the first one is its name."""
    for place, piece in enumerate(pieces):
        read_line(spread, piece, 0, len(piece.text), draft, name=named and place == 0)
    return draft


def read_line(spread: Spread, piece: Piece, start: int, end: int, draft: Draft, *, name: bool = False) -> None:
    """Take what one line tells, from `start` to `end` of the piece's text."""
    draft.lines += 1
    ran_on = draft.prose and bool(draft.parts)
    draft.prose = draft.prose or any(mark.key == "grant" for mark in spread.marks(piece, "words"))
    text = reached(spread, piece, start, end, draft)
    if ran_on:
        return  # from the granting words on, the text tells of the other firm
    at = 0
    dash = re.search(r"\s*[–—]\s+(?=[^a-z])", text)
    firm = (
        dash is not None
        and is_company(spread, piece, start, start + dash.start())
        and (
            is_address(spread, piece, start + dash.end(), text[dash.end() :])
            or any(mark.start >= start + dash.end() for mark in spread.marks(piece, "titles"))
        )
    )
    pattern = _PARTS if firm or re.search(r"\d|\s{6}", text) else _PLAIN_PARTS
    for part in [*pattern.finditer(text), None]:
        stop = part.start() if part else len(text)
        _part(spread, piece, start + at, text[at:stop], draft, name=name)
        name = False
        at = part.end() if part else stop


def _part(spread: Spread, piece: Piece, start: int, text: str, draft: Draft, *, name: bool) -> None:
    """Take one part of a line: the name, a piece of the address, or a free telephone number."""
    bare = _bare(text)
    if len(bare) < 2 or not re.search(r"\w", bare):
        return
    at = start + text.find(bare[0]) if bare[0] in text else start
    apart = list(_apart(spread, piece, start, text))
    if apart:
        draft.bank = draft.bank or any(mark.key == "account" for mark in apart)
        edge = min(mark.start for mark in apart)
        if wide(bare[0]) or not is_company(spread, piece, start, edge):
            return
        bare = text[: edge - start].strip(" :：·,，-–—|/")
    label = next(
        (
            mark
            for mark in spread.leading(piece, *("facts", "parties"))
            if at <= mark.start <= at + 1 or (mark.start < at <= mark.end)
        ),
        None,
    )
    named = label is not None and spread.begins_name(piece, label, spread.after(piece, label.end))
    if label is not None and not named and _by_label(spread, piece, start, text, label, draft):
        return
    for value, span in phones(bare, named=False):
        if draft.phone is None:
            draft.phone = found_in(spread, value, piece, at + span.start, at + span.end)
        bare = blanked(bare, span.start, span.end).strip(" :：·,，-–—|/()")
        if len(bare) < 4:
            return
        at = piece.text.find(bare[:4], at) if bare[:4] in piece.text[at:] else at
        break
    head, _, tail = bare.partition(" ")
    bare_form = any(
        mark.key == "company" and len(mark) >= 0.6 * len(head) for mark in words_in(spread, piece, at, at + len(head))
    )
    if tail and wide(head[-1]) and not bare_form and ends_as_company(spread, piece, at, at + len(head)):
        _plain(spread, piece, at, head, draft, name=name)
        at, bare = at + len(head) + 1, tail
    _plain(spread, piece, at, bare, draft, name=name)


def _bare(text: str) -> str:
    """A part without the signs at its edges; a bracket that the part closes again belongs to it."""
    if text.strip().endswith((".", ")", "）")):
        return text.strip(" :：·,，-–—|/")
    bare = text.strip(" :：·,，.-–—|/")
    if bare[:1] in "(（" and not re.search("[)）]", bare):
        bare = bare.lstrip("(（ ")
    return bare.rstrip("(（ :：·,，.-–—|/")


def _apart(spread: Spread, piece: Piece, start: int, text: str) -> Iterator[Named]:
    """The words for registers, banks and capital in a part of a line of which some may be taken out already."""
    for mark in words_in(spread, piece, start, start + len(text)):
        if mark.key in _APART and text[mark.start - start : mark.end - start].strip():
            yield mark


def _by_label(spread: Spread, piece: Piece, start: int, text: str, label: Named, draft: Draft) -> bool:
    """A part behind a label that is none of the ways to reach a party; whether it is done with."""
    edge = spread.after(piece, label.end)
    value = piece.text[edge : start + len(text)].strip(" :：,，")
    if label.group == "facts" or label.key in ("other-party", "fax", "deliver-to"):
        marked = piece.text[label.end : label.end + 2].strip()[:1] in (":", "：", "#") or label.key == "page"
        return marked or not value
    if label.key in ("name", "receiver", "issuer", "address") and value and label.end < edge:
        if label.key == "address":
            for number, span in phones(value, named=False):
                begin = piece.text.find(value, edge) + span.start
                draft.phone = draft.phone or found_in(spread, number, piece, begin, begin + len(span))
                value = value[: span.start].strip(" :：,，、")
                break
            add_address(spread, piece, edge, value, draft, told=True)
        else:
            _plain(spread, piece, edge, value, draft, name=draft.name is None)
        return True
    return not value


def _plain(spread: Spread, piece: Piece, at: int, text: str, draft: Draft, *, name: bool) -> None:
    """A part without a label: a name with or without an address behind it, or an address."""
    at, text = _unled(spread, piece, at, text)
    if _sentence(text) or _heads(spread, piece, at, text):
        return
    head, tail = _parted(spread, piece, at, text)
    found = found_in(spread, head, piece, at, at + len(head))
    if draft.name is not None and _goes_on(spread, piece, at, head, draft):
        found = Found(f"{draft.name.value} {head}", around([draft.name.spot, found.spot]))
    elif not _names(spread, piece, at, head, draft, name=name):
        add_address(spread, piece, at, text, draft)
        return
    draft.name = found
    draft.formed = is_company(spread, piece, at, at + len(head))
    draft.traded = any(mark.key == "trade" for mark in words_in(spread, piece, at, at + len(head)))
    draft.size = max(draft.size, piece.size)
    if tail:
        add_address(spread, piece, at + text.rfind(tail), tail, draft)


def _unled(spread: Spread, piece: Piece, at: int, text: str) -> tuple[int, str]:
    """A part without brackets of an e-mail, a word of honour, and the words that only say that a name follows."""
    text = re.sub(r"\s*<[\s>]*", "", text) or text
    text = _bare_end(spread, piece, at, text) or text
    for lead in words_in(spread, piece, at, at + len(text)):
        if lead.key == "lead-in" and lead.start == at and lead.end < at + len(text) - 2:
            rest = piece.text[lead.end : at + len(text)].lstrip(" ,.:")
            return at + len(text) - len(rest), rest
    return at, text


def _names(spread: Spread, piece: Piece, at: int, head: str, draft: Draft, *, name: bool) -> bool:
    """Whether a part is the name of the party: the first that can be one, or the first with a legal form."""
    short = len(re.sub(r"[\W\d_]", "", head)) < 2
    if short or is_address(spread, piece, at, head) or _counts(spread, piece, at, head):
        return False
    if any(len(mark) >= len(head) and mark.key == "company" for mark in words_in(spread, piece, at, at + len(head))):
        return False  # a legal form alone
    formed = is_company(spread, piece, at, at + len(head))
    if draft.name is None:
        first = (name or not draft.parts) and not _country(spread, piece, at, head)
        return first or (formed and len(head) < _LONGEST)
    return formed and not draft.formed and not draft.parts


def _country(spread: Spread, piece: Piece, at: int, head: str) -> bool:
    """Whether words are the name of a country and nothing else."""
    return any(mark.key == "country" and len(mark) >= len(head) for mark in words_in(spread, piece, at, at + len(head)))


def _goes_on(spread: Spread, piece: Piece, at: int, head: str, draft: Draft) -> bool:
    """Whether a line that bears a legal form is the second half of a name: in a letterhead, or with no name of its own.

    `Northern Steel` above `Trading Ltd` is one name, and so are two lines of large type; a logo above the full name,
    which says the same words again, is not.
    """
    if draft.name is None or draft.formed or draft.parts or not head or wide(head[0]) or at > 1:
        return False
    forms = [mark for mark in words_in(spread, piece, at, at + len(head)) if mark.key in ("company", "trade")]
    alike = abs(piece.size - draft.size) < 0.06 * draft.size
    if not alike or all(mark.key == "trade" for mark in forms) or head.split(maxsplit=1)[0] in draft.name.value.split():
        return False
    bare = set(range(at, at + len(head))) - {place for mark in forms for place in range(mark.start, mark.end)}
    named = any(piece.text[place].isalnum() for place in bare)
    return not named or piece.size > _LARGE * spread.layout(piece).size


def _heads(spread: Spread, piece: Piece, at: int, text: str) -> bool:
    """Whether a text is nothing but the heading of a column or of a sum."""
    marks = spread.marks(piece, "columns", "sums")
    return any(mark.start <= at and mark.end >= at + len(text) for mark in marks)


def _counts(spread: Spread, piece: Piece, at: int, text: str) -> bool:
    """Whether a text is a bare number, or of a script without blanks with figures and no legal form: no name."""
    return bool(_NUMBERED.fullmatch(text)) or (
        wide(text[0]) and len(re.findall(r"\d", text)) > 1 and not is_company(spread, piece, at, at + len(text))
    )


def _sentence(text: str) -> bool:
    """Whether a line is no name but prose: most of its words begin small, or a sentence ends within it.

    In scripts without blanks a mark of a sentence stands in it.
    """
    if wide(text[0]):
        return bool(_STOPPED.search(text))
    words = text.split()
    small = sum(word[0].islower() for word in words)
    ended = re.search(r"[a-z]{4,}\.\s+[A-Z]", text) is not None
    if len(words) < _PROSE:
        return False
    closed = text.isascii() and re.search(r"[a-z\d]{2}\.$", text.rstrip()) is not None and small >= _PROSE - 1
    prose = 2 * small > len(words) or closed or (ended and not re.search(r"\d", text))
    return (text.isascii() or len(text) > _LONG) and prose


def _bare_end(spread: Spread, piece: Piece, at: int, text: str) -> str:
    """A name without the word of honour and the spelling in Latin letters behind it."""
    for mark in words_in(spread, piece, at, at + len(text)):
        if mark.key == "honorific" and mark.end >= at + len(text) and mark.start > at + 1:
            return text[: mark.start - at].rstrip()
    spelt = re.search(r"\s*[(（][A-Za-z .,&'-]+[)）]$", text)
    return text[: spelt.start()] if spelt and wide(text[0]) else text


def _parted(spread: Spread, piece: Piece, at: int, text: str) -> tuple[str, str]:
    """A firm's name and the address that follows it after a comma."""
    pieces = list(re.finditer(r",\s+|，", text))
    for comma in pieces:
        tail = text[comma.end() :]
        first = re.split(r",\s+|，", tail)[0]
        if is_company(spread, piece, at + comma.end(), at + comma.end() + len(first)) and len(first) < 12:
            continue
        told = is_address(spread, piece, at + comma.end(), first)
        if not told and ends_as_company(spread, piece, at, at + len(text[: comma.start()].rstrip(" ."))):
            told = is_address(spread, piece, at + comma.end(), tail)  # a street without its number, then the town
        if told:
            return text[: comma.start()].strip(), tail.strip()
    return text, ""
