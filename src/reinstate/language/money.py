"""Signs and codes of money in running text: where they stand, and which currency they are of."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Protocol

_SHORT = 2
"""Small letters up to which a sign means money only behind a figure: `100 kr`, `100đ`."""


class Currency(Protocol):
    """What has to be known of a currency."""

    @property
    def id(self) -> str:
        """Its code of ISO 4217, which is one of its signs."""

    @property
    def signs(self) -> tuple[str, ...]:
        """Signs and words that mean it and nothing else."""

    @property
    def shared(self) -> tuple[str, ...]:
        """Signs that it has in common with others."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which a shared sign means it; none where it means it wherever no other currency claims it."""


class Money:
    """Finds the signs of some currencies; `pattern` finds any, the longest where one holds another."""

    def __init__(self, currencies: Iterable[Currency] = ()) -> None:
        known = tuple(currencies)
        self._own = {_bare(sign): each.id for each in known for sign in (each.id, *each.signs)}
        self._shared: dict[str, list[Currency]] = {}
        for each in known:
            for sign in each.shared:
                self._shared.setdefault(_bare(sign), []).append(each)
        every = {sign for each in known for sign in (each.id, *each.signs, *each.shared)}
        found, ahead = _any(every), _any({sign for sign in every if not _wide(sign[-1])})
        figure = r"\d(?:[\d.,\u00a0\u202f ]{0,24}\d)?"
        self.pattern: re.Pattern[str] = re.compile(found)
        self.amount: re.Pattern[str] = re.compile(rf"{ahead}\s?{figure}|(?<![\d.,]){figure}\s?{found}")
        """A figure with a sign of money before or behind it; Han letters stand behind theirs."""

    def sign(self, word: str) -> bool:
        """Whether a word by itself is a sign of money."""
        return _bare(word) in self._own or _bare(word) in self._shared

    def blanked(self, text: str) -> str:
        """The text with a blank for every letter of a sign; every other place stays."""
        return self.pattern.sub(lambda match: " " * len(match[0]), text)

    def named(self, text: str) -> str | None:
        """The currency of the first sign that only one has."""
        signs = (_bare(match[0]) for match in self.pattern.finditer(text))
        return next((self._own[sign] for sign in signs if sign in self._own), None)

    def currency(self, text: str, language: str) -> str | None:
        """The currency that most signs of a text are of; a word that several share counts where nothing else does."""
        votes: Counter[str] = Counter()
        faint: Counter[str] = Counter()
        for sign, count in Counter(_bare(match[0]) for match in self.pattern.finditer(text)).items():
            if sign in self._own:
                votes[self._own[sign]] += count
            else:
                (faint if sign.isalpha() else votes)[self._meant(sign, language)] += count
        most = (votes or faint).most_common(1)
        return most[0][0] if most else None

    def _meant(self, sign: str, language: str) -> str:
        """The currency that a shared sign means in a language."""
        known = self._shared[sign]
        claimed = next((each for each in known if language in each.languages), None)
        return (claimed or next((each for each in known if not each.languages), known[0])).id


def _bare(sign: str) -> str:
    return "".join(sign.split())


def _written(sign: str) -> str:
    """How a sign is found: letters as words of their own, blanks where they may stand."""
    spaced = re.sub(r"(?<=\w)(?=[^\w\s.])", " ", sign)
    body = r"\s?".join(map(re.escape, spaced.split()))
    after = r"(?![^\W\d_])" if _spaced(sign[-1]) else ""
    if len(sign) <= _SHORT and sign.islower() and _spaced(sign[0]):
        return rf"(?:(?<=\d)|(?<=\d\s)){body}{after}"
    return (r"(?<![^\W\d_])" if _spaced(sign[0]) else "") + body + after


def _any(signs: Collection[str]) -> str:
    """How any of some signs is found, the longest first."""
    heads = "".join(re.escape(head) for head in sorted({sign[0] for sign in signs}))
    written = "|".join(map(_written, sorted(signs, key=lambda sign: (-len(sign), sign))))
    return f"(?:(?=[{heads}])(?:{written}))" if signs else "(?!)"


def _spaced(letter: str) -> bool:
    """Whether a letter is one of a script that parts words by blanks."""
    return letter.isalpha() and not _wide(letter)


def _wide(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK")
