"""Words found again on pages that are pictures, by what an engine reads there."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageOps

from reinstate.case import Passage, Span
from reinstate.case.sight import Recogniser
from reinstate.evidence.geometry import Box
from reinstate.evidence.passages import find, lines
from reinstate.evidence.pdfium import Leaf, opened
from reinstate.evidence.seeing.pdf_views import drawn_page
from reinstate.evidence.seeing.picture_views import picture_view, scanned_view
from reinstate.evidence.seeing.view import View, Word

MOST_RECOGNISED = 24
"""Pages of one document that are recognised: each takes seconds."""

_TURNING = 60
"""Letters that must have been read before a page is turned for them."""
_SURE = 0.7
"""Mean confidence that they must have."""

_ALIKE = str.maketrans("OQILSBZG", "00115826")
"""Letters that engines take for figures and the other way round, in codes that no dictionary helps to read."""
_CODE = 8
"""Letters and figures of the shortest words that count as a code."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was read on one page that is a picture: its text, and where each word of it stands."""

    view: View
    text: str
    words: tuple[tuple[Span, Word], ...]

    def boxes(self, span: Span) -> tuple[Box, ...]:
        """A box on the page as seen for each line of a stretch of the text."""
        return lines([self._cut(place, word, span) for place, word in self.words if place.meets(span)])

    @property
    def lying(self) -> int:
        """Degrees clockwise by which the page must be turned to be read; 0 where the reading is too unsure to say."""
        letters = sum(len(word.text) for word in self.view.words)
        sure = sum(word.sure * len(word.text) for word in self.view.words)
        return self.view.lying if letters >= _TURNING and sure >= _SURE * letters else 0

    def _cut(self, place: Span, word: Word, span: Span) -> Box:
        """The part of a word that belongs to a stretch, as if its letters were equally wide."""
        step = (word.right - word.left) / len(place)
        left = word.left + step * max(0, span.start - place.start)
        right = word.right - step * max(0, place.end - span.end)
        return self.view.box(left, word.top, right, word.bottom)


def recognised_pdf(content: bytes, leaves: Sequence[Leaf], recognise: Recogniser) -> dict[int, Recognised]:
    """The pages of a PDF that show pictures and hold no words, as the engine reads them, by place from 0."""
    mute = [place for place, leaf in enumerate(leaves) if leaf.pictures and not leaf.text.strip()][:MOST_RECOGNISED]
    if not mute:
        return {}
    with opened(content) as document:
        drawn = {place: drawn_page(document, place) for place in mute}
    return {place: _recognised(scanned_view(page, place + 1, recognise)) for place, page in drawn.items()}


def recognised_picture(content: bytes, recognise: Recogniser) -> Recognised:
    """A photo or screenshot as the engine reads it; places are those of the page that an exhibit lays it on."""
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
        upright.info = dict(image.info)
    return _recognised(picture_view(upright, 1, recognise))


def _recognised(view: View) -> Recognised:
    text, words, last = "", [], None
    for word in view.words:
        if last is not None:
            text += " " if word.line == last else "\n"
        words.append((Span(len(text), len(text) + len(word.text)), word))
        text += word.text
        last = word.line
    return Recognised(view, text, tuple(words))


def scanned_passages(wanted: Sequence[str], pages: Mapping[int, Recognised]) -> dict[str, tuple[Passage, ...]]:
    """For each of the words wanted, its places on the recognised pages."""
    return {words: tuple(_places(words, pages)) for words in dict.fromkeys(wanted)}


def _places(words: str, pages: Mapping[int, Recognised]) -> Iterator[Passage]:
    for place, page in pages.items():
        found = list(find(words, [page.text])) or list(_misread(words, page.text))
        for _, span in found:
            if boxes := page.boxes(span):
                yield Passage(words, place, boxes)


def _misread(words: str, text: str) -> Iterator[tuple[int, Span]]:
    """Places of a code whose letters and figures were taken for one another."""
    if len(words) >= _CODE and words.isalnum() and words.isascii():
        yield from find(words.upper().translate(_ALIKE), [text.translate(_ALIKE)])
