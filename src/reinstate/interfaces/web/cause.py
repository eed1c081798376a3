"""The page of the root cause: one question at a time, why it is asked, the way ahead, and the causes as pictures."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Answer, Trouble
from reinstate.document.html import drawing
from reinstate.interfaces.cli.question import plain_text, plain_value
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, go, show, step
from reinstate.root_cause import Map, Refusal, Stage, Step
from reinstate.workflow import desk, desk_cause
from reinstate.workflow.desk_cause import MANY, OWN_WORDS


@dataclass(frozen=True, slots=True)
class Shown:
    """One stage of the way as the page shows it."""

    stage: Stage
    title: str
    about: str
    steps: tuple[Step, ...]


def cause(visit: Visit) -> Response:
    """The question that comes next, or the one that the address names."""
    return _page(visit, visit.case, visit.request.query_params.get("step", ""))


def _page(visit: Visit, opened: desk.Opened, key: str, *, typed: str = "", refused: Refusal | None = None) -> Response:
    held = desk_cause.interview(visit.bench, opened, visit.language)
    way = held.map
    asked = desk_cause.step_of(way, key)
    order = [each.id for each in way.steps]
    at = order.index(asked.id) if asked else len(order)
    return visit.page(
        "cause.html.j2",
        200 if refused is None else 422,
        **frame(visit, "cause"),
        asked=asked,
        many=asked is not None and asked.shape in MANY,
        own=asked is not None and (not asked.options or asked.shape not in OWN_WORDS),
        typed=typed or (_now(asked) if asked and not asked.options else ""),
        chosen=_chosen(asked) if asked else frozenset(),
        refused=visit.reader.says("ask", refused.key, refused.details) if refused else "",
        doubtful=refused is not None and refused.doubtful,
        way=way,
        stages=_stages(visit, way),
        before=order[at - 1] if at > 0 else None,
        figures=[
            (drawing(each.svg), each.caption, each.told) for each in desk_cause.figures(visit.bench, opened, held)
        ],
        plain=lambda values: _plain(asked, values, visit) if asked else "",
        undoable=len(desk.versions(opened, desk_cause.STATED)) > 1,
        own_words=OWN_WORDS,
    )


def _now(asked: Step) -> str:
    return plain_text(asked.now or asked.suggestion)


def _chosen(asked: Step) -> frozenset[str]:
    """The ids of the options that hold today."""
    told = asked.now or asked.suggestion
    values = (value if isinstance(value, tuple) else (value,) for value in told)
    return frozenset(plain_value(each) for value in values for each in value)


def _plain(asked: Step, values: Iterable[Answer], visit: Visit) -> str:
    labels = {each.id: visit.reader.spoken(each.label) for each in asked.options}
    return " – ".join(labels.get(text, text) for text in map(plain_value, values))


def _stages(visit: Visit, way: Map) -> list[Shown]:
    shelf = visit.bench.knowledge.violations
    found = []
    for each in way.stages:
        known = shelf.get(each.violation or "")
        about = visit.reader.spoken(known.title) if known else ""
        steps = tuple(
            one
            for one in way.steps
            if one.stage == each.id and one.violation == each.violation and not (one.optional and one.state == "open")
        )
        found.append(Shown(each, visit.says(f"stage-{each.id}", "ask"), about, steps))
    return found


def answer(visit: Visit) -> Response:
    """Take an answer, or pass the question over.

    Raises:
        Trouble: `store.conflict`, `desk.no-such-question`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    held = desk_cause.interview(visit.bench, opened, visit.language)
    asked = held.map.step(visit.text("step"))
    if asked is None:
        raise Trouble("desk.no-such-question")
    if visit.text("do") == "skip":
        desk_cause.skip(visit.bench, opened, held, asked)
        return go(visit.url("cause"))
    text = _told(visit, asked)
    made = desk_cause.answer(visit.bench, opened, held, asked, text, sure=visit.text("sure") == "1")
    if made.taken is not None and made.taken.refused is not None:
        return _page(visit, opened, asked.id, typed=visit.text("words"), refused=made.taken.refused)
    return go(visit.url("cause"))


def _told(visit: Visit, asked: Step) -> str:
    """The answer as it would be typed: the numbers of what was chosen, and the person's own words."""
    numbers = {each.id: str(number) for number, each in enumerate(asked.options, 1)}
    chosen = [numbers[each] for each in visit.form.getlist("option") if isinstance(each, str) and each in numbers]
    words = visit.text("words").strip()
    if asked.shape in MANY or not chosen:
        return ", ".join((*chosen, *([words] if words else [])))
    return words or chosen[0]


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
