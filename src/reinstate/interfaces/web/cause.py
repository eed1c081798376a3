"""The page of the root cause: one question at a time, why it is asked, the way ahead, and the causes as pictures."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Answer, Trouble
from reinstate.document.html import drawing
from reinstate.interfaces.cli.question import plain_value
from reinstate.interfaces.web.blanks import PEOPLE, SOLD, blanks, ticked, told
from reinstate.interfaces.web.evidence import uploads
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, go, show, step
from reinstate.root_cause import Known, Map, Refusal, Stage, Step
from reinstate.workflow import desk, desk_cause, desk_evidence
from reinstate.workflow.ask import Interview


@dataclass(frozen=True, slots=True)
class Shown:
    """One stage of the way as the page shows it."""

    stage: Stage
    title: str
    about: str
    steps: tuple[tuple[Step, str], ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """What the page says of the answer just given: the question's id and words, what was understood, and remarks."""

    step: str
    question: str
    value: str
    remarks: tuple[str, ...]


def cause(visit: Visit) -> Response:
    """The question that comes next, or the one that the address names, with the documents that it says are ticked."""
    query = visit.request.query_params
    sent = FormData([("paper", each) for each in query.getlist("paper")]) if "paper" in query else None
    return _page(visit, visit.case, query.get("step", ""), sent)


def _page(
    visit: Visit, opened: desk.Opened, key: str, sent: FormData | None = None, refused: Refusal | None = None
) -> Response:
    held = desk_cause.interview(visit.bench, opened, visit.language)
    way = desk_cause.way_of(visit.bench, opened, held)
    asked = desk_cause.step_of(way, key)
    order = [each.id for each in way.steps]
    at = order.index(asked.id) if asked else len(order)
    drawn = desk_cause.figures(visit.bench, opened, held)
    visit.bench.ahead(opened)
    return visit.page(
        "cause.html.j2",
        200 if refused is None else 422,
        **frame(visit, "cause"),
        **(_asked(visit, held, asked, sent) if asked else {}),
        asked=asked,
        say=visit.otherwise,
        noted=_noted(visit, opened, way, visit.request.query_params.get("after", "")) if refused is None else None,
        refused=visit.refusal(refused.key, refused.details) if refused else "",
        doubtful=refused is not None and refused.doubtful,
        way=way,
        stages=_stages(visit, way),
        before=order[at - 1] if at > 0 else None,
        figures=[(drawing(each.svg), each.caption, each.told) for each in drawn],
        undoable=len(desk.versions(opened, desk_cause.STATED)) > 1,
        limit=desk.MOST_BYTES,
    )


def _noted(visit: Visit, opened: desk.Opened, way: Map, after: str) -> Noted | None:
    """What was kept of the answer that was just given, and what there is to remark on it."""
    answered = way.step(after)
    remarks = tuple(visit.refusal(each.key, each.details) for each in desk_cause.remarks(visit.bench, opened, after))
    if answered is None or not (answered.now or remarks):
        return Noted("", "", "", remarks) if remarks else None
    question = _words(visit, answered, several=answered.shape == "chain-papers")
    return Noted(answered.id, question, _plain(visit, answered)(answered.now), remarks)


def _plain(visit: Visit, asked: Step) -> Callable[[Iterable[Answer]], str]:
    """How the values of a question are read: options by their words, days as the reader writes them."""
    labels = {each.id: visit.otherwise(each.label) for each in asked.options}

    def told(value: Answer) -> str:
        if isinstance(value, date) and not isinstance(value, datetime):
            return visit.day(value)
        return labels.get(plain_value(value), plain_value(value))

    return lambda values: " – ".join(map(told, values))


def _asked(visit: Visit, held: Interview, asked: Step, sent: FormData | None) -> dict[str, Any]:
    """The question in words, what it builds on, and its blanks."""
    filled = blanks(visit, held, asked, sent)
    built = () if asked.shape in (*PEOPLE, *desk_cause.FILES) else asked.known
    return {
        **filled,
        "question": _words(visit, asked, several=filled["several"]),
        "known": [(visit.otherwise(each.label).rstrip("?？.。:： "), _known(visit, each)) for each in built],
        "plain": _plain(visit, asked),
    }


