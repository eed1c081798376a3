"""One document tree, written as PDF, DOCX, HTML, Markdown and plain text; and the page of the checklist."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reinstate.document.calendar import Event
from reinstate.document.form import Form, FormRow
from reinstate.document.frame import Frame, Listed, Signature
from reinstate.document.letter import MarkedLetter, Pen, Remark
from reinstate.document.tree import Document

END = "end"
"""Name of what follows a plan's last sentence in an edited Word file."""

if TYPE_CHECKING:
    from reinstate.case import Checklist, Exhibited, Finding, Meaning, Plan, Reading
    from reinstate.document.causes_page import CauseReport
    from reinstate.document.docx_plan import Passage
    from reinstate.document.notice_told import Told
    from reinstate.document.xliff import Code
    from reinstate.document.xliff import Passage as XliffPassage
    from reinstate.knowledge import Knowledge

__all__ = [
    "END",
    "FORMATS",
    "Document",
    "Event",
    "Form",
    "FormRow",
    "Frame",
    "Listed",
    "MarkedLetter",
    "Pen",
    "Remark",
    "Signature",
    "calendar_file",
    "checklist_data",
    "checklist_page",
    "compose_beside",
    "compose_index",
    "compose_plan",
    "findings_sarif",
    "laid_out",
    "marked_docx",
    "marked_page",
    "notice_html",
    "read_form",
    "read_plan",
    "read_xliff",
    "render",
    "report_page",
    "tell",
    "write_form",
    "write_xliff",
]

FORMATS: tuple[str, ...] = ("pdf", "docx", "html", "md", "txt")
"""Every format a document can be written in; each is also the file's ending."""


def compose_plan(plan: "Plan", frame: Frame, knowledge: "Knowledge") -> Document:
    """The plan as a document: the facts that matter on top, the plan, who signs, the table of exhibits."""
    from reinstate.document import compose  # noqa: PLC0415 - keeps start-up light

    return compose.plan(plan, frame, knowledge)


def compose_beside(sent: "Plan", read: "Plan", frame: Frame, knowledge: "Knowledge") -> Document:
    """The plan as it will be sent, beside the same sentences in the reader's language."""
    from reinstate.document import beside  # noqa: PLC0415

    return beside.compose(sent, read, frame, knowledge)


def write_xliff(passages: "Sequence[XliffPassage]", source: str, target: str, original: str) -> bytes:
    """Passages as an XLIFF 2.0 file for a translator, from one language to another."""
    from reinstate.document import xliff  # noqa: PLC0415

    return xliff.write(passages, source, target, original)


def read_xliff(content: bytes, codes: "Mapping[str, Sequence[Code]]", file: str) -> dict[str, str]:
    """The translations of such a file by passage id.

    Raises:
        Trouble: `plan.xliff-unreadable`.
    """
    from reinstate.document import xliff  # noqa: PLC0415

    return xliff.read(content, codes, file)


def laid_out(letter: Document, layout: str, frame: Frame, knowledge: "Knowledge") -> Document:
    """A plan in another layout: `letter`, `table` or `form`."""
    from reinstate.document import layouts  # noqa: PLC0415

    return layouts.laid_out(letter, layout, frame, knowledge)


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


def marked_page(letter: MarkedLetter, knowledge: "Knowledge", language: str) -> bytes:
    """A letter with its findings underlined and noted beside it, as one self-contained HTML file."""
    from reinstate.document import margin as page  # noqa: PLC0415

    return page.write(letter, knowledge, language)


def marked_docx(letter: MarkedLetter, original: bytes, pen: Pen) -> bytes:
    """A Word file with a comment at each finding: the very document where `original` is one, else the letter's text."""
    from reinstate.document import comments  # noqa: PLC0415

    return comments.write(letter, original, pen)


def findings_sarif(
    letters: Sequence[MarkedLetter], version: str, language: str, unread: Sequence[tuple[str, str]] = ()
) -> bytes:
    """The findings of several letters as one SARIF 2.1.0 file; `unread` are files with the reason they weren't read."""
    from reinstate.document import sarif  # noqa: PLC0415

    return sarif.write(letters, version, language, unread)


def tell(reading: "Reading", meaning: "Meaning", knowledge: "Knowledge", language: str) -> "Told":
    """A notice in the reader's words, block by block, for whatever shows it."""
    from reinstate.document import notice_told  # noqa: PLC0415 - babel costs 40 ms

    return notice_told.told(reading, meaning, knowledge, language)


def notice_html(reading: "Reading", meaning: "Meaning", knowledge: "Knowledge", language: str) -> bytes:
    """The same as one self-contained HTML file, with the notice's text and every fact marked in it."""
    from reinstate.document import notice_page  # noqa: PLC0415

    return notice_page.write(reading, meaning, knowledge, language)


def read_plan(content: bytes, names: "Iterable[str]", file: str) -> "tuple[Passage, ...]":
    """The paragraphs of a plan's Word file that a person edited, each with the name among `names` that it bears.

    Raises:
        Trouble: `plan.docx-unreadable`.
    """
    from reinstate.document import docx_plan  # noqa: PLC0415 - docx loads when first needed

    return docx_plan.read(content, names, file)


def report_page(report: "CauseReport", knowledge: "Knowledge", language: str) -> Document:
    """The root-cause report: chains, causes on their branches, what was ruled out; in the reader's language."""
    from reinstate.document import causes_page  # noqa: PLC0415

    return causes_page.page(report, knowledge, language)


def write_form(form: Form, format: str) -> bytes:
    """Questions as a form in `docx`, whose answers can be read back, or as an `html` page."""
    from reinstate.document import form_docx  # noqa: PLC0415 - docx loads when first needed

    return form_docx.write(form, format)


def read_form(content: bytes, format: str, file: str) -> dict[str, str]:
    """The filled answers of a form by question id; `docx`, or `txt` with lines of the shape `id=answer`.

    Raises:
        Trouble: `ask.form-unreadable`.
    """
    from reinstate.document import form_docx  # noqa: PLC0415

    return form_docx.read(content, format, file)


def calendar_file(events: Iterable[Event], stamp: datetime) -> bytes:
    """Days that matter as an iCalendar file; `stamp` is the moment of writing."""
    from reinstate.document.calendar import calendar_file as run  # noqa: PLC0415

    return run(events, stamp)
