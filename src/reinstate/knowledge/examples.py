"""Examples of rules: `[...]` marks the place that must be found, a bracket of the text itself is doubled."""

from dataclasses import dataclass

from reinstate.case import Span


@dataclass(frozen=True, slots=True)
class Example:
    """A sample text without its marks, and the places that were marked."""

    text: str
    places: tuple[Span, ...]


class BadExample(ValueError):
    """A mark that is closed but never opened, or opened but never closed."""


def unmark(written: str) -> Example:
    """The text and the marked places of an example.

    Raises:
        BadExample: the marks don't pair.
    """
    text: list[str] = []
    places: list[Span] = []
    start: int | None = None
    signs = iter(range(len(written)))
    for at in signs:
        sign = written[at]
        if sign in "[]" and written[at + 1 : at + 2] == sign:
            next(signs)
            text.append(sign)
        elif sign in "[]":
            if (sign == "[") != (start is None):
                raise BadExample(written)
            if start is not None:
                places.append(Span(start, len(text)))
            start = len(text) if sign == "[" else None
        else:
            text.append(sign)
    if start is not None:
        raise BadExample(written)
    return Example("".join(text), tuple(places))
