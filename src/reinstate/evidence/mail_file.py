"""A mail as a reader sees it: who wrote to whom, when and about what, what was attached, and the text."""

from collections.abc import Iterator

from reinstate.case import Trouble
from reinstate.evidence.seeing.mails import Mail, mail_in
from reinstate.evidence.word_file import Cell, Paragraph, Run, Table


def read(content: bytes, file: str) -> tuple[Paragraph | Table, ...]:
    """The head of a mail as a table of two columns, then its text line by line.

    Raises:
        Trouble: `evidence.broken`.
    """
    return tuple(_blocks(_opened(content, file)))


def pictures(content: bytes, file: str) -> int:
    """How many pictures stand inside the text of a mail.

    Raises:
        Trouble: `evidence.broken`.
    """
    return _opened(content, file).pictures


def _opened(content: bytes, file: str) -> Mail:
    try:
        return mail_in(content, file)
    except Trouble as trouble:
        raise Trouble("evidence.broken", file=file) from trouble


def _blocks(mail: Mail) -> Iterator[Paragraph | Table]:
    told = [*mail.head, *((_ATTACHED, name) for name in mail.attached)]
    yield Table(2, tuple(_cells(told)))
    for line in mail.text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        yield Paragraph((Run(_printable(line) or " "),))


_ATTACHED = "Attachment"
"""Named as the names of a head are: in the language of the protocol."""


def _cells(told: list[tuple[str, str]]) -> Iterator[Cell]:
    for row, (name, value) in enumerate(told):
        yield Cell(0, row, 1, (Paragraph((Run(name, bold=True),)),))
        yield Cell(1, row, 1, (Paragraph((Run(_printable(" ".join(value.split()))),)),))


def _printable(line: str) -> str:
    """A line without what has no shape: signs that steer printers or turn the order of writing."""
    return "".join(" " if sign == "\t" else sign for sign in line if sign.isprintable() or sign == "\t").rstrip()
