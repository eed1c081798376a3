"""The stop rule of the chain of whys: it ends at something in the seller's own power, and nowhere else."""

from reinstate.case import Statement, Words
from reinstate.root_cause.shallow import judges, shallow
from reinstate.root_cause.step import Ground

MOST = 5
"""Whys after which nobody is asked on; where the last is shallow, the chain is shown as unfinished."""


def closed(cause: Statement, ground: Ground, language: str) -> bool:
    """Whether the chain under a cause has reached our own process, or its end."""
    if not cause.whys:
        return False
    return len(cause.whys) >= MOST or reason_of(cause, len(cause.whys) - 1, ground, language) is None


def reason_of(cause: Statement, place: int, ground: Ground, language: str) -> str | None:
    """Why the why at a place is asked on; place -1 is the cause itself, where it is in the seller's own words."""
    if place < 0:
        return judged(cause.text, language, ground) if cause.about is None and cause.text else None
    return judged(cause.whys[place].text, language, ground) if place < len(cause.whys) else None


def judged(words: Words, language: str, ground: Ground) -> str | None:
    """Why words aren't a cause yet, in the first of their languages that can be judged."""
    for tag in sorted(words, key=lambda each: each != language):
        if judges(tag, ground.knowledge):
            return shallow(words[tag], tag, ground.knowledge)
    return None
