"""What a violation's word weighs by where it stands: an allegation, a passing mention, or no word about the case."""

import re

from reinstate.case import Span
from reinstate.notice.kinds import REQUEST
from reinstate.notice.layout import Unit
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import asked, denied, footer, refused

STRONG, WEAK = 1.0, 0.3
_TITLE, _HINTED_TITLE, _HEADING, _ALLEGED, _FOLLOWING, _EARLY, _MENTIONED = 3.0, 2.0, 1.5, 1.3, 1.0, 0.8, 0.6
_ASKED_ITEM, _ASKED = 0.25, 0.5
_REFUSED, _RECITED, _CONSEQUENCE, _NAMED, _ASIDE = 0.15, 0.4, 0.5, 0.3, 0.1
_FIRST = 3
"""The units in which a notice says what it is about, whatever their words."""

_BACK = 8
"""Sentences that go on with one that alleges."""

_SIGNED = 60
"""Characters of the longest line that is a sender's name."""

_PATH = re.compile(r"[^\n>›»→|｜.。,，:：]{2,48}?(?:\s*[>›»→]\s*[^\n>›»→.。,，;；()（）]{2,90})+")
"""A way through the pages of Seller Central: `Performance > Account Health > …`."""

_QUOTED = re.compile(r"[\"“”„«「『][^\"“”„«»」』\n]{2,80}[\"“”»」』]")
"""A name between quotation marks: of a page or a button, where a unit tells the route."""

_AROUND = 100
"""Characters before and after a word in which the rest of a way stands."""

_LONGEST_MENU = 200
_MENU = re.compile(r"(?:[^|｜•·\n]{1,24}[|｜•·]){2,}[^|｜•·\n]{1,24}")
_ZERO = re.compile(r"[:：\t|]\s*0(?:[ \u00a0]?[^\W\d]{1,6})?\W*$|^[^\d:：\t|]{0,24}[:：\t|]\s*0(?![\d.,%])")
_IDENTIFIER = re.compile(r"\b(?:B0[0-9A-Z]{8}|\d{3}-\d{7}-\d{7})\b")


def weight(scene: Scene, mark: Mark) -> float:
    """How much a word speaks for its violation; nothing where it is denied or in the foot."""
    unit = scene.units[mark.unit]
    if denied(scene, mark) or footer(scene, unit) or _unmeant(scene, unit) or _none(scene, mark):
        return 0.0
    found = STRONG if mark.shelf == "violations" else WEAK
    if refused(scene, unit) and not _acts(scene, unit) and (unit.kind != "heading" or scene.signs(unit.number, "ask")):
        found *= _REFUSED
    if scene.signs(unit.number, "recital"):
        found *= _RECITED
    if scene.signs(unit.number, "consequence"):
        found *= _CONSEQUENCE
    if signed(scene, unit) or _on_path(scene, mark):
        return found * _ASIDE
    if _names_product(scene, unit):
        found *= _NAMED
    return found * _position(scene, mark)


def _position(scene: Scene, mark: Mark) -> float:
    unit = scene.units[mark.unit]
    if titled(scene, mark):
        return _TITLE if mark.shelf == "violations" else _HINTED_TITLE
    if unit.kind == "heading":
        return _HEADING
    if asked(scene, unit) and unit.kind in ("item", "note"):
        return _ASKED_ITEM
    if asked(scene, unit) and scene.marks_in(unit.number, "demands") and not _acts(scene, unit):
        return _ASKED
    if scene.signs(unit.number, "recital"):
        return _MENTIONED
    if alleges(scene, unit.number):
        return _ALLEGED
    if unit.number < _FIRST or _follows(scene, unit):
        return _FOLLOWING
    return _EARLY if unit.number <= len(scene.units) // 3 else _MENTIONED


