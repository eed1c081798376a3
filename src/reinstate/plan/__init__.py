"""From causes and facts to a plan, and from a pasted letter to the same noun."""

from reinstate.plan.draft import amounts_of, choose_structure, draft, entry_of, questions_of
from reinstate.plan.edits import Change, Edit, Edited, Edits, ReadValues, apply, edits_of, read_edits, write_edits
from reinstate.plan.marked import read_marked, write_marked
from reinstate.plan.masks import Masks, masks_of
from reinstate.plan.parse import parse
from reinstate.plan.parts import Line, Part, lay, parts_of
from reinstate.plan.typed import Cut, cut_in, own_sentences
from reinstate.plan.values import exhibit_title, locale_of, long_date, own_words, readable_name, role_of

__all__ = [
    "Change",
    "Cut",
    "Edit",
    "Edited",
    "Edits",
    "Line",
    "Masks",
    "Part",
    "ReadValues",
    "amounts_of",
    "apply",
    "choose_structure",
    "cut_in",
    "draft",
    "edits_of",
    "entry_of",
    "exhibit_title",
    "lay",
    "locale_of",
    "long_date",
    "masks_of",
    "own_sentences",
    "own_words",
    "parse",
    "parts_of",
    "questions_of",
    "read_edits",
    "read_marked",
    "readable_name",
    "role_of",
    "write_edits",
    "write_marked",
]
