"""The questions of one statement: one by one, in pairs, or all at once where the same was told before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from reinstate.case import Answer, Issue, Statement
from reinstate.knowledge.model.plan import Field
from reinstate.root_cause.asking import Asking, joined
from reinstate.root_cause.fit import Asked, entry_of, questions_for
from reinstate.root_cause.progress import LOOK, NONE, Progress
from reinstate.root_cause.step import Ground, Known, Option, Spoken, Step
from reinstate.root_cause.taking import Taking
from reinstate.root_cause.typed import Reader
from reinstate.root_cause.values import Refusal, read_choice

PAIRS = {"from": "to", "before_from": "before_to", "after_from": "after_to", "checker": "review_every"}
"""Fields that are asked as one: the two days of a period, and who checks the effect how often."""

EFFECT = ("record", "checker", "review_every")
"""Fields of a preventive measure that a thorough plan needs: the record kept and the check of effect (G28–G33)."""

SAME = "same"
OUTSIDER = ("payments", "paid", "contact_way")
"""Fields of a cause in which an outside party took part: what was paid, and how it was agreed (G18, G26, G44)."""

BEFORE = {"before": "rate", "before_from": "from", "before_to": "to", "from_days": "handling_time"}
"""How things were before a change → the field of problem or cause that tells it."""

_OWN_ONLY = ("who", "on", "unnoticed")
"""Fields whose answer elsewhere is no hint: not who did it, nor words of a single place."""

WORDED = ("options", "lessons")
"""Roles of the statements that weigh and conclude; no document needs to prove them, and none repeats another."""

Unit = tuple[Asked, ...]
"""One field, or several that are asked together."""


def steps(asking: Asking, issue: Issue, statement: Statement, stage: str) -> Iterator[Step]:
    """Every question of a statement."""
    asked = {each.name: _needed(asking, statement, each) for each in questions_for(statement, asking.knowledge)}
    units = tuple(_units(asked, statement))
    same = _carried(asking, issue, statement, units)
    if same:
        yield _same(asking, issue, statement, same, stage)
    for unit in units:
        if unit in same:
            continue
        if len(unit) > 1:
            yield _together(asking, issue, statement, unit, stage)
        else:
            yield _field(asking, issue, statement, unit[0], stage)


def _needed(asking: Asking, statement: Statement, asked: Asked) -> Asked:
    """The question, needed where a thorough plan can't do without what the shelf lets go."""
    names = {"preventive": EFFECT, "root_cause": OUTSIDER}.get(statement.role, ())
    return replace(asked, needed=True) if asking.ground.thorough and asked.name in names else asked


def _units(asked: Mapping[str, Asked], statement: Statement) -> Iterator[Unit]:
    taken: set[str] = set()
    for name, each in asked.items():
        if name in taken:
            continue
        unit = (each, *_partners(name, asked))
        if any(statement.answers.get(part.name) is not None for part in unit):
            unit = (each,)
        taken.update(part.name for part in unit)
        yield unit


def _partners(name: str, asked: Mapping[str, Asked]) -> Unit:
    """The questions that are asked together with this one: who, when and how often; first day and last."""
    if name == "who" and asked[name].needed:
        when = next((asked[each] for each in ("on", "since") if each in asked and asked[each].needed), None)
        every = asked.get("every")
        often = (every,) if every and every.needed and when and when.name == "since" else ()
        return (when, *often) if when else ()
    other = asked.get(PAIRS.get(name, ""))
    return (other,) if other and other.needed == asked[name].needed else ()


# -- what was told before ----------------------------------------------------------------------------------------------


