"""The signs and numbers that Word puts before the items of its lists; the file holds only the rules for them."""

import re
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: ECMA-376 part 1, 17.9. `pattern` holds %1 for the first level's number."""

    shape: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has counted."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:
        """The sign or number before a paragraph; empty for one outside lists."""
        found = _list_of(paragraph.find(qn("w:pPr"))) or self.styles.get(style_of(paragraph))
        if found is None or found not in self.levels:
            return ""
        if self.levels[found].shape in ("bullet", "none"):
            return "•"
        name, deep = found
        self.counts[found] = self._reached(name, deep) + (found in self.counts)
        for other in [each for each in self.counts if each[0] == name and each[1] > deep]:
            del self.counts[other]
        return re.sub(r"%(\d)", lambda sign: self._said(name, int(sign[1]) - 1), self.levels[found].pattern)

    def _reached(self, name: str, deep: int) -> int:
        return self.counts.get((name, deep), self.levels[name, deep].start)

    def _said(self, name: str, deep: int) -> str:
        return spelled(self._reached(name, deep), self.levels[name, deep].shape) if (name, deep) in self.levels else ""


def spelled(number: int, shape: str) -> str:
    """A number in one of Word's shapes; in figures where the shape isn't one of the Latin ones."""
    if shape.endswith("Letter"):
        text = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif shape.endswith("Roman"):
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if shape.startswith("upper") else text


def _roman(number: int) -> str:
    """Small Roman figures; lists that need a sign for fifty write ten five times."""
    text = ""
    for sign, worth in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def numbers_of(document: Any) -> Numbers:
    """The lists that a document declares."""
    try:
        numbering = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return Numbers()
    made = Numbers()
    abstract = {each.get(qn("w:abstractNumId")): each for each in numbering.findall(qn("w:abstractNum"))}
    for number in numbering.findall(qn("w:num")):
        levels = abstract.get(value(number.find(qn("w:abstractNumId"))))
        for level in levels.findall(qn("w:lvl")) if levels is not None else ():
            made.levels[number.get(qn("w:numId")), int(level.get(qn("w:ilvl")))] = _level(level)
    for style in document.styles.element.findall(qn("w:style")):
        if (found := _list_of(style.find(qn("w:pPr")))) is not None:
            made.styles[style.get(qn("w:styleId"))] = found
    return made


def _level(level: Any) -> Level:
    start = value(level.find(qn("w:start")))
    return Level(
        value(level.find(qn("w:numFmt"))) or "decimal",
        value(level.find(qn("w:lvlText"))),
        int(start) if start.isdigit() else 0,
    )


def _list_of(properties: Any) -> tuple[str, int] | None:
    """List id and level that paragraph properties name."""
    listed = properties.find(qn("w:numPr")) if properties is not None else None
    if listed is None or listed.find(qn("w:numId")) is None:
        return None
    deep = value(listed.find(qn("w:ilvl")))
    return value(listed.find(qn("w:numId"))), int(deep) if deep.isdigit() else 0


def style_of(paragraph: Any) -> str:
    """The id of a paragraph's style; empty for the default one."""
    properties = paragraph.find(qn("w:pPr"))
    return value(properties.find(qn("w:pStyle"))) if properties is not None else ""


def value(element: Any) -> str:
    """The `w:val` of an element; empty where there is none."""
    return (element.get(qn("w:val")) or "") if element is not None else ""
