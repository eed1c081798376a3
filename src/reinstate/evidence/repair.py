"""A PDF that both libraries read alike: the file itself, or a copy written anew where it is damaged."""

import hashlib
import io

import pikepdf
import pypdfium2 as pdfium

from reinstate.case import Trouble
from reinstate.evidence.pdfium import Unreadable, opened


def sound(content: bytes, file: str) -> bytes:
    """The content, if it can be read and bound; else the first copy of it that can.

    Raises:
        Trouble: `evidence.encrypted` or `evidence.broken`.
    """
    digest = hashlib.sha256(content).digest()
    if digest in _FOUND_SOUND:
        return content
    ways = (_as_it_is, _written_anew)
    for way in ways:
        try:
            made = way(content)
            if _pages_bound(made) == _pages_read(made) > 0:
                if made is content:
                    _remember(digest)
                return made
        except pikepdf.PasswordError as error:
            raise Trouble("evidence.encrypted", file=file) from error
        except Unreadable as error:
            if error.locked:
                raise Trouble("evidence.encrypted", file=file) from error
        except (pikepdf.PdfError, pdfium.PdfiumError, ValueError, TypeError, RuntimeError):
            continue  # the ways in which damage shows inside the two libraries
    raise Trouble("evidence.broken", file=file)


_FOUND_SOUND: dict[bytes, None] = {}
"""Digests of files that were found sound: to look again at each page costs as much as binding it."""
_MOST_REMEMBERED = 10_000


def _remember(digest: bytes) -> None:
    while len(_FOUND_SOUND) >= _MOST_REMEMBERED:
        _FOUND_SOUND.pop(next(iter(_FOUND_SOUND)), None)
    _FOUND_SOUND[digest] = None


def _pages_read(content: bytes) -> int:
    with opened(content) as document:
        for place in range(len(document)):
            document[place].close()
        return len(document)


def _pages_bound(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not all(_whole(page) for page in pdf.pages):
            raise ValueError(pdf.pages)
        return len(pdf.pages)


def _whole(page: pikepdf.Page) -> bool:
    """Whether the parts of a page that binding touches are what they should be."""
    sides = [float(side) for box in (page.mediabox, page.cropbox) for side in box]
    notes = list(page.obj.get("/Annots", pikepdf.Array()))
    drawn = all(isinstance(part, pikepdf.Stream) for part in drawing(page))
    return len(sides) == 8 and drawn and all(isinstance(note, pikepdf.Dictionary) for note in notes)


def drawing(page: pikepdf.Page) -> list[pikepdf.Object]:
    """The content streams of a page."""
    found = page.obj.get("/Contents", pikepdf.Array())
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def damaged(content: bytes) -> bool:
    """Whether some of the drawing of a PDF that can be bound is lost all the same."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        try:
            return not all(part.read_bytes() is not None for page in pdf.pages for part in drawing(page))
        except pikepdf.PdfError:
            return True


def _as_it_is(content: bytes) -> bytes:
    return content


def _written_anew(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(out, fix_metadata_version=False)
    return out.getvalue()
