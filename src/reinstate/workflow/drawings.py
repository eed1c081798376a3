"""The drawings of a plan's annex, from the facts of its case alone and in the plan's language."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel.numbers import format_percent

from reinstate import plan, root_cause
from reinstate.case import BRANCHES, CauseFound, Causes, IssueCauses, Statement
from reinstate.document.course import STAGES, Event, Gauge, Gauges, Timeline
from reinstate.document.draw import draw
from reinstate.document.figures import Chain, Fishbone, Link
from reinstate.document.tree import FigureSvg
from reinstate.knowledge import Knowledge, say
from reinstate.root_cause import Ground
from reinstate.workflow.frame import names_of, notice_date

if TYPE_CHECKING:
    from reinstate.workflow.package import Worked

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"none": (), "why": ("chain", "fishbone"), "all": ("metric", "timeline", "chain", "fishbone")}
)
"""What a person may choose instead of the drawings that the structure shows by itself."""

FEWEST = 3
"""Events, and two causes for a fishbone, below which a drawing tells nothing that the text doesn't."""


def drawings_of(worked: "Worked", knowledge: Knowledge, wanted: tuple[str, ...]) -> tuple[FigureSvg, ...]:
    """The wanted drawings for which the case has facts, in the order of `CHOICES["all"]`.

    What a person took out of the plan isn't drawn, nor what the plan's language has no words for.
    """
    draftsman = _Draftsman(worked, knowledge)
    return tuple(each for kind in CHOICES["all"] if kind in wanted for each in _KINDS[kind](draftsman))


