"""The words of the shelves `labels` and `papers` in every language at once, looked for in one pass."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reinstate.knowledge import Knowledge
from reinstate.knowledge.kept import lasting
from reinstate.language import Matcher, fold
from reinstate.language.fold import Folded

_BRACKETS = str.maketrans("()[]", "    ")
_GAP = re.compile("(?<=[\u3005-\u30ff\u3400-\u9fff]) (?=[\u3005-\u30ff\u3400-\u9fff])")
"""One blank between two signs of a script without blanks."""
_PLAIN = str.maketrans(
    "àáâãäåāăạảấầẩẫậắằẳẵặèéêëēẹẻẽếềểễệìíîïīịỉĩòóôõöøōọỏốồổỗộơớờởỡợùúûüūụủũưứừửữựỳýỷỹỵçñđłśźżß",
    "aaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeiiiiiiiioooooooooooooooooooouuuuuuuuuuuuuuyyyyycndlszzs",
)
"""Letters without their marks, one for one, for text that was recognised in a picture."""


_HAN = "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_BORDER = re.compile(f"(?<={_HAN})(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?={_HAN})")
"""Where letters of two scripts meet: some files leave a blank there."""
_TONE = "[\u0300\u0301\u0303\u0309\u0323]"
_FIRST = re.compile(rf"([ou])({_TONE})([aey])(?!\w)")
_SECOND = re.compile(rf"([ou])([aey])({_TONE})(?!\w)")
"""A tone on the first or on the second of two vowels that end a syllable: people write it either way."""
_DOTLESS = "\u0131"
"""The letter whose capital is the capital of `i`."""
_BARE = 7
"""Letters of several syllables from which they are sure to be the same words without their marks."""


@dataclass(frozen=True, slots=True)
class Named:
    """A word of a shelf found in a text: its group, what it names, its language, and where it stands."""

    group: str
    key: str
    tag: str
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


Key = tuple[str, str, str]


class Lexicon:
    """Finds the words of the shelves. `plain` also finds them where their accents are lost."""

    def __init__(self, entries: Iterable[tuple[Key, str]], *, plain: bool) -> None:
        self._plain = plain
        self._matcher: Matcher[Key] = Matcher((key, stripped(words) if plain else words) for key, words in entries)

    def find(self, text: str) -> list[Named]:
        """Every word of the shelves in a text, in its order; brackets count as blanks."""
        folded = fold(text)
        bare = folded.text.translate(_BRACKETS)
        origin = folded.origin
        if self._plain:
            bare, origin = _closed_up(stripped(bare), origin)
        hits = self._matcher.find(Folded(bare, origin))
        return [Named(*hit.key, *_trimmed(text, hit.span.start, hit.span.end)) for hit in hits]


def _closed_up(text: str, origin: tuple[int, ...] | None) -> tuple[str, tuple[int, ...] | None]:
    """A text without the blanks that an engine sees between signs of a script that has none."""
    gaps = [gap.start() for gap in _GAP.finditer(text)]
    if not gaps:
        return text, origin
    places = origin or tuple(range(len(text) + 1))
    begins = [0, *(gap + 1 for gap in gaps)]
    ends = [*gaps, len(text)]
    kept = (place for begin, end in zip(begins, ends, strict=True) for place in places[begin:end])
    return _GAP.sub("", text), (*kept, places[-1])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the blanks and dashes at its end, which a term may take along."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in "-–()（）"):
        end -= 1
    return start, end


def stripped(text: str) -> str:
    """Small letters without accents; the length stays."""
    lowered = text.lower()
    return (lowered if len(lowered) == len(text) else text).translate(_PLAIN)


@lasting
def lexicon(knowledge: Knowledge, language: str) -> Lexicon:
    """The words of every language; `plain` for `language` leaves accents out."""
    return Lexicon(_entries(knowledge), plain=language == "plain")


def _entries(knowledge: Knowledge) -> Iterator[tuple[Key, str]]:
    for key, words in _shelved(knowledge):
        tag = knowledge.languages.get(key[2])
        yield from ((key, each) for each in _spellings(words, toned=tag is not None and tag.syllables))


def _spellings(words: str, *, toned: bool) -> tuple[str, ...]:
    """The ways to write words: with a blank between scripts; tones where either fashion sets them, or none at all."""
    words = _BORDER.sub(" ", words)
    if not toned:
        return (words, words.replace(_DOTLESS, "i")) if _DOTLESS in words else (words,)
    apart = unicodedata.normalize("NFD", words)
    moved = (_FIRST.sub(r"\1\3\2", apart), _SECOND.sub(r"\1\3\2", apart))
    bare = stripped(words) if " " in words and len(words) >= _BARE else words
    return tuple(dict.fromkeys((words, *(unicodedata.normalize("NFC", each) for each in moved), bare)))


def _shelved(knowledge: Knowledge) -> Iterator[tuple[Key, str]]:
    for group, labels in knowledge.labels.items():
        for key, by_language in labels.words.items():
            for tag, words in by_language.items():
                for each in words:
                    yield (group, key, tag), each
    for kind, paper in knowledge.papers.items():
        for group, terms in (("titles", paper.titles), ("cues", paper.cues)):
            for tag, words in terms.items():
                for each in words:
                    yield (group, kind, tag), each
