"""Fields that people read or that match people's words: one value a language.

A base file speaks English; `languages/<tag>/<shelf>/<id>.toml` adds the same field in another language. In memory a
spoken field is a mapping from language tag to value. Prose may fall back to English and says so; terms never do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated


@dataclass(frozen=True, slots=True)
class Mark:
    """Marks a field as spoken, so that a language folder may give it."""

    prose: bool


Text = Annotated[Mapping[str, str], Mark(prose=True)]
"""A sentence or title to show, by language."""

Texts = Annotated[Mapping[str, tuple[str, ...]], Mark(prose=True)]
"""Several sentences to show, by language."""

Terms = Annotated[Mapping[str, tuple[str, ...]], Mark(prose=False)]
"""Words to match, by language; without words in a language nothing matches there."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text together with the language it really is in."""

    text: str
    language: str
    fallback: bool


def related(tag: str) -> tuple[str, ...]:
    """The tags to try for one language, nearest first: `zh-TW` → `zh-TW`, `zh`."""
    head = tag.split("-", maxsplit=1)[0]
    return (tag,) if head == tag else (tag, head)


def say(text: Mapping[str, str], tag: str) -> Said:
    """The text in the language asked for, else in English, marked as fallback."""
    for near in related(tag):
        if near in text:
            return Said(text[near], near, fallback=False)
    return Said(text.get("en", ""), "en", fallback=True)


def terms(words: Mapping[str, tuple[str, ...]], tag: str) -> tuple[str, ...]:
    """The words to match in a language; empty when none is given, never English in their place."""
    return next((words[near] for near in related(tag) if near in words), ())
