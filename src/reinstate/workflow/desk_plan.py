"""The step of the plan: its text with the ties of every line, a person's edits, and how it grew."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reinstate import plan, root_cause
from reinstate.case import Answers, Entry, KeptFile, Plan, Trouble, Waived
from reinstate.knowledge import Knowledge
from reinstate.workflow import desk
from reinstate.workflow.bench import Bench
from reinstate.workflow.desk import Opened
from reinstate.workflow.drawings import CHOICES
from reinstate.workflow.folder import ANSWERS, edits_name
from reinstate.workflow.package import Choice, Worked, plan_languages
from reinstate.workflow.plans import Difference, differences

EDITED, DRAFTED = "plan-edited", "plan-drafted"

MOST_TEXT = 200_000
"""Characters of a plan that is looked at as it is typed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the plan's text: a heading, or what says a statement (`key`; empty for the person's own words)."""

    kind: str
    part: str
    start: int
    end: int
    key: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of the plan's edits, as the journal keeps it."""

    entry: Entry
    file: KeptFile
    structure: str
    language: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of the case that can be put into the text."""

    group: str
    words: str
    about: str = ""


# -- the text ----------------------------------------------------------------------------------------------------------


def rows(made: Plan) -> tuple[Row, ...]:
    """Every line of a plan with its place in the text, in UTF-16 units."""
    to = units(made.text)
    found = []
    for section, part in zip(made.sections, plan.parts_of(made), strict=True):
        if section.heading:
            found.append(Row("heading", part.key, to(section.heading.start), to(section.heading.end)))
        for each in section.sentences:
            key = each.facts[0] if each.facts else ""
            found.append(Row("line", part.key, to(each.span.start), to(each.span.end), key, each.missing))
    return tuple(found)


def units(text: str) -> Callable[[int], int]:
    """From places in a text in code points to places in UTF-16 units."""
    wide = [place for place, letter in enumerate(text) if letter > "\uffff"]
    return lambda place: place + bisect_left(wide, place) if wide else place


# -- edits -------------------------------------------------------------------------------------------------------------


def save(bench: Bench, opened: Opened, choice: Choice, lines: Sequence[Mapping[str, Any]]) -> Opened:
    """Keep what a person made of the plan: its lines with the statements they say, in their order.

    Raises:
        Trouble: `desk.plan-unfit`, `desk.plan-too-long`, `store.conflict`, or what working the case raises.
    """
    drafted, numbers = draft_of(bench, opened, choice)
    written = _written(lines, drafted)
    edits = plan.edits_of(drafted, written, numbers)
    name, content = edits_name(edits.structure, edits.language), plan.write_edits(edits)
    body = {"structure": edits.structure, "language": edits.language}
    known = next((each for each in opened.case.plans if each.name == name), None)
    kept = desk.keep(bench.store, name, content)
    if known is not None and known.sha256 == kept["sha256"]:
        return opened
    if known is None and not edits.parts:
        return opened
    return desk.write(bench.store, opened, EDITED, body | {"files": [kept]}, bench.clock)


def draft_of(bench: Bench, opened: Opened, choice: Choice) -> tuple[Plan, Mapping[str, str]]:
    """The draft and the numbers of its exhibits; edits change neither, so they last until the facts change."""

    def make() -> tuple[Plan, Mapping[str, str]]:
        worked = of_these_facts(bench, opened, choice)
        return worked.drafted, worked.numbers

    return bench.derived.get(("drafted", opened.id, _facts_at(opened), choice), make)


def of_these_facts(bench: Bench, opened: Opened, choice: Choice) -> Worked:
    """The case as it was worked since its facts changed; of its plan only the draft holds, whatever is edited.

    So nobody who types waits until the case is worked once more after every save.
    """

    def make() -> Worked:
        worked = bench.known(opened)
        if worked is None or (worked.drafted.structure, worked.drafted.language) != (choice.structure, choice.language):
            worked = bench.worked(opened, choice)
        return worked

    return bench.works.get(("facts", opened.id, _facts_at(opened), choice), make)


def _facts_at(opened: Opened) -> int:
    """The entry by which the facts of a case changed last."""
    return max((opened.case.latest.get(kind, 0) for kind in _FACTS), default=0)


_FACTS = ("notice-received", "reply-received", "reading-confirmed", "answers-stated", "exhibit-added")
"""Kinds of entries that a draft follows from."""


def _written(lines: Sequence[Mapping[str, Any]], drafted: Plan) -> dict[str, list[tuple[str, str | None]]]:
    """The lines by part, each statement once; what says nothing is no line.

    Raises:
        Trouble: `desk.plan-unfit`, `desk.plan-too-long`.
    """
    keys = {part.key: {line.key for line in part.lines} for part in plan.parts_of(drafted)}
    written: dict[str, list[tuple[str, str | None]]] = {part: [] for part in keys}
    seen: set[str] = set()
    if sum(len(str(each.get("words", ""))) for each in lines) > MOST_TEXT:
        raise Trouble("desk.plan-too-long", limit=MOST_TEXT)
    for each in lines:
        part, key, words = (str(each.get(name, "")) for name in ("part", "key", "words"))
        if part not in written:
            raise Trouble("desk.plan-unfit")
        known = key if key in keys[part] and key not in seen else ""
        seen.add(known)
        if words.strip():
            written[part].append((known, " ".join(words.split())))
    return written


def choose(bench: Bench, opened: Opened, structure: str, language: str, figures: str = "") -> Opened:
    """Take the plan in another structure or language, or with other drawings; edits made in one stay with it.

    `figures` is a key of `CHOICES`; empty takes what suits the structure.

    Raises:
        Trouble: `package.unknown-structure`, `package.unknown-language`, `store.conflict`, or what working raises.
    """
    worked = bench.worked(opened, Choice(structure, language))
    name = edits_name(structure, language).removesuffix(".json") + ".txt"
    kept = desk.keep(bench.store, name, worked.drafted.text.encode())
    drawn = {"figures": figures} if figures in CHOICES else {}
    body = {"structure": structure, "language": language, **drawn, "files": [kept]}
    return desk.write(bench.store, opened, DRAFTED, body, bench.clock)


def waive(bench: Bench, opened: Opened, rule: str, words: str, reason: str) -> Opened:
    """Let a finding stand, for a reason that is kept with the answers.

    Raises:
        Trouble: `cases.waiver-empty`, `store.conflict`, or what the store raises.
    """
    if not rule.strip() or not reason.strip():
        raise Trouble("cases.waiver-empty")
    progress = root_cause.read_progress(answers_text(bench, opened), ANSWERS, bench.knowledge)
    waiver = Waived(rule.strip(), " ".join(words.split()), reason.strip())
    answers = replace(progress.answers, waivers=(*progress.answers.waivers, waiver))
    return keep_answers(bench, opened, root_cause.write_progress(replace(progress, answers=answers)))


def answers_text(bench: Bench, opened: Opened) -> str:
    """The sheet of answers as it is now; empty where there is none.

    Raises:
        Trouble: what `Store.fetch` raises.
    """
    file = opened.case.answers
    return bench.store.fetch(file.sha256).decode("utf-8-sig") if file else ""


def keep_answers(bench: Bench, opened: Opened, text: str) -> Opened:
    """Keep a sheet of answers, if it says anything new.

    Raises:
        Trouble: `store.conflict`, or what keeping raises.
    """
    kept = desk.keep(bench.store, ANSWERS, text.encode("utf-8"))
    if opened.case.answers is not None and opened.case.answers.sha256 == kept["sha256"]:
        return opened
    return desk.write(bench.store, opened, "answers-stated", {"files": [kept]}, bench.clock)


# -- how it grew -------------------------------------------------------------------------------------------------------


def history(opened: Opened) -> tuple[Version, ...]:
    """Every state of the plan that a person made, the newest first."""
    return tuple(
        Version(entry, file, str(entry.body.get("structure", "")), str(entry.body.get("language", "")))
        for entry, file in desk.versions(opened, EDITED)
    )


def compare(bench: Bench, opened: Opened, seq: int) -> tuple[Difference, ...]:
    """Where the plan of today differs from what it was after an entry; seq 0 is the draft.

    Raises:
        Trouble: `desk.no-such-version`, or what working the case raises.
    """
    worked = bench.worked(opened)
    return differences(_at(bench, opened, worked, seq), worked.plan)


def _at(bench: Bench, opened: Opened, worked: Worked, seq: int) -> Plan:
    if seq == 0:
        return worked.drafted
    version = next((each for each in history(opened) if each.entry.seq == seq), None)
    if version is None:
        raise Trouble("desk.no-such-version", seq=seq)
    edits = plan.read_edits(bench.store.fetch(version.file.sha256), version.file.name)
    return plan.apply(
        worked.drafted, edits, worked.numbers, lambda _: (), plan.cut_in(worked.drafted.language, bench.knowledge)
    ).plan


def bring_back(bench: Bench, opened: Opened, seq: int) -> Opened:
    """Make the plan again what it was after an entry; seq 0 is the draft. What it is now stays in the history.

    Raises:
        Trouble: `desk.no-such-version`, `store.conflict`, or what working the case raises.
    """
    made = bench.worked(opened).drafted
    structure, language = made.structure or "", made.language
    content = plan.write_edits(plan.Edits(structure, language))
    if seq:
        version = next((each for each in history(opened) if each.entry.seq == seq), None)
        if version is None:
            raise Trouble("desk.no-such-version", seq=seq)
        structure, language, content = version.structure, version.language, bench.store.fetch(version.file.sha256)
    kept = desk.keep(bench.store, edits_name(structure, language), content)
    body = {"structure": structure, "language": language, "files": [kept]}
    return desk.write(bench.store, opened, EDITED, body, bench.clock)


# -- beside the text ---------------------------------------------------------------------------------------------------


def other(bench: Bench, opened: Opened, language: str) -> Plan:
    """The same plan in another language, as the facts say it.

    Raises:
        Trouble: `package.unknown-language`, or what working the case raises.
    """
    return bench.worked(opened, Choice(bench.worked(opened).plan.structure, language)).plan


def languages(knowledge: Knowledge) -> tuple[str, ...]:
    """The languages that plans can be written in."""
    return plan_languages(knowledge)


def facts(worked: Worked, knowledge: Knowledge, language: str) -> tuple[Told, ...]:
    """The facts of a case as short words, ready to be put into a sentence."""
    return tuple(dict.fromkeys(_facts(worked, knowledge, language)))


def _facts(worked: Worked, knowledge: Knowledge, language: str) -> Iterator[Told]:
    answers: Answers = worked.answers
    yield from (
        Told(
            "people",
            plan.readable_name(each, knowledge, worked.plan.language),
            plan.role_of(each, knowledge, language) or "",
        )
        for each in answers.people
    )
    yield from (Told("parties", each.name, each.contact or "") for each in answers.parties)
    titles = {each.id: plan.exhibit_title(each, knowledge, language) for each in answers.attachments}
    yield from (Told("exhibits", f"[{each.number}]", titles.get(each.id, "")) for each in worked.exhibits)
    yield from (Told("items", asin) for asin in worked.reading.asins)
    yield from (Told("items", number) for number in worked.reading.order_ids[:30])
