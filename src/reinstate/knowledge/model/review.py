"""Rules and word lists that the reviewer works with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from reinstate.knowledge.model.spoken import Mark, Terms, Text, related

Examples = Annotated[Mapping[str, tuple[str, ...]], Mark(prose=False)]
"""Sample texts by language; `[...]` marks the place that must be found, a bracket of the text itself is doubled."""

SIGNALS = frozenset({"@date", "@item", "@code", "@number", "@name", "@fullname", "@quote", "@question", "@never"})
"""What a way may name beside lexicons: things known by their form. `@never` never stands anywhere."""

Check = Literal["words", "cause", "question", "repeated", "long", "aside", "placeholder", "absent"]
"""The closed set of ways to look: `words` reads the ways of the rule, the others have a Python file of their own."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A list of words by language that several rules share."""

    id: str
    title: Text
    words: Terms


Weighed = Annotated[Mapping[str, Mapping[str, float]], Mark(prose=False)]
"""What words count for, by language."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much signs and words speak for one side of a question: the sum decides. Made by a script, not by hand."""

    id: str
    title: Text
    start: float
    """What the sum starts from."""
    signs: Mapping[str, float]
    """What the words of a lexicon count for, the same in every language."""
    words: Weighed = field(default_factory=dict)
    """What single words count for beside that; `word*` is how a word begins."""


@dataclass(frozen=True, slots=True)
class Messages:
    """What the program says to people on one occasion, by key; `{name}` holds an argument."""

    id: str
    says: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Way:
    """One way in which a sentence breaks a rule: lists of alternatives, each a lexicon or `@signal`, or several by `+`.

    A sentence is at fault if one alternative of `any` stands in it and nothing of `unless` does.
    """

    any: tuple[str, ...]
    unless: tuple[str, ...] = ()
    """Clears it in the same sentence."""
    unless_after: tuple[str, ...] = ()
    """Clears it in the same clause or further on in the sentence; what stands before doesn't."""
    unless_near: tuple[str, ...] = ()
    """Clears it in the same sentence, its line, the heading or lead of its list, or the sentence after it."""
    unless_line: tuple[str, ...] = ()
    """Clears it in the same paragraph, there or further on: an outside fact that leads to a gap of our own."""
    unless_plan: tuple[str, ...] = ()
    """Clears it anywhere in the plan."""
    gapless: bool = False
    """Whether it speaks only in a plan whose causes tell no gap of our own at all."""
    unless_gap: bool = False
    """Whether a gap of our own that is told anywhere in its section clears it, in whatever words: whys are weighed."""
    not_within: tuple[str, ...] = ()
    """Words that share letters with one of these lexicons don't count: in `had been returned` nothing is done now."""
    roles: tuple[str, ...] = ()
    """Roles of the sections looked at; empty: all."""
    not_roles: tuple[str, ...] = ()
    once: bool = False
    """Whether only the first sentence of the plan is reported."""
    confidence: float = 0.8
    rank: int | None = None
    """Where this way speaks earlier or later than the rule."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the reviewer. `label` is the contract's label, or None for a remark of style.

    A rule speaks a language only if it has two examples to find and two to spare there. One that is off says nothing,
    yet its words still tell what a sentence is: a promise fills no part of the plan, whether it is a finding or not.
    """

    id: str
    title: Text
    severity: Literal["error", "warning", "note", "off"]
    check: Check
    why: Text
    instead: Text
    label: str | None = None
    ways: Mapping[str, Way] = field(default_factory=dict)
    finds: Examples = field(default_factory=dict)
    spares: Examples = field(default_factory=dict)
    role: str | None = None
    """Role of the section that the examples are taken from."""
    part: str | None = None
    """For `absent`: the part of the plan that must be there."""
    rank: int = 50
    """A clause bears at most three findings: the lower rank speaks first."""
    yields: tuple[str, ...] = ()
    """Labels beside which, on the same sentence, this rule is silent."""
    guidance: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def speaks(self, tag: str) -> bool:
        """Whether its examples prove it in a language."""
        return all(
            len(next((texts[near] for near in related(tag) if near in texts), ())) >= 2
            for texts in (self.finds, self.spares)
        )


@dataclass(frozen=True, slots=True)
class Heading:
    """How a plan shows what a passage is for. The id is the section role."""

    id: str
    title: Text
    heads: Terms = field(default_factory=dict)
    """Words of headings and of the first words of a paragraph."""
    cues: Terms = field(default_factory=dict)
    """Words that tell the role of a sentence under no heading."""
    lexicons: tuple[str, ...] = ()
    """Lexicons whose words tell it too."""
    not_within: tuple[str, ...] = ()
    """Lexicons whose words keep what they share letters with from telling it."""


Figure = Annotated[Mapping[str, int], Mark(prose=True)]
"""A number by language."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box of a form, the roles of the passages that go in it, and the characters that it takes."""

    title: Text
    roles: tuple[str, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class Profile:
    """How long a plan may be in one form. Limits are configuration unless `official`."""

    id: str
    title: Text
    note: Text
    official: bool
    sentence: Figure
    """Words of a sentence on average (signs in scripts without spaces) up to which a plan is easy to read."""
    fits: tuple[str, ...] = ()
    """Structures that are measured by it unless another is chosen."""
    words: int | None = None
    pages: int | None = None
    boxes: Mapping[str, Box] = field(default_factory=dict)
