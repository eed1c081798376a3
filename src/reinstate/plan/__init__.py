"""From causes and facts to a plan, and from a pasted letter to the same noun."""

from reinstate.plan.draft import choose_structure, draft, entry_of, questions_of
from reinstate.plan.parse import parse
from reinstate.plan.values import locale_of, own_words, readable_name, role_of

__all__ = [
    "choose_structure",
    "draft",
    "entry_of",
    "locale_of",
    "own_words",
    "parse",
    "questions_of",
    "readable_name",
    "role_of",
]
