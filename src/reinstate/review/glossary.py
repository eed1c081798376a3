"""The rules and word lists of one language made ready, once for each knowledge."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from reinstate.knowledge import Knowledge, terms
from reinstate.knowledge.kept import kept, lasting
from reinstate.knowledge.model.review import Rule, Way
from reinstate.knowledge.variants import variants
from reinstate.language import Matcher


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """Alternatives: single marks, and sets of marks that must all be there."""

    single: frozenset[str]
    several: tuple[tuple[str, frozenset[str]], ...]
    """One of the marks, and the others."""

    def met(self, marks: Collection[str]) -> bool:
        """Whether one alternative is there with all it asks for."""
        return not self.single.isdisjoint(marks) or any(
            first in marks and all(map(marks.__contains__, others)) for first, others in self.several
        )


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """One way of a rule made ready: its conditions as sets of marks."""

    rule: Rule
    way: Way
    any: tuple[tuple[str, frozenset[str]], ...]
    """Alternatives, each with the mark whose place is reported first."""
    unless: Condition
    unless_after: Condition
    unless_near: Condition
    unless_line: Condition
    unless_plan: Condition
    roles: frozenset[str]
    not_roles: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Glossary:
    """What the reviewer looks for in one language.

    `lenses` holds the ways of all rules that speak the language by the mark that wakes them.
    """

    language: str
    matcher: Matcher[str]
    lenses: Mapping[str, tuple[Lens, ...]]
    rules: tuple[Rule, ...]
    unchecked: tuple[str, ...]
    strangers: frozenset[str]
    syllables: bool
    """Whether a space parts syllables, so that a word is often two of them."""
    large_nouns: bool
    """Whether every noun begins with a capital."""
    variants: Mapping[int, str]
    """Signs of another way of writing, with those that the matcher knows."""


@kept
def glossary(knowledge: Knowledge, language: str) -> Glossary:
    """The glossary of a language, built at its first use and kept as long as the knowledge lives."""
    rules = tuple(rule for rule in knowledge.rules.values() if rule.speaks(language))
    lenses: dict[str, list[Lens]] = {}
    for rule in rules:
        for way in rule.ways.values():
            lens = _lens(rule, way)
            for lead in dict.fromkeys(lead for lead, _ in lens.any):
                lenses.setdefault(lead, []).append(lens)
    strangers = knowledge.lexicons.get("strangers")
    return Glossary(
        language=language,
        matcher=_words(knowledge, language),
        lenses={mark: tuple(each) for mark, each in lenses.items()},
        rules=rules,
        unchecked=tuple(rule.id for rule in knowledge.rules.values() if not rule.speaks(language)),
        strangers=frozenset(terms(strangers.words, language)) if strangers else frozenset(),
        syllables=language in knowledge.languages and knowledge.languages[language].syllables,
        large_nouns=language in knowledge.languages and knowledge.languages[language].large_nouns,
        variants=variants(knowledge, language),
    )


@lasting
def _words(knowledge: Knowledge, language: str) -> Matcher[str]:
    """The words of every lexicon that a rule of the language uses."""
    used = _used(rule for rule in knowledge.rules.values() if rule.speaks(language))
    shelf = {id_: lexicon for id_, lexicon in knowledge.lexicons.items() if id_ in used}
    return Matcher((id_, word) for id_, lexicon in shelf.items() for word in terms(lexicon.words, language))


def _lens(rule: Rule, way: Way) -> Lens:
    return Lens(
        rule,
        way,
        tuple((each.split("+")[0], frozenset(each.split("+"))) for each in way.any),
        _condition(way.unless),
        _condition(way.unless_after),
        _condition(way.unless_near),
        _condition(way.unless_line),
        _condition(way.unless_plan),
        frozenset(way.roles),
        frozenset(way.not_roles),
    )


def _condition(written: Iterable[str]) -> Condition:
    alternatives = [each.split("+") for each in written]
    return Condition(
        frozenset(first for first, *others in alternatives if not others),
        tuple((first, frozenset(others)) for first, *others in alternatives if others),
    )


def _used(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(
        mark
        for rule in rules
        for way in rule.ways.values()
        for each in (*way.any, *_clears(way), *way.not_within)
        for mark in each.split("+")
    )


def _clears(way: Way) -> tuple[str, ...]:
    return (*way.unless, *way.unless_after, *way.unless_near, *way.unless_line, *way.unless_plan)
