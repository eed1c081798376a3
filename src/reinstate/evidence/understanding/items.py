"""The lines of goods: tables found by the headings of their columns, cells put under them by where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from reinstate.case.paper import Found, Item, Spot
from reinstate.evidence.seeing.layout import Piece, spelled
from reinstate.evidence.seeing.view import Word
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Area, Spread
from reinstate.evidence.understanding.values import ASIN, Figure, codes, figures, gtin, gtins, models

_DASHES = re.compile(r"^[\s=\-_*.~–—·]+$")
_MONEY_SIGNS = re.compile(
    r"[€$¥￥£₫đ元円%]|\b(?:EUR|USD|CNY|RMB|JPY|GBP|VND|CHF|MXN|CAD|US|HKD|PLN|SEK)\b|VNĐ", re.IGNORECASE
)
_BEYOND = 15.0
"""Points that cells may stick out beyond the headings of the outer columns."""
_FIGURE_KEYS = ("quantity", "price", "amount")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it holds and where its heading stands."""

    key: str
    left: float
    right: float


@dataclass
class Line:
    """A line of goods while its rows are put together."""

    piece: Piece
    cells: dict[str, list[tuple[Piece, tuple[Word, ...]]]] = field(default_factory=dict)
    more: list[Piece] = field(default_factory=list)

    def text(self, key: str) -> str:
        """What stands in one of its cells."""
        return " ".join(" ".join(word.text for word in words) for _, words in self.cells.get(key, ()))


@dataclass(frozen=True, slots=True)
class Goods:
    """The lines of a document, where its tables lie (page, top, bottom), and codes of tables without quantities."""

    items: tuple[Item, ...]
    areas: tuple[Area, ...]
    listed: tuple[Found[str], ...]
    carried: bool
    """Whether the last table ends with a sum that is carried over."""


def goods_of(spread: Spread, kind: str) -> Goods:
    """The lines of goods of a document."""
    items: list[Item] = []
    listed: list[Found[str]] = []
    areas: list[Area] = []
    carried = False
    for layout in spread.layouts:
        for columns, first, rows in _tables(spread, layout.rows):
            lines, bottom, carried = _lines(spread, columns, rows)
            areas.append(Area(layout.view.number, first, bottom, *_reach(columns)))
            for line in lines:
                item = _item(spread, line)
                if item.quantity is not None or item.amount is not None:
                    items.append(item)
                else:
                    listed += item.identifiers
    if not items and kind in _LOOSE:
        items = list(_loose(spread, areas))
    return Goods(tuple(items), tuple(areas), tuple(listed), carried)


_LOOSE = frozenset(
    {"receipt", "invoice", "screenshot", "order_confirmation", "packing_slip", "credit_note", "pro_forma", "quotation"}
)


def _tables(
    spread: Spread, rows: Sequence[tuple[Piece, ...]]
) -> Iterator[tuple[tuple[Column, ...], float, list[tuple[Piece, ...]]]]:
    """The tables of a page: columns, upper edge, and the rows up to the next heading."""
    heads: list[tuple[int, int, tuple[Column, ...]]] = []
    place = 0
    while place < len(rows):
        columns = _columns(spread, rows[place])
        end = place + 1
        if columns and end < len(rows) and rows[end][0].top - rows[place][0].bottom < 0.9 * rows[place][0].size:
            under = _columns(spread, rows[end], least=1)
            if under and _all_labels(spread, rows[end]):
                columns = _merged(columns, under)
                end += 1
        if _is_head(columns):
            heads.append((place, end, _settled(columns)))
            place = end
        else:
            place += 1
    for (start, begin, columns), following in pairwise([*heads, (len(rows), len(rows), ())]):
        left, right = _reach(columns)
        inside = (
            tuple(piece for piece in row if left < piece.right and piece.left < right)
            for row in rows[begin : following[0]]
        )
        yield columns, min(piece.top for piece in rows[start]), [row for row in inside if row]


def _reach(columns: Sequence[Column]) -> tuple[float, float]:
    """How far a table reaches to both sides: a little beyond its headings."""
    return columns[0].left - _BEYOND, columns[-1].right + _BEYOND


