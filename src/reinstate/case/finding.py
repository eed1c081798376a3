"""What a look at the plan finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reinstate.case.place import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's word on a place in the plan, unspoken: ids, place and arguments; it is spoken when shown.

    `severity` is error, warning or note; `label` is the contract's label or None for a remark of style.
    `span` is the sentence, or the whole text for what the plan lacks altogether; `place` the very words meant.
    """

    rule: str
    label: str | None
    severity: str
    confidence: float
    span: Span
    section: str | None = None
    args: Mapping[str, str | int | float] = field(default_factory=dict)
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the case still lacks before it can be sent.

    `kind` is a key on the message shelf `gaps` (a demand not met, an ASIN without a document, a field unanswered);
    `about` names what it is about: an ASIN, a demand, a statement id, an exhibit id.
    """

    kind: str
    about: str
    severity: str = "error"
    args: Mapping[str, str | int | float] = field(default_factory=dict)
