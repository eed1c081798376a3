"""Documents opened, read, marked on copies and bundled as numbered exhibits; the originals are never altered."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reinstate.case import (
    Answers,
    Attachment,
    Context,
    Exhibit,
    Inspection,
    ListedItem,
    Paper,
    Passage,
    Plan,
    Problem,
    Proof,
    Readiness,
    Reading,
    Vault,
)
from reinstate.case.sight import Recogniser
from reinstate.evidence.wording import Wording, wording
from reinstate.knowledge import Knowledge

if TYPE_CHECKING:
    from reinstate.evidence.listings import Listing
    from reinstate.evidence.orders import Report, Sales, Window
    from reinstate.evidence.redaction import Redacted

__all__ = [
    "Wording",
    "admit",
    "bundle",
    "contract",
    "copy_name",
    "count_orders",
    "first_pages",
    "inspect",
    "inspection_contract",
    "judge",
    "mark",
    "marked_copy",
    "number",
    "open_report",
    "parts",
    "prices",
    "prove",
    "read",
    "read_listing",
    "read_part",
    "redacted_copy",
    "units",
    "unlocked",
    "with_roles",
    "wording",
]

ROLES = ("item", "supplier", "clause")
"""What a marked passage is to the reviewer."""


def admit(content: bytes, attachment: Attachment, number: str, recognise: Recogniser | None = None) -> Exhibit:
    """Open one file and read it: its type by its bytes, its text, the passages that matter, the ASINs it shows.

    With an engine, pages that are pictures are read as well; without one they stay mute, and the exhibit says so.

    Raises:
        Trouble: `evidence.empty`, `.unsupported`, `.encrypted`, `.broken`, `.too-large`; each names the `file`.
    """
    from reinstate.evidence.admission import admit as run  # noqa: PLC0415 - PDFium and Pillow load only when used

    return run(content, attachment, number, recognise)


def units(papers: Sequence[Paper], items: Sequence[ListedItem]) -> Mapping[str, Decimal]:
    """How many units of each product under review all invoices together show, by ASIN."""
    from reinstate.evidence.checking.together import units as run  # noqa: PLC0415

    return run(papers, items)


def unlocked(content: bytes, file: str, passwords: Sequence[str]) -> bytes | None:
    """A copy without its password of a PDF that only a password opens; None for every other file.

    Raises:
        Trouble: `evidence.encrypted`, `evidence.password-wrong`; each names the `file`, never a password.
    """
    from reinstate.evidence.locks import unlocked as run  # noqa: PLC0415

    return run(content, file, passwords)


def number(attachments: Sequence[Attachment], lead: str = "A-") -> tuple[str, ...]:
    """The exhibit numbers A-1, A-2 … in the order of the attachments; 1, 2 … where nothing leads."""
    return tuple(f"{lead}{place}" for place in range(1, len(attachments) + 1))


def mark(exhibit: Exhibit, *, allowed: bool = True, words: Wording | None = None) -> bytes:
    """A PDF copy of the exhibit with its passages highlighted; where marks aren't allowed, a plain copy."""
    from reinstate.evidence.marks import mark as run  # noqa: PLC0415

    return run(exhibit, allowed=allowed, words=words)


def copy_name(exhibit: Exhibit, what: str) -> str:
    """The name of a PDF copy for uploading: its number, its own name in plain letters, and what was done to it."""
    from reinstate.evidence.naming import copy_name as run  # noqa: PLC0415

    return run(exhibit, what)


def marked_copy(exhibit: Exhibit, words: Wording) -> bytes:
    """A PDF copy of the exhibit with its passages marked and a last page that says so and explains the marks.

    Raises:
        Trouble: `exhibits.signed`, `exhibits.nothing-to-mark`, `evidence.broken`, `evidence.typesetting`.
    """
    from reinstate.evidence.marks import marked_copy as run  # noqa: PLC0415

    return run(exhibit, words)


def prices(content: bytes, paper: Paper, knowledge: Knowledge, recognise: Recogniser | None) -> tuple[Passage, ...]:
    """Every price that a document prints, each with its place; quantities and other figures are spared."""
    from reinstate.evidence.money import prices as run  # noqa: PLC0415

    return run(content, paper, knowledge, recognise)


def redacted_copy(exhibit: Exhibit, passages: Sequence[Passage], words: Wording) -> "Redacted":
    """A PDF copy from which the words of some passages were taken out, and a last page that says so.

    Raises:
        Trouble: `exhibits.signed`, `exhibits.nothing-to-redact`, `exhibits.not-redacted`, `evidence.broken`,
            `evidence.typesetting`.
    """
    from reinstate.evidence.redaction import redacted_copy as run  # noqa: PLC0415

    return run(exhibit, passages, words)


def with_roles(exhibit: Exhibit, items: Sequence[str], paper: Paper | None, roles: Collection[str] = ROLES) -> Exhibit:
    """The exhibit with its passages told apart: products under review, the supplier's details, the seller's clauses."""
    from reinstate.evidence.roles import with_roles as run  # noqa: PLC0415

    return run(exhibit, items, paper, roles)


