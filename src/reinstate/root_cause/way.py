"""From what the case holds to the next question.

The way: whose account it is; for every issue the problem, what it is not, its causes, the chain of whys under each, the
measures, the papers that prove them; at last the team and the date of the letter. Everything is derived from the
answers, so that a changed answer changes the way ahead and nothing has to be kept in step.
"""

from collections.abc import Iterator

from reinstate.case import Issue
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.fit import MEASURE_ROLES, UNNAMED, general, problems_for
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.stages import (
    account,
    causes,
    chain,
    closing,
    contrast,
    fields,
    measures,
    papers,
    problem,
    sales,
)
from reinstate.root_cause.step import Ground, Map, Stage, Step
from reinstate.root_cause.taking import new_statement

STAGES = ("account", "problem", "causes", "chain", "measures", "papers", "closing")
"""The parts of the way; those between account and closing are gone through for every issue."""


def steps_of(ground: Ground, progress: Progress) -> Map:
    """Every step that is known so far, with its state, and the stages of the whole way."""
    steps = tuple(_everything(Asking(ground, progress)))
    return Map(steps, tuple(_stages(steps, ground, progress)))


def next_step(ground: Ground, progress: Progress) -> Step | None:
    """The next question; None when everything needed has been dealt with."""
    return next((each for each in _everything(Asking(ground, progress)) if each.wanted), None)


def issues_of(ground: Ground, progress: Progress) -> tuple[str, ...]:
    """The violations to answer: what the notice raises, then what the answers add."""
    raised = [slug for slug in ground.reading.violations if slug in ground.knowledge.violations]
    stated = [issue.violation for issue in progress.answers.issues]
    named = [slug for slug in (*raised, *stated) if slug != UNNAMED]
    return tuple(dict.fromkeys(named)) or ((UNNAMED,) if UNNAMED in ground.knowledge.violations else ())


def prepare(ground: Ground, progress: Progress) -> Progress:
    """The same with everything that needs no question: issues raised, the problem, what the notice already says."""
    for violation in issues_of(ground, progress):
        if _wants_plan(ground, progress.issue(violation)):
            progress = _stated(ground, progress, violation)
    return progress


def _stated(ground: Ground, progress: Progress, violation: str) -> Progress:
    issue = progress.issue(violation)
    choices = problems_for(violation, ground.knowledge)
    entries = list(choices) if "problem" in ground.roles and len(choices) == 1 and not issue.by_role("problem") else []
    if issue.by_role(*MEASURE_ROLES):
        wanted = [role for role in fields.WORDED if role in ground.roles and not issue.by_role(role)]
        entries += [each for role in wanted for each in general(role, ground.knowledge)]
    for entry in entries:
        progress = progress.with_statement(violation, new_statement(ground, progress, violation, entry))
    return progress


def _wants_plan(ground: Ground, issue: Issue) -> bool:
    """Whether an allegation has to be answered by causes and measures, not by documents alone."""
    return bool(issue.statements or ground.wants_plan or ground.knowledge.violations[issue.violation].needs)


def _everything(asking: Asking) -> Iterator[Step]:
    yield from account.steps(asking)
    for violation in issues_of(asking.ground, asking.progress):
        issue = asking.progress.issue(violation)
        if _wants_plan(asking.ground, issue):
            yield from _issue(asking, issue)
    yield from papers.steps(asking)
    yield from sales.steps(asking)
    yield from closing.steps(asking)


def _issue(asking: Asking, issue: Issue) -> Iterator[Step]:
    yield from problem.steps(asking, issue)
    yield from contrast.steps(asking, issue)
    yield from causes.steps(asking, issue)
    stated = issue.by_role("root_cause")
    for cause in stated:
        yield from fields.steps(asking, issue, cause, "causes")
        yield from causes.left_open(asking, issue, cause)
        yield from chain.steps(asking, issue, cause)
    if stated or f"{issue.violation}/causes" in asking.progress.marks:
        yield from measures.steps(asking, issue, stated)


def _stages(steps: tuple[Step, ...], ground: Ground, progress: Progress) -> Iterator[Stage]:
    slugs = issues_of(ground, progress)
    keys: list[tuple[str, str | None]] = [("account", None)]
    keys += [(stage, slug) for slug in slugs for stage in STAGES[1:-1]]
    for stage, slug in (*keys, ("closing", None)):
        inside = [each for each in steps if (each.stage, each.violation) == (stage, slug) and not each.optional]
        done = sum(each.state in ("answered", "skipped") for each in inside)
        yield Stage(stage, slug, done, len(inside))
