"""The main job: read → settle → draft → review → prove → render, over one folder."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reinstate import evidence, notice, plan, review, root_cause
from reinstate.case import (
    Answers,
    Checklist,
    DemandMet,
    Exhibit,
    Gap,
    IssueMet,
    Locked,
    Meaning,
    Plan,
    Proof,
    Reading,
    Trouble,
    Waived,
)
from reinstate.case.sight import Recogniser
from reinstate.evidence.allowance import allowance
from reinstate.knowledge import Knowledge
from reinstate.plan import Change
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.corrections import confirmed
from reinstate.workflow.drawings import CHOICES
from reinstate.workflow.eyes import eyes
from reinstate.workflow.findings import all_findings, let_stand
from reinstate.workflow.folder import ANSWERS, CaseFolder, edits_name
from reinstate.workflow.frame import UNNAMED, index_rows, names_of, notice_date
from reinstate.workflow.ledger import with_ledger
from reinstate.workflow.redacting import Terms, in_place
from reinstate.workflow.render import Files, render
from reinstate.workflow.write import refuse_full, write_folder

if TYPE_CHECKING:
    from reinstate.workflow.homes import Home

_EDIT_GAPS = {
    "added": "sentence-own",
    "loosed": "sentence-own",
    "outdated": "edit-outdated",
    "gone": "edit-gone",
}
"""What an edit did → the kind of gap that tells it."""

_PARTS = {
    "root_cause": ("root_cause",),
    "actions": ("containment", "corrective"),
    "prevention": ("preventive",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user may choose; None takes what suits the notice. `reader_language` is the checklist's language."""

    structure: str | None = None
    language: str | None = None
    reader_language: str = "en"
    lead: str = "A-"
    """What leads the numbers of exhibits: A-1, A-2 …, or 1, 2 … where it is empty."""
    figures: str | None = None
    """What the plan's annex shows, a key of `CHOICES`; None takes what suits the structure."""


@dataclass(frozen=True, slots=True)
class Worked:
    """Everything known of a case after the five steps, before anything is rendered."""

    folder: CaseFolder
    reading: Reading
    answers: Answers
    exhibits: tuple[Exhibit, ...]
    plan: Plan
    proof: Proof
    checklist: Checklist
    drafted: Plan
    """The plan as the facts say it, before a person's edits."""
    changes: tuple[Change, ...] = ()
    figures: tuple[str, ...] = ()
    """Kinds of drawings for the plan's annex."""

    @property
    def waivers(self) -> tuple[Waived, ...]:
        """What a person lets stand, wherever that was said."""
        return (*self.answers.waivers, *self.folder.waivers)

    @property
    def numbers(self) -> dict[str, str]:
        """Exhibit number by attachment id."""
        return {exhibit.id: exhibit.number for exhibit in self.exhibits}

    def names(self, knowledge: Knowledge, language: str) -> dict[str, str]:
        """Words to show for every id of the case."""
        return names_of(self.answers, knowledge, language)


def package(
    home: "Home", out: Path, knowledge: Knowledge, choice: Choice, *, force: bool = False, worker: Worker | None = None
) -> "Worked":
    """Make the submission package of a case and write it to `out`, whole or not at all.

    A `worker` opens the documents, so that one that breaks a parser ends nothing but the worker.

    Raises:
        Trouble: the case, the notice or a document can't be read, or `out` can't be written.
        Mistakes: the answers hold mistakes.
    """
    refuse_full(out, force=force)
    folder = home.read()
    worked, files = worker.run(packed, folder, choice) if worker else packed(knowledge, folder, choice)
    write_folder(out, files, force=force)
    return worked


def packed(knowledge: Knowledge, folder: CaseFolder, choice: Choice) -> tuple["Worked", Files]:
    """The job of making a package: the worked case, and every file by its name.

    Raises:
        Trouble: the notice or a document can't be read.
        Mistakes: the answers hold mistakes.
    """
    worked = with_ledger(work(folder, knowledge, choice), knowledge)
    return worked, render(worked, knowledge, choice.reader_language)


def work_apart(worker: Worker, folder: CaseFolder, choice: Choice) -> Worked:
    """Work through a case in a process of its own, for its notice and its documents come from strangers.

    Raises:
        Trouble: what reading the case raises, and what `Worker.run` raises of a file that ends the process.
        Mistakes: the answers hold mistakes.
    """
    return worker.run(work_case, folder, choice)


def work_case(knowledge: Knowledge, folder: CaseFolder, choice: Choice) -> Worked:
    """The job of working through a case."""
    return work(folder, knowledge, choice)


