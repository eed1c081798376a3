"""Whether a "why" has reached our own process, or must be asked on."""

from reinstate.knowledge import Knowledge, terms
from reinstate.knowledge.weigh import weigh
from reinstate.language import count, fold, unspaced

OWN = "why-own"
"""Lexicon of what lies in the seller's own power; a language without it isn't judged."""

REASONS = {
    "why-departed": "departed",
    "why-ignorance": "careless",
    "why-careless": "careless",
    "why-people": "people",
    "why-outside": "outside",
    "why-symptom": "symptom",
    "why-restated": "symptom",
    "why-history": "symptom",
}
"""Lexicon → why an answer that holds its words, and no gap of our own, is asked on. The first one speaks."""

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
    if not judges(language, knowledge):
        return None
    weight = weigh(text, language, knowledge)
    if weight.deep:
        return None
    return next((reason for lexicon, reason in REASONS.items() if lexicon in weight.signs), "no-process")


def judges(language: str, knowledge: Knowledge) -> bool:
    """Whether the shelves hold the words to judge answers in a language."""
    return OWN in knowledge.lexicons and bool(terms(knowledge.lexicons[OWN].words, language))


def _short(text: str) -> bool:
    folded = fold(text).text
    if unspaced(folded):
        return len("".join(folded.split())) < FEW_SIGNS
    return count(folded) < FEW_WORDS
