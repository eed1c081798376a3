"""A plan's Word file, edited by a person, read back: which sentence stands where, and what it says now.

Every heading and sentence that `docx` writes bears a bookmark made from its name, which word processors keep while a
person works on the words. Changes that were tracked count as accepted.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import docx
from docx.oxml.ns import qn

from reinstate.case import Trouble
from reinstate.document import END

_REFERENCES = re.compile(r"\[[^\[\]]*?[A-Z]{1,3}-\d+(?:,\s*[A-Z]{1,3}-\d+)*\]")
_NUMBER = re.compile(r"[A-Z]{1,3}-\d+")
_SIGNS = {qn("w:tab"): " ", qn("w:br"): " ", qn("w:noBreakHyphen"): "-"}
_BULLET = re.compile(r"^\s*[-–•·]\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the edited file: its name, if it bears one, its words, and whether it is a heading."""

    name: str
    words: str
    heading: bool


def bookmark(name: str) -> str:
    """The bookmark of a name: letters and digits only, of a length that every word processor keeps."""
    return "r_" + sha256(name.encode()).hexdigest()[:20]


def read(content: bytes, names: Iterable[str], file: str) -> tuple[Passage, ...]:
    """The paragraphs of an edited file in their order, with the names among `names` that they bear.

    Raises:
        Trouble: `plan.docx-unreadable`.
    """
    known = {bookmark(each): each for each in (*names, END)}
    try:
        body = docx.Document(io.BytesIO(content)).element.body
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise Trouble("plan.docx-unreadable", file=file) from error
    return tuple(_passages(body, known))


def _passages(body: Any, known: Mapping[str, str]) -> Iterator[Passage]:
    for paragraph in _paragraphs(body):
        words = _marks(" ".join(_text(paragraph).split()))
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        heading = style is not None and style.get(qn("w:val"), "").lower().startswith(("heading", "title", "subtitle"))
        yield Passage(_name(paragraph, known), _BULLET.sub("", words), heading)


def _paragraphs(body: Any) -> Iterator[Any]:
    """Paragraphs outside tables; those in content controls count."""
    for node in body:
        if node.tag == qn("w:p"):
            yield node
        elif node.tag == qn("w:sdt"):
            yield from _paragraphs(node.find(qn("w:sdtContent")) if node.find(qn("w:sdtContent")) is not None else ())


def _text(paragraph: Any) -> str:
    """The words as they stand once tracked changes are accepted: deleted words are no `w:t`."""
    moved = set(paragraph.iter(qn("w:moveFrom")))
    nodes = paragraph.iter(qn("w:t"), *_SIGNS)
    return "".join(
        _SIGNS.get(node.tag) or node.text or "" for node in nodes if not moved.intersection(node.iterancestors())
    )


def _name(paragraph: Any, known: Mapping[str, str]) -> str:
    """The name whose bookmark holds the most words: a deleted paragraph leaves an empty bookmark in the next."""
    held: dict[str, int] = {}
    open_marks: dict[str, str] = {}
    for node in paragraph.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"), qn("w:t")):
        if node.tag == qn("w:bookmarkStart") and node.get(qn("w:name")) in known:
            name = known[node.get(qn("w:name"))]
            open_marks[node.get(qn("w:id"))] = name
            held[name] = 0
        elif node.tag == qn("w:bookmarkEnd"):
            open_marks.pop(node.get(qn("w:id")), None)
        elif node.tag == qn("w:t"):
            for name in open_marks.values():
                held[name] += len(node.text or "")
    return max(held, key=held.__getitem__, default="")


def _marks(words: str) -> str:
    """References as the plan's text has them: `[Exhibits A-1, A-2]` → `[A-1] [A-2]`."""
    return _REFERENCES.sub(lambda found: " ".join(f"[{each}]" for each in _NUMBER.findall(found[0])), words)
