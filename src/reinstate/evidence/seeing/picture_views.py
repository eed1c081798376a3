"""Pages that are pictures: photos, screenshots, scans and faxes, read by an engine on an upright, level copy."""

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence

from reinstate.case import Trouble
from reinstate.case.sight import Raster, Recogniser, SeenLine, SeenWord
from reinstate.evidence.pictures import A4, MARGIN, resolution
from reinstate.evidence.seeing.ink import patches, strokes
from reinstate.evidence.seeing.knitting import knitted
from reinstate.evidence.seeing.upright import Projection, Upright, joined, lies_sideways, quarter, shrunk, upright
from reinstate.evidence.seeing.view import View, Word

MOST_PIXELS = 60_000_000
_DPI = 300
_MOST_FRAMES = 20
_SURE = 0.55
"""Mean confidence below which a page may lie on its side or stand on its head."""
_STRIP = (0.12, 0.42)
"""Where the strip of a page lies that tells how it lies, in shares of its height."""
_FEW = 12
"""Words below which a reading says nothing about how the page lies."""
_GRAIN = 72 / 300
"""Points of the view for each pixel of the copy that is read."""
_NOISE = re.compile(r"^(?:[\W_]+|(?=.*ー{4})[ー\W]+\w?[ー\W]+)$")
"""Specks, and the lines of tables, which data of some scripts read as dashes of their own."""
_GLUED = re.compile(r"^[|\[\]{}_~'`‘’\"“”]+|[|\[\]{}_~`‘\"“”]+$")
_BEST_HEIGHT = 32
"""Pixels of a line of letters as engines like them."""
_LEAST = 0.25


def picture_frames(content: bytes, file: str) -> list[Image.Image]:
    """The pictures of an image file, upright as its own notes say; a fax has several.

    Raises:
        Trouble: `papers.broken`, `.large`, or `.heic` where the extra that reads it is missing.
    """
    if content[4:8] == b"ftyp":
        _learn_heif(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(content))
            large = image.width * image.height > MOST_PIXELS
            shots = zip(ImageSequence.Iterator(image), range(_MOST_FRAMES), strict=False)
            frames = [] if large else [ImageOps.exif_transpose(frame.copy()) for frame, _ in shots]
        except Image.DecompressionBombError as error:
            raise Trouble("papers.large", file=file) from error
        except Exception as error:  # Pillow's decoders pass on whatever damaged bytes bring about
            raise Trouble("papers.broken", file=file) from error
    if large:
        raise Trouble("papers.large", file=file)
    return [_on_white(frame) for frame in frames]


def _learn_heif(file: str) -> None:
    try:
        import pillow_heif  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Trouble("papers.heic", file=file) from error
    pillow_heif.register_heif_opener()


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image if image.mode in ("L", "RGB") else image.convert("RGB")
    seen = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("RGB")


def picture_view(image: Image.Image, number: int, recognise: Recogniser) -> View:
    """A photo or screenshot read; places are those on the A4 page that an exhibit lays it on."""
    paper_size = (A4[1], A4[0]) if image.width > image.height else A4
    fits = [(paper_size[axis] - 2 * MARGIN) / side for axis, side in enumerate(image.size)]
    scale = min(72 / resolution(image), *fits)
    left, top = (paper_size[0] - image.width * scale) / 2, (paper_size[1] - image.height * scale) / 2
    onto: Projection = (scale, 0.0, left, 0.0, scale, top, 0.0, 0.0)
    return seen(image, number, recognise, onto, paper_size[1], photo=True)


