"""One way of writing for the words to match, where a language is written with several sets of signs."""

from collections.abc import Mapping

from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import kept
from reinstate.knowledge.model.spoken import related


@kept
def variants(knowledge: Knowledge, language: str) -> Mapping[int, str]:
    """For `str.translate`: signs of another way of writing with those that stand for them.

    It goes sign for sign, so that every place stays where it is; empty for a language written in one way.
    """
    told = (knowledge.languages[tag].variants for tag in related(language) if tag in knowledge.languages)
    pairs = next(filter(None, told), "")
    return {ord(sign): plain for sign, plain in zip(pairs[::2], pairs[1::2], strict=True)}
