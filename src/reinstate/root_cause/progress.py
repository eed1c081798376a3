"""How far an interview has come: the answers, and marks for what a sheet of answers can't say.

The whole state is one text, `answers.toml`. Marks stand at its end as comments, so that every other reader of the file
sees plain answers: `#: <step> = <mark>` for a step without an answer, `#- …` for statements that were set aside.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from reinstate.case import Account, Answers, Issue, Statement
from reinstate.knowledge import Knowledge
from reinstate.root_cause.sheet import read_sheet
from reinstate.root_cause.write import Comments, comments_of, ordered, write_sheet

SKIPPED, NONE, LOOK, KEPT = "skipped", "none", "look", "kept"
"""Marks of a step: passed over; answered with nothing; answered, but what it rested on has changed since; the why
before it stands as the cause because the seller says so."""

_MARK, _ASIDE = "#: ", "#- "


@dataclass(frozen=True, slots=True)
class Progress:
    """The answers so far.

    Attributes:
        marks: mark by step id.
        aside: statements taken out of the answers, kept for the day they are wanted again.
        comments: the seller's own comment lines in the file.
    """

    answers: Answers
    marks: Mapping[str, str] = field(default_factory=dict)
    aside: tuple[Issue, ...] = ()
    comments: Comments = field(default_factory=dict)

    def marked(self, step: str, mark: str | None) -> "Progress":
        """The same with a mark set, or taken away."""
        rest = {key: each for key, each in self.marks.items() if key != step}
        return replace(self, marks=rest | ({step: mark} if mark else {}))

    def issue(self, violation: str) -> Issue:
        """What is said about an allegation so far."""
        return next((each for each in self.answers.issues if each.violation == violation), Issue(violation))

    def with_issue(self, issue: Issue) -> "Progress":
        """The same with one issue changed or added."""
        made = replace(issue, statements=ordered(issue.statements))
        issues = tuple(made if each.violation == made.violation else each for each in self.answers.issues)
        if made.violation not in {each.violation for each in issues}:
            issues = (*issues, made)
        return replace(self, answers=replace(self.answers, issues=issues))

    def with_statement(self, violation: str, statement: Statement) -> "Progress":
        """The same with one statement changed or added."""
        issue = self.issue(violation)
        known = any(each.id == statement.id for each in issue.statements)
        changed = tuple(statement if each.id == statement.id else each for each in issue.statements)
        return self.with_issue(replace(issue, statements=changed if known else (*changed, statement)))

    def set_aside(self, violation: str, gone: Iterable[Statement]) -> "Progress":
        """The same with statements taken out of an issue; they are kept."""
        moved = tuple(gone)
        issue = self.issue(violation)
        left = self.with_issue(replace(issue, statements=tuple(each for each in issue.statements if each not in moved)))
        kept = next((each for each in self.aside if each.violation == violation), Issue(violation))
        ids = {each.id for each in moved}
        together = (*(each for each in kept.statements if each.id not in ids), *moved)
        others = tuple(each for each in self.aside if each.violation != violation)
        return replace(left, aside=(*others, _closed(Issue(violation, ordered(together)))))

    def fetch_back(self, violation: str, about: str) -> tuple["Progress", Statement | None]:
        """Take a statement about an entry of the shelves from those set aside."""
        kept = next((each for each in self.aside if each.violation == violation), Issue(violation))
        found = next((each for each in kept.statements if each.about == about), None)
        if found is None:
            return self, None
        left = _closed(Issue(violation, tuple(each for each in kept.statements if each is not found)))
        others = tuple(each for each in self.aside if each.violation != violation)
        return replace(self, aside=(*others, left) if left.statements else others), found


def new_progress(language: str) -> Progress:
    """The beginning of an interview whose free text is in a language."""
    return Progress(Answers(language, Account("")))


def read_progress(text: str, file: str, knowledge: Knowledge) -> Progress:
    """The state of an interview from its file; a sheet that a person wrote by hand will do.

    Raises:
        Mistakes: `answers.faulty`, as `read_sheet`.
    """
    answers = read_sheet(text, file, knowledge)
    marks: dict[str, str] = {}
    aside: list[str] = []
    for line in text.splitlines():
        if line.startswith(_MARK) and " = " in line:
            step, _, mark = line[len(_MARK) :].rpartition(" = ")
            marks[step] = mark.strip()
        elif line.startswith(_ASIDE.rstrip()):
            aside.append(line[len(_ASIDE) :])
    kept = tuple(read_sheet("\n".join(aside), file, knowledge).issues) if aside else ()
    return Progress(answers, marks, kept, _own_comments(text))


def write_progress(progress: Progress) -> str:
    """The file of an interview: a sheet of answers with the marks as comments at its end."""
    lines = [f"{_MARK}{step} = {mark}" for step, mark in sorted(progress.marks.items())]
    if progress.aside:
        sheet = write_sheet(replace(progress.answers, issues=progress.aside))
        lines += [(_ASIDE + line).rstrip() for line in sheet.splitlines()]
    tail = "\n" + "\n".join(lines) + "\n" if lines else ""
    return write_sheet(progress.answers, progress.comments) + tail


def _closed(issue: Issue) -> Issue:
    """The issue without links to causes that aren't in it."""
    ids = {each.id for each in issue.statements}
    freed = (each if each.cause in ids else replace(each, cause=None) for each in issue.statements)
    return replace(issue, statements=tuple(freed))


def _own_comments(text: str) -> Comments:
    lines = [line for line in text.splitlines() if not line.startswith((_MARK.rstrip(), _ASIDE.rstrip()))]
    return comments_of("\n".join(lines))
