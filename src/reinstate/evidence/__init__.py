"""Documents opened, read, marked on copies and bundled as numbered exhibits; the originals are never altered."""

from collections.abc import Collection, Mapping, Sequence

from reinstate.case import Answers, Attachment, Exhibit, Plan, Proof, Reading
from reinstate.evidence.wording import Wording, wording
from reinstate.knowledge import Knowledge

__all__ = ["Wording", "admit", "bundle", "first_pages", "mark", "number", "prove", "wording"]


def admit(content: bytes, attachment: Attachment, number: str) -> Exhibit:
    """Open one file and read it: its type by its bytes, its text, the passages that matter, the ASINs it shows.

    Raises:
        Trouble: `evidence.empty`, `.unsupported`, `.encrypted`, `.broken`, `.too-large`; each names the `file`.
    """
    from reinstate.evidence.admission import admit as run  # noqa: PLC0415 - PDFium and Pillow load only when used

    return run(content, attachment, number)


def number(attachments: Sequence[Attachment]) -> tuple[str, ...]:
    """The exhibit numbers A-1, A-2 … in the order of the attachments."""
    return tuple(f"A-{place}" for place in range(1, len(attachments) + 1))


def mark(exhibit: Exhibit, *, allowed: bool = True, words: Wording | None = None) -> bytes:
    """A PDF copy of the exhibit with its passages highlighted; where marks aren't allowed, a plain copy."""
    from reinstate.evidence.marks import mark as run  # noqa: PLC0415

    return run(exhibit, allowed=allowed, words=words)


def bundle(
    index_pdf: bytes,
    exhibits: Sequence[Exhibit],
    words: Wording,
    titles: Mapping[str, str],
    *,
    unmarked: Collection[str] = (),
) -> bytes:
    """One PDF: the index, then every exhibit's marked copy with a stamp on each page.

    Args:
        index_pdf: the rendered index; the exhibit numbers found in its text become links.
        exhibits: in the order of the bundle.
        words: what the bundle says of itself, in the plan's language.
        titles: outline title by exhibit number; an exhibit without one goes by its file's name.
        unmarked: kinds of exhibit that may not be marked (`markable = false` on the shelf).
    """
    from reinstate.evidence.binding import bundle as run  # noqa: PLC0415

    return run(index_pdf, exhibits, words, titles, unmarked=unmarked)


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
