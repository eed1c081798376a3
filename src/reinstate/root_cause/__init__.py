"""From answers to causes that reach a process we control: the interview, its answers, and what they still lack."""

from reinstate.root_cause.ask import issues_of, next_step, steps_of
from reinstate.root_cause.company import merge
from reinstate.root_cause.progress import Progress, new_progress, read_progress, write_progress
from reinstate.root_cause.settle import settle
from reinstate.root_cause.shallow import shallow
from reinstate.root_cause.sheet import read_sheet
from reinstate.root_cause.step import Ground, Map, Option, Stage, Step
from reinstate.root_cause.take import Taken, prepare, skip, take
from reinstate.root_cause.values import Refusal
from reinstate.root_cause.whys import closed, reason_of
from reinstate.root_cause.write import comments_of, write_sheet

__all__ = [
    "Ground",
    "Map",
    "Option",
    "Progress",
    "Refusal",
    "Stage",
    "Step",
    "Taken",
    "closed",
    "comments_of",
    "issues_of",
    "merge",
    "new_progress",
    "next_step",
    "prepare",
    "read_progress",
    "read_sheet",
    "reason_of",
    "settle",
    "shallow",
    "skip",
    "steps_of",
    "take",
    "write_progress",
    "write_sheet",
]
