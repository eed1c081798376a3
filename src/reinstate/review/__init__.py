"""Every sentence of a plan held against the rules, and against the case it is written for."""

from reinstate.review.contrast import against
from reinstate.review.dossier import Dossier
from reinstate.review.form import form_findings, measure, profile_for
from reinstate.review.likeness import (
    alike,
    general_findings,
    likeness_findings,
    ownness,
    pairs_contract,
)
from reinstate.review.look import Review, review
from reinstate.review.memory import Memory
from reinstate.review.report import contract, speak
from reinstate.review.six import questions, questions_contract
from reinstate.review.values import Told
from reinstate.review.values import values as values_of

__all__ = [
    "Dossier",
    "Memory",
    "Review",
    "Told",
    "against",
    "alike",
    "contract",
    "form_findings",
    "general_findings",
    "likeness_findings",
    "measure",
    "ownness",
    "pairs_contract",
    "profile_for",
    "questions",
    "questions_contract",
    "review",
    "speak",
    "values_of",
]
