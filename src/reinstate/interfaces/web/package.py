"""The page of the package: the verdict, what is missing, the files, and how to send them."""

import mimetypes
from collections.abc import Sequence
from itertools import groupby
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Trouble
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, download, go, show, step
from reinstate.workflow import desk, desk_package

MAIN_FILES = ("plan.pdf", "plan.docx", "exhibits.pdf", "plan.txt", "plan.md", "checklist.html")
"""The files that a seller wants, in that order; the others follow in the archive."""


def package(visit: Visit) -> Response:
    """The package as it stands; what takes long is worked out at the second asking."""
    opened, bench = visit.case, visit.bench
    if opened.case.answers is None:
        return visit.page("package.html.j2", **frame(visit, "package"), worked=None, waiting=False)
    if bench.known(opened) is None and not visit.waited:
        return visit.page("package.html.j2", **frame(visit, "package"), worked=None, waiting=True)
    worked = bench.worked(opened)
    things = desk_package.open_things(worked, bench.knowledge, visit.language)
    made = desk_package.files(bench, opened, visit.language) if visit.waited or _rendered(visit) else None
    return visit.page(
        "package.html.j2",
        **frame(visit, "package"),
        worked=worked,
        waiting=False,
        checklist=worked.checklist,
        things=[(severity, list(found)) for severity, found in groupby(things, key=lambda each: each.severity)],
        place=_place,
        stands=desk_package.let_stand(worked, bench.knowledge, visit.language),
        boxes=desk_package.boxes(worked.plan, bench.knowledge, visit.language),
        pages=desk_package.pages(bench, opened, visit.language) if made else 0,
        files=[(name, len(made[name])) for name in MAIN_FILES if name in made] if made else [],
        channel=bench.knowledge.channels.get(worked.checklist.channel),
        sent=opened.case.submissions,
    )


def _place(thing: desk_package.Open) -> str:
    """Where on its page an open thing is mended."""
    if not thing.about:
        return ""
    if thing.step == "cause":
        return f"?{urlencode({'step': thing.about})}"
    return f"#at-{thing.about}" if thing.step == "plan" else f"#{thing.about}"


def _rendered(visit: Visit) -> bool:
    return desk_package.rendered(visit.bench, visit.case, visit.language)


def file(visit: Visit) -> Response:
    """One file of the package, or all of it as `package.zip`.

    Raises:
        Trouble: `web.no-page`, or what working the case raises.
    """
    name = str(visit.request.path_params["name"])
    if name == "package.zip":
        return download(desk_package.archive(visit.bench, visit.case, visit.language), name, "application/zip")
    made = desk_package.files(visit.bench, visit.case, visit.language)
    if name not in made:
        raise Trouble("web.no-page", page=name)
    media = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return download(made[name], name, "application/octet-stream" if media == "text/html" else media)


def picture(visit: Visit) -> Response:
    """One page of the plan as a picture.

    Raises:
        Trouble: `desk.no-such-page`.
    """
    number = int(visit.request.path_params["number"])
    return Response(desk_package.picture(visit.bench, visit.case, number, visit.language), media_type="image/png")


def send(visit: Visit) -> Response:
    """Note that the package was sent.

    Raises:
        Trouble: `desk.not-ready`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    worked = visit.bench.worked(opened)
    return go(visit.url("package", desk_package.send(visit.bench, opened, worked.checklist.channel, visit.language)))


ROUTES: Sequence[Route] = (
    Route("/case/{case}/package", show(package), methods=["GET"]),
    Route("/case/{case}/package/page/{number:int}", show(picture), methods=["GET"]),
    Route("/case/{case}/package/file/{name}", show(file), methods=["GET"]),
    Route("/case/{case}/package/send", step(send), methods=["POST"]),
)
