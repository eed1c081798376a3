"""Reading notices, file by file, outside any case."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reinstate import assist, notice
from reinstate.case import Meaning, Reading, Trouble
from reinstate.case.sight import Recogniser
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.files import read_bytes

STANDARD_INPUT = Path("-")
"""Stands for what is piped into the program."""


def read(path: Path, knowledge: Knowledge) -> Reading:
    """What a notice says.

    Raises:
        Trouble: the file can't be read.
    """
    return _read(path, knowledge, assist.recogniser(knowledge))


def _read(path: Path, knowledge: Knowledge, recognise: Recogniser | None) -> Reading:
    content = sys.stdin.buffer.read() if path == STANDARD_INPUT else read_bytes(path)
    return notice.understand(notice.read(content, path.name, recognise), knowledge)


def contract(reading: Reading) -> Mapping[str, Any]:
    """The reading as the JSON contract wants it."""
    return notice.contract(reading)


def meaning(reading: Reading, knowledge: Knowledge, today: date, received: date | None = None) -> Meaning:
    """What a reading means for the seller; `received` is the day it arrived, where it bears no date of its own."""
    return notice.meaning(reading, knowledge, today, received)


def meaning_data(reading: Reading, meaning: Meaning) -> dict[str, Any]:
    """The meaning as plain data for the JSON contract."""
    return notice.meaning_data(reading, meaning)


def thread(readings: Sequence[Reading]) -> Reading:
    """Several messages of one correspondence as one reading; the newest decides."""
    return notice.thread(readings)


def calendar(meaning: Meaning, knowledge: Knowledge, language: str, stamp: datetime) -> bytes | None:
    """The clocks of a notice as a calendar file in the reader's language; None where no day is known."""
    says = knowledge.messages["read"].says
    events = [
        notice.Event(clock, say(says[f"calendar-{clock.id}"], language).text, clock.words)
        for clock in meaning.clocks
        if clock.at is not None
    ]
    return notice.calendar_file(events, stamp) if events else None


def readings(paths: tuple[Path, ...], knowledge: Knowledge) -> Iterator[tuple[Path, Reading | Trouble]]:
    """The reading of each file in the order given; a file that can't be read gives its trouble."""
    recognise = assist.recogniser(knowledge)
    for path in paths:
        try:
            yield path, _read(path, knowledge, recognise)
        except Trouble as trouble:
            yield path, trouble
