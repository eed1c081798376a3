"""What stands before every page: other sites, other programs' pages and other names of this machine stay outside.

A page of any site can send requests to this machine. What keeps it out: the server listens on loopback only; a request
must name it by its own address (against DNS rebinding); a browser that says that another site or port asks is refused;
what changes something must come from our own origin; and without the session's cookie there is nothing to see.
"""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reinstate.interfaces.web.keys import Keys

OPEN, STATIC = "/open", "/static/"
SAFE = ("GET", "HEAD")
CUT = "reinstate.cut"
"""Where a request notes that its body was cut off for its size."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
            "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
)
"""What every answer tells the browser."""

_WELCOME = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>reinstate</title>'
    '<meta http-equiv="refresh" content="0;url=/"></head><body></body></html>'
)
"""The way in from the opening link. A redirect would do, but a browser that was sent here by another site would follow
it without the strict cookie; a fresh step from our own page bears it."""


class Guard:
    """Lets only our own pages, in a browser that came by the opening link, reach the application."""

    def __init__(self, app: ASGIApp, stranger: ASGIApp, keys: Keys, port: int, most_bytes: int) -> None:
        self._app = app
        self._stranger = stranger
        self._keys = keys
        self._hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self._most = most_bytes
        self.cookie = f"reinstate-{port}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refuse(scope, Headers(scope=scope))
        answering: ASGIApp = refusal or self._app
        await answering(scope, self._counted(scope, receive), self._told(scope, send))

    def _refuse(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """The answer to a request that must not pass."""
        host = headers.get("host", "")
        if host not in self._hosts:
            return _refusal(HTTPStatus.MISDIRECTED_REQUEST)
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and scope["path"] != OPEN:
            return _refusal(HTTPStatus.FORBIDDEN)
        if scope["method"] not in SAFE and headers.get("origin") != f"http://{host}":
            return _refusal(HTTPStatus.FORBIDDEN)
        if scope["path"] == OPEN:
            return self._let_in(scope, headers)
        if scope["path"].startswith(STATIC) and scope["method"] in SAFE:
            return None
        session = cookie_parser(headers.get("cookie", "")).get(self.cookie, "")
        if not self._keys.knows(session):
            return self._stranger
        if int(_length(headers)) > self._most:
            return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        scope["session"] = session
        return None

    def _let_in(self, scope: Scope, headers: Headers) -> ASGIApp:
        if scope["method"] != "GET":
            return _refusal(HTTPStatus.METHOD_NOT_ALLOWED)
        token = parse_qs(scope["query_string"].decode("ascii", "replace")).get("token", [""])[0]
        session = self._keys.redeem(token)
        answer = HTMLResponse(_WELCOME)
        if session is not None:
            answer.set_cookie(self.cookie, session, path="/", httponly=True, samesite="strict")
        elif not self._keys.knows(cookie_parser(headers.get("cookie", "")).get(self.cookie, "")):
            return self._stranger
        return answer

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        """What is received, cut off where it grows beyond the limit whatever its head said."""
        got = 0

        async def counted() -> Message:
            nonlocal got
            message = await receive()
            got += len(message.get("body", b""))
            if got <= self._most:
                return message
            scope[CUT] = True
            return {"type": "http.disconnect"}

        return counted

    def _told(self, scope: Scope, send: Send) -> Send:
        """Answers with what every one of ours tells the browser."""

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith(STATIC):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        return told


def _refusal(status: HTTPStatus) -> Response:
    """A bare answer in the words of the protocol: no reader of ours gets it."""
    return PlainTextResponse(f"{status.value} {status.phrase}\n", status.value)


def _length(headers: Headers) -> str:
    told = headers.get("content-length", "0")
    return told if told.isascii() and told.isdigit() else "0"
