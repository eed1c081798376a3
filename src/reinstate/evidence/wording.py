"""The words that stand on a bundle, in the language of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reinstate.knowledge import Knowledge, say


@dataclass(frozen=True, slots=True)
class Wording:
    """What a bundle says of itself. `stamp` holds {number}, {page} and {pages}; `rendered` holds {file}."""

    language: str
    title: str
    index: str
    stamp: str
    rendered: str
    says: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What stands on legends and cover pages: the shelf `messages/exhibits`."""

    def __call__(self, number: str, page: int, pages: int) -> str:
        """The stamp of one page."""
        return self.stamp.format(number=number, page=page, pages=pages)


def wording(knowledge: Knowledge, language: str) -> Wording:
    """The words of the shelves `messages/evidence` and `messages/exhibits` in one language."""
    says = knowledge.messages["evidence"].says
    keys = ("bundle-title", "bundle-index", "bundle-stamp", "bundle-rendered")
    more = {key: say(text, language).text for key, text in knowledge.messages["exhibits"].says.items()}
    title, index, stamp, rendered = (say(says[key], language).text for key in keys)
    return Wording(language, title, index, stamp, rendered, more)
