"""What a careful reader stumbles over: missing pages, figures laid over others, no letterhead, no signature."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from reinstate.case.paper import PaperSign
from reinstate.evidence.seeing.layout import Layout, Piece, wide
from reinstate.evidence.seeing.view import Cover, Rule, View, Word
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.spread import Spread
from reinstate.evidence.understanding.values import dates

_COUNT = re.compile(r"(?<![\d.,-])\d{1,3}(?![\d.,-])")
_BETWEEN = re.compile(r"[\s/／,，:：()（）]*")
"""What may stand between the number of a page and how many there are, beside words."""
_SIGN_WORDS = 2
"""Words from which a line in a type of its own is a firm's sign."""
_FRAME = (20.0, 110.0)
"""Points between which the sides of a square seal are."""
_LEAST_NAME = 3
"""Letters of a name in a seal, at least one more."""
_HAND = 1.4
"""Usual type sizes from which a name can be set like handwriting."""
_NAMES = 4
"""Words of such a name at most."""
_LAST_LINES = 8
"""Pieces at the end of a page among which it is repeated."""
_SEAL = 5
"""Letters of the last column of a seal that was set in type."""
_FIGURES = re.compile(r"\d")
_CLEAR = 0.6
"""Confidence from which a recognised word is no guess."""
_LEAST_CLEAR = 0.65
_FEW_WORDS = 15
_CUT_LINES = 4
_BAR = 40
_ALONE = 8
"""Letters below which a word for a page may have its numbers beside it."""
_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?![\d:])")
_CHARGE = re.compile(r"\d{1,3}\s?%")


def signs_of(
    spread: Spread, kind: Kind, pages: int, *, headed: bool, nameless: bool, open_end: bool
) -> tuple[PaperSign, ...]:
    """Every sign of a document, by id of the shelf `messages/papers`; `nameless` says that nothing tells its maker.

    `open_end` says that the last table ends with a sum that is carried over, and no total follows.
    """
    return (
        *_missing_pages(spread, pages, open_end=open_end),
        *_covered(spread),
        *_odd_fonts(spread),
        *_pasted(spread),
        *_blurred(spread),
        *_cut_off(spread),
        *_of_screen(spread),
        *(_unheaded(spread) if (kind.bears("letterhead") and not headed) or nameless else ()),
        *(_unsigned(spread) if kind.bears("signed") else ()),
    )


def _missing_pages(spread: Spread, pages: int, *, open_end: bool) -> Iterator[PaperSign]:
    """Fewer pages than the document says it has, or a last page that says it goes on."""
    said = max((count for _, count, _ in _page_marks(spread)), default=0)
    if said > pages:
        piece = next(piece for _, count, piece in _page_marks(spread) if count == said)
        yield PaperSign("pages-missing", spread.spot(piece), {"said": str(said), "count": str(pages)})
        return
    last = spread.layouts[-1] if spread.layouts else None
    for piece in last.pieces if last else ():
        words = [mark for mark in spread.marks(piece, "facts") if mark.key == "continued"]
        low = last is not None and piece.top > 0.25 * last.view.height
        if (
            low
            and words
            and max(map(len, words)) >= 0.5 * len(re.sub(r"[\W\d]", "", piece.text))
            and max(map(len, words)) > 4
        ):
            yield PaperSign("pages-go-on", spread.spot(piece))
            return
    if open_end:
        yield PaperSign("carried-over")


def _page_marks(spread: Spread) -> Iterator[tuple[int, int, Piece]]:
    """Every `page 1 of 3` with its numbers."""
    for piece in spread.pieces:
        if not any(mark.key == "page" for mark in spread.marks(piece, "facts")) or dates(piece.text, spread.style):
            continue
        beside = _beside(spread, piece) if len(piece.text) < _ALONE else None
        counted = _counted(spread, piece) or (_counted(spread, beside) if beside else None)
        if counted and 0 < counted[0] <= counted[1] <= 300:
            yield *counted, piece


def _counted(spread: Spread, piece: Piece) -> tuple[int, int] | None:
    """The number of a page and how many there are: two figures with a slash or a word for it between them."""
    marks = [mark for mark in spread.marks(piece, "words", "facts") if mark.key in ("out-of", "page")]
    for here, count in pairwise(_COUNT.finditer(piece.text)):
        start, gap = here.end(), list(piece.text[here.end() : count.start()])
        if "/" in (piece.text[here.start() - 1 : here.start()], piece.text[count.end() : count.end() + 1]):
            continue
        told = any(sign in "/／" for sign in gap)
        for mark in marks:
            if mark.start < count.start() and mark.end > start:
                told = told or mark.key == "out-of"
                inside = range(max(mark.start - start, 0), min(mark.end - start, len(gap)))
                gap = [" " if place in inside else sign for place, sign in enumerate(gap)]
        if told and _BETWEEN.fullmatch("".join(gap)):
            return int(here[0]), int(count[0])
    return None


