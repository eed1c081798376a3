"""The phrase grammar: how a sentence on a shelf takes in the facts of a case.

    {field}                     a value, formatted for the language
    [clause]                    goes away where a field in it is unanswered
    {n:one order|# orders}      agrees with the number, or with how many stand in a list; forms in the order of the
                                language's plural categories

What is left unanswered outside a clause stays visible as a gap; nothing is ever filled in.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

_TOKEN = re.compile(r"\{[^{}]*\}|\[|\]|[^\[\]{}]+")

_TWO_STOPS = re.compile(r"(?<!\.)\.\.(?!\.)")

GAP_OPEN, GAP_CLOSE = "⟦", "⟧"
"""Brackets of a visible gap, in every format."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value; with `forms` the words agree with the number."""

    field: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that go when one of their values is unanswered."""

    parts: "tuple[str | Slot | Clause, ...]"


class BadPhrase(ValueError):
    """A phrase whose brackets don't match."""


@lru_cache(maxsize=4096)
def parse(phrase: str) -> Clause:
    """Read a phrase.

    Raises:
        BadPhrase: a bracket is never closed, or closed before it was opened.
    """
    stack: list[list[str | Slot | Clause]] = [[]]
    for token in _TOKEN.findall(phrase):
        if token == "[":
            stack.append([])
        elif token == "]":
            if len(stack) == 1:
                raise BadPhrase(f"a clause is closed that was never opened: {phrase}")
            clause = Clause(tuple(stack.pop()))
            stack[-1].append(clause)
        elif token.startswith("{"):
            name, _, forms = token[1:-1].partition(":")
            stack[-1].append(Slot(name, tuple(forms.split("|")) if forms else ()))
        else:
            stack[-1].append(token)
    if len(stack) != 1:
        raise BadPhrase(f"a clause is never closed: {phrase}")
    return Clause(tuple(stack[0]))


def fields(clause: Clause, *, required: bool = False) -> tuple[str, ...]:
    """The fields a phrase names, in order; with `required` only those outside clauses."""
    names: list[str] = []
    for part in clause.parts:
        if isinstance(part, Slot):
            names.append(part.field)
        elif isinstance(part, Clause) and not required:
            names.extend(fields(part))
    return tuple(dict.fromkeys(names))


def fill(
    phrase: str,
    values: Mapping[str, str],
    numbers: Mapping[str, float],
    locale: Locale,
    gap: Callable[[str], str],
    meet: Callable[[str, str], str] = operator.add,
) -> tuple[str, tuple[str, ...]]:
    """The sentence and the names of its unanswered fields.

    Args:
        phrase: in the grammar above.
        values: formatted value by field; absent means unanswered.
        numbers: the bare number of numeric fields and the length of lists, for agreement.
        locale: whose plural categories the forms follow.
        gap: the visible words for an unanswered field.
        meet: puts a value behind the words before it, as the language joins them.
    """
    missing: list[str] = []

    def write(before: str, clause: Clause) -> str:
        for part in clause.parts:
            if isinstance(part, str):
                before += part
            elif isinstance(part, Slot):
                before = meet(before, one(part))
            elif all(name in values for name in fields(part, required=True)):
                before = write(before, part)
        return before

    def one(part: Slot) -> str:
        if part.field not in values:
            missing.append(part.field)
            return gap(part.field)
        return agree(part, values[part.field], numbers.get(part.field, 0), locale) if part.forms else values[part.field]

    # a clause that went leaves a space behind; a name such as "Ltd." brings its own full stop
    return _TWO_STOPS.sub(".", write("", parse(phrase)).strip()), tuple(missing)


def agree(slot: Slot, value: str, number: float, locale: Locale) -> str:
    """The form that agrees with the number; `#` in it is the formatted value.

    A form without `#` says "one": languages that count 0 or 1.5 as singular don't get it for these.
    """
    categories = [name for name in ("zero", "one", "two", "few", "many", "other") if name in _tags(locale)]
    usual = categories if len(slot.forms) == len(categories) else ["one", "other"]
    form = dict(zip(usual, slot.forms, strict=False)).get(locale.plural_form(number), slot.forms[-1])
    if "#" not in form and "one" in usual and number != 1:
        form = slot.forms[-1]
    return form.replace("#", value)


def _tags(locale: Locale) -> frozenset[str]:
    return frozenset(locale.plural_form.tags) | {"other"}
