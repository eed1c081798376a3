"""Knowledge as one frozen value that is passed to the rooms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a shelf that isn't looked at needs no types: declaring them takes longer than most commands work
    from collections.abc import Mapping

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


@dataclass(frozen=True)
class Knowledge:
    """All words, rules and tables, by shelf and id. `version` is the digest of the files it was read from."""

    version: str
    languages: Mapping[str, Language]
    sources: Mapping[str, Source]
    marketplaces: Mapping[str, Marketplace]
    violations: Mapping[str, Violation]
    demands: Mapping[str, Demand]
    kinds: Mapping[str, NoticeKind]
    channels: Mapping[str, Channel]
    signs: Mapping[str, Sign]
    cautions: Mapping[str, Caution]
    questions: Mapping[str, Question]
    causes: Mapping[str, Cause]
    measures: Mapping[str, Measure]
    exhibits: Mapping[str, ExhibitKind]
    papers: Mapping[str, PaperKind]
    labels: Mapping[str, Labels]
    currencies: Mapping[str, Currency]
    reports: Mapping[str, Labels]
    structures: Mapping[str, Structure]
    phrases: Mapping[str, Phrases]
    lexicons: Mapping[str, Lexicon]
    weights: Mapping[str, Weights]
    policies: Mapping[str, Policy]
    headings: Mapping[str, Heading]
    rules: Mapping[str, Rule]
    messages: Mapping[str, Messages]
    profiles: Mapping[str, Profile]
