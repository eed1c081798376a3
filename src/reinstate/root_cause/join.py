"""Answers from a file joined to those of the case: what is missing is filled in, what was here first stays."""

from dataclasses import dataclass, field, replace
from datetime import date

from reinstate.case import Answer, Answers, Issue, Statement
from reinstate.root_cause.company import merge
from reinstate.root_cause.ids import free_id
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Ground
from reinstate.root_cause.taking import ids_of
from reinstate.root_cause.typed import is_past
from reinstate.root_cause.values import Refusal


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of it: how many answers were taken, how many said something else, and which can't be."""

    progress: Progress
    taken: int
    kept: int = 0
    refused: tuple[Refusal, ...] = ()


def join(ground: Ground, progress: Progress, other: Answers) -> Joined:
    """Fill in what the case doesn't know yet from the answers of a file; dates of deeds still to come are left out."""
    joining = _Joining(ground, _firm(ground, progress, other))
    for issue in other.issues:
        joining.issue(issue)
    answers = joining.progress.answers
    answers = replace(answers, team=answers.team or other.team, dated=answers.dated or other.dated)
    return Joined(replace(joining.progress, answers=answers), joining.taken, joining.kept, tuple(joining.refused))


def _firm(ground: Ground, progress: Progress, other: Answers) -> Progress:
    files = frozenset(ground.files) | {each.file for each in other.attachments}
    return merge(progress, other, files)


@dataclass
class _Joining:
    ground: Ground
    progress: Progress
    taken: int = 0
    kept: int = 0
    refused: list[Refusal] = field(default_factory=list)

    def issue(self, told: Issue) -> None:
        """One allegation: statements about the same entry are the same statement."""
        ids: dict[str, str] = {}
        for statement in told.statements:
            ids[statement.id] = self.statement(told.violation, statement, ids)
        issue = self.progress.issue(told.violation)
        contrast, ruled_out = {**told.contrast, **issue.contrast}, {**told.ruled_out, **issue.ruled_out}
        self.progress = self.progress.with_issue(replace(issue, contrast=contrast, ruled_out=ruled_out))

    def statement(self, violation: str, told: Statement, ids: dict[str, str]) -> str:
        """Join one statement; gives the id that it bears in this case."""
        here = [each for each in self.progress.issue(violation).statements if _same(each, told)]
        if here:
            made = self.filled(here[0], told)
        else:
            new = replace(told, id=free_id(told.id, ids_of(self.progress)), answers={})
            made = self.filled(replace(new, cause=ids.get(told.cause or "")), told)
            self.taken += 1
        self.progress = self.progress.with_statement(violation, made)
        return made.id

    def filled(self, mine: Statement, told: Statement) -> Statement:
        """A statement with the answers that it lacks."""
        answers = dict(mine.answers)
        for name, value in told.answers.items():
            if answers.get(name) is not None:
                self.kept += answers[name] != value
            elif not self.to_come(name, value):
                answers[name] = value
                self.taken += 1
        return replace(mine, answers=answers, exhibits=mine.exhibits or told.exhibits, whys=mine.whys or told.whys)

    def to_come(self, name: str, value: Answer) -> bool:
        """Whether a date of something done lies in the future; that is told."""
        today = self.ground.today
        if not (today and isinstance(value, date) and is_past(name) and value > today):
            return False
        self.refused.append(Refusal("future", {"date": value.isoformat(), "today": today.isoformat()}))
        return True


def _same(mine: Statement, told: Statement) -> bool:
    if mine.about is None and told.about is None:
        return mine.role == told.role and mine.text == told.text
    return mine.about == told.about
