"""The answers of a plan, part by part, for the boxes of a form: plain text, and a page that counts as you type.

Limits are settings of the profile; what has none is only counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reinstate.document.html import fill
from reinstate.document.text import spoken
from reinstate.document.tree import Block, Bullets, Document, Heading, Paragraph
from reinstate.document.voice import Voice
from reinstate.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class FormBox:
    """One box: its question, the text to paste, and the characters it takes, if a setting says so."""

    title: str
    text: str
    limit: int | None = None


def boxes(letter: Document) -> tuple[FormBox, ...]:
    """Every part of the plan as the text of one box; line breaks count as one character."""
    made: list[tuple[str, list[str]]] = []
    for block in letter.blocks:
        if isinstance(block, Heading) and block.level == 1:
            made.append((spoken(block.inlines) if block.name else "", []))
        elif made and made[-1][0]:
            made[-1][1].extend(_lines(block))
    return tuple(FormBox(title, "\n".join(lines)) for title, lines in made if title)


def _lines(block: Block) -> list[str]:
    match block:
        case Bullets():
            return [f"- {spoken(item)}" for item in block.items]
        case Paragraph() | Heading():
            return [spoken(block.inlines)]
    return []


def write(found: Sequence[FormBox], language: str, knowledge: Knowledge, reader: str, format: str) -> bytes:
    """The boxes as a page (`html`) that counts while one types, or as text (`txt`) with the counts."""
    voice = Voice(knowledge, reader, {})
    if format == "html":
        return fill("boxes", boxes=found, language=language, reader=reader, voice=voice)
    lines = []
    for box in found:
        told = voice.says("boxes-count", "plan", count=len(box.text), limit=box.limit or "–")
        lines += [f"== {box.title} ({told})", box.text, ""]
    return "\n".join(lines).encode()
