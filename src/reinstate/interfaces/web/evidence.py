"""The page of the evidence: documents with what they say, the products they cover, and what each proves."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from starlette.datastructures import UploadFile
from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import Attachment, Exhibit, Inspection, Trouble
from reinstate.document.counting import SHELF, told_count
from reinstate.interfaces.cli.papers import paper_facts, spoken
from reinstate.interfaces.web.frame import frame
from reinstate.interfaces.web.pages import Visit, download, go, show, step
from reinstate.interfaces.web.vault_beside import beside
from reinstate.knowledge import say
from reinstate.workflow import desk, desk_evidence
from reinstate.workflow.package import Worked
from reinstate.workflow.pictures import WIDTH, page_picture
from reinstate.workflow.redacting import HELD_BACK

MANY = 20
"""Documents above which a table with a column for each can't be overlooked any more."""

THUMB = 260
"""Pixels of a small picture from left to right."""


def evidence(visit: Visit) -> Response:
    """All documents of the case."""
    opened, bench = visit.case, visit.bench
    if opened.case.answers is None:
        return visit.page(
            "evidence.html.j2",
            **frame(visit, "evidence"),
            **beside(visit),
            worked=None,
            waiting=False,
            limit=desk.MOST_BYTES,
        )
    if bench.known(opened) is None and not visit.waited:
        return visit.page(
            "evidence.html.j2",
            **frame(visit, "evidence"),
            vault=None,
            vaults=(),
            worked=None,
            waiting=True,
            limit=desk.MOST_BYTES,
        )
    worked = bench.worked(opened)
    names = worked.names(bench.knowledge, visit.language)
    inspected, unread = _inspected(visit, worked)
    counted = worked.answers.counted
    return visit.page(
        "evidence.html.j2",
        **frame(visit, "evidence"),
        **beside(visit, worked.answers.account.legal_name),
        worked=worked,
        waiting=False,
        limit=desk.MOST_BYTES,
        names=names,
        rows={row.number: row for row in worked.checklist.exhibits},
        inspected=inspected,
        unread=unread,
        headway=bench.readings.headway(worked.exhibits, opened.id),
        offered=desk_evidence.offered(bench, opened, worked),
        held=_held_back(worked),
        held_why={gap.about: visit.gap(gap, names) for gap in worked.checklist.gaps if gap.kind == HELD_BACK},
        kinds=_kinds(visit),
        claims=[(claim, names.get(claim.statement, claim.statement)) for claim in worked.proof.claims],
        asins=worked.reading.asins,
        coverage=worked.proof.coverage or {},
        bought=desk_evidence.ledger(bench, opened, worked),
        sold=worked.answers.sold,
        counted=list(told_count(counted, partial(visit.reader.says, SHELF), visit.language)) if counted else [],
        brief=len(worked.exhibits) > MANY,
        ids={each.number: each.id for each in worked.exhibits},
        bare={gap.about for gap in worked.proof.gaps if gap.kind == "claim-unproved"},
        remarks={
            gap.about: [visit.gap(gap, names)] for gap in worked.proof.gaps if gap.kind == "wrong-kind-of-exhibit"
        },
        gaps=[visit.gap(gap, names) for gap in worked.proof.gaps if gap.severity == "error"],
        speak=spoken(visit.reader),
        facts=lambda inspection: paper_facts(visit.reader, inspection.paper),
    )


def _inspected(visit: Visit, worked: Worked) -> tuple[Mapping[str, Inspection], frozenset[str]]:
    """What is known of the documents, and those of which more is to come."""
    try:
        return desk_evidence.inspections(visit.bench, visit.case, worked)
    except Trouble:
        known = visit.bench.readings.known(worked.exhibits, visit.case.id)
        return {}, frozenset(each.id for each in worked.exhibits) - frozenset(known)


