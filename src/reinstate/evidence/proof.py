"""What the exhibits prove, and what is still missing. Which kind of document proves what stands on the shelves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reinstate.case import Answers, Attachment, Claim, Exhibit, Gap, Plan, Proof, Reading, Span, Statement
from reinstate.evidence.passages import shown_in
from reinstate.knowledge import Knowledge

NEEDS_PROOF = ("root_cause", "containment", "corrective")
"""Roles that speak of what has happened, so that a document can show it."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Everything that a proof is made from."""

    answers: Answers
    plan: Plan | None
    reading: Reading
    exhibits: Mapping[str, Exhibit]
    shown: Mapping[str, frozenset[str]]
    """The notice's items that each exhibit shows, by its id."""
    knowledge: Knowledge

    @property
    def statements(self) -> tuple[Statement, ...]:
        return tuple(each for issue in self.answers.issues for each in issue.statements)

    @property
    def attachments(self) -> dict[str, Attachment]:
        return {each.id: each for each in self.answers.attachments}


def prove(
    answers: Answers, plan: Plan | None, reading: Reading, exhibits: Sequence[Exhibit], knowledge: Knowledge
) -> Proof:
    """Hold the statements, the notice's demands and its items against the exhibits."""
    shown = {each.id: _shown(each, reading.asins) for each in exhibits}
    table = _Table(answers, plan, reading, {each.id: each for each in exhibits}, shown, knowledge)
    coverage = {asin: tuple(each.number for each in exhibits if asin in shown[each.id]) for asin in reading.asins}
    parts = (_demands(table), _items(table), _unproved(table), _papers(table), _unused(table))
    return Proof(_claims(table), coverage, tuple(gap for part in parts for gap in part), _matrix(table))


def _claims(table: _Table) -> tuple[Claim, ...]:
    places = _places(table.plan)
    return tuple(
        Claim(each.id, each.role, places.get(each.id), tuple(exhibit.number for exhibit in _rests_on(each, table)))
        for each in table.statements
    )


def _matrix(table: _Table) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each item, what is demanded of every item and the exhibits of a fitting kind that show it."""
    shelf = table.knowledge.exhibits
    asked = {what: kinds for what, kinds in _demanded(table).items() if any(shelf[kind].per_item for kind in kinds)}
    fits = {what: [each for each in table.exhibits.values() if each.kind in asked[what]] for what in asked}
    return {
        asin: {what: tuple(each.number for each in fit if asin in table.shown[each.id]) for what, fit in fits.items()}
        for asin in table.reading.asins
        if asked
    }


def _places(plan: Plan | None) -> dict[str, Span]:
    """Where the plan first says each statement."""
    places: dict[str, Span] = {}
    for section in plan.sections if plan else ():
        for sentence in section.sentences:
            for fact in sentence.facts:
                places.setdefault(fact, sentence.span)
    return places


def _rests_on(statement: Statement, table: _Table) -> tuple[Exhibit, ...]:
    """The exhibits that a statement and its chain of whys name, as far as they are there."""
    return tuple(table.exhibits[name] for name in _names(statement) if name in table.exhibits)


def _names(statement: Statement) -> tuple[str, ...]:
    whys = (name for why in statement.whys for name in why.exhibits)
    return tuple(dict.fromkeys((*statement.exhibits, *whys)))


def _shown(exhibit: Exhibit, asins: Sequence[str]) -> frozenset[str]:
    """Which of the ASINs the document's own text spells out."""
    return shown_in(asins, [page.text for page in exhibit.pages]).union(exhibit.covers)


def _demanded(table: _Table) -> dict[str, frozenset[str]]:
    """The kinds of exhibit that satisfy each document demand of the notice; demands that the plan answers are out."""
    demands: dict[str, frozenset[str]] = {}
    for what in table.reading.values("demand"):
        entry = table.knowledge.demands.get(what)
        kinds = frozenset(kind.id for kind in table.knowledge.exhibits.values() if what in kind.demands)
        if kinds and not (entry and entry.roles):
            demands[what] = kinds
    return demands


def _demands(table: _Table) -> Iterator[Gap]:
    there = {each.kind for each in table.exhibits.values()}
    for what, kinds in _demanded(table).items():
        if not kinds & there:
            yield Gap("demand-unmet", what, args={"kinds": ", ".join(sorted(kinds))})


def _alleged(table: _Table) -> list[str]:
    """Ids of the violations alleged; a finer entry than the notice's slug counts through its own slug."""
    slugs = {*table.reading.violations, *(issue.violation for issue in table.answers.issues)}
    shelf = table.knowledge.violations
    return [name for name, entry in shelf.items() if name in slugs or (entry.slug and entry.slug in slugs)]


