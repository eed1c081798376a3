"""The step of the notice: what it says and means, what a person corrects in it, and that it is confirmed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reinstate.case import Meaning, Reading, Trouble
from reinstate.document import tell
from reinstate.document.notice_page import Mark, Piece, marks, pieces
from reinstate.document.notice_told import Told, Tongue
from reinstate.knowledge import Knowledge, say
from reinstate.workflow import corrections, desk
from reinstate.workflow.bench import Bench
from reinstate.workflow.corrections import KINDS, SHELVES, Correction
from reinstate.workflow.desk import Opened

CONFIRMED = "reading-confirmed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the page of a notice shows."""

    reading: Reading
    meaning: Meaning
    told: Told
    marks: tuple[Mark, ...]
    pieces: tuple[Piece, ...]
    corrections: tuple[Correction, ...]
    confirmed: bool
    """Whether a person said that it is read rightly, and nothing was corrected since."""

    def place(self, words: str) -> int | None:
        """The number of the mark at a quotation that a line bears."""
        wanted = words.rstrip("…").strip()
        found = (each for each in self.marks if wanted and self._words(each).startswith(wanted))
        return next((each.number for each in found), None)

    def _words(self, mark: Mark) -> str:
        return " ".join(mark.span.of(self.reading.notice.text).split()).lstrip("-–•*· ")


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of fact that a person can add; `values` are ids with words for them, or empty where it is written out."""

    kind: str
    values: tuple[tuple[str, str], ...]


def sheet(bench: Bench, opened: Opened, language: str) -> Sheet:
    """What the newest notice of a case says, in the reader's language.

    Raises:
        Trouble: the notice can't be read.
    """
    reading = bench.reading(opened)
    meaning = bench.meaning(opened, reading)
    found = marks(reading, meaning, Tongue(bench.knowledge, language))
    body = opened.body(CONFIRMED)
    return Sheet(
        reading,
        meaning,
        tell(reading, meaning, bench.knowledge, language),
        tuple(found),
        tuple(pieces(reading.notice.text, found)),
        bench.corrections(opened, reading),
        confirmed=body.get("notice") == reading.notice.sha256 and body.get("confirmed") is True,
    )


def choices(knowledge: Knowledge, language: str) -> tuple[Choice, ...]:
    """What a person can say that a passage is."""
    return tuple(Choice(kind, _values(kind, knowledge, language)) for kind in KINDS)


def correct(bench: Bench, opened: Opened, fields: Mapping[str, Any]) -> Opened:
    """Strike out or add one fact.

    Raises:
        Trouble: `desk.correction-unfit`, `store.conflict`, or what reading the notice raises.
    """
    reading = bench.reading(opened)
    made = corrections.correction(_placed(fields, reading), reading, bench.knowledge)
    facts = (*_others(bench.corrections(opened, reading), made), made)
    return _say(bench, opened, reading, facts, confirmed=False)


def take_back(bench: Bench, opened: Opened) -> Opened:
    """Take the last correction back.

    Raises:
        Trouble: `desk.no-correction`, `store.conflict`, or what reading the notice raises.
    """
    reading = bench.reading(opened)
    made = bench.corrections(opened, reading)
    if not made:
        raise Trouble("desk.no-correction")
    return _say(bench, opened, reading, made[:-1], confirmed=False)


def confirm(bench: Bench, opened: Opened) -> Opened:
    """Say that the notice is read rightly.

    Raises:
        Trouble: `store.conflict`, or what reading the notice raises.
    """
    reading = bench.reading(opened)
    return _say(bench, opened, reading, bench.corrections(opened, reading), confirmed=True)


def calendar(bench: Bench, opened: Opened, language: str) -> bytes | None:
    """The deadlines as a calendar file; None where no day is known."""
    from reinstate.workflow.reading import calendar as written  # noqa: PLC0415 - only this download needs it

    return written(bench.meaning(opened, bench.reading(opened)), bench.knowledge, language, bench.clock())


def _say(bench: Bench, opened: Opened, reading: Reading, made: Sequence[Correction], *, confirmed: bool) -> Opened:
    facts = [corrections.as_body(each) for each in made]
    body = {"notice": reading.notice.sha256, "facts": facts, "confirmed": confirmed}
    return desk.write(bench.store, opened, CONFIRMED, body, bench.clock)


def _placed(fields: Mapping[str, Any], reading: Reading) -> Mapping[str, Any]:
    """The fields with a place: where only words are given, their first one in the notice.

    Raises:
        Trouble: `desk.words-not-there`.
    """
    if str(fields.get("start", "")):
        return fields
    words = str(fields.get("words", "")).strip()
    start = reading.notice.text.find(words) if words else -1
    if start < 0:
        raise Trouble("desk.words-not-there", words=words)
    return {**fields, "start": start, "end": start + len(words)}


def _others(known: Sequence[Correction], new: Correction) -> tuple[Correction, ...]:
    """What stays of earlier corrections: one that the new one undoes goes."""
    place = (new.kind, new.value, new.span)
    return tuple(each for each in known if (each.kind, each.value, each.span) != place)


def _values(kind: str, knowledge: Knowledge, language: str) -> tuple[tuple[str, str], ...]:
    if kind not in SHELVES:
        return ()
    shelf = getattr(knowledge, SHELVES[kind])
    if kind == "marketplace":
        return tuple((key, f"{store.domain}") for key, store in shelf.items())
    if kind == "kind":
        says = knowledge.messages["read"].says
        return tuple((key, say(says[f"kind-{key}"], language).text) for key in shelf)
    named = [(key, say(each.title, language).text) for key, each in shelf.items() if key != "not_stated"]
    return tuple(sorted(named, key=lambda each: each[1].casefold()))