def _columns(spread: Spread, row: Sequence[Piece], *, least: int = 2) -> tuple[Column, ...]:
    """The headings of columns in a row, if it consists of them."""
    found: list[Column] = []
    covered = letters = 0
    row = _between_labels(spread, row)
    if any(re.search(r"\d{2}", piece.text) for piece in row) or _totals(spread, row):
        return ()
    for piece in row:
        marks = _apart(spread.marks(piece, "columns"))
        length = len(re.sub(r"[\W\d_]", "", _MONEY_SIGNS.sub("", piece.text)))
        letters += length
        covered += min(
            length, sum(len(re.sub(r"[\W\d_]", "", piece.text[mark[0].start : mark[0].end])) for mark in marks)
        )
        for group in marks:
            words = piece.part(group[0].start, group[0].end)
            key = "|".join(sorted({mark.key for mark in group}))
            right = piece.right if group is marks[-1] else max(word.right for word in words)
            found.append(Column(key, words[0].left, right))
    if len(found) < least or not letters or covered < 0.6 * letters:
        return ()
    return tuple(found)


def _between_labels(spread: Spread, row: Sequence[Piece]) -> Sequence[Piece]:
    """A row from its first heading to its last: what stands in a column of the page beside it is left out."""
    headed = [place for place, piece in enumerate(row) if spread.marks(piece, "columns")]
    return row[headed[0] : headed[-1] + 1] if headed else ()


def _apart(marks: Sequence[Named]) -> list[list[Named]]:
    """The longest of the labels that overlap, those that are the same stretch together, in order."""
    taken: list[list[Named]] = []
    for mark in sorted(marks, key=lambda each: (-len(each), each.start)):
        same = next((group for group in taken if (group[0].start, group[0].end) == (mark.start, mark.end)), None)
        if same is not None:
            same.append(mark)
        elif not any(mark.start < group[0].end and group[0].start < mark.end for group in taken):
            taken.append([mark])
    return sorted(taken, key=lambda group: group[0].start)


def _all_labels(spread: Spread, row: Sequence[Piece]) -> bool:
    row = _between_labels(spread, row)
    return all(spread.marks(piece, "columns") for piece in row) and not any(
        any(map(str.isdigit, piece.text)) for piece in row
    )


def _merged(above: Sequence[Column], under: Sequence[Column]) -> tuple[Column, ...]:
    """A heading of two rows as one: columns of the lower row that none of the upper stands over are added."""
    more = [column for column in under if not any(_shared(column, other) > 0 for other in above)]
    return tuple(sorted([*above, *more], key=lambda column: column.left))


def _shared(one: Column, two: Column) -> float:
    return min(one.right, two.right) - max(one.left, two.left)


def _totals(spread: Spread, row: Sequence[Piece]) -> bool:
    """Whether a row heads the totals rather than goods: two of its pieces name sums, none a quantity."""
    sums = sum(bool(spread.leading(piece, "sums")) for piece in row)
    goods = {mark.key for piece in row for mark in spread.marks(piece, "columns")}
    return sums >= 2 and not goods & {"quantity", "price"}


def _is_head(columns: Sequence[Column]) -> bool:
    keys = [set(column.key.split("|")) for column in columns]
    texts = any(key & {"description", "article", "gtin"} for key in keys)
    told = sum(bool(key & {"quantity", "price", "amount"}) for key in keys)
    names = sum(bool(key & {"description", "article", "gtin"}) for key in keys)
    return texts and len(columns) >= 2 and (told >= 1 or names >= 2) and len(columns) >= (3 if told == 1 else 2)


