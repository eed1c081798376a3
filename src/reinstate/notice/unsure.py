"""What a recogniser was unsure of lowers the confidence of the facts that rest on it."""

from dataclasses import replace

from reinstate.case import Fact, Notice, Reading

_RECOGNISED = 0.95
_UNSURE = 0.6


def doubted(reading: Reading) -> Reading:
    """The reading with what its notice's reader left out or guessed: notes as warnings, confidences lowered."""
    notice = reading.notice
    facts = tuple(_doubted(fact, notice) for fact in reading.facts) if "recognised" in notice.notes else reading.facts
    return replace(reading, facts=facts, warnings=tuple(dict.fromkeys((*notice.notes, *reading.warnings))))


def _doubted(fact: Fact, notice: Notice) -> Fact:
    span = fact.span
    weak = span is not None and any(span.meets(stretch) for stretch in notice.unsure)
    return replace(fact, confidence=round(fact.confidence * (_UNSURE if weak else _RECOGNISED), 3))