def sell(visit: Visit) -> Response:
    """Say how many units of each product were sold: reports where some are sent, else the lines that were typed.

    Raises:
        Trouble: `exhibits.…`, `desk.no-day-to-count`, `web.too-large`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    typed = visit.text("sold")
    files = uploads(visit) or ([("", typed.encode())] if re.search(r"\s\d", typed) else [])
    return go(f"{visit.url('evidence', desk_evidence.sell(visit.bench, opened, files, visit.language))}#matrix")


def _held_back(worked: Worked) -> list[Attachment]:
    """The documents that go out in no form, since their copy without prices can't be made."""
    held = {gap.about for gap in worked.checklist.gaps if gap.kind == HELD_BACK}
    return [each for each in worked.answers.attachments if each.id in held]


def _kinds(visit: Visit) -> list[tuple[str, str]]:
    shelf = visit.bench.knowledge.exhibits.items()
    return sorted(
        ((key, say(each.title, visit.language).text) for key, each in shelf), key=lambda pair: pair[1].casefold()
    )


def what(visit: Visit) -> Response:
    """What a document is, to be said anew; the list of all documents would be long with this for each."""
    worked = visit.bench.worked(visit.case)
    exhibit = desk_evidence.exhibit_of(worked, str(visit.request.path_params["id"]))
    return visit.page(
        "what.html.j2",
        **frame(visit, "evidence"),
        worked=worked,
        exhibit=exhibit,
        attachment=next(each for each in worked.answers.attachments if each.id == exhibit.id),
        title=worked.names(visit.bench.knowledge, visit.language)[exhibit.id],
        kinds=_kinds(visit),
        asins=worked.reading.asins,
    )


def claim(visit: Visit) -> Response:
    """Which documents prove a statement, to be chosen anew; a page of all statements has no room for all documents.

    Raises:
        Trouble: `web.no-page` where the case claims no such thing.
    """
    worked, key = visit.bench.worked(visit.case), str(visit.request.path_params["statement"])
    found = next((each for each in worked.proof.claims if each.statement == key), None)
    if found is None:
        raise Trouble("web.no-page", page=visit.request.url.path)
    names = worked.names(visit.bench.knowledge, visit.language)
    return visit.page(
        "claim.html.j2",
        **frame(visit, "evidence"),
        worked=worked,
        claim=found,
        name=names.get(key, key),
        names=names,
    )


def add(visit: Visit) -> Response:
    """Take in documents; many come one batch after the other, so that only a race is a conflict.

    Raises:
        Trouble: `web.nothing-sent`, `web.too-large`, `evidence.…`, `store.conflict`.
    """
    sent = uploads(visit)
    if not sent:
        raise Trouble("web.nothing-sent")
    return go(visit.url("evidence", desk_evidence.add(visit.bench, visit.case, sent, visit.language, passwords(visit))))


def passwords(visit: Visit) -> tuple[str, ...]:
    """What the reader typed to open locked files; it is used for that and kept nowhere."""
    return (typed,) if (typed := visit.text("password")) else ()


def stop(visit: Visit) -> Response:
    """Read no more documents of the case for now."""
    visit.bench.readings.stop(visit.case.id)
    return go(visit.url("evidence"))


def go_on(visit: Visit) -> Response:
    """Read on."""
    visit.bench.readings.go_on(visit.case.id)
    return go(visit.url("evidence"))


def sort(visit: Visit) -> Response:
    """Say of all documents without a kind what they turned out to be.

    Raises:
        Trouble: `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    worked = visit.bench.worked(opened)
    return go(visit.url("evidence", desk_evidence.sort(visit.bench, opened, worked, visit.language)))


def uploads(visit: Visit) -> list[tuple[str, bytes]]:
    """The documents that a form sends, with their names.

    Raises:
        Trouble: `web.too-large`.
    """
    found = []
    for each in visit.form.getlist("file"):
        if isinstance(each, UploadFile) and each.filename:
            if (each.size or 0) > desk.MOST_BYTES:
                raise Trouble("web.too-large", file=each.filename, limit=desk.MOST_BYTES // 1_000_000)
            found.append((each.filename, each.file.read()))
    return found


def settle(visit: Visit) -> Response:
    """Say what a document is.

    Raises:
        Trouble: `desk.no-such-exhibit`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    key = visit.text("id")
    progress = desk_evidence.progress_of(visit.bench, opened, visit.language)
    known = next((each for each in progress.answers.attachments if each.id == key), None)
    if known is None:
        raise Trouble("desk.no-such-exhibit", name=key)
    title = visit.text("title").strip()
    titles = {**known.title, progress.answers.language: title} if title else dict(known.title)
    changed = replace(
        known,
        kind=visit.text("kind"),
        title=titles,
        highlight=tuple(line.strip() for line in visit.text("highlight").splitlines() if line.strip()),
        covers=tuple(each for each in visit.form.getlist("covers") if isinstance(each, str)),
    )
    return go(f"{visit.url('evidence', desk_evidence.settle(visit.bench, opened, changed, visit.language))}#{key}")


