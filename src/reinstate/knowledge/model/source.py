"""Where claims about Amazon come from, and where sources disagree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.knowledge.model.spoken import Text


@dataclass(frozen=True, slots=True)
class Policy:
    """A question on which the sources disagree: the sides, and which one is in force unless switched."""

    id: str
    title: Text
    default: str
    sides: Mapping[str, Text]
    about: tuple[str, ...] = ()
    """Kinds of notice, violations and demands for which it matters."""
    settled: str | None = None
    """The kind of fact or clock with which the notice itself decides the question."""
    turns: Mapping[str, Mapping[str, Literal["off", "strict"]]] = field(default_factory=dict)
    """What a side does to rules: `off`, or `strict` where what may be said once may not be said at all."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim comes from. `grade` as in the domain reference: official, notice, third party, inferred."""

    id: str
    title: str
    grade: Literal["official", "notice", "third_party", "inferred", "practice"]
    date: str
    url: str | None = None
