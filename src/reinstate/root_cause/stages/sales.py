"""Units sold: asked once, where the notice wants invoices and names products."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reinstate.root_cause.asking import Asking
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.values import Refusal, read_number

INVOICES = "invoices"
"""The demand that units sold are held against."""

MOST_LISTED = 30
"""Products up to which they are listed under the question, each with a number to answer by."""

WINDOW = 365
"""Days that a notice looks back over which doesn't say."""

_PIECE = re.compile(r"[;\n；、，]|,(?!\d{3}(?!\d))")
_NAMED = re.compile(r"([0-9A-Za-z]+)\s*[:=：\s]\s*(\S.*)", re.DOTALL)


def steps(asking: Asking) -> Iterator[Step]:
    """How many units of each product were sold."""
    reading = asking.ground.reading
    if not reading.asins or INVOICES not in reading.values("demand"):
        return
    now = tuple(f"{asin} {units}" for asin, units in asking.answers.sold.items())
    asks = asking.says("ask-sold", days=str(reading.lookback_days or WINDOW))
    made = asking.step("sold", "closing", "sold", now, asks=asks)
    listed = reading.asins if 1 < len(reading.asins) <= MOST_LISTED else ()
    made = replace(made, options=tuple(Option(asin, {"en": asin}) for asin in listed), suggestion=_known(asking, made))
    yield asking.worded(made, "sold")


def _known(asking: Asking, step: Step) -> tuple[str, ...]:
    """The units of the only product, where a statement of the plan tells them already."""
    asins, issues = asking.ground.reading.asins, asking.answers.issues
    told = [each.answers["sold"] for issue in issues for each in issue.statements if "sold" in each.answers]
    return (f"{asins[0]} {told[0]}",) if len(asins) == 1 and len(told) == 1 and not step.now else ()


def take(taking: Taking, text: str) -> Progress | Refusal:
    """Units by product: `B0… 120`, or the number of the product in its place; of one product the units will do."""
    told: dict[str, int] = {}
    for piece in filter(None, map(str.strip, _PIECE.split(text))):
        if piece.upper() in taking.ground.reading.asins:
            continue  # a line of the form that was left open
        found = _told(taking, piece)
        if isinstance(found, Refusal):
            return found
        told |= dict([found])
    if not told:
        return Refusal("empty")
    answers = taking.answers
    return replace(taking.progress, answers=replace(answers, sold={**answers.sold, **told}, counted=None))


def _told(taking: Taking, piece: str) -> tuple[str, int] | Refusal:
    asins = taking.ground.reading.asins
    known = {asin: asin for asin in asins}
    if len(asins) > 1:
        known |= {str(number): asin for number, asin in enumerate(asins, 1)}
    named = _NAMED.fullmatch(piece)
    asin, units = (known.get(named[1].upper()), named[2]) if named else (None, piece)
    if asin is None and len(asins) == 1:
        asin, units = asins[0], piece
    if asin is None:
        return Refusal("sold-no-product", {"text": piece[:80]})
    count = read_number(units, taking.ground.language)
    return (asin, count) if isinstance(count, int) else Refusal("sold-no-number", {"text": piece[:80]})
