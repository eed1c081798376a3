"""Word files and mails as plain pages: their text in its order, typeset; the files themselves stay as they are."""

from collections.abc import Sequence
from dataclasses import asdict

from reinstate.evidence import mail_file, word_file
from reinstate.evidence.media import WORD
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
    return word_file.pictures(content, file) if media == WORD else mail_file.pictures(content, file)


def _blocks(content: bytes, media: str, file: str) -> Sequence[Paragraph | Table]:
    return word_file.read(content, file) if media == WORD else mail_file.read(content, file)


def _said(blocks: Sequence[Paragraph | Table], note: str = "") -> dict[str, object]:
    return {"note": note, "blocks": [asdict(block) for block in blocks]}
