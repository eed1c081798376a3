"""Typed values in running text: figures, money, codes, dates, ways to reach somebody."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from reinstate.case import Span
from reinstate.evidence.understanding.lexicon import stripped
from reinstate.knowledge import Knowledge
from reinstate.knowledge.kept import kept
from reinstate.language import Matcher
from reinstate.language.dates import Calendar, calendar, find_dates
from reinstate.language.fold import fold
from reinstate.language.money import Money

_FIGURE = re.compile(
    r"(?<![\w.,/-])[-−–]?\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+(?:[.,]\d{1,4})?(?![\d])|"
    r"[-−–]?\d+(?:[.,]\d{1,6})?|(?<![\w.])[.,]\d{2}(?!\d)"
)
_GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3})+")
_MARKED = re.compile(r"\d([.,'’ ])\d{3}(?!\1)([.,])\d{1,4}(?!\d)|(?<![\d.,])\d+([.,])(?:\d{1,2}|\d{4})(?![\d.,])")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
WEBSITE = re.compile(
    r"(?:https?://|www\.)[A-Za-z0-9.-]+\.[A-Za-z]{2,}(?:/[^\s,;)]*)?|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:com|net|org|de|it|es|fr|cn|vn|jp|eu|co|uk|us|biz|info|example|shop|store|io|hk|tw|mx|at|ch|nl|be|pl|ca)(?:\.[a-z]{2})?(?![\w@-])(?:/[^\s,;)]*)?",
    re.IGNORECASE,
)
PHONE = re.compile(r"(?<![\w-])(?:\+\s?\d|\(\+?\d|\d)[\d\s()/.\-–‑]{5,20}\d(?![\w])")
_DAY = re.compile(r"(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d{2}")
_SPACED_DAY = re.compile(r"\d{2} \d{2} (?:19|20)\d{2}")
"""A day as identity documents set it: with blanks, alone in its place."""
_STAMP = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}\s\d")
"""A day with the hour behind it."""
_LONG = re.compile(r"0\d+(?:-\d+){3,}|(?=(?:\D*\d){12})0\d+(?:-\d+){2}")
"""Blocks of figures with more of them than a telephone number of the country has: customers, registers, meters."""
_COUNTRY_TAX = (
    r"DE\s?\d{3}\s?\d{3}\s?\d{3}|AT?U\d{8}|IT\s?\d{11}|ES[A-Z0-9]\d{7}[A-Z0-9]|FR\s?[A-Z0-9]{2}\s?\d{3}\s?\d{3}\s?\d{3}|GB\s?\d{3}\s?\d{4}\s?\d{2}|"
    r"NL\d{9}B\d{2}|PL\d{10}|BE0?\d{9}|LU\d{8}|CHE-?\d{3}\.?\d{3}\.?\d{3}|PT\d{9}|SE\d{12}|DK\d{8}|CZ\d{8,10}|IE\d{7}[A-Z]{1,2}"
)
TAX_ID = re.compile(
    rf"(?<![A-Z0-9])(?:{_COUNTRY_TAX}|[ABCDEFGHJNPQRSUVW]-?\d{{7}}-?[0-9A-J]|9[1-3][0-9A-HJ-NPQRTUWXY]{{16}}|"
    r"[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}|T\d{13})(?![A-Z0-9])"
)
IBAN = re.compile(
    r"(?<!\w)[A-Z]{2}\d{2}(?=(?: ?[A-Z0-9]){11,30}(?!\w))(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)"
)
"""The number of a bank account (ISO 13616): a country, two check figures, up to thirty signs in groups of four."""
LOOSE_TAX = re.compile(r"[A-Z]{0,3}\s?\d[\dA-Z./ -]{5,20}[\dA-Z](?!\w)")
CODE = re.compile(r"(?<![\w@])[A-Za-z0-9\u00c0-\u024f]+(?:[-/._–][A-Za-z0-9\u00c0-\u024f]+)*(?![\w@])")
ASIN = re.compile(r"(?<![0-9A-Za-z])(?=[A-Z]*[0-9])B0[0-9A-Z]{8}(?![0-9A-Za-z])")
DIGITS = re.compile(r"(?<![\w.,-])\d(?:[ -]?\d){7,13}(?![\w-])(?![.,]\d)")
_MODEL = re.compile(r"(?<![\w/.-])[A-Z][A-Z0-9]{0,7}(?:-[A-Z0-9]{1,8}){1,4}(?![\w/-])(?!\.\w)")
_JOINED = re.compile(r"(?<![\w/.-])[A-Z]{2,5}\d{3,6}[A-Z0-9]{0,4}(?![\w/-])(?!\.\w)")
_ABBREVIATED = re.compile(r"[A-Z]+(?=[-\d])")
_NORMS, _DAY_FIRST = "norms", "day-first"
"""Lexicons: abbreviations before the figures of no model number; English words of countries that put the day first."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a document writes: the mark before the cents, and how dates are to be read."""

    mark: str
    order: str
    calendars: tuple[Calendar, ...]
    plain: bool = False
    """Whether letters may have lost their marks, as in text that was recognised in a picture."""
    money: Money = field(default_factory=Money)
    """The signs of every currency."""
    whole: bool = False
    """Whether its money has no cents, so that a point before three figures parts thousands."""
    norms: frozenset[str] = frozenset()
    """Abbreviations that make no model number of the figures behind them."""


