"""A picture of paper made ready for reading: cut out of its surroundings, evenly lit, upright, level, large enough."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps, ImageStat

Projection = tuple[float, float, float, float, float, float, float, float]
"""As Pillow's: x' = (ax + by + c) / (gx + hy + 1), y' = (dx + ey + f) / (gx + hy + 1)."""
Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Upper left, upper right, lower right, lower left."""

SAME: Projection = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
_SMALL = 240
"""Pixels of the longer side of the copy in which the paper is looked for."""
_LEVEL = 480
"""Pixels of the width of the copy on which the lean of the lines is measured."""
_MOST_LEAN = 7.0
"""Degrees up to which lines are straightened."""
_SIDEWAYS = 1.6
"""How much more sharply ink falls into columns than into rows on a page that may lie on its side."""
_ENOUGH = 2300
"""Pixels of the shorter side with which small print of a page can be read."""
_MOST_PIXELS = 12_000_000


@dataclass(frozen=True, slots=True)
class Upright:
    """A picture ready for reading, and the projection from its pixels back onto those of the original."""

    image: Image.Image
    back: Projection
    cut_out: bool
    """Whether the paper was cut out of a photo."""


def upright(image: Image.Image, *, photo: bool) -> Upright:
    """The picture in grey, ready for reading; `photo` allows for ground around the paper."""
    back: Projection = SAME
    grey, cut = image.convert("L"), False
    if photo and (corners := paper(image)) is not None:
        grey, back = flattened(grey, corners)
        cut = True
    grey, grown = _sized(grey)
    back = joined(back, grown)
    grey = _evenly_lit(grey) if not _bilevel(grey) else grey.filter(ImageFilter.MedianFilter(3))
    lean = lean_of(grey)
    if abs(lean) >= 0.15:
        grey, turned = _turned(grey, lean)
        back = joined(back, turned)
    return Upright(grey, back, cut)


def joined(first: Projection, second: Projection) -> Projection:
    """The projection that leads through `second` and then through `first`."""
    a, b = _square(first), _square(second)
    product = [[sum(a[row][k] * b[k][column] for k in range(3)) for column in range(3)] for row in range(3)]
    scale = product[2][2] or 1.0
    (a1, b1, c1), (d1, e1, f1), (g1, h1, _) = [[value / scale for value in row] for row in product]
    return a1, b1, c1, d1, e1, f1, g1, h1


def _square(each: Projection) -> list[list[float]]:
    a, b, c, d, e, f, g, h = each
    return [[a, b, c], [d, e, f], [g, h, 1.0]]


def _sized(grey: Image.Image) -> tuple[Image.Image, Projection]:
    """The picture with enough pixels, and not too many."""
    short = min(grey.size)
    times = min(3.0, _ENOUGH / short) if short < _ENOUGH else 1.0
    times = min(times, math.sqrt(_MOST_PIXELS / (grey.width * grey.height)))
    if 0.95 < times < 1.1:
        return grey, SAME
    size = (max(1, round(grey.width * times)), max(1, round(grey.height * times)))
    made = grey.resize(size, Image.Resampling.LANCZOS)
    return made, (grey.width / size[0], 0.0, 0.0, 0.0, grey.height / size[1], 0.0, 0.0, 0.0)


def _bilevel(grey: Image.Image) -> bool:
    counts = grey.histogram()
    return sum(counts[16:240]) < 0.02 * sum(counts)


def _evenly_lit(grey: Image.Image) -> Image.Image:
    """Shadows and toned paper taken out: every spot against the brightness of the paper around it."""
    small = grey.resize((max(1, grey.width // 8), max(1, grey.height // 8)), Image.Resampling.BILINEAR)
    ground = small.filter(ImageFilter.MaxFilter(7)).filter(ImageFilter.BoxBlur(12))
    ground = ground.resize(grey.size, Image.Resampling.BILINEAR)
    if ImageStat.Stat(ground).stddev[0] < 3 and ImageStat.Stat(ground).mean[0] > 235:
        return grey
    lit = ImageMath.lambda_eval(
        lambda at: at["convert"](at["min"](at["spot"] * 255 / at["max"](at["ground"], 40), 255), "L"),
        spot=grey,
        ground=ground,
    )
    made: Image.Image = ImageOps.autocontrast(lit, cutoff=(1, 20))
    return made


def _turned(grey: Image.Image, degrees: float) -> tuple[Image.Image, Projection]:
    """The picture turned about its middle, and the projection back."""
    made = grey.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255)
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = grey.width / 2, grey.height / 2
    # Pillow turns counter-clockwise; a pixel of the result comes from this place of the picture.
    return made, (cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y, 0.0, 0.0)


def quarter(image: Image.Image, turns: int) -> tuple[Image.Image, Projection]:
    """The picture turned by quarters counter-clockwise, and the projection back."""
    wide, high = image.size
    way: dict[int, tuple[Image.Transpose, Projection]] = {
        1: (Image.Transpose.ROTATE_90, (0.0, -1.0, float(wide), 1.0, 0.0, 0.0, 0.0, 0.0)),
        2: (Image.Transpose.ROTATE_180, (-1.0, 0.0, float(wide), 0.0, -1.0, float(high), 0.0, 0.0)),
        3: (Image.Transpose.ROTATE_270, (0.0, 1.0, 0.0, -1.0, 0.0, float(high), 0.0, 0.0)),
    }
    if turns % 4 == 0:
        return image, SAME
    method, back = way[turns % 4]
    return image.transpose(method), back


def lean_of(grey: Image.Image) -> float:
    """Degrees counter-clockwise that make the lines level: where ink falls into rows most sharply."""
    width = min(_LEVEL, grey.width)
    small = grey.resize((width, max(1, grey.height * width // grey.width)), Image.Resampling.BILINEAR)
    ink = ImageOps.invert(small).point(lambda level: 255 if level > 70 else 0)
    best = max(_steps(-_MOST_LEAN, _MOST_LEAN, 1.0), key=lambda lean: _sharpness(ink, lean))
    near = max(_steps(best - 0.75, best + 0.75, 0.25), key=lambda lean: _sharpness(ink, lean))
    return near if abs(near) >= 0.2 else 0.0


def lies_sideways(image: Image.Image) -> bool:
    """Whether ink falls into columns far more sharply than into rows, as that of a page on its side does."""
    small = image.convert("L")
    small.thumbnail((_LEVEL, _LEVEL))
    ink = ImageOps.invert(small).point(lambda level: 255 if level > 70 else 0)
    across, down = (
        _sharpness(each, 0.0) / max(1, each.height) for each in (ink, ink.transpose(Image.Transpose.ROTATE_90))
    )
    return down > _SIDEWAYS * across


def _steps(first: float, last: float, step: float) -> list[float]:
    return [round(first + number * step, 2) for number in range(round((last - first) / step) + 1)]


def _sharpness(ink: Image.Image, lean: float) -> float:
    """How unevenly ink lies in the rows of the picture turned so."""
    turned = ink.rotate(lean, Image.Resampling.NEAREST, fillcolor=0) if lean else ink
    rows = turned.resize((1, turned.height), Image.Resampling.BOX)
    steps = ImageChops.difference(rows, ImageChops.offset(rows, 0, 1))
    return float(ImageStat.Stat(steps).sum2[0])


def paper(image: Image.Image) -> Corners | None:
    """The corners of a bright sheet on darker ground, None where the picture is all sheet."""
    scale = _SMALL / max(image.size)
    small = image.convert("L").resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    small = small.filter(ImageFilter.MedianFilter(5))
    level = _parting(small.histogram())
    bright = small.point(lambda value: 255 if value > level else 0)
    bright = bright.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(5))
    sheet = _largest(bright)
    if sheet is None:
        return None
    corners = _corners(sheet)
    if not _even(corners):
        left, top, right, bottom = sheet.getbbox() or (0, 0, *small.size)
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    share = _area(corners) / (small.width * small.height)
    edge = sum(not 3 < x < small.width - 4 or not 3 < y < small.height - 4 for x, y in corners)
    filled = sum(sheet.histogram()[128:]) / max(1.0, _area(corners))
    if not 0.2 < share < 0.93 or edge > 2 or not 0.7 < filled < 1.15:
        return None
    if _contrast(small, sheet) < 28:
        return None
    return tuple((x / scale, y / scale) for x, y in corners)  # type: ignore[return-value]


def _contrast(small: Image.Image, sheet: Image.Image) -> float:
    inside = ImageStat.Stat(small, sheet).median[0]
    outside = ImageStat.Stat(small, ImageChops.invert(sheet)).median[0]
    return float(inside - outside)


def _parting(counts: Sequence[int]) -> int:
    """The level that parts dark from bright best (Otsu 1979)."""
    total, weighted = sum(counts), sum(level * count for level, count in enumerate(counts))
    best, found, below, under = -1.0, 128, 0, 0.0
    for level, count in enumerate(counts):
        below += count
        under += level * count
        if not 0 < below < total:
            continue
        apart = under / below - (weighted - under) / (total - below)
        worth = below * (total - below) * apart * apart
        if worth > best:
            best, found = worth, level
    return found


def _largest(bright: Image.Image) -> Image.Image | None:
    """The bright patch that holds the middle of the picture or lies nearest to it."""
    from PIL import ImageDraw  # noqa: PLC0415

    wide, high = bright.size
    for x, y in ((0.5, 0.5), (0.5, 0.35), (0.5, 0.65), (0.35, 0.5), (0.65, 0.5), (0.4, 0.4), (0.6, 0.6)):
        spot = (int(wide * x), int(high * y))
        if bright.getpixel(spot) == 255:
            filled = bright.copy()
            ImageDraw.floodfill(filled, spot, 128)
            return filled.point(lambda value: 255 if value == 128 else 0).filter(ImageFilter.MaxFilter(3))
    return None


def _corners(sheet: Image.Image) -> Corners:
    """The outermost points of a patch towards the four corners."""
    wide, high = sheet.size
    pixels = sheet.tobytes()
    points = [(place % wide, place // wide) for place, value in enumerate(pixels) if value]
    if not points:
        return (0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high))
    first = min(points, key=lambda at: at[0] + at[1])
    second = max(points, key=lambda at: at[0] - at[1])
    third = max(points, key=lambda at: at[0] + at[1])
    fourth = min(points, key=lambda at: at[0] - at[1])
    return first, second, third, fourth


def _even(corners: Corners) -> bool:
    """Whether opposite sides are about as long as each other, as those of a sheet are in a photo."""
    sides = [math.dist(one, two) for one, two in zip(corners, (*corners[1:], corners[0]), strict=True)]
    return all(0.88 < sides[place] / max(sides[place + 2], 1.0) < 1.14 for place in (0, 1))


def _area(corners: Corners) -> float:
    total = 0.0
    for (x, y), (u, v) in zip(corners, (*corners[1:], corners[0]), strict=True):
        total += x * v - u * y
    return abs(total) / 2


def flattened(grey: Image.Image, corners: Corners) -> tuple[Image.Image, Projection]:
    """The sheet between four corners as a rectangle, and the projection back."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    width = round(max(math.dist((x0, y0), (x1, y1)), math.dist((x3, y3), (x2, y2))))
    height = round(max(math.dist((x0, y0), (x3, y3)), math.dist((x1, y1), (x2, y2))))
    back = _projection(((0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))), corners)
    made = grey.transform((width, height), Image.Transform.PERSPECTIVE, back, Image.Resampling.BICUBIC, fillcolor=255)
    return made, back


def _projection(here: Corners, there: Corners) -> Projection:
    """The projection that takes four points to four others: eight equations, solved by elimination."""
    rows = []
    for (x, y), (u, v) in zip(here, there, strict=True):
        rows.append([x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u])
        rows.append([0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v])
    for place in range(8):
        pivot = max(range(place, 8), key=lambda row: abs(rows[row][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        lead = rows[place][place] or 1e-12
        rows[place] = [value / lead for value in rows[place]]
        for row in range(8):
            if row != place:
                factor = rows[row][place]
                rows[row] = [value - factor * other for value, other in zip(rows[row], rows[place], strict=True)]
    a, b, c, d, e, f, g, h = (row[8] for row in rows)
    return a, b, c, d, e, f, g, h


def shrunk(ready: Upright, times: float) -> Upright:
    """The picture made smaller."""
    size = (max(1, round(ready.image.width * times)), max(1, round(ready.image.height * times)))
    back: Projection = (ready.image.width / size[0], 0.0, 0.0, 0.0, ready.image.height / size[1], 0.0, 0.0, 0.0)
    made = ready.image.resize(size, Image.Resampling.LANCZOS)
    return Upright(made, joined(ready.back, back), ready.cut_out)
