"""Reading notices and reviewing letters, file by file, outside any case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reinstate import notice, plan, review
from reinstate.case import Plan, Reading, Trouble
from reinstate.knowledge import Knowledge
from reinstate.language.detect import Profile, detect
from reinstate.workflow.folder import read_bytes


def read(path: Path, knowledge: Knowledge) -> Reading:
    """What a notice says.

    Raises:
        Trouble: the file can't be read.
    """
    return notice.understand(notice.read(read_bytes(path), path.name), knowledge)


def contract(reading: Reading) -> Mapping[str, Any]:
    """The reading as the JSON contract wants it."""
    return notice.contract(reading)


def readings(paths: tuple[Path, ...], knowledge: Knowledge) -> Iterator[tuple[Path, Reading | Trouble]]:
    """The reading of each file in the order given; a file that can't be read gives its trouble."""
    for path in paths:
        try:
            yield path, read(path, knowledge)
        except Trouble as trouble:
            yield path, trouble


@dataclass(frozen=True, slots=True)
class Looked:
    """A letter and what the rules say of it."""

    letter: Plan
    review: review.Review

    def contract(self, knowledge: Knowledge, reader_language: str) -> dict[str, Any]:
        """The findings as the JSON contract wants them, spoken in the reader's language."""
        return review.contract(self.review, self.letter, knowledge, reader_language)


def look(path: Path, knowledge: Knowledge, violation: str | None, role: str | None, *, fragment: bool) -> Looked:
    """What the rules say of a pasted letter, or of a fragment of one part.

    Raises:
        Trouble: the file can't be read.
    """
    text = notice.text_of(read_bytes(path), path.name)
    letter = plan.parse(text, language_of(text, knowledge), knowledge, role)
    return Looked(letter, review.review(letter, knowledge, violation, fragment=fragment))


def language_of(text: str, knowledge: Knowledge) -> str:
    """The language that most of a text is in; English where nothing tells."""
    profiles = [Profile(each.id, each.letters, each.common) for each in knowledge.languages.values()]
    return detect(text, profiles, "en")
