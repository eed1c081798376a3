"""Documents outside any case: what each one says, and what a reviewer would reject."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from reinstate import evidence
from reinstate.case import Context, Inspection, ListedItem, Paper, Problem, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.eyes import eyes
from reinstate.workflow.files import read_bytes

Read = tuple[str, Paper | Trouble]
"""A file and what became of it."""


def papers(paths: Sequence[Path], worker: Worker, password: str | None = None) -> Iterator[Read]:
    """What each file says, in the order given; an archive or a mail gives what each of its documents says.

    A document that breaks the worker, or on which it works for too long, gives a trouble; the others are still read.
    """
    for place, path in enumerate(paths, 1):
        worker.place(place, len(paths))
        try:
            content = read_bytes(path)
        except Trouble as trouble:
            yield str(path), trouble
            continue
        yield from _papers_of(content, str(path), worker, password)


def _papers_of(content: bytes, file: str, worker: Worker, password: str | None) -> Iterator[Read]:
    """What a file says; reading goes on behind the document of an archive that ended the worker."""
    done = 0
    while True:
        try:
            for read in worker.each(read_parts, content, file, password, done):
                done += 1
                yield read
        except Trouble as trouble:
            at = str(trouble.details.get("file", file))
            yield at, trouble
            if at != file:
                done += 1
                continue
        return


def read_parts(knowledge: Knowledge, content: bytes, file: str, password: str | None, skipped: int) -> Iterator[Read]:
    """The job of reading the documents of a file, the first ones skipped: what each says, or why it can't be read."""
    alive(file)
    recognise = eyes(knowledge, remember=password is None)
    for name, body in islice(evidence.parts(content, file, password), skipped, None):
        alive(name)
        try:
            yield name, evidence.read_part(body, name, knowledge, recognise, password=password)
        except Trouble as trouble:
            yield name, trouble
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001 - files come from strangers; what one breaks must not stop the others
            yield name, Trouble("papers.broken", file=name)
        alive(file)


def inspections(read: Sequence[Read], context: Context, knowledge: Knowledge) -> list[tuple[str, Inspection | Trouble]]:
    """Each document held against the context, judged together; files that couldn't be read stay in their place."""
    found = [paper for _, paper in read if isinstance(paper, Paper)]
    inspected = iter(evidence.inspect(found, context, knowledge))
    return [(file, paper if isinstance(paper, Trouble) else next(inspected)) for file, paper in read]


def contract(paper: Paper) -> Mapping[str, Any]:
    """A document as the JSON contract wants it."""
    return evidence.contract(paper)


def inspection_contract(inspection: Inspection, speak: Callable[[Problem], str]) -> Mapping[str, Any]:
    """An inspection as the JSON contract wants it."""
    return evidence.inspection_contract(inspection, speak)


def read_context(path: Path) -> Context:
    """The context of a check from its JSON file.

    Raises:
        Trouble: `papers.context-broken`, or the file can't be read.
    """
    try:
        told = json.loads(read_bytes(path).decode("utf-8-sig"))
        account = told.get("account") or {}
        return Context(
            notice_date=date.fromisoformat(told["notice_date"]),
            lookback_days=int(told.get("lookback_days") or 365),
            marketplace=str(told.get("marketplace") or ""),
            legal_name=str(account.get("legal_name") or ""),
            address=str(account.get("address") or ""),
            items=tuple(_item(each) for each in told.get("items") or ()),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Trouble("papers.context-broken", file=str(path), reason=f"{type(error).__name__}: {error}") from error


def _item(told: Mapping[str, Any]) -> ListedItem:
    words = {key: str(told.get(key) or "") for key in ("asin", "title", "brand", "gtin", "model")}
    sold = told.get("units_sold")
    return ListedItem(**words, units_sold=None if sold is None else int(sold))
