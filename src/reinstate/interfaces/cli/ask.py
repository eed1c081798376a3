"""`reinstate ask`: the interview in the terminal, one question at a time."""

import importlib
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Answer, Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.root_cause import Refusal, Stage, Step
    from reinstate.workflow.ask import Interview

PASTE = 0.03
"""Seconds within which further lines count as part of the same paste."""

BACK, SKIP, HELP, MAP, QUIT = "b", "s", "?", "m", "q"


@click.command("ask")
@click.argument("case_dir", type=click.Path(path_type=Path))
@click.option("--answers", type=click.Path(path_type=Path), help="Take people, firms and papers from another case.")
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write the open questions as a form.")
@click.option("--import", "import_from", type=click.Path(path_type=Path), help="Take the answers of a filled form.")
@click.option("--map", "only_map", is_flag=True, help="Show the way ahead and end.")
@click.option("--report", "report_to", type=click.Path(path_type=Path), help="Write the root-cause report to a folder.")
@click.pass_obj
def command(
    desk: Desk,
    case_dir: Path,
    answers: Path | None,
    export_to: Path | None,
    import_from: Path | None,
    report_to: Path | None,
    *,
    only_map: bool,
) -> None:
    """Ask for everything that the plan of CASE_DIR needs, and save it in its answers.toml.

    --export writes .docx (can be taken back) or .html (to print or mail); --import takes .docx, or .txt of a mail.

    Exit status: 0, or 2 if something couldn't be read or written.
    """
    from reinstate.workflow import ask

    try:
        talk = _Talk(desk, ask.open_interview(case_dir, desk.knowledge(), desk.language, date.today()))  # noqa: DTZ011
        if answers:
            talk.interview = ask.merge_company(talk.interview, answers)
            talk.say("merged", file=str(answers))
        if import_from:
            talk.take_form(import_from)
        if export_to:
            count = ask.write_form(talk.interview, export_to)
            talk.say("exported", count=count, file=str(export_to), folder=str(case_dir))
        if report_to:
            report_to.mkdir(parents=True, exist_ok=True)
            for file in ask.write_report(talk.interview, report_to):
                talk.say("report-written", file=str(file))
        if only_map:
            talk.show_map()
        if not (import_from or export_to or report_to or only_map):
            talk.run()
    except Trouble as trouble:
        desk.refuse(trouble)


