"""What an interview found out: every chain down to our own process, what it isn't, and what was ruled out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reinstate.case.answers import Answer, Words

BRANCHES = ("people", "process", "product", "systems", "supplier", "policy")
"""Branches of the fishbone, in its order; why nobody noticed is a branch of its own."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One why of a chain.

    Attributes:
        exhibits: ids of the attachments that show it.
        bare: whether it was said that no document shows it; False where nothing was said.
    """

    text: Words
    exhibits: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class CauseFound:
    """One cause with the chain of whys under it.

    Attributes:
        id: of its statement.
        about: id on the shelf `causes`; None where `text` tells it in the seller's own words.
        branch: branch of the fishbone.
        unnoticed: why nobody noticed it: the id of a choice, or the seller's own words; None where nothing was said.
        shallow: why the end of the chain isn't in our own power yet, as a key of the stop rule; None where it is.
        kept: whether the seller says that it is the cause all the same.
        measures: ids of the statements that answer it.
    """

    id: str
    about: str | None
    text: Words
    branch: str
    chain: tuple[Reason, ...] = ()
    unnoticed: Answer = None
    shallow: str | None = None
    kept: bool = False
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """One side of the comparison: what is affected, as the problem tells it, and what is not, in the seller's words."""

    affected: Answer
    spared: Words


@dataclass(frozen=True, slots=True)
class IssueCauses:
    """Everything on one allegation.

    Attributes:
        problem: ids of the statements of what happened.
        contrast: by `what`, `where` and `when`, what is affected and what isn't; `difference` is what that shows.
        ruled_out: by id of a cause of the shelf, why it was examined and not taken.
    """

    violation: str
    problem: tuple[str, ...] = ()
    causes: tuple[CauseFound, ...] = ()
    contrast: Mapping[str, Other] = field(default_factory=dict)
    difference: Words = field(default_factory=dict)
    ruled_out: Mapping[str, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Causes:
    """The outcome of an interview. `language` is that of the seller's words."""

    language: str
    issues: tuple[IssueCauses, ...] = ()

    @property
    def unfinished(self) -> frozenset[str]:
        """The ids of the causes whose chain has begun and not reached our own process."""
        return frozenset(each.id for issue in self.issues for each in issue.causes if each.chain and each.shallow)