def _words(visit: Visit, asked: Step, *, several: bool) -> str:
    """What is asked; where documents are ticked, their kinds stand beside and not in the question."""
    if asked.shape not in ("exhibits", "chain-papers"):
        return visit.otherwise(asked.asks)
    return visit.says("ask-chain-papers", "web-cause") if several else visit.says("ask-shown", "ask")


def _known(visit: Visit, known: Known) -> str:
    """Something told before, in the reader's words."""
    labels = {each.id: visit.otherwise(each.label) for each in known.options}
    told = visit.otherwise(known.value) if isinstance(known.value, Mapping) else plain_value(known.value)
    return labels.get(told, told)


def _stages(visit: Visit, way: Map) -> list[Shown]:
    shelf = visit.bench.knowledge.violations
    found = []
    for each in way.stages:
        known = shelf.get(each.violation or "")
        about = visit.reader.spoken(known.title) if known else ""
        steps = tuple(
            (one, _words(visit, one, several=one.shape == "chain-papers"))
            for one in way.steps
            if one.stage == each.id and one.violation == each.violation and not (one.optional and one.state == "open")
        )
        found.append(Shown(each, visit.says(f"stage-{each.id}", "ask"), about, steps))
    return found


def answer(visit: Visit) -> Response:
    """Take an answer, or pass the question over; documents sent along are kept first, and ticked.

    Raises:
        Trouble: `store.conflict`, `desk.no-such-question`, or what taking in documents raises.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    held = desk_cause.interview(visit.bench, opened, visit.language)
    asked = desk_cause.way_of(visit.bench, opened, held).step(visit.text("step"))
    if asked is None:
        raise Trouble("desk.no-such-question")
    if (sent := uploads(visit)) and asked.shape == SOLD:
        desk_evidence.sell(visit.bench, opened, sent, visit.language)
        return go(f"{visit.url('cause')}?{urlencode({'after': asked.id})}")
    if sent:
        return _with_papers(visit, opened, held, asked, sent)
    if visit.text("do") == "skip":
        desk_cause.skip(visit.bench, opened, held, asked)
        return go(visit.url("cause"))
    knowledge = visit.bench.knowledge
    intervals = {key: words["en"] for key, words in knowledge.phrases["intervals"].says.items()}
    text = told(visit.form, asked, desk_cause.papers_of(held, asked, knowledge), intervals)
    made = desk_cause.answer(visit.bench, opened, held, asked, text, sure=visit.text("sure") == "1")
    if made.taken is not None and made.taken.refused is not None:
        return _page(visit, opened, asked.id, visit.form, made.taken.refused)
    return go(f"{visit.url('cause')}?{urlencode({'after': asked.id})}")


def _with_papers(
    visit: Visit, opened: desk.Opened, held: Interview, asked: Step, sent: list[tuple[str, bytes]]
) -> Response:
    """The same question with the documents that were added; where it asks for one thing only, they are ticked."""
    known = {each.id for each in held.progress.answers.attachments}
    kept = desk_evidence.add(visit.bench, opened, sent, visit.language)
    now = desk_cause.interview(visit.bench, kept, visit.language)
    added = [each.id for each in now.progress.answers.attachments if each.id not in known]
    papers = desk_cause.papers_of(now, asked, visit.bench.knowledge)
    ticks = sorted(ticked(visit.form)) + [f"0:{key}" for key in added if papers is not None and len(papers.rows) == 1]
    return go(f"{visit.url('cause')}?{urlencode([('step', asked.id), *(('paper', each) for each in ticks)])}")


def undo(visit: Visit) -> Response:
    """Take the last answer back.

    Raises:
        Trouble: `desk.nothing-to-undo`, `store.conflict`.
    """
    desk_cause.undo(visit.bench, desk.at(visit.case, visit.number("seq")))
    return go(visit.url("cause"))


ROUTES = (
    Route("/case/{case}/cause", show(cause), methods=["GET"]),
    Route("/case/{case}/cause/answer", step(answer), methods=["POST"]),
    Route("/case/{case}/cause/undo", step(undo), methods=["POST"]),
)
