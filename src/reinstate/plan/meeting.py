"""How a small word and the value behind it meet: `de` + `Acme` is `d’Acme`, `de` + `le délai` is `du délai`.

The pairs are data of the language (`joins` in its `language.toml`): for each small word, how what follows begins and
what the two become. `…` in the result stands for the beginning itself; without it the beginning is an article that is
taken in, and only in the very letters given, so that a name such as `Le Havre` stays a name.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

_LAST_WORD = re.compile(r"(?<![\w'’-])(\w+) $")

Joins = Mapping[str, Mapping[str, str]]
"""By small word and by the beginning of what follows (several with `|` between): what both become."""


def meet(before: str, value: str, joins: Joins) -> str:
    """The text with the value behind it; of several beginnings that fit, the longest decides."""
    found = _LAST_WORD.search(before) if joins and value else None
    pairs = joins.get(found[1].lower()) if found else None
    if found is None or pairs is None:
        return before + value
    for beginning, become in _by_length(tuple(pairs.items())):
        kept = "…" in become
        if (value.lower() if kept else value).startswith(beginning):
            said = become.replace("…", value if kept else "") + ("" if kept else value[len(beginning) :])
            if found[1][0].isupper():
                said = said[0].upper() + said[1:]
            return before[: found.start()] + said
    return before + value


@lru_cache(maxsize=64)
def _by_length(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    single = [(beginning, become) for many, become in pairs for beginning in many.split("|")]
    return tuple(sorted(single, key=lambda pair: -len(pair[0])))
