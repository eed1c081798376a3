"""How to take the words of a unit: asked for, refused, denied, merely recited, a footer."""

import re

from reinstate.case import Span
from reinstate.notice.layout import Unit
from reinstate.notice.scene import Mark, Scene

_CLAUSE = re.compile(r"[;；，,—]|\s[–-]\s|[。.](?=\s|$)|(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")
"""What ends a clause; Thai, which has no other signs for it, sets a space."""

_PART = re.compile(r"[;；]")
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
_COMMA = re.compile(r"[,，、;；:：]|(?<=[\u0e00-\u0e7f]) | (?=[\u0e00-\u0e7f])")
_CLOSE, _TAIL = 100, 8
_MEMBER = 25
"""Characters of one member of a list inside a sentence."""


def clause(scene: Scene, span: Span) -> Span:
    """The stretch between the nearest commas or semicolons around a place."""
    unit = scene.units[scene.unit_at(span.start) or 0]
    return _between(scene.text, unit.span, span, _CLAUSE)


def part(scene: Scene, span: Span) -> Span:
    """The stretch between the nearest semicolons around a place."""
    unit = scene.units[scene.unit_at(span.start) or 0]
    return _between(scene.text, unit.span, span, _PART)


def _between(text: str, whole: Span, span: Span, border: re.Pattern[str]) -> Span:
    start, end = whole.start, max(whole.end, span.end)
    for match in border.finditer(text, whole.start, max(whole.end, span.end)):
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start, end)


def denied(scene: Scene, mark: Mark) -> bool:
    """Whether the notice says that just this is not the case."""
    around = clause(scene, mark.span)
    signs = scene.signs(mark.unit, "denied")
    return any(sign.span.meets(mark.span) or around.meets(sign.span) or _goes_on(scene, sign, mark) for sign in signs)


def _goes_on(scene: Scene, sign: Mark, mark: Mark) -> bool:
    """Whether what is denied is a list of short members, joined at its end, of which the mark is one."""
    if sign.span.end > mark.span.start:
        return False
    between = scene.text[sign.span.end : mark.span.start]
    members = _COMMA.split(between)
    joins = scene.signs(mark.unit, "and")
    after = Span(mark.span.end, mark.span.end + _MEMBER)
    joined = any(Span(sign.span.end, mark.span.start).holds(each.span) or after.holds(each.span) for each in joins)
    return len(members) > 1 and joined and all(len(each) <= _MEMBER for each in members)


def negated(scene: Scene, mark: Mark, reach: int = 30) -> bool:
    """Whether a negation or a condition stands in the words or shortly before them."""
    if scene.knowledge.languages[scene.language].verb_last:
        after = Span(mark.span.start, mark.span.end + _TAIL)
        return any(
            sign.span.meets(after) and sign.span.end > mark.span.end - 2 and not _its_own(scene, mark, sign)
            for sign in scene.signs(mark.unit, "not")
        )
    unit = scene.units[mark.unit]
    around = _between(scene.text, unit.span, mark.span, _COMMA) if reach < _CLOSE else unit.span
    return any(
        not _its_own(scene, mark, sign)
        and (sign.span.meets(mark.span) or (0 <= mark.span.start - sign.span.end <= reach and sign.span.meets(around)))
        for sign in scene.signs(mark.unit, "not")
    )


def _its_own(scene: Scene, mark: Mark, sign: Mark) -> bool:
    """Whether a negation is part of the term itself: `no longer sold` isn't turned by its own `no longer`."""
    words = sign.span.of(scene.text).lower()
    return mark.span.holds(sign.span) and bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", mark.term.lower()))


def refused(scene: Scene, unit: Unit, span: Span | None = None) -> bool:
    """Whether what stands here is expressly not wanted, by its own words or by those that introduce it."""
    brackets = _brackets(scene, unit)
    around = part(scene, span) if span is not None else unit.span
    signs = [
        sign
        for sign in scene.signs(unit.number, "refused")
        if sign.span.meets(around)
        and not any(bracket.holds(sign.span) and not (span and bracket.holds(span)) for bracket in brackets)
    ]
    if signs:
        return True
    if unit.kind == "note":
        return False
    return unit.kind in ("item", "row") and refused_lead(scene, unit)


def _brackets(scene: Scene, unit: Unit) -> list[Span]:
    """The bracketed asides of a unit."""
    words = scene.words(unit)
    return [Span(unit.span.start + found.start(), unit.span.start + found.end()) for found in _ASIDE.finditer(words)]


def refused_lead(scene: Scene, unit: Unit) -> bool:
    """Whether the line that introduces a list says that its items are not wanted."""
    lead = scene.units[unit.lead] if unit.lead is not None else None
    return lead is not None and bool(scene.signs(lead.number, "refused")) and not scene.signs(lead.number, "ask")


def footer(scene: Scene, unit: Unit) -> bool:
    """Whether a unit belongs to the foot of the message."""
    return (bool(scene.signs(unit.number, "footer")) and unit.number >= len(scene.units) // 2) or appended(scene, unit)


def appended(scene: Scene, unit: Unit) -> bool:
    """Whether a unit was put below the message by a mail program or a scanner, no words of the sender's."""
    return unit.span.start >= scene.signature or unit.flow in scene.scanned


def asked(scene: Scene, unit: Unit) -> bool:
    """Whether a unit asks for something, by itself or as an item of a list that does."""
    if scene.signs(unit.number, "ask"):
        return True
    if unit.kind not in ("item", "row", "field"):
        return False
    lead = unit.lead
    while lead is not None:
        if scene.signs(lead, "ask", "plan"):
            return True
        lead = scene.units[lead].heading if scene.units[lead].kind != "heading" else None
    return False
