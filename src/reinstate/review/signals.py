"""Signals that need no words: numeric dates, identifiers, numbers, names in capitals, quotations.

Each is known to the rules as `@name`. They are found by the form of the writing alone, in every language.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

_DAY_1, _DAY_2 = r"(?:(?<=[0-3])\d)?", r"[0-3]?\d"
"""A day or month of one or two digits: behind its first digit, and whole."""
_DATE = re.compile(
    rf"\d(?<![\d.,/-]\d)(?:\d{{3}}[-/.年]\s?\d{{1,2}}(?:[-/.月]\s?\d{{1,2}}日?)?"
    rf"|\d?\s?月\s?(?:\d{{1,2}}\s?[日号]|[上中下]旬|末)"
    rf"|{_DAY_1}[/.-]{_DAY_2}[/.-](?:\d{{4}}|\d{{2}})"
    rf"|{_DAY_1}/{_DAY_2}(?![/\d])"
    rf"|{_DAY_1}\.[01]?\d\.(?!\d))(?!\d|\s?%)"
)
_ITEM = re.compile(
    r"[Bb\d](?<![0-9A-Za-z][Bb\d])(?:(?<=[Bb])0[0-9A-Za-z]{8}|(?<=\d)\d\d-\d{7}-\d{7}|(?<=9)7[89]\d{10})(?![0-9A-Za-z])"
)
_CODE = re.compile(
    r"[A-Z\d](?<![0-9A-Za-z].)(?<=(?=[A-Z-]{0,20}\d)(?=[\d-]{0,20}[A-Z])[A-Z0-9])"
    r"[A-Z0-9]*(?:-[A-Z0-9]+){0,4}(?![0-9A-Za-z])"
)
_NUMBER = re.compile(r"\d+")
_BY_FORM = {"@date": _DATE, "@item": _ITEM, "@code": _CODE, "@number": _NUMBER}
"""Each form begins with the signs that can begin it: the search passes over all others at once."""
_LARGE, _REST = "[A-ZÀ-ÖØ-ÞĀ-ŽĐƠƯẠ-Ỹ]", r"[\w'’.&-]{0,30}"
_NAME = re.compile(
    rf"{_LARGE}(?<![\w'’-]{_LARGE}){_REST}(?:\s(?:(?:&|de|del|della|di|da|du|le|la|von|van|der|y|e|et|und)\s){{0,2}}{_LARGE}{_REST}){{0,5}}"
)
_QUOTED = re.compile(
    r"\"[^\"\n\0]{1,120}\"|“[^”\n\0]{1,120}”|„[^“”\n\0]{1,120}[“”]|«[^»\n\0]{1,120}»|»[^«\n\0]{1,120}«|‹[^›\n\0]{1,120}›"
    r"|「[^」\n\0]{1,120}」|『[^』\n\0]{1,120}』|《[^》\n\0]{1,120}》|【[^】\n\0]{1,40}】"
    r"|‘(?<!\w‘)[^’'\n\0]{1,80}[’'](?!\w)|'(?<!\w')[^’'\n\0]{1,80}[’'](?!\w)"
)
_QUESTION = re.compile("[?？]")
_BETWEEN = "\0"
"""Parts the sentences of a text: in no form."""
_MID_WORD = re.compile(r"[a-zß-ÿ,] (?=([^\W\d_])[^\W\d_])")

Place = tuple[int, int]
"""Start and end of a stretch of a sentence, counted from the sentence's start."""


def signals(sentences: Sequence[str], strangers: frozenset[str], *, single: bool) -> list[dict[str, list[Place]]]:
    """By sentence every signal with its places; all sentences are gone through as one text.

    Args:
        sentences: as written.
        strangers: lower-case words that are capitalised and no name: months, Amazon, FBA.
        single: whether one capital word in mid-sentence is a name, as in languages that write nouns small.
    """
    marks: list[dict[str, list[Place]]] = [{} for _ in sentences]
    for number, signal, place in _found(sentences, strangers, single=single):
        marks[number].setdefault(signal, []).append(place)
    return marks


def _found(sentences: Sequence[str], strangers: frozenset[str], *, single: bool) -> Iterator[tuple[int, str, Place]]:
    """The signals one after the other, each down the text."""
    text = _BETWEEN.join(sentences)
    starts = list(accumulate((len(each) + 1 for each in sentences), initial=0))
    for signal, form in _BY_FORM.items():
        for number, place in _spread(form.finditer(text), starts):
            yield number, signal, place
    for number, sentence in enumerate(sentences) if _QUESTION.search(text) else ():
        if sentence.rstrip("\"'”’»」) ").endswith(("?", "？")):
            yield number, "@question", (0, len(sentence))
    for number, (start, end) in _spread(_NAME.finditer(text), starts):
        if _is_name(sentences[number], start, end, strangers, single=single):
            full = " " in sentences[number][start:end]
            yield from ((number, signal, (start, end)) for signal in ("@name", "@fullname")[: 1 + full])
    for number, (start, end) in _spread(_QUOTED.finditer(text), starts):
        if (end - start) * 5 < len(sentences[number]) * 4:  # what is most of the sentence is no quotation in it
            yield number, "@quote", (start, end)


def _spread(matches: Iterable[re.Match[str]], starts: Sequence[int]) -> Iterator[tuple[int, Place]]:
    """The sentence of each match, in the order of the text, and its place there."""
    number, until = 0, starts[1] if len(starts) > 1 else 0
    for match in matches:
        start, end = match.span()
        while start >= until:
            number += 1
            until = starts[number + 1]
        begin = starts[number]
        yield number, (start - begin, end - begin)


def names(sentence: str, strangers: frozenset[str], single: bool) -> Iterator[Place]:
    """Runs of words in capitals that are names of people or firms; as for `signals`."""
    places = (match.span() for match in _NAME.finditer(sentence))
    return (place for place in places if _is_name(sentence, *place, strangers, single=single))


def _is_name(sentence: str, start: int, end: int, strangers: frozenset[str], *, single: bool) -> bool:
    words = sentence[start:end].split()
    inside = single and start > 0
    if (len(words) == 1 and not inside) or sentence.isupper():
        return False
    words = [word for word in words if _in_name(word, strangers)]
    return len(words) > 1 or (
        inside and len(words) == 1 and len(words[0]) > 2 and any(map(str.isalpha, sentence[:start]))
    )


def _in_name(word: str, strangers: frozenset[str]) -> bool:
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
