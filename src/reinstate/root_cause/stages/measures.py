"""What has been done: the measures with their fields and proof, and what no measure answers yet."""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Issue, Statement
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.fit import MEASURE_ROLES, measures_for
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.stages import fields, papers
from reinstate.root_cause.step import Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import told
from reinstate.root_cause.values import Refusal, read_choices

DONE = ("containment", "corrective")


def steps(asking: Asking, issue: Issue, causes: tuple[Statement, ...]) -> Iterator[Step]:
    """The measures to choose from, what is missing, then every question of those chosen."""
    fitting = measures_for(issue.violation, causes, asking.knowledge)
    chosen = [each for each in issue.statements if each.role in MEASURE_ROLES]
    key = f"{issue.violation}/measures"
    if fitting:
        now = tuple(each.about for each in chosen if each.about)
        roles = MEASURE_ROLES if "proof" in asking.ground.roles else MEASURE_ROLES[:3]
        options = tuple(
            Option(each.id, each.title, group=asking.says(f"role-{each.role}"))
            for each in fitting
            if each.role in roles
        )
        made = asking.step(key, "measures", "measures", now, violation=issue.violation, options=options)
        yield asking.worded(replace(made, asks=asking.says("ask-measures")), "measures")
    if not fitting or chosen or key in asking.progress.marks:
        yield from _missing(asking, issue, causes)
    for each in issue.statements:
        if each.role in (*MEASURE_ROLES, *fields.WORDED):
            yield from fields.steps(asking, issue, each, "measures")
            if each.role not in fields.WORDED:
                yield papers.proving(asking, issue, each)


def _missing(asking: Asking, issue: Issue, causes: tuple[Statement, ...]) -> Iterator[Step]:
    """What no measure answers yet is asked for in the seller's own words."""
    for cause in causes:
        for name, roles in (("corrective", DONE), ("preventive", ("preventive",))):
            linked = [each for each in issue.by_role(*roles) if each.cause in (cause.id, None)]
            mine = [each for each in linked if each.id == f"{cause.id}-{name}"]
            if linked and not mine:
                continue
            now = tuple(text for each in mine for text in each.text.values())[:1]
            made = asking.about(issue, cause, f"own-{name}", "measures", f"own-{name}", *now)
            yield asking.worded(replace(made, asks=asking.says(f"ask-own-{name}")), f"own-{name}")


def take(taking: Taking, text: str) -> Progress | Refusal:
    """The measures chosen; those no longer chosen are set aside."""
    chosen = read_choices(text, taking.choices())
    if isinstance(chosen, Refusal):
        return chosen
    listed = {each.id for each in taking.step.options}
    before = [each for each in taking.issue.statements if each.role in MEASURE_ROLES and each.about in listed]
    return taking.chosen(chosen, before)


def take_own(taking: Taking, text: str) -> Progress | Refusal:
    """A measure in the seller's own words, for one cause."""
    role = taking.step.shape.removeprefix("own-")
    if not told(text):
        return Refusal("too-short")
    key = f"{taking.step.statement}-{role}"
    made = Statement(key, role, text=taking.words(text), cause=taking.step.statement)
    known = next((each for each in taking.issue.statements if each.id == key), None)
    return taking.progress.with_statement(taking.violation, replace(known, text=made.text) if known else made)
