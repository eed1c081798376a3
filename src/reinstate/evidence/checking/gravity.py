"""How grave a problem is: for which ones a reviewer turns a document down."""

from collections.abc import Sequence
from typing import Literal

from reinstate.case.inspection import Problem
from reinstate.case.paper import Spot

REFUSING = frozenset(
    {
        "refused_kind", "self_issued", "too_old", "receiver_mismatch", "product_not_matching",
        "spreadsheet_or_editable",
        "screenshot_or_cropped", "illegible", "altered_signs", "expired", "duplicate_number",
    }
)  # fmt: skip
"""Problems for which a reviewer turns a document down; the others make it doubtful."""


def verdict(problems: Sequence[Problem]) -> Literal["accepted", "doubtful", "refused"]:
    """What a reviewer would make of a document with these problems."""
    codes = {problem.code for problem in problems}
    return "refused" if codes & REFUSING else "doubtful" if codes else "accepted"


def problem(code: str, spot: Spot | None = None, **args: str) -> Problem:
    """A problem with the severity of its code."""
    return Problem(code, "error" if code in REFUSING else "warning", args, spot)
