"""What a person changed in a drafted plan, kept apart from the draft so that both may go on changing.

A plan is derived from the answers and drafted anew whenever they change. An edit is a person's choice: it names the
sentence by its statement and remembers what the draft said then. Where the draft says something else today, the edit
still holds and is told as outdated; where its statement is gone, it is told as gone and stays on file.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from reinstate.case import Plan, Trouble
from reinstate.plan.parts import Line, Part, lay, parts_of
from reinstate.plan.typed import Cut, own_sentences

VERSION = 1
_MARK = re.compile(r"\[([A-Z]{1,3}-\d+)\]")
_KEPT_MARK = re.compile(r"\[@([^\[\]]+)\]")

ReadValues = Callable[[str], Sequence[frozenset[str]]]
"""Every value that a text tells (dates, numbers, identifiers), each with all readings that its form allows."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One line of an edited part, in its order.

    `key` is the statement it says, empty for a sentence of the person's own; `words` are None where it stands as
    drafted; `base` is what the draft said when it was edited. Marks of exhibits are kept by attachment: `[@invoice]`.
    """

    key: str
    words: str | None = None
    base: str = ""
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits of one plan: its lines by the key of their part."""

    structure: str
    language: str
    parts: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit did to one sentence.

    `kind` is edited, loosed (none of its facts stands in it any more, so its tie is gone), added, dropped, outdated
    (edited before the facts changed) or gone (its statement is no longer in the case). `lost` are drafted values that
    the new words leave out.
    """

    kind: str
    part: str
    key: str
    before: str
    after: str
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edited:
    """A plan with its edits in it, and what they did."""

    plan: Plan
    changes: tuple[Change, ...] = ()


def apply(drafted: Plan, edits: Edits, numbers: Mapping[str, str], values: ReadValues, cut: Cut) -> Edited:
    """The drafted plan with a person's edits; `numbers` gives the exhibit number by attachment id.

    A line keeps its tie to its facts while at least one of their values stands in it. `cut` tells the sentences that a
    person put into it.
    """
    changes: list[Change] = []
    shown = _Shown(numbers, values, _homes(drafted), cut)
    parts = [
        replace(part, lines=tuple(_lines(part, edits.parts[part.key], shown, changes)))
        if part.key in edits.parts
        else part
        for part in parts_of(drafted)
    ]
    return Edited(lay(parts, drafted.language, drafted.structure), tuple(changes))


def edits_of(
    drafted: Plan, written: Mapping[str, Sequence[tuple[str, str | None]]], numbers: Mapping[str, str]
) -> Edits:
    """The edits by which a person's text differs from the draft.

    `written` gives, by part, the lines in order: statement and words; without a statement the sentence is new, without
    words it was crossed out. A drafted sentence that isn't there at all was crossed out too.
    """
    parts: dict[str, tuple[Edit, ...]] = {}
    for part in parts_of(drafted):
        lines = written.get(part.key)
        if lines is None or part.opens:
            continue
        made = tuple(_edit(key, words, part, numbers) for key, words in lines)
        there = {key for key, _ in lines}
        crossed = tuple(Edit(each.key, dropped=True) for each in part.lines if each.key and each.key not in there)
        if made + crossed != tuple(Edit(each.key) for each in part.lines):
            parts[part.key] = made + crossed
    return Edits(drafted.structure or "", drafted.language, parts)


def write_edits(edits: Edits) -> bytes:
    """The edits as JSON, one line an edit."""
    data = {
        "version": VERSION,
        "structure": edits.structure,
        "language": edits.language,
        "parts": {key: [_bare(each) for each in lines] for key, lines in edits.parts.items()},
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def read_edits(content: bytes, file: str) -> Edits:
    """The edits of such a file.

    Raises:
        Trouble: `plan.edits-unreadable`.
    """
    try:
        read = json.loads(content)
        data = {VERSION: read}[read["version"]]
        parts = {str(key): tuple(Edit(**each) for each in lines) for key, lines in data["parts"].items()}
        return Edits(str(data["structure"]), str(data["language"]), parts)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Trouble("plan.edits-unreadable", file=file) from error


def _bare(edit: Edit) -> dict[str, str | bool]:
    told = asdict(edit)
    return {"key": edit.key} | {name: value for name, value in told.items() if value and name != "key"}


# -- from a text to edits ----------------------------------------------------------------------------------------------


def _edit(key: str, words: str | None, part: Part, numbers: Mapping[str, str]) -> Edit:
    line = next((each for each in part.lines if each.key == key), None)
    if words is None:
        return Edit(key, dropped=True)
    same = line is not None and words.split() == line.words.split()
    if same or not key:
        return Edit(key) if same else Edit("", _kept(words, numbers))
    return Edit(key, _kept(words, numbers), _kept(line.words, numbers) if line else "")


def _kept(words: str, numbers: Mapping[str, str]) -> str:
    """Marks of exhibits by attachment, since numbers follow the order of the exhibits."""
    keys = {number: key for key, number in numbers.items()}
    return _MARK.sub(lambda mark: f"[@{keys[mark[1]]}]" if mark[1] in keys else mark[0], words)


# -- from edits to a text ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    numbers: Mapping[str, str]
    values: ReadValues
    homes: Mapping[str, str]
    cut: Cut

    def words(self, kept: str) -> str:
        return _KEPT_MARK.sub(lambda mark: f"[{self.numbers[mark[1]]}]" if mark[1] in self.numbers else "", kept)

    def lost(self, before: str, after: str) -> tuple[tuple[str, ...], bool]:
        """The drafted values that the new words leave out, and whether any is left."""
        told = [each for each in self.values(before) if not _is_mark(each)]
        there = frozenset().union(*self.values(after))
        gone = tuple(min(each) for each in told if not each & there)
        return gone, not told or len(gone) < len(told)


def _is_mark(readings: frozenset[str]) -> bool:
    return any(each.startswith("mark:") for each in readings)


def _homes(drafted: Plan) -> dict[str, str]:
    """Part by statement."""
    return {line.key: part.key for part in parts_of(drafted) for line in part.lines if line.key}


def _lines(part: Part, edits: Iterable[Edit], shown: _Shown, changes: list[Change]) -> Iterator[Line]:
    """The lines of one part in the person's order; what the draft says besides follows the line before it."""
    by_key = {line.key: line for line in part.lines}
    found = [_found(edit, part, shown) for edit in edits]
    named = {edit.key for edit in found}
    made = [line for edit in found for line in _one(edit, part, by_key.get(edit.key), shown, changes)]
    for at, line in enumerate(part.lines):
        if line.key in named:
            continue
        before = part.lines[at - 1].key if at else None
        place = next((number for number, each in enumerate(made, 1) if each.key == before), 0 if not at else len(made))
        made.insert(place, line)
    yield from made


