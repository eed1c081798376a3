"""What the answers still lack before a plan can stand on them."""

from collections.abc import Iterator

from reinstate.case import Answers, Gap, Issue, Reading, Statement
from reinstate.knowledge import Knowledge

_DONE = ("containment", "corrective")
DEEDS = {"containment": ("who", "on"), "corrective": ("who", "on"), "preventive": ("who", "since")}
"""Questions that every statement of a role must answer: who did it and when (guidance G22–G25, G28)."""


def settle(answers: Answers, reading: Reading, knowledge: Knowledge) -> tuple[Gap, ...]:
    """Every gap between the notice's issues and the answers: issues, roles, links and fields."""
    return (
        *_issues(answers, reading, knowledge),
        *(gap for issue in answers.issues for gap in _roles(issue, knowledge)),
        *(gap for issue in answers.issues for gap in _links(issue)),
        *(gap for issue in answers.issues for each in issue.statements for gap in _fields(each, knowledge)),
        *_account(answers),
    )


def _issues(answers: Answers, reading: Reading, knowledge: Knowledge) -> Iterator[Gap]:
    raised = [slug for slug in reading.violations if slug != "not_stated"]
    answered = [issue.violation for issue in answers.issues]
    for slug in raised:
        whole = knowledge.violations[slug].part_of if slug in knowledge.violations else None
        if slug not in answered and whole not in answered:
            yield Gap("issue-unanswered", slug)
    parts = {part for part in answered if knowledge.violations[part].part_of in raised}
    if raised:
        yield from (Gap("issue-not-raised", slug, "warning") for slug in answered if slug not in {*raised, *parts})


def _roles(issue: Issue, knowledge: Knowledge) -> Iterator[Gap]:
    has = {statement.role for statement in issue.statements}
    for role in knowledge.violations[issue.violation].needs:
        if role not in has and not (role in _DONE and has & set(_DONE)):
            yield Gap(f"no-{role.replace('_', '-')}", issue.violation)


def _links(issue: Issue) -> Iterator[Gap]:
    causes = issue.by_role("root_cause")
    for cause in causes:
        for kind, roles in (("cause-without-action", _DONE), ("cause-without-prevention", ("preventive",))):
            linked = [each for each in issue.by_role(*roles) if each.cause in (cause.id, None)]
            if not linked:
                yield Gap(kind, cause.id)


def _fields(statement: Statement, knowledge: Knowledge) -> Iterator[Gap]:
    if statement.about is None:
        return
    entry = knowledge.causes.get(statement.about) or knowledge.measures[statement.about]
    needed = [name for name, question in entry.fields.items() if not question.optional]
    for name in dict.fromkeys((*needed, *DEEDS.get(statement.role, ()))):
        if statement.answers.get(name) is None:
            yield Gap("unanswered", statement.id, args={"field": f"{entry.id}.{name}"})


def _account(answers: Answers) -> Iterator[Gap]:
    if answers.account.signatory is None:
        yield Gap("no-signatory", answers.account.legal_name)
    if answers.dated is None:
        yield Gap("letter-undated", answers.account.legal_name, "warning")
