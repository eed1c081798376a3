"""The documents: which file proves a statement, which one the notice demands, what kind of document a file is."""

import re
from collections.abc import Iterator
from dataclasses import replace

from reinstate.case import Attachment, Issue, Statement
from reinstate.root_cause.asking import Asking, base_name
from reinstate.root_cause.fit import LETTERS, entry_of, kinds_of
from reinstate.root_cause.ids import free_id
from reinstate.root_cause.progress import NONE, Progress
from reinstate.root_cause.step import Option, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import file_name, slug
from reinstate.root_cause.values import Refusal, read_choice

OTHER = "other"
"""Kind of exhibit of which nobody has said yet what it is, or of which it was said that it fits no other kind."""

_LETTERED = re.compile(r"(\d{1,3})\s*([A-Za-z])\Z")
_PIECE = re.compile(r"[,;\n，；、]")


def proving(asking: Asking, issue: Issue, statement: Statement) -> Step:
    """Which file proves a statement."""
    made = asking.about(issue, statement, "papers", "papers", "exhibits", *statement.exhibits)
    asks = asking.which_file(statement)
    return asking.worded(replace(made, asks=asks, options=asking.files()), "papers")


def steps(asking: Asking) -> Iterator[Step]:
    """The documents that the notice demands, and what kind of document each named file is."""
    exhibits = asking.knowledge.exhibits
    for what in dict.fromkeys(str(fact.value) for fact in asking.ground.reading.demands):
        demand = asking.knowledge.demands.get(what)
        fitting = [key for key, each in exhibits.items() if what in each.demands]
        if demand is None or demand.roles or not fitting:
            continue
        held = tuple(each.id for each in asking.answers.attachments if each.kind in fitting)
        made = asking.step(f"demands/{what}", "closing", "demand", held, title=demand.title)
        asks = asking.says("ask-demand", demand=demand.title)
        yield asking.worded(replace(made, asks=asks, options=asking.files()), "papers")
    for attachment in asking.answers.attachments:
        yield from _kind_of(asking, attachment)


def _kind_of(asking: Asking, attachment: Attachment) -> Iterator[Step]:
    kinds = _kinds_for(asking, attachment.id)
    now = () if attachment.kind == OTHER else (attachment.kind,)
    if len(kinds) < 2 and not now:
        return
    shelf = asking.knowledge.exhibits
    titles = {key: shelf[key].title for key in (*kinds, *now, OTHER) if key in shelf}
    made = asking.step(f"exhibits/{attachment.id}/kind", "closing", "exhibit-kind", now)
    asks = asking.says("ask-exhibit-kind", file=base_name(attachment.file))
    options = tuple(Option(key, words) for key, words in titles.items())
    yield asking.worded(replace(made, asks=asks, options=options), "exhibit-kind")


def _kinds_for(asking: Asking, exhibit: str) -> tuple[str, ...]:
    """The kinds that a file may be of, by the statements that cite it."""
    cited = (
        each
        for issue in asking.answers.issues
        for each in issue.statements
        if exhibit in each.exhibits or any(exhibit in why.exhibits for why in each.whys)
    )
    return tuple(dict.fromkeys(kind for each in cited for kind in kinds_of(each, asking.knowledge)))


# -- answers -----------------------------------------------------------------------------------------------------------


def take(taking: Taking, text: str) -> Progress | Refusal:
    """The files that prove a statement."""
    names = cite(taking, text)
    if isinstance(names, Refusal):
        return names
    return taking.progress.with_statement(taking.violation, replace(taking.statement, exhibits=names))


def take_demand(taking: Taking, text: str) -> Progress | Refusal:
    """The files that the notice demands; each of them is of that kind from now on."""
    names = cite(taking, text)
    if isinstance(names, Refusal):
        return names
    kind = _demanded(taking) or OTHER
    for key in names:
        taking.progress = _of_kind(taking.progress, key, kind)
    return taking.progress


def take_kind(taking: Taking, text: str) -> Progress | Refusal:
    """What kind of document a file is."""
    chosen = read_choice(text, taking.choices())
    if isinstance(chosen, Refusal):
        return chosen
    taking.mark = NONE if chosen == OTHER else None
    return _of_kind(taking.progress, taking.step.id.split("/")[1], chosen)


def cite(taking: Taking, text: str) -> tuple[str, ...] | Refusal:
    """The ids of the attachments that a text names; files named for the first time are attached."""
    cited: list[str] = []
    for piece in _PIECE.split(text):
        if piece.strip():
            found = _file(taking, piece.strip())
            if isinstance(found, Refusal):
                return found
            cited.append(found)
    return tuple(dict.fromkeys(cited)) or Refusal("empty")


def _file(taking: Taking, typed: str) -> str | Refusal:
    """The attachment that a number or a name means.

    A letter behind the number tells what kind of document it is, of those that were offered.
    """
    lettered = _LETTERED.match(typed)
    if lettered and taking.step.shape != "demand":
        kinds = kinds_of(taking.statement, taking.knowledge)
        place = LETTERS.find(lettered[2].lower())
        if not 0 <= place < len(kinds):
            return Refusal("no-such-letter", {"letter": lettered[2]})
        found = _file(taking, lettered[1])
        if not isinstance(found, Refusal) and kinds[place] != OTHER:  # "some other document" takes no known kind away
            taking.progress = _of_kind(taking.progress, found, kinds[place])
        return found
    chosen = read_choice(typed, taking.choices())
    return _named(taking, typed, chosen) if isinstance(chosen, Refusal) else _attached(taking, chosen)


def _named(taking: Taking, typed: str, refused: Refusal) -> str | Refusal:
    """A file by its name; one that isn't there yet is noted."""
    if refused.key == "no-such-number":
        return refused
    if not file_name(typed):
        return Refusal("no-such-file", {"file": typed[:80]})
    name = f"evidence/{typed.removeprefix('evidence/')}"
    taking.notes.append(Refusal("file-not-there", {"file": name}))
    return _attached(taking, name)


def _attached(taking: Taking, name: str) -> str:
    """The id of an attachment by its id or file; a file that isn't attached yet joins the case."""
    attachments = taking.answers.attachments
    known = {each.file: each.id for each in attachments} | {each.id: each.id for each in attachments}
    if name in known:
        return known[name]
    stem = base_name(name).rsplit(".", maxsplit=1)[0]
    key = free_id(slug(stem, "paper"), (each.id for each in attachments))
    made = Attachment(key, name, _only_kind(taking) or OTHER)
    taking.progress = replace(taking.progress, answers=replace(taking.answers, attachments=(*attachments, made)))
    return key


def _only_kind(taking: Taking) -> str | None:
    """The kind of document that proves the statement, where there is only one."""
    entry = entry_of(taking.statement, taking.knowledge) if taking.step.shape != "demand" else None
    return entry.exhibits[0] if entry and len(entry.exhibits) == 1 else None


def _demanded(taking: Taking) -> str | None:
    what = taking.step.id.partition("/")[2]
    return next((key for key, each in taking.knowledge.exhibits.items() if what in each.demands), None)


def _of_kind(progress: Progress, key: str, kind: str) -> Progress:
    """The progress with an attachment known to be a document of that kind."""
    answers = progress.answers
    changed = tuple(replace(each, kind=kind) if each.id == key else each for each in answers.attachments)
    return replace(progress, answers=replace(answers, attachments=changed))
