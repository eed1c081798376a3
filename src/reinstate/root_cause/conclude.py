"""From the answers to what they say of the causes."""

from collections.abc import Iterator

from reinstate.case import BRANCHES, CauseFound, Causes, Issue, IssueCauses, Other, Reason, Statement
from reinstate.knowledge.model.plan import Cause
from reinstate.root_cause.fit import entry_of
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.stages.chain import is_kept, mark_of
from reinstate.root_cause.stages.contrast import DIFFERENCE, SIDES, affected
from reinstate.root_cause.step import Ground
from reinstate.root_cause.whys import reason_of


def conclude(ground: Ground, progress: Progress) -> Causes:
    """Every chain with its proof, what the problem isn't, and what was ruled out and why."""
    answers = progress.answers
    return Causes(answers.language, tuple(_issue(ground, progress, each) for each in answers.issues))


def _issue(ground: Ground, progress: Progress, issue: Issue) -> IssueCauses:
    place = ground.reading.marketplace
    return IssueCauses(
        violation=issue.violation,
        problem=tuple(each.id for each in issue.by_role("problem")),
        causes=tuple(_cause(ground, progress, issue, each) for each in issue.by_role("root_cause")),
        contrast={
            side: Other(affected(issue, side, place), words) for side in SIDES if (words := issue.contrast.get(side))
        },
        difference=issue.contrast.get(DIFFERENCE, {}),
        ruled_out=issue.ruled_out,
    )


def _cause(ground: Ground, progress: Progress, issue: Issue, cause: Statement) -> CauseFound:
    linked = issue.by_role("containment", "corrective", "preventive")
    shallow = reason_of(cause, len(cause.whys) - 1, ground, progress.answers.language) if cause.whys else None
    return CauseFound(
        id=cause.id,
        about=cause.about,
        text=cause.text,
        branch=_branch(ground, cause),
        chain=tuple(_chain(progress, issue, cause)),
        unnoticed=cause.answers.get("unnoticed"),
        shallow=shallow,
        kept=shallow is not None and is_kept(progress, issue.violation, cause),
        measures=tuple(each.id for each in linked if each.cause == cause.id),
    )


def _chain(progress: Progress, issue: Issue, cause: Statement) -> Iterator[Reason]:
    for place, why in enumerate(cause.whys):
        bare = mark_of(issue.violation, cause.id, place) in progress.marks
        yield Reason(why.text, why.exhibits, bare and not why.exhibits)


def _branch(ground: Ground, cause: Statement) -> str:
    entry = entry_of(cause, ground.knowledge)
    if isinstance(entry, Cause):
        return entry.branch
    told = cause.answers.get("branch")
    return told if isinstance(told, str) and told in BRANCHES else "process"
