"""What surrounds a plan: whose it is, to whom it goes, what it answers. The caller fills it from the case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reinstate.document.tree import FigureSvg


@dataclass(frozen=True, slots=True)
class Signature:
    """Who answers for the plan."""

    name: str
    role: str = ""
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """One exhibit in the table at the end of the plan; `page` is its first page in the bundle."""

    number: str
    title: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything of a document that doesn't stand in the plan's text.

    Attributes:
        title: heading of page 1; empty takes the shelf's word for a plan of action or an index.
        language: of the document; a plan brings its own.
        subject: lines under the title, the first of which also runs along the head of later pages.
        rows: facts for page 1; the label is an id `row-<id>` of `phrases/document` (account, store, marketplace,
            violations, notice-date, asins …) or, where the shelf has none, the label itself. Empty values are left out.
        date_text: the date as the letter bears it, in the document's language; `dated` is written into the file.
        draft: marks every page as unfinished, with `draft_words` or the shelf's own.
        points: what a reply asked for, and where the plan answers it.
        summary: in titles, each cause with what was done and what prevents it; page 1 of a long plan shows it.
        deeds: who did what a statement tells, and when, by the statement's id.
        exhibits: the exhibits that references in the text point to.
        figures: drawings of the case, for an annex.
        names: words to show for ids, such as the statements that an exhibit supports.
        other: language of names in another script, which decides the shapes of Han characters in a Latin text.
        paper: `a4` or `us-letter`.
    """

    title: str = ""
    language: str = "en"
    subject: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    recipient: str = ""
    store: str = ""
    signature: Signature | None = None
    date_text: str = ""
    dated: date | None = None
    draft: bool = False
    draft_words: str = ""
    points: tuple[tuple[str, str], ...] = ()
    summary: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    deeds: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    exhibits: tuple[Listed, ...] = ()
    figures: tuple[FigureSvg, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    other: str | None = None
    paper: str = "a4"
