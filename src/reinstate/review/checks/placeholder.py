"""Blanks of a template left in: known by their form in every language, and by words of instruction."""

import re
from collections.abc import Iterator

from reinstate.case import Span
from reinstate.knowledge.model.review import Rule
from reinstate.review.checks import words
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, Spot

_DAY = r"[./-](?:MM|mm)[./-](?:YYYY|JJJJ|AAAA|yyyy|jjjj|aaaa)"
_BLANK = re.compile(
    r"\[[^\]\[\n\d]{2,60}\]|［[^］\n]{1,40}］|<[A-Za-zÀ-ÿ][^<>@/\n]{1,40}>|\{\{?[^{}\n]{2,40}\}\}?"
    r"|X(?<![A-Za-z0-9]X)X{2,11}(?![A-Za-z0-9])|____{1,197}|\.(?<!\.\.)\.{4,199}(?!\.)"
    r"|〇[〇○×]{2,11}|○[〇○×]{2,11}|×[〇○×]{2,11}|【[^】\d\n]{0,12}(?:填|输入|入力|记入|記入)[^】\n]{0,20}】|"
    + "|".join(f"{sign}(?<![A-Za-z]{sign}){sign}{_DAY}" for sign in "DTJGdtjg")
)
"""Each form begins with a sign of its own: the search passes over all others at once."""
_REFERENCE = re.compile(r"\[(?:sic|…|\.\.\.)\]", re.IGNORECASE)


def look(laid: Laid, rule: Rule) -> Iterator[Remark]:
    """Every blank, wherever it stands, and words that only a template says."""
    yield from words.look(laid, rule)
    for match in _BLANK.finditer(laid.plan.text):
        if not _REFERENCE.fullmatch(match.group()) and any(map(str.isprintable, match.group())):
            place = Span(*match.span())
            yield Remark(rule, _spot(laid, place), place, place, 0.95, rule.rank)


def _spot(laid: Laid, place: Span) -> Spot | None:
    low, high = 0, len(laid.spots)
    while low < high:
        middle = (low + high) // 2
        if laid.spots[middle].span.end <= place.start:
            low = middle + 1
        else:
            high = middle
    found = laid.spots[low] if low < len(laid.spots) else None
    return found if found is not None and found.span.meets(place) else None
