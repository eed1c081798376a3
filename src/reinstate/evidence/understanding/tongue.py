"""Which language a document is in: by its script, by the labels it bears, by its frequent words."""

import re
from collections import defaultdict
from collections.abc import Iterator

from reinstate.evidence.understanding.spread import Spread
from reinstate.knowledge import Knowledge
from reinstate.language.detect import Profile, scores

_HAN = re.compile("[\u4e00-\u9fff]")
_MANY = 0.12
"""Share of Han letters above which a document is in a language written with them."""
_OWN = 0.02
"""Share of letters that only one of those languages has, above which it is in that one."""
_WORDS = 0.6
_LEAST = 6.0
_GROUPS = ("facts", "parties", "columns", "sums", "titles", "cues")


def language_of(spread: Spread, knowledge: Knowledge) -> str:
    """The tag of the language that most of the document speaks for."""
    text = spread.text
    letters = max(1, len(re.findall(r"[^\W\d_]", text)))
    votes: dict[str, float] = defaultdict(float)
    for tag, weight in _labelled(spread):
        votes[tag] += weight
    if len(_HAN.findall(text)) > _MANY * letters:
        return _east(text, letters, votes, knowledge)
    profiles = [Profile(each.id, each.letters, each.common) for each in knowledge.languages.values()]
    for tag, score in scores(text, profiles).items():
        if tag in votes or score > _LEAST:
            votes[tag] += _WORDS * score
    return max(votes, key=lambda tag: votes[tag], default=next(iter(knowledge.languages)))


def _east(text: str, letters: int, votes: dict[str, float], knowledge: Knowledge) -> str:
    """The one of the languages with Han letters: by letters of its own, else by its labels.

    Two ways to write one language share most of their labels; letters that only one of them has tell them apart.
    """
    readers = [each for each in knowledge.languages.values() if each.names == "original"]
    own = {each.id: len(re.findall(f"[{each.letters}]", text)) if each.letters else 0 for each in readers}
    first = max(own, key=lambda tag: own[tag])
    if own[first] > _OWN * letters and not _HAN.search(knowledge.languages[first].letters):
        return first
    told = max((each.id for each in readers), key=lambda tag: votes.get(tag, 0.0))
    if not _HAN.search(knowledge.languages[told].letters):
        return told
    return max((tag for tag in own if _HAN.search(knowledge.languages[tag].letters)), key=lambda tag: own[tag])


def _labelled(spread: Spread) -> Iterator[tuple[str, float]]:
    """A vote for each language of every label, the longer the weightier, shared where several say it alike."""
    for piece in spread.pieces:
        said: dict[tuple[int, int], set[str]] = {}
        for mark in spread.marks(piece, *_GROUPS):
            said.setdefault((mark.start, mark.end), set()).add(mark.tag)
        for (start, end), tags in said.items():
            if end - start > 3 or _HAN.search(piece.text[start:end]):
                yield from ((tag, min(end - start, 14) / (6 * len(tags))) for tag in tags)