def style(knowledge: Knowledge, language: str, text: str, *, plain: bool = False) -> Style:
    """The style of a document in a language, told by its own figures where they tell."""
    tags = dict.fromkeys((language, language.split("-", maxsplit=1)[0], "en"))
    known = [knowledge.languages[tag] for tag in tags if tag in knowledge.languages]
    made = [calendar(each.months, each.links, each.ordinals, each.eras, each.days) for each in known]
    if plain:
        bare = [{stripped(name): number for name, number in each.months.items()} for each in known]
        links = [tuple(map(stripped, each.links)) for each in known]
        made = [calendar(m, k, each.ordinals, each.eras) for m, k, each in zip(bare, links, known, strict=True)]
    order = known[0].date_order
    if language == "en" and "$" not in text and _day_first(knowledge, text):
        order = "dmy"
    norms = frozenset(word.upper() for word in knowledge.lexicons[_NORMS].words["en"])
    money = currencies(knowledge, "all")
    coin = knowledge.currencies.get(money.currency(text, language) or "")
    whole = coin is not None and not coin.cents
    return Style(_mark(known[0].decimal, text), order, tuple(made), plain, money, whole, norms)


def _day_first(knowledge: Knowledge, text: str) -> bool:
    """Whether money, taxes, firms or countries of an English text are of those that put the day before the month."""
    stores = {each.currency for each in knowledge.marketplaces.values() if each.date_order == "dmy"}
    if currencies(knowledge, "all").currency(text, "en") in stores:
        return True
    words = knowledge.lexicons[_DAY_FIRST].words["en"]
    return bool(Matcher((word, word) for word in words).find(fold(text)))


@kept
def currencies(knowledge: Knowledge, _: str) -> Money:
    """The signs of every currency of the shelf."""
    return Money(knowledge.currencies.values())


