"""Opening a file of any accepted type as pages of words with their places."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reinstate.case import Trouble
from reinstate.case.paper import PaperSign
from reinstate.case.sight import Recogniser
from reinstate.evidence.locks import office_locked
from reinstate.evidence.media import FRAMES, JPEG, MAIL, OUTLOOK, PDF, PNG, SHEET, TABLE, WORD, media
from reinstate.evidence.seeing.view import View
from reinstate.evidence.understanding.paper import Sight

ARCHIVE = "application/zip"

MOST_PAGES = 60
"""Pages that are understood: a document of goods that is longer is read at its beginning and its end."""
_LAST_PAGES = 4
_MOST_RECOGNISED = 12
"""Pages of a scan that are recognised: each takes seconds."""
_PAGE_PIXELS = 500
"""Pixels of the shorter side from which a picture in a Word file can be a page rather than a logo."""
_MOST_MEMBERS = 200
_STRONG = 99
"""The method of files that an archive locks by AES (WinZip's AE-2), which Python can't open."""
_MOST_UNPACKED = 300_000_000


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a file may use: an engine that reads pictures, and the password of a locked file."""

    recognise: Recogniser | None = None
    password: str | None = None


def sort_of(content: bytes) -> str | None:
    """The media type of a file by its content, None for one that can't be opened."""
    known = media(content)
    return ARCHIVE if known is None and content.startswith(b"PK\x03\x04") else known


def open_file(content: bytes, file: str, opening: Opening) -> Iterator[Sight]:
    """The documents of a file: one, or those that an archive or a mail holds.

    Raises:
        Trouble: what `parts` and `open_part` raise.
    """
    for name, body in parts(content, file, opening.password):
        yield open_part(body, name, opening)


def parts(content: bytes, file: str, password: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The documents of a file by their names: itself, or what an archive holds; after a mail, what is attached to it.

    What is of no type that can be opened is left out of archives and mails; archives in them stay closed.

    Raises:
        Trouble: `papers.empty`, `.unsupported`, `.locked`, `.broken`, `.bomb`; each names the `file`.
    """
    if not content:
        raise Trouble("papers.empty", file=file)
    sort = sort_of(content)
    if sort is None:
        raise Trouble("papers.locked-office" if office_locked(content) else "papers.unsupported", file=file)
    if sort != ARCHIVE:
        yield from _with_attached(content, file, sort)
        return
    for name, body in _unpacked(content, file, password):
        inner = sort_of(body)
        if inner not in (None, ARCHIVE):
            yield from _with_attached(body, f"{file}/{name}", inner)


def _with_attached(content: bytes, file: str, sort: str | None) -> Iterator[tuple[str, bytes]]:
    """A document, and after a mail the documents that are attached to it."""
    from reinstate.evidence.seeing import mails  # noqa: PLC0415

    yield file, content
    attached = {MAIL: mails.mail_parts, OUTLOOK: mails.outlook_parts}.get(sort or "")
    if attached is None:
        return
    taken: set[str] = set()
    for name, body in islice(attached(content), _MOST_MEMBERS):
        if sort_of(body) in (None, ARCHIVE, MAIL, OUTLOOK):
            continue
        known = f"{len(taken) + 1}-{name}" if name in taken else name
        taken.add(name)
        yield f"{file}/{known}", body


def open_part(content: bytes, file: str, opening: Opening) -> Sight:
    """One document, which is no archive.

    Raises:
        Trouble: `papers.unsupported`, `.locked`, `.broken`, `.large`, `.heic`, `.scan`; each names the `file`.
    """
    sort = sort_of(content)
    if sort is None or sort == ARCHIVE:
        raise Trouble("papers.unsupported", file=file)
    if sort == PDF:
        return pdf_sight(content, file, opening)
    if sort == WORD:
        return _word(content, file, opening)
    if sort in (PNG, JPEG, *FRAMES):
        return _picture(content, file, sort, opening)
    return _grid(content, file, sort)


def _grid(content: bytes, file: str, sort: str) -> Sight:
    """A table or a mail as one page."""
    from reinstate.evidence.seeing import grid_views as grids  # noqa: PLC0415
    from reinstate.evidence.seeing import mails  # noqa: PLC0415

    rows = {
        SHEET: grids.sheet_rows, TABLE: grids.table_rows, MAIL: mails.rows_of, OUTLOOK: mails.rows_of,
    }[sort](content, file)  # fmt: skip
    leanings = {"inventory_report": 1.0} if sort in (SHEET, TABLE) else {"correspondence": 5.0}
    return Sight(file, sort, content, [grids.grid_view(rows)], 1, leanings)


def pdf_sight(content: bytes, file: str, opening: Opening) -> Sight:
    """The pages of a PDF."""
    from reinstate.evidence.pdfium import Unreadable  # noqa: PLC0415
    from reinstate.evidence.seeing.pdf_views import page_count, pdf_views  # noqa: PLC0415
    from reinstate.evidence.seeing.revisions import changed_figures, origin  # noqa: PLC0415

    body = content
    try:
        count = page_count(body)
    except Unreadable:
        body = _mended(content, file, opening.password)
        try:
            count = page_count(body)
        except Unreadable as error:
            raise Trouble("papers.broken", file=file) from error
    if not count:
        raise Trouble("papers.broken", file=file)
    views = list(pdf_views(body, most=MOST_PAGES))
    if count > MOST_PAGES:
        views += pdf_views(body, first=max(MOST_PAGES, count - _LAST_PAGES), most=_LAST_PAGES)
    views = _read_where_mute(body, views, file, opening)
    signs = (PaperSign("pages-left-out", args={"count": str(count)}),) if count > MOST_PAGES + _LAST_PAGES else ()
    made = origin(body)
    return Sight(
        file, PDF, content, views, count, {}, (*signs, *changed_figures(content, views)), made.day, made.software
    )


def _read_where_mute(body: bytes, views: list[View], file: str, opening: Opening) -> list[View]:
    """The views with pages that have no words, or none that make sense, read as pictures."""
    from reinstate.evidence.pdfium import opened  # noqa: PLC0415
    from reinstate.evidence.seeing.pdf_views import drawn_page, legible  # noqa: PLC0415
    from reinstate.evidence.seeing.picture_views import scanned_view  # noqa: PLC0415

    mute = [place for place, view in enumerate(views) if not legible(view)][:_MOST_RECOGNISED]
    if not mute:
        return views
    if opening.recognise is None:
        if all(not view.words for view in views):
            raise Trouble("papers.scan", file=file)
        return views
    made = list(views)
    with opened(body) as document:
        pages = {place: drawn_page(document, views[place].number - 1) for place in mute}
    for place, page in pages.items():
        seen = scanned_view(page, views[place].number, opening.recognise)
        if len(seen.words) >= min(5, len(views[place].words)):
            made[place] = seen
    return made


def _picture(content: bytes, file: str, sort: str, opening: Opening) -> Sight:
    """A photo, screenshot, scan or fax."""
    from reinstate.evidence.seeing.picture_views import picture_frames, picture_view  # noqa: PLC0415

    if opening.recognise is None:
        raise Trouble("papers.scan", file=file)
    frames = picture_frames(content, file)
    views = [picture_view(frame, number, opening.recognise) for number, frame in enumerate(frames, 1)]
    return Sight(file, sort, content, views, len(views), {})


def _mended(content: bytes, file: str, password: str | None) -> bytes:
    """The PDF written anew by qpdf: mended where it is damaged, unlocked with its password."""
    import pikepdf  # noqa: PLC0415

    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content), password=password or "") as pdf:
            pdf.save(out)
    except pikepdf.PasswordError as error:
        raise Trouble("papers.locked", file=file) from error
    except Exception as error:  # damage shows in many ways inside the library
        raise Trouble("papers.broken", file=file) from error
    return out.getvalue()


def _word(content: bytes, file: str, opening: Opening) -> Sight:
    """The pages of a Word file as they are typeset, and behind them its pictures that are large enough for a page."""
    from reinstate.evidence.plain_pages import pages_of  # noqa: PLC0415
    from reinstate.evidence.seeing.pdf_views import page_count, pdf_views  # noqa: PLC0415

    try:
        body = pages_of(content, WORD, file)
    except Trouble as trouble:
        raise Trouble("papers.broken", file=file) from trouble
    views = list(pdf_views(body, most=MOST_PAGES))
    count = page_count(body)
    pasted = list(_pasted(content, file, count, opening)) if opening.recognise else []
    return Sight(file, WORD, content, [*views, *pasted], count + len(pasted), {})


def _pasted(content: bytes, file: str, count: int, opening: Opening) -> Iterator[View]:
    """The pictures of a Word file that can be pages of a document, read."""
    from reinstate.evidence.seeing.picture_views import picture_frames, picture_view  # noqa: PLC0415
    from reinstate.evidence.word_file import picture_files  # noqa: PLC0415

    number = count
    for each in picture_files(content, file)[:_MOST_RECOGNISED]:
        if sort_of(each) not in (PNG, JPEG, *FRAMES):
            continue
        for frame in picture_frames(each, file):
            if min(frame.size) >= _PAGE_PIXELS and opening.recognise is not None:
                number += 1
                yield picture_view(frame, number, opening.recognise)


def _unpacked(content: bytes, file: str, password: str | None) -> Iterator[tuple[str, bytes]]:
    """The files in an archive, one at a time."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as held:
            members = [
                each for each in held.infolist() if not each.is_dir() and not each.filename.startswith("__MACOSX")
            ]
            if sum(each.file_size for each in members) > _MOST_UNPACKED or len(members) > _MOST_MEMBERS:
                raise Trouble("papers.bomb", file=file)
            if any(each.compress_type == _STRONG for each in members):
                raise Trouble("papers.locked-strong", file=file)
            for each in members:
                yield each.filename, held.read(each, pwd=(password or "").encode() or None)
    except RuntimeError as error:
        raise Trouble("papers.locked", file=file) from error
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise Trouble("papers.broken", file=file) from error


__all__ = [
    "ARCHIVE",
    "JPEG",
    "MAIL",
    "OUTLOOK",
    "PNG",
    "Opening",
    "open_file",
    "open_part",
    "parts",
    "sort_of",
]
