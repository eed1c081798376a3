"""What a person corrected in the reading of a notice: facts struck out, facts added with their words."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from reinstate.case import Fact, Reading, Span, Trouble, Value
from reinstate.knowledge import Knowledge

PERSON = "person"
"""What found a fact that a person added."""

_NOT_STATED = "violation-not-stated"
_UNNAMED = "not_stated"


@dataclass(frozen=True, slots=True)
class Correction:
    """One change to a reading: the fact of that kind and value in those words is struck out, or it is added."""

    kind: str
    value: str
    span: Span
    struck: bool = False


def correction(fields: Mapping[str, Any], reading: Reading, knowledge: Knowledge) -> Correction:
    """A correction as it came from a page or a journal.

    Raises:
        Trouble: `desk.correction-unfit` where it says nothing about this notice.
    """
    try:
        made = Correction(
            str(fields["kind"]),
            str(fields["value"]).strip(),
            Span(int(fields["start"]), int(fields["end"])),
            bool(fields.get("struck", False)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Trouble("desk.correction-unfit") from error
    inside = 0 <= made.span.start < made.span.end <= len(reading.notice.text)
    if not inside or (not made.struck and (made.kind not in KINDS or not _known(made, knowledge))):
        raise Trouble("desk.correction-unfit")
    return made


def confirmed(reading: Reading, body: Mapping[str, Any], knowledge: Knowledge) -> Reading:
    """The reading with what a person corrected in this very notice.

    Raises:
        Trouble: `desk.correction-unfit`.
    """
    return corrected(reading, kept(reading, body, knowledge))


def kept(reading: Reading, body: Mapping[str, Any], knowledge: Knowledge) -> tuple[Correction, ...]:
    """The corrections of this very notice that an entry of the journal keeps.

    Raises:
        Trouble: `desk.correction-unfit`.
    """
    if body.get("notice") != reading.notice.sha256:
        return ()
    return tuple(correction(each, reading, knowledge) for each in body.get("facts", ()))


def as_body(made: Correction) -> dict[str, Any]:
    """The correction as a journal keeps it."""
    return {
        "kind": made.kind,
        "value": made.value,
        "start": made.span.start,
        "end": made.span.end,
        "struck": made.struck,
    }


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with every correction in turn; what follows from the facts is drawn anew."""
    for each in corrections:
        reading = _struck(reading, each) if each.struck else _added(reading, each)
    return reading


def _known(made: Correction, knowledge: Knowledge) -> bool:
    if made.kind in SHELVES:
        return made.value in getattr(knowledge, SHELVES[made.kind])
    return _value(made) is not None


def _value(made: Correction) -> Value:
    if made.kind in ("deadline", "notice_date"):
        try:
            return date.fromisoformat(made.value)
        except ValueError:
            return None
    return made.value or None


def _struck(reading: Reading, gone: Correction) -> Reading:
    def meant(fact: Fact) -> bool:
        return fact.kind == gone.kind and fact.span == gone.span and _text(fact.value) == gone.value

    left = replace(reading, facts=tuple(fact for fact in reading.facts if not meant(fact)))
    return _follow(left, gone.kind)


def _added(reading: Reading, new: Correction) -> Reading:
    value = _value(new)
    named = new.kind == "deadline" and isinstance(value, date)
    fact = Fact(new.kind, _text(value) if named else value, new.span, PERSON)
    kept = tuple(each for each in reading.facts if each.kind != new.kind) if new.kind in SINGLE else reading.facts
    return _follow(replace(reading, facts=(*kept, fact)), new.kind)


def _follow(reading: Reading, kind: str) -> Reading:
    drawn = _DRAWN.get(kind)
    return drawn(reading) if drawn else reading


def _violations(reading: Reading) -> Reading:
    slugs = reading.values("violation")
    others = tuple(each for each in reading.warnings if each != _NOT_STATED)
    return replace(reading, violations=slugs or (_UNNAMED,), warnings=others if slugs else (*others, _NOT_STATED))


def _deadline(reading: Reading) -> Reading:
    fact = next(iter(reading.found("deadline")), None)
    named = date.fromisoformat(str(fact.value)) if fact and fact.rule == PERSON else None
    return replace(reading, deadline_text=str(fact.value) if fact else None, deadline_days=None, deadline_date=named)


def _marketplace(reading: Reading) -> Reading:
    return replace(reading, marketplace=next(iter(reading.values("marketplace")), None))


def _channel(reading: Reading) -> Reading:
    return replace(reading, channel=next(iter(reading.values("channel")), "none_stated"))


def _kind(reading: Reading) -> Reading:
    return replace(reading, kind=next(iter(reading.values("kind")), "other"))


def _text(value: Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


SHELVES: Mapping[str, str] = MappingProxyType(
    {
        "violation": "violations",
        "demand": "demands",
        "marketplace": "marketplaces",
        "channel": "channels",
        "kind": "kinds",
    }
)
"""Kind of fact → the shelf that its value is an id of."""

KINDS = (*SHELVES, "deadline", "notice_date", "asin", "order_id")
"""The kinds of fact that a person can add."""

SINGLE = frozenset({"deadline", "notice_date", "marketplace", "channel", "kind"})
"""Kinds of which a notice has one: a new one takes the place of the old."""

_DRAWN: Mapping[str, Callable[[Reading], Reading]] = MappingProxyType(
    {
        "violation": _violations,
        "deadline": _deadline,
        "marketplace": _marketplace,
        "channel": _channel,
        "kind": _kind,
    }
)
