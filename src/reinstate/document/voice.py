"""The words of a page in the reader's language; what falls back to English says so to the browser."""

from collections.abc import Mapping

from markupsafe import Markup, escape

from reinstate.knowledge import Knowledge, say


class Voice:
    """Speaks message shelves and titles in one language, as markup with every value escaped."""

    def __init__(self, knowledge: Knowledge, language: str, names: Mapping[str, str]) -> None:
        self._knowledge = knowledge
        self._language = language
        self._names = names

    def says(self, key: str, shelf: str = "checklist", **values: str | float) -> Markup:
        """The message of that key; an argument that is an id of the case is shown by its name.

        Raises:
            KeyError: the shelf has no such message.
        """
        named = {name: self.name(str(value)) for name, value in values.items()}
        return self.text(self._knowledge.messages[shelf].says[key], **named)

    def knows(self, key: str, shelf: str = "checklist") -> bool:
        """Whether the shelf has that message."""
        return shelf in self._knowledge.messages and key in self._knowledge.messages[shelf].says

    def title(self, shelf: str, name: str, part: str = "title") -> Markup:
        """The title (or another spoken part) of an entry of the knowledge; its id where there is no such entry."""
        entry = getattr(self._knowledge, shelf).get(name)
        return escape(name) if entry is None else self.text(getattr(entry, part))

    def name(self, name: str) -> str:
        """The words that stand for an id of the case."""
        return self._names.get(name, name)

    def text(self, text: Mapping[str, str], **values: str) -> Markup:
        """A spoken text with its arguments."""
        said = say(text, self._language)
        words = escape(said.text.format(**values))
        return Markup('<span lang="{}">{}</span>').format(said.language, words) if said.fallback else words
