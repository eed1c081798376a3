"""From a request to a page: who reads, in which language, and how what went wrong is told."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from reinstate.case import Gap, Mistakes, Trouble
from reinstate.interfaces.cli.desk import Desk, tag_of
from reinstate.interfaces.web.guard import CUT
from reinstate.interfaces.web.keys import Keys
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.bench import Bench
from reinstate.workflow.desk import MOST_BYTES, Opened
from reinstate.workflow.desk_list import CaseList
from reinstate.workflow.desk_vault import Watch
from reinstate.workflow.warming import Quiet

HERE = Path(__file__).parent
BROWSER = "web-ask"
"""The shelf of what the browser says otherwise than the terminal, under the same keys."""

READER, THEME = "reader", "theme"
"""Cookies of the reader's own choices."""

LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
"""Languages that the pages speak, in the order of the menu."""

THEMES = ("auto", "light", "dark")

MOST_TEXT = 4_000_000
"""Bytes of one field of a form that is no file."""

SHORT = 12
"""Digits of a case's id, and of a state of our files, in addresses."""

STATUS: Mapping[str, HTTPStatus] = MappingProxyType(
    {
        "store.conflict": HTTPStatus.CONFLICT,
        "vault.conflict": HTTPStatus.CONFLICT,
        "vault.unknown": HTTPStatus.NOT_FOUND,
        "vault.no-such-document": HTTPStatus.NOT_FOUND,
        "cases.unknown": HTTPStatus.NOT_FOUND,
        "cases.ambiguous": HTTPStatus.NOT_FOUND,
        "web.no-page": HTTPStatus.NOT_FOUND,
        "web.forged": HTTPStatus.FORBIDDEN,
        "web.stranger": HTTPStatus.FORBIDDEN,
        "web.too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "notice.too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "store.disk-full": HTTPStatus.INSUFFICIENT_STORAGE,
        "store.busy": HTTPStatus.SERVICE_UNAVAILABLE,
    }
)
"""What a trouble is in the protocol; the others are bad input."""


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept between two runs; a cache that can't be written is done without."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def templates(cache: Path | None = None) -> Environment:
    """The templates; every value is escaped and unknown names are errors. Compiled ones are kept in a folder."""
    if cache is not None:
        with suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
    return Environment(
        loader=FileSystemLoader(HERE / "templates", encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_Compiled(str(cache)) if cache else None,
        auto_reload=False,
    )


@dataclass
class House:
    """What all pages share."""

    bench: Bench
    cases: CaseList
    keys: Keys
    templates: Environment = field(default_factory=templates)
    quiet: Quiet = field(default_factory=Quiet)

    @cached_property
    def static(self) -> str:
        """Where scripts and styles lie: their state is in the address, so that browsers needn't ask for them anew."""
        files = sorted(path for path in (HERE / "static").rglob("*") if path.is_file())
        return f"/static/{sha256(b''.join(path.read_bytes() for path in files)).hexdigest()[:SHORT]}"

    @cached_property
    def vaults(self) -> Watch:
        """What runs out in all vaults."""
        return Watch(self.bench)

    @cached_property
    def otherwise(self) -> Mapping[str, Mapping[str, str]]:
        """What the browser says in place of a text of the interview, by its English words."""
        shelves = self.bench.knowledge.messages
        return {shelves["ask"].says[key]["en"]: words for key, words in shelves[BROWSER].says.items()}


@dataclass
class Reader(Desk):
    """The person at the browser: the language of the pages; the shelves are those that the program has open."""

    opened: Knowledge = field(repr=False)

    @property
    def shelves(self) -> Knowledge:
        """The shelves that the program has open."""
        return self.opened

    def spoken(self, text: Mapping[str, str]) -> str:
        """A spoken text of the shelves."""
        return say(text, self.language).text


@dataclass
class Visit:
    """One request, and what a page needs to answer it."""

    house: House
    request: Request
    form: FormData = field(default_factory=FormData)

    @property
    def bench(self) -> Bench:
        """The workbench."""
        return self.house.bench

    @cached_property
    def reader(self) -> Reader:
        """Who reads: as chosen, else as the browser asks for."""
        chosen = self.request.cookies.get(READER, "")
        language = chosen if chosen in LANGUAGES else wanted(self.request.headers.get("accept-language", ""))
        return Reader(language, self.bench.knowledge)

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.reader.language

    @cached_property
    def case(self) -> Opened:
        """The case that the address names.

        Raises:
            Trouble: `cases.unknown`, `cases.ambiguous`, or what the store raises.
        """
        return self.bench.open(str(self.request.path_params["case"]))

    @property
    def waited(self) -> bool:
        """Whether the reader waits for what takes a second or two to be worked out."""
        return "now" in self.request.query_params

    @property
    def live(self) -> bool:
        """Whether our script asks, which shows a refusal in place."""
        return self.request.headers.get("x-live") == "1"

    def text(self, name: str) -> str:
        """A field of the form."""
        value = self.form.get(name, "")
        return "" if isinstance(value, UploadFile) else value.replace("\r\n", "\n")

    def number(self, name: str) -> int:
        """A whole number of the form.

        Raises:
            Trouble: `web.forged`: our own pages always send it.
        """
        try:
            return int(self.text(name))
        except ValueError as error:
            raise Trouble("web.forged") from error

    def url(self, page: str = "", opened: Opened | None = None) -> str:
        """The address of a page of a case."""
        return f"/case/{(opened or self.case).id[:SHORT]}/{page}"

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page from a template."""
        return HTMLResponse(self.draw(template, **values), status)

    def draw(self, template: str, **values: Any) -> str:
        """A template filled in."""
        return self.house.templates.get_template(template).render(
            visit=self,
            says=self.says,
            language=self.language,
            languages=[(tag, self.bench.knowledge.languages[tag].name) for tag in LANGUAGES],
            theme=self.theme,
            static=self.house.static,
            proof=self.house.keys.proof(str(self.request.scope.get("session", ""))),
            **values,
        )

    @property
    def theme(self) -> str:
        """Light, dark, or as the system has it."""
        chosen = self.request.cookies.get(THEME, "")
        return chosen if chosen in THEMES else THEMES[0]

    def says(self, key: str, shelf: str = "web", **values: str | float) -> str:
        """A message in the reader's language."""
        return self.reader.says(shelf, key, values).strip("\n")

    def otherwise(self, text: Mapping[str, str]) -> str:
        """A spoken text of the interview; where the terminal's words name its keys, the browser has its own."""
        return self.reader.spoken(self.house.otherwise.get(text.get("en", ""), text))

    def refusal(self, key: str, details: Mapping[str, str | int]) -> str:
        """Why the interview can't take an answer, likewise."""
        own = key in self.bench.knowledge.messages[BROWSER].says
        return self.reader.says(BROWSER if own else "ask", key, details).strip("\n")

    def day(self, on: date) -> str:
        """A day as the reader writes it."""
        from reinstate.document.days import spoken_day

        return spoken_day(on, self.language)

    def gap(self, gap: Gap, names: Mapping[str, str]) -> str:
        """A gap in the reader's words."""
        return self.reader.gap(gap, names)


Handler = Callable[[Visit], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def show(handler: Handler) -> Endpoint:
    """A page to look at."""

    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(_answer, Visit(request.app.state.house, request), handler)

    return endpoint


def step(handler: Handler) -> Endpoint:
    """A step that changes something: only for a form that bears the proof of this session."""

    async def endpoint(request: Request) -> Response:
        house: House = request.app.state.house
        try:
            async with request.form(max_files=20, max_fields=400, max_part_size=MOST_TEXT) as form:
                visit = Visit(house, request, form)
                proof = request.headers.get("x-proof") or visit.text("proof")
                proved = house.keys.proves(str(request.scope.get("session", "")), proof)
                return await run_in_threadpool(_answer, visit, handler if proved else _forged)
        except (ClientDisconnect, HTTPException):
            return told(Visit(house, request), _unreadable(request))

    return endpoint


def _unreadable(request: Request) -> Trouble:
    """Why a form could not be read: it grew too large, or no page of ours sends such a one."""
    if request.scope.get(CUT):
        return Trouble("web.too-large", file=request.url.path, limit=MOST_BYTES // 1_000_000)
    return Trouble("web.forged")


def _forged(visit: Visit) -> Response:
    raise Trouble("web.forged", page=visit.request.url.path)


def _answer(visit: Visit, handler: Handler) -> Response:
    with visit.house.quiet.broken():
        try:
            return handler(visit)
        except Trouble as trouble:
            return told(visit, trouble)


def told(visit: Visit, trouble: Trouble) -> Response:
    """A trouble as an answer: in place for our script, else as a page."""
    message, hint = visit.reader.trouble(trouble)
    mistakes: list[str] = []
    if isinstance(trouble, Mistakes):
        area = trouble.code.partition(".")[0]
        mistakes = [visit.reader.mistake(each, area) for each in trouble.mistakes]
    status = STATUS.get(trouble.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    if visit.live:
        return JSONResponse({"code": trouble.code, "message": message, "hint": hint, "mistakes": mistakes}, status)
    return visit.page(
        "trouble.html.j2", status, code=trouble.code, message=message, hint=hint, mistakes=mistakes, title=message
    )


def go(address: str) -> Response:
    """On to another page, after a step was done."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def wanted(header: str) -> str:
    """The first language of the pages that a browser accepts, by its own order; English where it knows none."""
    ranked = []
    for position, part in enumerate(header.split(",")[:20]):
        name, _, rest = part.strip().partition(";")
        weight = rest.strip().removeprefix("q=")
        quality = float(weight) if weight.replace(".", "", 1).isdigit() and weight.isascii() else 1.0
        ranked.append((-quality, position, tag_of(name.strip() or "en").split("-")[0]))
    return next((tag for quality, _, tag in sorted(ranked) if tag in LANGUAGES and quality < 0), "en")


def download(content: bytes, name: str, media: str) -> Response:
    """A file to save, under a name that no system can take for anything else."""
    safe = safe_name(name)
    plain = safe.encode("ascii", "replace").decode().replace("?", "_")
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"
    return Response(content, media_type=media, headers={"Content-Disposition": said})


def safe_name(name: str) -> str:
    """A file name without folders, control characters or what a file system or shell gives a meaning."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"|?*%' else "_" for letter in bare)
    return kept.strip(". ")[:120] or "file"
