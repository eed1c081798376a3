"""What stands around a plan, taken from the case: whose it is, what it answers, what it encloses."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from babel import Locale

from reinstate import plan
from reinstate.case import Answers, Exhibit, Exhibited, Reading, Statement
from reinstate.document import Frame, Listed, Signature
from reinstate.knowledge import Knowledge, say

UNNAMED = "not_stated"
"""The contract's slug for a notice that names no violation."""

TITLE = 60
"""Characters of the seller's own words that stand for a statement in lists."""


def frame_of(
    answers: Answers, reading: Reading, rows: Sequence[Exhibited], knowledge: Knowledge, language: str
) -> Frame:
    """The frame of a plan in a language; every word of it comes from the case or the shelves."""
    store = knowledge.marketplaces.get(reading.marketplace or "")
    locale = plan.locale_of(language, reading.marketplace)
    facts = (
        ("store", answers.account.store_name or ""),
        ("address", answers.account.address or ""),
        ("marketplace", store.domain if store else ""),
        ("violations", titles_of(reading.violations, knowledge, language)),
        ("notice-date", plan.long_date(sent, knowledge, language, locale) if (sent := notice_date(reading)) else ""),
        ("asins", ", ".join(reading.asins)),
    )
    return Frame(
        language=language,
        subject=(titles_of(reading.violations, knowledge, language),),
        rows=facts,
        store=answers.account.store_name or answers.account.legal_name,
        signature=_signature(answers, knowledge, language),
        date_text=plan.long_date(answers.dated, knowledge, language, locale) if answers.dated else "",
        dated=answers.dated,
        summary=tuple(_summary(answers, knowledge, language)),
        deeds=dict(_deeds(answers, knowledge, language, locale)),
        exhibits=tuple(Listed(row.number, row.title, row.first_page) for row in rows),
        names=names_of(answers, knowledge, language),
        other=answers.language,
        paper=store.paper if store else "a4",
    )


def notice_date(reading: Reading) -> date | None:
    """The day the notice bears: of its envelope, else the one written in it."""
    written = (fact.value for fact in reading.found("notice_date") if isinstance(fact.value, date))
    return reading.notice.sent or next(written, None)


def titles_of(violations: Sequence[str], knowledge: Knowledge, language: str) -> str:
    """The titles of violations in one line; a part is told with its whole."""
    known = (knowledge.violations[slug] for slug in violations if slug in knowledge.violations and slug != UNNAMED)
    wholes = (violation for violation in known if violation.part_of not in violations)
    apart = say(knowledge.phrases["document"].says["apart"], language).text
    return apart.join(say(violation.title, language).text for violation in wholes)


def names_of(answers: Answers, knowledge: Knowledge, language: str) -> dict[str, str]:
    """Words to show for every id of the case: statements by their shelf titles, exhibits by their own."""
    statements = {
        each.id: _statement(each, knowledge, language) for issue in answers.issues for each in issue.statements
    }
    exhibits = {each.id: plan.exhibit_title(each, knowledge, language) for each in answers.attachments}
    shelves = {
        **{key: say(each.title, language).text for key, each in knowledge.violations.items()},
        **{key: say(each.title, language).text for key, each in knowledge.demands.items()},
    }
    return shelves | _asked(answers, knowledge, language) | exhibits | statements


def _asked(answers: Answers, knowledge: Knowledge, language: str) -> dict[str, str]:
    """The questions behind the fields of every statement, by `entry.field`."""
    told = (plan.entry_of(each, knowledge) for issue in answers.issues for each in issue.statements)
    return {
        f"{entry.id}.{name}": say(question.ask, language).text
        for entry in told
        if entry is not None
        for name, question in plan.questions_of(entry, knowledge).items()
    }


def index_rows(
    exhibits: Sequence[Exhibit], firsts: Sequence[int], answers: Answers, knowledge: Knowledge, language: str
) -> tuple[Exhibited, ...]:
    """The rows of the exhibit index, in the order of their numbers."""
    attachments = {attachment.id: attachment for attachment in answers.attachments}
    says = knowledge.messages["exhibits"].says

    def title(exhibit: Exhibit) -> str:
        plain = plan.exhibit_title(attachments[exhibit.id], knowledge, language)
        if exhibit.original.unlocked:
            plain = say(says["unlocked-title"], language).text.replace("{title}", plain)
        return say(says["copy-title"], language).text.replace("{title}", plain) if exhibit.redaction else plain

    return tuple(
        Exhibited(
            number=exhibit.number,
            title=title(exhibit),
            file=exhibit.file.as_posix(),
            kind=exhibit.kind,
            pages=max(1, len(exhibit.pages)),
            first_page=first,
            sha256=exhibit.sha256,
            supports=tuple(
                each.id for issue in answers.issues for each in issue.statements if exhibit.id in each.exhibits
            ),
            copy_of=exhibit.source.sha256 if exhibit.is_copy else None,
        )
        for exhibit, first in zip(exhibits, firsts, strict=True)
    )


def _summary(
    answers: Answers, knowledge: Knowledge, language: str
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each cause with the measures that answer it, in titles of this language; others are left out."""

    def titles(statements: Iterable[Statement], cause: Statement) -> tuple[str, ...]:
        told = (_title(each, knowledge, language) for each in statements if each.cause in (cause.id, None))
        return tuple(dict.fromkeys(each for each in told if each))

    for issue in answers.issues:
        for cause in issue.by_role("root_cause"):
            if title := _title(cause, knowledge, language):
                done = titles(issue.by_role("containment", "corrective"), cause)
                yield title, done, titles(issue.by_role("preventive"), cause)


def _title(statement: Statement, knowledge: Knowledge, language: str) -> str:
    """The statement in a few words; empty where the seller's own are in another language or too long for that."""
    if statement.about is None:
        words = plan.own_words(statement.text, language) or ""
        return words if len(words) <= TITLE else ""
    return _statement(statement, knowledge, language)


def _deeds(
    answers: Answers, knowledge: Knowledge, language: str, locale: Locale
) -> Iterator[tuple[str, tuple[str, str]]]:
    """Who did what a statement tells, and when it was done or since when it is in force."""
    people = {person.id: person for person in answers.people}
    for statement in (each for issue in answers.issues for each in issue.statements):
        person = people.get(str(statement.answers.get("who")))
        day = next((statement.answers[name] for name in ("on", "since") if name in statement.answers), None)
        when = plan.long_date(day, knowledge, language, locale) if isinstance(day, date) else ""
        if person or when:
            yield statement.id, (plan.readable_name(person, knowledge, language) if person else "", when)


def _statement(statement: Statement, knowledge: Knowledge, language: str) -> str:
    entry = plan.entry_of(statement, knowledge)
    if entry is not None:
        return say(entry.title, language).text
    words = plan.own_words(statement.text, language) or next(iter(statement.text.values()), statement.id)
    return words if len(words) <= TITLE else words[: TITLE - 1].rstrip() + "…"


def _signature(answers: Answers, knowledge: Knowledge, language: str) -> Signature | None:
    signatory = next((person for person in answers.people if person.id == answers.account.signatory), None)
    if signatory is None:
        return None
    role = plan.role_of(signatory, knowledge, language) or ""
    return Signature(plan.readable_name(signatory, knowledge, language), role, answers.account.legal_name)
