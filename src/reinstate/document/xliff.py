"""XLIFF 2.0 (OASIS standard): passages for a translator's program, with what must not change as protected codes."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reinstate.case import Trouble

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_Q = f"{{{NAMESPACE}}}"
_MOST = 20_000_000
"""Bytes of a file that is still read."""


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch that must not change: its words in the source, and how it reads in the translation."""

    words: str
    shown: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage to translate: its id in the case, and its text in pieces, some of them protected."""

    id: str
    pieces: tuple[str | Code, ...]


def write(passages: Sequence[Passage], source: str, target: str, original: str) -> bytes:
    """The file for a translator, from one language to another; `original` names what the passages are from."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(f"{_Q}xliff", {"version": "2.0", "srcLang": source, "trgLang": target})
    file = ET.SubElement(root, f"{_Q}file", {"id": "f1", "original": original})
    for number, passage in enumerate(passages, 1):
        unit = ET.SubElement(file, f"{_Q}unit", {"id": f"u{number}", "name": passage.id})
        segment = ET.SubElement(unit, f"{_Q}segment", {"id": "s1", "state": "initial"})
        _fill(ET.SubElement(segment, f"{_Q}source"), passage.pieces)
    ET.indent(file, level=1)
    for each in root.iter(f"{_Q}source"):
        each.tail = "\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'.encode()


def _fill(element: ET.Element, pieces: Sequence[str | Code]) -> None:
    last: ET.Element | None = None
    number = 0
    for piece in pieces:
        if isinstance(piece, Code):
            number += 1
            how = {"id": str(number), "equiv": piece.words, "disp": piece.shown, "canDelete": "no", "canCopy": "no"}
            last = ET.SubElement(element, f"{_Q}ph", how)
        elif last is None:
            element.text = (element.text or "") + piece
        else:
            last.tail = (last.tail or "") + piece


def read(content: bytes, codes: Mapping[str, Sequence[Code]], file: str) -> dict[str, str]:
    """The translations of such a file by passage id, codes as they read in the translation; empty ones left out.

    Raises:
        Trouble: `plan.xliff-unreadable`.
    """
    if len(content) > _MOST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise Trouble("plan.xliff-unreadable", file=file)
    try:
        root = ET.fromstring(content)  # noqa: S314 - without a document type nothing can be expanded
    except ET.ParseError as error:
        raise Trouble("plan.xliff-unreadable", file=file) from error
    if root.tag != f"{_Q}xliff":
        raise Trouble("plan.xliff-unreadable", file=file)
    units = ((unit.get("name") or "", unit) for unit in root.iter(f"{_Q}unit"))
    found = {name: " ".join("".join(_words(unit, codes.get(name, ()))).split()) for name, unit in units}
    return {name: words for name, words in found.items() if words}


def _words(unit: ET.Element, codes: Sequence[Code]) -> Iterator[str]:
    """The target's text, a protected code in the words that it has in the translation."""
    for target in unit.iter(f"{_Q}target"):
        yield from _inside(target, codes)
        yield " "


def _inside(element: ET.Element, codes: Sequence[Code]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        number = child.get("id", "")
        if child.tag == f"{_Q}ph" and number.isdigit() and 0 < int(number) <= len(codes):
            yield codes[int(number) - 1].shown
        else:
            yield from _inside(child, codes)
        yield child.tail or ""
