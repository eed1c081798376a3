"""The words that stand on a bundle, in the language of the plan."""

from dataclasses import dataclass

from reinstate.knowledge import Knowledge, say


@dataclass(frozen=True, slots=True)
class Wording:
    """What a bundle says of itself. `stamp` holds {number}, {page} and {pages}; `rendered` holds {file}."""

    language: str
    title: str
    index: str
    stamp: str
    rendered: str

    def __call__(self, number: str, page: int, pages: int) -> str:
        """The stamp of one page."""
        return self.stamp.format(number=number, page=page, pages=pages)


def wording(knowledge: Knowledge, language: str) -> Wording:
    """The words of the shelf `messages/evidence` in one language."""
    says = knowledge.messages["evidence"].says
    keys = ("bundle-title", "bundle-index", "bundle-stamp", "bundle-rendered")
    return Wording(language, *(say(says[key], language).text for key in keys))
