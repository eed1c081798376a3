"""What stands around every page of a case: how serious it is, how long there is, and what to do next."""

from dataclasses import dataclass
from typing import Any

from reinstate.case import Clock, phase
from reinstate.interfaces.web.pages import Visit
from reinstate.workflow.bench import chosen, ground
from reinstate.workflow.desk_package import errors_of, open_things

STEPS = ("notice", "cause", "plan", "evidence", "package")
"""The pages of a case in the order of the journey."""

SOON = 3


@dataclass(frozen=True, slots=True)
class Compass:
    """What a frightened person must always see."""

    severity: str
    recoverable: str
    clock: Clock | None
    tone: str
    errors: int | None


def frame(visit: Visit, page: str) -> dict[str, Any]:
    """The values that the frame of a case's page needs.

    Raises:
        Trouble: the case or its notice can't be read.
    """
    opened, bench = visit.case, visit.bench
    reading = bench.reading(opened)
    meaning = bench.meaning(opened, reading)
    clock = meaning.clock("answer")
    days = clock.days_left if clock else None
    gone = done(visit)
    known = bench.known(opened)
    errors = errors_of(known) if known else None
    if errors is not None:
        visit.house.cases.note(opened, errors)
    tone = "none" if days is None else "past" if days < 0 else "urgent" if days <= SOON else "calm"
    return {
        "opened": opened,
        "case": opened.case,
        "phase": phase(opened.case),
        "at": page,
        "steps": [(name, visit.url(name), name in gone) for name in STEPS],
        "compass": Compass(meaning.severity, meaning.recoverable, clock, tone, errors),
        "seq": opened.seq,
    }


def done(visit: Visit) -> frozenset[str]:
    """The steps that a person has been through."""
    opened = visit.case
    body = opened.body("reading-confirmed")
    found = {"notice"} if body.get("confirmed") is True else set()
    worked = visit.bench.known(opened)
    if worked is not None:
        open_steps = visit.bench.derived.get(
            ("open-steps", ground(opened), chosen(opened)),
            lambda: frozenset(
                each.step for each in open_things(worked, visit.bench.knowledge, "en") if each.severity == "error"
            ),
        )
        found |= {"cause", "plan", "evidence"} - open_steps
        found |= {"package"} if worked.checklist.ready else set()
    return frozenset(found)
