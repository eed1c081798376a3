"""Where a document prints prices: the figures that were read as such, and any number beside a sign of money."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reinstate.case import Paper, Passage
from reinstate.case.paper import Box
from reinstate.case.sight import Recogniser
from reinstate.evidence.seeing.opening import Opening, open_file
from reinstate.evidence.seeing.view import View, Word
from reinstate.evidence.understanding.values import Style, number, style
from reinstate.knowledge import Knowledge
from reinstate.language.money import Money

_FIGURE = re.compile(r"[-−–(]?\d[\d.,'’\u00a0\u202f]*\d|\d")
_GROUP = re.compile(r"\d{3}(?:[.,]\d{1,2})?\D?\Z")
_HEAD = re.compile(r"\A\D?\d{1,3}\Z")
_LETTER = re.compile(r"[^\W\d_]")
_CENTS = re.compile(r"\d[.,]\d{2}(?!\d)")


def prices(content: bytes, paper: Paper, knowledge: Knowledge, recognise: Recogniser | None) -> tuple[Passage, ...]:
    """Every price of a document, each with its place.

    Raises:
        Trouble: what opening the file raises.
    """
    views = next(iter(open_file(content, paper.file, Opening(recognise)))).views
    how = style(knowledge, paper.language, paper.text)
    known = _amounts(paper)
    return tuple(passage for view in views for passage in _on(view, how, known, paper))


def _amounts(paper: Paper) -> frozenset[Decimal]:
    """Everything that was read as an amount of money."""
    told = [each for item in paper.items for each in (item.unit_price, item.amount)]
    told += [each.amount for each in paper.sums]
    told += [paper.total.value] if paper.total else []
    return frozenset(abs(each) for each in told if each)


def _on(view: View, how: Style, known: frozenset[Decimal], paper: Paper) -> Iterator[Passage]:
    for words in _figures(view):
        text = "".join(word.text for word in words)
        value = number(found[0] if (found := _FIGURE.search(text)) else text, how.mark, whole=how.whole)
        if not value or _LETTER.search(how.money.blanked(text)):
            continue  # nothing, or a code: an account or tax number
        box = view.box(words[0].left, min(w.top for w in words), words[-1].right, max(w.bottom for w in words))
        told = _price(text, abs(value), known, how.money) or _beside_money(view, words, how.money)
        if told or _whole_price(box, view, value, paper):
            yield Passage(" ".join(word.text for word in words), view.number - 1, (box,), "price")


def _price(text: str, value: Decimal, known: frozenset[Decimal], money: Money) -> bool:
    """Whether a figure bears a sign of money, or was read as an amount and is written with cents."""
    if text.rstrip().endswith("%"):
        return False
    return bool(money.pattern.search(text)) or (bool(_CENTS.search(text)) and (value in known or not known))


def _whole_price(box: Box, view: View, value: Decimal, paper: Paper) -> bool:
    """Whether a whole number in a row is that row's price and not its quantity."""
    for item in paper.items:
        if item.spot.page == view.number and _within(box, item.spot.box) and value in (item.unit_price, item.amount):
            return value != item.quantity
    return any(
        each.spot.page == view.number and _within(box, each.spot.box) and abs(value) == abs(each.amount)
        for each in paper.sums
    )


def _within(box: Box, row: Box) -> bool:
    middle = (box[1] + box[3]) / 2
    return row[1] - 1 <= middle <= row[3] + 1


def _figures(view: View) -> Iterator[Sequence[Word]]:
    """The words that hold figures; those that a space cuts into groups of thousands together."""
    words = [word for word in view.words if re.search(r"\d", word.text)]
    words.sort(key=lambda word: (round(word.middle), word.left))
    taken: set[int] = set()
    for place, word in enumerate(words):
        if place in taken:
            continue
        group = [word]
        while _HEAD.match(group[0].text) and place + len(group) < len(words):
            after = words[place + len(group)]
            if not (_next_to(group[-1], after) and _GROUP.match(after.text)):
                break
            taken.add(place + len(group))
            group.append(after)
        yield group


def _next_to(word: Word, after: Word) -> bool:
    high = word.bottom - word.top
    return abs(word.middle - after.middle) < 0.3 * high and -1 < after.left - word.right < 0.45 * high


def _beside_money(view: View, words: Sequence[Word], money: Money) -> bool:
    """Whether a sign or code of money stands right before or behind."""
    first, last = words[0], words[-1]
    high = first.bottom - first.top
    for word in view.words:
        if not money.sign(word.text) or abs(word.middle - first.middle) > 0.4 * high:
            continue
        if 0 <= first.left - word.right < 0.9 * high or 0 <= word.left - last.right < 0.9 * high:
            return True
    return False
