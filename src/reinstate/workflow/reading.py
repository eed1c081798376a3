"""Reading notices, file by file, outside any case."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reinstate import document, notice
from reinstate.case import Meaning, Reading, Trouble
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.corrections import confirmed
from reinstate.workflow.eyes import eyes
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import CaseFolder

STANDARD_INPUT = Path("-")
"""Stands for what is piped into the program."""


def read(path: Path, knowledge: Knowledge, worker: Worker) -> Reading:
    """What a notice says; a worker opens all that isn't plain text, a mail or a page.

    Raises:
        Trouble: the file can't be read.
    """
    content = sys.stdin.buffer.read() if path == STANDARD_INPUT else read_bytes(path)
    if notice.plain(content):
        return notice.understand(notice.read(content, path.name), knowledge)
    return worker.run(read_upload, content, path.name)


def read_upload(knowledge: Knowledge, content: bytes, name: str) -> Reading:
    """The job of reading one upload."""
    alive(name)
    return notice.understand(notice.read(content, name, eyes(knowledge)), knowledge)


def read_notice(folder: CaseFolder, knowledge: Knowledge, worker: Worker) -> Reading:
    """What the notice of a case says, with what a person corrected in it.

    Raises:
        Trouble: the notice can't be read.
    """
    if notice.plain(folder.notice):
        plain = notice.understand(notice.read(folder.notice, folder.notice_file), knowledge)
    else:
        plain = worker.run(read_upload, folder.notice, folder.notice_file)
    return confirmed(plain, folder.confirmed, knowledge)


def text_of(content: bytes, name: str, worker: Worker) -> str:
    """The text of a file of any kind that can be read; a worker opens all that isn't plain text, a mail or a page.

    Raises:
        Trouble: the file can't be read.
    """
    return notice.text_of(content, name) if notice.plain(content) else worker.run(take_text, content, name)


def take_text(_knowledge: Knowledge, content: bytes, name: str) -> str:
    """The job of taking the text out of a file."""
    alive(name)
    return notice.text_of(content, name)


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
        document.Event(
            f"{clock.id} {clock.words}", clock.at, say(says[f"calendar-{clock.id}"], language).text, clock.words
        )
        for clock in meaning.clocks
        if clock.at is not None
    ]
    return document.calendar_file(events, stamp) if events else None


def readings(paths: tuple[Path, ...], knowledge: Knowledge, worker: Worker) -> Iterator[tuple[Path, Reading | Trouble]]:
    """The reading of each file in the order given; a file that can't be read gives its trouble."""
    for path in paths:
        try:
            yield path, read(path, knowledge, worker)
        except Trouble as trouble:
            yield path, trouble
