"""The step of the package: the verdict, what is missing by weight, the files, and what goes into which box."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reinstate import review
from reinstate.case import Finding, Gap, Plan, Trouble
from reinstate.knowledge import Knowledge, say
from reinstate.workflow import desk
from reinstate.workflow import render as rendering
from reinstate.workflow.bench import Bench, chosen, ground
from reinstate.workflow.desk import Opened
from reinstate.workflow.ledger import with_ledger
from reinstate.workflow.package import Worked
from reinstate.workflow.pictures import page_picture

WEIGHTS = ("error", "warning", "note")
"""Severities, the gravest first."""


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is still open, spoken: what it is, what to do, and where that is done.

    `step` is the page of the workbench; `about` an id there. `quote` are the words of the plan that are meant.
    """

    severity: str
    message: str
    advice: str
    step: str
    about: str = ""
    quote: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """What goes into one box of a form: its words and the characters it takes; None where that isn't known."""

    title: str
    text: str
    limit: int | None = None

    @property
    def count(self) -> int:
        """Characters as a form counts them: code points, line breaks included."""
        return len(self.text)


def errors_of(worked: Worked) -> int:
    """How many things keep the package from being sent."""
    told = worked.checklist
    severities = [*(each.severity for each in told.gaps), *(each.severity for each in told.findings)]
    return severities.count(WEIGHTS[0])


def open_things(worked: Worked, knowledge: Knowledge, language: str) -> tuple[Open, ...]:
    """Everything that is still open, the gravest first; what is missing before what is badly said."""
    names = worked.names(knowledge, language)
    found = [_gap(each, worked, names, knowledge, language) for each in worked.checklist.gaps]
    found += [_finding(each, worked.plan, knowledge, language) for each in worked.checklist.findings]
    return tuple(sorted(found, key=lambda each: WEIGHTS.index(each.severity)))


def let_stand(worked: Worked, knowledge: Knowledge, language: str) -> tuple[tuple[Open, str], ...]:
    """What a person lets stand, spoken, each with the reason."""
    told = worked.checklist.waived
    return tuple((_finding(each, worked.plan, knowledge, language), reason) for each, reason in told)


def _gap(gap: Gap, worked: Worked, names: Mapping[str, str], knowledge: Knowledge, language: str) -> Open:
    says = knowledge.messages["gaps"].says
    told = {"about": gap.about, **gap.args}
    values = {name: names.get(each, each) if isinstance(each, str) else each for name, each in told.items()}

    def spoken(key: str, otherwise: str) -> str:
        text = say(says[key], language).text if key in says else otherwise
        for name, value in values.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    message = spoken(gap.kind, f"{gap.kind}: {values['about']}")
    step = _step_of(gap)
    about = _question_of(gap, worked) if step == "cause" else gap.about
    return Open(gap.severity, message, spoken(f"{gap.kind}-hint", ""), step, about)


def _question_of(gap: Gap, worked: Worked) -> str:
    """The question that closes a gap: its id, or `statement/field`."""
    if gap.kind in _QUESTIONS:
        return _QUESTIONS[gap.kind]
    if gap.kind == "unanswered":
        return f"{gap.about}/{str(gap.args['field']).rpartition('.')[2]}"
    issues = worked.answers.issues
    violation = next((each.violation for each in issues if gap.about in {one.id for one in each.statements}), gap.about)
    return f"{violation}/{'causes' if gap.kind == 'no-root-cause' else 'measures'}"


_QUESTIONS = {"no-signatory": "account/signatory", "letter-undated": "dated"}

_PROOF = ("exhibit", "asin", "demand", "claim", "wrong-kind", "covers", "passage", "pages", "pictures", "letters")
"""How the kinds of gaps begin that documents close."""


def _step_of(gap: Gap) -> str:
    """The page where a gap is closed."""
    if gap.kind.startswith(_PROOF):
        return "evidence"
    return "plan" if gap.kind.startswith(("sentence", "edit", "untranslated")) else "cause"


