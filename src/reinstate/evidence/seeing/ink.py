"""What a recognised page shows beside its words: handwriting, seals, and patches of other paper."""

from collections.abc import Iterator, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageStat

from reinstate.evidence.seeing.view import Rule, Word

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels."""
_WIDTH = 220
"""Pixels of the width of the copy in which handwriting is looked for."""
_DARK = 150
_SURE = 0.7
_EDGE = 4
"""Pixels along the edges that belong to the scanner's shadow."""
_MOST = 40
_CLEAN = 245
"""Level of paper that no scanner has toned."""
_WHITER = 12
"""Levels by which a patch is brighter than the paper around it."""


def strokes(image: Image.Image, words: Sequence[Word], grain: float) -> tuple[Rule, ...]:
    """Boxes of dark shapes that are no words and no lines: signatures, stamps; in the units of the words.

    Args:
        image: the upright page in grey, evenly lit.
        words: what was read on it.
        grain: units of the words for each pixel of the image.
    """
    bare = image.copy()
    draw = ImageDraw.Draw(bare)
    for word in words:
        if word.sure >= _SURE and len(word.text) > 1:
            edges = (word.left / grain - 4, word.top / grain - 4, word.right / grain + 4, word.bottom / grain + 4)
            draw.rectangle(edges, fill=255)
    times = _WIDTH / bare.width
    small = bare.filter(ImageFilter.MinFilter(3)).resize(
        (_WIDTH, max(1, round(bare.height * times))), Image.Resampling.BOX
    )
    dark = small.point(lambda level: 255 if level < _DARK + 60 else 0).filter(ImageFilter.MaxFilter(3))
    return tuple(Rule(*(edge / times * grain for edge in box)) for box in _shapes(dark) if _written(box, dark.size))


def _shapes(dark: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    """The boxes of the connected shapes of a small black and white picture."""
    left = dark.copy()
    for _ in range(_MOST * 4):
        found = left.getbbox()
        if found is None:
            return
        row = left.crop((0, found[1], left.width, found[1] + 1)).getbbox()
        if row is None:
            return
        spot = (row[0], found[1])
        before = left.copy()
        ImageDraw.floodfill(left, spot, 0)
        box = _changed(before, left)
        if box is not None:
            yield box


def _changed(before: Image.Image, after: Image.Image) -> tuple[int, int, int, int] | None:
    return ImageChops.difference(before, after).getbbox()


def _written(box: tuple[int, int, int, int], size: tuple[int, int]) -> bool:
    """Whether a shape has the size of handwriting or a seal: no speck, no rule, no shadow along an edge."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    inside = left > _EDGE and right < size[0] - _EDGE and top > _EDGE and bottom < size[1] - _EDGE
    return inside and wide >= 14 and high >= 5 and wide < 14 * high and high < 0.3 * size[1] and wide < 0.6 * size[0]


def patches(image: Image.Image, words: Sequence[Word], place: Sequence[Edges]) -> tuple[Word, ...]:
    """Words with figures that stand on clean, brighter paper than everything around them.

    Args:
        image: the page in grey as it was scanned, its tone and noise untouched.
        words: what was read on it.
        place: for each word its box in pixels of the image.
    """
    found = []
    for word, box in zip(words, place, strict=True):
        if any(map(str.isdigit, word.text)) and _patched(image, box):
            found.append(word)
    return tuple(found) if len(found) <= 6 else ()


def _patched(image: Image.Image, box: Edges) -> bool:
    left, top, right, bottom = (round(edge) for edge in box)
    high = max(bottom - top, 6)
    near = image.crop((max(0, left - 2), max(0, top - 2), min(image.width, right + 2), min(image.height, bottom + 2)))
    around = [
        image.crop((max(0, left), max(0, top - 2 * high), min(image.width, right), max(1, top - high))),
        image.crop(
            (
                max(0, left),
                min(image.height - 1, bottom + high),
                min(image.width, right),
                min(image.height, bottom + 2 * high),
            )
        ),
    ]
    if any(min(each.size) < 3 for each in (near, *around)):
        return False
    here, here_noise = _ground(near)
    levels = [_ground(each) for each in around]
    return here >= _CLEAN and all(here - level >= _WHITER and noise >= here_noise for level, noise in levels)


def _ground(part: Image.Image) -> tuple[float, float]:
    """The level of the paper in a part of the page, and how much it varies: of the brighter half of its pixels."""
    stat = ImageStat.Stat(part)
    middle = stat.median[0]
    paper = part.point(lambda level: 255 if level >= middle - 6 else 0)
    inside = ImageStat.Stat(part, paper)
    return float(inside.mean[0]), float(inside.stddev[0])
