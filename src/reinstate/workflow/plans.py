"""The steps on a plan: draft it, show it, take a person's edits, compare, render."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path

from reinstate import document, plan, review
from reinstate.case import Plan, Trouble
from reinstate.knowledge import Knowledge, say
from reinstate.workflow.confined import Worker
from reinstate.workflow.files import read_bytes
from reinstate.workflow.folder import CaseFolder, edits_name
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, Worked, work_apart
from reinstate.workflow.reading import text_of
from reinstate.workflow.render import Points, beside_of, page_of

_REFERENCE = re.compile(r"[ \u00a0]*[\[(（][^\[\]()（）]{0,40}?[A-Z]{1,3}-\d+(?:, ?[A-Z]{1,3}-\d+)*[\])）]")
_LINE = 60
"""Signs up to which a line that ends in a stop may be a sender's name, such as `… Co., Ltd.`."""
_STOPS = (".", "。", "!", "?", "！", "？")
ENDINGS = {"pdf": "pdf", "docx": "docx", "html": "html", "htm": "html", "md": "md", "txt": "txt"}
"""Ending of a file → the format it is written in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan as a person works on it: the worked case, the edits in force, and the marked text."""

    worked: Worked
    edits: plan.Edits | None
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage in which two plans differ; either side may be empty. `part` is the heading above it."""

    part: str
    before: str
    after: str


def open_sheet(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice) -> Sheet:
    """The plan of a case with its edits, ready to be shown or edited.

    Raises:
        Trouble: what reading and working the case raise.
    """
    return _sheet(home.read(), knowledge, worker, choice)


def _sheet(folder: CaseFolder, knowledge: Knowledge, worker: Worker, choice: Choice) -> Sheet:
    worked = work_apart(worker, folder, choice)
    edits = _edits(worked)
    outdated = [each for each in worked.changes if each.kind in ("outdated", "gone")]
    says = knowledge.messages["plan"].says

    def told(message: str, **values: str) -> list[str]:
        text = say(says[message], choice.reader_language).text
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text.strip().splitlines()

    remarks = told("marked-help", structure=worked.plan.structure or "", language=worked.plan.language)
    for each in outdated:
        remarks += told(f"marked-{each.kind}", key=each.key, before=each.before, after=each.after)
    return Sheet(worked, edits, plan.write_marked(worked.plan, edits, remarks))


def _edits(worked: Worked) -> plan.Edits | None:
    name = _name(worked.plan)
    return plan.read_edits(worked.folder.edits[name], name) if name in worked.folder.edits else None


def _name(made: Plan) -> str:
    return edits_name(made.structure or "", made.language)


def draft(home: Home, worker: Worker, choice: Choice) -> Worked:
    """Draft the plan from the facts as they are now; a case with a journal keeps the text.

    Raises:
        Trouble: what reading, working and keeping the case raise.
    """
    worked = work_apart(worker, home.read(), choice)
    made = worked.drafted
    name = _name(made).removesuffix(".json") + ".txt"
    home.keep("plan-drafted", name, made.text.encode(), structure=made.structure or "", language=made.language)
    return worked


def edit(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, text: str, file: str) -> Sheet:
    """Take the marked text as a person left it: keep what differs from the draft, and work the case again.

    Raises:
        Mistakes: `plan.marked-faulty`; nothing is kept then.
        Trouble: what reading, working and keeping the case raise.
    """
    folder = home.read()
    worked = work_apart(worker, folder, choice)
    written = plan.read_marked(text, worked.drafted, file)
    return keep_edits(home, folder, knowledge, worker, choice, plan.edits_of(worked.drafted, written, worked.numbers))


def keep_edits(
    home: Home, folder: CaseFolder, knowledge: Knowledge, worker: Worker, choice: Choice, edits: plan.Edits
) -> Sheet:
    """Keep edits and work the case again with them.

    Raises:
        Trouble: what working and keeping the case raise.
    """
    name, content = edits_name(edits.structure, edits.language), plan.write_edits(edits)
    changed = replace(folder, edits={**folder.edits, name: content})
    sheet = _sheet(changed, knowledge, worker, choice)
    if edits.parts or name in folder.edits:
        home.keep("plan-edited", name, content, structure=edits.structure, language=edits.language)
    return sheet


def text_in(file: Path, worker: Worker) -> str:
    """The text of a file of any kind that can be read.

    Raises:
        Trouble: the file can't be read.
    """
    return text_of(read_bytes(file), file.name, worker)


def since(text: str, made: Plan, knowledge: Knowledge) -> tuple[Difference, ...]:
    """Where a plan differs from another's text; exhibits' numbers and what stands around a plan aside."""
    texts = (text, made.text)
    before, after = (plan.parse(_REFERENCE.sub("", each), made.language, knowledge) for each in texts)
    found = differences(before, after)
    return tuple(each for each in found if each.after or (each.before.endswith(_STOPS) and len(each.before) > _LINE))


def differences(before: Plan, after: Plan) -> tuple[Difference, ...]:
    """Where two plans differ, sentence by sentence in the order of the text; headings alone are no difference."""
    old, new = list(_sentences(before)), list(_sentences(after))
    matcher = SequenceMatcher(None, [words for _, words in old], [words for _, words in new], autojunk=False)
    found: list[Difference] = []
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        if tag != "equal":
            found += _paired(old[left:left_end], new[right:right_end])
    return tuple(found)


def _sentences(made: Plan) -> Iterator[tuple[str, str]]:
    for section in made.sections:
        heading = section.heading.of(made.text).strip() if section.heading else ""
        yield from ((heading, " ".join(each.span.of(made.text).split())) for each in section.sentences)


def _paired(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> list[Difference]:
    """What was replaced, most alike sentences side by side, in their order."""
    rest, found = list(new), []
    for part, before in old:
        alike = [SequenceMatcher(None, before, after, autojunk=False).ratio() for _, after in rest]
        best = max(range(len(rest)), key=alike.__getitem__, default=None)
        if best is None or alike[best] < _ALIKE:
            found.append(Difference(part, before, ""))
            continue
        found += [Difference(heading, "", words) for heading, words in rest[:best]]
        found.append(Difference(part, before, rest[best][1]))
        del rest[: best + 1]
    return [*found, *(Difference(heading, "", words) for heading, words in rest)]


_ALIKE = 0.5
"""Likeness from which a sentence is the changed form of another rather than one more."""


def render(worked: Worked, knowledge: Knowledge, format: str, points: Points = (), layout: str = "letter") -> bytes:
    """The plan of a worked case in a format and layout; `points` are what a reply asked and where it is answered.

    Raises:
        Trouble: what `document.render` raises.
    """
    return document.render(page_of(worked, knowledge, points, layout), format)


def render_boxes(worked: Worked, knowledge: Knowledge, reader: str, format: str) -> bytes:
    """The plan's answers part by part, to paste into the boxes of a form; `html` counts while one types, `txt` once.

    Raises:
        Trouble: `plan.boxes-format`.
    """
    from reinstate.document.boxes import boxes, write  # noqa: PLC0415 - jinja loads when first needed

    if format not in ("html", "txt"):
        raise Trouble("plan.boxes-format", format=format)
    found = boxes(page_of(worked, knowledge))
    limits = _limits(worked.plan, knowledge)
    limited = [replace(box, limit=limits.get(box.title)) for box in found]
    return write(limited, worked.plan.language, knowledge, reader, format)


def _limits(made: Plan, knowledge: Knowledge) -> dict[str, int]:
    """By heading, the characters of the box that a profile has for what stands under it."""
    profile = review.profile_for(made, knowledge)
    limits: dict[str, int] = {}
    for section in made.sections:
        for box in profile.boxes.values() if profile else ():
            if section.heading and set(box.roles) & set(section.roles):
                limits.setdefault(section.heading.of(made.text).strip(), box.characters)
    return limits


def render_beside(worked: Worked, knowledge: Knowledge, worker: Worker, language: str, format: str) -> bytes:
    """The plan beside the same facts in another language, sentence by sentence.

    Raises:
        Trouble: `package.unknown-language`, or what `document.render` raises.
    """
    choice = Choice(worked.plan.structure, language)
    return document.render(beside_of(worked, work_apart(worker, worked.folder, choice), knowledge), format)


def format_of(out: Path) -> str:
    """The format that a file's ending names.

    Raises:
        Trouble: `plan.ending`.
    """
    found = ENDINGS.get(out.suffix.lower().lstrip("."))
    if found is None:
        raise Trouble("plan.ending", file=str(out), known=", ".join(f".{each}" for each in ENDINGS))
    return found


def read_text(file: Path) -> str:
    """A text that a person wrote, as UTF-8.

    Raises:
        Trouble: `package.no-file`, `package.not-read`, `plan.not-text`.
    """
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Trouble("plan.not-text", file=str(file)) from error


def without_marks(words: str) -> str:
    """A sentence without its references to exhibits."""
    return " ".join(_REFERENCE.sub("", words).split())
