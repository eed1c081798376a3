"""From answers to causes that reach a process we control: the interview, its answers, and what they still lack."""

from reinstate.root_cause.company import merge
from reinstate.root_cause.conclude import conclude
from reinstate.root_cause.join import Joined, join
from reinstate.root_cause.progress import Progress, new_progress, read_progress, write_progress
from reinstate.root_cause.settle import settle
from reinstate.root_cause.shallow import shallow
from reinstate.root_cause.sheet import read_sheet
from reinstate.root_cause.step import Ground, Known, Map, Option, Stage, Step
from reinstate.root_cause.take import Taken, skip, take
from reinstate.root_cause.values import Refusal
from reinstate.root_cause.way import issues_of, next_step, prepare, steps_of
from reinstate.root_cause.whys import closed, reason_of
from reinstate.root_cause.write import comments_of, write_sheet

__all__ = [
    "Ground",
    "Joined",
    "Known",
    "Map",
    "Option",
    "Progress",
    "Refusal",
    "Stage",
    "Step",
    "Taken",
    "closed",
    "comments_of",
    "conclude",
    "issues_of",
    "join",
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
