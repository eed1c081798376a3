"""Questions for somebody else to answer on paper or in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormRow:
    """One question: its id, what it is about, the question, what helps to answer it, an example."""

    id: str
    title: str
    question: str
    help: str = ""
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
