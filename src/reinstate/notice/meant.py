"""What a reading means: the answer it calls for, how serious it is, by when, and what to leave alone."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from reinstate.case import Clock, Fact, Gap, Meaning, Reading, Span
from reinstate.knowledge import terms
from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import lasting
from reinstate.knowledge.model.notice import Violation
from reinstate.language.fold import fold
from reinstate.language.matcher import Matcher
from reinstate.notice.clocks import clocks
from reinstate.notice.clues import ACKNOWLEDGE, ENGLISH, MONEY, MOST_CHARACTERS, QUIZ, UNACCEPTED, Clues, clues

PHISHING, NOT_STATED = "phishing-suspected", "violation-not-stated"
REINSTATED, REPLY = "reinstated", "appeal_rejected_or_more_info"
QUIET = ("account_at_risk_warning", "listing_at_risk_warning", "funds_withheld", "other")
"""Kinds that may call for no answer at all."""

DOCUMENTS, WAIT, NOTHING, PLAN = "documents", "wait", "nothing", "plan"
STRICTEST = (PLAN, "dispute", "questionnaire", DOCUMENTS, "edit", "acknowledge")
GRAVEST = ("critical", "high", "medium", "low", "none")
DIMMEST = ("seldom", "unknown", "usually")
UNSURE = 0.6
"""Facts below this confidence are shown as guesses."""

MOST_GAPS = 60
"""Demands of a reply that are looked at."""

LONGEST, MOST_PERHAPS = 60, 3
"""Days up to which a stretch of time may be a deadline, and how many such sentences are shown."""

NO_KIND = ("other",)
"""Demands that name no kind of document."""


def meaning(reading: Reading, knowledge: Knowledge, today: date, received: date | None = None) -> Meaning:
    """How to take a notice.

    Args:
        reading: what it says.
        knowledge: the shelves.
        today: the reader's day, for the days left.
        received: the day on which the notice arrived, counted from where it bears no date of its own.
    """
    found = clues(reading, knowledge)
    alleged = [knowledge.violations[slug] for slug in reading.violations if slug in knowledge.violations]
    response, reason = _response(reading, knowledge, alleged, found)
    calm = response == NOTHING
    ticking = () if calm else clocks(reading, knowledge, found, today, received)
    return Meaning(
        response=response,
        reason=reason,
        severity=_severity(reading, alleged, calm=calm),
        recoverable="usually" if calm else _worst((each.recoverable for each in alleged), DIMMEST, "unknown"),
        structure=_structure(reading.scope, knowledge) if response == PLAN else None,
        clocks=ticking,
        cautions=_cautions(reading, knowledge),
        disputed=() if calm else _disputed(reading, knowledge, ticking),
        gaps=tuple(_wants(reading, knowledge)) if reading.kind == REPLY else (),
        refused=() if calm else found.passages(UNACCEPTED),
        money=() if calm else found.passages(MONEY),
        perhaps=() if response in (NOTHING, WAIT) else _perhaps(reading, found),
        unsure=tuple(number for number, fact in enumerate(reading.facts) if fact.confidence < UNSURE),
    )


def _response(reading: Reading, knowledge: Knowledge, alleged: Sequence[Violation], found: Clues) -> tuple[str, str]:
    """The kind of answer, and what decided it."""
    if PHISHING in reading.warnings:
        return NOTHING, "phishing"
    if reading.kind == REINSTATED:
        return NOTHING, "reinstated"
    wanted = [str(fact.value) for fact in reading.demands]
    usual = _worst((each.response for each in alleged), STRICTEST, "questionnaire")
    if any(knowledge.demands[what].roles for what in wanted if what in knowledge.demands):
        return PLAN, "plan-asked"
    if found.found(QUIZ):
        return "questionnaire", "quiz-asked"
    papers = [what for what in wanted if what not in NO_KIND]
    if papers:
        return (usual, "usual") if usual in ("dispute", "questionnaire", "edit") else (DOCUMENTS, "documents-asked")
    if found.found(ACKNOWLEDGE):
        return "acknowledge", "acknowledge-asked"
    if not wanted and reading.kind in QUIET and reading.deadline_text is None:
        return WAIT, "nothing-asked"
    return usual, "usual"


def _worst(values: Iterable[str], order: Sequence[str], otherwise: str) -> str:
    return min(values, key=order.index, default=otherwise)


def _severity(reading: Reading, alleged: Sequence[Violation], *, calm: bool) -> str:
    """How serious: as the gravest allegation, and a closed account is never less than high."""
    if PHISHING in reading.warnings:
        return "high"
    if calm:
        return "none"
    own = ["high"] if reading.kind == "account_deactivated" else []
    return _worst([each.severity for each in alleged] + own, GRAVEST, "medium")


def _structure(scope: str, knowledge: Knowledge) -> str | None:
    """The structure that suits a scope best; of several as good, the one with more sections."""
    ranked = sorted(
        (structure.fits.index(scope), -len(structure.sections), key)
        for key, structure in knowledge.structures.items()
        if scope in structure.fits
    )
    return ranked[0][2] if ranked else None


def _cautions(reading: Reading, knowledge: Knowledge) -> tuple[str, ...]:
    fitting = [each for each in knowledge.cautions.values() if not each.kinds or reading.kind in each.kinds]
    warned = [each for each in fitting if each.warning in reading.warnings]
    chosen = warned or [each for each in fitting if each.warning is None]
    return tuple(each.id for each in sorted(chosen, key=lambda each: (each.rank, each.id)))


def _disputed(reading: Reading, knowledge: Knowledge, ticking: Iterable[Clock]) -> tuple[str, ...]:
    """The policies that matter here and that the notice itself doesn't settle."""
    told = {fact.kind for fact in reading.facts} | {clock.id for clock in ticking}
    here = {reading.kind, *reading.violations, *reading.values("demand")}
    return tuple(
        key for key, policy in knowledge.policies.items() if here & set(policy.about) and policy.settled not in told
    )