def _items(table: _Table) -> Iterator[Gap]:
    """Items under review that no document of a kind that would do shows."""
    shelf = table.knowledge
    alleged = [shelf.violations[name] for name in _alleged(table) if shelf.violations[name].per_item]
    usual = {kind for violation in alleged for kind in violation.exhibits}
    asked = {kind for kinds in _demanded(table).values() for kind in kinds if shelf.exhibits[kind].per_item}
    if not (alleged or asked):
        return
    each_item = {kind for kind in usual if kind in shelf.exhibits and shelf.exhibits[kind].per_item}
    # where neither the notice nor the shelf says which paper an item needs, any that shows it will do
    enough = asked | (each_item or usual) or set(shelf.exhibits)
    fit = [each for each in table.exhibits.values() if each.kind in enough]
    for asin in table.reading.asins:
        if not any(asin in table.shown[each.id] for each in fit):
            yield _uncovered(asin, fit, table)


def _uncovered(asin: str, fit: Sequence[Exhibit], table: _Table) -> Gap:
    """An error, or a warning where a document without readable text is said to show the item: a person must look."""
    claimed = {name for name, each in table.attachments.items() if asin in each.covers}
    mute = [each.number for each in fit if each.id in claimed and _mute(each)]
    if mute:
        return Gap("asin-unread", asin, "warning", {"numbers": ", ".join(mute)})
    return Gap("asin-not-covered", asin)


def _mute(exhibit: Exhibit) -> bool:
    return "no-text" in exhibit.trouble or "no-text-on-pages" in exhibit.trouble


def _unproved(table: _Table) -> Iterator[Gap]:
    """Causes and done actions without a document, or only with documents of kinds that don't show such a thing."""
    for each in table.statements:
        kinds, there = _proving(each, table.knowledge), _rests_on(each, table)
        if not there:
            if each.role in NEEDS_PROOF:
                yield Gap("claim-unproved", each.id, "warning", {"role": each.role, "kinds": ", ".join(kinds)})
        elif kinds and not any(exhibit.kind in kinds for exhibit in there):
            numbers = ", ".join(exhibit.number for exhibit in there)
            yield Gap("wrong-kind-of-exhibit", each.id, "warning", {"numbers": numbers, "kinds": ", ".join(kinds)})


def _proving(statement: Statement, knowledge: Knowledge) -> tuple[str, ...]:
    """The kinds of exhibit that show such a statement; none for the seller's own words."""
    about = statement.about or ""
    entry = knowledge.causes.get(about) or knowledge.measures.get(about)
    return entry.exhibits if entry else ()


def _papers(table: _Table) -> Iterator[Gap]:
    """What is wrong with the documents themselves."""
    twins: dict[str, str] = {}
    for each in table.exhibits.values():
        named = {"number": each.number, "file": each.file.name}
        yield from _unreadable(each, table.attachments.get(each.id), named)
        first = twins.setdefault(each.original.sha256, each.number)
        if first != each.number:
            yield Gap("exhibit-twice", each.id, "warning", {**named, "first": first})


def _unreadable(exhibit: Exhibit, attachment: Attachment | None, named: Mapping[str, str]) -> Iterator[Gap]:
    trouble, wanted = exhibit.trouble, attachment and (attachment.highlight or attachment.covers)
    if "damaged" in trouble:
        yield Gap("exhibit-damaged", exhibit.id, "warning", dict(named))
    if "no-text" in trouble:
        yield Gap("exhibit-unreadable", exhibit.id, "warning" if wanted else "note", dict(named))
        return
    if pages := trouble.get("no-text-on-pages"):
        yield Gap("pages-unreadable", exhibit.id, "warning" if wanted else "note", {**named, "pages": pages})
    if asins := trouble.get("covers-not-shown"):
        yield Gap("covers-not-shown", exhibit.id, "warning", {**named, "asins": asins})
    if count := trouble.get("pictures-left-out"):
        yield Gap("pictures-left-out", exhibit.id, "warning", {**named, "count": count})
    if "letters-not-shown" in trouble:
        yield Gap("letters-not-shown", exhibit.id, "warning", dict(named))
    for words in exhibit.missing_passages:
        yield Gap("passage-not-found", exhibit.id, "warning", {**named, "words": words})


def _unused(table: _Table) -> Iterator[Gap]:
    """Exhibits that no statement names and no demand or allegation calls for."""
    named = {name for each in table.statements for name in _names(each)}
    called = {kind for kinds in _demanded(table).values() for kind in kinds}
    called |= {kind for name in _alleged(table) for kind in table.knowledge.violations[name].exhibits}
    for each in table.exhibits.values():
        if each.id not in named and each.kind not in called:
            yield Gap("exhibit-unused", each.id, "note", {"number": each.number, "file": each.file.name})
