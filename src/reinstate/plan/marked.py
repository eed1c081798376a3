"""The plan as plain text that a person edits in any editor: every sentence bears the name of the fact it says.

    # a remark, left out
    == d2@inauthentic  D2 Root cause
    [issues.0.causes.0] A sentence on one line, which says that statement.
    [-issues.0.causes.1] Crossed out: it stays out until the minus is taken away.
    A sentence without a name is the person's own.

A line that begins with white space goes on with the sentence before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reinstate.case import Mistake, Mistakes, Plan
from reinstate.plan.edits import Edits
from reinstate.plan.parts import Part, parts_of

Written = dict[str, list[tuple[str, str | None]]]
"""Lines by part, in order: statement (or empty) and words (None where crossed out)."""

_PART = re.compile(r"==\s*(\S+)")
_NAMED = re.compile(r"\[(-?)([^\[\]\s]+)\][ \t]*(.*)", re.DOTALL)
_NUMBER = re.compile(r"[A-Z]{1,3}-\d+")
_GAP = "?"


def write_marked(plan: Plan, edits: Edits | None, remarks: Sequence[str]) -> str:
    """The marked text of a plan; `remarks` stand on top, `edits` tell what was crossed out."""
    crossed = {
        key: [each.key for each in lines if each.dropped] for key, lines in (edits.parts if edits else {}).items()
    }
    lines = [f"# {each}".rstrip() for each in remarks]
    for part in parts_of(plan):
        lines += [
            "",
            f"== {part.key}  {part.heading}",
            *_told(part),
            *(f"[-{key}]" for key in crossed.get(part.key, ())),
        ]
    return "\n".join(lines).lstrip("\n") + "\n"


def _told(part: Part) -> Iterator[str]:
    for line in part.lines:
        name = line.key or (_GAP if line.missing else "")
        yield f"[{name}] {line.words}" if name else line.words


@dataclass
class _Reader:
    """The marked text as far as it was read, and what is wrong with it."""

    parts: dict[str, Part]
    file: str
    written: Written
    mistakes: list[Mistake]
    part: str | None = None

    def read(self, number: int, line: str) -> None:
        if found := _PART.match(line):
            self.open(number, found[1])
        elif self.part is None:
            self.fault(number, "outside", words=line[:60])
        else:
            self.sentence(number, line)

    def open(self, number: int, key: str) -> None:
        if key not in self.parts:
            self.fault(number, "unknown-part", part=key, known=", ".join(self.parts))
        elif key in self.written:
            self.fault(number, "part-twice", part=key)
        self.part = key
        self.written.setdefault(key, [])

    def sentence(self, number: int, line: str) -> None:
        named = _NAMED.match(line)
        if named is None or _NUMBER.fullmatch(named[2]):
            self.add("", line)
            return
        minus, key, words = named[1], named[2], named[3].strip()
        if key == _GAP:
            self.add("", words)
            return
        if key not in self.keys():
            self.fault(number, "unknown-sentence", key=key)
        elif any(key == each for lines in self.written.values() for each, _ in lines):
            self.fault(number, "sentence-twice", key=key)
        elif not words and not minus:
            self.fault(number, "sentence-empty", key=key)
        self.add(key, None if minus else words)

    def keys(self) -> set[str]:
        part = self.parts.get(self.part or "")
        return {line.key for line in part.lines} if part else set()

    def add(self, key: str, words: str | None) -> None:
        if self.part is not None:
            self.written[self.part].append((key, words))

    def fault(self, number: int, problem: str, **details: str) -> None:
        self.mistakes.append(Mistake(self.file, "", f"marked-{problem}", number, details))


def read_marked(text: str, drafted: Plan, file: str) -> Written:
    """The lines that a person wrote, by part.

    Raises:
        Mistakes: `plan.marked-faulty`: parts and sentences that the plan doesn't have, or has twice; all at once.
    """
    reader = _Reader({part.key: part for part in parts_of(drafted)}, file, {}, [])
    for number, line in _joined(text.lstrip("\ufeff").splitlines()):
        reader.read(number, line)
    if reader.mistakes:
        raise Mistakes("plan.marked-faulty", tuple(reader.mistakes))
    return reader.written


def _joined(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Lines with their numbers; one that begins with white space belongs to the one before, remarks are left out."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace() and begun is not None:
            begun = (begun[0], f"{begun[1]} {line.strip()}")
            continue
        if begun is not None:
            yield begun
        begun = (number, line.strip())
    if begun is not None:
        yield begun
