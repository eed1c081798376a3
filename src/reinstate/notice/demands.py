"""What the notice asks for: items under a request, and requests inside sentences."""

import re
from collections.abc import Iterator

from reinstate.case import Fact, Span
from reinstate.language.words import unspaced
from reinstate.notice.layout import Unit
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import asked, clause, denied, footer, refused

OTHER = "other"
TRIPLE = ("root_cause", "actions_taken", "preventive_steps")
_LABEL, _LETTERS, _GAP = 28, 6, 25
_IDENTIFIER = re.compile(r"B0[0-9A-Z]{8}|\d{3}-\d{7}-\d{7}")
_ASIN = 12
"""Characters before brackets in which an ASIN makes them a product's title."""

_COMMA = re.compile(r"[,，、;；]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def demands(scene: Scene) -> list[Fact]:
    """Every demand, in the order of the text; the span is the words that ask for it."""
    found = [fact for unit in scene.units for fact in _of_unit(scene, unit)]
    if not any(fact.value in TRIPLE for fact in found):
        found += _plan(scene)
    return sorted(found, key=lambda fact: (fact.span.start if fact.span else 0, str(fact.value)))


def _of_unit(scene: Scene, unit: Unit) -> Iterator[Fact]:
    if _titles(scene, unit) or footer(scene, unit) or scene.signs(unit.number, "own_words"):
        return
    if unit.kind == "item" and _list_asked(scene, unit):
        yield from _item(scene, unit, _content(scene, unit))
    elif _goes_on(scene, unit):
        yield from _item(scene, unit, unit)
    elif scene.signs(unit.number, "ask") or (unit.kind == "field" and asked(scene, unit)):
        yield from _sentence(scene, unit)


def _titles(scene: Scene, unit: Unit) -> bool:
    """Whether a unit is a heading and no sentence: scripts without full stops tell them apart only by what follows."""
    if unit.kind != "heading" or not unspaced(scene.words(unit)):
        return unit.kind == "heading"
    return unit.number in scene.leading or unit.number == 0 or not scene.signs(unit.number, "ask")


def _content(scene: Scene, unit: Unit) -> Unit:
    """The unit that says what an item is about: the item, or its next sentence where the item is only a label."""
    following = scene.units[unit.number + 1] if unit.number + 1 < len(scene.units) else unit
    label = len(scene.words(unit)) <= _LABEL and not scene.marks_in(unit.number, "demands")
    return following if label and following.kind == "note" else unit


def _goes_on(scene: Scene, unit: Unit) -> bool:
    """Whether a line without a bullet goes on with the list before it: it starts in the middle of a sentence."""
    before = scene.units[unit.number - 1] if unit.number else unit
    started = scene.words(unit)[:1].islower()
    return started and unit.kind == "sentence" and before.kind == "item" and _list_asked(scene, before)


def _list_asked(scene: Scene, unit: Unit) -> bool:
    """Whether a list is one of demands: by its lead, or because most of its items name what is usually asked for."""
    if refused(scene, unit) and not _wanted(scene, unit):
        return False
    lead = unit.lead
    if lead is not None and scene.signs(lead, "recital", "example", "denied") and not scene.signs(lead, "ask"):
        return False
    if asked(scene, unit):
        return True
    items = [other for other in scene.units if other.kind == "item" and other.lead == unit.lead]
    named = [item for item in items if _wanted(scene, _content(scene, item))]
    return len(named) * 2 > len(items)


def _wanted(scene: Scene, unit: Unit) -> list[Mark]:
    """The demand words of a unit that aren't refused, one for each stretch of text, brackets only where nothing else."""  # noqa: E501 - one expression
    marks = [
        mark
        for mark in scene.marks_in(unit.number, "demands")
        if not refused(scene, unit, mark.span) and (scene.knowledge.demands[mark.id].roles or not denied(scene, mark))
    ]
    words = scene.words(unit)
    brackets = [
        Span(unit.span.start + match.start(), unit.span.start + match.end()) for match in _BRACKETS.finditer(words)
    ]
    titles = [each for each in brackets if _IDENTIFIER.search(scene.text[max(0, each.start - _ASIN) : each.start])]
    marks = [mark for mark in marks if not any(title.holds(mark.span) for title in titles)]
    outside = [mark for mark in marks if not any(bracket.holds(mark.span) for bracket in brackets)]
    return _settled(scene, outside or marks)


def _settled(scene: Scene, marks: list[Mark]) -> list[Mark]:
    """Without words that lie inside longer ones of another demand, or that a demand in the same clause explains."""
    marks = [mark for mark in marks if not _strides(scene, mark, marks)]
    whole = [mark for mark in marks if not any(_swallows(scene, other, mark) for other in marks)]
    outranks = scene.knowledge.demands
    return [
        mark
        for mark in whole
        if not any(
            (mark.id in outranks[other.id].outranks and _together(scene, mark, other))
            or (mark.id == OTHER != other.id and other.id not in outranks[OTHER].outranks and _beside(mark, other))
            for other in whole
        )
    ]


def _strides(scene: Scene, mark: Mark, marks: list[Mark]) -> bool:
    """Whether words with a gap reach over a comma into what another demand asks for."""
    return _COMMA.search(mark.span.of(scene.text)) is not None and any(
        other.id != mark.id and mark.span.holds(other.span) for other in marks
    )


def _swallows(scene: Scene, other: Mark, mark: Mark) -> bool:
    """Whether a mark is only a part of another's words; words that merely stand in its gap are none."""
    longer = other.span.meets(mark.span) and 0 < len(other.span) - len(mark.span) <= _GAP
    stands = other.id in scene.knowledge.demands[mark.id].outranks and len(mark.span) * 2 > len(other.span)
    return longer and other.id != mark.id and not stands


def _together(scene: Scene, one: Mark, other: Mark) -> bool:
    """Whether two words stand in one clause with nothing between them that joins two things."""
    if not clause(scene, one.span).meets(other.span):
        return False
    first, last = sorted((one.span, other.span))
    between = Span(first.end, last.start)
    return one.span.meets(other.span) or not any(
        between.holds(sign.span) for sign in scene.signs(one.unit, "and") if between.start < between.end
    )


def _beside(mark: Mark, other: Mark) -> bool:
    """Whether words for something else only say again what known words of the same line ask for."""
    first, last = sorted((mark.span, other.span))
    return mark.span.meets(other.span) or last.start - first.end <= 1


def _item(scene: Scene, unit: Unit, content: Unit) -> Iterator[Fact]:
    marks = _wanted(scene, content)
    seen = set()
    for mark in marks:
        if mark.id not in seen:
            seen.add(mark.id)
            yield Fact("demand", mark.id, scene.place(content.span), mark.rule, 0.95)
    if not marks and _is_task(scene, unit):
        yield Fact("demand", OTHER, scene.place(unit.span), "pattern/asked-item", 0.7)


def _is_task(scene: Scene, unit: Unit) -> bool:
    """Whether an item without known words is a demand: words of its own, no mere identifier, not refused."""
    words = scene.words(unit)
    return (
        len(re.findall(r"[^\W\d_]", words)) >= _LETTERS and not refused(scene, unit) and not _IDENTIFIER.search(words)
    )


def _sentence(scene: Scene, unit: Unit) -> Iterator[Fact]:
    if scene.signs(unit.number, "amazon_time", "recital") and not scene.signs(unit.number, "or_else", "due_label"):
        return
    seen = set()
    for mark in _wanted(scene, unit):
        if mark.id in seen or unit.number in scene.leading:
            continue
        seen.add(mark.id)
        yield Fact("demand", mark.id, scene.place(_words_of(scene, mark)), mark.rule, 0.8)


def _words_of(scene: Scene, mark: Mark) -> Span:
    around = clause(scene, mark.span)
    words = around.of(scene.text)
    start = around.start + len(words) - len(words.lstrip())
    return Span(min(start, mark.span.start), max(mark.span.end, around.end - (len(words) - len(words.rstrip(" .。")))))


def _plan(scene: Scene) -> list[Fact]:
    """A plan of action asked for without saying what belongs in it: cause, actions and prevention."""
    for unit in scene.units:
        signs = scene.signs(unit.number, "plan")
        if (
            signs
            and unit.kind != "heading"
            and not refused(scene, unit)
            and asked(scene, unit)
            and not footer(scene, unit)
        ):
            return [Fact("demand", what, scene.place(signs[0].span), signs[0].rule, 0.7) for what in TRIPLE]
    return []
