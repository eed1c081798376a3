"""Word files, mails and tables as plain pages: their text in its order, typeset; the files stay as they are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from types import MappingProxyType

from reinstate.evidence import mail_file, table_file, word_file
from reinstate.evidence.media import MAIL, OUTLOOK, SHEET, TABLE, WORD
from reinstate.evidence.typeset import complete, typeset
from reinstate.evidence.word_file import Paragraph, Table


def pages_of(content: bytes, media: str, file: str, note: str = "") -> bytes:
    """The file's text on A4 pages; the note stands at the foot of each and moves nothing.

    Raises:
        Trouble: `evidence.broken`.
    """
    return typeset("word", _said(_blocks(content, media, file), note))


def legible(content: bytes, media: str, file: str) -> bool:
    """Whether the fonts at hand have every letter of the file.

    Raises:
        Trouble: `evidence.broken`.
    """
    return complete("word", _said(_blocks(content, media, file)))


def pictures_in(content: bytes, media: str, file: str) -> int:
    """How many pictures the file shows, which a rendering of its text leaves out.

    Raises:
        Trouble: `evidence.broken`.
    """
    count = {WORD: word_file.pictures, MAIL: mail_file.pictures, OUTLOOK: mail_file.pictures}.get(media)
    return count(content, file) if count else 0


def _blocks(content: bytes, media: str, file: str) -> Sequence[Paragraph | Table]:
    return _READERS[media](content, file)


_READERS: Mapping[str, Callable[[bytes, str], Sequence[Paragraph | Table]]] = MappingProxyType(
    {
        WORD: word_file.read,
        MAIL: mail_file.read,
        OUTLOOK: mail_file.read,
        SHEET: table_file.read_sheet,
        TABLE: table_file.read_table,
    }
)

_ACROSS = 6
"""Columns up to which a table stands on an upright page."""


def _said(blocks: Sequence[Paragraph | Table], note: str = "") -> dict[str, object]:
    columns = max((block.columns for block in blocks if isinstance(block, Table)), default=0)
    return {
        "note": note,
        "columns": columns,
        "across": columns > _ACROSS,
        "blocks": [asdict(block) for block in blocks],
    }
