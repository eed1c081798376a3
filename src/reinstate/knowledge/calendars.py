"""How dates are written in the languages that the shelves know."""

from reinstate.knowledge.book import Knowledge
from reinstate.knowledge.kept import kept
from reinstate.language.dates import Calendar, calendar


def every_calendar(knowledge: Knowledge) -> Calendar:
    """The month names, links, marks and eras of every language in one calendar."""
    return _together(knowledge, "")


@kept
def _together(knowledge: Knowledge, _language: str) -> Calendar:
    tongues = knowledge.languages.values()
    return calendar(
        {name: month for each in tongues for name, month in each.months.items()},
        tuple(sorted({word for each in tongues for word in each.links})),
        tuple(sorted({mark for each in tongues for mark in each.ordinals})),
        {era: before for each in tongues for era, before in each.eras.items()},
    )
