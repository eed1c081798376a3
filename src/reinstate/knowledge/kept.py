"""What a room makes of the knowledge for one language, made once and dropped with it."""

import functools
import weakref
from collections.abc import Callable
from typing import TypeVar

from reinstate.knowledge.book import Knowledge

Made = TypeVar("Made")


def kept(build: Callable[[Knowledge, str], Made]) -> Callable[[Knowledge, str], Made]:
    """Call `build` once for each knowledge and language; what it gives must not hold the knowledge itself.

    Knowledge is kept apart by identity, and its entry goes with it, so that no later one at the same place in memory
    gets what was made for another.
    """
    shelves: dict[int, dict[str, Made]] = {}

    @functools.wraps(build)
    def made(knowledge: Knowledge, language: str) -> Made:
        if id(knowledge) not in shelves:
            shelves[id(knowledge)] = {}
            weakref.finalize(knowledge, shelves.pop, id(knowledge), None)
        shelf = shelves[id(knowledge)]
        if language not in shelf:
            shelf[language] = build(knowledge, language)
        return shelf[language]

    return made
