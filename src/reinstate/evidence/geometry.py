"""A page as it lies in the file and as it is seen: turned, and cut by its crop box. All lengths in points."""

from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

Matrix = tuple[float, float, float, float, float, float]
"""As in PDF: x' = ax + cy + e, y' = bx + dy + f."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible part of a page in the file's own coordinates, and its clockwise turn in degrees."""

    crop: Box
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as seen."""
        left, bottom, right, top = self.crop
        wide, high = right - left, top - bottom
        return (high, wide) if self.turn in (90, 270) else (wide, high)

    @property
    def into_file(self) -> Matrix:
        """From the page as seen, origin at its lower left corner, to the file's coordinates."""
        left, bottom, right, top = self.crop
        return {
            90: (0.0, 1.0, -1.0, 0.0, right, bottom),
            180: (-1.0, 0.0, 0.0, -1.0, right, top),
            270: (0.0, -1.0, 1.0, 0.0, left, top),
        }.get(self.turn, (1.0, 0.0, 0.0, 1.0, left, bottom))

    def file_box(self, box: Box) -> Box:
        """A box of the page as seen, in the file's coordinates."""
        return moved(self.into_file, box)

    def seen_box(self, box: Box) -> Box:
        """A box of the file's coordinates, on the page as seen, cut at its edges."""
        if not self.turn:  # nearly every page, and a page has thousands of boxes
            left, bottom, right, top = self.crop
            return (
                max(box[0] - left, 0.0),
                max(box[1] - bottom, 0.0),
                min(box[2] - left, right - left),
                min(box[3] - bottom, top - bottom),
            )
        a, b, c, d, e, f = self.into_file
        # the linear part is a quarter turn, so its transpose undoes it
        seen = moved((a, c, b, d, -(a * e + b * f), -(c * e + d * f)), box)
        wide, high = self.size
        return max(seen[0], 0.0), max(seen[1], 0.0), min(seen[2], wide), min(seen[3], high)


def sheet(media: Sequence[float], crop: Sequence[float], turn: int) -> Sheet:
    """The visible part of a page: its crop box as far as it lies on the medium."""
    left, bottom, right, top = upright(crop)
    outer = upright(media)
    box = (max(left, outer[0]), max(bottom, outer[1]), min(right, outer[2]), min(top, outer[3]))
    return Sheet(box if box[0] < box[2] and box[1] < box[3] else outer, turn % 360)


def upright(box: Sequence[float]) -> Box:
    """A box whose corners are in order, whatever corners the file names."""
    x0, y0, x1, y1 = (float(edge) for edge in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def moved(matrix: Matrix, box: Box) -> Box:
    """The box around a box that a matrix has moved."""
    corners = [point(matrix, x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point moved by a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def around_all(boxes: Sequence[Box]) -> Box:
    """The box around several boxes."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def joined(outer: Matrix, inner: Matrix) -> Matrix:
    """The movement that is first the inner one, then the outer."""
    a, b, c, d, e, f = inner
    x, y = point(outer, e, f)
    return (
        outer[0] * a + outer[2] * b,
        outer[1] * a + outer[3] * b,
        outer[0] * c + outer[2] * d,
        outer[1] * c + outer[3] * d,
        x,
        y,
    )
