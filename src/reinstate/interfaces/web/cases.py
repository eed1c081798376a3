"""The pages of all cases: the list, and how a new case comes in."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Reading, Trouble
from reinstate.interfaces.web.pages import LANGUAGES, READER, SHORT, THEME, THEMES, Visit, go, show, step
from reinstate.knowledge import say
from reinstate.language.fold import fold
from reinstate.workflow import desk
from reinstate.workflow.demo import EXAMPLES
from reinstate.workflow.desk_list import Row

SORTS = ("urgent", "newest", "title")
STATES = ("all", "open", "ready", "waiting")
YEAR = 60 * 60 * 24 * 365
"""Seconds that the browser keeps a choice of language or light."""

SOON = 3
"""Days left from which a deadline is shown as urgent."""


PORTION = 60
"""Cases that the list shows at first; each further time twice as many."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list, put into the reader's words."""

    row: Row
    url: str
    violations: str
    days: int | None
    tone: str


def cases(visit: Visit) -> Response:
    """The list of cases: of those that are wanted, the first ones in the order that is wanted."""
    rows, whole = visit.house.cases.rows()
    query = visit.request.query_params
    words, sort, state = query.get("q", ""), query.get("sort", SORTS[0]), query.get("state", STATES[0])
    today = visit.bench.today()
    found = [row for row in rows if _stands(row, state)]
    if words.strip():
        found = [row for row in found if _holds(visit, row, words)]
    many = _many(query.get("rows", ""))
    here = {"q": words, "sort": sort, "state": state}
    return visit.page(
        "cases.html.j2",
        lines=[_line(visit, row, today) for row in _sorted(found, sort, today)[:many]],
        found=len(found),
        count=len(rows),
        further=f"/?{urlencode({**here, 'rows': many * 2})}" if len(found) > many else "",
        whole=whole,
        words=words,
        sort=sort if sort in SORTS else SORTS[0],
        state=state if state in STATES else STATES[0],
        sorts=SORTS,
        states=STATES,
        examples=EXAMPLES,
        limit=desk.MOST_BYTES,
        soon=_soon(visit),
        here=f"/?{urlencode(here)}",
    )


def _many(asked: str) -> int:
    """How many cases to show."""
    return max(PORTION, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 8 else PORTION


def _stands(row: Row, state: str) -> bool:
    """Whether a case is in a state that one can filter by."""
    waiting = row.phase == "waiting"
    return {"open": not waiting, "waiting": waiting, "ready": not waiting and row.errors == 0}.get(state, True)


def _holds(visit: Visit, row: Row, words: str) -> bool:
    """Whether a row bears all these words, whatever their case."""
    text = fold(" ".join((row.title, _violations(visit, row), row.marketplace or "", *row.items, row.id))).text
    return all(fold(word).text in text for word in words.split())


def _soon(visit: Visit) -> list[tuple[str, str]]:
    """For each vault of which something runs out, its address and a line that says so; known ones only."""
    return [
        (f"/vault/{each.id[:SHORT]}", visit.says("line-due", "web-vault", name=each.name, count=each.count))
        for each in visit.house.vaults.due()
    ]


def _violations(visit: Visit, row: Row) -> str:
    shelf = visit.bench.knowledge.violations
    return " · ".join(say(shelf[slug].title, visit.language).text for slug in row.violations if slug in shelf)


def _line(visit: Visit, row: Row, today: date) -> Line:
    days = row.days_left(today)
    tone = "none" if days is None else "past" if days < 0 else "urgent" if days <= SOON else "calm"
    return Line(row, f"/case/{row.id[:12]}/notice", _violations(visit, row), days, tone)


def _sorted(rows: list[Row], sort: str, today: date) -> list[Row]:
    """The rows in order; the newest come first already."""
    if sort == "title":
        return sorted(rows, key=lambda row: row.title.casefold())
    if sort == "newest":
        return rows
    left = {row.deadline: row.days_left(today) for row in rows}
    return sorted(rows, key=lambda row: (row.phase == "waiting", left[row.deadline] is None, left[row.deadline] or 0))


def receive(visit: Visit) -> Response:
    """Take in a notice as a file or as pasted words, and open a case with it.

    Raises:
        Trouble: `web.nothing-sent`, `web.too-large`, `notice.…`, `desk.…`, `store.…`.
    """
    upload = visit.form.get("file")
    if isinstance(upload, UploadFile) and upload.filename:
        name, content = upload.filename, _content(upload)
    else:
        name, content = "notice.txt", visit.text("words").encode("utf-8", "replace")
    if not content.strip():
        raise Trouble("web.nothing-sent")
    reading = visit.bench.read(content, name)
    opened = desk.receive(visit.bench.store, name, content, _title(visit, reading), visit.bench.clock)
    return go(visit.url("notice", opened))


def _content(upload: UploadFile) -> bytes:
    if (upload.size or 0) > desk.MOST_BYTES:
        raise Trouble("web.too-large", file=upload.filename or "", limit=desk.MOST_BYTES // 1_000_000)
    return upload.file.read()


def _title(visit: Visit, reading: Reading) -> str:
    """What to call a case: what is alleged, and where or about which item."""
    knowledge = visit.bench.knowledge
    titles = [say(knowledge.violations[slug].title, visit.language).text for slug in reading.violations[:1]]
    store = knowledge.marketplaces.get(reading.marketplace or "")
    about = [*reading.asins[:1], *([store.domain] if store else [])]
    return " · ".join([*titles, *about])


def example(visit: Visit) -> Response:
    """Open a case with a bundled example.

    Raises:
        Trouble: `cases.unknown`, or what the store raises.
    """
    name = visit.text("name")
    case = desk.open_example(visit.bench.store, name, visit.says(f"example-{name}") if name in EXAMPLES else name)
    return go(f"/case/{case.id[:12]}/notice")


def choose(visit: Visit) -> Response:
    """Keep the reader's choice of language or light in the browser."""
    back = visit.text("back")
    answer = go(back if back.startswith("/") and not back.startswith(("//", "/\\")) else "/")
    for name, known in ((READER, LANGUAGES), (THEME, THEMES)):
        if (value := visit.text(name)) in known:
            answer.set_cookie(name, value, max_age=YEAR, path="/", httponly=True, samesite="strict")
    return answer


ROUTES = (
    Route("/", show(cases), methods=["GET"]),
    Route("/cases", step(receive), methods=["POST"]),
    Route("/example", step(example), methods=["POST"]),
    Route("/choose", step(choose), methods=["POST"]),
)