def _mark(usual: str, text: str) -> str:
    """The mark before the decimals: the one that more figures of the text show, else the usual one."""
    votes = {".": 0, ",": 0}
    for match in _MARKED.finditer(text):
        votes[match[2] or match[3]] += 3 if match[2] else 1
    if votes["."] == votes[","]:
        return usual
    return max(votes, key=lambda mark: votes[mark])


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text."""

    value: Decimal
    span: Span
    cents: bool
    """Whether it is written with decimals."""
    grouped: bool
    """Whether its thousands are set apart."""


def figures(text: str, how: Style) -> list[Figure]:
    """Every number of a text, its thousands and decimals read as the document writes them."""
    found, mark = [], how.mark
    for match in _FIGURE.finditer(text):
        value = None if re.match(r"-?0\d", match[0]) else number(match[0], mark, whole=how.whole)
        if value is not None:
            cents = bool(re.search(rf"[{re.escape(mark)}]\d+$", match[0])) and value != value.to_integral_value()
            cents = cents or bool(re.search(rf"[{re.escape(mark)}]\d{{1,2}}$", match[0]))
            found.append(Figure(value, Span(*match.span()), cents, bool(re.search(r"\d[.,'’\s]\d{3}(?!\d)", match[0]))))
    return found


def number(words: str, mark: str, *, whole: bool = False) -> Decimal | None:
    """The value of a written number; a sign other than the document's mark parts thousands where groups fit.

    In `whole` numbers any sign does.
    """
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", words.strip()).replace("−", "-").replace("–", "-")
    other = "," if mark == "." else "."
    if whole and _GROUPED.fullmatch(plain):
        plain = re.sub("[.,]", "", plain)
    if re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(mark)}\d+)?", plain):
        plain = plain.replace(other, "")
    elif plain.count(mark) > 1 and re.fullmatch(rf"-?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", plain):
        plain = plain.replace(mark, "")
    plain = plain.replace(",", ".")
    if plain.startswith("."):
        plain = "0" + plain
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


@dataclass(frozen=True, slots=True)
class Dated:
    """A day in a text."""

    day: date
    span: Span


def dates(text: str, how: Style) -> list[Dated]:
    """Every calendar day with its year in a text, in order."""
    if _SPACED_DAY.fullmatch(text):
        text = text.replace(" ", ".")
    folded = fold(stripped(text) if how.plain else text)
    found: dict[tuple[int, int], Dated] = {}
    for each in how.calendars:
        for hit in find_dates(folded, each, how.order):
            day = hit.on(None)
            if day is not None and 1950 <= day.year <= 2100:
                found.setdefault((hit.span.start, hit.span.end), Dated(day, hit.span))
    kept: list[Dated] = []
    for one in sorted(found.values(), key=lambda each: len(each.span), reverse=True):
        if not any(one.span.meets(other.span) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: each.span.start)


def gtin(digits: str) -> bool:
    """Whether digits are a GTIN-8, -12, -13 or -14, by their check digit (GS1 General Specifications, 7.9)."""
    if len(digits) not in (8, 12, 13, 14) or len(set(digits)) < 3:
        return False
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits[:-1])))
    return (10 - total % 10) % 10 == int(digits[-1])


def gtins(text: str) -> Iterator[tuple[str, Span]]:
    """Every GTIN-12, -13 or -14 in a text; shorter ones only where a label names them."""
    for match in DIGITS.finditer(text):
        plain = re.sub(r"\D", "", match[0])
        if len(plain) >= 12 and gtin(plain):
            yield plain, Span(*match.span())


def models(text: str, how: Style) -> Iterator[tuple[str, Span]]:
    """Words that look like model numbers: capitals and digits, mostly with a hyphen; no standards, units or sizes."""
    for pattern in (_MODEL, _JOINED):
        for match in pattern.finditer(text):
            word = match[0]
            norm = _ABBREVIATED.match(word)
            if any(map(str.isdigit, word)) and not (norm and norm[0] in how.norms) and not ASIN.fullmatch(word):
                yield word, Span(*match.span())


def codes(text: str) -> Iterator[tuple[str, Span]]:
    """Words that can be a document's number: letters and digits, at least one digit."""
    for match in CODE.finditer(text):
        if any(sign.isdigit() for sign in match[0]):
            yield match[0], Span(*match.span())


def phones(text: str, *, named: bool) -> Iterator[tuple[str, Span]]:
    """Telephone numbers; without a label before them only what can hardly be anything else."""
    for match in PHONE.finditer(text):
        plain = re.sub(r"\D", "", match[0])
        if not 7 <= len(plain) <= 15 or _any_day(match[0].strip()) or _STAMP.match(match[0].strip()):
            continue
        shaped = re.match(
            r"\+|\(?0\d|\(\d{3}\)|\d{3}[-. ]\d{3}[-. ]\d{4}|\d{3,4}-\d{3,4}[- ]?\d{3,4}|[1-9]\d{2} \d{3} \d{2,3}",
            match[0],
        )
        if not named and _LONG.fullmatch(match[0]):
            continue
        if named or (shaped and re.search(r"[\s()/.\-–]", match[0]) and len(plain) >= 8):
            yield match[0].strip(), Span(*match.span())


def _any_day(text: str) -> bool:
    return bool(_DAY.fullmatch(text) or _SPACED_DAY.fullmatch(text))


def first(found: Iterable[tuple[str, Span]]) -> tuple[str, Span] | None:
    """The first of some values, or None."""
    return next(iter(found), None)


def agrees(quantity: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Whether quantity times price is the amount, but for the rounding of the price's last decimal."""
    loss = (
        abs(quantity) * Decimal(1).scaleb(int(price.as_tuple().exponent)) / 2
        if price != price.to_integral_value()
        else Decimal("0.5")
    )
    return abs(quantity * price - amount) <= max(Decimal("0.011"), min(loss, abs(amount) * Decimal("0.004")))