def _carried(asking: Asking, issue: Issue, statement: Statement, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The needed questions that were answered elsewhere in this issue, where there are at least two of them."""
    if f"{issue.violation}/{statement.id}/{SAME}" in asking.progress.marks:
        return ()
    known = tuple(
        unit
        for unit in units
        if unit[0].needed
        and all(statement.answers.get(each.name) is None for each in unit)
        and _told_before(asking, issue, statement, unit)
    )
    return known if len(known) > 1 else ()


def _told_before(asking: Asking, issue: Issue, statement: Statement, unit: Unit) -> tuple[Answer, ...]:
    """What the same questions were answered with in another statement of the issue, the latest first."""
    if any(each.name in _OWN_ONLY or each.field.kind == "interval" for each in unit):
        return ()
    if entry_of(statement, asking.knowledge) is None or statement.role in WORDED:
        return ()
    if statement.role == "proof" and unit[0].name in ("from", "until"):
        return ()  # an effect shows after the trouble, so its days are others
    for other in reversed([each for each in issue.statements if each.id != statement.id]):
        values = tuple(_answer_in(asking.ground, other, each) for each in unit)
        if None not in values:
            return values
    return ()


def _answer_in(ground: Ground, other: Statement, asked: Asked) -> Answer:
    """What another statement answers to the same question, under its own name or the one it bears there."""
    for name in (asked.name, BEFORE.get(asked.name, "")):
        value = other.answers.get(name)
        listed = asked.field.kind != "choice" or value in asked.field.choices
        if value is not None and listed and asked.field.kind == _kind(other, name, ground):
            return value
    return None


def _kind(statement: Statement, name: str, ground: Ground) -> str | None:
    entry = entry_of(statement, ground.knowledge)
    if entry and name in entry.fields:
        return entry.fields[name].kind
    return ground.knowledge.questions[name].kind if name in ground.knowledge.questions else None


def _same(asking: Asking, issue: Issue, statement: Statement, units: tuple[Unit, ...], stage: str) -> Step:
    """One question in place of several: whether what was told before holds here too."""
    values: list[Answer] = []
    known = []
    for unit in units:
        told = _told_before(asking, issue, statement, unit)
        values += told
        shown = f"{told[0]} – {told[1]}" if len(told) == 2 else told[0]
        known.append(Known(_asks(asking, unit), shown, _options(asking, unit[0].field)))
    made = asking.about(issue, statement, SAME, stage, SAME)
    options = (Option("yes", asking.says("same-yes")), Option("no", asking.says("same-no")))
    fields = tuple(each.name for unit in units for each in unit)
    made = replace(made, asks=asking.says("ask-same"), fields=fields, known=tuple(known), options=options)
    return asking.worded(replace(made, carried=tuple(values), suggestion=("yes",)), SAME)


def take_same(taking: Taking, text: str) -> Progress | Refusal:
    """All of it as before, or each question on its own."""
    chosen = read_choice(text, taking.choices())
    if isinstance(chosen, Refusal):
        if not taking.means(text, "yes-words"):
            return chosen
        chosen = "yes"
    if chosen == "no":
        taking.mark = NONE
        return taking.progress
    return store(taking, taking.progress, dict(zip(taking.step.fields, taking.step.carried, strict=True)))


# -- single questions and pairs ----------------------------------------------------------------------------------------


def _asks(asking: Asking, unit: Unit) -> Spoken:
    if len(unit) == 1:
        return unit[0].field.ask
    first = unit[0]
    if first.name == "who":
        return asking.says("ask-" + "-".join(("deed", *(each.name for each in unit[1:]))))
    if first.name == "checker":
        return asking.says("ask-control")
    return asking.says(f"ask-period-{first.name}") or asking.says("ask-period")


def _together(asking: Asking, issue: Issue, statement: Statement, unit: Unit, stage: str) -> Step:
    first = unit[0]
    often = unit[-1].field.kind == "interval"
    shape = {"who": "deed", "checker": "control"}.get(first.name, "period")
    made = asking.about(issue, statement, first.name, stage, shape)
    made = replace(
        made,
        asks=_asks(asking, unit),
        fields=tuple(each.name for each in unit),
        options=() if shape == "period" else asking.people(),
        optional=not first.needed,
        suggestion=_told_before(asking, issue, statement, unit) if shape == "period" else (),
        known=(_intervals(asking),) if often else (),
    )
    return asking.worded(made, "deed-often" if often and shape == "deed" else shape)


def _intervals(asking: Asking) -> Known:
    """The intervals by their words, to be written behind a name."""
    return Known(asking.says("control-intervals"), joined([each.label for each in asking.phrases("intervals")]))


def _field(asking: Asking, issue: Issue, statement: Statement, asked: Asked, stage: str) -> Step:
    made = asking.about(issue, statement, asked.name, stage, asked.field.kind, statement.answers.get(asked.name))
    made = replace(
        made,
        asks=asked.field.ask,
        fields=(asked.name,),
        help=asked.field.help,
        options=_options(asking, asked.field),
        optional=not asked.needed,
        suggestion=() if made.now else _suggested(asking, issue, statement, asked),
    )
    shared = asking.knowledge.questions.get(asked.name)
    entry = entry_of(statement, asking.knowledge)
    if shared and entry and asked.name not in entry.fields:
        made = replace(made, why=shared.why, help=shared.help, good=shared.good, bad=shared.bad)
    return asking.worded(made, asked.name if asking.says(f"why-{asked.name}") else asked.field.kind)


def _suggested(asking: Asking, issue: Issue, statement: Statement, asked: Asked) -> tuple[Answer, ...]:
    """What was told elsewhere, or what the notice lists."""
    reading = asking.ground.reading
    listed = {"asins": reading.asins, "order_ids": reading.order_ids}.get(asked.name)
    return _told_before(asking, issue, statement, (asked,)) or ((listed,) if listed else ())


def _options(asking: Asking, question: Field) -> tuple[Option, ...]:
    if question.kind == "choice":
        return tuple(Option(key, words) for key, words in question.choices.items())
    if question.kind in ("person", "party"):
        return asking.people() if question.kind == "person" else asking.parties()
    return asking.phrases(f"{question.kind}s") if question.kind in ("interval", "weekday", "place") else ()


# -- answers -----------------------------------------------------------------------------------------------------------


def take(taking: Taking, text: str) -> Progress | Refusal:
    """One typed value, or two that are asked together."""
    reader = Reader(taking.ground, taking.progress, taking.step, sure=taking.sure)
    values = reader.read(text)
    if isinstance(values, Refusal):
        return values
    if taking.step.shape == "text":
        taking.words(text)
    if refused := reader.contradiction(values):
        return refused
    return store(taking, reader.progress, values)


def store(taking: Taking, progress: Progress, values: Mapping[str, Answer]) -> Progress:
    """The values in their statement; the same answers elsewhere are looked at again where one has changed."""
    before = taking.statement
    changed = {name for name, value in values.items() if before.answers.get(name) not in (None, value)}
    order = [*before.answers, *(name for name in values if name not in before.answers)]
    together = {**before.answers, **values}
    after = replace(before, answers={name: together[name] for name in order})
    progress = progress.with_statement(taking.violation, after)
    for other in taking.issue.statements if changed else ():
        same = [name for name in changed if other.answers.get(name) == before.answers.get(name)]
        for name in same if other.id != before.id else ():
            progress = progress.marked(f"{taking.violation}/{other.id}/{name}", LOOK)
    return progress
