"""Findings spoken in the reader's language, and the review as the JSON of the contract."""

from typing import Any

from reinstate.case import Finding, Plan, Section
from reinstate.knowledge import Knowledge, say
from reinstate.review.look import Review


def speak(finding: Finding, plan: Plan, knowledge: Knowledge, reader_language: str) -> tuple[str, str]:
    """The message and the advice of a finding in the reader's language, the plan's own words quoted."""
    del plan
    if finding.rule not in knowledge.rules:
        return _plainly(finding, knowledge, reader_language)
    rule = knowledge.rules[finding.rule]
    why = say(rule.why, reader_language).text
    says = knowledge.messages["review"].says
    form = says["finding-whole" if rule.part is not None else "finding"]
    return say(form, reader_language).text.format(why=why, **finding.args), say(rule.instead, reader_language).text


def _plainly(finding: Finding, knowledge: Knowledge, reader_language: str) -> tuple[str, str]:
    """What a check without a rule says: its id names the message shelf and the key, violations go by their titles."""
    area, _, key = finding.rule.partition(".")
    says = knowledge.messages[area].says
    args = dict(finding.args)
    if violation := knowledge.violations.get(str(args.get("violation", ""))):
        args["violation"] = say(violation.title, reader_language).text
    return (
        say(says[key], reader_language).text.format(**args),
        say(says[f"{key}-hint"], reader_language).text.format(**args),
    )


def contract(review: Review, plan: Plan, knowledge: Knowledge, reader_language: str = "en") -> dict[str, Any]:
    """The object that `reinstate review --json` prints, without the file's name."""
    sections = {section.id: section for section in plan.sections}
    return {
        "language": plan.language,
        "sections_present": dict(review.sections_present),
        "findings": [_one(finding, plan, knowledge, reader_language, sections) for finding in review.findings],
        "unchecked": list(review.unchecked),
    }


def _one(
    finding: Finding, plan: Plan, knowledge: Knowledge, reader_language: str, sections: dict[str, Section]
) -> dict[str, Any]:
    message, advice = speak(finding, plan, knowledge, reader_language)
    section = sections.get(finding.section) if finding.section else None
    return {
        "rule": finding.rule,
        "label": finding.label,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "start": finding.span.start,
        "end": finding.span.end,
        "text": finding.span.of(plan.text),
        "section": section.roles[0] if section and section.roles else None,
        "message": message,
        "advice": advice,
    }