def _finding(finding: Finding, plan: Plan, knowledge: Knowledge, language: str) -> Open:
    message, advice = review.speak(finding, plan, knowledge, language)
    whole = len(finding.span) >= len(plan.text.strip())
    quote = "" if whole else " ".join(finding.span.of(plan.text).split())
    return Open(finding.severity, message, advice, "plan", str(finding.span.start), quote, finding.rule)


def boxes(plan: Plan, knowledge: Knowledge, language: str) -> tuple[Box, ...]:
    """The plan cut for the boxes of a form; where the structure has none, its parts and the whole."""
    profile = review.profile_for(plan, knowledge)
    if profile is not None and profile.boxes:
        made = (
            Box(say(box.title, language).text, _said(plan, frozenset(box.roles)), box.characters)
            for box in profile.boxes.values()
        )
        return tuple(each for each in made if each.text)
    return tuple(_by_heading(plan))


def _said(plan: Plan, roles: frozenset[str]) -> str:
    sections = (each for each in plan.sections if roles & set(each.roles))
    return "\n".join(sentence.span.of(plan.text) for section in sections for sentence in section.sentences)


def _by_heading(plan: Plan) -> Iterator[Box]:
    """One box a part; the issues under one heading stay together."""
    title, lines = "", list[str]()
    opening = {section.id for section in plan.sections if section.issue is None}
    for section in plan.sections:
        heading = section.heading.of(plan.text).strip() if section.heading else ""
        if section.issue is None or section.id not in opening:
            if lines:
                yield Box(title, "\n".join(lines))
            title, lines = heading, []
        else:
            lines.append(heading)
        lines += [each.span.of(plan.text) for each in section.sentences]
    if lines:
        yield Box(title, "\n".join(lines))


def rendered(bench: Bench, opened: Opened, language: str) -> bool:
    """Whether the files of the package are made already."""
    return bench.rendered.known((ground(opened), chosen(opened), language)) is not None


def files(bench: Bench, opened: Opened, language: str) -> Mapping[str, bytes]:
    """Every file of the package by its name.

    Raises:
        Trouble: what working and rendering the case raise.
    """
    worked = bench.worked(opened)
    return bench.rendered.get(
        (ground(opened), chosen(opened), language), lambda: bench.heavy.run(render_case, worked, language)
    )


def picture(bench: Bench, opened: Opened, number: int, language: str) -> bytes:
    """One page of the plan's PDF as a PNG picture; pages count from 1.

    Raises:
        Trouble: `desk.no-such-page`, or what rendering raises.
    """
    pdf = files(bench, opened, language)["plan.pdf"]
    return bench.derived.get(
        ("plan-page", ground(opened), chosen(opened), number), lambda: bench.quick.run(page_picture, pdf, number)
    )


def pages(bench: Bench, opened: Opened, language: str) -> int:
    """How many pages the plan's PDF has."""
    return rendering.page_count(files(bench, opened, language)["plan.pdf"])


def archive(bench: Bench, opened: Opened, language: str) -> bytes:
    """The whole package as one ZIP file; the same package gives the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files(bench, opened, language).items():
            out.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def send(bench: Bench, opened: Opened, channel: str, language: str) -> Opened:
    """Note that the package was sent: the journal keeps its very bytes.

    Raises:
        Trouble: `desk.not-ready`, `store.conflict`, or what rendering and keeping raise.
    """
    worked = bench.worked(opened)
    if not worked.checklist.ready:
        raise Trouble("desk.not-ready", count=errors_of(worked))
    kept = [desk.keep(bench.store, name, content) for name, content in files(bench, opened, language).items()]
    return desk.write(bench.store, opened, "submission-made", {"channel": channel, "files": kept}, bench.clock)


def render_case(knowledge: Knowledge, worked: Worked, language: str) -> Mapping[str, bytes]:
    """The job of making every file of a package."""
    return rendering.render(with_ledger(worked, knowledge), knowledge, language)