def _found(edit: Edit, part: Part, shown: _Shown) -> Edit:
    """The edit under the key that its sentence has today: ids by place move when answers are put in between."""
    if not edit.base:
        return edit
    base = shown.words(edit.base)
    same = next((line for line in part.lines if line.key == edit.key), None)
    if same is not None and same.words == base:
        return edit
    moved = next((line for line in part.lines if line.key and line.words == base), None)
    return replace(edit, key=moved.key) if moved else edit


def _one(edit: Edit, part: Part, line: Line | None, shown: _Shown, changes: list[Change]) -> Iterator[Line]:
    def tell(kind: str, after: str = "", lost: tuple[str, ...] = ()) -> None:
        before = line.words if line and edit.key else shown.words(edit.base)
        changes.append(Change(kind, part.key, edit.key, before, after, lost))

    if edit.dropped:
        if line is not None:
            tell("dropped")
        return
    if edit.words is None:
        if line is not None:
            yield line
        return
    words = shown.words(edit.words)
    if not edit.key:
        tell("added", words)
        yield Line(words, own=own_sentences(words, None, shown.cut))
    elif line is None:
        tell("gone", words)
    else:
        lost, stands = shown.lost(line.words, words)
        outdated = line.words != shown.words(edit.base)
        tell("outdated" if outdated else "edited" if stands else "loosed", words, lost)
        own = own_sentences(words, line, shown.cut)
        yield replace(line, words=words, missing=(), own=own) if stands else Line(words, own=own)
