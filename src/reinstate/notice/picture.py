"""Screenshots and scanned pages: pixels made ready for a recogniser, and its lines put together as a text."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image, ImageOps

from reinstate.case import Span, Trouble
from reinstate.case.sight import Raster, Recogniser, SeenLine, SeenWord
from reinstate.language.words import UNSPACED
from reinstate.notice.repair import settled

MOST_PIXELS = 40_000_000
"""A picture with more pixels than a scan of two pages at 400 dpi is refused before it is unpacked."""
_ENOUGH_WIDTH = 2000
_ENOUGH_PIXELS = 4_000_000
"""Letters of a screenshot with fewer pixels are too small to be recognised well, so it is enlarged."""
_DPI = 300
_DARK = 110
"""Mean brightness below which letters are lighter than their ground."""
_SURE = 0.6
_PARAGRAPH_STEP = 1.45
_CELL_GAP = 2.0
"""A gap of so many line heights between two words parts the cells of a table."""
_NARROW = re.compile(f"(?<=[{UNSPACED}\u3000-\u303f\uff00-\uffef]) (?=[{UNSPACED}\u3000-\u303f\uff00-\uffef])")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A text read from pixels, and the stretches of it that are no more than likely."""

    text: str
    unsure: tuple[Span, ...]


def read_picture(content: bytes, file: str, recognise: Recogniser) -> Recognised:
    """The text of a screenshot or photo.

    Raises:
        Trouble: `notice.broken-picture`, `notice.large-picture`.
    """
    return recognised(recognise(raster(_opened(content, file))))


def _opened(content: bytes, file: str) -> Image.Image:
    if content[4:8] == b"ftyp":
        _learn_heif(file)
    try:
        picture = Image.open(io.BytesIO(content))
        large = picture.width * picture.height > MOST_PIXELS
        upright = None if large else ImageOps.exif_transpose(picture)
    except Exception as error:  # Pillow's decoders pass on whatever damaged bytes bring about
        raise Trouble("notice.broken-picture", file=file) from error
    if upright is None:
        raise Trouble("notice.large-picture", file=file, limit=MOST_PIXELS // 1_000_000)
    return upright


def _learn_heif(file: str) -> None:
    try:
        import pillow_heif  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise Trouble("notice.heic", file=file) from error
    pillow_heif.register_heif_opener()


def raster(picture: Image.Image) -> Raster:
    """A picture in grey, dark on light, with letters large enough to be recognised."""
    grey = _on_white(picture).convert("L")
    if _mean(grey) < _DARK:
        grey = ImageOps.invert(grey)
    times = 1
    while (
        times < 3
        and grey.width * times < _ENOUGH_WIDTH
        and grey.width * grey.height * (times + 1) ** 2 <= 4 * _ENOUGH_PIXELS
    ):
        times += 1
    if times > 1:
        grey = grey.resize((grey.width * times, grey.height * times), Image.Resampling.LANCZOS)
    return Raster(grey.width, grey.height, grey.tobytes(), _DPI)


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture
    seen = picture.convert("RGBA")
    ground = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(ground, seen)


def _mean(grey: Image.Image) -> float:
    counts = grey.resize((64, 64)).histogram()
    return sum(value * count for value, count in enumerate(counts)) / max(1, sum(counts))


def recognised(lines: Sequence[SeenLine]) -> Recognised:
    """Lines of a recogniser as one text: paragraphs apart, cells by tabs, no spaces where the script has none."""
    text = ""
    unsure: list[Span] = []
    for line, gap in zip(lines, _gaps(lines), strict=True):
        text += gap
        for piece, sure in _pieces(line):
            if not sure:
                unsure.append(Span(len(text), len(text) + len(piece)))
            text += piece
    return Recognised(text, tuple(unsure))


def _gaps(lines: Sequence[SeenLine]) -> list[str]:
    """What stands before each line: an empty line where it is much farther down than lines usually are."""
    steps = [line.box[3] - before.box[3] for before, line in pairwise(lines)]
    usual = sorted(step for step in steps if step > 0) or [0]
    step_up_to = _PARAGRAPH_STEP * usual[len(usual) // 4]
    return ["", *("\n" if 0 < step <= step_up_to else "\n\n" for step in steps)][: len(lines)]


def _pieces(line: SeenLine) -> Iterable[tuple[str, bool]]:
    """The words of a line and what stands between them, each with whether it is sure."""
    height = max(1, line.box[3] - line.box[1])
    yield _settled(line.words[0])
    for before, word in pairwise(line.words):
        yield _between(before, word, height), True
        yield _settled(word)


def _settled(word: SeenWord) -> tuple[str, bool]:
    text = settled((word.text, *word.others))
    return text, text == word.text and word.confidence >= _SURE


def _between(before: SeenWord, word: SeenWord, height: int) -> str:
    if word.box[0] - before.box[2] > _CELL_GAP * height:
        return "\t"
    return "" if _NARROW.search(f"{before.text[-1]} {word.text[0]}") else " "
