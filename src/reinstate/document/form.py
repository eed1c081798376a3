"""Questions for somebody else to answer on paper or in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question with what it is about, what helps to answer it, what can be chosen, and an example."""

    id: str
    title: str
    question: str
    help: str = ""
    choices: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form in one language."""

    language: str
    title: str
    lead: str
    heads: tuple[str, str]
    rows: tuple[FormRow, ...]
    send: str = ""
