"""Six questions to every action: who, what, when, where, why, how – which are answered, and the others put kindly."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reinstate.case import Plan, Span
from reinstate.knowledge import Knowledge, related, say, terms
from reinstate.knowledge.kept import kept
from reinstate.language import Matcher, fold
from reinstate.review.glossary import glossary
from reinstate.review.memory import Memory
from reinstate.review.spots import Spot, lay

ASKED = ("who", "what", "when", "where", "why", "how")
"""The questions, in the order in which they are put."""

ACTS = frozenset({"containment", "corrective", "preventive"})
"""Roles of sections whose sentences are actions."""

_AHEAD = frozenset({"preventive"})
_MARKS: Mapping[str, frozenset[str]] = {
    "who": frozenset({"@name"}),
    "what": frozenset({"@item", "@code", "@quote"}),
    "when": frozenset({"@date", "dates", "same-day", "intervals"}),
}
_LEXICONS: Mapping[str, tuple[str, ...]] = {
    "who": ("own-people", "names"),
    "what": ("documents", "those-items"),
    "when": ("dates", "same-day", "intervals"),
    "where": ("place-words",),
    "why": ("reason-words",),
    "how": ("method-words",),
}
"""Lexicons whose words answer a question, beside the marks above."""
_GAP = re.compile("⟦[^⟦⟧]*⟧")
_CITED = re.compile(r"\s*\[[A-Z]-\d{1,3}\]")
_COUNT = re.compile(r"(?<![\d./-])\d[\d.,]*(?![\d/-])")
_STOPS = ".。!！;；,，:： "
_WORDS = 90
"""Characters of an action that a question quotes."""
_TITLE = 28
"""Characters up to which a line without a stop and without an answer is a heading, not an action."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One action of the plan: which of the six it answers, and the questions that remain, in the reader's language."""

    span: Span
    section: str
    answered: Mapping[str, bool]
    questions: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What the action doesn't answer."""
        return tuple(name for name in ASKED if not self.answered[name])


def questions(
    plan: Plan, knowledge: Knowledge, reader_language: str | None = None, memory: Memory | None = None
) -> tuple[Asked, ...]:
    """Every action of a plan with what it answers and what is to be asked.

    Args:
        plan: drafted or pasted; sentences of one bullet or paragraph are one action.
        knowledge: the shelves; where they have no words in the plan's language, nothing counts as answered by words.
        reader_language: language of the questions; the plan's own where none is given.
        memory: what was read of the plan's sentences before; the result is the same with and without it.
    """
    reader = reader_language or plan.language
    words = glossary(knowledge, plan.language)
    matcher = _matcher(knowledge, plan.language)
    asked = []
    for spots in _actions(lay(plan, words, memory=memory).spots):
        answered = _answered(plan, spots, matcher)
        whole = Span(spots[0].span.start, spots[-1].span.end)
        bare = len(whole) <= _TITLE and whole.of(plan.text)[-1:] not in _STOPS
        if not (bare and not any(answered.values())):
            put = tuple(_put(plan, spots[0], answered, knowledge, reader))
            asked.append(Asked(whole, spots[0].section.id, answered, put))
    return tuple(asked)


def questions_contract(asked: Iterable[Asked], plan: Plan) -> list[dict[str, Any]]:
    """The questions as plain data: place and text of each action, what it answers, what is asked."""
    return [
        {
            "start": each.span.start,
            "end": each.span.end,
            "text": each.span.of(plan.text),
            "section": each.section,
            "answered": dict(each.answered),
            "missing": list(each.missing),
            "questions": list(each.questions),
        }
        for each in asked
    ]


@kept
def _matcher(knowledge: Knowledge, language: str) -> "Matcher[str]":
    return Matcher(
        [
            (name, term)
            for name, lexicons in _LEXICONS.items()
            for lexicon in lexicons
            if lexicon in knowledge.lexicons
            for term in terms(knowledge.lexicons[lexicon].words, language)
        ]
    )


