"""The pages before the exhibits: each sentence of the plan with the page that proves it, each item with its papers.

Every number on them becomes a link when the bundle is bound.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reinstate.case import Claim, Exhibit, Plan, Proof
from reinstate.evidence import ROLES
from reinstate.evidence.typeset import typeset
from reinstate.evidence.wording import Wording

_LONG = 260
"""Letters of a sentence that the table repeats."""


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover tells: the plan and what its statements rest on, and the names of what is demanded."""

    plan: Plan
    proof: Proof
    exhibits: Sequence[Exhibit]
    demands: Mapping[str, str]
    """Title by demand, in the language of the plan."""
    paper: str = "a4"


def cover(told: Cover, words: Wording, marked: Sequence[Exhibit]) -> bytes:
    """The cover as a PDF; `marked` are the exhibits whose marks it explains.

    Raises:
        Trouble: `evidence.typesetting`.
    """
    says = words.says
    tag, _, region = words.language.partition("-")
    matrix = told.proof.matrix or {}
    asked = list(dict.fromkeys(what for found in matrix.values() for what in found))
    roles = {each.role for exhibit in marked for each in exhibit.passages}
    said = {
        "language": tag,
        "region": region or None,
        "paper": told.paper,
        "title": says["cover-title"],
        "lead": says["cover-lead"],
        "nothing": says["cover-nothing"],
        "claims": {
            "head": says["cover-claims"],
            "columns": [says["cover-sentence"], says["cover-page"]],
            "rows": [_row(claim, told) for claim in told.proof.claims if claim.span is not None],
        },
        "matrix": {
            "head": says["cover-matrix"],
            "columns": ["ASIN", *(told.demands.get(what, what) for what in asked)],
            "rows": [
                {"item": asin, "found": [list(found.get(what, ())) for what in asked]} for asin, found in matrix.items()
            ],
        },
        "marks": {
            "head": says["cover-marks"],
            "lead": says["cover-marks-lead"],
            "rows": [{"role": role, "meaning": says[f"legend-{role}"]} for role in ROLES if role in roles],
        },
        "copies": {
            "head": says["cover-copies"],
            "lead": says["cover-copies-lead"],
            "rows": [
                {"number": each.number, "original": _original(each, words)} for each in told.exhibits if each.redaction
            ],
        },
    }
    return typeset("cover", said)


def _row(claim: Claim, told: Cover) -> dict[str, object]:
    words = " ".join(claim.span.of(told.plan.text).split()) if claim.span else ""
    short = words if len(words) <= _LONG else words[: _LONG - 1].rstrip() + "…"
    pages = {each.number: page_of(each) for each in told.exhibits}
    return {"words": short, "found": [f"{number}.{pages[number]}" for number in claim.exhibits if number in pages]}


def _original(exhibit: Exhibit, words: Wording) -> str:
    original = exhibit.original
    return words.says["legend-original"].format(file=original.file.name, digest=original.sha256)


def page_of(exhibit: Exhibit) -> int:
    """The page of an exhibit, from 1, that shows what matters: of its first passage, else its first."""
    named = [each.page for each in exhibit.passages if each.role == "clause"] or [
        each.page for each in exhibit.passages
    ]
    return min(named, default=0) + 1
