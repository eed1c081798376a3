"""Pictures of pages, to be looked at in a browser."""

import io

from reinstate.case import Trouble
from reinstate.knowledge import Knowledge

WIDTH = 1100
"""Pixels of a page's picture from left to right: sharp on a dense screen at half that width."""


def page_picture(knowledge: Knowledge, content: bytes, number: int, width: int = WIDTH) -> bytes:  # noqa: ARG001 - a job
    """One page of a PDF, or a picture, as PNG of that width; pages count from 1. It is a job for a worker.

    Raises:
        Trouble: `desk.no-such-page`, `desk.no-picture`.
    """
    if content.startswith(b"%PDF") or b"%PDF-" in content[:1024]:
        return _page(content, number, width)
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415 - only pictures need it

    try:
        with Image.open(io.BytesIO(content)) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
            upright.thumbnail((width, width * 3))
            return _png(upright)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Trouble("desk.no-picture") from error


def _page(content: bytes, number: int, width: int) -> bytes:
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - only pages need it

    from reinstate.evidence.pdfium import Unreadable, opened  # noqa: PLC0415

    try:
        with opened(content) as document:
            if not 1 <= number <= len(document):
                raise Trouble("desk.no-such-page", number=number)
            page = document[number - 1]
            return _png(page.render(scale=min(width / max(page.get_width(), 1), 4)).to_pil())
    except (PdfiumError, Unreadable) as error:
        raise Trouble("desk.no-picture") from error


def _png(picture: object) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")  # type: ignore[attr-defined]
    return held.getvalue()
