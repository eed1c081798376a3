"""One sitting at the terminal: ask, read, answer, go back, until everything needed is told or the person leaves."""

import importlib
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reinstate.case import Trouble
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.question import NARROWEST, WIDEST, Sight, plain_text

if TYPE_CHECKING:
    from reinstate.root_cause import Refusal, Step
    from reinstate.workflow.ask import Interview

PASTE = 0.03
"""Seconds within which further lines count as part of the same paste."""

BACK, SKIP, CHANGE, HELP, MAP, QUIT = "b", "s", "c", "?", "m", "q"


@dataclass
class Talk:
    """One sitting.

    Attributes:
        been: ids of the steps asked so far, for the way back.
        doubted: the step and the answer that was asked back.
        extras: whether the questions that the plan can do without are asked too.
    """

    desk: Desk
    interview: "Interview"
    been: list[str] = field(default_factory=list)
    doubted: tuple[str, str] | None = None
    extras: bool = False

    @property
    def sight(self) -> Sight:
        """How things are shown, at the terminal's width of this moment."""
        return Sight(self.desk, max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 1)))

    def words(self, key: str, **details: str | int) -> str:
        """A message of the interview."""
        return self.desk.says("ask", key, details)

    def say(self, key: str, **details: str | int) -> None:
        """Say a message; it is left to the terminal to wrap, so that a path in it can be copied whole."""
        click.echo(self.words(key, **details))

    def tell(self, rows: Iterable[str]) -> None:
        """Print rows."""
        for row in rows:
            click.echo(row)

    def remark(self, refusal: "Refusal", colour: str) -> None:
        """Say why an answer isn't taken, or what there is to say about one that is."""
        self.tell(self.sight.rows(self.words(refusal.key, **refusal.details), pad="  ", fg=colour))

    # -- the sitting -----------------------------------------------------------------------------------------------

    def run(self, *, fresh: bool = True) -> None:
        """Ask until everything needed is told, or the person leaves; a fresh case may take another's company facts."""
        with suppress(ImportError):
            importlib.import_module("readline")
        self.say("hello", file=str(self.interview.file))
        self.tell(self.sight.rows(self.words("keys"), pad="", dim=True))
        click.echo()
        self.show_map()
        try:
            if fresh:
                self.offer_company()
            step = self.next_step()
            while step is not None:
                step = self.one(step)
            self.farewell()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            self.say("saved", file=str(self.interview.file), folder=str(self.interview.folder))

    def offer_company(self) -> None:
        """Offer what a case beside this one knows of the firm."""
        from reinstate.workflow.ask import known_company, merge_company

        other = known_company(self.interview)
        if other and self.agreed("offer-company", case=other.parent.name):
            self.interview = merge_company(self.interview, other)
            self.say("merged", file=str(other))

    def next_step(self) -> "Step | None":
        """The next question: those needed first, then, if they are wanted, those that make the plan stronger."""
        way = self.interview.map
        if way.open:
            return way.open[0]
        if way.extra and not self.extras:
            self.extras = self.agreed("extra", count=len(way.extra))
        return way.extra[0] if way.extra and self.extras else None

    def agreed(self, key: str, **details: str | int) -> bool:
        """Whether the person says yes to a question."""
        typed = self.read(self.words(key, **details)).strip().lower()
        return typed in {word.lower() for word in self.words("yes-words").split("|")}

    def one(self, step: "Step") -> "Step | None":
        """Ask one question; gives the one to ask next."""
        way = self.interview.map
        self.tell(self.sight.question(step, way))
        typed = self.read("")
        plain = typed.strip().lower()
        if plain == QUIT:
            raise EOFError
        if plain == BACK:
            return self.back(step)
        if plain == CHANGE:
            return self.change(step)
        if plain in (HELP, MAP):
            self.tell(self.sight.help(step) if plain == HELP else self.sight.map(way))
            return way.step(step.id)
        if plain == SKIP or (not plain and step.now):
            return self.passed(step)
        return self.answered(step, typed)

    def back(self, step: "Step") -> "Step | None":
        """The question before this one."""
        way = self.interview.map
        while self.been:
            before = way.step(self.been.pop())
            if before is not None and before.id != step.id:
                return before
        self.say("no-way-back")
        return way.step(step.id)

    def change(self, step: "Step") -> "Step | None":
        """Any question dealt with so far, to be answered anew."""
        dealt = [each for each in self.interview.map.steps if each.now or each.state == "skipped"]
        if not dealt:
            self.say("change-none")
            return step
        self.tell(self.sight.answers(dealt))
        typed = self.read(self.words("change-which")).strip()
        chosen = int(typed) if typed.isdecimal() else 0
        return dealt[chosen - 1] if 0 < chosen <= len(dealt) else step

    def passed(self, step: "Step") -> "Step | None":
        """Leave a question as it is."""
        from reinstate.workflow.ask import skip

        self.interview = skip(self.interview, step)
        self.been.append(step.id)
        return self.next_step()

    def answered(self, step: "Step", typed: str) -> "Step | None":
        """Take an answer, or say why not and ask again."""
        from reinstate.workflow.ask import answer, reports_in

        if step.shape == "sold" and (files := reports_in(self.interview, typed)):
            return self.counted(step, files)
        sure = self.doubted == (step.id, typed.strip())
        if not typed.strip() and step.suggestion:
            typed, sure = plain_text(step.suggestion), True
        self.interview, taken = answer(self.interview, step, typed, sure=sure)
        self.doubted = None
        for note in taken.notes:
            self.remark(note, "cyan")
        if taken.refused:
            self.remark(taken.refused, "yellow")
            if taken.refused.doubtful:
                self.doubted = (step.id, typed.strip())
            return self.interview.map.step(step.id)
        self.been.append(step.id)
        return self.next_step()

    def counted(self, step: "Step", files: Sequence[Path]) -> "Step | None":
        """Take units sold out of files, or say why not and ask again."""
        from reinstate.interfaces.cli.exhibit_list import tell_sold
        from reinstate.workflow.ask import count_sold

        try:
            self.interview, told = count_sold(self.interview, step, files, self.desk.apart)
        except Trouble as trouble:
            for line in self.desk.told(trouble):
                self.tell(self.sight.rows(line, pad="  ", fg="yellow"))
            return self.interview.map.step(step.id)
        tell_sold(self.desk, told)
        self.been.append(step.id)
        return self.next_step()

    def farewell(self) -> None:
        """Say that all is asked, and what comes next."""
        skipped = sum(each.state == "skipped" for each in self.interview.map.steps)
        self.tell(self.sight.rows(self.words("finished", skipped=skipped), pad="", fg="green", bold=True))
        self.say("saved", file=str(self.interview.file), folder=str(self.interview.folder))
        self.say("next-step", folder=str(self.interview.folder))

    def show_map(self) -> None:
        """The whole way: every stage with what is done of it."""
        self.tell(self.sight.map(self.interview.map))

    def read(self, question: str) -> str:
        """One answer; the lines of a paste are one answer."""
        if question:
            self.tell(self.sight.rows(question, pad="", bold=True))
        lines = [input("> ")]
        while waiting():
            lines.append(input(""))
        return "\n".join(lines)

    # -- files -----------------------------------------------------------------------------------------------------

    def take_answers(self, file: Path) -> None:
        """Take over the answers of a file and tell what became of them."""
        from reinstate.workflow.ask import take_answers

        joined = take_answers(self.interview, file)
        self.interview = joined.interview
        self.say("answers-taken", count=joined.taken, file=str(file))
        if joined.kept:
            self.say("answers-kept", count=joined.kept)
        for refusal in joined.refused:
            self.remark(refusal, "yellow")

    def take_form(self, file: Path) -> None:
        """Take over a filled form and tell what became of every answer."""
        from reinstate.workflow.ask import read_form

        made = read_form(self.interview, file, self.desk.apart)
        self.interview = made.interview
        self.say("imported", count=made.taken)
        for step, refusal in made.refused:
            question, reason = self.sight.spoken(step.asks), self.words(refusal.key, **refusal.details)
            told = self.words("import-refused", question=question, reason=reason)
            self.tell(self.sight.rows(told, pad="  ", fg="yellow"))
        if made.unknown:
            told = self.words("import-unknown", count=len(made.unknown))
            self.tell(self.sight.rows(told, pad="  ", fg="yellow"))


def waiting() -> bool:
    """Whether more lines of a paste are already there; never for a pipe, where each line is an answer."""
    if not sys.stdin.isatty():
        return False
    if os.name == "nt":
        return bool(importlib.import_module("msvcrt").kbhit())
    import select

    return bool(select.select([sys.stdin], [], [], PASTE)[0])
