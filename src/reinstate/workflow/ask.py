"""The interview over a case folder: what is known is read, every answer is saved before the next question."""

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from reinstate import plan, root_cause
from reinstate.case import Mistakes, Trouble
from reinstate.document import Document, Form, FormRow, render, report_page
from reinstate.document import read_form as read_form_file
from reinstate.document import write_form as write_form_file
from reinstate.document.causes_page import CauseReport
from reinstate.knowledge import Knowledge, related, say
from reinstate.root_cause import Ground, Map, Progress, Refusal, Step, Taken
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import ANSWERS, notice_in
from reinstate.workflow.reading import read
from reinstate.workflow.selling import Told, sales_in, told_in

FORMS = {".docx": "docx", ".html": "html", ".htm": "html", ".txt": "txt"}
"""Ending of a form's file → its format."""

NEIGHBOURS = 5
"""How many cases beside this one are looked into for company facts, the latest first."""


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview under way: where it is kept, what it stands on, how far it has come."""

    folder: Path
    ground: Ground
    progress: Progress

    @property
    def file(self) -> Path:
        """Where everything is saved."""
        return self.folder / ANSWERS

    @property
    def map(self) -> Map:
        """Every step and stage."""
        return root_cause.steps_of(self.ground, self.progress)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a form: the interview after it, how many answers were taken, and what was not."""

    interview: Interview
    taken: int
    refused: tuple[tuple[Step, Refusal], ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """What came of a file of answers: how many were taken, how many said something else, and which can't be."""

    interview: Interview
    taken: int
    kept: int
    refused: tuple[Refusal, ...]


def open_interview(folder: Path, knowledge: Knowledge, worker: Worker, language: str, today: date) -> Interview:
    """Take up the interview of a case folder where it was left, or begin it.

    Raises:
        Trouble: the folder or the notice can't be read.
        Mistakes: `answers.faulty`.
    """
    if not folder.is_dir():
        raise Trouble("package.no-folder", folder=str(folder))
    reading = read(notice_in(folder), knowledge, worker)
    ground = Ground(reading, knowledge, _evidence(folder), today, language)
    spoken = next((tag for tag in related(language) if tag in knowledge.languages), "en")
    progress = root_cause.new_progress(spoken)
    if (folder / ANSWERS).is_file():
        progress = root_cause.read_progress(_text(folder / ANSWERS), ANSWERS, knowledge)
    return Interview(folder, ground, root_cause.prepare(ground, progress))


def answer(interview: Interview, step: Step, text: str, *, sure: bool = False) -> tuple[Interview, Taken]:
    """Take an answer and save; a refused one changes nothing.

    Raises:
        Trouble: `ask.not-saved`.
    """
    taken = root_cause.take(interview.ground, interview.progress, step, text, sure=sure)
    if taken.refused:
        return interview, taken
    return saved(replace(interview, progress=taken.progress)), taken


def reports_in(interview: Interview, text: str) -> tuple[Path, ...]:
    """The files that an answer consists of, by their paths from here or from the case's folder; else none."""
    for names in ([text], text.replace("\n", ",").split(",")):
        paths = [Path(bare).expanduser() for name in names if (bare := name.strip(" \n\"'"))]
        found = [[each for each in (path, interview.folder / path) if each.is_file()] for path in paths]
        if found and all(found):
            return tuple(each[0] for each in found)
    return ()


def count_sold(interview: Interview, step: Step, files: Sequence[Path], worker: Worker) -> tuple[Interview, Told]:
    """Answer how many units were sold by files, such as order reports, and save.

    Raises:
        Trouble: what `sales_in` raises, `ask.not-saved`.
    """
    contents = [(each.name, read_bytes(each)) for each in files]
    told = worker.run(sales_in, contents, interview.ground.reading, interview.progress.answers)
    progress = told_in(interview.progress, told).marked(step.id, None)
    return saved(replace(interview, progress=root_cause.prepare(interview.ground, progress))), told


def skip(interview: Interview, step: Step) -> Interview:
    """Pass a step over and save.

    Raises:
        Trouble: `ask.not-saved`.
    """
    return saved(replace(interview, progress=root_cause.skip(interview.ground, interview.progress, step)))


def saved(interview: Interview) -> Interview:
    """Write the state beside the old one and put it in its place in one step.

    Raises:
        Trouble: `ask.not-saved`; what was saved before is still there.
    """
    write_bytes(interview.file, root_cause.write_progress(interview.progress).encode("utf-8"))
    return interview


def write_bytes(file: Path, content: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        Trouble: `ask.not-saved`.
    """
    aside = ""
    try:
        handle, aside = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
        Path(aside).chmod(mode)
        Path(aside).replace(file)
    except OSError as error:
        if aside:
            Path(aside).unlink(missing_ok=True)
        raise Trouble("ask.not-saved", file=str(file), reason=error.strerror or str(error)) from error


def merge_company(interview: Interview, file: Path) -> Interview:
    """Take over people, parties and papers from another case, and save; papers whose file is here or can be copied.

    Raises:
        Trouble: `ask.no-other-answers`, `ask.not-saved`, `package.no-file`.
    """
    try:
        other = root_cause.read_sheet(_text(file), file.name, interview.ground.knowledge)
    except Mistakes as error:
        raise Trouble("ask.no-other-answers", file=str(file)) from error
    progress = root_cause.merge(interview.progress, other, frozenset(interview.ground.files))
    return saved(replace(interview, progress=root_cause.prepare(interview.ground, progress)))


def known_company(interview: Interview) -> Path | None:
    """The answers of the case beside this one that were changed last and name a firm; None if ours is named already."""
    if interview.progress.answers.account.legal_name:
        return None
    here = interview.folder.resolve()
    others = [each for each in here.parent.glob(f"*/{ANSWERS}") if each.parent != here]
    for file in sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)[:NEIGHBOURS]:
        with suppress(Trouble):
            if root_cause.read_sheet(_text(file), file.name, interview.ground.knowledge).account.legal_name:
                return file
    return None


def take_answers(interview: Interview, file: Path) -> Joining:
    """Fill in what this case lacks from a file of answers, and save.

    Raises:
        Trouble: `ask.not-saved`, `package.no-file`.
        Mistakes: `answers.faulty`, each with its line.
    """
    told = root_cause.read_sheet(_text(file), file.name, interview.ground.knowledge)
    made = root_cause.join(interview.ground, interview.progress, told)
    joined = replace(interview, progress=root_cause.prepare(interview.ground, made.progress))
    return Joining(saved(joined), made.taken, made.kept, made.refused)


# -- forms -------------------------------------------------------------------------------------------------------------


def write_form(interview: Interview, file: Path) -> int:
    """Write the open questions as a form for a colleague; gives their number.

    Raises:
        Trouble: `ask.form-format`, `ask.not-saved`.
    """
    wanted = FORMS.get(file.suffix.lower(), "")
    if wanted not in ("docx", "html"):
        raise Trouble("ask.form-format", file=str(file))
    form = form_of(interview)
    write_bytes(file, write_form_file(form, wanted))
    return len(form.rows)


def form_of(interview: Interview) -> Form:
    """The open questions as rows, in the reader's language."""
    ground = interview.ground
    says = ground.knowledge.messages["ask"].says

    def words(key: str) -> str:
        return say(says[key], ground.language).text

    return Form(
        language=ground.language,
        title=words("form-title").replace("{case}", interview.folder.resolve().name),
        lead=words("form-lead"),
        heads=(words("form-question"), words("form-answer")),
        send=words("form-send"),
        rows=tuple(_row(each, ground, words("form-choices")) for each in interview.map.open),
    )


def _row(step: Step, ground: Ground, choices: str) -> FormRow:
    tag = ground.language
    listed = [f"{number} = {say(each.label, tag).text}" for number, each in enumerate(step.options, 1)]
    title = say(step.title, tag).text if step.title else ""
    example = say(step.good, tag).text if step.good else ""
    helped = say(step.help, tag).text if step.help else ""
    chosen = choices.replace("{words}", "; ".join(listed)) if listed else ""
    return FormRow(step.id, title, say(step.asks, tag).text, helped, chosen, example)


def read_form(interview: Interview, file: Path, worker: Worker) -> Imported:
    """Take the answers of a filled form, each as if it had been typed, and save.

    Raises:
        Trouble: `ask.form-format`, `ask.form-unreadable`, `ask.form-empty`, `ask.not-saved`, `package.no-file`.
    """
    wanted = FORMS.get(file.suffix.lower(), "")
    if wanted not in ("docx", "txt"):
        raise Trouble("ask.form-format", file=str(file))
    filled = worker.run(open_form, read_bytes(file), wanted, str(file))
    made = Imported(interview, 0)
    for key, text in filled.items():
        made = _imported(made, key, text)
    if not made.taken and not made.refused and not made.unknown:
        raise Trouble("ask.form-empty", file=str(file))
    saved(made.interview)
    return made


def open_form(_knowledge: Knowledge, content: bytes, format: str, file: str) -> Mapping[str, str]:
    """The job of opening a filled form: what was written, by question."""
    alive(file)
    return read_form_file(content, format, file)


def _imported(made: Imported, key: str, text: str) -> Imported:
    interview = made.interview
    step = interview.map.step(key)
    if step is None:
        return replace(made, unknown=(*made.unknown, key))
    taken = root_cause.take(interview.ground, interview.progress, step, text)
    if taken.refused:
        return replace(made, refused=(*made.refused, (step, taken.refused)))
    return replace(made, interview=replace(interview, progress=taken.progress), taken=made.taken + 1)


# -- the report --------------------------------------------------------------------------------------------------------


def write_report(interview: Interview, folder: Path) -> tuple[Path, ...]:
    """Write the root-cause report as PDF, HTML and, for programs, JSON into a folder.

    Raises:
        Trouble: `ask.not-saved`, or what rendering raises.
    """
    causes = root_cause.conclude(interview.ground, interview.progress)
    document = report_of(interview)
    contents = {format_: render(document, format_) for format_ in ("pdf", "html")}
    contents["json"] = json.dumps(asdict(causes), ensure_ascii=False, indent=2, default=str).encode("utf-8") + b"\n"
    written = tuple(folder / f"root-cause.{ending}" for ending in contents)
    for file, content in zip(written, contents.values(), strict=True):
        write_bytes(file, content)
    return written


def report_of(interview: Interview) -> Document:
    """The root-cause report as a document, in the reader's language."""
    ground, progress = interview.ground, interview.progress
    causes = root_cause.conclude(ground, progress)
    report = CauseReport(causes, progress.answers, _case_rows(interview), _sentences(interview))
    return report_page(report, ground.knowledge, ground.language)


def _sentences(interview: Interview) -> dict[str, str]:
    """How the plan says each statement, in the reader's language; English where plans aren't written in that."""
    ground = interview.ground
    known = (tag for tag in related(ground.language) if tag in ground.knowledge.languages)
    language = next((tag for tag in known if ground.knowledge.languages[tag].plan), "en")
    structure = plan.choose_structure(ground.reading.scope, ground.knowledge)
    drafted = plan.draft(
        interview.progress.answers, ground.reading, ground.knowledge, structure=structure, language=language, numbers={}
    )
    told = (sentence for section in drafted.sections for sentence in section.sentences if sentence.facts)
    return {each.facts[0]: each.span.of(drafted.text).removeprefix("- ") for each in told}


def _case_rows(interview: Interview) -> tuple[tuple[str, str], ...]:
    answers = interview.progress.answers
    dated = answers.dated.isoformat() if answers.dated else ""
    rows = (("report-account", answers.account.legal_name), ("report-date", dated))
    return tuple(row for row in rows if row[1]) or (("report-case", interview.folder.resolve().name),)


# -- files -------------------------------------------------------------------------------------------------------------


def _evidence(folder: Path) -> tuple[str, ...]:
    inside = folder / "evidence"
    files = (path for path in sorted(inside.rglob("*")) if path.is_file())
    seen = (path for path in files if not any(part.startswith(".") for part in path.relative_to(inside).parts))
    return tuple(PurePosixPath(path.relative_to(folder)).as_posix() for path in seen)


def _text(file: Path) -> str:
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble("package.answers-not-text", file=str(file)) from error
