"""The chain of whys under a cause, and what shows each of them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Issue, Statement, Why
from reinstate.root_cause.asking import Asking, base_name
from reinstate.root_cause.progress import KEPT, LOOK, NONE, SKIPPED, Progress
from reinstate.root_cause.stages.papers import cite
from reinstate.root_cause.step import Known, Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.values import Refusal, read_choice
from reinstate.root_cause.whys import closed, reason_of

_PLACED = re.compile(r"(?:^|(?<=[\s,;，；、]))(\d)\s*[:：]\s*")


def steps(asking: Asking, issue: Issue, cause: Statement) -> Iterator[Step]:
    """Why after why until our own process is reached, then the files that show them."""
    for place in range(len(cause.whys)):
        yield _why(asking, issue, cause, place)
    ended = closed(cause, asking.ground, asking.answers.language)
    if not ended:
        step = _why(asking, issue, cause, len(cause.whys))
        yield step
        ended = step.state == SKIPPED or bool(step.now)
    if ended and cause.whys:
        yield _papers(asking, issue, cause)


def _why(asking: Asking, issue: Issue, cause: Statement, place: int) -> Step:
    text = tuple(cause.whys[place].text.values())[:1] if place < len(cause.whys) else ()
    if not text and is_kept(asking.progress, issue.violation, cause):
        text = (KEPT,)
    made = asking.about(issue, cause, f"why/{place + 1}", "chain", "why", *text)
    before = cause.whys[place - 1].text if place else made.title
    reason = reason_of(cause, place - 1, asking.ground, asking.answers.language)
    asked_on = bool(reason) and text in ((), (KEPT,))
    keep = (Option(KEPT, asking.says("keep-why")),) if asked_on and place else ()
    note = asking.says(f"shallow-{reason}") if asked_on else made.note
    asks = asking.says("ask-why" if place else "ask-first-why")
    return asking.worded(replace(made, asks=asks, title=before, note=note, options=keep), "chain")


def is_kept(progress: Progress, violation: str, cause: Statement) -> bool:
    """Whether the seller says that the last why is the cause, though it was asked on."""
    return progress.marks.get(f"{violation}/{cause.id}/why/{len(cause.whys) + 1}") == KEPT


def _papers(asking: Asking, issue: Issue, cause: Statement) -> Step:
    """One question for the whole chain, so that proof doesn't break the thought; each why has a file or says none."""
    told = [_told(asking, issue, cause, place) for place in range(len(cause.whys))]
    whole = tuple(each for each in told if each) if all(told) else ()
    made = asking.about(issue, cause, "why/papers", "chain", "chain-papers", *whole)
    several = len(cause.whys) > 1
    asks = asking.which_file(cause, "ask-papers-chain" if several else "ask-papers", "ask-shown")
    known = tuple(Known({"en": str(number)}, why.text) for number, why in enumerate(cause.whys, 1))
    made = replace(made, asks=asks, options=asking.files(), known=known if several else (), title=cause.whys[-1].text)
    return asking.worded(replace(made, title=asking.title(cause) if several else made.title), "papers")


def _told(asking: Asking, issue: Issue, cause: Statement, place: int) -> str:
    """What is said of the proof of one why; empty where nothing is."""
    exhibits = cause.whys[place].exhibits
    if not exhibits and mark_of(issue.violation, cause.id, place) not in asking.progress.marks:
        return ""
    files = {each.id: base_name(each.file) for each in asking.answers.attachments}
    return f"{place + 1}: {', '.join(files.get(key, key) for key in exhibits) or '–'}"


def mark_of(violation: str, cause: str, place: int) -> str:
    """The key of the mark that says that a why has no document; places count from 0."""
    return f"{violation}/{cause}/why/{place + 1}/papers"


def take(taking: Taking, text: str) -> Progress | Refusal:
    """One why, or that the one before it is the cause; a changed one has those after it looked at again."""
    if taking.step.options and read_choice(text, taking.choices()) == KEPT:
        taking.mark = KEPT
        return taking.progress
    place = int(taking.step.id.rsplit("/", maxsplit=1)[-1]) - 1
    cause, words = taking.statement, taking.words(text)
    whys = list(cause.whys)
    if any(each.text == words for each in whys[:place]):
        return Refusal("same-why")
    if place < len(whys):
        whys[place] = Why(words, whys[place].exhibits)
    else:
        whys.append(Why(words))
    progress = taking.progress.with_statement(taking.violation, replace(cause, whys=tuple(whys)))
    for later in range(place + 1, len(cause.whys)):
        progress = progress.marked(f"{taking.violation}/{cause.id}/why/{later + 1}", LOOK)
    return progress.marked(f"{taking.violation}/{cause.id}/why/{len(whys) + 1}", None)


def take_papers(taking: Taking, text: str) -> Progress | Refusal:
    """Files for every why: “1: 2a, 2: none”; without a number in front they hold for all of them."""
    count = len(taking.statement.whys)
    for place, said in _by_place(text, count):
        if not 0 <= place < count:
            return Refusal("no-such-number", {"count": count})
        refused = _show(taking, place, said)
        if refused:
            return refused
    return taking.progress


def _show(taking: Taking, place: int, said: str) -> Refusal | None:
    cause = taking.statement.id
    mark = mark_of(taking.violation, cause, place)
    if taking.says_none(said):
        _cite(taking, place, ())
        taking.progress = taking.progress.marked(mark, NONE)
        return None
    names = cite(taking, said)
    if isinstance(names, Refusal):
        return names
    _cite(taking, place, names)
    taking.progress = taking.progress.marked(mark, None)
    return None


def _cite(taking: Taking, place: int, names: tuple[str, ...]) -> None:
    cause = taking.statement
    whys = list(cause.whys)
    whys[place] = replace(whys[place], exhibits=names)
    taking.progress = taking.progress.with_statement(taking.violation, replace(cause, whys=tuple(whys)))


def _by_place(text: str, count: int) -> Iterator[tuple[int, str]]:
    found = list(_PLACED.finditer(text))
    if not found:
        yield from ((place, text) for place in range(count))
        return
    ends = [each.start() for each in found[1:]] + [len(text)]
    for each, end in zip(found, ends, strict=True):
        yield int(each[1]) - 1, text[each.end() : end].strip(" \n\t,;，；、")
