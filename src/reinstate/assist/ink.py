"""Where a page bears ink in the size of writing of which an engine saw no word: what it passed over."""

from collections.abc import Iterator, Sequence

from PIL import Image, ImageDraw, ImageOps

from reinstate.case.sight import Box

_CELL = 16
"""Pixels of a side of the squares in which ink is counted: half a line of letters."""
_DARK = 100
"""How much darker than white a pixel is that counts as ink."""
_INKED = 16
"""Mean ink of a square, of 255, from which something is written in it."""
_REACH = 3
"""Squares that a blank between two words takes at most."""
_WIDE, _HIGH, _MOST_HIGH = 5, 2, 24
"""Squares of the width, and of the height, that words have: less is a speck or a rule, more is a picture."""
_FULL = 0.62
"""Share of ink from which a row of pixels is a rule."""
_THICK = 7
"""Rows of pixels that a rule takes at most."""


def passed_over(page: Image.Image, seen: Sequence[Box]) -> list[Box]:
    """The boxes of what is written beside the boxes of the words that were seen, top to bottom."""
    ink = ImageOps.invert(page).point(lambda level: 255 if level > _DARK else 0)
    draw = ImageDraw.Draw(ink)
    for left, top, right, bottom in seen:
        edge = (bottom - top) // 4
        draw.rectangle((left - edge, top - edge, right + edge, bottom + edge), fill=0)
    size = (max(1, ink.width // _CELL), max(1, ink.height // _CELL))
    grid = ink.resize(size, Image.Resampling.BOX).tobytes()
    marked = {(place % size[0], place // size[0]) for place, level in enumerate(grid) if level >= _INKED}
    boxes = [_around(group) for group in _groups(marked)]
    return sorted(_joined([box for box in boxes if _written(box)]), key=lambda box: box[1])


def without_rules(cut: Image.Image) -> Image.Image:
    """A stretch of a page with its level lines taken out, which keep engines from seeing the words beside them."""
    rows = (
        ImageOps.invert(cut)
        .point(lambda level: 255 if level > _DARK else 0)
        .resize((1, cut.height), Image.Resampling.BOX)
    )
    full = [level >= 255 * _FULL for level in rows.tobytes()]
    made, start = cut.copy(), None
    for place, each in enumerate([*full, False]):
        if each and start is None:
            start = place
        elif not each and start is not None:
            if place - start <= _THICK:
                made.paste(255, (0, max(0, start - 1), cut.width, place + 1))
            start = None
    return made


def _groups(marked: set[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Squares that touch each other, or stand in a row with no more than a blank between them."""
    while marked:
        group, waiting = [], [marked.pop()]
        while waiting:
            x, y = waiting.pop()
            group.append((x, y))
            near = {(x + right, y + down) for right in range(-_REACH, _REACH + 1) for down in (-1, 0, 1)} & marked
            marked -= near
            waiting += near
        yield group


def _around(group: Sequence[tuple[int, int]]) -> Box:
    xs, ys = [x for x, _ in group], [y for _, y in group]
    return min(xs) * _CELL, min(ys) * _CELL, (max(xs) + 1) * _CELL, (max(ys) + 1) * _CELL


def _written(box: Box) -> bool:
    """Whether a box has the size of words."""
    wide, high = (box[2] - box[0]) // _CELL, (box[3] - box[1]) // _CELL
    return wide >= _WIDE and _HIGH <= high <= _MOST_HIGH


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that overlap as one."""
    made: list[Box] = []
    for box in boxes:
        whole = box
        for other in [each for each in made if _meet(each, whole)]:
            made.remove(other)
            whole = (min(whole[0], other[0]), min(whole[1], other[1]), max(whole[2], other[2]), max(whole[3], other[3]))
        made.append(whole)
    return made


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