def work(folder: CaseFolder, knowledge: Knowledge, choice: Choice) -> Worked:
    """Read, settle, draft, review and prove; pure."""
    alive(folder.notice_file)
    structure = _known(choice.structure, knowledge.structures, "package.unknown-structure")
    language = _known(choice.language, plan_languages(knowledge), "package.unknown-language")
    read = notice.read(folder.notice, folder.notice_file, eyes(knowledge))
    reading = confirmed(notice.understand(read, knowledge), folder.confirmed, knowledge)
    answers = root_cause.read_sheet(folder.answers, ANSWERS, knowledge)
    meant = _meaning(reading, answers, knowledge)
    written_in = language or language_for(reading, knowledge)
    opened, lost = admitted(folder, answers, choice.lead)
    terms = Terms(allowance(reading, knowledge), evidence.wording(knowledge, written_in), knowledge)
    exhibits, held = in_place(opened, answers.attachments, terms, choice.lead)
    drafted = plan.draft(
        answers,
        reading,
        knowledge,
        structure=structure or plan.choose_structure(reading.scope, knowledge, meant.response),
        language=written_in,
        numbers={exhibit.id: exhibit.number for exhibit in exhibits},
    )
    edited = _edited(folder, drafted, {exhibit.id: exhibit.number for exhibit in exhibits}, knowledge)
    written = edited.plan
    proof = evidence.prove(answers, written, reading, exhibits, knowledge)
    dossier, memory = review.Dossier(answers, reading, exhibits, drafted), review.Memory()
    looked = review.review(written, knowledge, next(iter(reading.violations), None), memory=memory)
    found = all_findings(written, dossier, looked.findings, knowledge, memory)
    waived = tuple(let_stand(found, (*answers.waivers, *folder.waivers), written))
    findings = tuple(each for each in found if each not in [stands for stands, _ in waived])
    gaps = (
        *root_cause.settle(answers, reading, knowledge),
        *lost,
        *held,
        *_untranslated(written),
        *_own(edited.changes),
        *proof.gaps,
    )
    firsts = evidence.first_pages(1, exhibits)
    checklist = Checklist(
        ready="error" not in {each.severity for each in gaps} | {each.severity for each in findings},
        case=folder.name,
        violations=reading.violations,
        structure=written.structure or "",
        structure_reason=_reason(structure, written, reading.scope, knowledge),
        language=written.language,
        issues=tuple(_issue_met(slug, answers, exhibits) for slug in _slugs(reading, answers, knowledge)),
        demands=tuple(_demands_met(reading, answers, exhibits, knowledge)),
        items=proof.coverage or {},
        exhibits=index_rows(exhibits, firsts, answers, knowledge, choice.reader_language),
        findings=findings,
        gaps=gaps,
        plan_text=written.text,
        deadline_text=reading.deadline_text,
        deadline_date=_last_day(reading, meant),
        channel=reading.channel,
        contacts=reading.values("contact_email"),
        unchecked=looked.unchecked,
        warnings=reading.warnings,
        waived=waived,
    )
    shown = knowledge.structures[written.structure or ""].figures if choice.figures is None else CHOICES[choice.figures]
    return Worked(folder, reading, answers, exhibits, written, proof, checklist, drafted, edited.changes, shown)


def _edited(folder: CaseFolder, drafted: Plan, numbers: Mapping[str, str], knowledge: Knowledge) -> plan.Edited:
    """The draft with what a person changed in this very plan, if anything was."""
    name = edits_name(drafted.structure or "", drafted.language)
    if name not in folder.edits:
        return plan.Edited(drafted)
    edits = plan.read_edits(folder.edits[name], name)
    cut = plan.cut_in(drafted.language, knowledge)
    return plan.apply(drafted, edits, numbers, values_in(drafted.language, knowledge), cut)


def values_in(language: str, knowledge: Knowledge) -> plan.ReadValues:
    """How values are found in a text of that language."""
    return lambda text: [told.readings for told in review.values_of(text, language, knowledge)]


def _own(changes: tuple[Change, ...]) -> Iterator[Gap]:
    """What a person should know of the edits: sentences that no fact stands behind, and edits older than the facts."""
    for each in changes:
        if each.kind in _EDIT_GAPS:
            yield Gap(_EDIT_GAPS[each.kind], each.key or each.part, "warning", {"words": each.after})


def _meaning(reading: Reading, answers: Answers, knowledge: Knowledge) -> Meaning:
    """What the notice means on its own day; no clock is read."""
    return notice.meaning(reading, knowledge, notice_date(reading) or answers.dated or date.min)


def _reason(chosen: str | None, written: Plan, scope: str, knowledge: Knowledge) -> str:
    """Why the plan has its structure: a key on the message shelf `checklist`."""
    if chosen:
        return "structure-chosen"
    made_for = knowledge.structures[written.structure or ""].responses
    return f"structure-for-{made_for[0]}" if made_for else f"structure-for-{scope}"


def _last_day(reading: Reading, meant: Meaning) -> date | None:
    """The day on which the seller's time ends, where the notice tells from when it runs."""
    clock = meant.clock("answer")
    return clock.on if clock and clock.origin in ("notice", "named") else reading.deadline_date


