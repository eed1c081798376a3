"""What a person typed → a typed value, or why it can't be one."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from reinstate.case import Answer, Words
from reinstate.knowledge import Knowledge, related
from reinstate.language import fold, unspaced
from reinstate.language.clock import time_in
from reinstate.language.dates import Dated, calendar, find_dates
from reinstate.language.detect import Profile, detect

LONGEST = 4000
"""Signs that an answer may have; what is longer belongs in a file of the evidence folder."""

LONGEST_LIST = 60_000
"""Signs that a pasted table of identifiers may have."""

_ASIN = re.compile(r"(?<![A-Za-z0-9])(?:B[0-9A-Z]{9}|\d{9}[\dX])(?![A-Za-z0-9-])")
_ORDER = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)")
_NUMBER = re.compile(r"\d(?:[\d.,'’\u00a0\u202f ]*\d)?")
_EITHER = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{2,4})(?!\d)")
_SENTENCE = re.compile(r"[.!?;:。！？；，、：]\s*\S|[。！？]")
_PROPER_WORDS, _PROPER_SIGNS = 7, 16
_ENOUGH_TO_TELL = 24
"""Signs from which on the language of an answer is looked at; Han, kana and Hangul count threefold."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer isn't taken, as a key of the messages with its details.

    A `doubtful` answer is taken when it is given once more.
    """

    key: str
    details: Mapping[str, str | int] = field(default_factory=dict)
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen, and every word for it."""

    id: str
    words: tuple[str, ...]


def clean(text: str) -> str:
    """The text without control characters, halves of surrogate pairs and blanks around it."""
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return "".join(kept).strip()


def too_long(text: str, limit: int = LONGEST) -> Refusal | None:
    """A refusal for what no field can hold."""
    return Refusal("too-long", {"count": len(text), "limit": limit}) if len(text) > limit else None


# -- numbers, dates, times ---------------------------------------------------------------------------------------------