@dataclass
class _Talk:
    """One sitting at the terminal."""

    desk: Desk
    interview: "Interview"
    been: list[str] = field(default_factory=list)
    """Ids of the steps asked so far, for the way back."""
    doubted: tuple[str, str] | None = None
    """The step and the answer that was asked back."""
    extras: bool = False

    # -- words -----------------------------------------------------------------------------------------------------

    def words(self, key: str, **details: str | int) -> str:
        return self.desk.says("ask", key, details)

    def say(self, key: str, **details: str | int) -> None:
        click.echo(self.words(key, **details))

    def spoken(self, text: Mapping[str, str]) -> str:
        return say(text, self.desk.language).text

    def refusal(self, refusal: "Refusal") -> str:
        return self.words(refusal.key, **refusal.details)

    # -- the sitting -----------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Ask until everything needed is told, or the person leaves."""
        with suppress(ImportError):
            importlib.import_module("readline")
        self.say("hello", file=str(self.interview.file))
        click.secho(self.words("keys"), dim=True)
        click.echo()
        self.show_map()
        step = self.next_step()
        try:
            while step is not None:
                step = self.one(step)
            self.farewell()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            self.say("saved", file=str(self.interview.file), folder=str(self.interview.folder))

    def next_step(self) -> "Step | None":
        way = self.interview.map
        if way.open:
            return way.open[0]
        if self.extras:
            return way.extra[0] if way.extra else None
        if not way.extra or not self.agreed(len(way.extra)):
            return None
        self.extras = True
        return way.extra[0]

    def agreed(self, count: int) -> bool:
        typed = self.read(self.words("extra", count=count)).strip().lower()
        return typed in {word.lower() for word in self.words("yes-words").split("|")}

    def one(self, step: "Step") -> "Step | None":
        """Ask one question; gives the one to ask next."""
        self.show(step)
        typed = self.read("")
        plain = typed.strip().lower()
        if plain == QUIT:
            raise EOFError
        if plain == BACK:
            return self.back(step)
        if plain in (HELP, MAP):
            self.explain(step) if plain == HELP else self.show_map()
            return self.interview.map.step(step.id)
        if plain == SKIP or (not plain and step.now):
            return self.passed(step)
        return self.answered(step, typed)

    def back(self, step: "Step") -> "Step | None":
        way = self.interview.map
        while self.been:
            before = way.step(self.been.pop())
            if before is not None and before.id != step.id:
                return before
        self.say("no-way-back")
        return way.step(step.id)

    def passed(self, step: "Step") -> "Step | None":
        from reinstate.workflow.ask import skip

        self.interview = skip(self.interview, step)
        self.been.append(step.id)
        return self.next_step()

    def answered(self, step: "Step", typed: str) -> "Step | None":
        from reinstate.workflow.ask import answer

        sure = self.doubted == (step.id, typed.strip())
        if not typed.strip() and step.suggestion:
            typed, sure = plain_text(step.suggestion), True
        self.interview, taken = answer(self.interview, step, typed, sure=sure)
        self.doubted = None
        for note in taken.notes:
            click.secho("  " + self.refusal(note), fg="cyan")
        if taken.refused:
            click.secho("  " + self.refusal(taken.refused), fg="yellow")
            if taken.refused.doubtful:
                self.doubted = (step.id, typed.strip())
            return self.interview.map.step(step.id)
        self.been.append(step.id)
        return self.next_step()

    def farewell(self) -> None:
        skipped = sum(each.state == "skipped" for each in self.interview.map.steps)
        click.secho(self.words("finished", skipped=skipped), fg="green", bold=True)
        self.say("saved", file=str(self.interview.file), folder=str(self.interview.folder))
        self.say("next-step", folder=str(self.interview.folder))

    # -- showing ---------------------------------------------------------------------------------------------------

    def show(self, step: "Step") -> None:
        way = self.interview.map
        click.echo()
        told = self.words("progress", done=way.done, total=way.total)
        click.secho(f"── {self.words(f'stage-{step.stage}')} · {told} ──", dim=True)
        if step.title:
            click.secho(f"   {self.spoken(step.title)}", fg="cyan")
        if step.note:
            click.secho(f"   {self.spoken(step.note)}", fg="yellow")
        click.secho(self.spoken(step.asks), bold=True)
        self.options(step)
        for key in ("why", "good", "bad"):
            if text := getattr(step, key):
                click.secho("   " + self.words(f"question-{key}", words=self.spoken(text)), dim=True)
        if step.now:
            click.echo("   " + self.words("question-now", words=self.shown(step, step.now)))
        elif step.suggestion:
            click.echo("   " + self.words("question-suggested", words=self.shown(step, step.suggestion)))

    def options(self, step: "Step") -> None:
        group = ""
        for number, option in enumerate(step.options, 1):
            head = self.spoken(option.group) if option.group else ""
            if head != group:
                click.secho(f"   {head}", underline=True)
                group = head
            click.echo(f"  {number:>3}  {self.spoken(option.label)}")
            if option.note:
                click.secho(f"       {self.words('question-trap', words=self.spoken(option.note))}", dim=True)

    def shown(self, step: "Step", values: Iterable[Answer]) -> str:
        labels = {each.id: self.spoken(each.label) for each in step.options}
        return ", ".join(labels.get(text, text) for text in map(plain_value, values))

    def explain(self, step: "Step") -> None:
        if step.help:
            click.echo("   " + self.words("question-help", words=self.spoken(step.help)))
        click.echo("   " + self.words("keys"))

    def show_map(self) -> None:
        """The whole way: every stage with what is done of it."""
        click.secho(self.words("map-title"), bold=True)
        for stage in self.interview.map.stages:
            click.echo(f"  {self.mark(stage)} {self.stage(stage)}")
        click.echo()

    def mark(self, stage: "Stage") -> str:
        return "✓" if stage.total and stage.done == stage.total else "·" if not stage.total else "›"

    def stage(self, stage: "Stage") -> str:
        about = f" – {self.spoken(self.desk.shelves.violations[stage.violation].title)}" if stage.violation else ""
        count = (
            self.words("stage-count", done=stage.done, total=stage.total) if stage.total else self.words("stage-open")
        )
        return f"{self.words(f'stage-{stage.id}')}{about}: {count}"

    # -- reading ---------------------------------------------------------------------------------------------------

    def read(self, question: str) -> str:
        """One answer; the lines of a paste are one answer."""
        if question:
            click.secho(question, bold=True)
        lines = [input("> ")]
        while waiting():
            lines.append(input(""))
        return "\n".join(lines)

    # -- forms -----------------------------------------------------------------------------------------------------

    def take_form(self, file: Path) -> None:
        """Take over a filled form and tell what became of every answer."""
        from reinstate.workflow.ask import read_form

        made = read_form(self.interview, file)
        self.interview = made.interview
        self.say("imported", count=made.taken)
        for step, refusal in made.refused:
            question, reason = self.spoken(step.asks), self.refusal(refusal)
            click.secho("  " + self.words("import-refused", question=question, reason=reason), fg="yellow")
        if made.unknown:
            click.secho("  " + self.words("import-unknown", count=len(made.unknown)), fg="yellow")


def plain_value(value: Answer) -> str:
    """A value as a person would type it."""
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, Mapping):
        return " / ".join(value.values())
    return value.isoformat() if isinstance(value, date | time) else str(value)


def plain_text(values: Iterable[Answer]) -> str:
    """Several values as a person would type them in one line."""
    return " – ".join(plain_value(value) for value in values)


def waiting() -> bool:
    """Whether more lines of a paste are already there; never for a pipe, where each line is an answer."""
    if not sys.stdin.isatty():
        return False
    if os.name == "nt":
        return bool(importlib.import_module("msvcrt").kbhit())
    import select

    return bool(select.select([sys.stdin], [], [], PASTE)[0])
