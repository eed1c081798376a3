"""Signals that need no words: numeric dates, identifiers, numbers, names in capitals, quotations.

Each is known to the rules as `@name`. They are found by the form of the writing alone, in every language.
"""

import re
from collections.abc import Iterator

_DATE = re.compile(
    r"(?<![\d.,/-])(?:\d{4}[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?)?"
    r"|\d{1,2}\s?月\s?(?:\d{1,2}\s?[日号]|[上中下]旬|末)"
    r"|[0-3]?\d[/.-][0-3]?\d[/.-](?:\d{4}|\d{2})"
    r"|[0-3]?\d/[0-3]?\d(?![/\d])"
    r"|[0-3]?\d\.[01]?\d\.(?!\d))(?!\d|\s?%)"
)
_ITEM = re.compile(r"(?<![0-9A-Za-z])(?:B0[0-9A-Z]{8}|\d{3}-\d{7}-\d{7}|97[89]\d{10})(?![0-9A-Za-z])", re.IGNORECASE)
_CODE = re.compile(r"(?<![0-9A-Za-z])(?=[A-Z-]{0,20}\d)(?=[\d-]{0,20}[A-Z])[A-Z0-9]+(?:-[A-Z0-9]+){0,4}(?![0-9A-Za-z])")
_NUMBER = re.compile(r"\d+")
_DIGIT = re.compile(r"\d")
_WITH_DIGITS = (
    ("@date", re.compile(r"\d\s?[-/.年月]"), _DATE),
    ("@item", re.compile(r"[bB]0|\d{3}-?\d{7}"), _ITEM),
    ("@code", re.compile(r"[A-Z]-{0,20}\d|\d-{0,20}[A-Z]"), _CODE),
    ("@number", _DIGIT, _NUMBER),
)
"""Signal, what any of its forms has in it and is found fast, and the form."""
_LARGE, _REST = "[A-ZÀ-ÖØ-ÞĀ-ŽĐƠƯẠ-Ỹ]", r"[\w'’.&-]{0,30}"
_NAME = re.compile(
    rf"{_LARGE}(?<![\w'’-]{_LARGE}){_REST}(?:\s(?:(?:&|de|del|della|di|da|du|le|la|von|van|der|y|e|et|und)\s){{0,2}}{_LARGE}{_REST}){{0,5}}"
)
_QUOTED = re.compile(
    r"\"[^\"\n]{1,120}\"|“[^”\n]{1,120}”|„[^“”\n]{1,120}[“”]|«[^»\n]{1,120}»|»[^«\n]{1,120}«|‹[^›\n]{1,120}›"
    r"|「[^」\n]{1,120}」|『[^』\n]{1,120}』|《[^》\n]{1,120}》|【[^】\n]{1,40}】"
    r"|‘(?<!\w‘)[^’'\n]{1,80}[’'](?!\w)|'(?<!\w')[^’'\n]{1,80}[’'](?!\w)"
)
_QUOTE_MARK = re.compile("[\"'“„‘’«»‹「『《【]")
_MID_WORD = re.compile(r"[a-zß-ÿ,] (?=([^\W\d_])[^\W\d_])")

Place = tuple[int, int]
"""Start and end of a stretch of a sentence, counted from the sentence's start."""


def signals(sentence: str) -> Iterator[tuple[str, Place]]:
    """Every signal of a sentence but names."""
    if _DIGIT.search(sentence):
        for mark, part, form in _WITH_DIGITS:
            if part.search(sentence):
                for found in form.finditer(sentence):
                    yield mark, found.span()
    if sentence.rstrip("\"'”’»」) ").endswith(("?", "？")):
        yield "@question", (0, len(sentence))


def quotations(sentence: str) -> list[Place]:
    """What stands between quotation marks, unless it is most of the sentence."""
    if not _QUOTE_MARK.search(sentence):
        return []
    found = [match.span() for match in _QUOTED.finditer(sentence)]
    return [(start, end) for start, end in found if (end - start) * 5 < len(sentence) * 4]


def names(sentence: str, strangers: frozenset[str], single: bool) -> Iterator[Place]:
    """Runs of words in capitals that are names of people or firms.

    Args:
        sentence: as written.
        strangers: lower-case words that are capitalised and no name: months, Amazon, FBA.
        single: whether one capital word in mid-sentence is a name, as in languages that write nouns small.
    """
    if sentence.isupper():
        return
    for match in _NAME.finditer(sentence):
        words = match.group().split()
        inside = single and match.start() > 0
        if len(words) == 1 and not inside:
            continue
        words = [word for word in words if _names(word, strangers)]
        if len(words) > 1 or (
            inside and words and len(words[0]) > 2 and any(map(str.isalpha, sentence[: match.start()]))
        ):
            yield match.span()


def _names(word: str, strangers: frozenset[str]) -> bool:
    """Whether a word between others in capitals is part of a name, and no shout, identifier or stranger."""
    return (
        word[:1].isupper()
        and word.lower().strip(".'’") not in strangers
        and not (len(word) > 3 and word.isupper() and word.isalpha())
        and not _ITEM.match(word)
    )


def capitals(text: str) -> float:
    """Share of words in mid-sentence that begin with a capital letter."""
    begins = _MID_WORD.findall(text)
    return sum(map(str.isupper, begins)) / len(begins) if begins else 0.0