def bundle(
    index_pdf: bytes,
    exhibits: Sequence[Exhibit],
    words: Wording,
    titles: Mapping[str, str],
    *,
    unmarked: Collection[str] = (),
    cover: bytes = b"",
) -> bytes:
    """One PDF: the index, then every exhibit's marked copy with a stamp on each page.

    A signed file is shown without marks and attached as it is, so that its signature can be verified.

    Args:
        index_pdf: the rendered index; the exhibit numbers found in its text become links.
        exhibits: in the order of the bundle.
        words: what the bundle says of itself, in the plan's language.
        titles: outline title by exhibit number; an exhibit without one goes by its file's name.
        unmarked: numbers of the exhibits that may not be marked.
        cover: a PDF that follows the index; exhibit numbers in it, and pages such as `A-2.3`, become links.
    """
    from reinstate.evidence.binding import bundle as run  # noqa: PLC0415

    return run(index_pdf, exhibits, words, titles, unmarked=unmarked, cover=cover)


def first_pages(index_pages: int, exhibits: Sequence[Exhibit]) -> tuple[int, ...]:
    """The page of the bundle on which each exhibit begins, counted from 1."""
    starts, page = [], index_pages + 1
    for exhibit in exhibits:
        starts.append(page)
        page += len(exhibit.pages)
    return tuple(starts)


def prove(
    answers: Answers, plan: Plan | None, reading: Reading, exhibits: Sequence[Exhibit], knowledge: Knowledge
) -> Proof:
    """Which exhibit proves which statement and shows which ASIN, and what is asked for but not there."""
    from reinstate.evidence.proof import prove as run  # noqa: PLC0415

    return run(answers, plan, reading, exhibits, knowledge)


def parts(content: bytes, file: str, password: str | None = None) -> Iterator[tuple[str, bytes]]:
    """The documents of a file by their names: itself, or what an archive holds; after a mail, what is attached to it.

    Raises:
        Trouble: `papers.empty`, `.unsupported`, `.locked`, `.broken`, `.bomb`; each names the `file`.
    """
    from reinstate.evidence.seeing.opening import parts as run  # noqa: PLC0415

    return run(content, file, password)


def read_part(
    content: bytes, file: str, knowledge: Knowledge, recognise: Recogniser | None, *, password: str | None = None
) -> Paper:
    """What one document says, which is no archive.

    Raises:
        Trouble: `papers.unsupported`, `.locked`, `.broken`, `.large`, `.heic`, `.scan`; each names the `file`.
    """
    from reinstate.evidence.seeing.opening import Opening, open_part  # noqa: PLC0415
    from reinstate.evidence.understanding.paper import understand  # noqa: PLC0415

    return understand(open_part(content, file, Opening(recognise, password)), knowledge)


def read(
    content: bytes, file: str, knowledge: Knowledge, recognise: Recogniser | None, *, password: str | None = None
) -> Iterator[Paper]:
    """What a file says: one document, or those that an archive or a mail holds.

    Raises:
        Trouble: what `parts` and `read_part` raise.
    """
    for name, body in parts(content, file, password):
        yield read_part(body, name, knowledge, recognise, password=password)


def inspect(papers: Sequence[Paper], context: Context, knowledge: Knowledge) -> list[Inspection]:
    """Documents held against what a notice asks: problems, verdict, products shown; quantities are judged together."""
    from reinstate.evidence.checking.inspect import inspect as run  # noqa: PLC0415

    return run(papers, context, knowledge)


def contract(paper: Paper) -> Mapping[str, Any]:
    """A document as the JSON contract wants it: kind, fields, and each field's place."""
    from reinstate.evidence.understanding.answer import contract as run  # noqa: PLC0415

    return run(paper)


def inspection_contract(inspection: Inspection, speak: Callable[[Problem], str]) -> Mapping[str, Any]:
    """An inspection as the JSON contract wants it; `speak` words a problem for the reader."""
    from reinstate.evidence.understanding.answer import inspection_contract as run  # noqa: PLC0415

    return run(inspection, speak)


def judge(vault: Vault, papers: Mapping[str, Paper], day: date, knowledge: Knowledge, lookback: int = 365) -> Readiness:
    """What the documents of a vault are worth on a day; `papers` is what was read, by digest."""
    from reinstate.evidence.readiness import judge as run  # noqa: PLC0415

    return run(vault, papers, day, knowledge, lookback)


def read_listing(content: bytes, knowledge: Knowledge) -> "Listing":
    """The products that a table or pasted lines name.

    Raises:
        Trouble: `vault.list-too-large`, `vault.list-unreadable`, `vault.no-products`.
    """
    from reinstate.evidence.listings import read_listing as run  # noqa: PLC0415

    return run(content, knowledge)


def open_report(file: str, content: bytes, knowledge: Knowledge) -> "Report | None":
    """A report of orders, or of listings with their SKUs; None where a file is neither.

    Raises:
        Trouble: `exhibits.report-too-large`.
    """
    from reinstate.evidence.orders import open_report as run  # noqa: PLC0415

    return run(file, content, knowledge)


def count_orders(
    reports: "Sequence[Report]", window: "Window", asins: Collection[str], knowledge: Knowledge
) -> "Sales":
    """The units of some products, or of all where none is named, that reports of orders show in a window."""
    from reinstate.evidence.orders import count_orders as run  # noqa: PLC0415

    return run(reports, window, asins, knowledge)
