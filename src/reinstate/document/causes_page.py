"""The root-cause report: every chain down to our own process, all causes on their branches, and what was ruled out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from reinstate.case import BRANCHES, Answer, Answers, CauseFound, Causes, IssueCauses, Reason, Statement, Words
from reinstate.document.figures import Chain, Fishbone, Link, chain_svg, fishbone_svg
from reinstate.document.tree import (
    Block,
    Column,
    Document,
    FigureSvg,
    Furniture,
    Heading,
    Note,
    Paragraph,
    Table,
)
from reinstate.document.tree import Words as Run
from reinstate.knowledge import Knowledge, related, say


@dataclass(frozen=True, slots=True)
class CauseReport:
    """What the report is made from.

    Attributes:
        causes: every chain, what the problem isn't, and what was ruled out.
        answers: the seller's statements and papers that they speak of.
        rows: facts for the head of the page; the label is a key of the messages.
        sentences: by id of a statement, how the plan says it.
    """

    causes: Causes
    answers: Answers
    rows: tuple[tuple[str, str], ...] = ()
    sentences: Mapping[str, str] = field(default_factory=dict)


def page(report: CauseReport, knowledge: Knowledge, language: str) -> Document:
    """The report in the reader's language; the seller's own words stay as they were told."""
    writer = _Writer(report, knowledge, language)
    answers = report.answers
    title = writer.says("report-title")
    return Document(
        title=title,
        language=language,
        rows=tuple((writer.says(label), value) for label, value in report.rows),
        blocks=tuple(writer.blocks()),
        furniture=Furniture(left=title, right=answers.account.legal_name),
        author=answers.account.legal_name,
        other=answers.language,
        dated=answers.dated,
        dense=True,
    )


@dataclass(frozen=True)
class _Writer:
    report: CauseReport
    knowledge: Knowledge
    language: str

    def says(self, key: str, **values: str) -> str:
        words = say(self.knowledge.messages["ask"].says[key], self.language).text
        for name, value in values.items():
            words = words.replace("{" + name + "}", value)
        return words

    def branch_name(self, key: str) -> str:
        return say(self.knowledge.phrases["branches"].says[key], self.language).text

    def own(self, words: Words) -> str:
        """The seller's words, in the reader's language where they were told in it."""
        tags = (*related(self.language), self.report.answers.language)
        return next((words[tag] for tag in tags if tag in words), next(iter(words.values()), ""))

    def blocks(self) -> Iterator[Block]:
        for number, issue in enumerate(self.report.causes.issues, 1):
            title = say(self.knowledge.violations[issue.violation].title, self.language).text
            yield Heading(1, (Run(title),), f"issue-{number}")
            for problem in issue.problem:
                yield Paragraph((Run(self.sentence(self.statements[problem])),))
            yield from self.contrast(issue, number)
            if not issue.causes:
                yield Note("alert", (Run(self.says("report-nothing")),))
                continue
            yield self.fishbone(title, issue.causes)
            for place, cause in enumerate(issue.causes, 1):
                yield Heading(2, (Run(self.title(cause)),), f"cause-{number}-{place}")
                yield self.chain(cause)
            yield from self.ruled_out(issue, number)

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Every statement by its id."""
        return {each.id: each for issue in self.report.answers.issues for each in issue.statements}

    def sentence(self, statement: Statement) -> str:
        return self.report.sentences.get(statement.id) or self.own(statement.text) or self.title(statement)

    def title(self, statement: Statement | CauseFound) -> str:
        entry = self.knowledge.causes.get(statement.about or "") or self.knowledge.measures.get(statement.about or "")
        return say(entry.title, self.language).text if entry else self.own(statement.text)

    # -- figures ---------------------------------------------------------------------------------------------------

    def fishbone(self, title: str, causes: tuple[CauseFound, ...]) -> FigureSvg:
        placed = {key: tuple(self.title(each) for each in causes if each.branch == key) for key in BRANCHES}
        unnoticed = tuple(dict.fromkeys(said for each in causes if (said := self.unnoticed(each))))
        fish = Fishbone(
            title=self.says("report-fishbone", title=title),
            effect=title,
            branches=tuple((self.branch_name(key), placed[key]) for key in BRANCHES),
            undetected=(self.branch_name("undetected"), unnoticed),
            language=self.language,
        )
        return FigureSvg(fishbone_svg(fish), fish.title, fish.told, captioned=False)

    def unnoticed(self, cause: CauseFound) -> str:
        """Why nobody noticed: the choice on the shelf, or the seller's own words."""
        value = cause.unnoticed
        if isinstance(value, Mapping):
            return self.own(value)
        entry = self.knowledge.causes.get(cause.about or "")
        choices = entry.fields["unnoticed"].choices if entry and "unnoticed" in entry.fields else {}
        if isinstance(value, str):
            return say(choices[value], self.language).text if value in choices else value
        return ""

    def chain(self, cause: CauseFound) -> FigureSvg:
        head, label = self.report.sentences.get(cause.id) or self.title(cause), self.says("report-why")
        unnoticed = self.unnoticed(cause)
        links = tuple(
            Link(label.replace("{number}", str(number)), self.own(each.text), self.shown(each), bool(each.exhibits))
            for number, each in enumerate(cause.chain, 1)
        )
        chain = Chain(
            title=self.says("report-chain", title=self.title(cause)),
            head=head,
            links=links,
            root=self.says("report-root"),
            unfinished=self.says("report-kept" if cause.kept else "report-unfinished")
            if cause.id in self.report.causes.unfinished
            else "",
            undetected=(self.says("report-undetected"), unnoticed) if unnoticed and unnoticed not in head else None,
            language=self.language,
        )
        return FigureSvg(chain_svg(chain), chain.title, chain.told, captioned=False)

    def shown(self, reason: Reason) -> str:
        attached = {each.id: each for each in self.report.answers.attachments}
        named = [self.own(attached[key].title) or attached[key].file for key in reason.exhibits if key in attached]
        return f"{self.says('report-evidence')}: {'; '.join(named) or self.says('report-none')}"

    # -- tables ----------------------------------------------------------------------------------------------------

    def contrast(self, issue: IssueCauses, number: int) -> Iterator[Block]:
        """What is affected, what isn't, and the difference that points to the cause; one side alone needs no table."""
        sides = tuple(issue.contrast.items())
        if len(sides) > 1:
            yield Heading(2, (Run(self.says("report-contrast")),), f"contrast-{number}")
            heads = (("report-side", 1), ("contrast-is", 2), ("contrast-what", 4))
            rows = tuple(
                ((Run(self.says(f"report-{side}")),), (Run(self.plain(each.affected)),), (Run(self.own(each.spared)),))
                for side, each in sides
            )
            yield Table(tuple(Column(self.says(key), share) for key, share in heads), rows)
        facts = [(f"contrast-{side}", self.own(each.spared)) for side, each in sides if len(sides) == 1]
        facts += [("contrast-is", self.plain(each.affected)) for _, each in sides if len(sides) == 1 and each.affected]
        facts += [("report-difference", self.own(issue.difference))] if issue.difference else []
        if facts:
            told = (self.says("question-known", label=self.says(key), words=words) for key, words in facts)
            yield Paragraph((Run(" ".join(told)),))

    def plain(self, value: Answer) -> str:
        """A fact of the problem as it stands, or a dash."""
        return ", ".join(value) if isinstance(value, tuple) else str(value or "–")

    def ruled_out(self, issue: IssueCauses, number: int) -> Iterator[Block]:
        """The causes that were examined and weren't it."""
        if not issue.ruled_out:
            return
        yield Heading(2, (Run(self.says("report-ruled-out")),), f"ruled-out-{number}")
        for key, why in issue.ruled_out.items():
            title = say(self.knowledge.causes[key].title, self.language).text
            reason = self.own(why) or self.says("report-reason-open")
            yield Paragraph((Run(self.says("question-known", label=title, words=reason)),))
