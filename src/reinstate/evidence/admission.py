"""Opening a file that is put forward as proof, and reading what it shows."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from reinstate.case import Attachment, Exhibit, Page, Passage, Trouble
from reinstate.case.sight import Recogniser
from reinstate.evidence import pictures, scans
from reinstate.evidence.frames import frame_pages
from reinstate.evidence.locks import office_locked
from reinstate.evidence.media import FRAMES, PDF, TYPESET, media, signed
from reinstate.evidence.passages import asins, find, passages
from reinstate.evidence.pdfium import Leaf, leaves
from reinstate.evidence.plain_pages import legible, pages_of, pictures_in
from reinstate.evidence.repair import damaged, sound

_MOST = 2000
_READ: OrderedDict[tuple[object, ...], Exhibit] = OrderedDict()
"""Exhibits read before, without their bytes: a case is worked anew after every answer, with the same documents."""


def admit(content: bytes, attachment: Attachment, number: str, recognise: Recogniser | None = None) -> Exhibit:
    """Read one file as the exhibit `number`; with an engine, pages that are pictures too. The same file is read once.

    Raises:
        Trouble: `evidence.empty`, `.unsupported`, `.encrypted`, `.broken`, `.too-large`; each names the `file`.
    """
    digest = hashlib.sha256(content).hexdigest()
    asked = (digest, attachment.file, attachment.kind, attachment.highlight, attachment.covers, recognise is None)
    read = _READ.get(asked)
    if read is None:
        read = _READ[asked] = replace(_admitted(content, digest, attachment, recognise), content=b"")
        while len(_READ) > _MOST:
            _READ.popitem(last=False)
    return replace(read, id=attachment.id, number=number, content=content)


def _admitted(content: bytes, digest: str, attachment: Attachment, recognise: Recogniser | None) -> Exhibit:
    file = attachment.file
    if not content:
        raise Trouble("evidence.empty", file=file)
    kind = media(content)
    if kind is None and office_locked(content):
        raise Trouble("papers.locked-office", file=file)
    if kind is None:
        raise Trouble("evidence.unsupported", file=file)
    body = _readable(content, kind, file)
    read = leaves(body, corners=kind not in TYPESET) if body else ()  # what is typeset is set anew for its copy
    laid = tuple(map(_page, read)) or _picture(content, file)
    seen = _recognised(content, body, read, recognise) if recognise is not None else {}
    pages = tuple(_told(page, seen[place]) if place in seen else page for place, page in enumerate(laid))
    found = passages(attachment.highlight, [leaf.text for leaf in read], body or b"")
    if seen:
        scanned = scans.scanned_passages(attachment.highlight, seen)
        found = {words: places + scanned[words] for words, places in found.items()}
    shown = _shown(pages, attachment.covers, seen)
    return Exhibit(
        id=attachment.id,
        number="",
        file=PurePosixPath(file.replace("\\", "/")),
        content=content,
        sha256=digest,
        media=kind,
        kind=attachment.kind,
        pages=pages,
        passages=_in_order(found.values()),
        covers=shown,
        missing_passages=tuple(words for words, places in found.items() if not places),
        signed=kind == PDF and signed(content),
        trouble={**_silent(pages, read), **_elsewhere(attachment, shown), **_lost(content, kind, body, file)},
    )


def _readable(content: bytes, kind: str, file: str) -> bytes | None:
    """The PDF whose words are read; a picture has none."""
    if kind == PDF:
        return sound(content, file)
    if kind in FRAMES:
        return frame_pages(content, file)
    return pages_of(content, kind, file) if kind in TYPESET else None


def _recognised(
    content: bytes, body: bytes | None, read: Sequence[Leaf], recognise: Recogniser
) -> dict[int, scans.Recognised]:
    """What an engine reads on the pages that are pictures, by place from 0."""
    return scans.recognised_pdf(body, read, recognise) if body else {0: scans.recognised_picture(content, recognise)}


def _page(leaf: Leaf) -> Page:
    return Page(_plain(leaf.text), *leaf.sheet.size, leaf.lying, leaf.room)


def _told(page: Page, seen: scans.Recognised) -> Page:
    room = page.room if page.lying == seen.lying else None
    return replace(page, text=seen.text, lying=seen.lying, room=room)


def _picture(content: bytes, file: str) -> tuple[Page, ...]:
    return (Page("", *pictures.page_size(content, file)),)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _in_order(found: Iterable[tuple[Passage, ...]]) -> tuple[Passage, ...]:
    return tuple(sorted((passage for places in found for passage in places), key=_place))


def _place(passage: Passage) -> tuple[int, float, float]:
    left, _, _, top = passage.boxes[0]
    return passage.page, -top, left


def _shown(pages: Sequence[Page], claimed: Sequence[str], seen: Mapping[int, scans.Recognised]) -> tuple[str, ...]:
    """The ASINs that the text spells out, those claimed also where a line break cuts them or an engine misread them."""
    texts = [page.text for page in pages]
    spelled = [asin for text in texts for asin in asins(text)]
    broken = [asin for asin in claimed if any(True for _ in find(asin, texts))]
    misread = [asin for asin, places in scans.scanned_passages(claimed, seen).items() if places]
    return tuple(dict.fromkeys(spelled + broken + misread))


def _silent(pages: Sequence[Page], read: Sequence[Leaf]) -> dict[str, str]:
    """Whether the document, or which of its pages, shows pictures only."""
    if not any(page.text.strip() for page in pages):
        return {"no-text": ""}
    mute = [str(spot) for spot, leaf in enumerate(read, 1) if leaf.pictures and not pages[spot - 1].text.strip()]
    return {"no-text-on-pages": ", ".join(mute)} if mute else {}


def _elsewhere(attachment: Attachment, shown: Sequence[str]) -> dict[str, str]:
    """The ASINs that are claimed and not shown."""
    missing = [asin for asin in attachment.covers if asin not in shown]
    return {"covers-not-shown": ", ".join(missing)} if missing else {}


def _lost(content: bytes, kind: str, body: bytes | None, file: str) -> dict[str, str]:
    """What the file has lost, or what its rendering leaves out."""
    lost = {}
    if kind == PDF and (body != content or damaged(content)):
        lost["damaged"] = ""
    if kind in TYPESET and (count := pictures_in(content, kind, file)):
        lost["pictures-left-out"] = str(count)
    if kind in TYPESET and not legible(content, kind, file):
        lost["letters-not-shown"] = ""
    return lost
