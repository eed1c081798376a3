"""The only room that knows scripts: borders of words and sentences, full-width forms, dates, languages."""

from reinstate.language.detect import detect
from reinstate.language.fold import Folded, fold, fold_each
from reinstate.language.matcher import Hit, Matcher
from reinstate.language.sentences import blocks, bullet, lines, sentences, sentences_of
from reinstate.language.terms import BadTerm
from reinstate.language.words import count, unspaced, words

__all__ = [
    "BadTerm",
    "Folded",
    "Hit",
    "Matcher",
    "blocks",
    "bullet",
    "count",
    "detect",
    "fold",
    "fold_each",
    "lines",
    "sentences",
    "sentences_of",
    "unspaced",
    "words",
]
