"""The application: every page at its address, behind the guard."""

from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from reinstate.case import Trouble
from reinstate.interfaces.web import cases, cause, evidence, notice, package, plan, vault, vault_beside
from reinstate.interfaces.web.guard import Guard
from reinstate.interfaces.web.pages import HERE, House, Visit, told
from reinstate.workflow.desk import MOST_BYTES

SLACK = 1_000_000
"""Bytes that a form may have around the file that it sends."""


def application(house: House, port: int) -> ASGIApp:
    """All pages of the workbench for a server on that port of this machine."""
    lasting = Mount(house.static, _Lasting(directory=HERE / "static"))
    static = Mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    lost = {404: _lost, 405: _lost}
    rooms = (cases, notice, cause, evidence, package, plan, vault, vault_beside)
    app = Starlette(
        routes=[lasting, static, *(route for room in rooms for route in room.ROUTES)],
        exception_handlers=lost,
    )
    app.state.house = house

    async def stranger(scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        await told(Visit(house, request), Trouble("web.stranger"))(scope, receive, send)

    return Guard(app, stranger, house.keys, port, MOST_BYTES + SLACK)


class _Lasting(StaticFiles):
    """Files at an address that changes when they do: a browser that has them asks for them no more."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """One of them."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
        return response


async def _lost(request: Request, _error: Exception) -> Response:
    return told(Visit(request.app.state.house, request), Trouble("web.no-page", page=request.url.path))
