"""Words found again in a document: exactly, or across line breaks, spaces and upper and lower case."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

from reinstate.case import Passage, Span
from reinstate.evidence.geometry import Box, around_all
from reinstate.evidence.pdfium import boxes
from reinstate.language import fold
from reinstate.language.terms import LETTER

_ASIN = re.compile(r"(?<![0-9A-Za-z])(?=[A-Z]*[0-9])B[0-9A-Z]{9}(?![0-9A-Za-z])")
"""Ten letters and digits that begin with B; a digit among them, or BACKGROUND would be one."""

_GAP = re.compile(r"[\s\-]+")


def asins(text: str) -> tuple[str, ...]:
    """The ASINs that a text spells out, in its order."""
    return tuple(dict.fromkeys(_ASIN.findall(text)))


def find(words: str, texts: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Every place of some words by page: exact places if there are any, else the tolerant ones."""
    exact = [(page, span) for page, text in enumerate(texts) for span in _exact(words, text)]
    yield from exact or [(page, span) for page, text in enumerate(texts) for span in _tolerant(words, text)]


def shown_in(items: Iterable[str], texts: Sequence[str]) -> frozenset[str]:
    """Those of many identifiers that some texts spell out, as `find` finds them one by one."""
    bare = "\0".join(map(_bare, texts))
    likely = (each for each in items if _bare(each) in bare)
    return frozenset(each for each in likely if any(True for _ in find(each, texts)))


@lru_cache(maxsize=2000)
def _bare(text: str) -> str:
    """A text without what a line break or a hyphen may have put into a word."""
    return _GAP.sub("", fold(text).text)


def passages(wanted: Sequence[str], texts: Sequence[str], content: bytes) -> dict[str, tuple[Passage, ...]]:
    """For each of the words wanted, its places in a PDF with a box for each line; the texts are those of its pages."""
    found = [(words, *place) for words in dict.fromkeys(wanted) for place in find(words, texts)]
    inked = boxes(content, [(page, span) for _, page, span in found]) if found else []
    made: dict[str, tuple[Passage, ...]] = dict.fromkeys(wanted, ())
    for (words, page, _), each in zip(found, inked, strict=True):
        if each:
            made[words] += (Passage(words, page, lines(each)),)
    return made


def _exact(words: str, text: str) -> Iterator[Span]:
    if words.strip():
        for match in re.finditer(_whole(re.escape(words.strip()), words.strip()), text):
            yield Span(*match.span())


def _tolerant(words: str, text: str) -> Iterator[Span]:
    """Spaces of the words may be any spaces or none; a line may break anywhere, with or without a hyphen."""
    wanted = _bare(words)
    if not wanted:
        return
    folded = fold(text)
    inside = r"(?:[\s\-]*\n\s*|\s+|-)?"
    pieces = [piece for piece in _GAP.split(fold(words).text) if piece]
    broken = r"(?:-?[\r\n]+\s*)?"
    pattern = inside.join(broken.join(re.escape(char) for char in piece) for piece in pieces)
    for match in re.finditer(_whole(pattern, wanted), folded.text):
        yield folded.place(*match.span())


def _whole(pattern: str, words: str) -> str:
    """The pattern between word borders: 200 isn't found in 4,200 nor art in part."""
    before = f"(?<![{LETTER}A-Z])" if re.match(f"[{LETTER}A-Z]", words) else ""
    after = f"(?![{LETTER}A-Z])" if re.match(f"[{LETTER}A-Z]", words[-1]) else ""
    before += r"(?<!\d[.,])" if words[0].isdigit() else ""
    after += r"(?![.,]\d)" if words[-1].isdigit() else ""
    return f"{before}(?:{pattern}){after}"


def lines(inked: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes of characters joined to one box a line, in reading order; lines may run in any direction."""
    ways = (inked, [_turned(box) for box in inked])
    along = max(ways, key=lambda way: sum(_level(*pair) for pair in pairwise(way)))
    rows: list[list[Box]] = []
    for place, box in enumerate(inked):
        if place and _level(along[place - 1], along[place]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return tuple(around_all(row) for row in rows)


def _level(last: Box, box: Box) -> bool:
    """Whether two characters stand at the same height."""
    shared = min(last[3], box[3]) - max(last[1], box[1])
    return shared > 0.5 * min(last[3] - last[1], box[3] - box[1])


def _turned(box: Box) -> Box:
    return box[1], box[0], box[3], box[2]


def by_page(found: Sequence[Passage]) -> dict[int, list[Passage]]:
    """The passages of each page."""
    ordered = sorted(found, key=lambda passage: passage.page)
    return {page: list(group) for page, group in groupby(ordered, key=lambda passage: passage.page)}
