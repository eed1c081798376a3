"""What happened: the statement of the problem, before anybody says why."""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Issue
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.fit import problems_for
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.stages import fields, papers
from reinstate.root_cause.step import Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.values import Refusal, read_choice


def steps(asking: Asking, issue: Issue) -> Iterator[Step]:
    """Which problem it was, where several are possible, and its figures."""
    if "problem" not in asking.ground.roles:
        return
    choices = problems_for(issue.violation, asking.knowledge)
    stated = issue.by_role("problem")
    if len(choices) != 1:
        about = tuple(each.about or next(iter(each.text.values()), "") for each in stated)
        options = tuple(Option(each.id, each.title) for each in choices)
        key = f"{issue.violation}/problem"
        made = asking.step(key, "problem", "problem", about, violation=issue.violation, options=options)
        yield asking.worded(replace(made, asks=asking.says("ask-problem")), "problem")
    for each in stated:
        yield from fields.steps(asking, issue, each, "problem")
        yield replace(papers.proving(asking, issue, each), optional=True)


def take(taking: Taking, text: str) -> Progress | Refusal:
    """A problem of the shelf, or one in the seller's own words."""
    options = taking.step.options
    chosen = read_choice(text, taking.choices()) if options else Refusal("not-a-choice", {"count": 0})
    gone = taking.issue.by_role("problem")
    if not isinstance(chosen, Refusal):
        return taking.chosen((chosen,), gone)
    made = taking.own_statement(text, "problem", "problem")
    if isinstance(made, Refusal):
        return chosen if options else made
    progress = taking.progress.set_aside(taking.violation, gone) if gone else taking.progress
    return progress.with_statement(taking.violation, made)
