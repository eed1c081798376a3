"""Ids of statements: those that a sheet gives, and those that come from what a statement says."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from reinstate.case import Issue, Statement


def with_ids(issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
    """The issues with an id for every statement that was told without one.

    It comes from what the statement says, never from its place: edits and documents find it again whatever is added
    before it.
    """
    taken = {each.id for issue in issues for each in issue.statements} - {""}
    made = []
    for issue in issues:
        statements = []
        for each in issue.statements:
            name = each.id or free_id(each.about or _id_of(each), taken)
            taken.add(name)
            statements.append(replace(each, id=name))
        made.append(replace(issue, statements=tuple(statements)))
    return tuple(made)


def _id_of(statement: Statement) -> str:
    """An id for a statement in the seller's own words: its part, and a digest of the words."""
    words = "\0".join(f"{tag}\0{said}" for tag, said in sorted(statement.text.items()))
    return f"{statement.role.replace('_', '-')}-{hashlib.sha256(words.encode()).hexdigest()[:6]}"


def free_id(wanted: str, taken: Iterable[str]) -> str:
    """The wanted id, or with the first number behind it that makes it unique."""
    known = set(taken)
    return next(
        name for name in (wanted, *(f"{wanted}-{number}" for number in range(2, len(known) + 3))) if name not in known
    )
