"""Tables that Seller Central gives out, as rows of cells: whatever encoding, separator and headings they come with.

They come as UTF-8, UTF-16 or in the code page of the marketplace, separated by tabs, semicolons or commas.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reinstate.case import Trouble
from reinstate.knowledge import Knowledge

Columns = Mapping[str, int]
"""Place of a column by what it holds."""

_ENCODINGS = ("utf-8-sig", "cp932", "cp1252")
"""In this order; Japanese and western code pages are told apart by the headings that they make readable."""

_SEPARATORS = "\t;,"


def headings(report: str, knowledge: Knowledge) -> Mapping[str, str]:
    """Heading, folded → what its column holds, of a kind of report; those named first come first."""
    words = knowledge.reports[report].words
    return {folded(word): role for role, spoken in words.items() for told in spoken.values() for word in told}


def folded(heading: str) -> str:
    """A heading without case, accents, spaces and signs."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", heading).casefold())
    return "".join(sign for sign in apart if sign.isalnum())


def texts(content: bytes) -> Iterator[str]:
    """The readings of some bytes as text, the likeliest first; none where they are no text."""
    tried = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS
    for encoding in tried:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield text


def separator(line: str) -> str:
    """What parts the cells of a line."""
    return next((each for each in _SEPARATORS if each in line), "\t")


def cells(lines: Iterable[str], between: str) -> Iterator[list[str]]:
    """The cells of lines; flat files, which tabs part, quote nothing.

    Raises:
        Trouble: `vault.list-unreadable`.
    """
    if between == "\t":
        yield from (line.split("\t") for line in lines)
        return
    try:
        yield from csv.reader(lines, delimiter=between, strict=False)
    except csv.Error as error:
        raise Trouble("vault.list-unreadable") from error


def columns(row: Sequence[str], known: Mapping[str, str]) -> Columns:
    """What the columns hold; of several for one thing that counts which is named first."""
    rank = {heading: place for place, heading in enumerate(known)}
    found: dict[str, tuple[int, int]] = {}
    for place, cell in enumerate(row):
        plain = folded(cell)
        if plain in known:
            role = known[plain]
            found[role] = min(found.get(role, (len(rank), 0)), (rank[plain], place))
    return {role: place for role, (_, place) in found.items()}
