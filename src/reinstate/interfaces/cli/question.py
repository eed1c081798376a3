"""How a question, the way ahead and the answers so far look on a terminal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

import click

from reinstate.case import Answer
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.lines import columns, wrapped
from reinstate.knowledge import say

if TYPE_CHECKING:
    from reinstate.root_cause import Known, Map, Option, Stage, Step

WIDEST, NARROWEST = 88, 40
PAD = "   "


@dataclass(frozen=True)
class Sight:
    """Shows things in the reader's language, in rows of the terminal's width."""

    desk: Desk
    width: int

    def words(self, key: str, **details: str | int) -> str:
        """A message of the interview."""
        return self.desk.says("ask", key, details)

    def spoken(self, text: Mapping[str, str]) -> str:
        """A text in the reader's language."""
        return say(text, self.desk.language).text

    # -- one question ----------------------------------------------------------------------------------------------

    def question(self, step: "Step", way: "Map") -> Iterator[str]:
        """Where we are, what is asked, what can be chosen, why, and what stands so far."""
        yield ""
        yield self.headline(step, way)
        if step.title:
            yield from self.rows(self.spoken(step.title), fg="cyan")
        if step.note:
            yield from self.rows(self.spoken(step.note), fg="yellow")
        yield from self.rows(self.spoken(step.asks), pad="", bold=True)
        for each in step.known:
            yield from self.known(each)
        yield from self.options(step.options)
        for key in ("why", "good", "bad"):
            if text := getattr(step, key):
                yield from self.rows(self.words(f"question-{key}", words=self.spoken(text)), dim=True)
        if step.now:
            yield from self.rows(self.words("question-now", words=self.shown(step, step.now)))
        elif step.suggestion:
            yield from self.rows(self.words("question-suggested", words=self.shown(step, step.suggestion)))

    def headline(self, step: "Step", way: "Map") -> str:
        """The part of the way and how much of it is done, on a rule across the terminal."""
        told = self.words("progress", done=way.done, total=way.total)
        line = f"── {self.words(f'stage-{step.stage}')} · {told} "
        return click.style(line + "─" * max(2, self.width - columns(line)), dim=True)

    def known(self, known: "Known") -> Iterator[str]:
        """Something told before, beside the question that builds on it."""
        labels = {each.id: self.spoken(each.label) for each in known.options}
        told = self.spoken(known.value) if isinstance(known.value, Mapping) else plain_value(known.value)
        label = self.spoken(known.label).rstrip("?？.。:： ")
        for row in self.hanging("·  ", self.words("question-known", label=label, words=labels.get(told, told))):
            yield click.style(row, fg="cyan")

    def options(self, options: "Iterable[Option]") -> Iterator[str]:
        """What can be chosen, numbered, under its headings."""
        group = ""
        for number, option in enumerate(options, 1):
            head = self.spoken(option.group) if option.group else ""
            if head != group:
                yield from self.rows(head, underline=True)
                group = head
            yield from self.hanging(f"{number:>2}  ", self.spoken(option.label))

    def help(self, step: "Step") -> Iterator[str]:
        """Where to look, what each choice is not, and the keys."""
        if step.help:
            yield from self.rows(self.words("question-help", words=self.spoken(step.help)))
        for number, option in enumerate(step.options, 1):
            if option.note:
                told = self.words("question-trap", words=self.spoken(option.note))
                yield from self.hanging(f"{number:>2}  ", told)
        yield from self.rows(self.words("keys"), dim=True)

    # -- the way and the answers -----------------------------------------------------------------------------------

    def map(self, way: "Map") -> Iterator[str]:
        """The whole way: every stage with what is done of it."""
        yield click.style(self.words("map-title"), bold=True)
        allegation = None
        for stage in way.stages:
            if stage.violation and stage.violation != allegation:
                title = self.spoken(self.desk.shelves.violations[stage.violation].title)
                yield from self.rows(title, fg="cyan")
            allegation = stage.violation
            yield f"{PAD if stage.violation else ' '} {_mark(stage)} {self.stage(stage)}"
        yield ""

    def stage(self, stage: "Stage") -> str:
        """A stage and how many of its questions are dealt with."""
        key = "stage-count" if stage.total else "stage-open"
        return f"{self.words(f'stage-{stage.id}')}: {self.words(key, done=stage.done, total=stage.total)}"

    def answers(self, steps: "Iterable[Step]") -> Iterator[str]:
        """Every step with its answer, numbered."""
        yield click.style(self.words("change-title"), bold=True)
        for number, step in enumerate(steps, 1):
            told = self.shown(step, step.now) if step.now else "–"
            yield from self.hanging(f"{number:>3}  ", f"{self.spoken(step.asks)} → {told}")

    def shown(self, step: "Step", values: Iterable[Answer]) -> str:
        """Values as a person reads them: choices by their words."""
        labels = {each.id: self.spoken(each.label) for each in step.options}
        return ", ".join(labels.get(text, text) for text in map(plain_value, values))

    # -- rows ------------------------------------------------------------------------------------------------------

    def rows(self, text: str, *, pad: str = PAD, **style: object) -> Iterator[str]:
        """A text in rows with a margin; `style` as click has it."""
        for row in wrapped(text, self.width - columns(pad)):
            yield pad + click.style(row, **style)  # type: ignore[arg-type]

    def hanging(self, sign: str, text: str) -> Iterator[str]:
        """A text whose first row bears a sign and whose others stand below its words."""
        for place, row in enumerate(wrapped(text, self.width - columns(PAD + sign))):
            yield PAD + (sign if not place else " " * columns(sign)) + row


def _mark(stage: "Stage") -> str:
    return "✓" if stage.total and stage.done == stage.total else "›" if stage.total else "·"


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
