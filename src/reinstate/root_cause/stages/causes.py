"""Which causes were at work, on the branches of the fishbone, and which were looked at and ruled out."""

from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import BRANCHES, Issue, Statement
from reinstate.knowledge.model.plan import Cause
from reinstate.root_cause.asking import Asking
from reinstate.root_cause.fit import causes_for, entry_of
from reinstate.root_cause.progress import Progress
from reinstate.root_cause.step import Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.values import Refusal, read_choices
from reinstate.root_cause.whys import judged


def steps(asking: Asking, issue: Issue) -> Iterator[Step]:
    """The causes, and once there are any, those that were examined and why they weren't it."""
    chosen = issue.by_role("root_cause")
    fitting = sorted(causes_for(issue.violation, asking.knowledge), key=lambda each: BRANCHES.index(each.branch))
    title = asking.knowledge.violations[issue.violation].title
    now = tuple(each.about or each.id for each in chosen)
    made = asking.step(f"{issue.violation}/causes", "causes", "causes", now, violation=issue.violation, title=title)
    asks = asking.says("ask-causes" if fitting else "ask-cause-words", violation=title)
    yield asking.worded(replace(made, asks=asks, options=tuple(_options(asking, fitting, chosen))), "causes")
    left = [each for each in fitting if each.id not in now]
    if chosen and left:
        yield from _examined(asking, issue, left)


def _options(asking: Asking, fitting: list[Cause], chosen: tuple[Statement, ...]) -> Iterator[Option]:
    branches = asking.knowledge.phrases["branches"].says
    for each in fitting:
        yield Option(each.id, each.title, each.trap, branches.get(each.branch, {}))
    for own in chosen:
        if own.about is None:
            yield Option(own.id, own.text, group=asking.says("own-words"))


def _examined(asking: Asking, issue: Issue, left: list[Cause]) -> Iterator[Step]:
    known = tuple(each.id for each in left if each.id in issue.ruled_out)
    made = asking.step(f"{issue.violation}/examined", "causes", "examined", known, violation=issue.violation)
    options = tuple(Option(each.id, each.title) for each in left)
    title = asking.knowledge.violations[issue.violation].title
    made = replace(made, options=options, title=title, optional=not asking.ground.thorough)
    yield asking.worded(replace(made, asks=asking.says("ask-examined")), "examined")
    for each in left:
        if each.id in issue.ruled_out:
            told = tuple(issue.ruled_out[each.id].values())
            key = f"{issue.violation}/ruled-out/{each.id}"
            made = asking.step(key, "causes", "ruled-out", told, violation=issue.violation, title=each.title)
            yield asking.worded(replace(made, asks=asking.says("ask-ruled-out", cause=each.title)), "ruled-out")


def left_open(asking: Asking, issue: Issue, cause: Statement) -> Iterator[Step]:
    """What the shelf's questions on a cause leave out: for own words the branch, and why nobody noticed."""
    entry = entry_of(cause, asking.knowledge)
    if entry is None:
        yield from _question(asking, issue, cause, "branch", "branch")
    if entry is None or "unnoticed" not in entry.fields:
        step = next(_question(asking, issue, cause, "unnoticed", "text"), None)
        if step:
            yield replace(step, optional=entry is not None)


def _question(asking: Asking, issue: Issue, cause: Statement, name: str, shape: str) -> Iterator[Step]:
    question = asking.knowledge.questions.get(name)
    if question is None:
        return
    made = asking.about(issue, cause, name, "causes", shape, cause.answers.get(name))
    labels = asking.knowledge.phrases["branches"].says if shape == "branch" else {}
    yield replace(
        made,
        asks=question.ask,
        fields=(name,),
        why=question.why,
        help=question.help,
        good=question.good,
        bad=question.bad,
        options=tuple(Option(key, labels[key]) for key in BRANCHES if key in labels),
    )


def take(taking: Taking, text: str) -> Progress | Refusal:
    """Causes by number, those in own words among them; or one more in the seller's own words."""
    options = taking.step.options
    chosen = read_choices(text, taking.choices()) if options else Refusal("not-a-choice", {"count": 0})
    before = taking.issue.by_role("root_cause")
    if not isinstance(chosen, Refusal):
        kept = {each.id for each in before if each.about is None and each.id in chosen}
        progress = taking.chosen(tuple(each for each in chosen if each not in kept), before, kept)
        issue = progress.issue(taking.violation)
        reasons = {key: words for key, words in issue.ruled_out.items() if key not in chosen}
        return progress.with_issue(replace(issue, ruled_out=reasons))
    made = taking.own_statement(text, "root_cause", "own-cause")
    if isinstance(made, Refusal):
        return chosen if options else made
    reason = judged(made.text, taking.answers.language, taking.ground)
    refused = taking.doubt(f"shallow-{reason}") if reason else None
    return refused or taking.progress.with_statement(taking.violation, made)


def take_examined(taking: Taking, text: str) -> Progress | Refusal:
    """The causes that were looked at and weren't it; the reason of each is asked for next."""
    chosen = read_choices(text, taking.choices())
    if isinstance(chosen, Refusal):
        return chosen
    told = taking.issue.ruled_out
    listed = {each.id for each in taking.step.options}
    reasons = {key: words for key, words in told.items() if key not in listed or key in chosen or words}
    reasons |= {key: told.get(key, {}) for key in chosen}
    return taking.progress.with_issue(replace(taking.issue, ruled_out=reasons))


def take_ruled_out(taking: Taking, text: str) -> Progress:
    """Why a cause was none."""
    cause = taking.step.id.rsplit("/", maxsplit=1)[-1]
    reasons = {**taking.issue.ruled_out, cause: taking.words(text)}
    return taking.progress.with_issue(replace(taking.issue, ruled_out=reasons))
