"""Plans and passages with their labels in the text: `{label|words}`; no words: the whole part is missing."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_MARK = re.compile(r"\{([a-z_]+)\|([^}]*)\}")


@dataclass(frozen=True)
class Labelled:
    language: str
    violation: str
    text: str
    places: tuple[tuple[str, int, int], ...]
    role: str | None = None


def labelled(folder: Path) -> list[Labelled]:
    return [
        _one(path.stem, plan)
        for path in sorted(folder.glob("*.toml"))
        for plan in tomllib.loads(path.read_text("utf-8"))["plans"]
    ]


def passages(folder: Path) -> list[Labelled]:
    """Sentences out of a plan: of one part, or of none that a heading names."""
    return [
        _one(path.stem, passage)
        for path in sorted(folder.glob("*.toml"))
        for passage in tomllib.loads(path.read_text("utf-8"))["passages"]
    ]


def _one(language: str, plan: dict[str, str]) -> Labelled:
    text, places, last = "", [], 0
    for mark in _MARK.finditer(plan["text"]):
        text += plan["text"][last : mark.start()]
        places.append((mark.group(1), len(text), len(text) + len(mark.group(2))))
        text += mark.group(2)
        last = mark.end()
    text += plan["text"][last:]
    return Labelled(language, plan.get("violation", ""), text, tuple(places), plan.get("role"))


def hits(place: tuple[str, int, int], label: str | None, start: int, end: int) -> bool:
    if place[0] != label or place[1] == place[2]:
        return place[0] == label
    common = min(place[2], end) - max(place[1], start)
    return common > 0 and common * 3 >= min(place[2] - place[1], end - start)