def seen(image: Image.Image, number: int, recognise: Recogniser, onto: Projection, high: float, *, photo: bool) -> View:
    """A picture read on an upright copy.

    Args:
        image: the page as pixels.
        number: its number, from 1.
        recognise: the engine.
        onto: from the picture's pixels to points of the page, counted from its upper left corner.
        high: the height of the page in points.
        photo: whether ground may show around the paper.
    """

    def numbered(raster: Raster, *, form: bool = False) -> tuple[SeenLine, ...]:
        return recognise(replace(raster, page=number), form=form)

    made, lines = _best(image, numbered, photo=photo)
    words = _mailed(tuple(_words(lines)))
    grown: Projection = (1 / _GRAIN, 0.0, 0.0, 0.0, 1 / _GRAIN, 0.0, 0.0, 0.0)
    back = joined(onto, joined(made.back, grown))
    width, height = made.image.width * _GRAIN, made.image.height * _GRAIN
    inks = strokes(made.image, words, _GRAIN)
    boxes = [_box(joined(made.back, grown), word) for word in words]
    laid = patches(image.convert("L"), words, boxes)
    return View(number, width, height, words, ocr=True, onto=back, sheet=high, pictures=1, strokes=inks, patches=laid)


def _box(back: Projection, word: Word) -> tuple[float, float, float, float]:
    """The box of a word in pixels of the picture."""
    a, b, c, d, e, f, g, h = back
    corners = [
        ((a * x + b * y + c) / (g * x + h * y + 1), (d * x + e * y + f) / (g * x + h * y + 1))
        for x in (word.left, word.right) for y in (word.top, word.bottom)
    ]  # fmt: skip
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _best(image: Image.Image, recognise: Recogniser, *, photo: bool) -> tuple[Upright, Sequence[SeenLine]]:
    """The picture turned so that its text reads best: as it lies, unless it shows or reads as if it lay otherwise."""
    sideways = lies_sideways(image)
    turns = (_told_by_a_strip(image, recognise, (0, 1, 3), photo=photo) or 0) if sideways else 0
    worth, ready, lines = _read(image, recognise, turns, photo=photo)
    if worth < _SURE and sum(len(line.words) for line in lines) >= _FEW:
        others = tuple(each for each in (2, 1, 3, 0) if each != turns)
        other = _told_by_a_strip(image, recognise, others, photo=photo, least=worth)
        if other is not None:
            again = _read(image, recognise, other, photo=photo)
            worth, ready, lines = max((worth, ready, lines), again, key=lambda each: each[0])
    return ready, lines


def _read(
    image: Image.Image, recognise: Recogniser, turns: int, *, photo: bool
) -> tuple[float, Upright, Sequence[SeenLine]]:
    """The picture read after some quarter turns, and how sure that reading is."""
    turned, back = quarter(image, turns)
    ready = upright(turned, photo=photo)
    lines: Sequence[SeenLine] = recognise(_raster(ready.image), form=True)
    sideways = _tall(lines)  # then what is measured as height is the words' length
    if not sideways and (less := _too_large(lines)) is not None:
        ready = shrunk(ready, less)
        lines = recognise(_raster(ready.image), form=True)
    return _worth(lines), replace(ready, back=joined(back, ready.back)), lines


def _worth(lines: Sequence[SeenLine]) -> float:
    return sureness(lines) * (0.3 if _tall(lines) else 1.0)


def _told_by_a_strip(
    image: Image.Image, recognise: Recogniser, ways: Sequence[int], *, photo: bool, least: float = -1.0
) -> int | None:
    """The quarter turns after which a strip of the page reads best, if any reads surer than `least`."""
    best = None
    for turns in ways:
        turned, _ = quarter(image, turns)
        ready = upright(turned, photo=photo).image
        first, last = (round(share * ready.height) for share in _STRIP)
        worth = _worth(recognise(_raster(ready.crop((0, first, ready.width, last))), form=False))
        if worth > least:
            best, least = turns, worth
        if worth >= _SURE:
            break
    return best