@dataclass(frozen=True)
class _Draftsman:
    worked: "Worked"
    knowledge: Knowledge

    @property
    def language(self) -> str:
        return self.worked.plan.language

    def says(self, shelf: str, key: str, **values: str) -> str:
        shelves = self.knowledge.messages if shelf == "ask" else self.knowledge.phrases
        text = say(shelves[shelf].says[key], self.language).text
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    @cached_property
    def names(self) -> Mapping[str, str]:
        return names_of(self.worked.answers, self.knowledge, self.language)

    @cached_property
    def sentences(self) -> Mapping[str, str]:
        """By statement, its first sentence as the plan has it; what the plan lacks or leaves open isn't here."""
        made, found = self.worked.plan, dict[str, str]()
        for each in (each for section in made.sections for each in section.sentences):
            if each.facts and not each.missing:
                found.setdefault(each.facts[0], each.span.of(made.text).removeprefix("- "))
        return found

    def title(self, statement: Statement | CauseFound) -> str:
        """The statement in a few words; empty where the plan's language has none for it."""
        if statement.about is None:
            return plan.own_words(statement.text, self.language) or ""
        return self.names.get(statement.id, "")

    def shown(self, exhibits: tuple[str, ...]) -> str:
        """The exhibits by their numbers."""
        numbers = [self.worked.numbers[each] for each in exhibits if each in self.worked.numbers]
        if not numbers:
            return ""
        head = self.says("document", "references" if len(numbers) > 1 else "reference", number=numbers[0])
        return ", ".join((head, *numbers[1:]))

    # -- why -----------------------------------------------------------------------------------------------------------

    @cached_property
    def causes(self) -> Causes:
        """The causes that the plan tells."""
        answers = self.worked.answers
        ground = Ground(self.worked.reading, self.knowledge, language=answers.language)
        found = root_cause.conclude(ground, replace(root_cause.new_progress(answers.language), answers=answers))
        told = (
            replace(issue, causes=tuple(each for each in issue.causes if each.id in self.sentences))
            for issue in found.issues
        )
        return replace(found, issues=tuple(told))

    def chains(self) -> Iterator[FigureSvg]:
        """Every chain that has reached a process of the seller's and is told in the plan's language."""
        for cause in (each for issue in self.causes.issues for each in issue.causes):
            whys = [plan.own_words(each.text, self.language) for each in cause.chain]
            if whys and all(whys) and not cause.shallow:
                yield self.chain(cause, [each for each in whys if each])

    def chain(self, cause: CauseFound, whys: list[str]) -> FigureSvg:
        links = tuple(
            Link(self.says("ask", "report-why", number=str(number)), words, self.shown(reason.exhibits))
            for number, (words, reason) in enumerate(zip(whys, cause.chain, strict=True), 1)
        )
        unnoticed = self.unnoticed(cause)
        return draw(
            Chain(
                title=self.says("ask", "report-chain", title=self.title(cause)),
                head=self.title(cause),
                links=links,
                root=self.says("ask", "report-root"),
                undetected=(self.says("ask", "report-undetected"), unnoticed) if unnoticed else None,
                language=self.language,
            )
        )

    def unnoticed(self, cause: CauseFound) -> str:
        """Why nobody noticed, where the plan's language has words for it."""
        if isinstance(cause.unnoticed, Mapping):
            return plan.own_words(cause.unnoticed, self.language) or ""
        entry = self.knowledge.causes.get(cause.about or "")
        choices = entry.fields["unnoticed"].choices if entry and "unnoticed" in entry.fields else {}
        chosen = choices.get(str(cause.unnoticed))
        told = say(chosen, self.language).text if chosen else ""
        return told[:1].upper() + told[1:]

    def fishbones(self) -> Iterator[FigureSvg]:
        """The causes of every issue that has several."""
        for issue in self.causes.issues:
            titles = [self.title(each) for each in issue.causes]
            if len(titles) > 1 and all(titles):
                yield draw(self.fishbone(issue))

    def fishbone(self, issue: IssueCauses) -> Fishbone:
        effect = self.names[issue.violation]
        placed = {key: tuple(self.title(each) for each in issue.causes if each.branch == key) for key in BRANCHES}
        unnoticed = tuple(dict.fromkeys(said for each in issue.causes if (said := self.unnoticed(each))))
        return Fishbone(
            title=self.says("ask", "report-fishbone", title=effect),
            effect=effect,
            branches=tuple((self.says("branches", key), placed[key]) for key in BRANCHES),
            undetected=(self.says("branches", "undetected"), unnoticed),
            language=self.language,
        )

    # -- when ----------------------------------------------------------------------------------------------------------

    def timelines(self) -> Iterator[FigureSvg]:
        """One line for the whole case."""
        events = sorted(self.events(), key=lambda each: (each[0], tuple(STAGES).index(each[1].stage)))
        shown = tuple(dict.fromkeys(event for _, event in events))
        if len(shown) >= FEWEST and len({each.day for each in shown}) > 1:
            yield draw(Timeline(self.says("document", "figure-timeline"), shown, self.language))

    def events(self) -> Iterator[tuple[date, Event]]:
        """Everything dated, with the day by which it is put in order."""
        if sent := notice_date(self.worked.reading):
            yield sent, self.event((sent,), "event", self.says("document", "figure-notice"))
        for issue in self.worked.answers.issues:
            for each in issue.statements:
                stage = "event" if each.role == "problem" else each.role
                days = _days(each)
                words = self.names[issue.violation] if stage == "event" else self.title(each)
                if stage in STAGES and each.id in self.sentences and days and words:
                    yield days[0], self.event(days, stage, words, each.exhibits)

    def event(self, days: tuple[date, ...], stage: str, words: str, exhibits: tuple[str, ...] = ()) -> Event:
        locale = plan.locale_of(self.language, self.worked.reading.marketplace)
        told = [plan.long_date(each, self.knowledge, self.language, locale) for each in days]
        return Event(
            (*(f"{each} –" for each in told[:-1]), told[-1]),
            stage,
            self.says("document", f"stage-{stage}"),
            words,
            self.shown(exhibits),
        )

    # -- how much ------------------------------------------------------------------------------------------------------

    def metrics(self) -> Iterator[FigureSvg]:
        """The metrics of the notice that the plan answers."""
        answered = {each.violation for each in self.worked.answers.issues}
        found = {str(each.extra.get("name")): each for each in self.worked.reading.found("metric")}
        gauges = tuple(
            self.gauge(name, float(str(fact.value)), float(str(fact.extra["target"])))
            for name, fact in found.items()
            if name in answered and fact.extra.get("target") is not None
        )
        if gauges:
            yield draw(Gauges(self.says("document", "figure-metric"), gauges, self.language))

    def gauge(self, name: str, value: float, target: float) -> Gauge:
        locale = plan.locale_of(self.language, self.worked.reading.marketplace)
        pattern = locale.percent_formats[None].pattern.replace("#,##0", "#,##0.##")
        value_words, target_words = (format_percent(each / 100, pattern, locale) for each in (value, target))
        side = self.knowledge.violations[name].metric or "under"
        told = self.says("document", f"target-{side}", value=target_words)
        return Gauge(self.names[name], value, target, value_words, told)


def _days(statement: Statement) -> tuple[date, ...]:
    """When it was: the day, or the first and the last of the period that a problem is told of."""
    told = statement.answers
    fields = ("removed_on", "on") if statement.role == "problem" else ("on", "since")
    day = next((told[name] for name in fields if isinstance(told.get(name), date)), None)
    if isinstance(day, date):
        return (day,)
    period = tuple(each for name in ("from", "to") if isinstance(each := told.get(name), date))
    return period if statement.role == "problem" and len(period) == len(("from", "to")) else ()


_KINDS: Mapping[str, Callable[[_Draftsman], Iterator[FigureSvg]]] = MappingProxyType(
    {
        "metric": _Draftsman.metrics,
        "timeline": _Draftsman.timelines,
        "chain": _Draftsman.chains,
        "fishbone": _Draftsman.fishbones,
    }
)
