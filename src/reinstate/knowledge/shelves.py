"""The shelves: a folder of the data, and the type of what lies in it."""

from reinstate.knowledge.model.evidence import Currency, Labels, PaperKind
from reinstate.knowledge.model.notice import (
    Caution,
    Channel,
    Demand,
    Language,
    Marketplace,
    NoticeKind,
    Sign,
    Violation,
)
from reinstate.knowledge.model.plan import Cause, ExhibitKind, Measure, Phrases, Question, Structure
from reinstate.knowledge.model.review import Heading, Lexicon, Messages, Profile, Rule, Weights
from reinstate.knowledge.model.source import Policy, Source

SHELVES: dict[str, type] = {
    "sources": Source,
    "marketplaces": Marketplace,
    "violations": Violation,
    "demands": Demand,
    "kinds": NoticeKind,
    "channels": Channel,
    "signs": Sign,
    "cautions": Caution,
    "questions": Question,
    "causes": Cause,
    "measures": Measure,
    "exhibits": ExhibitKind,
    "papers": PaperKind,
    "labels": Labels,
    "currencies": Currency,
    "reports": Labels,
    "structures": Structure,
    "phrases": Phrases,
    "lexicons": Lexicon,
    "weights": Weights,
    "policies": Policy,
    "headings": Heading,
    "rules": Rule,
    "messages": Messages,
    "profiles": Profile,
}

LANGUAGE: type = Language
"""Type of `languages/<tag>/language.toml`, the one file of a language that mirrors no shelf."""