def _settled(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Headings that can mean several things settled by what the others mean."""
    keys = [set(column.key.split("|")) for column in columns]
    sure = {next(iter(each)) for each in keys if len(each) == 1}
    made: list[Column] = []
    for column, each in zip(columns, keys, strict=True):
        named = sure | {other.key for other in made}
        made.append(Column(_meant(each, named), column.left, column.right))
    _found_out(made, keys, "description", range(len(made)))
    _found_out(made, keys, "amount", range(len(made) - 1, -1, -1))
    return tuple(made)


def _meant(key: set[str], named: set[str]) -> str:
    """What a heading means, where the others name certain things."""
    options = [each for each in _ORDER if each in key]
    if {"description", "article"} <= key:
        return "article" if "description" in named else "description"
    if {"price", "amount"} <= key:
        return "amount" if "price" in named else "price"
    if "quantity" in named and len(options) > 1:
        return next(each for each in options if each != "quantity")
    return options[0]


def _found_out(made: list[Column], keys: Sequence[set[str]], wanted: str, places: Iterable[int]) -> None:
    """Let the first column that can hold what no column holds be it."""
    if not any(column.key == wanted for column in made):
        for place in places:
            if wanted in keys[place]:
                made[place] = Column(wanted, made[place].left, made[place].right)
                return


_ORDER = ("gtin", "quantity", "price", "amount", "other-quantity", "description", "article", "position")


def _lines(
    spread: Spread, columns: Sequence[Column], rows: Sequence[tuple[Piece, ...]]
) -> tuple[list[Line], float, bool]:
    """The lines of a table, its lower edge, and whether its last sum is carried over."""
    lines: list[Line] = []
    bottom, carried = (rows[0][0].top if rows else 0.0), False
    last: tuple[Piece, ...] | None = None
    waiting: list[Piece] = []
    for place, row in enumerate(rows):
        line = _celled(columns, row)
        gap = row[0].top - last[0].bottom if last else 0.0
        match _row(spread, line, row, columns):
            case "rule":
                continue
            case "carried":
                carried = True
            case "sum":
                if lines:
                    carried = False
                    break
                continue
            case "goods" if gap <= 9 * row[0].size or not lines:
                lines.append(Line(row[0], line.cells, waiting))
                waiting, carried = [], False
            case "text" if _leads(columns, rows, place, last):
                waiting += row
            case "text" if lines and gap < 1.6 * row[0].size:
                lines[-1].more += row
            case _:
                if lines or (len(row) == 1 and gap > 3 * row[0].size):
                    break
        last = row
        bottom = max(bottom, *(piece.bottom for piece in row))
    return lines, bottom, carried


def _row(spread: Spread, line: Line, row: Sequence[Piece], columns: Sequence[Column]) -> str:
    """What a row below a heading is: a rule, a sum or one carried over, goods, more text of goods, or other."""
    if all(_DASHES.match(piece.text) for piece in row):
        return "rule"
    if spread.leading(row[0], "sums") and sum(bool(spread.marks(piece, "sums")) for piece in row) >= 3:
        return "sum"  # a strip of totals
    role = _sum_role(spread, row)
    full = _filled(spread, line)
    if role and not (
        full and line.cells.get("quantity") and line.cells.get("amount") and line.cells.get("description")
    ):
        return "carried" if role == "carried" else "sum"
    return "goods" if full else "text" if _continues(columns, row) else "other"


def _sum_role(spread: Spread, row: Sequence[Piece]) -> str | None:
    """The row of totals that a row is, or None; a row of goods may begin with a word such as freight too."""
    for place, piece in enumerate(row):
        marks = spread.leading(piece, "sums")
        if marks and (not any(map(str.isdigit, piece.text[: marks[0].end])) or place == 0):
            keys = {mark.key for mark in marks}
            short = len(piece.text) - len(marks[0]) < 40
            if (short or place == 0) and (place == 0 or _only_amounts(row[place + 1 :])):
                return "carried" if "carried" in keys else next(iter(keys))
    return None


def _only_amounts(rest: Sequence[Piece]) -> bool:
    """Whether nothing but one or two figures follows in a row."""
    return len(rest) <= 2 and all(_figured(piece.text) for piece in rest)


def _celled(columns: Sequence[Column], row: Sequence[Piece]) -> Line:
    line = Line(row[0])
    for piece in row:
        for words in _cut(columns, piece):
            key = _column_of(columns, words)
            line.cells.setdefault(key, []).append((piece, words))
    return line


def _cut(columns: Sequence[Column], piece: Piece) -> list[tuple[Word, ...]]:
    """A piece that reaches over the headings of several columns, cut at its outer figures."""
    under = [
        column
        for column in columns
        if min(piece.right, column.right) - max(piece.left, column.left) > 0.5 * (column.right - column.left)
    ]
    words = list(piece.words)
    if len(under) < 2 or len(words) < 2 or not any(column.key in _FIGURE_KEYS for column in under):
        return [piece.words]
    if len(under) >= 4:
        return _one_by_one(columns, words)
    parts: list[tuple[Word, ...]] = []
    tail: list[tuple[Word, ...]] = []
    first = _column_of(columns, (words[0],))
    if _is_figure(words[0].text) and first in (*_FIGURE_KEYS, "position", "article"):
        parts.append((words.pop(0),))
    while len(words) > 1 and _is_figure(words[-1].text) and _column_of(columns, (words[-1],)) in _FIGURE_KEYS:
        tail.insert(0, (words.pop(),))
    return [*parts, tuple(words), *tail]


def _one_by_one(columns: Sequence[Column], words: Sequence[Word]) -> list[tuple[Word, ...]]:
    """Words of a row without gaps, each put where its look and its place say, neighbours of one column together."""
    keys = [_column_of(columns, (word,)) for word in words]
    keys = [key if _suits(key, word.text) else "description" for key, word in zip(keys, words, strict=True)]
    parts: list[list[Word]] = [[words[0]]]
    for place in range(1, len(words)):
        if keys[place] == keys[place - 1]:
            parts[-1].append(words[place])
        else:
            parts.append([words[place]])
    return [tuple(part) for part in parts]


def _suits(key: str, text: str) -> bool:
    """Whether a word can stand in a column."""
    digits = sum(map(str.isdigit, text))
    if key in _FIGURE_KEYS:
        return _is_figure(text) and digits < 9
    return {"gtin": digits >= 8, "article": digits > 0 or text.isupper(), "position": digits > 0}.get(key, True)


def _is_figure(text: str) -> bool:
    return bool(re.fullmatch(r"[^\w\s]?\d[\d.,]*[^\w\s]?", text))


def _column_of(columns: Sequence[Column], words: Sequence[Word]) -> str:
    left, right = words[0].left, max(word.right for word in words)
    size = max(words[0].size, 1.0)
    figure = _figured(" ".join(word.text for word in words))

    def fit(column: Column) -> float:
        shared = min(right, column.right) - max(left, column.left)
        worth = shared / max(min(right - left, column.right - column.left), 1.0) if shared > 0 else shared / (3 * size)
        worth += 0.6 * (abs(left - column.left) < 0.7 * size) + 0.6 * (abs(right - column.right) < 0.7 * size)
        if column.key in _FIGURE_KEYS:
            worth -= 0.0 if figure else 0.9
        elif column.key == "description":
            worth -= 0.35 if figure else 0.0
            if not figure and column.left - size < left < column.right + 30 * size:
                worth += 0.3 if left < column.right else 0.0
        return worth

    return max(columns, key=fit).key


def _figured(text: str) -> bool:
    """Whether a cell holds a number, with its unit or currency at most."""
    bare = _MONEY_SIGNS.sub("", text).strip(" .,:-()")
    return bool(re.match(r"^[\d.,'’\s-]*\d[\d.,'’\s-]*(?:\s?[^\W\d]{1,9}\.?)?$|^[^\W\d]{1,4}\.?\s\d[\d.,]*$", bare))


def _filled(spread: Spread, line: Line) -> bool:
    """Whether a row begins a line of goods: it has a quantity or an amount, or names an article."""
    told = [key for key in _FIGURE_KEYS if _figure(spread, line, key) is not None]
    if "amount" in told or "quantity" in told or "price" in told:
        return bool(line.text("description") or line.text("article") or line.text("gtin")) or len(told) >= 2
    return bool(line.text("article") and line.text("description"))


def _leads(
    columns: Sequence[Column], rows: Sequence[tuple[Piece, ...]], place: int, last: tuple[Piece, ...] | None
) -> bool:
    """Whether a row of text belongs to the line below it, whose cells are set in the middle of their height."""
    if place + 1 >= len(rows) or not _continues(columns, rows[place]):
        return False
    row, after = rows[place], rows[place + 1]
    step = after[0].top - row[0].bottom
    return step < 0.3 * row[0].size and (last is None or step < row[0].top - last[0].bottom - 0.3 * row[0].size)


def _continues(columns: Sequence[Column], row: Sequence[Piece]) -> bool:
    """Whether a row goes on with the text of the line above: it begins under a column of text."""
    texts = [column for column in columns if column.key in ("description", "article", "gtin")]
    return any(row[0].left > column.left - 3 * row[0].size for column in texts) and len(row) <= 3


def _figure(spread: Spread, line: Line, key: str) -> Figure | None:
    found = figures(_MONEY_SIGNS.sub(" ", line.text(key)), spread.style.mark)
    return found[0] if found else None


def _item(spread: Spread, line: Line) -> Item:
    quantity, price, amount = (_figure(spread, line, key) for key in _FIGURE_KEYS)
    values = [each.value if each else None for each in (quantity, price, amount)]
    values = _reconciled(spread, line, values)
    pieces = [piece for cell in line.cells.values() for piece, _ in cell] + line.more
    spot = _hull([spread.spot(piece) for piece in pieces])
    return Item(_description(spread, line), spot, tuple(_identifiers(spread, line)), values[0], values[1], values[2])


def _reconciled(spread: Spread, line: Line, values: Sequence[Decimal | None]) -> list[Decimal | None]:
    """Quantity, price and amount as their columns say; where they don't multiply, another figure of the row may fit."""
    quantity, price, amount = values
    if quantity is not None and price is not None and amount is not None and agrees(quantity, price, amount):
        return [quantity, price, amount]
    everything = [
        figure.value
        for key, cell in line.cells.items()
        for _, words in cell
        if key not in ("article", "gtin", "position")
        and (key != "description" or _figured(" ".join(word.text for word in words)))
        for figure in figures(_MONEY_SIGNS.sub(" ", " ".join(word.text for word in words)), spread.style.mark)
    ]
    if amount is None and price is not None and quantity is None:
        return [quantity, price, amount]
    for first in everything:
        for second in everything:
            if first is second or first == 0 or second == 0:
                continue
            for third in everything:
                known = (quantity in (None, first)) + (price in (None, second)) + (amount in (None, third))
                if (
                    third is not first
                    and third is not second
                    and known >= 2
                    and agrees(first, second, third)
                    and third not in (first, second)
                ):
                    return [first, second, third]
    return [quantity, price, amount]


def agrees(quantity: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Whether quantity times price is the amount, but for the rounding of the price's last decimal."""
    loss = (
        abs(quantity) * Decimal(1).scaleb(int(price.as_tuple().exponent)) / 2
        if price != price.to_integral_value()
        else Decimal("0.5")
    )
    return abs(quantity * price - amount) <= max(Decimal("0.011"), min(loss, abs(amount) * Decimal("0.004")))


def _description(spread: Spread, line: Line) -> str:
    said = [spelled(words) for _, words in line.cells.get("description", ())]
    said += [
        piece.text for piece in line.more if not spread.leading(piece, "columns") and not next(gtins(piece.text), None)
    ]
    return " ".join(said).strip()


def _identifiers(spread: Spread, line: Line) -> Iterator[Found[str]]:
    seen: set[str] = set()
    for key in ("article", "gtin"):
        for piece, words in line.cells.get(key, ()):
            for value in _article(" ".join(word.text for word in words), barcode=key == "gtin"):
                if value not in seen:
                    seen.add(value)
                    yield Found(value, spread.spot(piece, words))
    texts = [(piece, words) for piece, words in line.cells.get("description", ())] + [
        (piece, piece.words) for piece in line.more
    ]
    for (_, words), (below, more) in pairwise(texts):
        if words[-1].text.endswith("-"):
            cut = words[-1].text + more[0].text  # a model number that its cell broke
            yield from (Found(value, spread.spot(below, more)) for value, _ in models(cut.strip("()[]，,;")))
    for piece, words in texts:
        for found in identifiers_in(spread, piece, words):
            if found.value not in seen:
                seen.add(found.value)
                yield found


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
    for source in (gtins(text), models(text)):
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


def _hull(spots: Sequence[Spot]) -> Spot:
    page = spots[0].page
    boxes = [spot.box for spot in spots if spot.page == page]
    left, bottom, right, top = zip(*boxes, strict=True)
    return Spot(page, (min(left), min(bottom), max(right), max(top)))


def _loose(spread: Spread, areas: list[Area]) -> Iterator[Item]:
    """Lines without headings, as on till receipts: a row in which two figures multiply to a third."""
    for layout in spread.layouts:
        before: tuple[Piece, ...] | None = None
        for row in layout.rows:
            text = "  ".join(piece.text for piece in row)
            found = figures(_MONEY_SIGNS.sub(lambda sign: " " * len(sign[0]), text), spread.style.mark)
            triple = _triple(found)
            if triple is not None and _sum_role(spread, row) is None:
                words = re.sub(r"[\d.,@xX×*$€]+", " ", text).strip()
                named = row if len(re.sub(r"\W|\d", "", words)) >= 3 else before
                yield _loose_item(spread, named or row, row, triple)
                areas.append(Area(layout.view.number, row[0].top, max(piece.bottom for piece in row), 0.0, 1e6))
            before = row


def _triple(found: Sequence[Figure]) -> tuple[Decimal, Decimal, Decimal] | None:
    for third in reversed(found):
        if not third.cents:
            continue
        rest = [each for each in found if each is not third]
        for first in rest:
            for second in rest:
                whole = first is not second and first.value == first.value.to_integral_value() and not first.cents
                if whole and second.cents and first.value < 100000 and agrees(first.value, second.value, third.value):
                    return first.value, second.value, third.value
    return None


def _loose_item(
    spread: Spread, named: Sequence[Piece], row: Sequence[Piece], triple: tuple[Decimal, Decimal, Decimal]
) -> Item:
    pieces = list(dict.fromkeys((*named, *row)))
    found: dict[str, Found[str]] = {}
    for piece in pieces:
        for each in identifiers_in(spread, piece, piece.words):
            found.setdefault(each.value, each)
    text = " ".join(re.sub(r"(?<!\w)[\d.,@×*$€]+(?!\w)", " ", piece.text) for piece in named)
    return Item(" ".join(text.split()), _hull([spread.spot(piece) for piece in pieces]), tuple(found.values()), *triple)
