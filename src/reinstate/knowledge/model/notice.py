"""What a notice can allege, demand and name: violations, demands, kinds, channels, marketplaces, languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from reinstate.knowledge.model.spoken import Terms, Text


@dataclass(frozen=True, slots=True)
class Marketplace:
    """A store: identifiers, languages, clock and money. The id is the ISO country code."""

    id: str
    country: str
    marketplace_id: str
    domain: str
    seller_central: str
    sp_api_region: str
    sp_api_endpoint: str
    aws_region: str
    store_languages: tuple[str, ...]
    appeal_languages: tuple[str, ...]
    timezone: str
    currency: str
    date_order: Literal["dmy", "mdy", "ymd"]
    paper: Literal["a4", "us-letter"] = "a4"
    signals: Terms = field(default_factory=dict)
    """Words that name the store where its domain doesn't: country names, authorities."""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Violation:
    """A kind of allegation. The id is the contract's slug, or finer, then `slug` names the contract's."""

    id: str
    title: Text
    family: str
    level: Literal["account", "listing", "both"]
    severity: Literal["low", "medium", "high", "critical"]
    response: Literal["plan", "documents", "dispute", "edit", "acknowledge", "questionnaire"]
    recoverable: Literal["usually", "seldom", "unknown"] = "usually"
    slug: str | None = None
    signals: Terms = field(default_factory=dict)
    """Words with which a notice alleges it."""
    hints: Terms = field(default_factory=dict)
    """Weaker words: they count less, and alone only where nothing else is alleged."""
    part_of: str | None = None
    """The violation whose answer answers this one too: negative feedback is a part of the order defect rate."""
    outranks: tuple[str, ...] = ()
    """Violations whose words this one uses too: they are dropped beside it unless much stronger."""
    metric: Literal["under", "over"] | None = None
    """For a measured violation: on which side of the target the seller must stay."""
    target: float | None = None
    """The usual target in per cent, for notices that name none."""
    exhibits: tuple[str, ...] = ()
    """Kinds of exhibit usually demanded."""
    per_item: bool = False
    """Whether proof is needed for each ASIN under review."""
    needs: tuple[str, ...] = ("root_cause", "corrective", "preventive")
    """Section roles that an answer must fill."""
    note: Text = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that Amazon asks for; the id is the contract's `what`."""

    id: str
    title: Text
    signals: Terms = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    """Roles of plan sections that answer it; empty where documents do."""
    outranks: tuple[str, ...] = ()
    """Demands whose words this one uses too: they are dropped where both stand in one clause."""


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """What a notice does to the seller: account_deactivated, listing_removed, reinstated."""

    id: str
    title: Text
    scope: Literal["account", "listing", "other"] | None = None
    """What it is about; None where the notice's own words decide."""
    rank: int = 99
    """Which kind wins where the words of several stand in a notice: the lowest."""
    reach: int = 0
    """How many characters before its words a condition or a negation voids them; none where 0."""
    signals: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Channel:
    """The route for the answer; `how` tells the seller where to click or write."""

    id: str
    title: Text
    how: Text
    signals: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sign:
    """Words that tell how to take the words around them: asked, refused, denied, recited, Amazon's own time."""

    id: str
    title: Text
    words: Terms = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caution:
    """Something not to do now: what sellers in fright do, and what it costs them."""

    id: str
    title: Text
    why: Text
    rank: int
    """The lowest is shown first."""
    kinds: tuple[str, ...] = ()
    """Kinds of notice it belongs to; empty: all."""
    warning: str | None = None
    """The warning of a reading that brings it; a caution without one is silent beside such a warning."""
    guidance: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Language:
    """What code needs to know of a language that is no word list of a rule."""

    id: str
    name: str
    english_name: str
    plan: bool = False
    """Whether plans can be written in it."""
    names: Literal["latin", "original"] = "latin"
    """Whether its readers read names in Han letters, or need the Latin form."""
    ocr: str = ""
    """Names of the Tesseract data that read it, its own first, joined with a plus."""
    abbreviations: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict)
    """Month names and their short forms, lower case, with the month's number."""
    common: tuple[str, ...] = ()
    """Frequent little words that tell the language from its neighbours."""
    date_order: Literal["dmy", "mdy", "ymd"] = "dmy"
    """What `03/04/2025` means."""
    decimal: Literal[",", "."] = ","
    """The mark before the decimals of a number."""
    verb_last: bool = False
    """Whether a negation follows what it negates, as in languages that end the clause with the verb."""
    letters: str = ""
    """Characters (`x-y` for a range) that give the language away."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Number words, lower case."""
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words for a stretch of time by unit: hour, day, week, month, year."""
    links: tuple[str, ...] = ()
    """Little words that stand between the parts of a date (`of`, `de`, `năm`)."""
    ordinals: tuple[str, ...] = ()
    """What follows the day's number (`st`, `.`, `日`)."""
    eras: Mapping[str, int] = field(default_factory=dict)
    """Year names of eras, with the year before their first."""
    percent: tuple[str, ...] = ()
    """What is written for the sign of per cent."""
    quoting: tuple[str, ...] = ()
    """How a mail program introduces the mail that is answered, `…` for day and name (`on … wrote`)."""
    minutes: Mapping[str, int] = field(default_factory=dict)
    """Words beside an hour that add minutes to it or take them from it (`half past`, `quarter to`)."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Days of the month written as words before the month's name (`fifteenth`, `primo`)."""
    joins: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """What a small word and the beginning of the value behind it become (`de` + `le ` = `du `); see plan.meeting."""
    first_day: str = ""
    """How the first of a month is written before its name where it isn't `1` (`1er`)."""
    apostrophe: str = ""
    """What stands for a straight ' between two letters in prose."""
    tight: Mapping[str, str] = field(default_factory=dict)
    """Marks that stand off from their word in prose, and the space that no line may break at."""
    syllables: bool = False
    """Whether a space parts syllables, so that a word is often two of them."""
    large_nouns: bool = False
    variants: str = ""
    """Signs of another way of writing, each before the sign that stands for it in the words to match."""
    """Whether every noun begins with a capital, so that one such word is no sign of a name."""
    day: str = ""
    """How a sentence writes a date, a CLDR pattern; empty where that is the locale's long form."""
