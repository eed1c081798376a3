"""The step of the root cause: the interview of a stored case, one question at a time, each answer kept at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reinstate import root_cause
from reinstate.case import Statement, Trouble
from reinstate.document.tree import FigureSvg
from reinstate.knowledge import Knowledge, related
from reinstate.root_cause import Ground, Map, Refusal, Step, Taken
from reinstate.root_cause.fit import kinds_of
from reinstate.workflow import desk
from reinstate.workflow.ask import Interview, report_of
from reinstate.workflow.bench import Bench, ground
from reinstate.workflow.desk import Opened
from reinstate.workflow.desk_plan import answers_text, keep_answers
from reinstate.workflow.folder import ANSWERS

STATED = "answers-stated"

MANY = frozenset({"causes", "examined", "measures", "people"})
"""Shapes of questions of whose options several may be chosen."""

LISTED = frozenset(
    {"choice", "interval", "weekday", "branch", "exhibit-kind", "examined", "measures", "people", "same"}
)
"""Shapes of questions that nothing but an option answers."""

FILES = ("exhibits", "demand", "chain-papers")
"""Shapes of questions that documents answer; the last asks for those of every why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer and what became of it; `opened` is the case after it."""

    opened: Opened
    step: Step
    taken: Taken | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """What documents are asked for: each thing to be shown with the attachments that show it, and the kinds that do."""

    rows: tuple[tuple[Mapping[str, str], tuple[str, ...]], ...]
    kinds: tuple[str, ...] = ()


def interview(bench: Bench, opened: Opened, language: str) -> Interview:
    """The interview of a case where it was left.

    Raises:
        Trouble: the notice can't be read.
        Mistakes: `answers.faulty`.
    """
    today = bench.today()
    return bench.derived.get(
        ("interview", ground(opened), language, today), lambda: _interview(bench, opened, language, today)
    )


def way_of(bench: Bench, opened: Opened, held: Interview) -> Map:
    """Every question of an interview with its state, worked out once."""
    return bench.derived.get(("way", ground(opened), held.ground.language, held.ground.today), lambda: held.map)


def _interview(bench: Bench, opened: Opened, language: str, today: date) -> Interview:
    reading = bench.reading(opened)
    files = tuple(each.name for each in opened.case.exhibits)
    ground = Ground(reading, bench.knowledge, files, today, language)
    spoken = next((tag for tag in related(language) if tag in bench.knowledge.languages), "en")
    told = answers_text(bench, opened)
    progress = root_cause.read_progress(told, ANSWERS, bench.knowledge) if told else root_cause.new_progress(spoken)
    return Interview(Path(opened.case.title), ground, root_cause.prepare(ground, progress))


def answer(bench: Bench, opened: Opened, held: Interview, step: Step, text: str, *, sure: bool = False) -> Asked:
    """Take an answer and keep it; a refused one changes nothing.

    Raises:
        Trouble: `store.conflict`, or what keeping raises.
    """
    taken = root_cause.take(held.ground, held.progress, step, text, sure=sure)
    if taken.refused:
        return Asked(opened, step, taken)
    kept = keep_answers(bench, opened, root_cause.write_progress(taken.progress))
    bench.derived.get(_said_of(kept, step.id), lambda: taken.notes)
    return Asked(kept, step, taken)


def remarks(bench: Bench, opened: Opened, step: str) -> tuple[Refusal, ...]:
    """What there was to remark on the last answer, as long as nothing else was answered and the program runs."""
    found: tuple[Refusal, ...] | None = bench.derived.known(_said_of(opened, step))
    return found or ()


def _said_of(opened: Opened, step: str) -> tuple[str, ...]:
    return "remarks", opened.id, str(opened.seq), step


def skip(bench: Bench, opened: Opened, held: Interview, step: Step) -> Opened:
    """Pass a question over for now.

    Raises:
        Trouble: `store.conflict`, or what keeping raises.
    """
    progress = root_cause.skip(held.ground, held.progress, step)
    return keep_answers(bench, opened, root_cause.write_progress(progress))


def undo(bench: Bench, opened: Opened) -> Opened:
    """Make the answers again what they were before the last one; the journal keeps both.

    Raises:
        Trouble: `desk.nothing-to-undo`, `store.conflict`.
    """
    found = desk.versions(opened, STATED)
    if len(found) < 2:
        raise Trouble("desk.nothing-to-undo")
    before = found[1][1]
    row = {"name": ANSWERS, "sha256": before.sha256, "size": before.size}
    return desk.write(bench.store, opened, STATED, {"files": [row]}, bench.clock)


def step_of(found: Map, key: str) -> Step | None:
    """The question of that id, else the first that the plan needs, else the first that makes it stronger."""
    wanted = (found.step(key) or _of_field(found, key)) if key else None
    return wanted or next(iter((*found.open, *found.extra)), None)


def _of_field(found: Map, key: str) -> Step | None:
    """The question that fills a field of a statement, told as `statement/field`."""
    statement, _, field = key.rpartition("/")
    return next((each for each in found.steps if each.statement == statement and field in each.fields), None)


def papers_of(held: Interview, step: Step, knowledge: Knowledge) -> Papers | None:
    """What a question wants documents for; None where it wants none."""
    if step.shape not in FILES:
        return None
    found = _statements(held).get((step.violation, step.statement))
    if found is None:
        return Papers((({}, tuple(map(str, step.now))),))
    kinds = kinds_of(found, knowledge)
    if step.shape == FILES[-1]:
        return Papers(tuple((why.text, why.exhibits) for why in found.whys), kinds)
    return Papers((({}, found.exhibits),), kinds)


def _statements(held: Interview) -> Mapping[tuple[str | None, str | None], Statement]:
    """Every statement by its violation and id."""
    issues = held.progress.answers.issues
    return {(issue.violation, each.id): each for issue in issues for each in issue.statements}


def figures(bench: Bench, opened: Opened, held: Interview) -> tuple[FigureSvg, ...]:
    """The causes on their branches and every chain of whys, as pictures in the reader's language."""
    return bench.derived.get(
        ("figures", ground(opened), held.ground.language),
        lambda: tuple(block for block in report_of(held).blocks if isinstance(block, FigureSvg)),
    )