def _beside(spread: Spread, piece: Piece) -> Piece | None:
    row = spread.row(piece)
    place = row.index(piece)
    return row[place + 1] if place + 1 < len(row) else None


def _covered(spread: Spread) -> Iterator[PaperSign]:
    """Figures that something was laid over, with others in their place."""
    for layout in spread.layouts:
        for cover in layout.view.covers:
            hidden = [word for word in cover.hidden if _FIGURES.search(word.text)]
            shown = [word for word in layout.view.words if _over(word, cover)]
            if hidden and (shown or _small(cover, layout)):
                was, now = (" ".join(word.text for word in words) for words in (hidden, shown))
                yield PaperSign(
                    "figures-covered",
                    layout.view.spot(cover.left, cover.top, cover.right, cover.bottom),
                    {"was": was, "now": now or "–"},
                )


def _pasted(spread: Spread) -> Iterator[PaperSign]:
    """Figures of a scan that stand on a patch of other paper."""
    for layout in spread.layouts:
        if layout.view.patches:
            yield PaperSign("pasted", layout.spot(layout.view.patches))


def _blurred(spread: Spread) -> Iterator[PaperSign]:
    """A recognised page of which many letters are guesses."""
    for layout in spread.layouts:
        words = [word for word in layout.view.words if re.search(r"\w", word.text)]
        if not layout.view.ocr or len(words) < _FEW_WORDS:
            continue
        letters = sum(len(word.text) for word in words)
        clear = sum(len(word.text) for word in words if word.sure >= _CLEAR) / letters
        if clear < _LEAST_CLEAR:
            yield PaperSign("blurred", layout.spot(words), {"share": f"{clear:.0%}".rstrip("%")})
            return


def _cut_off(spread: Spread) -> Iterator[PaperSign]:
    """Several lines that go on beyond the left or right edge of what is seen of the page."""
    for layout in spread.layouts:
        view = layout.view
        for cut in (_beyond(view, left=True), _beyond(view, left=False)):
            if len({round(word.middle) for word in cut}) >= _CUT_LINES:
                yield PaperSign("cropped", layout.spot(cut))
                return


def _beyond(view: View, *, left: bool) -> list[Word]:
    """Words at an edge: of a picture those that touch it, of a page those that end right at it because it cuts them."""
    reach = 2.0 if view.ocr else 0.01
    return [
        word
        for word in view.words
        if len(word.text) > 1
        and (word.left < reach < word.right if left else word.left < view.width - reach < word.right)
    ]


def _of_screen(spread: Spread) -> Iterator[PaperSign]:
    """The bar of a telephone: a clock and the state of the battery or the network, alone at the head of a picture."""
    layout = spread.layouts[0] if spread.layouts else None
    if layout is None or not layout.view.ocr:
        return
    first = [piece for piece in layout.pieces if piece.top < 0.05 * layout.view.height]
    text = "  ".join(piece.text for piece in first)
    state = _CHARGE.search(text) or any(
        mark.key == "network" for piece in first for mark in spread.marks(piece, "words")
    )
    if len(text) < _BAR and _CLOCK.search(text) and state:
        yield PaperSign("screen", layout.spot([word for piece in first for word in piece.words]))


def _over(word: Word, cover: Cover) -> bool:
    return (
        cover.left - 2 <= (word.left + word.right) / 2 <= cover.right + 2
        and cover.top - 2 <= word.middle <= cover.bottom + 2
    )


def _small(cover: Cover, layout: Layout) -> bool:
    return (cover.right - cover.left) * (cover.bottom - cover.top) < 0.02 * layout.view.width * layout.view.height


def _odd_fonts(spread: Spread) -> Iterator[PaperSign]:
    """A figure set in another family of type than every other figure of the page."""
    for layout in spread.layouts:
        figures = [
            word for word in layout.view.words if word.font and re.fullmatch(r"[^\w]*\d[\d.,:/-]*[^\w]*", word.text)
        ]
        families = Counter(_family(word.font) for word in layout.view.words if word.font)
        if len(figures) < 6 or len(families) < 2:
            continue
        usual, count = Counter(_family(word.font) for word in figures).most_common(1)[0]
        odd = [word for word in figures if _family(word.font) != usual]
        if (
            count >= 0.75 * len(figures)
            and 0 < len(odd) <= 3
            and all(families[_family(word.font)] <= 4 for word in odd)
        ):
            yield from (
                PaperSign("font-odd", layout.spot([word]), {"now": word.text})
                for word in odd
                if not any(_over(word, cover) for cover in layout.view.covers)
                and _in_company(word, figures, usual)
                and not _lettered(word, layout)
            )


