"""A page as seen: its words, each with its box, and the lines drawn between them."""

from dataclasses import dataclass, field
from math import atan2, degrees

from reinstate.case.paper import Box, Spot


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page; edges in points, counted from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str = ""
    bold: bool = False
    drawn: int = -1
    """Place among the objects of the page in the order in which they are drawn; -1 where that isn't known."""
    sure: float = 1.0
    line: int = -1
    """The line of the recogniser that it belongs to; -1 for words that weren't recognised."""
    others: tuple[str, ...] = ()
    """What further looks at it alone gave."""

    @property
    def size(self) -> float:
        """About the size of the type, in points."""
        return (self.bottom - self.top) / (1.15 if self.line < 0 else 0.9)

    @property
    def middle(self) -> float:
        """Height of the middle of the word."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A line drawn on the page from one point to another, upright or level."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def upright(self) -> bool:
        """Whether it goes down the page."""
        return self.bottom - self.top > self.right - self.left


@dataclass(frozen=True, slots=True)
class Cover:
    """Something filled that was drawn over the words before it; those whose middle it hides are `hidden`."""

    left: float
    top: float
    right: float
    bottom: float
    hidden: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class View:
    """One page: its size in points, its words in no particular order, and what is drawn beside them.

    `boxes` turns the edges of words into those of the page as it lies in the file, where the view was made upright.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    covers: tuple[Cover, ...] = ()
    pictures: int = 0
    """How many images the page holds."""
    inked: bool = False
    """Whether something is drawn by hand: curves outside of tables and type."""
    ocr: bool = False
    sheet: float | None = None
    """Height of the page as it lies in the file, where the view was made upright."""
    onto: tuple[float, ...] = ()
    """For a recognised page: eight figures of the projection from the view onto the page; empty where it is that."""
    patches: tuple[Word, ...] = ()
    """Recognised words that stand on other paper than what is around them."""
    strokes: tuple[Rule, ...] = field(default=(), repr=False)
    """Boxes of what is drawn by hand or stamped: signatures, seals."""

    def spot(self, left: float, top: float, right: float, bottom: float) -> Spot:
        """A box of the view as a place of the document."""
        return Spot(self.number, self.box(left, top, right, bottom))

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box of the view, in points from the page's lower left corner."""
        corners = [self._onto(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        high = self.height if self.sheet is None else self.sheet
        return round(min(xs), 2), round(high - max(ys), 2), round(max(xs), 2), round(high - min(ys), 2)

    @property
    def lying(self) -> int:
        """Degrees clockwise by which the page as it lies must be turned to stand as the view does."""
        (x0, y0), (x1, y1) = self._onto(0.0, 0.0), self._onto(self.width, 0.0)
        return round(degrees(atan2(y0 - y1, x1 - x0)) / 90) * 90 % 360

    def _onto(self, x: float, y: float) -> tuple[float, float]:
        if not self.onto:
            return x, y
        a, b, c, d, e, f, g, h = self.onto
        depth = g * x + h * y + 1
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth


def turned_back(turn: int, width: float, height: float) -> tuple[float, ...]:
    """The projection from a view onto the page that was turned clockwise by so many degrees to give it.

    Args:
        turn: 90, 180 or 270.
        width: of the view, in points.
        height: likewise.
    """
    a, b, c, d, e, f = {
        90: (0.0, 1.0, 0.0, -1.0, 0.0, width),
        180: (-1.0, 0.0, width, 0.0, -1.0, height),
        270: (0.0, -1.0, height, 1.0, 0.0, 0.0),
    }[turn]
    return a, b, c, d, e, f, 0.0, 0.0
