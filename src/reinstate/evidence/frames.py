"""Pictures that no PDF holds as they are, each on a page of its own: faxes in TIFF, photos in HEIC and WebP."""

import io

import pikepdf
from PIL import Image

from reinstate.case import Trouble
from reinstate.evidence.media import JPEG, PNG, TIFF, media
from reinstate.evidence.pictures import picture_page
from reinstate.evidence.seeing.picture_views import picture_frames

_QUALITY = 92
"""Of photos, which come from a format that has lost detail before."""


def frame_pages(content: bytes, file: str) -> bytes:
    """A PDF with one A4 page a picture: scans without loss, photos as JPEG.

    Raises:
        Trouble: `evidence.broken`, `evidence.too-large`, or `papers.heic` where the extra that reads it is missing.
    """
    lossless = media(content) == TIFF
    try:
        frames = picture_frames(content, file)
    except Trouble as trouble:
        code = {"papers.broken": "evidence.broken", "papers.large": "evidence.too-large"}.get(trouble.code)
        raise (Trouble(code, file=file) if code else trouble) from trouble
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for frame in frames:
            page = picture_page(_packed(frame, lossless=lossless), PNG if lossless else JPEG, file)
            with pikepdf.open(io.BytesIO(page)) as one:
                pdf.pages.extend(one.pages)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _packed(frame: Image.Image, *, lossless: bool) -> bytes:
    out = io.BytesIO()
    dpi = {"dpi": frame.info["dpi"]} if frame.info.get("dpi") else {}
    if lossless:
        frame.save(out, "PNG", **dpi)
    else:
        frame.save(out, "JPEG", quality=_QUALITY, **dpi)
    return out.getvalue()
