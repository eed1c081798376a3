"""The page of the plan: an editor that reviews as one types, what is missing as small forms, and the history."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reinstate.case import Plan, Trouble
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, go, show, step
from reinstate.knowledge import say
from reinstate.workflow import desk, desk_plan, desk_review
from reinstate.workflow.bench import chosen
from reinstate.workflow.drawings import CHOICES
from reinstate.workflow.package import Choice

FACTS = ("people", "parties", "exhibits", "items")
"""Groups of facts in the order of the panel."""


def plan(visit: Visit) -> Response:
    """The plan in its editor."""
    opened, bench = visit.case, visit.bench
    if opened.case.answers is None:
        return visit.page("plan.html.j2", **frame(visit, "plan"), worked=None, waiting=False)
    if bench.known(opened) is None and not visit.waited:
        return visit.page("plan.html.j2", **frame(visit, "plan"), worked=None, waiting=True)
    worked, knowledge = bench.worked(opened), bench.knowledge
    told = desk_plan.facts(worked, knowledge, visit.language)
    tags = desk_plan.languages(knowledge)
    return visit.page(
        "plan.html.j2",
        **frame(visit, "plan"),
        worked=worked,
        waiting=False,
        made=worked.plan,
        structures=[(key, say(each.title, visit.language).text) for key, each in knowledge.structures.items()],
        structure_why=visit.reader.spoken(knowledge.structures[worked.plan.structure or ""].why),
        tongues=[(tag, knowledge.languages[tag].name) for tag in tags],
        drawings=("", *CHOICES),
        drawn=chosen(opened).figures or "",
        facts=[(group, [each for each in told if each.group == group]) for group in FACTS],
        outline=[row for row in desk_plan.rows(worked.plan) if row.kind == "heading"],
        text=worked.plan.text,
        versions=desk_plan.history(opened),
    )


def text(visit: Visit) -> Response:
    """The plan's text and its lines, for the editor."""
    opened = visit.case
    return JSONResponse(_data(visit.bench.worked(opened).plan, opened))


def _data(made: Plan, opened: desk.Opened) -> dict[str, Any]:
    return {
        "text": made.text,
        "rows": [asdict(row) for row in desk_plan.rows(made)],
        "seq": opened.seq,
        "structure": made.structure,
        "language": made.language,
    }


def look(visit: Visit) -> Response:
    """What the rules say of a text as it is typed; with `close`, what the case says too, and what is left open."""
    typed = desk_review.Typed(visit.text("text"), _choice(visit), _lines(visit.text("lines")))
    if visit.text("close") != "1":
        notes = desk_review.look(visit.bench, visit.case, typed, visit.language)
        return JSONResponse({"notes": [asdict(each) for each in notes]})
    notes, askings = desk_review.look_close(visit.bench, visit.case, typed, visit.language)
    return JSONResponse({"notes": [asdict(each) for each in notes], "asks": [asdict(each) for each in askings]})


def _choice(visit: Visit) -> Choice:
    return Choice(visit.text("structure"), visit.text("plan-language"))


def save(visit: Visit) -> Response:
    """Keep what a person typed.

    Raises:
        Trouble: `store.conflict` where another tab was first, `desk.plan-unfit`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    saved = desk_plan.save(visit.bench, opened, _choice(visit), _lines(visit.text("lines")))
    return JSONResponse({"seq": saved.seq})


def _lines(told: str) -> Sequence[dict[str, Any]]:
    try:
        lines = json.loads(told)
    except (ValueError, RecursionError) as error:
        raise Trouble("desk.plan-unfit") from error
    if not isinstance(lines, list) or not all(isinstance(each, dict) for each in lines):
        raise Trouble("desk.plan-unfit")
    return lines


def choose(visit: Visit) -> Response:
    """Take the plan in another structure or language."""
    opened = desk.at(visit.case, visit.number("seq"))
    wanted = (visit.text("structure"), visit.text("tongue"), visit.text("figures"))
    return go(visit.url("plan", desk_plan.choose(visit.bench, opened, *wanted)))


def waive(visit: Visit) -> Response:
    """Let a finding stand, with a reason."""
    opened = desk.at(visit.case, visit.number("seq"))
    kept = desk_plan.waive(visit.bench, opened, visit.text("rule"), visit.text("words"), visit.text("reason"))
    return JSONResponse({"seq": kept.seq})


def other(visit: Visit) -> Response:
    """The plan in another language, to be read beside it."""
    tag = visit.request.query_params.get("in", "")
    return JSONResponse(_data(desk_plan.other(visit.bench, visit.case, tag), visit.case))


def history(visit: Visit) -> Response:
    """How the plan grew, and where one state differs from today's."""
    told = visit.request.query_params.get("from", "0")
    since = int(told) if told.isascii() and told.isdigit() else 0
    if visit.bench.known(visit.case) is None and not visit.waited:
        return visit.page("history.html.j2", **frame(visit, "plan"), waiting=True)
    return visit.page(
        "history.html.j2",
        **frame(visit, "plan"),
        waiting=False,
        versions=desk_plan.history(visit.case),
        since=since,
        changes=desk_plan.compare(visit.bench, visit.case, since),
        made=visit.bench.worked(visit.case).plan,
    )


def bring_back(visit: Visit) -> Response:
    """Make the plan again what it was."""
    opened = desk.at(visit.case, visit.number("seq"))
    return go(visit.url("plan", desk_plan.bring_back(visit.bench, opened, visit.number("back"))))


ROUTES = (
    Route("/case/{case}/plan", show(plan), methods=["GET"]),
    Route("/case/{case}/plan/text", show(text), methods=["GET"]),
    Route("/case/{case}/plan/other", show(other), methods=["GET"]),
    Route("/case/{case}/plan/look", step(look), methods=["POST"]),
    Route("/case/{case}/plan/save", step(save), methods=["POST"]),
    Route("/case/{case}/plan/choose", step(choose), methods=["POST"]),
    Route("/case/{case}/plan/waive", step(waive), methods=["POST"]),
    Route("/case/{case}/plan/history", show(history), methods=["GET"]),
    Route("/case/{case}/plan/back", step(bring_back), methods=["POST"]),
)
