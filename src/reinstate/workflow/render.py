"""From a worked case to the files of its package."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reinstate import __version__, document, evidence, review
from reinstate.case import Exhibit, Exhibited, Finding
from reinstate.evidence.allowance import allowance
from reinstate.knowledge import Knowledge
from reinstate.workflow.drawings import drawings_of
from reinstate.workflow.frame import frame_of, index_rows, names_of

if TYPE_CHECKING:
    from reinstate.workflow.package import Worked

ORIGINALS, COPIES = "originals", "copies"
"""Folders of the package: documents as they are, and copies without prices that go out in their place."""

PLAN_FORMATS = ("pdf", "docx", "md", "txt")

Files = dict[str, bytes]
Points = tuple[tuple[str, str], ...]
Speak = Callable[[Finding], tuple[str, str]]


def render(worked: "Worked", knowledge: Knowledge, reader_language: str) -> Files:
    """Every file of the package by its name: plan, exhibits, originals, checklist, manifest."""
    rows, index = _index(worked, knowledge)
    files = _plan(worked, rows, knowledge)
    if worked.exhibits:
        files["exhibits.pdf"] = _bundle(worked, rows, index, knowledge)
        files |= _singles(worked)
    files |= _checklist(worked, knowledge, reader_language)
    return files | {"manifest.json": _manifest(files, worked, knowledge)}


def speaker(worked: "Worked", knowledge: Knowledge, reader_language: str) -> Speak:
    """How the findings of a case are spoken in the reader's language."""
    return lambda finding: review.speak(finding, worked.plan, knowledge, reader_language)


def page_of(worked: "Worked", knowledge: Knowledge, points: Points = (), layout: str = "letter") -> document.Document:
    """The plan by itself as a document in a layout, its exhibits with their pages in the bundle."""
    rows = _index(worked, knowledge)[0] if worked.exhibits else ()
    letter = _letter(worked, rows, knowledge, points)
    frame = frame_of(worked.answers, worked.reading, rows, knowledge, worked.plan.language)
    return document.laid_out(letter, layout, frame, knowledge)


def beside_of(worked: "Worked", read: "Worked", knowledge: Knowledge) -> document.Document:
    """The plan beside the same plan in the reader's language."""
    rows = _index(worked, knowledge)[0] if worked.exhibits else ()
    frame = frame_of(worked.answers, worked.reading, rows, knowledge, read.plan.language)
    return document.compose_beside(worked.plan, read.plan, frame, knowledge)


def _letter(
    worked: "Worked", rows: tuple[Exhibited, ...], knowledge: Knowledge, points: Points = ()
) -> document.Document:
    frame = frame_of(worked.answers, worked.reading, rows, knowledge, worked.plan.language)
    drawn = drawings_of(worked, knowledge, worked.figures)
    around = replace(frame, draft=not worked.checklist.ready, points=points, figures=drawn)
    return document.compose_plan(worked.plan, around, knowledge)


def _plan(worked: "Worked", rows: tuple[Exhibited, ...], knowledge: Knowledge) -> Files:
    letter = _letter(worked, rows, knowledge)
    return {f"plan.{format}": document.render(letter, format) for format in PLAN_FORMATS}


def _index(worked: "Worked", knowledge: Knowledge) -> tuple[tuple[Exhibited, ...], bytes]:
    """The rows of the index and its pages, laid out again where the index itself takes more than one page."""
    language = worked.plan.language
    frame = frame_of(worked.answers, worked.reading, (), knowledge, language)
    pages = 1
    while True:
        firsts = evidence.first_pages(pages, worked.exhibits)
        rows = index_rows(worked.exhibits, firsts, worked.answers, knowledge, language)
        index = document.render(document.compose_index(rows, frame, knowledge), "pdf")
        if (laid := page_count(index)) <= pages:
            return rows, index
        pages = laid


def page_count(pdf: bytes) -> int:
    """The number of pages of a PDF of our own making."""
    from reinstate.evidence.pdfium import opened  # noqa: PLC0415 - only rendering needs it

    with opened(pdf) as made:  # pages are counted in the threads of a server: PDFium bears one at a time
        return len(made)


def _bundle(worked: "Worked", rows: tuple[Exhibited, ...], index: bytes, knowledge: Knowledge) -> bytes:
    allowed = allowance(worked.reading, knowledge)
    unmarked = [each.number for each in worked.exhibits if allowed.forbids_marks(each, knowledge)]
    titles = {row.number: row.title for row in rows}
    words = evidence.wording(knowledge, worked.plan.language)
    return evidence.bundle(index, worked.exhibits, words, titles, unmarked=unmarked)


def _singles(worked: "Worked") -> Files:
    """Each exhibit by itself: originals as they are, and the copies that go out in an original's place."""
    files: Files = {}
    for folder, copies in ((ORIGINALS, False), (COPIES, True)):
        named = {single(each): each for each in worked.exhibits if each.is_copy is copies}
        sums = "".join(f"{each.sha256}  {name.removeprefix(folder + '/')}\n" for name, each in named.items())
        files |= {name: each.content for name, each in named.items()}
        files |= {f"{folder}/SHA256SUMS": sums.encode()} if named else {}
    return files


def single(exhibit: Exhibit) -> str:
    """The file of the package that is this exhibit alone."""
    if exhibit.is_copy:
        return f"{COPIES}/{evidence.copy_name(exhibit, copy_what(exhibit))}"
    return f"{ORIGINALS}/{exhibit.number}_{exhibit.file.name}"


def copy_what(exhibit: Exhibit) -> str:
    """What was done to a copy that goes out, as its name has to say; one without its password is named so already."""
    return "redacted" if exhibit.redaction else ""


def _checklist(worked: "Worked", knowledge: Knowledge, reader_language: str) -> Files:
    speak = speaker(worked, knowledge, reader_language)
    names = names_of(worked.answers, knowledge, reader_language)
    data = document.checklist_data(worked.checklist, speak)
    return {
        "checklist.html": document.checklist_page(worked.checklist, knowledge, reader_language, speak, names),
        "checklist.json": _json(data),
    }


def _manifest(files: Mapping[str, bytes], worked: "Worked", knowledge: Knowledge) -> bytes:
    """What the package holds, and what made it; no clock, so that equal cases give equal bytes."""
    return _json(
        {
            "program": {"name": "reinstate", "version": __version__},
            "knowledge": knowledge.version,
            "copies": {single(each): about for each in worked.exhibits if (about := copy_told(each))},
            "files": {
                name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
                for name, content in sorted(files.items())
            },
        }
    )


def copy_told(exhibit: Exhibit) -> dict[str, object] | None:
    """What a manifest tells of a copy that goes out in its original's place; None where the original itself goes."""
    if not exhibit.is_copy:
        return None
    told = {
        "number": exhibit.number,
        "original": exhibit.source.file.as_posix(),
        "original_sha256": exhibit.source.sha256,
        "unlocked": exhibit.original.unlocked is not None,
    }
    if (taken := exhibit.redaction) is not None:
        told |= {"removed": len(taken.removed), "pages_as_pictures": list(taken.pictured)}
    return told


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
