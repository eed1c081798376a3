"""Every page made once for nobody, over a bundled example, so that nobody waits for what is made at its first use.

Workers start, templates are compiled, and rooms make of the knowledge what they need. The example lies in a store of
its own, which goes with the rehearsal.
"""

import json
import tempfile
from collections.abc import Generator
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request

from reinstate.interfaces.web import cases, cause, evidence, notice, package, plan
from reinstate.interfaces.web.pages import House, Visit
from reinstate.store import open_store
from reinstate.workflow import desk, desk_plan
from reinstate.workflow.bench import Bench, Derived, Foresight
from reinstate.workflow.demo import EXAMPLES, FOLDER
from reinstate.workflow.desk import Opened
from reinstate.workflow.desk_list import CaseList
from reinstate.workflow.folder import CaseFolder, read_folder
from reinstate.workflow.warming import Step


def rehearsal(house: House, language: str) -> Generator[Step]:
    """The steps of a rehearsal for a reader of a language; what a person needs first comes first.

    Raises:
        Trouble: from within a step that can't be done.
    """
    bench = house.bench
    yield bench.quick.warm
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, open_store(Path(home)) as store:
        own = replace(
            bench, store=store, derived=Derived(), works=Derived(1), rendered=Derived(1), foresight=Foresight()
        )
        stage = replace(house, bench=own, cases=CaseList(own, Path(home) / "cases.json"))
        example = read_folder(FOLDER / EXAMPLES[0])
        opened = _opened(own, example)

        def visit(**form: str) -> Visit:
            return Visit(stage, _request(opened, language), FormData(form))

        yield lambda: cases.cases(visit())
        yield lambda: notice.notice(visit())
        yield lambda: cause.cause(visit())
        yield lambda: plan.plan(visit())
        yield lambda: plan.look(visit(close="1", **_typed(own, opened)))
        yield lambda: evidence.evidence(visit())
        yield from (partial(_read, bench, name) for name in EXAMPLES[1:])
        worked = own.worked(opened)
        key, said = worked.exhibits[0].id, worked.proof.claims[0].statement
        yield lambda: evidence.picture(Visit(stage, _request(opened, language, id=key, number=1)))
        yield lambda: evidence.what(Visit(stage, _request(opened, language, id=key)))
        yield lambda: evidence.claim(Visit(stage, _request(opened, language, statement=said)))
        yield lambda: evidence.document(Visit(stage, _request(opened, language, id=key)))
        yield lambda: package.package(visit())
        yield lambda: package.picture(Visit(stage, _request(opened, language, number=1)))
        yield lambda: plan.history(visit())


def _opened(bench: Bench, example: CaseFolder) -> Opened:
    """The example as a case: its notice, its answers and the first of its documents."""
    name, content = next(iter(example.evidence.items()))
    opened = desk.receive(bench.store, example.notice_file, example.notice, example.name, bench.clock)
    kept = desk.keep(bench.store, name, content)
    opened = desk.write(bench.store, opened, "exhibit-added", {"files": [kept]}, bench.clock)
    return desk_plan.keep_answers(bench, opened, example.answers)


def _request(opened: Opened, language: str, **where: Any) -> Request:
    """A request for a page of the case, as of somebody who waits for it."""
    headers = [(b"host", b"localhost"), (b"accept-language", language.encode("ascii", "replace"))]
    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"now=1", "headers": headers}
    return Request(scope | {"path_params": {"case": opened.id, **where}})


def _typed(bench: Bench, opened: Opened) -> dict[str, str]:
    """The plan as the editor sends it to be looked at."""
    made = bench.worked(opened).plan
    lines = json.dumps([asdict(row) for row in desk_plan.rows(made)])
    return {"text": made.text, "lines": lines, "structure": made.structure or "", "plan-language": made.language}


def _read(bench: Bench, name: str) -> None:
    """Read the notice of an example in another language."""
    example = read_folder(FOLDER / name)
    bench.read(example.notice, example.notice_file)
