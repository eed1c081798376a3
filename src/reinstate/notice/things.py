"""Names beside identifiers: product titles and brands, and the policies that the notice names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from reinstate.case import Fact, Value
from reinstate.notice.scene import Scene

_ROW_CELLS = re.compile(r"\t|\s{3,}|\s*\|\s*")
_EDGES = " \t\u00a0\u3000\"'“”„«»‘’()（）[]-–—:：,，;|*•·"
_CODE = re.compile(r"(?:[A-Z0-9]{2,}[-_]?)+\d[\w-]*|[\d.,/%€$£¥ -]+|[A-Z]\w{9,10}")
_SHORTEST = 5


def named_things(scene: Scene, facts: list[Fact]) -> list[Fact]:
    """The identifiers, ASINs with their title and brand where the notice lists them, and the policies named."""
    named = [replace(fact, extra=_extra(scene, fact)) if fact.kind == "asin" else fact for fact in facts]
    policies = [
        Fact("policy", sign.span.of(scene.text), scene.place(sign.span), sign.rule)
        for unit in scene.units
        for sign in scene.signs(unit.number, "policy")
    ]
    return named + policies


def _extra(scene: Scene, fact: Fact) -> Mapping[str, Value]:
    if fact.span is None:
        return {}
    start, end = fact.span.start + scene.shift, fact.span.end + scene.shift
    number = scene.unit_at(start)
    if number is None:
        return {}
    unit = scene.units[number]
    title = _title(scene.text[end : unit.span.end]) or _title(scene.text[unit.span.start : start])
    found: dict[str, Value] = {}
    if title and (unit.kind in ("row", "item") or number + 1 == len(scene.units) or _short(scene, number)):
        found["title"] = title
    for near in range(max(0, number - 3), min(len(scene.units), number + 4)):
        for sign, name in (("title_label", "title"), ("brand_label", "brand")):
            words = _labelled(scene, near, sign)
            if words and name not in found:
                found[name] = words
    return found


_BRACKETED = re.compile(r"\s*[(（]([^()（）\n]+)[)）]")


def _short(scene: Scene, number: int) -> bool:
    return len(scene.words(scene.units[number])) < 160


def _title(words: str) -> str | None:
    """The first cell or the rest of the line that reads like a name; in brackets, what stands in them."""
    if bracketed := _BRACKETED.match(words):
        words = bracketed.group(1)
    cells = [cell.strip(_EDGES) for cell in _ROW_CELLS.split(words.strip(_EDGES + "\n"))]
    return next(
        (cell for cell in cells if len(cell) >= _SHORTEST and not _CODE.fullmatch(cell) and "\n" not in cell), None
    )


def _labelled(scene: Scene, number: int, sign: str) -> str | None:
    unit = scene.units[number]
    if not unit.label or not any(
        each.span.start < unit.span.start + len(unit.label) for each in scene.signs(number, sign)
    ):
        return None
    words = re.split(r"[:：]", scene.words(unit), maxsplit=1)
    return words[1].strip(_EDGES) or None if len(words) > 1 else None
