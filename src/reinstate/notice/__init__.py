"""Reading what Amazon sent: from an upload to its text, and from the text to facts with their places."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from reinstate.case import Meaning, Notice, Reading
from reinstate.case.sight import Recogniser
from reinstate.knowledge.book import Knowledge

__all__ = [
    "contract",
    "meaning",
    "meaning_data",
    "plain",
    "read",
    "text_of",
    "thread",
    "understand",
]


def read(content: bytes, file: str, recognise: Recogniser | None = None) -> Notice:
    """Read an upload: text, e-mail, web page, PDF, Word file or picture, told apart by content.

    Args:
        content: its bytes.
        file: its name, which the notice keeps.
        recognise: the engine that reads pictures and scans; None refuses them.

    Raises:
        Trouble: `notice.<key>` where the file holds no readable text.
    """
    from reinstate.notice import upload  # noqa: PLC0415 - start-up pays for no reader that isn't needed

    return upload.read(content, file, recognise)


def plain(content: bytes) -> bool:
    """Whether an upload is text, a mail or a page: what Python's own readers take, without a library in C."""
    from reinstate.notice import upload  # noqa: PLC0415

    return upload.plain(content)


def text_of(content: bytes, file: str) -> str:
    """The plain text of an upload; for a text file exactly its decoded characters.

    Raises:
        Trouble: `notice.<key>` where the file holds no readable text.
    """
    from reinstate.notice import upload  # noqa: PLC0415

    return upload.open_upload(content, file, None).text


def understand(notice: Notice, knowledge: Knowledge) -> Reading:
    """Everything that the notice says, each fact with its place, confidence and the entry that found it."""
    from reinstate.notice.understanding import understand as understand_notice  # noqa: PLC0415
    from reinstate.notice.unsure import doubted  # noqa: PLC0415

    return doubted(understand_notice(notice, knowledge))


def contract(reading: Reading) -> Mapping[str, Any]:
    """A reading as the JSON object that `reinstate read --json` prints, without the file's name."""
    from reinstate.notice.answer import contract as contract_of  # noqa: PLC0415

    return contract_of(reading)


def meaning(reading: Reading, knowledge: Knowledge, today: date, received: date | None = None) -> Meaning:
    """How to take a reading: the answer it calls for, how serious it is, by when, and what to leave alone.

    `today` gives the days left; `received` is the day to count from where the notice bears no date.
    """
    from reinstate.notice.meant import meaning as meaning_of  # noqa: PLC0415

    return meaning_of(reading, knowledge, today, received)


def meaning_data(reading: Reading, meaning: Meaning) -> dict[str, Any]:
    """The meaning as plain data, for the key `meaning` of what `reinstate read --json` prints."""
    from reinstate.notice.meaning_answer import meaning_data as data_of  # noqa: PLC0415

    return data_of(reading, meaning)


def thread(readings: Sequence[Reading]) -> Reading:
    """Several messages of one correspondence as one reading: the newest decides, the facts are united."""
    from reinstate.notice.threading import thread as thread_of  # noqa: PLC0415

    return thread_of(readings)
