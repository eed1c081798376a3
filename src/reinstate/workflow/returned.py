"""A plan that was edited as a Word file, taken back into its case."""

from reinstate import document, plan
from reinstate.case import Plan, Trouble
from reinstate.document.docx_plan import Passage
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, work_apart
from reinstate.workflow.plans import Sheet, keep_edits

Written = dict[str, list[tuple[str, str | None]]]


def take_docx(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, content: bytes, file: str) -> Sheet:
    """Keep what a person changed in the Word file that `plan render` wrote, and work the case again.

    Raises:
        Trouble: `plan.docx-unreadable`; `plan.docx-strange` where none of the plan's sentences is in it; what working
            and keeping the case raise. Nothing is kept then.
    """
    folder = home.read()
    worked = work_apart(worker, folder, choice)
    passages = worker.run(read_plan, content, _names(worked.plan), file)
    written = _written(passages, worked.plan)
    if not any(key for lines in written.values() for key, _ in lines):
        raise Trouble("plan.docx-strange", file=file)
    return keep_edits(home, folder, knowledge, worker, choice, plan.edits_of(worked.drafted, written, worked.numbers))


def read_plan(_knowledge: Knowledge, content: bytes, names: list[str], file: str) -> tuple[Passage, ...]:
    """The job of reading a plan that came back as a Word file."""
    alive(file)
    return document.read_plan(content, names, file)


def _names(made: Plan) -> list[str]:
    return [name for part in plan.parts_of(made) for name in (part.key, *(line.key for line in part.lines)) if name]


def _written(passages: tuple[Passage, ...], made: Plan) -> Written:
    """The lines by part; a paragraph without a name is known by its words, else it is the person's own."""
    parts = {part.key: part for part in plan.parts_of(made)}
    homes = {line.key: part.key for part in parts.values() for line in part.lines if line.key}
    named = {each.name for each in passages if each.name}
    same = {line.words: line.key for part in parts.values() for line in part.lines if line.key not in named}
    written: Written = {}
    current: str | None = None
    for each in passages:
        if each.name in parts or each.heading or each.name == document.END:
            current = each.name if each.name in parts else None
            if current is not None:
                written.setdefault(current, [])
            continue
        key = each.name or same.get(each.words, "")
        if key in homes:
            written.setdefault(homes[key], []).append((key, each.words or None))
        elif current is not None and each.words and not _is_gap(each.words):
            written[current].append(("", each.words))
    return _with_gaps(written, parts)


def _is_gap(words: str) -> bool:
    return words.startswith("⟦") and words.endswith("⟧")


def _with_gaps(written: Written, parts: dict[str, plan.Part]) -> Written:
    """What the file can't show stays as it was: visible gaps of whole parts, and documents listed in a table."""
    for key, lines in written.items():
        told = {name for name, _ in lines}
        for line in parts[key].lines:
            if line.key.startswith("exhibits.") and line.key not in told:
                lines.append((line.key, line.words))
            elif not line.key and line.missing and not lines:
                lines.append(("", line.words))
    return written
