"""What a plan with a case needs beyond true values: owner, date and proof of each action, an answer to each issue."""

import re
from collections.abc import Iterable, Iterator

from reinstate.case import Answers, Finding, Span, Statement
from reinstate.knowledge import terms
from reinstate.language import Matcher, fold
from reinstate.review.contrast import Table, finding, whole
from reinstate.review.glossary import glossary
from reinstate.review.spots import Spot, lay

ACTED = frozenset({"containment", "corrective"})
"""Roles of sections that tell what was done."""
_WHEN = frozenset({"@date", "dates", "same-day", "intervals"})
_WHO = frozenset({"@name", "own-people"})
_UNSTATED = "not_stated"
_SHORT = 60
"""Characters below which a line without a stop may be a heading."""


def incomplete(table: Table) -> Iterator[Finding]:
    """Every action, cause and issue that lacks what belongs to it."""
    yield from _actions(table)
    yield from _causes(table)
    if not table.drafted:  # a drafted plan treats the issues of the answers, which are settled before it is written
        yield from _issues(table)


def _actions(table: Table) -> Iterator[Finding]:
    """Actions that lack their owner, date or exhibit; one that has none of the three is left to the rules."""
    statements = {each.id: each for issue in table.dossier.answers.issues for each in issue.statements}
    facts = {line.span: line.facts for line in table.lines}
    laid = lay(table.plan, glossary(table.knowledge, table.plan.language), memory=table.memory)
    for action in _by_line(laid.spots):
        told = [statements[fact] for spot in action for fact in facts.get(spot.span, ()) if fact in statements]
        if all(each.role in ACTED for each in told) if told else action[0].roles <= ACTED:
            parts = _parts(table, action, told)
            if not told and _titled(table, action):
                continue
            for part in parts if any(parts.values()) else ():
                if not parts[part]:
                    yield finding(table, f"action-without-{part}", "warning", action[0].span)


def _titled(table: Table, action: list[Spot]) -> bool:
    """Whether a line is rather a heading: short, without a stop, a date or a known name."""
    words = Span(action[0].span.start, action[-1].span.end).of(table.plan.text)
    short = len(words) < _SHORT and not words.rstrip().endswith((".", "。", "!", "！", ";", "；", "]"))
    return short and not _named(table, fold(words).text) and "@date" not in action[0].marks


def _by_line(spots: Iterable[Spot]) -> list[list[Spot]]:
    """Sentences of one paragraph or bullet together: they tell one action."""
    groups: dict[int, list[Spot]] = {}
    for spot in spots:
        groups.setdefault(spot.line, []).append(spot)
    return list(groups.values())


def _parts(table: Table, action: list[Spot], told: list[Statement]) -> dict[str, bool]:
    """Whether an action has its owner, its date and its exhibit, in the statement or in its own words."""
    words = fold(Span(action[0].span.start, action[-1].span.end).of(table.plan.text)).text
    marks = {mark for spot in action for mark in (*spot.marks, *spot.near)}
    return {
        "owner": any("who" in each.answers for each in told) or bool(marks & _WHO) or _named(table, words),
        "date": any({"on", "since"} & each.answers.keys() for each in told) or bool(marks & _WHEN),
        "exhibit": any(each.exhibits for each in told) or "documents" in marks or _cites(table, action),
    }


def _cites(table: Table, action: list[Spot]) -> bool:
    """Whether an action points to an exhibit of the case, in brackets of any kind or in none."""
    words = Span(action[0].span.start, action[-1].span.end).of(table.plan.text)
    return any(re.search(rf"(?<!\w){re.escape(each.number)}(?!\d)", words) for each in table.dossier.exhibits)


def _named(table: Table, sentence: str) -> bool:
    return any(fold(name).text in sentence for name in table.held.names)


def _causes(table: Table) -> Iterator[Finding]:
    """Causes of the answers that no action, or no prevention, names as its own."""
    for cause in _told_causes(table.dossier.answers):
        place = next((line.span for line in table.lines if cause.id in line.facts), None)
        for rule, roles in (("cause-without-action", ACTED), ("cause-without-prevention", frozenset({"preventive"}))):
            if place is not None and not _answered(table.dossier.answers, cause, roles):
                yield finding(table, rule, "warning", place)


def _told_causes(answers: Answers) -> Iterator[Statement]:
    return (each for issue in answers.issues for each in issue.by_role("root_cause"))


def _answered(answers: Answers, cause: Statement, roles: frozenset[str]) -> bool:
    """Whether a statement of these roles answers the cause; one that names no cause answers a single one."""
    issue = next(each for each in answers.issues if cause in each.statements)
    alone = len(issue.by_role("root_cause")) == 1
    return any(each.cause == cause.id or (each.cause is None and alone) for each in issue.by_role(*roles))


def _issues(table: Table) -> Iterator[Finding]:
    """Allegations of the notice that a letter doesn't speak of, and others that it brings up itself."""
    raised = [slug for slug in table.dossier.reading.violations if slug != _UNSTATED]
    spoken = _spoken_of(table)
    for slug in raised:
        kin = {slug, *(key for key, each in table.knowledge.violations.items() if each.slug == slug)}
        if not kin & spoken.keys() and _has_words(table, slug):
            yield finding(table, "issue-unanswered", "warning", whole(table.plan), violation=slug)
    family = {table.knowledge.violations[slug].family for slug in raised if slug in table.knowledge.violations}
    told = {issue.violation for issue in table.dossier.answers.issues}
    seen: set[Span] = set()
    headings = {section.heading for section in table.plan.sections}
    for slug in sorted(spoken, key=lambda each: (each not in told, each)):
        violation = table.knowledge.violations[slug]
        heads = [span for span in spoken[slug] if span in headings and span not in seen]
        if raised and heads and violation.family not in family and (violation.slug or slug) not in raised:
            seen.add(heads[0])
            yield finding(table, "issue-not-raised", "note", heads[0], violation=slug)


def _has_words(table: Table, slug: str) -> bool:
    violation = table.knowledge.violations.get(slug)
    return violation is not None and bool(terms(violation.signals, table.plan.language))


def _spoken_of(table: Table) -> dict[str, list[Span]]:
    """The sentences by the violation whose words stand in them."""
    entries = table.knowledge.violations.items()
    tag = table.plan.language
    matcher = Matcher(
        [(slug, term) for slug, each in entries for term in (*terms(each.signals, tag), *terms(each.hints, tag))]
    )
    found: dict[str, list[Span]] = {}
    headings = {section.heading for section in table.plan.sections if section.heading is not None}
    for span in sorted({line.span for line in table.lines} | headings):
        for slug in {hit.key for hit in matcher.find(fold(span.of(table.plan.text)))}:
            found.setdefault(slug, []).append(span)
    return found
