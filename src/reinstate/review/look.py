"""The reviewer: a plan laid out sentence by sentence, held against every rule that speaks its language."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from reinstate.case import Finding, Plan
from reinstate.knowledge import Knowledge
from reinstate.knowledge.weigh import weigh
from reinstate.review.checks import CHECKS
from reinstate.review.glossary import Glossary, glossary
from reinstate.review.memory import Memory
from reinstate.review.parts import present
from reinstate.review.remark import Remark
from reinstate.review.spots import Laid, clause, lay

_MOST = 3
"""Findings that one clause may bear."""
_LEAST = 45
"""Rank from beyond which a finding is silent beside two others."""
_LOUD = 20
"""Rank below which a finding is always spoken."""
_SLIGHT = 0.01
"""What a sentence lacks at least that tells no gap of our own."""
_SHOWN = 80
"""Characters of the words quoted with a finding."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the reviewer has to say.

    Attributes:
        findings: in the order of the text.
        sections_present: root_cause, actions_taken and prevention, and whether something tries to fill them.
        unchecked: ids of the rules that don't speak the plan's language.
    """

    findings: tuple[Finding, ...]
    sections_present: Mapping[str, bool]
    unchecked: tuple[str, ...]


def review(
    plan: Plan,
    knowledge: Knowledge,
    violation: str | None = None,
    fragment: bool = False,
    memory: Memory | None = None,
) -> Review:
    """Hold every sentence against every rule.

    Args:
        plan: pasted or drafted.
        knowledge: the shelves with rules and word lists.
        violation: what the notice alleges, if known; it tells what is off the topic.
        fragment: the text is a piece of a plan, so that no part can be missing.
        memory: what was read of the letter's sentences last time; the result is the same with and without it.
    """
    words = glossary(knowledge, plan.language)
    laid = lay(plan, words, violation, memory, partial(_depth, words, knowledge))
    remarks = [
        remark
        for rule in words.rules
        if rule.severity != "off" and not (fragment and rule.check == "absent")
        for remark in CHECKS[rule.check](laid, rule)
    ]
    findings = sorted(_findings(laid, _weighed(laid, remarks)), key=_order)
    return Review(tuple(findings), present(laid), words.unchecked)


def _depth(words: Glossary, knowledge: Knowledge, text: str) -> float:
    """What a sentence weighs as an answer to "why?"; below nought where no sign speaks for a gap of our own."""
    weight = weigh(text.translate(words.variants), words.language, knowledge)
    return weight.total if weight.deep else min(weight.total, -_SLIGHT)


def _weighed(laid: Laid, remarks: Iterable[Remark]) -> Iterator[Remark]:
    """One remark a label and sentence, silent beside the labels it yields to, at most three a clause."""
    best: dict[tuple[str, int], Remark] = {}
    for remark in sorted(remarks, key=_weight):
        key = (remark.rule.label or remark.rule.id, remark.spot.number if remark.spot else remark.place.start)
        best.setdefault(key, remark)
    labels = defaultdict(set)
    wide = [remark for remark in best.values() if remark.spot and len(remark.span) > len(remark.spot.span)]
    for label, number in best:
        labels[number].add(label)
    borne: dict[tuple[int, int], int] = defaultdict(int)
    for (_, number), remark in best.items():
        if remark.spot is None:
            yield remark
        elif not (labels[number] | _over(remark, wide)) & set(remark.rule.yields):
            if remark.rank >= _LOUD:
                stretch = clause(laid.plan.text, remark.spot, remark.place)
                at = stretch.start, stretch.end
                if borne[at] >= (_MOST if remark.rank <= _LEAST else _MOST - 1):
                    continue
                borne[at] += 1
            yield remark


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start, finding.span.end, finding.rule


def _weight(remark: Remark) -> tuple[int, float, int, int]:
    return remark.rank, -remark.confidence, remark.place.start, remark.place.end


def _over(remark: Remark, wide: Iterable[Remark]) -> set[str]:
    """Labels of the passages of several sentences that a remark lies in."""
    return {each.rule.label for each in wide if each.rule.label and each is not remark and each.span.holds(remark.span)}


def _findings(laid: Laid, remarks: Iterable[Remark]) -> Iterator[Finding]:
    for remark in remarks:
        words = " ".join(remark.place.of(laid.plan.text).split())
        yield Finding(
            rule=remark.rule.id,
            label=remark.rule.label,
            severity=remark.rule.severity,
            confidence=remark.confidence,
            span=remark.span,
            section=remark.spot.section.id if remark.spot else None,
            args={"words": words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"},
            place=remark.place if remark.spot else None,
        )