def _lettered(word: Word, layout: Layout) -> bool:
    """Whether a figure belongs to words of its own type, as the year in a firm's sign: nobody altered that."""
    piece = next((each for each in layout.pieces if any(other is word for other in each.words)), None)
    if piece is None or any(_family(other.font) != _family(word.font) for other in piece.words):
        return False
    return sum(len(other.text) > 2 and other.text.isalpha() for other in piece.words) >= _SIGN_WORDS


def _in_company(word: Word, figures: Sequence[Word], usual: str) -> bool:
    """Whether figures of the usual type stand in the same row or column."""
    return any(
        other is not word
        and _family(other.font) == usual
        and (
            abs(other.middle - word.middle) < word.size
            or abs(other.right - word.right) < 3
            or abs(other.left - word.left) < 3
        )
        for other in figures
    )


def _family(font: str) -> str:
    return re.split(r"[-,+ ]|(?<=[a-z])(?=Bold|Italic|Regular|Light|Medium|Roman|MT|PS)", font)[0].lower()


def _unheaded(spread: Spread) -> Iterator[PaperSign]:
    yield PaperSign("no-letterhead", spread.spot(spread.pieces[0])) if spread.pieces else PaperSign("no-letterhead")


def _unsigned(spread: Spread) -> Iterator[PaperSign]:
    """No ink near the place for a signature, nor below the closing words, on any page."""
    place = None
    for layout in spread.layouts:
        inks = [ink for ink in layout.view.strokes if _like_ink(ink, layout)]
        for piece in layout.pieces:
            keys = {mark.key for mark in spread.leading(piece, "words")} & {"signature", "closing"}
            if keys:
                place = spread.spot(piece)
        if any(_sealed(spread, piece) for piece in layout.pieces) or _framed_name(layout):
            return
        if any(_written(piece, layout) for piece in layout.pieces):
            return
        if any(ink.top > 0.2 * layout.view.height for ink in inks):
            return
    if place is None and spread.layouts and spread.layouts[-1].pieces:
        place = spread.spot(spread.layouts[-1].pieces[-1])
    yield PaperSign("unsigned", place)


def _sealed(spread: Spread, piece: Piece) -> bool:
    """Whether a piece is the last column of a seal that was set in type."""
    end = len(piece.text)
    return end <= _SEAL and any(mark.key == "seal" and mark.end == end for mark in spread.marks(piece, "words"))


def _written(piece: Piece, layout: Layout) -> bool:
    """Whether a name is set in a type like handwriting: larger, in a face of its own, and repeated beside or below."""
    face = _family(piece.words[0].font)
    if piece.size < _HAND * layout.size or not face or len(piece.words) > _NAMES or re.search(r"\d", piece.text):
        return False
    own = all(_family(word.font) != face for word in layout.view.words if word not in piece.words)
    return own and any(other is not piece and piece.text in other.text for other in layout.pieces[-_LAST_LINES:])


def _framed_name(layout: Layout) -> bool:
    """Whether a small square frame holds a name that stands elsewhere too: a seal that was drawn with lines."""
    uprights = [rule for rule in layout.view.rules if rule.upright and _FRAME[0] < rule.bottom - rule.top < _FRAME[1]]
    for left, right in permutations(uprights, 2):
        high = left.bottom - left.top
        if abs(left.top - right.top) > 2 or not 0.6 * high < right.left - left.left < 1.6 * high:
            continue
        inside = [
            word
            for word in layout.view.words
            if left.left < word.left and word.right < right.left + 2 and left.top < word.middle < left.bottom
        ]
        name = "".join(word.text for word in inside)
        others = "".join(word.text for word in layout.view.words if word not in inside)
        if len(name) > _LEAST_NAME and wide(name[0]) and name in others:
            return True
    return False


def _like_ink(ink: Rule, layout: Layout) -> bool:
    """Whether a drawing has the size of a signature or a seal and is no picture of the whole page."""
    wide, high = ink.right - ink.left, ink.bottom - ink.top
    return 12 < wide < 0.6 * layout.view.width and 5 < high < 0.35 * layout.view.height