def read_number(text: str, language: str) -> int | float | Refusal:
    """One number that isn't negative, written as the language writes it."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text))
    if len(found) != 1 or "-" in text.replace(found[0], "")[:2]:
        return Refusal("not-a-number" if not found else "one-number")
    amount = _decimal(re.sub(r"[\s'’]", "", found[0]), language)
    if amount is None:
        return Refusal("not-a-number")
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _decimal(digits: str, language: str) -> Decimal | None:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - babel costs 50 ms
    from babel.numbers import NumberFormatError, parse_decimal  # noqa: PLC0415

    try:
        locale = Locale.parse(language.split("-", maxsplit=1)[0])
    except (UnknownLocaleError, ValueError):
        locale = Locale.parse("en")
    for each in (locale, Locale.parse("en"), Locale.parse("de")):
        try:
            return parse_decimal(digits, locale=each, strict=True)
        except NumberFormatError:
            continue
    return None


def dates_in(text: str, languages: Iterable[str], knowledge: Knowledge) -> list[Dated]:
    """The dates of a text, read with the calendars of the languages; the first that finds any decides."""
    for tag in languages:
        known = next((knowledge.languages[near] for near in related(tag) if near in knowledge.languages), None)
        if known is None:
            continue
        found = find_dates(fold(text), calendar(known.months, known.links, known.ordinals, known.eras), "dmy")
        if found:
            return found
    return []


def read_dates(text: str, count: int, languages: Iterable[str], knowledge: Knowledge) -> tuple[date, ...] | Refusal:
    """Exactly that many calendar dates, each with its year."""
    either = _EITHER.search(unicodedata.normalize("NFKC", text))
    if either and int(either[1]) <= 12 and int(either[2]) <= 12 and either[1] != either[2]:
        return Refusal("date-two-ways", {"date": either[0]})
    found = dates_in(text, languages, knowledge)
    if len(found) != count:
        return Refusal("not-a-date" if count == 1 else "not-a-period")
    made = [each.on(None) for each in found]
    sure = tuple(each for each in made if each is not None)
    return sure if len(sure) == count else Refusal("date-without-year")


def read_time(text: str, tags: Sequence[str], knowledge: Knowledge) -> time | Refusal:
    """A time of day: 17:00, 5 pm, 17h, 下午5点."""
    spoken = (knowledge.languages[tag] for tag in tags if tag in knowledge.languages)
    beside = {word: minutes for language in spoken for word, minutes in language.minutes.items()}
    return time_in(text, tags, beside) or Refusal("not-a-time")


# -- lists and choices -------------------------------------------------------------------------------------------------


def read_names(text: str, wanted: str) -> tuple[str, ...] | Refusal:
    """Identifiers from a pasted list or table, each once: ASINs or orders by their form where those are wanted."""
    if refused := too_long(text, LONGEST_LIST):
        return refused
    pattern = {"asins": _ASIN, "order_ids": _ORDER}.get(wanted)
    plain = unicodedata.normalize("NFKC", text)
    if pattern:
        found = tuple(dict.fromkeys(pattern.findall(plain if wanted == "order_ids" else plain.upper())))
        return found or Refusal(f"no-{wanted.replace('_', '-')}")
    found = tuple(dict.fromkeys(clean(each) for each in re.split(r"[,;\n\t|、，；]+", text) if clean(each)))
    return found or Refusal("empty")


def read_choices(text: str, choices: Sequence[Choice]) -> tuple[str, ...] | Refusal:
    """The ids chosen by number or by word, in the order of the list."""
    chosen: list[str] = []
    for piece in re.split(r"[,;\s、，；]+", unicodedata.normalize("NFKC", text).strip()):
        one = read_choice(piece, choices)
        if isinstance(one, Refusal):
            if one.key == "no-such-number":
                return one
            whole = read_choice(text, choices)
            return whole if isinstance(whole, Refusal) else (whole,)
        chosen.append(one)
    return tuple(each.id for each in choices if each.id in chosen)


def read_choice(text: str, choices: Sequence[Choice]) -> str | Refusal:
    """The one id chosen by number, by id or by its words."""
    typed = fold(unicodedata.normalize("NFKC", text)).text.strip().rstrip(".)")
    if typed.isdigit():
        place = int(typed)
        return (
            choices[place - 1].id if 0 < place <= len(choices) else Refusal("no-such-number", {"count": len(choices)})
        )
    same = [each.id for each in choices if typed in (each.id, *(fold(word).text for word in each.words))]
    if same:
        return same[0]
    begun = [each.id for each in choices if typed and any(fold(word).text.startswith(typed) for word in each.words)]
    return begun[0] if len(begun) == 1 else Refusal("not-a-choice", {"count": len(choices)})


# -- words -------------------------------------------------------------------------------------------------------------


def proper(text: str) -> bool:
    """Whether a text looks like a name that goes unchanged into every language, not like a sentence."""
    if _SENTENCE.search(text) or "\n" in text:
        return False
    return len("".join(text.split())) <= _PROPER_SIGNS if unspaced(text) else len(text.split()) <= _PROPER_WORDS


def own_words(text: str, language: str, knowledge: Knowledge) -> Words:
    """The seller's own words under the language that they really are in."""
    return {language_of(text, language, knowledge): text}


def language_of(text: str, otherwise: str, knowledge: Knowledge) -> str:
    """The language of an answer; a short one counts as being in the language agreed."""
    weight = 3 if unspaced(text) else 1
    if len(text) * weight < _ENOUGH_TO_TELL:
        return otherwise
    profiles = [Profile(each.id, each.letters, each.common) for each in knowledge.languages.values()]
    told = detect(text, profiles, otherwise)
    return otherwise if told.split("-")[0] == otherwise.split("-", maxsplit=1)[0] else told


def proper_or_words(text: str, language: str, knowledge: Knowledge) -> Answer:
    """A name as it is, anything longer as words of its language."""
    return text if proper(text) else own_words(text, language, knowledge)


def without(text: str, pieces: Iterable[Dated]) -> str:
    """The text without the dates found in it and the marks around them."""
    left = text
    for each in sorted(pieces, key=lambda piece: -piece.span.start):
        left = left[: each.span.start] + " " + left[each.span.end :]
    return re.sub(r"\s{2,}", " ", left).strip(" ,;，；、-–—")
