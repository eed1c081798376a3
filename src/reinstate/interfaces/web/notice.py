"""The page of the notice: its text with every fact marked, what that means, and what a person corrects."""

from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Trouble
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, download, go, show, step
from reinstate.workflow import desk, desk_notice
from reinstate.workflow.desk import Opened

GROUPS = ("allegation", "demand", "time", "item", "route", "warning", "money", "refused", "other")
"""Groups of marks in the order of the panel."""


def notice(visit: Visit) -> Response:
    """The notice as it was read."""
    sheet = desk_notice.sheet(visit.bench, visit.case, visit.language)
    visit.bench.ahead(visit.case)
    used = [group for group in GROUPS if any(mark.group == group for mark in sheet.marks)]
    return visit.page(
        "notice.html.j2",
        **frame(visit, "notice"),
        sheet=sheet,
        groups=[(group, [mark for mark in sheet.marks if mark.group == group]) for group in used],
        choices=desk_notice.choices(visit.bench.knowledge, visit.language),
    )


def correct(visit: Visit) -> Response:
    """Strike out or add one fact.

    Raises:
        Trouble: `desk.correction-unfit`, `store.conflict`.
    """
    fields = {name: visit.text(name) for name in ("kind", "value", "start", "end", "words")}
    struck = {"struck": visit.text("struck") == "1"}
    opened = desk_notice.correct(visit.bench, _seen(visit), {**fields, **struck})
    return go(f"{visit.url('notice', opened)}#panel")


def take_back(visit: Visit) -> Response:
    """Take the last correction back."""
    return go(f"{visit.url('notice', desk_notice.take_back(visit.bench, _seen(visit)))}#panel")


def confirm(visit: Visit) -> Response:
    """Say that the notice is read rightly, and go on."""
    return go(visit.url("cause", desk_notice.confirm(visit.bench, _seen(visit))))


def original(visit: Visit) -> Response:
    """The notice's own file, byte for byte, to be saved; it is never shown as a page."""
    file = visit.case.notice
    return download(visit.bench.store.fetch(file.sha256), file.name, "application/octet-stream")


def calendar(visit: Visit) -> Response:
    """The deadlines as a calendar file.

    Raises:
        Trouble: `web.no-day` where none is known.
    """
    content = desk_notice.calendar(visit.bench, visit.case, visit.language)
    if content is None:
        raise Trouble("web.no-day")
    return download(content, "deadline.ics", "text/calendar")


def _seen(visit: Visit) -> Opened:
    return desk.at(visit.case, visit.number("seq"))


ROUTES = (
    Route("/case/{case}/notice", show(notice), methods=["GET"]),
    Route("/case/{case}/notice/correct", step(correct), methods=["POST"]),
    Route("/case/{case}/notice/back", step(take_back), methods=["POST"]),
    Route("/case/{case}/notice/confirm", step(confirm), methods=["POST"]),
    Route("/case/{case}/notice/original", show(original), methods=["GET"]),
    Route("/case/{case}/notice/calendar", show(calendar), methods=["GET"]),
)