def _too_large(lines: Sequence[SeenLine]) -> float | None:
    """How much smaller the picture must be for its letters to have the size that engines read best."""
    heights = sorted(word.box[3] - word.box[1] for line in lines for word in line.words if len(word.text) > 1)
    usual = heights[len(heights) // 2] if len(heights) >= _FEW else 0
    return _BEST_HEIGHT / usual if usual > 1.6 * _BEST_HEIGHT else None


def _tall(lines: Sequence[SeenLine]) -> bool:
    """Whether most words stand higher than they are wide: the page lies on its side."""
    found = [word.box for line in lines for word in line.words if len(word.text) >= 4]
    return sum(bottom - top > right - left for left, top, right, bottom in found) > len(found) / 2


def sureness(lines: Sequence[SeenLine]) -> float:
    """How sure a reading is: the mean confidence of its letters, less where there are hardly any."""
    found = [word for line in lines for word in line.words if re.search(r"\w", word.text)]
    letters = sum(len(word.text) for word in found)
    return sum(word.confidence * len(word.text) for word in found) / (letters + 20) if letters else 0.0


def _raster(image: Image.Image) -> Raster:
    grey = image.convert("L")
    return Raster(grey.width, grey.height, grey.tobytes(), _DPI)


def _words(lines: Sequence[SeenLine]) -> Iterator[Word]:
    """The words of a reading without specks and the lines of tables; all of a line share its height."""
    for number, line in enumerate(lines):
        kept = [word for word in line.words if not _NOISE.match(word.text) or word.text in "-–/&@#$€"]
        kept = knitted([word for word in kept if word.confidence >= _LEAST or len(word.text) > 3])
        if not kept:
            continue
        yield from _levelled(kept, number)


_ROUND = re.compile(r"(?<=[A-Z])O(?=\d)|(?<=\d)O(?=\d)|(?<=-)O(?=\d)")
_STOCK = re.compile(r"^BO(?=[0-9A-Z]{8}$)(?=.*\d)")


def _figured(text: str) -> str:
    """A code with the letter O read as the figure it is between figures; an ASIN begins with B and a nought."""
    if not any(map(str.isdigit, text)) or text.lower() == text:
        return text
    return _STOCK.sub("B0", _ROUND.sub("0", text))


_SITE = re.compile(r"(?:https?://)?www\.([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_MAILED = re.compile(r"@([\w-]+(?:\.[\w-]+)+)")


def _mailed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words with the sign of an e-mail put back before a domain that the page names elsewhere: engines read it as a G.

    Only what can be no domain is mended: a whole name and one sign that stands for the lost one, then that domain.
    """
    domains = {found[1].lower().rstrip(".") for word in words for found in _SITE.finditer(word.text)}
    domains |= {found[1].lower().rstrip(".") for word in words for found in _MAILED.finditer(word.text)}
    return tuple(_with_at(word, domains) for word in words) if domains else words


def _with_at(word: Word, domains: set[str]) -> Word:
    text = word.text.lower()
    if "@" in text or text.startswith(("www", "http")):
        return word
    domain = next((each for each in domains if text.endswith(each) and len(text) > len(each) + 2), None)
    if domain is None:
        return word
    name, sign = word.text[: -len(domain) - 1], word.text[-len(domain) - 1]
    return replace(word, text=f"{name}@{word.text[-len(domain) :]}") if sign in _LOST_AT else word


_LOST_AT = "GQOC&©®("
"""Signs that engines read where an e-mail has its own."""


def _levelled(kept: Sequence[SeenWord], number: int) -> Iterator[Word]:
    """The words of a line at the line's own height, so that a line that bends stays one."""
    heights = sorted(word.box[3] - word.box[1] for word in kept)
    half = max(heights[len(heights) // 2], 8) * _GRAIN * 0.62
    for word in kept:
        text = _figured(_GLUED.sub("", word.text))
        if text:
            left, top, right, bottom = (edge * _GRAIN for edge in word.box)
            middle = (top + bottom) / 2
            if bottom - top < half or bottom - top > 3.2 * half or text[-1] in ",;.-–":
                top, bottom = middle - half, middle + half
            yield Word(text, left, top, right, bottom, sure=word.confidence, line=number, others=word.others)


def scanned_view(drawn: tuple[Image.Image, float, float], number: int, recognise: Recogniser) -> View:
    """A page whose words are pixels: as it was drawn, with its width and height in points."""
    image, width, high = drawn
    onto: Projection = (width / image.width, 0.0, 0.0, 0.0, high / image.height, 0.0, 0.0, 0.0)
    return seen(image, number, recognise, onto, high, photo=False)
