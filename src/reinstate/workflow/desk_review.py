"""Live review: what rules and case say of a plan as it is typed, and what its actions still leave open."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reinstate import plan, review
from reinstate.case import Finding, Plan, Section, Sentence, Span, Trouble
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.bench import Bench
from reinstate.workflow.desk import Opened
from reinstate.workflow.desk_plan import MOST_TEXT, draft_of, of_these_facts, units
from reinstate.workflow.findings import all_findings, let_stand
from reinstate.workflow.folder import waived
from reinstate.workflow.package import Choice


@dataclass(frozen=True, slots=True)
class Note:
    """What the review says of a place, in the reader's words. Places count UTF-16 units, as browsers do."""

    start: int
    end: int
    severity: str
    title: str
    message: str
    advice: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What one action still leaves open: its place, and the question for each of the six it doesn't answer."""

    start: int
    end: int
    missing: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A plan as it stands in the editor: its text, the form and language it is in, and its lines (see `Row`)."""

    text: str
    choice: Choice
    lines: Sequence[Mapping[str, Any]]


def look(bench: Bench, opened: Opened, typed: Typed, reader: str) -> tuple[Note, ...]:
    """What the rules say of a text as it is typed; its case is not asked.

    Raises:
        Trouble: `desk.plan-too-long`, `desk.plan-unfit`, or what working the case raises.
    """
    letter = _letter(bench, opened, typed)
    seen = _reviewed(bench, opened, letter, next(iter(bench.reading(opened).violations), None))
    return _notes(seen.findings, letter, bench.knowledge, reader)


def look_close(bench: Bench, opened: Opened, typed: Typed, reader: str) -> tuple[tuple[Note, ...], tuple[Asking, ...]]:
    """What rules and case say of a text, and what its actions leave open.

    Raises:
        Trouble: `desk.plan-too-long`, `desk.plan-unfit`, or what working the case raises.
    """
    knowledge, worked = bench.knowledge, of_these_facts(bench, opened, typed.choice)
    letter = _letter(bench, opened, typed)
    seen = _reviewed(bench, opened, letter, next(iter(worked.reading.violations), None))
    dossier = review.Dossier(worked.answers, worked.reading, worked.exhibits, worked.drafted)
    memory = _memory(bench, opened, letter.language)
    found = all_findings(letter, dossier, seen.findings, knowledge, memory)
    waivers = (*worked.answers.waivers, *waived(opened.case.waivers))
    stands = [finding for finding, _ in let_stand(found, waivers, letter)]
    left = [each for each in found if each not in stands]
    return _notes(left, letter, knowledge, reader), _askings(letter, knowledge, reader, memory)


def _reviewed(bench: Bench, opened: Opened, letter: Plan, violation: str | None) -> review.Review:
    """The rules over a letter under way; of its sentences only those are read that changed since the last look."""
    return review.review(letter, bench.knowledge, violation, memory=_memory(bench, opened, letter.language))


def _memory(bench: Bench, opened: Opened, language: str) -> review.Memory:
    return bench.derived.get(("memory", opened.id, language), review.Memory)


def _letter(bench: Bench, opened: Opened, typed: Typed) -> Plan:
    """The plan noun of what is typed: its lines keep the parts, facts and exhibits that the draft gave them.

    Raises:
        Trouble: `desk.plan-too-long`, `desk.plan-unfit`, or what working the case raises.
    """
    if len(typed.text) > MOST_TEXT:
        raise Trouble("desk.plan-too-long", limit=MOST_TEXT)
    drafted, _ = draft_of(bench, opened, typed.choice)
    parts = {part.key: part for part in plan.parts_of(drafted)}
    cut = plan.cut_in(drafted.language, bench.knowledge)
    back = points(typed.text)
    sections: list[Section] = []
    try:
        for each in typed.lines:
            span = Span(back(int(each["start"])), back(int(each["end"])))
            if each["kind"] == "heading":
                sections.append(_opened(parts[str(each["part"])], span))
            elif sections:
                sections[-1] = _with_line(
                    sections[-1], _sentence(span, typed.text, parts[str(each["part"])], str(each["key"]), cut)
                )
    except (KeyError, TypeError, ValueError) as error:
        raise Trouble("desk.plan-unfit") from error
    return Plan(typed.text, drafted.language, drafted.structure, tuple(sections))


def _opened(part: plan.Part, heading: Span) -> Section:
    return Section(part.id, part.roles, heading, heading, part.issue)


def _with_line(section: Section, said: Sentence) -> Section:
    return replace(section, span=Span(section.span.start, said.span.end), sentences=(*section.sentences, said))


def _sentence(span: Span, text: str, part: plan.Part, key: str, cut: plan.Cut) -> Sentence:
    """A line of the editor with the ties that the draft gave it, and the sentences in it that a person typed."""
    words = span.of(text)
    known = [each for each in part.lines if (each.key == key if key else each.words == words)]
    line = known[0] if known else None
    typed = plan.own_sentences(words, line, cut)
    own = tuple(Span(span.start + each.start, span.start + each.end) for each in typed)
    return Sentence(span, line.facts, line.exhibits, own=own) if line else Sentence(span, own=own)


def _notes(found: Iterable[Finding], letter: Plan, knowledge: Knowledge, reader: str) -> tuple[Note, ...]:
    to = units(letter.text)
    return tuple(_note(each, letter, knowledge, reader, to) for each in found)


def _note(finding: Finding, letter: Plan, knowledge: Knowledge, reader: str, to: Callable[[int], int]) -> Note:
    message, advice = review.speak(finding, letter, knowledge, reader)
    rule = knowledge.rules.get(finding.rule)
    whole = len(finding.span) >= len(letter.text.strip())
    span = finding.place or finding.span
    start, end = (0, 0) if whole and finding.place is None else (to(span.start), to(span.end))
    title = say(rule.title, reader).text if rule else ""
    words = "" if whole else finding.span.of(letter.text)
    return Note(start, end, finding.severity, title, message, advice, finding.rule, words)


def _askings(letter: Plan, knowledge: Knowledge, reader: str, memory: review.Memory) -> tuple[Asking, ...]:
    to = units(letter.text)
    return tuple(
        Asking(to(each.span.start), to(each.span.end), each.missing, each.questions)
        for each in review.questions(letter, knowledge, reader, memory)
        if each.questions
    )


def points(text: str) -> Callable[[int], int]:
    """From places in UTF-16 units back to code points."""
    wide = [place + number for number, place in enumerate(at for at, letter in enumerate(text) if letter > "\uffff")]
    return lambda unit: unit - bisect_left(wide, unit) if wide else unit