def remove(visit: Visit) -> Response:
    """Leave a document out."""
    opened = desk.at(visit.case, visit.number("seq"))
    return go(visit.url("evidence", desk_evidence.remove(visit.bench, opened, visit.text("id"), visit.language)))


def tie(visit: Visit) -> Response:
    """Say which documents prove a statement."""
    opened = desk.at(visit.case, visit.number("seq"))
    exhibits = [each for each in visit.form.getlist("exhibit") if isinstance(each, str)]
    kept = desk_evidence.tie(visit.bench, opened, visit.text("statement"), exhibits, visit.language)
    return go(f"{visit.url('evidence', kept)}#claims")


def document(visit: Visit) -> Response:
    """One document page by page, with its fields and problems marked."""
    worked = visit.bench.worked(visit.case)
    exhibit = desk_evidence.exhibit_of(worked, str(visit.request.path_params["id"]))
    inspected, unread = _inspected(visit, worked)
    inspection = inspected.get(exhibit.id)
    return visit.page(
        "document.html.j2",
        **frame(visit, "evidence"),
        exhibit=exhibit,
        title=worked.names(visit.bench.knowledge, visit.language)[exhibit.id],
        row=next(row for row in worked.checklist.exhibits if row.number == exhibit.number),
        inspection=inspection,
        waiting=exhibit.id in unread,
        places=lambda number, height: desk_evidence.places(inspection, number, height) if inspection else (),
        speak=spoken(visit.reader),
        facts=paper_facts(visit.reader, inspection.paper) if inspection else [],
        **_copied(visit, worked, exhibit),
    )


def _copied(visit: Visit, worked: Worked, exhibit: Exhibit) -> dict[str, Any]:
    """The copy without prices that the address names, with its pages; or why there is none."""
    key = visit.request.query_params.get("copy", "")
    made = desk_evidence.copy_of(visit.bench, exhibit, key) if key else None
    if made is None:
        held = next(each for each in worked.answers.attachments if each.id == exhibit.id)
        return {"copy": None, "left": "", "copy_pages": 0, "key": key, "words": held.without_words}
    told: dict[str, str | int] = {"number": exhibit.number, "file": exhibit.file.name, "count": made.count}
    told["words"] = ", ".join(made.unfound)
    left = visit.reader.says("exhibits", f"left-{made.left}", told).strip() if made.left else ""
    return {"copy": made, "left": left, "copy_pages": made.pages, "key": key, "words": made.words}


def redact(visit: Visit) -> Response:
    """Make a copy without prices, to be looked at before anybody uses it.

    Raises:
        Trouble: `desk.no-such-exhibit`, `exhibits.…`.
    """
    worked = visit.bench.worked(visit.case)
    exhibit = desk_evidence.exhibit_of(worked, str(visit.request.path_params["id"]))
    key = desk_evidence.redacted(visit.bench, worked, exhibit, visit.text("words").splitlines())
    return go(f"{visit.url(f'evidence/{exhibit.id}')}?copy={key}#redact")


