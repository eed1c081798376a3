"""One document tree, written as PDF, DOCX, HTML, Markdown and plain text; and the page of the checklist."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reinstate.document.frame import Frame, Listed, Signature
from reinstate.document.tree import Document

if TYPE_CHECKING:
    from reinstate.case import Checklist, Exhibited, Finding, Plan
    from reinstate.knowledge import Knowledge

__all__ = [
    "FORMATS",
    "Document",
    "Frame",
    "Listed",
    "Signature",
    "checklist_data",
    "checklist_page",
    "compose_index",
    "compose_plan",
    "render",
]

FORMATS: tuple[str, ...] = ("pdf", "docx", "html", "md", "txt")
"""Every format a document can be written in; each is also the file's ending."""


def compose_plan(plan: "Plan", frame: Frame, knowledge: "Knowledge") -> Document:
    """The plan as a document: the facts that matter on top, the plan, who signs, the table of exhibits."""
    from reinstate.document import compose  # noqa: PLC0415 - keeps start-up light

    return compose.plan(plan, frame, knowledge)


def compose_index(rows: "Sequence[Exhibited]", frame: Frame, knowledge: "Knowledge") -> Document:
    """The index page of the bundle of exhibits."""
    from reinstate.document import compose  # noqa: PLC0415

    return compose.index(rows, frame, knowledge)


def render(document: Document, format: str) -> bytes:
    """The document in one format; equal documents give equal bytes.

    Raises:
        Trouble: `document.format` for a format that nobody writes, and what a writer itself raises.
    """
    from reinstate.document.writers import write  # noqa: PLC0415 - typst and docx load when first needed

    return write(document, format)


def checklist_page(
    checklist: "Checklist",
    knowledge: "Knowledge",
    language: str,
    speak: "Callable[[Finding], tuple[str, str]]",
    names: Mapping[str, str],
) -> bytes:
    """The checklist as one self-contained HTML file in the reader's language.

    `speak` gives a finding's message and advice in that language; `names` holds the words to show for ids of the case,
    such as statements and attachments.
    """
    from reinstate.document import checklist as page  # noqa: PLC0415 - jinja and babel cost 60 ms

    return page.write(checklist, knowledge, language, (speak, names))


def checklist_data(checklist: "Checklist", speak: "Callable[[Finding], tuple[str, str]]") -> dict[str, Any]:
    """The checklist as plain data for `checklist.json`; the keys are part of the contract."""
    from reinstate.document import checklist_json  # noqa: PLC0415

    return checklist_json.data(checklist, speak)
