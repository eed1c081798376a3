"""Signs that a message isn't from Amazon at all."""

import re

from reinstate.case import Fact, Span
from reinstate.notice.scene import Scene

_ENVELOPE = {"authentication-fails": 1.5, "reply-elsewhere": 1.5, "links-elsewhere": 0.5, "sender-not-amazon": 2.0}
_SECRET, _LURE, _ADDRESS, _ODD = 1.5, 0.7, 1.5, 1.5
_LOOKALIKE = re.compile(
    r"\b(?:https?://)?(?:[\w-]{1,63}\.){0,6}(?:amaz[o0]n|arnazon|amzn|amz|amazom|amazone)[-\w]{0,63}\.(?!com\b|co\.|[a-z]{2}\b)[\w.]{1,190}|"
    r"\b(?:[\w-]{1,63}\.){0,6}(?:arnazon|amaz0n|amazom|amzon|amazn|amazone|arnaz0n)[\w-]{0,63}\.[a-z.]{2,12}|"
    r"\b(?:[\w-]{1,63}\.){0,6}amazon[-][\w-]{1,63}\.[a-z.]{2,12}|\b(?:[\w-]{1,63}\.){0,6}[\w-]{1,63}-amazon\.[a-z.]{2,12}",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\b(?=\w*[a-zA-Z])\w*[\u0430-\u044f\u0410-\u042f\u03b1-\u03c9]\w*\b")
_WRITE_TO = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
SUSPECT = 3.0


def signs(scene: Scene) -> list[tuple[Fact, float]]:
    """Everything that speaks for a swindle, with its weight."""
    found = [
        (Fact("phishing", each, None, f"envelope/{each}"), _ENVELOPE.get(each, 0.0)) for each in scene.notice.doubts
    ]
    for unit in scene.units:
        if scene.signs(unit.number, "secrets_denied", "refused"):
            continue
        found += [
            (Fact("phishing", sign.id, scene.place(sign.span), sign.rule), _SECRET if sign.id == "secrets" else _LURE)
            for sign in scene.signs(unit.number, "secrets", "lure")
        ]
    for pattern, name in ((_LOOKALIKE, "lookalike-domain"), (_MIXED, "mixed-letters")):
        for match in list(pattern.finditer(scene.text))[:3]:
            weight = _ADDRESS if pattern is _LOOKALIKE else _ODD
            found.append((Fact("phishing", name, scene.place(Span(*match.span())), f"pattern/{name}"), weight))
    return found


def suspected(found: list[tuple[Fact, float]]) -> bool:
    """Whether the signs together make a swindle likely; the same sign counts at most twice."""
    total: dict[str, list[float]] = {}
    for fact, weight in found:
        total.setdefault(str(fact.value), []).append(weight)
    strong = [name for name in total if name != "lure"]
    return bool(strong) and sum(sum(sorted(weights)[-2:]) for weights in total.values()) >= SUSPECT
