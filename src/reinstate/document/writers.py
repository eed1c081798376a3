"""The table of formats: one writer each."""

from collections.abc import Callable
from importlib import import_module

from reinstate.case import Trouble
from reinstate.document.tree import Document

MODULES = {"pdf": "pdf", "docx": "docx", "html": "html", "md": "markdown", "txt": "text"}
"""Module of this room that writes each format; a new format is one module and one row."""


def write(document: Document, wanted: str) -> bytes:
    """The document in the wanted format.

    Raises:
        Trouble: `document.format`, where no writer is known for it.
    """
    if wanted not in MODULES:
        raise Trouble("document.format", format=wanted, known=", ".join(MODULES))
    return _writer(wanted)(document)


def _writer(wanted: str) -> Callable[[Document], bytes]:
    found: Callable[[Document], bytes] = import_module(f"reinstate.document.{MODULES[wanted]}").write
    return found