def use(visit: Visit) -> Response:
    """Let a copy without prices go out in the original's place, from now on and until that is taken back.

    Raises:
        Trouble: `desk.no-such-exhibit`, `exhibits.…`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    key, words = str(visit.request.path_params["id"]), visit.text("words").splitlines()
    kept = desk_evidence.use_copy(visit.bench, opened, key, words, visit.language)
    if kept is None:
        return redact(visit)
    return go(f"{visit.url(f'evidence/{key}', kept)}#redact")


def restore(visit: Visit) -> Response:
    """Let the original go out again.

    Raises:
        Trouble: `desk.no-such-exhibit`, `store.conflict`.
    """
    opened = desk.at(visit.case, visit.number("seq"))
    key = str(visit.request.path_params["id"])
    kept = desk_evidence.use_original(visit.bench, opened, key, visit.language)
    return go(f"{visit.url('evidence', kept)}#{key}")


def redacted_file(visit: Visit) -> Response:
    """A copy without prices, to be saved, or with `page` in the address one page of it as a picture.

    Raises:
        Trouble: `web.no-page` where the copy was not made, or long ago.
    """
    exhibit = desk_evidence.exhibit_of(visit.bench.worked(visit.case), str(visit.request.path_params["id"]))
    made = desk_evidence.copy_of(visit.bench, exhibit, str(visit.request.path_params["key"]))
    if made is None or made.left:
        raise Trouble("web.no-page", page=visit.request.url.path)
    number = visit.request.query_params.get("page", "")
    if number.isascii() and number.isdigit():
        return Response(visit.bench.quick.run(page_picture, made.content, int(number)), media_type="image/png")
    return download(made.content, made.name, "application/pdf")


def picture(visit: Visit) -> Response:
    """One page of a document as a picture."""
    exhibit = desk_evidence.exhibit_of(visit.bench.worked(visit.case), str(visit.request.path_params["id"]))
    number = int(visit.request.path_params["number"])
    width = THUMB if "small" in visit.request.query_params else WIDTH
    content = desk_evidence.picture(visit.bench, exhibit, number, width)
    return Response(content, media_type="image/png")


def file(visit: Visit) -> Response:
    """A document's original, or with `copy` in the address its marked copy, to be saved."""
    exhibit = desk_evidence.exhibit_of(visit.bench.worked(visit.case), str(visit.request.path_params["id"]))
    if visit.request.path_params["which"] == "original":
        if locked := exhibit.original.unlocked:
            return download(visit.bench.store.fetch(locked.sha256), locked.file.name, "application/octet-stream")
        return download(exhibit.original.content, exhibit.file.name, "application/octet-stream")
    copy = desk_evidence.marked(visit.bench, exhibit)
    return download(copy, f"{exhibit.number}_{exhibit.file.stem}.pdf", "application/pdf")


ROUTES = (
    Route("/case/{case}/evidence", show(evidence), methods=["GET"]),
    Route("/case/{case}/evidence/add", step(add), methods=["POST"]),
    Route("/case/{case}/evidence/stop", step(stop), methods=["POST"]),
    Route("/case/{case}/evidence/go-on", step(go_on), methods=["POST"]),
    Route("/case/{case}/evidence/sort", step(sort), methods=["POST"]),
    Route("/case/{case}/evidence/sold", step(sell), methods=["POST"]),
    Route("/case/{case}/evidence/settle", step(settle), methods=["POST"]),
    Route("/case/{case}/evidence/remove", step(remove), methods=["POST"]),
    Route("/case/{case}/evidence/tie", step(tie), methods=["POST"]),
    Route("/case/{case}/claim/{statement}", show(claim), methods=["GET"]),
    Route("/case/{case}/evidence/{id}", show(document), methods=["GET"]),
    Route("/case/{case}/evidence/{id}/what", show(what), methods=["GET"]),
    Route("/case/{case}/evidence/{id}/page/{number:int}", show(picture), methods=["GET"]),
    Route("/case/{case}/evidence/{id}/redact", step(redact), methods=["POST"]),
    Route("/case/{case}/evidence/{id}/use", step(use), methods=["POST"]),
    Route("/case/{case}/evidence/{id}/restore", step(restore), methods=["POST"]),
    Route("/case/{case}/evidence/{id}/redacted/{key}", show(redacted_file), methods=["GET"]),
    Route("/case/{case}/evidence/{id}/{which}", show(file), methods=["GET"]),
)
