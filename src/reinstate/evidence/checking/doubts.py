"""What cannot be told of a page that was read in doubt: said as a place to look at, not as a problem."""

import re
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from reinstate.case.inspection import Context, Problem
from reinstate.case.paper import Found, Paper, Spot
from reinstate.evidence.checking.likeness import Forms, plain, variants
from reinstate.evidence.understanding.unclear import UNCLEAR

HARD = "hard_to_read"
"""The code of a place that has to be looked at; it stands among the risks and leaves the verdict as it is."""
_STANDS = 84
"""Likeness from which a name stands in a text whose signs may be misread."""
_SHORT = 4
"""Signs of a name below which it can't be told from others."""
_LONG = 60
"""Signs from which a name is rather a sentence."""
_CLOSE = 0.78
"""Share of the signs of a code that a misread one has in common with it."""
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z./-]{3,}[0-9A-Za-z]")


def hard(parts: Iterable[str], spot: Spot | None) -> Problem:
    """A place that could not be read surely enough to judge some parts of a document."""
    return Problem(HARD, "note", {"missing": ",".join(parts)}, spot)


def unread(paper: Paper) -> dict[str, Spot | None]:
    """The parts that a recognised page seems to hold though they were not read, and where."""
    return {sign.args["part"]: sign.spot for sign in paper.signs if sign.id == UNCLEAR}


def doubtful(found: Found[object] | None) -> bool:
    """Whether a value was read in doubt."""
    return found is not None and found.look == "doubtful"


def clean(name: str, known: Forms) -> bool:
    """Whether a name has the looks of one: a legal form, and no figures, brackets or sentence around it."""
    formed = known.core(name) != plain(name)
    return formed and len(name) < _LONG and not re.search(r"[\d()（）:：]", name)


def stands_in(name: str, text: str, known: Forms) -> bool:
    """Whether a text with misread signs holds a firm's name, whatever its legal form."""
    body = plain(text)
    for variant in variants(name):
        core = known.core(variant)
        least = _SHORT if core.isascii() else _SHORT - 1
        close = core.replace(" ", "")
        if len(close) >= least and (
            close in body.replace(" ", "") or fuzz.partial_ratio(core, body, score_cutoff=_STANDS)
        ):
            return True
    return False


def products_unsure(paper: Paper, context: Context) -> Spot | None:
    """Where a code stands that may be one of a product under review with signs misread; None if there is none."""
    named = (code for item in context.items for code in (item.asin, item.gtin, item.model))
    wanted = [re.sub(r"[\W_]", "", code).upper() for code in named if len(code) > _SHORT]
    for each in paper.identifiers:
        if _near(each.value, wanted):
            return each.spot
    written = next((code for code in _CODE.findall(paper.text) if _near(code, wanted)), None)
    return paper.items[0].spot if written and paper.items else _anywhere(paper) if written else None


def _near(code: str, wanted: Sequence[str]) -> bool:
    bare = re.sub(r"[\W_]", "", code).upper()
    return any(abs(len(bare) - len(each)) <= 1 and fuzz.ratio(bare, each) >= 100 * _CLOSE for each in wanted)


def _anywhere(paper: Paper) -> Spot:
    """A place on the first page."""
    return next((each.spot for each in (paper.number, paper.date, paper.total) if each), Spot(1, (0.0, 0.0, 0.0, 0.0)))
