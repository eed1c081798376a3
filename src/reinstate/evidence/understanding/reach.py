"""Ways to reach a party: e-mail, website, telephone and tax number, taken out of a line."""

import re

from reinstate.case.paper import Found
from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.addresses import found_in
from reinstate.evidence.understanding.draft import Draft
from reinstate.evidence.understanding.spread import Spread, around
from reinstate.evidence.understanding.values import EMAIL, IBAN, LOOSE_TAX, TAX_ID, WEBSITE, phones

_CUT_MAIL = re.compile(r"[\w.%+-]+@[A-Za-z0-9.-]*[-.]$")
_MAIL_TAIL = re.compile(r"[A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.?[A-Za-z]{2,}(?=$|\s)")
"""An e-mail that a line breaks at a hyphen or a point, and what is left of it in the line below."""
_SIGNS = " :：.#-–—()/"
_REACHED_BY = frozenset({"phone", "fax", "tax-id", "email", "website"})


def reached(spread: Spread, piece: Piece, start: int, end: int, draft: Draft) -> str:
    """The line with what reaches a party taken out and blanked."""
    text = piece.text[start:end]
    if end == len(piece.text) and (broken := _CUT_MAIL.search(text)):
        text = _mended(spread, piece, start, text, broken, draft)
    for kind, pattern in (("email", EMAIL), ("website", WEBSITE)):
        for match in tuple(pattern.finditer(text)):
            if getattr(draft, kind) is None and not _store(spread, match[0]):
                value = match[0].replace(" ", "").rstrip(".")
                setattr(draft, kind, found_in(spread, value, piece, start + match.start(), start + match.end()))
            text = blanked(text, match.start(), match.end())
    for match in tuple(IBAN.finditer(text)):
        text = blanked(text, match.start(), match.end())
    text = _labelled(spread, piece, start, text, draft)
    if draft.tax_id is None and (tax := TAX_ID.search(text)):
        draft.tax_id = found_in(spread, tax[0].replace(" ", ""), piece, start + tax.start(), start + tax.end())
        text = blanked(text, tax.start(), tax.end())
    return text


def _mended(spread: Spread, piece: Piece, start: int, text: str, head: re.Match[str], draft: Draft) -> str:
    """The line without an e-mail that goes on in the line below, which the draft takes whole."""
    below = next(iter(spread.below(piece, most=1)), None)
    tail = _MAIL_TAIL.match(below.text) if below is not None else None
    if below is None or tail is None or draft.email is not None:
        return text
    spots = [spread.spot(piece, piece.part(start + head.start(), start + head.end())), spread.spot(below)]
    draft.email = Found(head[0] + tail[0], around(spots))
    return blanked(text, *head.span())


def _store(spread: Spread, site: str) -> bool:
    """Whether a website is the marketplace's, which says nothing of a party."""
    return any(mark.key == "reviewer" and "@" not in site for mark in spread.lexicon.find(site))


def _labelled(spread: Spread, piece: Piece, start: int, text: str, draft: Draft) -> str:
    """Phone, fax and tax number behind their labels, taken out and blanked with them."""
    for mark in spread.marks(piece, "parties"):
        at, edge = mark.start - start, mark.end - start
        if at < 0 or edge > len(text) or mark.key not in _REACHED_BY or _inside(text, at, edge):
            continue
        if not text[at:edge].strip():
            continue
        end = None
        if mark.key in ("phone", "fax"):
            end = _dialled(spread, piece, start, text, edge, None if mark.key == "fax" else draft)
        elif mark.key == "tax-id":
            end = _taxed(spread, piece, start, text, edge, draft)
        elif not text[edge:].strip(" :：."):
            end = edge
        if end is not None:
            text = blanked(text, at, end)
    return text


def _dialled(spread: Spread, piece: Piece, start: int, text: str, edge: int, draft: Draft | None) -> int | None:
    """Where the telephone number behind a label ends; the draft takes it, if there is one."""
    tail = text[edge:]
    lead = len(tail) - len(tail.lstrip(_SIGNS))
    for value, span in phones(tail, named=True):
        if span.start > lead + 6:
            break
        if draft is not None and draft.phone is None:
            draft.phone = found_in(spread, value, piece, start + edge + span.start, start + edge + span.end)
        return edge + span.end
    return None


def _taxed(spread: Spread, piece: Piece, start: int, text: str, edge: int, draft: Draft) -> int | None:
    """Where the tax number behind a label ends."""
    tail = text[edge:]
    begin = edge + len(tail) - len(tail.lstrip(_SIGNS))
    match = TAX_ID.match(text, begin) or LOOSE_TAX.match(text, begin)
    if match is None:
        return None
    value = re.sub(r"[\s.]", "", re.split(r"\s{2,}", match[0])[0])
    if draft.tax_id is None and sum(map(str.isdigit, value)) >= 6:
        draft.tax_id = found_in(spread, value, piece, start + begin, start + match.end())
    return match.end()


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a label is only the middle or the end of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool((before.isalnum() and before.isascii()) or (after.isalpha() and after.isascii()))


def blanked(text: str, start: int, end: int) -> str:
    """A text with blanks for a stretch of it, so that every other place stays."""
    return text[:start] + " " * (end - start) + text[end:]
