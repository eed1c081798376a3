"""What a room makes of the knowledge for one language, made once and dropped with it."""

import functools
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.sealed import put, take

Made = TypeVar("Made")

_PLACES: dict[int, Path] = {}
"""By the knowledge's identity, the file that it is kept in between two runs."""
_LANGUAGE_ROOM = Path(__file__).parents[1] / "language"


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


def lasting(build: Callable[[Knowledge, str], Made]) -> Callable[[Knowledge, str], Made]:
    """As `kept`, and between two runs too where the knowledge is: for what takes longer to make than to read.

    What `build` gives must pickle, and hang on nothing but its arguments and the code of its own folder and of the room
    `language`.
    """

    @functools.wraps(build)
    def made(knowledge: Knowledge, language: str) -> Made:
        beside = _PLACES.get(id(knowledge))
        if beside is None or not language.replace("-", "").isalnum():
            return build(knowledge, language)
        place = beside.with_name(f"{beside.stem}.{build.__module__}.{build.__name__}.{language}.pickle")
        code = _code(str(sys.modules[build.__module__].__file__))
        known: tuple[str, Made] | None = take(place)
        if known is not None and known[0] == code:
            return known[1]
        new = build(knowledge, language)
        put(place, (code, new))
        return new

    return kept(made)


def keep_beside(knowledge: Knowledge, place: Path) -> None:
    """Keep what lasts of this knowledge beside the file that it is kept in itself."""
    _PLACES[id(knowledge)] = place
    weakref.finalize(knowledge, _PLACES.pop, id(knowledge), None)


@functools.cache
def _code(module: str) -> str:
    """The state of the code by which a module makes things."""
    files = sorted(path for room in {Path(module).parent, _LANGUAGE_ROOM} for path in room.glob("*.py"))
    return " ".join(str(path.stat().st_mtime_ns) for path in files)