def _perhaps(reading: Reading, found: Clues) -> tuple[Span, ...]:
    """Where no deadline was recognised: the sentences with a stretch of time that no other fact explains."""
    if reading.deadline_text is not None:
        return ()
    taken = [fact.span for fact in reading.facts if fact.span and fact.kind in ("lookback", "metric")]
    taken += found.passages(MONEY)
    times = [each.span for each in found.times if each.days <= LONGEST]
    speaking = [each for each in found.sentences if any(each.holds(span) for span in times[:MOST_GAPS])]
    return tuple(each for each in speaking if not any(each.meets(span) for span in taken))[:MOST_PERHAPS]


def _wants(reading: Reading, knowledge: Knowledge) -> Iterator[Gap]:
    """What a reply still misses: the plan's part or the document, the allegation if its line names one, its words."""
    named = _named(reading, knowledge)
    for fact in reading.demands[:MOST_GAPS]:
        demand = knowledge.demands.get(str(fact.value))
        about = next(iter(demand.roles), demand.id) if demand else str(fact.value)
        for violation in _violations_at(reading, fact, named):
            yield Gap("reply-wants", about, args=_words(reading, fact, violation))


def _words(reading: Reading, fact: Fact, violation: str) -> dict[str, str | int | float]:
    words = " ".join(fact.span.of(reading.notice.text).split()).lstrip("-–•*· ") if fact.span else ""
    places: dict[str, str | int | float] = {"start": fact.span.start, "end": fact.span.end} if fact.span else {}
    return {"demand": str(fact.value), "violation": violation, "words": words, **places}


def _stated(reading: Reading) -> tuple[str, ...]:
    return () if NOT_STATED in reading.warnings else reading.violations


def _named(reading: Reading, knowledge: Knowledge) -> list[tuple[str, Span]]:
    """Every place of a violation's own words: of those alleged, or of all where the reply alleges none anew."""
    stated = [knowledge.violations[slug] for slug in _stated(reading) if slug in knowledge.violations]
    matcher = _matcher(stated, reading.language) if _stated(reading) else _any_violation(knowledge, reading.language)
    return [(hit.key, hit.span) for hit in matcher.find(fold(reading.notice.text[:MOST_CHARACTERS]))]


@lasting
def _any_violation(knowledge: Knowledge, language: str) -> Matcher[str]:
    return _matcher(knowledge.violations.values(), language)


def _matcher(violations: Iterable[Violation], language: str) -> Matcher[str]:
    return Matcher((each.id, words) for each in violations for words in _signals(each, language))


def _signals(violation: Violation, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*terms(violation.signals, language), *violation.signals.get(ENGLISH, ()))))


def _violations_at(reading: Reading, fact: Fact, named: Sequence[tuple[str, Span]]) -> tuple[str, ...]:
    """The allegations that a demand's own line names; else the only one alleged; else none in particular."""
    if fact.span is not None:
        text = reading.notice.text
        end = text.find("\n", fact.span.end)
        line = Span(text.rfind("\n", 0, fact.span.start) + 1, len(text) if end < 0 else end)
        here = [(slug, span) for slug, span in named if line.meets(span)]
        outer = [slug for slug, span in here if not any(_inside(span, other) for _, other in here)]
        if outer:
            return tuple(dict.fromkeys(outer))
    stated = _stated(reading)
    return stated if len(stated) == 1 else ("",)


def _inside(span: Span, other: Span) -> bool:
    return other.holds(span) and len(other) > len(span)
