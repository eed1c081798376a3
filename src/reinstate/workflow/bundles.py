"""The bundle of a case: one numbered PDF, or several where a form takes no larger, and every original for uploading."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reinstate import document, evidence
from reinstate.case import Exhibit, Exhibited, Proof
from reinstate.evidence.cover import Cover, cover
from reinstate.evidence.naming import original_name
from reinstate.evidence.volumes import MEGABYTE, volumes
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.confined import alive
from reinstate.workflow.exhibits import Shelf, open_shelf, with_marks
from reinstate.workflow.folder import CaseFolder
from reinstate.workflow.frame import frame_of, index_rows
from reinstate.workflow.package import Choice, Worked, work
from reinstate.workflow.render import copy_told, copy_what, page_count

SINGLE = "single"
"""Folder of the originals, or of the copies in their place, under names that upload forms take."""


@dataclass(frozen=True, slots=True)
class Volume:
    """One PDF of the bundle: its pages and bytes, the exhibits in it, and whether it is larger than the limit."""

    name: str
    pages: int
    size: int
    numbers: tuple[str, ...]
    over: bool


@dataclass(frozen=True, slots=True)
class Bundled:
    """The files of a bundle by name, and what its volumes hold."""

    files: dict[str, bytes]
    volumes: tuple[Volume, ...]
    proof: Proof


@dataclass(frozen=True, slots=True)
class _Desk:
    """What binding needs at every step."""

    worked: Worked
    shelf: Shelf
    exhibits: tuple[Exhibit, ...]
    proof: Proof
    knowledge: Knowledge

    @property
    def untouched(self) -> list[str]:
        """Numbers of the exhibits that bear no marks."""
        return [each.number for each in self.exhibits if self.shelf.allowed.forbids_marks(each, self.knowledge)]


def bundle_case(knowledge: Knowledge, folder: CaseFolder, choice: Choice, megabytes: float | None = None) -> Bundled:
    """The job of binding the documents of a case.

    Args:
        knowledge: the shelves.
        folder: the case.
        choice: structure and language of the plan, and how exhibits are numbered.
        megabytes: most that one file may have, in millions of bytes; None for any size.

    Raises:
        Trouble: what opening its notice and documents and binding them raise.
    """
    worked = work(folder, knowledge, choice)
    shelf = open_shelf(folder, knowledge, replace(choice, language=worked.plan.language))
    exhibits = tuple(_marked(shelf, place, knowledge) for place in range(len(shelf.exhibits)))
    proof = evidence.prove(shelf.answers, worked.plan, shelf.reading, exhibits, knowledge)
    desk = _Desk(worked, shelf, exhibits, proof, knowledge)
    parts, bound = _volumes(desk, None if megabytes is None else int(megabytes * MEGABYTE))
    names = [
        f"exhibits-{place}-of-{len(parts)}.pdf" if len(parts) > 1 else "exhibits.pdf"
        for place in range(1, len(parts) + 1)
    ]
    files = dict(zip(names, bound, strict=True)) | {_upload(each): each.content for each in exhibits}
    told = tuple(
        Volume(
            name,
            page_count(content),
            len(content),
            tuple(exhibits[each].number for each in part),
            megabytes is not None and len(content) > megabytes * MEGABYTE,
        )
        for name, content, part in zip(names, bound, parts, strict=True)
    )
    return Bundled(files | {"manifest.json": _manifest(desk, told, files)}, told, proof)


def _marked(shelf: Shelf, place: int, knowledge: Knowledge) -> Exhibit:
    exhibit = shelf.exhibits[place]
    alive(exhibit.file.as_posix(), done=place + 1, count=len(shelf.exhibits))
    return with_marks(shelf, exhibit, knowledge)


def _upload(exhibit: Exhibit) -> str:
    """The file for uploading: the original, or the copy that goes out in its place."""
    name = evidence.copy_name(exhibit, copy_what(exhibit)) if exhibit.is_copy else original_name(exhibit)
    return f"{SINGLE}/{name}"


def _volumes(desk: _Desk, limit: int | None) -> tuple[tuple[range, ...], list[bytes]]:
    """The places of the exhibits by volume, and each volume bound."""
    whole = (range(len(desk.exhibits)),)
    bound = _bound(desk, whole, 0)
    if limit is None or len(bound) <= limit:
        return whole, [bound]
    empty = len(_bind(desk, (), *_front(desk, whole, 0)))
    index = document.render(document.compose_index((), _frame(desk), desk.knowledge), "pdf")
    sizes = [len(_bind(desk, (each,), index, b"")) for each in desk.exhibits]
    parts = volumes(sizes, empty, limit)
    return parts, [_bound(desk, parts, place) for place in range(len(parts))]


def _bound(desk: _Desk, parts: Sequence[range], place: int) -> bytes:
    """One volume: the first with index and cover, each other with the rows of the index that are its own."""
    return _bind(desk, [desk.exhibits[each] for each in parts[place]], *_front(desk, parts, place))


def _front(desk: _Desk, parts: Sequence[range], place: int) -> tuple[bytes, bytes]:
    """The index and the cover of a volume; laid out again where they take more pages than thought."""
    told = Cover(desk.worked.plan, desk.proof, desk.exhibits, _demands(desk), _frame(desk).paper)
    marked = [each for each in desk.exhibits if each.number not in desk.untouched and each.passages]
    lead = cover(told, desk.shelf.words, marked) if place == 0 else b""
    covers, pages = page_count(lead) if lead else 0, 1
    while True:
        rows = _rows(desk, parts, place, pages + covers)
        index = document.render(document.compose_index(rows, _frame(desk, rows), desk.knowledge), "pdf")
        if (laid := page_count(index)) <= pages:
            return index, lead
        pages = laid


def _rows(desk: _Desk, parts: Sequence[range], place: int, front: int) -> tuple[Exhibited, ...]:
    """The rows of the index: of all exhibits in the first volume, with the file that each is in; else of its own."""
    language = desk.worked.plan.language
    made: list[Exhibited] = []
    for number, part in enumerate(parts):
        if place not in (0, number):
            continue
        inside = [desk.exhibits[each] for each in part]
        firsts = evidence.first_pages(front if number == place else 1, inside)
        rows = index_rows(inside, firsts, desk.shelf.answers, desk.knowledge, language)
        if number != place:
            where = desk.shelf.words.says["bundle-in-file"].format(file=number + 1, files=len(parts))
            rows = tuple(replace(row, title=f"{row.title} ({where})") for row in rows)
        made += rows
    return tuple(made)


def _bind(desk: _Desk, exhibits: Sequence[Exhibit], index: bytes, lead: bytes) -> bytes:
    rows = index_rows(exhibits, [1] * len(exhibits), desk.shelf.answers, desk.knowledge, desk.worked.plan.language)
    titles = {row.number: row.title for row in rows}
    return evidence.bundle(index, exhibits, desk.shelf.words, titles, unmarked=desk.untouched, cover=lead)


def _frame(desk: _Desk, rows: Sequence[Exhibited] = ()) -> document.Frame:
    return frame_of(desk.shelf.answers, desk.shelf.reading, rows, desk.knowledge, desk.worked.plan.language)


def _demands(desk: _Desk) -> dict[str, str]:
    language = desk.worked.plan.language
    return {key: say(each.title, language).text for key, each in desk.knowledge.demands.items()}


def _manifest(desk: _Desk, told: Sequence[Volume], files: dict[str, bytes]) -> bytes:
    """Every file with its digest, and for each exhibit its original, its volume and what was done to its copy."""
    inside = {number: volume.name for volume in told for number in volume.numbers}
    data = {
        "volumes": [{"file": each.name, "pages": each.pages, "exhibits": list(each.numbers)} for each in told],
        "exhibits": [
            {
                "number": each.number,
                "original": each.source.file.as_posix(),
                "sha256": each.source.sha256,
                "bytes": each.source.size,
                "kind": each.kind,
                "pages": len(each.pages),
                "volume": inside[each.number],
                "upload": _upload(each),
                "copy": copy_told(each),
                "signed": each.signed,
                "marks": 0 if each.number in desk.untouched else len(each.passages),
            }
            for each in desk.exhibits
        ],
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        },
    }
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
