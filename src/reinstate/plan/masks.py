"""Private data masked by stable placeholders, and put in again letter for letter.

A placeholder stands for one exact string: `{{PERSON-1}}` for a name, `{{PERSON-1B}}` for the same name in other letters
or a part of it. Taking too much for a name does no harm, since what was taken out goes in again as it was.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reinstate.case import Answers, Party, Person, Reading

_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]")
_PHONE = re.compile(r"(?<![\w-])(?:\+\d|\(?0\d)[\d ()/.-]{5,}\d(?![\w-])")
"""A number that begins with a plus or a zero; dates and counts don't."""
_HOLDER = re.compile(r"\{\{[A-Z]+-\d+[A-Z]*\}\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff0-9]")
_LEGAL_ENDS = re.compile(r"\s*[(（].*$|,\s.*$")


@dataclass(frozen=True)
class Masks:
    """Which string each placeholder stands for; `pairs` hold placeholder and string, longest strings first."""

    pairs: tuple[tuple[str, str], ...]

    @cached_property
    def _finder(self) -> "re.Pattern[str] | None":
        return re.compile("|".join(_bounded(words) for _, words in self.pairs)) if self.pairs else None

    @cached_property
    def _holders(self) -> dict[str, str]:
        return {words: holder for holder, words in self.pairs}

    def mask(self, text: str) -> str:
        """The text with a placeholder for every private string."""
        return self._finder.sub(lambda found: self._holders[found[0]], text) if self._finder else text

    def unmask(self, text: str) -> str:
        """The text with every known placeholder turned back; unknown ones stay."""
        known = dict(self.pairs)
        return _HOLDER.sub(lambda found: known.get(found[0], found[0]), text)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Placeholders in a text that stand for nothing."""
        known = dict(self.pairs)
        return tuple(dict.fromkeys(each for each in _HOLDER.findall(text) if each not in known))


def masks_of(answers: Answers, reading: Reading, texts: Iterable[str] = (), amounts: Iterable[str] = ()) -> Masks:
    """The masks of a case: names, addresses, contacts, order and complaint ids, and the amounts given.

    `texts` are further texts of the case, in which e-mail addresses and telephone numbers are looked for.
    """
    account = answers.account
    named: list[Person | Party] = [*answers.people, *answers.parties]
    contacts = [each.contact or "" for each in named]
    read = [*texts, *contacts]
    kinds: list[tuple[str, list[list[str]]]] = [
        ("ACCOUNT", [_firm(account.legal_name), _firm(account.store_name or "")]),
        ("ADDRESS", [[account.address or ""]]),
        ("PERSON", [_person(each) for each in answers.people]),
        ("FIRM", [_party(each) for each in answers.parties]),
        ("CONTACT", [[each] for each in contacts]),
        ("EMAIL", [[each] for each in _found(_MAIL, read)]),
        ("PHONE", [[each] for each in _found(_PHONE, read)]),
        ("ORDER", [[each] for each in (*reading.order_ids, *_ids(answers, reading))]),
        ("COMPLAINT", [[each] for each in reading.values("complaint_id")]),
        ("AMOUNT", [[each] for each in amounts]),
    ]
    seen: set[str] = set()
    pairs = [pair for kind, groups in kinds for pair in _pairs(kind, groups, seen)]
    return Masks(tuple(sorted(pairs, key=lambda pair: (-len(pair[1]), pair[0]))))


def _pairs(kind: str, groups: list[list[str]], seen: set[str]) -> Iterator[tuple[str, str]]:
    number = 0
    for forms in groups:
        new = [each for each in dict.fromkeys(forms) if each.strip() and each not in seen]
        number += bool(new)
        for at, words in enumerate(new):
            seen.add(words)
            yield f"{{{{{kind}-{number}{_letters(at)}}}}}", words


def _letters(at: int) -> str:
    """Nothing for the first form, then B, C and so on to Z, BA, BB."""
    letters = ""
    while at:
        at, rest = divmod(at, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _person(person: Person) -> list[str]:
    """The name in both scripts, and every single word of it in Latin letters."""
    forms = [each for each in (person.latin, person.name) if each]
    return [*forms, *(word for form in forms if _LATIN.search(form) for word in _WORD.findall(form))]


def _party(party: Party) -> list[str]:
    return [form for each in (party.latin, party.name) if each for form in _firm(each)]


def _firm(name: str) -> list[str]:
    """The full name, without what follows in brackets or after a comma, and its beginnings word by word."""
    short = _LEGAL_ENDS.sub("", name)
    words = short.split()
    beginnings = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)] if _LATIN.match(short) else []
    return [name, short, *(each for each in beginnings if len(each) > 3)]


def _found(pattern: "re.Pattern[str]", texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found for text in texts for found in pattern.findall(text)))


_ORDER = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)")


def _ids(answers: Answers, reading: Reading) -> list[str]:
    """Order ids anywhere in the answers or the notice."""
    statements = [each for issue in answers.issues for each in issue.statements]
    texts = [reading.notice.text, *(text for each in statements for text in each.text.values())]
    for value in (value for each in statements for value in each.answers.values()):
        texts += value if isinstance(value, tuple) else [value] if isinstance(value, str) else []
    return _found(_ORDER, texts)


def _bounded(words: str) -> str:
    """The string as a pattern that begins and ends with a word of its script."""
    left = r"(?<![A-Za-z0-9\u00c0-\u024f])" if _LATIN.match(words[0]) else ""
    right = r"(?![A-Za-z0-9\u00c0-\u024f])" if _LATIN.match(words[-1]) else ""
    return f"{left}{re.escape(words)}{right}"
