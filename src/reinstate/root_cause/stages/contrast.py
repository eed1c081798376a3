"""Is and is not: what might have been affected just as well and wasn't, and what is different about it.

The method is Kepner and Tregoe's: a cause must explain both sides. The "is" side is what the problem has told already,
so only the other side is asked for.
"""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Answer, Issue
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Known, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import told
from reinstate.root_cause.values import Refusal

SIDES = ("what", "where", "when")
"""Questions on what is not affected."""

DIFFERENCE = "difference"
"""The question that leads from both sides to the cause."""

_NEEDED = ("what", DIFFERENCE)


def steps(asking: Asking, issue: Issue) -> Iterator[Step]:
    """The other side of the problem; needed where the plan has to weigh solutions, else offered."""
    for name in SIDES:
        yield _step(asking, issue, name)
    if any(issue.contrast.get(name) for name in SIDES):
        yield _step(asking, issue, DIFFERENCE)


def _step(asking: Asking, issue: Issue, name: str) -> Step:
    key = f"{issue.violation}/contrast/{name}"
    now = tuple(issue.contrast.get(name, {}).values())[:1]
    made = asking.step(key, "problem", "contrast", now, violation=issue.violation)
    needed = asking.ground.thorough and name in _NEEDED
    title = asking.knowledge.violations[issue.violation].title
    made = replace(made, optional=not needed, title=title, known=tuple(_known(asking, issue, name)))
    made = replace(made, asks=asking.says(f"ask-contrast-{name}"))
    return asking.worded(asking.worded(made, f"contrast-{name}"), "contrast")


def _known(asking: Asking, issue: Issue, name: str) -> Iterator[Known]:
    """The side that is told already."""
    if name == DIFFERENCE:
        for side in SIDES:
            if words := issue.contrast.get(side):
                yield Known(asking.says(f"contrast-{side}"), words)
        return
    if value := affected(issue, name, asking.ground.reading.marketplace):
        yield Known(asking.says("contrast-is"), value)


def affected(issue: Issue, name: str, marketplace: str | None) -> Answer:
    """What the problem tells of one side: items, period or place; None where it tells nothing."""
    answers = {key: value for each in issue.by_role("problem") for key, value in each.answers.items()}
    if name == "what":
        return answers.get("asins") or answers.get("order_ids")
    if name == "where":
        return marketplace
    begin, end = answers.get("from"), answers.get("to")
    return f"{begin} – {end}" if begin and end else None


def take(taking: Taking, text: str) -> Progress | Refusal:
    """The seller's own words for one side."""
    if not told(text):
        return Refusal("too-short-contrast")
    name = taking.step.id.rsplit("/", maxsplit=1)[-1]
    contrast = {**taking.issue.contrast, name: taking.words(text)}
    return taking.progress.with_issue(replace(taking.issue, contrast=contrast))
