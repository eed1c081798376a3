"""Whether a "why" has reached our own process, or must be asked on."""

from dataclasses import dataclass

from reinstate.knowledge import Knowledge, terms
from reinstate.knowledge.kept import kept
from reinstate.language import Hit, Matcher, fold, unspaced, words

OWN = "why-own"
"""Lexicon of what lies in the seller's own power: a step, rule, owner, limit or setting that was missing or wrong."""

OURS = "why-ours"
"""Lexicon of weaker words for the same ("we never …"): they count beside a thing of our own work, and if no excuse
stands among them."""

PROCESS = "why-process"
"""Lexicon of the things of our own work; an answer that names one of them and excuses itself with nothing will do."""

IGNORANCE = "why-ignorance"
"""Lexicon of not having known a rule: "we didn't know the rule" names a rule, and yet no control of our own."""

DEPARTED = "why-departed"
"""Lexicon of somebody's having left; the words of leaving ("is not with us any more") name no gap of our own."""

REASONS = {
    DEPARTED: "departed",
    IGNORANCE: "careless",
    "why-careless": "careless",
    "why-people": "people",
    "why-outside": "outside",
    "why-symptom": "symptom",
    "why-history": "symptom",
}
"""Lexicon → why an answer that holds its words, and none of our own process, is asked on. The first one speaks."""

LACKS = {"no-process": {"why-absence", "why-negation"}, "symptom": {"why-absence"}}
"""Reason → lexicons whose words lift it in an answer told at length: something was lacking, whatever its name."""

MANY_WORDS, MANY_SIGNS = 11, 24
"""An answer with as many words (signs, in a script without spaces) tells something at length."""

FEW_WORDS, FEW_SIGNS = 4, 7
"""An answer with fewer words (signs, in a script without spaces) says too little to be a cause."""


def shallow(text: str, language: str, knowledge: Knowledge) -> str | None:
    """Why an answer to "why did that happen?" isn't a cause yet; None where it has reached our own process.

    Reasons: `short`, `departed` (whoever did it has left, guidance G18), `careless` (a person's mistake or ignorance),
    `people` (somebody else, by name or trade), `outside` (an event), `symptom` (what happened, told again),
    `no-process` (nothing of our own process is named).
    """
    if _short(text):
        return "short"
    lens = _lens(knowledge, language)
    if lens is None:
        return None
    hits = lens.matcher.find(fold(text))
    unknown = [hit for hit in hits if hit.key in (IGNORANCE, DEPARTED)]
    excuses = [hit for hit in hits if hit.key in REASONS]
    if any(hit.key == OWN and not _touches(hit, unknown) for hit in hits):
        return None
    found = {hit.key for hit in excuses}
    ours = any(hit.key == OURS and not _touches(hit, excuses) for hit in hits)
    if any(hit.key == PROCESS for hit in hits) and (ours or not found):
        return None
    reason = next((reason for lexicon, reason in REASONS.items() if lexicon in found), "no-process")
    lacking = any(hit.key in LACKS.get(reason, ()) and not _touches(hit, excuses) for hit in hits)
    return None if lacking and _told_at_length(text) else reason


def judges(language: str, knowledge: Knowledge) -> bool:
    """Whether the shelves hold the words to judge answers in a language."""
    return _lens(knowledge, language) is not None


def _touches(hit: Hit[str], others: list[Hit[str]]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _short(text: str) -> bool:
    signs, count = _length(text)
    return count < (FEW_SIGNS if signs else FEW_WORDS)


def _told_at_length(text: str) -> bool:
    signs, count = _length(text)
    return count >= (MANY_SIGNS if signs else MANY_WORDS)


def _length(text: str) -> tuple[bool, int]:
    """Whether a text is counted by signs, and how many signs or words it has."""
    folded = fold(text).text
    signs = unspaced(folded)
    return signs, len("".join(folded.split())) if signs else len(list(words(folded)))


@dataclass(frozen=True, slots=True, eq=False)
class _Lens:
    matcher: Matcher[str]


@kept
def _lens(knowledge: Knowledge, language: str) -> _Lens | None:
    named = dict.fromkeys((OWN, OURS, PROCESS, *REASONS, *(each for many in LACKS.values() for each in sorted(many))))
    known = [name for name in named if name in knowledge.lexicons]
    listed = [(name, word) for name in known for word in terms(knowledge.lexicons[name].words, language)]
    return _Lens(Matcher(listed)) if any(name == OWN for name, _ in listed) else None