def plan_languages(knowledge: Knowledge) -> tuple[str, ...]:
    """The languages that plans can be written in."""
    return tuple(tag for tag, language in knowledge.languages.items() if language.plan)


def _known(value: str | None, known: Mapping[str, object] | tuple[str, ...], code: str) -> str | None:
    if value is not None and value not in known:
        raise Trouble(code, value=value, known=", ".join(known))
    return value


def language_for(reading: Reading, knowledge: Knowledge) -> str:
    """The notice's language where plans are written in it, else the first that its store takes, else English."""
    store = knowledge.marketplaces.get(reading.marketplace or "")
    wanted = (reading.language, *(store.appeal_languages if store else ()))
    return next((tag for tag in wanted if tag in plan_languages(knowledge)), "en")


def admitted(
    folder: CaseFolder,
    answers: Answers,
    lead: str,
    recognise: Recogniser | None = None,
    items: tuple[str, ...] = (),
) -> tuple[tuple[Exhibit, ...], tuple[Gap, ...]]:
    """The exhibits of a case, and a gap for each whose file isn't there or whose copy lost a signature.

    `items` are looked for beside the passages.

    Raises:
        Trouble: what `evidence.admit` raises.
    """
    there = [each for each in answers.attachments if _path(each.file) in folder.evidence]
    lost = [each for each in answers.attachments if _path(each.file) not in folder.evidence]
    lost += [
        replace(each, file=each.unlocked_from)
        for each in there
        if each.unlocked_from and _path(each.unlocked_from) not in folder.evidence
    ]
    numbers = evidence.number(there, lead)
    wanted = [replace(each, highlight=(*each.highlight, *items)) for each in there]
    exhibits = []
    for place, (each, number) in enumerate(zip(wanted, numbers, strict=True), 1):
        alive(each.file, done=place, count=len(wanted))
        made = evidence.admit(folder.evidence[_path(each.file)], each, number, recognise)
        exhibits.append(_unlocked(made, each.unlocked_from, folder) if each.unlocked_from else made)
    gaps = [Gap("exhibit-missing-file", each.id, args={"file": each.file}) for each in lost]
    unsigned = (each for each in exhibits if each.unlocked and each.unlocked.signed)
    gaps += [Gap("exhibit-signature-lost", each.id, "note", {"file": each.source.file.name}) for each in unsigned]
    return tuple(exhibits), tuple(gaps)


def _unlocked(copy: Exhibit, name: str, folder: CaseFolder) -> Exhibit:
    """The copy with the locked file behind it; a signature that sealed that file's bytes seals the copy's no more."""
    content = folder.evidence.get(_path(name), b"")
    locked = Locked(PurePosixPath(_path(name)), hashlib.sha256(content).hexdigest(), len(content), copy.signed)
    return replace(copy, unlocked=locked, signed=False)


def _path(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).as_posix()


def _untranslated(drafted: Plan) -> list[Gap]:
    sentences = [sentence for section in drafted.sections for sentence in section.sentences]
    return [Gap("untranslated", each.facts[0]) for each in sentences if "translation" in each.missing and each.facts]


def _slugs(reading: Reading, answers: Answers, knowledge: Knowledge) -> tuple[str, ...]:
    """Every issue raised or answered; a part is told with the whole that answers it."""
    answered = [issue.violation for issue in answers.issues]
    raised = [slug for slug in reading.violations if slug in knowledge.violations and slug != UNNAMED]
    apart = [slug for slug in raised if slug in answered or knowledge.violations[slug].part_of not in answered]
    return tuple(dict.fromkeys((*apart, *answered)))


def _issue_met(slug: str, answers: Answers, exhibits: tuple[Exhibit, ...]) -> IssueMet:
    statements = [each for issue in answers.issues if issue.violation == slug for each in issue.statements]
    known = {exhibit.id for exhibit in exhibits}
    parts = {part: any(each.role in roles for each in statements) for part, roles in _PARTS.items()}
    return IssueMet(slug, parts | {"proof": any(known.intersection(each.exhibits) for each in statements)})


def _demands_met(
    reading: Reading, answers: Answers, exhibits: tuple[Exhibit, ...], knowledge: Knowledge
) -> list[DemandMet]:
    told = {each.role for issue in answers.issues for each in issue.statements}
    rows = []
    for fact in reading.demands:
        what = str(fact.value)
        demand = knowledge.demands.get(what)
        roles = [role for role in (demand.roles if demand else ()) if role in told]
        shown = [each.number for each in exhibits if what in knowledge.exhibits[each.kind].demands]
        words = fact.span.of(reading.notice.text) if fact.span else ""
        rows.append(DemandMet(what, words, bool(roles or shown), (*roles, *shown)))
    return rows
