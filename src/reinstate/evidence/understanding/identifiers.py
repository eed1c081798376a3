"""What products are known by: ASINs, GTINs, article and model numbers, in lines of goods and anywhere else."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from reinstate.case.paper import Found, Item
from reinstate.evidence.seeing.layout import Piece, spelled
from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.rows import Line
from reinstate.evidence.understanding.spread import Spread, around
from reinstate.evidence.understanding.values import ASIN, TAX_ID, codes, gtin, gtins, models

_LETTERS = re.compile(r"[A-Z]{1,5}(?:-[A-Z]{1,5}){1,3}")
"""A model number without a figure: capitals with hyphens, behind a label."""


def identifiers_of(spread: Spread, line: Line) -> Iterator[Found[str]]:
    """The codes of a line of goods: out of its columns for them first, then out of its text."""
    texts = [*line.cells.get("description", ()), *((piece, piece.words) for piece in line.more)]
    told = chain(
        _in_columns(spread, line),
        _broken(spread, line.more),
        _cut(spread, texts),
        *(identifiers_in(spread, piece, words) for piece, words in texts),
    )
    seen: set[str] = set()
    for found in told:
        if found.value not in seen:
            seen.add(found.value)
            yield found


def _in_columns(spread: Spread, line: Line) -> Iterator[Found[str]]:
    """The codes in the columns for them."""
    for key in ("article", "gtin"):
        for piece, words in line.cells.get(key, ()):
            for value in _article(" ".join(word.text for word in words), barcode=key == "gtin"):
                yield Found(value, spread.spot(piece, words))


def _cut(spread: Spread, texts: Sequence[tuple[Piece, tuple[Word, ...]]]) -> Iterator[Found[str]]:
    """Model numbers that a cell broke at a hyphen."""
    for (_, words), (below, more) in pairwise(texts):
        if words[-1].text.endswith("-"):
            whole = (words[-1].text + more[0].text).strip("()[]，,;")
            yield from (Found(value, spread.spot(below, more)) for value, _ in models(whole, spread.style))


def _broken(spread: Spread, pieces: Sequence[Piece]) -> Iterator[Found[str]]:
    """Barcodes that a narrow cell broke into two lines, known by their check digit."""
    digits = [piece for piece in pieces if piece.text.isdigit()]
    for above, below in pairwise(digits):
        whole = above.text + below.text
        if abs(above.left - below.left) < above.size and len(whole) >= 12 and gtin(whole):
            yield Found(whole, around([spread.spot(above), spread.spot(below)]))


def _article(text: str, *, barcode: bool) -> Iterator[str]:
    """The codes of a cell of article numbers."""
    plain = re.sub(r"\D", "", text)
    if barcode or (gtin(plain) and re.fullmatch(r"[\d\s-]+", text.strip())):
        if 8 <= len(plain) <= 14:
            yield plain
        return
    words = text.split()
    if len(words) == 1 and len(text) >= 2 and re.search(r"[A-Z0-9]", text):
        if text.isdigit() and len(text) < 4:
            return
        for part in re.split(r"[;|]", words[0]):
            yield part.strip("*.,:()")
        return
    for value, _ in codes(text):
        if len(value) >= 3:
            yield value.strip(".,:")


def identifiers_in(spread: Spread, piece: Piece, words: Sequence[Word]) -> Iterator[Found[str]]:
    """ASINs, GTINs, labelled article numbers and model numbers in a stretch of text."""
    text = spelled(words)
    offset = max(piece.text.find(text), 0)
    for mark in spread.marks(piece, "columns"):
        if mark.key in ("article", "gtin") and mark.start >= offset and not _within_word(piece.text, mark):
            value = _labelled(piece.text, mark)
            if value:
                yield Found(value, spread.spot(piece, piece.part(mark.end, mark.end + len(value) + 3)))
    for match in ASIN.finditer(text):
        yield Found(match[0], spread.spot(piece, piece.part(offset + match.start(), offset + match.end())))
    for source in (gtins(text), models(text, spread.style)):
        for value, span in source:
            yield Found(value, spread.spot(piece, piece.part(offset + span.start, offset + span.end)))


def _within_word(text: str, mark: Named) -> bool:
    return text[mark.start - 1 : mark.start].isalnum() or (
        text[mark.end : mark.end + 1].isalnum() and text[mark.end].isascii() and text[mark.end - 1].isascii()
    )


def _labelled(text: str, mark: Named) -> str | None:
    """The code behind a label such as `Art.-Nr.` or `EAN`."""
    tail = text[mark.end :]
    match = re.match(r"[\s:：.#°ºNnoro]{0,6}?[\s:：.#]*([A-Za-z0-9][\w/.-]*[\w]|\d)", tail)
    if match and mark.key == "article" and _LETTERS.fullmatch(match[1].rstrip(".,")):
        return match[1].rstrip(".,")
    if not match or not any(map(str.isdigit, match[1])) or len(match[1]) < 3:
        return None
    value = match[1].rstrip(".,")
    if mark.key == "gtin":
        digits = re.match(r"[\s:：.#]*(\d[\d ]{6,16}\d)", tail)
        return re.sub(r"\D", "", digits[1]) if digits else None
    strong = tail[:1] in ":：" or re.search(r"[A-Za-z]", value) is not None or len(value) >= 5
    shaped = (
        re.search(r"\d", value)
        and not re.fullmatch(r"\d+[.,]\d+|\d{1,4}", value)
        and (value.upper() == value or "-" in value)
    )
    return value if strong and shaped else None


def all_identifiers(
    spread: Spread, kind: Kind, items: Sequence[Item], listed: Sequence[Found[str]], number: Found[str] | None
) -> tuple[Found[str], ...]:
    """Every code of products in a document: of its lines, of its tables without quantities, of its text."""
    found: dict[str, Found[str]] = {}
    for item in items:
        for each in item.identifiers:
            found.setdefault(each.value.casefold(), each)
    if kind.bears("no-goods"):
        return tuple(found.values())
    numbers = {each.text.strip()[:24] for each in spread.pairs if "tax-id" in each.keys}
    for each in listed:
        found.setdefault(each.value.casefold(), each)
    if not items:
        free = [
            each
            for each in _in_text(spread, number)
            if not TAX_ID.fullmatch(each.value) and not any(told.startswith(each.value) for told in numbers)
        ]
        for each in (*free, *_kin(spread, [*found.values(), *free])):
            found.setdefault(each.value.casefold(), each)
    return tuple(found.values())


def _in_text(spread: Spread, number: Found[str] | None) -> Iterator[Found[str]]:
    """The codes anywhere on the pages that are no number of a document."""
    for piece in spread.pieces:
        for each in identifiers_in(spread, piece, piece.words):
            if not _stands_as_number(spread, piece, each) and (number is None or each.value not in number.value):
                yield each


def _kin(spread: Spread, known: Iterable[Found[str]]) -> list[Found[str]]:
    """Model numbers without a figure that begin like one with figures: `SR-BM-L` beside `SR-CS4`."""
    heads = {each.value.partition("-")[0] for each in known if "-" in each.value}
    return [
        Found(match[0], spread.spot(piece, piece.part(*match.span())))
        for piece in spread.pieces
        for match in re.finditer(rf"(?<![\w-]){_LETTERS.pattern}(?![\w-])", piece.text)
        if match[0].partition("-")[0] in heads
    ]


def _stands_as_number(spread: Spread, piece: Piece, found: Found[str]) -> bool:
    """Whether a code is told as the number of a document and not of goods."""
    for pair in spread.pairs:
        if pair.keys & {"number", "other-number"} and pair.piece is piece and pair.text.strip().startswith(found.value):
            return "columns" not in {mark.group for mark in spread.leading(pair.owner, "columns")}
    return False
