"""How a document is set: which labels stand where and in which type, whatever the values beside them."""

from reinstate.evidence.understanding.spread import Spread

_STEP = 3.0
"""Points to which places are rounded."""


def look_of(spread: Spread) -> frozenset[str]:
    """The labels of the first page, each with its words, its left edge and its type; nothing where there is no page."""
    if not spread.layouts:
        return frozenset()
    found = set()
    for piece in spread.layouts[0].pieces:
        marks = spread.leading(piece, "titles", "columns", "facts", "parties", "sums")
        if marks:
            words = piece.text[marks[0].start : marks[0].end].casefold()
            font = piece.words[0].font.rpartition("+")[2]
            found.add(f"{words}|{round(piece.left / _STEP)}|{font}|{piece.size:.0f}")
    return frozenset(found)
