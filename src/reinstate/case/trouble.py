"""The one root of every error the program raises on purpose.

Trouble that a user can meet carries a stable `code` and its arguments; the sentence and the hint that say what to do
stand on the message shelf, in the reader's language. Expected shortcomings of a case (a gap, a finding, an unreadable
page) are values, never exceptions.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


class Trouble(Exception):
    """A broken contract or world, named by a code that the message shelf can speak.

    Args:
        code: key on the shelf `messages/trouble`, for instance `notice-empty`.
        details: values that the message names: a file, a line, a limit.
    """

    def __init__(self, code: str, **details: str | float) -> None:
        super().__init__(code, details)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.details.items())
        return f"{self.code} ({said})" if said else self.code

    def __reduce__(self) -> tuple[Any, ...]:
        """So that trouble can cross from one process to another."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[Trouble], args: tuple[Any, ...], state: Mapping[str, Any]) -> Trouble:
    made = kind.__new__(kind, *args)
    made.__dict__.update(state)
    return made


@dataclass(frozen=True, slots=True)
class Mistake:
    """One fault in a file that a person wrote: where it stands and what is wrong.

    `problem` is a key on the message shelf of the error's room with its `details`, or plain words about a data file.
    """

    file: str
    path: str
    problem: str
    line: int | None = None
    details: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.path}: {self.problem}" if self.path else f"{where}: {self.problem}"


class Mistakes(Trouble):
    """Every fault of one or several files at once, so that a person mends them in one go."""

    def __init__(self, code: str, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__(code, count=len(mistakes))
        self.mistakes = mistakes

    def __str__(self) -> str:
        return "\n".join(str(mistake) for mistake in self.mistakes)
