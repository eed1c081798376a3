"""All findings of a case in one list, each thing told once, and those that the seller lets stand."""

from collections.abc import Iterable, Iterator, Mapping

from reinstate import review
from reinstate.case import Finding, Plan, Waived
from reinstate.knowledge import Knowledge
from reinstate.language import fold

_SAME: Mapping[str, str] = {
    "against.action-without-owner": "vague_actor",
    "against.action-without-date": "missing_date",
    "against.action-without-exhibit": "missing_evidence",
}
"""What holding against the case finds, and the label of the rules that tell the same of a sentence."""

_GAPS = frozenset({"against.cause-without-action", "against.cause-without-prevention"})
"""What the settled answers tell as gaps already."""

Stands = tuple[Finding, str]
"""A finding and why it may stand."""


def all_findings(
    plan: Plan,
    dossier: review.Dossier,
    ruled: Iterable[Finding],
    knowledge: Knowledge,
    memory: review.Memory | None = None,
) -> tuple[Finding, ...]:
    """What the rules find, what the case says against it, and what is amiss in its form; in the order of the text."""
    told = tuple(ruled)
    case = (
        each
        for each in review.against(plan, dossier, knowledge, memory)
        if each.rule not in _GAPS and not _told(each, told)
    )
    form = review.form_findings(plan, knowledge)
    return tuple(sorted((*told, *case, *form), key=lambda each: (each.span, each.rule)))


def _told(finding: Finding, told: Iterable[Finding]) -> bool:
    """Whether a rule says the same of the same sentence."""
    label = _SAME.get(finding.rule)
    return label is not None and any(each.label == label and each.span.meets(finding.span) for each in told)


def let_stand(findings: Iterable[Finding], waivers: Iterable[Waived], plan: Plan) -> Iterator[Stands]:
    """The findings that a waiver covers, each with its reason."""
    known = tuple(waivers)
    for finding in findings:
        if reason := next((each.reason for each in known if _covers(each, finding, plan)), None):
            yield finding, reason


def _covers(waived: Waived, finding: Finding, plan: Plan) -> bool:
    """Whether rule and words agree; case, quotes and spaces of the words don't matter."""
    return waived.rule == finding.rule and _plain(waived.words) in _plain(finding.span.of(plan.text))


def _plain(words: str) -> str:
    return " ".join(fold(words).text.split())