def titled(scene: Scene, mark: Mark) -> bool:
    """Whether a word stands in the subject, or in the first line where there is none."""
    if mark.span.start < scene.shift or mark.unit == 0:
        return True
    unit = scene.units[mark.unit]
    label = Span(unit.span.start, unit.span.start + len(unit.label))
    return any(label.meets(sign.span) for sign in scene.signs(mark.unit, "subject"))


def _acts(scene: Scene, unit: Unit) -> bool:
    """Whether a unit says what was or will be done to the account or a listing."""
    return any(mark.id != REQUEST for mark in scene.marks_in(unit.number, "kinds"))


def alleges(scene: Scene, number: int) -> bool:
    """Whether a unit says what was done, found, reported or why."""
    return bool(scene.signs(number, "alleging") or scene.marks_in(number, "kinds"))


def _follows(scene: Scene, unit: Unit) -> bool:
    """Whether a unit goes on with one that alleges: in its paragraph, or in the list or table that it introduces."""
    for number in range(unit.number - 1, max(-1, unit.number - _BACK), -1):
        if scene.units[number].flow != unit.flow:
            break
        if alleges(scene, number):
            return True
    return unit.lead is not None and unit.kind in ("item", "row", "note", "field") and alleges(scene, unit.lead)


def _unmeant(scene: Scene, unit: Unit) -> bool:
    """Whether a unit, or the sentence right after it, says that what was just named is not alleged."""
    if scene.signs(unit.number, "unmeant"):
        return True
    after = scene.units[unit.number + 1] if unit.number + 1 < len(scene.units) else unit
    near = after.flow == unit.flow and after.number != unit.number
    return near and bool(scene.signs(after.number, "unmeant")) and not scene.marks_in(unit.number, "kinds")


def _none(scene: Scene, mark: Mark) -> bool:
    """Whether a line says of a word that there were none or that the value is fine: `Chargebacks: 0`."""
    unit = scene.units[mark.unit]
    if unit.kind not in ("field", "row", "item", "heading"):
        return False
    rest = scene.text[mark.span.end : unit.span.end]
    if _ZERO.search(rest):
        return True
    return any(
        sign.span.start >= mark.span.end and not re.search(r"\w", scene.text[sign.span.end : unit.span.end])
        for sign in scene.signs(unit.number, "nil")
    )


def signed(scene: Scene, unit: Unit) -> bool:
    """Whether a unit is only the name of the sender: the letterhead or the line below the message."""
    words = scene.words(unit)
    edge = unit.number < 2 or unit.number >= min(len(scene.units) - 3, len(scene.units) // 2)
    if not edge or len(words) > _SIGNED or re.search(r"[\d?!:：。]|\.$", words):
        return False
    if scene.signs(unit.number, "ask", "subject") or scene.marks_in(unit.number, "kinds"):
        return False
    return "amazon" in words.lower() or bool(scene.signs(unit.number, "team"))


def _on_path(scene: Scene, mark: Mark) -> bool:
    """Whether a word belongs to the name of a page on the way that a unit describes, or to a menu."""
    whole = scene.units[mark.unit].span
    if len(whole) <= _LONGEST_MENU and _is_menu(whole.of(scene.text)):
        return True
    first, last = max(whole.start, mark.span.start - _AROUND), min(whole.end, mark.span.end + _AROUND)
    names = [*_PATH.finditer(scene.text, first, last)]
    if scene.marks_in(mark.unit, "channels"):
        names += _QUOTED.finditer(scene.text, whole.start, whole.end)
    return any(found.start() <= mark.span.start and mark.span.end <= found.end() for found in names)


def _is_menu(words: str) -> bool:
    return bool(_MENU.fullmatch(words)) and not re.search(r"\d", words)


def _names_product(scene: Scene, unit: Unit) -> bool:
    """Whether a unit is a line about a product: its title or brand, or its row in a table."""
    if unit.label and any(
        sign.span.start < unit.span.start + len(unit.label)
        for sign in scene.signs(unit.number, "title_label", "brand_label")
    ):
        return True
    return unit.kind == "row" and bool(_IDENTIFIER.search(scene.words(unit)))