def _actions(spots: Iterable[Spot]) -> Iterator[list[Spot]]:
    """The sentences of each bullet or paragraph in a section of actions."""
    groups: dict[tuple[str, int], list[Spot]] = {}
    for spot in spots:
        if spot.roles & ACTS and not spot.roles - ACTS - {"proof"}:
            groups.setdefault((spot.section.id, spot.line), []).append(spot)
    return iter(groups.values())


def _answered(plan: Plan, spots: list[Spot], matcher: "Matcher[str]") -> dict[str, bool]:
    marks = {mark for spot in spots for mark in (*_true_marks(spot), *(spot.near & _MARKS["when"]))}
    told = " ".join(spot.span.of(plan.text) for spot in spots)
    told = _CITED.sub("", _GAP.sub(" ", told))
    found = {hit.key for hit in matcher.find(fold(told))}
    counted = _COUNT.search(fold(told).text) is not None
    return {
        name: bool(marks & _MARKS.get(name, frozenset())) or name in found or (name == "what" and counted)
        for name in ASKED
    }


def _true_marks(spot: Spot) -> Iterator[str]:
    """The marks of a sentence; capitals that are part of an identifier are no name."""
    items = [place for mark in ("@item", "@code") for place in spot.marks.get(mark, ())]
    for mark, places in spot.marks.items():
        if mark != "@name" or any(all(last <= start or end <= first for first, last in items) for start, end in places):
            yield mark


def _put(plan: Plan, spot: Spot, answered: Mapping[str, bool], knowledge: Knowledge, reader: str) -> Iterator[str]:
    """The questions that remain; who and when are put as one."""
    missing = [name for name in ASKED if not answered[name]]
    ahead = bool(spot.roles & _AHEAD)
    words = _CITED.sub("", " ".join(spot.span.of(plan.text).split())).strip(_STOPS)
    if "who" in missing:
        together = "when" in missing and not ahead
        own = not ahead and bool(set(related(reader)) & set(related(plan.language)))
        subjects = _subjects(knowledge, plan.language) if own else []
        yield _who(words, subjects, knowledge, reader, together=together)
        missing = [name for name in missing if name != "who" and not (together and name == "when")]
    for name in missing:
        key = "when-ahead" if name == "when" and ahead else name
        yield _say(knowledge, key, reader, words=_cut(words))


def _who(words: str, subjects: Iterable[tuple[str, str]], knowledge: Knowledge, reader: str, *, together: bool) -> str:
    """Who (and when): asked in the action's own words where it begins with a subject that names nobody."""
    key = "who-when" if together else "who"
    for subject, who in subjects:
        rest = words[len(subject) :].lstrip("，, ")
        if words.lower().startswith(subject.lower()) and rest and not _grown(subject, words):
            return _say(knowledge, f"own-{key}", reader, who=who, rest=_cut(rest))
    return _say(knowledge, key, reader, words=_cut(words))


def _grown(subject: str, words: str) -> bool:
    """Whether the subject is only the beginning of a longer word."""
    return subject.isascii() and words[len(subject) : len(subject) + 1].isalpha()


def _subjects(knowledge: Knowledge, language: str) -> list[tuple[str, str]]:
    """Subjects with their asking words, the longest first; none in a language that has none of its own."""
    says = knowledge.phrases["askers"].says
    pairs = []
    for key in says:
        if key.startswith("subject-"):
            subject, who = say(says[key], language), say(says[key.replace("subject", "who")], language)
            if not subject.fallback and not who.fallback:
                pairs.append((subject.text, who.text))
    return sorted(pairs, key=lambda pair: -len(pair[0]))


def _say(knowledge: Knowledge, key: str, reader: str, **details: str) -> str:
    text = say(knowledge.messages["questions"].says[key], reader).text
    for name, value in details.items():
        text = text.replace("{" + name + "}", value)
    return text


def _cut(words: str) -> str:
    return words if len(words) <= _WORDS else words[: _WORDS - 1].rstrip() + "…"
