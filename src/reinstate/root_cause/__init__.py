"""From answers to causes that reach a process we control."""

from reinstate.root_cause.settle import settle
from reinstate.root_cause.sheet import read_sheet

__all__ = ["read_sheet", "settle"]
