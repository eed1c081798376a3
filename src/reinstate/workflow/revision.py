"""The next round: what Amazon's reply still wants, where the plan answers it now, and what changed since."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reinstate import notice, plan, review
from reinstate.case import Finding, Plan, Reading, Trouble
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.confined import Worker
from reinstate.workflow.frame import notice_date
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, Worked, work_apart
from reinstate.workflow.plans import Difference, since, text_in, without_marks
from reinstate.workflow.reading import read, text_of

CONTRADICTS = "against.round-differs"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the reply wants, in its own words, and what answers it now.

    `parts` are headings of the plan, `exhibits` numbers of documents; `new` tells whether something of it was not in
    the plan that was sent. A point without any of them is open.
    """

    words: str
    wanted: str
    parts: tuple[str, ...]
    exhibits: tuple[str, ...]
    new: bool

    @property
    def open(self) -> bool:
        """Whether nothing answers it, or nothing that Amazon hasn't read already."""
        return not self.new


@dataclass(frozen=True, slots=True)
class Revision:
    """The next revision: the worked case, the points of the reply, what changed, and what would contradict."""

    worked: Worked
    reply: Reading
    points: tuple[Point, ...]
    differences: tuple[Difference, ...]
    contradictions: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether every point is answered anew and nothing contradicts what was sent."""
        return not self.contradictions and not any(each.open for each in self.points)


def revise(
    home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, reply: Path, sent: Path | None = None
) -> Revision:
    """Hold the plan as the answers make it now against a reply and the plan that was sent.

    Without a file of what was sent, the last submission of a stored case is taken.

    Raises:
        Trouble: `plan.nothing-sent`; a file can't be read, or what working the case raises.
    """
    text = text_in(sent, worker) if sent else _sealed(home, worker)
    worked = work_apart(worker, home.read(), choice)
    reading = read(reply, knowledge, worker)
    before = plan.parse(text, worked.plan.language, knowledge)
    dossier = review.Dossier(worked.answers, worked.reading, worked.exhibits, worked.drafted, (before,))
    found = review.against(worked.plan, dossier, knowledge)
    changed = since(text, worked.plan, knowledge)
    return Revision(
        worked=worked,
        reply=reading,
        points=tuple(_points(worked, reading, changed, text, knowledge)),
        differences=changed,
        contradictions=tuple(each for each in found if each.rule == CONTRADICTS),
    )


def _sealed(home: Home, worker: Worker) -> str:
    upload = home.sent()
    if upload is None:
        raise Trouble("plan.nothing-sent")
    return text_of(upload.content, upload.name, worker)


def _points(
    worked: Worked, reply: Reading, changed: tuple[Difference, ...], sent: str, knowledge: Knowledge
) -> Iterator[Point]:
    today = notice_date(reply) or worked.answers.dated or date.min
    language = worked.plan.language
    for gap in notice.meaning(reply, knowledge, today).gaps:
        demand = knowledge.demands.get(str(gap.args["demand"]))
        roles = set(demand.roles) if demand else set()
        issue = str(gap.args.get("violation", ""))
        told = dict(_told(worked.plan, roles, issue))
        shown = [each for each in worked.exhibits if demand and demand.id in knowledge.exhibits[each.kind].demands]
        fresh = [
            each
            for each in changed
            if each.after and any(each.after in line for words in told.values() for line in words)
        ]
        new_papers = [each for each in shown if each.number not in sent]
        yield Point(
            words=str(gap.args.get("words") or ""),
            wanted=say(demand.title, language).text if demand else str(gap.args["demand"]),
            parts=tuple(told),
            exhibits=tuple(each.number for each in shown),
            new=bool(fresh or new_papers),
        )


def _told(made: Plan, roles: set[str], issue: str) -> Iterator[tuple[str, set[str]]]:
    """The headings under which sentences of those roles stand, with the sentences; of the issue, if the reply says."""
    opened = ""
    for section in made.sections:
        heading = section.heading.of(made.text).strip() if section.heading else ""
        if section.span == section.heading:
            opened = heading
            continue
        words = {without_marks(each.span.of(made.text)) for each in section.sentences if not each.missing}
        if words and roles & set(section.roles) and (not issue or section.issue in (None, issue)):
            within = section.issue is not None and sum(each.id == section.id for each in made.sections) > 1
            yield (f"{opened} – {heading}" if within and opened else heading), words


def points_rows(revision: Revision) -> tuple[tuple[str, str], ...]:
    """What was asked and where it is answered, as two columns for page 1."""
    return tuple(
        (each.words or each.wanted, ", ".join((*each.parts, *(f"[{number}]" for number in each.exhibits))))
        for each in revision.points
    )


def unready(revision: Revision) -> Worked:
    """The worked case, marked as a draft where a point is open or something contradicts."""
    worked = revision.worked
    ready = worked.checklist.ready and revision.ready
    return replace(worked, checklist=replace(worked.checklist, ready=ready))
