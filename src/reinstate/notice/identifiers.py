"""ASINs, orders, complaints, cases, addresses and amounts that belong to the case."""

import re
from collections.abc import Iterator

from reinstate.case import Fact, Span
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import appended, asked, footer

_ASIN = re.compile(r"(?<![0-9A-Za-z])(?<![0-9A-MO-Za-mo-z]-)B0[0-9A-Z]{8}(?![0-9A-Za-z])")
_ISBN = re.compile(r"(?<![0-9A-Za-z-])\d{9}[\dX](?![0-9A-Za-z-])")
_ORDER = re.compile(r"(?<![\d-])\d{3}-\d{7}-\d{7}(?![\d-])")
_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{8,12})(?![\w-]|[.,]\d)")
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+'-])[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}")
_CLOSE, _BESIDE = 40, 3


def _mapped(text: str) -> str:
    """The text with full-width letters, digits and hyphens as plain ones, place by place."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
    return text.translate(table)


def identifiers(scene: Scene) -> list[Fact]:
    """Every identifier that belongs to the case, in the order of the text."""
    text = _mapped(scene.text)
    found = [
        *_asins(scene, text),
        *_orders(scene, text),
        *_numbers(scene, text),
        *_emails(scene, text),
        *_amounts(scene, text),
    ]
    return sorted(found, key=lambda fact: fact.span.start if fact.span else 0)


def _fact(scene: Scene, kind: str, match: "re.Match[str]", rule: str) -> Fact:
    return Fact(kind, match.group(), scene.place(Span(*match.span())), rule)


def _outside(scene: Scene, span: Span) -> bool:
    """Whether an identifier stands where it is only an example, expressly not concerned, or in the foot."""
    number = scene.unit_at(span.start)
    if number is None:
        return True
    unit = scene.units[number]
    if appended(scene, unit):
        return True
    aside = _bracket(scene, unit.span, span)
    if aside is not None:
        signs = [sign for sign in scene.signs(number, "example", "unconcerned") if sign.span.meets(aside)]
        return bool(signs)
    signs = scene.signs(number, "example", "unconcerned")
    if any(sign.id == "unconcerned" and _bracket(scene, unit.span, sign.span) is None for sign in signs):
        return True
    return any(
        sign.id == "example"
        and (
            0 <= span.start - sign.span.end <= _BESIDE
            or (sign.span.start <= span.end + 5 and "asin" in sign.span.of(scene.text).lower())
        )
        for sign in signs
    )


def _bracket(scene: Scene, unit: Span, span: Span) -> Span | None:
    """The brackets around a place, if there are any in its unit."""
    words = scene.text
    start = max(words.rfind("(", unit.start, span.start), words.rfind("（", unit.start, span.start))
    if start < 0:
        return None
    ends = [place for place in (words.find(")", start, unit.end), words.find("）", start, unit.end)) if place >= 0]
    end = min(ends, default=-1)
    return Span(start, end + 1) if end >= span.end else None


def _asins(scene: Scene, text: str) -> Iterator[Fact]:
    found = [
        match
        for match in _ASIN.finditer(text)
        if re.search(r"\d", match.group()[2:]) and not _outside(scene, Span(*match.span()))
    ]
    for match in found:
        yield _fact(scene, "asin", match, "pattern/asin")
    for match in _ISBN.finditer(text):
        if _isbn(match.group()) and _listed(scene, text, match) and not _outside(scene, Span(*match.span())):
            yield _fact(scene, "asin", match, "pattern/isbn-10")


def _isbn(digits: str) -> bool:
    """Whether the ISBN-10 check digit is right: the weighted sum is a multiple of eleven."""
    return sum((10 if char == "X" else int(char)) * (10 - place) for place, char in enumerate(digits)) % 11 == 0


def _listed(scene: Scene, text: str, match: "re.Match[str]") -> bool:
    """Whether ten digits stand as a product: at the start of a line or item, or after a word for ASIN or ISBN."""
    before = text[max(0, match.start() - 30) : match.start()].rsplit("\n", 1)[-1]
    if re.search(r"(?:ASIN|ISBN)[^\n]{0,24}$", before, re.IGNORECASE):
        return True
    number = scene.unit_at(match.start())
    if any(0 <= match.start() - sign.span.end <= _BESIDE for sign in scene.signs(number, "book")):
        return True
    if number is None or scene.signs(number, "case", "complaint"):
        return False
    unit = scene.units[number]
    lead = text[unit.span.start : match.start()]
    return not re.search(r"\w", lead) and bool(re.search(r"[^\W\d_]{3}", text[match.end() : unit.span.end]))


def _orders(scene: Scene, text: str) -> Iterator[Fact]:
    for match in _ORDER.finditer(text):
        number = scene.unit_at(match.start())
        if number is not None and not _outside_order(scene, number, Span(*match.span())):
            yield _fact(scene, "order_id", match, "pattern/order-id")


def _outside_order(scene: Scene, number: int, span: Span) -> bool:
    unit = scene.units[number]
    if scene.signs(number, "unconcerned"):
        return True
    aside = _bracket(scene, unit.span, span)
    return aside is not None and any(
        sign.span.meets(aside) and sign.id == "unconcerned" for sign in scene.signs(number, "unconcerned")
    )


def _numbers(scene: Scene, text: str) -> Iterator[Fact]:
    """Long numbers after a word for complaint or case; the nearer word decides."""
    for match in _NUMBER.finditer(text):
        number = scene.unit_at(match.start())
        if number is None:
            continue
        signs = [
            sign
            for sign in scene.signs(number, "complaint", "case")
            if 0 <= match.start() - sign.span.end <= _CLOSE and "\n" not in text[sign.span.end : match.start()]
        ]
        if not signs and scene.units[number].kind == "row":
            signs = _column(scene, number)
        nearest = min(signs, key=lambda sign: (match.start() - sign.span.end, sign.span.start), default=None)
        complaints = [sign for sign in signs if sign.id == "complaint"]
        if nearest is None:
            continue
        if nearest.id == "case" and not any(sign.span.meets(nearest.span) for sign in complaints):
            yield _fact(scene, "case_id", match, nearest.rule)
        elif not _isbn_listed(scene, text, match):
            yield _fact(scene, "complaint_id", match, nearest.rule)


def _column(scene: Scene, number: int) -> list[Mark]:
    """The words for a complaint in the row that heads a table, if it has any."""
    first = number
    while first and scene.units[first - 1].kind == "row":
        first -= 1
    return scene.signs(first, "complaint") if first < number and not scene.signs(first, "case") else []


def _isbn_listed(scene: Scene, text: str, match: "re.Match[str]") -> bool:
    return len(match.group()) == 10 and _isbn(match.group()) and _listed(scene, text, match)


def _emails(scene: Scene, text: str) -> Iterator[Fact]:
    for match in _EMAIL.finditer(text):
        number = scene.unit_at(match.start())
        if number is not None and _for_the_seller(scene, number, match):
            yield Fact(
                "contact_email", match.group().lower().rstrip("."), scene.place(Span(*match.span())), "pattern/e-mail"
            )


def _for_the_seller(scene: Scene, number: int, match: "re.Match[str]") -> bool:
    """Whether an address is one that the seller may write to: no header, no footer, none meant for somebody else."""
    unit = scene.units[number]
    if footer(scene, unit) or "<" in scene.text[max(0, match.start() - 1) : match.start()]:
        return False
    if re.match(r"(?:no-?reply|do-?not-?reply|donotreply|postmaster)", match.group(), re.IGNORECASE):
        return False
    label = scene.signs(number, "sender_label", "receiver_label") if unit.label else []
    head = unit.span.start + len(unit.label)
    amazon = "amazon" in match.group().lower()
    if any(
        (amazon and sign.span.end <= head + 2)
        or (sign.id == "receiver_label" and sign.span.start == unit.span.start and sign.span.end == head)
        for sign in label
    ):
        return False
    if scene.signs(number, "foreign_time") and not asked(scene, unit) and "disclaim" in scene.words(unit).lower():
        return False
    amazon = "@amazon." in match.group().lower()
    if not amazon and _merely_named(scene, number):
        return False
    writes = [sign for sign in scene.signs(number, "owner_writes") if 0 <= match.start() - sign.span.end <= _CLOSE]
    return not (amazon and writes)


def _merely_named(scene: Scene, number: int) -> bool:
    """Whether somebody's address is told for information only: nothing is asked there, and that's said just after."""
    following = number + 1 if number + 1 < len(scene.units) else number
    return not scene.signs(number, "ask") and bool(
        scene.signs(number, "informing") or scene.signs(following, "informing")
    )


def _amounts(scene: Scene, text: str) -> Iterator[Fact]:
    for match in scene.reader.money.amount.finditer(text):
        yield _fact(scene, "amount", match, "pattern/amount")
