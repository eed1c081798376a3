"""A photo or screenshot laid on a page of its own, its pixels as they are."""

import io
import warnings
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageOps

from reinstate.case import Trouble
from reinstate.evidence.media import JPEG

A4 = (595.276, 841.89)
MARGIN = 42.0
"""Points around the picture: room for the stamp."""

SCREEN = 96.0
"""Pixels per inch of a picture that doesn't say."""

_SIDEWAYS = (5, 6, 7, 8)
_TURNS = {
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""Matrix over the unit square by Exif orientation (Exif 2.32, tag 0x0112)."""

_PRIVATE = (0xE1, 0xED, 0xFE)
"""JPEG segments that may say where and by whom a photo was taken: Exif and XMP, Photoshop, comment."""


def page_size(content: bytes, file: str) -> tuple[float, float]:
    """The A4 page that a picture gets, upright or lying.

    Raises:
        Trouble: `evidence.broken` or `evidence.too-large`.
    """
    wide, high = _seen_size(_decoded(content, file))
    return (A4[1], A4[0]) if wide > high else A4


def picture_page(content: bytes, media: str, file: str) -> bytes:
    """A PDF of one A4 page with the picture in its middle, never larger than its own resolution makes it.

    Raises:
        Trouble: `evidence.broken` or `evidence.too-large`.
    """
    image = _decoded(content, file)
    wide, high = _seen_size(image)
    paper = (A4[1], A4[0]) if wide > high else A4
    scale = min(72 / resolution(image), *((paper[axis] - 2 * MARGIN) / side for axis, side in enumerate((wide, high))))
    width, height = wide * scale, high * scale
    left, bottom = (paper[0] - width) / 2, (paper[1] - height) / 2
    turn = _TURNS.get(image.getexif().get(0x0112, 1), (1, 0, 0, 1, 0, 0)) if media == JPEG else (1, 0, 0, 1, 0, 0)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=paper)
        stream = _jpeg(pdf, content, image) if media == JPEG else _pixels(pdf, image)
        page.Resources = Dictionary(XObject=Dictionary(Im0=stream))
        place = f"{width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm {' '.join(map(str, turn))} cm"
        page.Contents = pdf.make_stream(f"q {place} /Im0 Do Q".encode())
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _decoded(content: bytes, file: str) -> Image.Image:
    with warnings.catch_warnings():
        # the warning is for servers; the limit at twice that size is an error and stays one
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content))
            image.load()
        except Image.DecompressionBombError as error:
            raise Trouble("evidence.too-large", file=file) from error
        except Exception as error:  # Pillow raises many kinds for bytes that make no picture
            raise Trouble("evidence.broken", file=file) from error
    return image


def _seen_size(image: Image.Image) -> tuple[int, int]:
    wide, high = image.size
    sideways = image.format != "PNG" and image.getexif().get(0x0112) in _SIDEWAYS
    return (high, wide) if sideways else (wide, high)


def resolution(image: Image.Image) -> float:
    """Pixels per inch as the picture says, else as screens have."""
    dpi = image.info.get("dpi", (SCREEN, SCREEN))[0]
    return float(dpi) if dpi and dpi > 1 else SCREEN


def _jpeg(pdf: pikepdf.Pdf, content: bytes, image: Image.Image) -> pikepdf.Stream:
    """The JPEG data as they are, without recompression."""
    stream = pdf.make_stream(without_private(content))
    colours = {"L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}.get(image.mode, Name.DeviceRGB)
    _describe(stream, image.size, colours)
    stream.Filter = Name.DCTDecode
    if image.mode == "CMYK" and image.info.get("adobe") is not None:
        stream.Decode = Array([1, 0] * 4)  # Adobe writes its CMYK inverted
    return stream


def _pixels(pdf: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    """The pixels, losslessly packed; what is transparent becomes white paper."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    elif image.mode.startswith("I") or image.mode == "F":
        image = ImageOps.autocontrast(image.convert("L")) if image.mode == "F" else _eight_bits(image)
    plain = image if image.mode in ("L", "RGB") else image.convert("RGB")
    stream = pdf.make_stream(zlib.compress(plain.tobytes()))
    _describe(stream, plain.size, Name.DeviceGray if plain.mode == "L" else Name.DeviceRGB)
    stream.Filter = Name.FlateDecode
    return stream


def _eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen bits of grey brought down to eight; converting without scaling would cut at 255 and give white."""
    return image.convert("I").point(lambda level: level / 257).convert("L")


def _describe(stream: pikepdf.Stream, size: tuple[int, int], colours: pikepdf.Name) -> None:
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = size
    stream.ColorSpace, stream.BitsPerComponent = colours, 8


def without_private(content: bytes) -> bytes:
    """The same JPEG without the segments that tell place, person and device; the picture data stay as they are."""
    kept, at = bytearray(content[:2]), 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] not in _PRIVATE:
            kept += content[at:end]
        at = end
    return bytes(kept) + content[at:]
