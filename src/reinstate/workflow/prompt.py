"""A prompt for any chat model, and its answer taken back: nothing leaves this machine, a person carries it over.

The prompt names every fact by a short code instead of the case's own ids, and every private string by a placeholder.
What comes back is held against the case, value by value; a value that the case doesn't hold is refused with its line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from reinstate import plan, review
from reinstate.case import Finding, Mistake, Mistakes, Plan, Trouble
from reinstate.knowledge import Knowledge, related, say
from reinstate.language import fold
from reinstate.plan import Masks, masks_of
from reinstate.workflow.confined import Worker
from reinstate.workflow.frame import titles_of
from reinstate.workflow.homes import Home
from reinstate.workflow.package import Choice, Worked, values_in, work_apart
from reinstate.workflow.plans import Sheet, keep_edits

_CODE = re.compile(r"\[(-?)(F[0-9a-f]{4,12})\]")
_FENCE = re.compile(r"^\s*```.*$")
_DRESS = re.compile(r"^(?:\s*(?:[-*•]|\d+[.)])\s+(?=\[)|#{1,6}\s*(?===|[a-z0-9-]+@))")
_STRANGE = frozenset(
    f"against.{each}"
    for each in ("value-invented", "value-differs", "value-elsewhere", "mark-unknown", "name-unknown", "name-alike")
)
"""What makes a text of a model unfit: a value or name that the case doesn't hold."""
_SEVERE = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Prompt:
    """The prompt as it may leave this machine."""

    text: str
    masked: int
    """How many private strings it holds a placeholder for."""


def write_prompt(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, *, amounts: bool) -> Prompt:
    """The prompt for a case's plan, in the plan's language; with `amounts` sums of money are masked too.

    Raises:
        Trouble: what reading and working the case raise.
    """
    worked = work_apart(worker, home.read(), choice)
    masks = _masks(worked, knowledge, amounts=amounts)
    text = masks.mask("\n".join(_blocks(worked, knowledge))) + "\n"
    return Prompt(text, sum(holder in text for holder, _ in masks.pairs))


def _masks(worked: Worked, knowledge: Knowledge, *, amounts: bool) -> Masks:
    money = plan.amounts_of(worked.answers, worked.reading, knowledge, worked.plan.language) if amounts else ()
    texts = [worked.drafted.text, worked.reading.notice.text]
    return masks_of(worked.answers, worked.reading, texts, money)


def _blocks(worked: Worked, knowledge: Knowledge) -> Iterator[str]:
    made, language = worked.drafted, worked.drafted.language
    says = knowledge.messages["prompt"].says

    def told(key: str, **values: str) -> str:
        text = say(says[key], language).text.strip("\n")
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    tongue = knowledge.languages[language].name
    structure = knowledge.structures[made.structure or ""]
    yield told("task", language=tongue, structure=say(structure.title, language).text)
    yield told("never")
    yield told("rules")
    yield from (f"- {each}" for each in _rules(knowledge, language))
    yield "\n" + told("notice", violations=titles_of(worked.reading.violations, knowledge, language))
    for demand in worked.reading.demands:
        entry = knowledge.demands.get(str(demand.value))
        yield f"- {say(entry.title, language).text if entry else demand.value}"
    yield "\n" + told("structure")
    for section in structure.sections.values():
        yield f"- {say(section.heading, language).text}: {say(section.guide, language).text}"
    if worked.exhibits:
        yield "\n" + told("exhibits")
        titles = worked.names(knowledge, language)
        yield from (f"- [{each.number}] {titles[each.id]}" for each in worked.exhibits)
    yield "\n" + told("facts")
    yield ""
    yield _coded(plan.write_marked(made, None, ()), _codes(made))
    yield told("answer")


def _rules(knowledge: Knowledge, language: str) -> Iterator[str]:
    """What the reviewer will hold the text against, as far as it is proven in the language."""
    for rule in knowledge.rules.values():
        if rule.severity in _SEVERE and rule.speaks(language):
            yield f"{say(rule.title, language).text}: {say(rule.instead, language).text}"


def _codes(made: Plan) -> dict[str, str]:
    """A short code by statement; the same statement has the same code in every prompt."""
    keys = [line.key for part in plan.parts_of(made) for line in part.lines if line.key]
    length = 4
    while len({_digest(key, length) for key in keys}) < len(set(keys)):
        length += 1
    return {key: _digest(key, length) for key in keys}


def _digest(key: str, length: int) -> str:
    return "F" + sha256(key.encode()).hexdigest()[:length]


def _coded(marked: str, codes: Mapping[str, str]) -> str:
    lines = marked.splitlines()
    for at, line in enumerate(lines):
        key = line[1:].partition("]")[0] if line.startswith("[") else ""
        if key in codes:
            lines[at] = f"[{codes[key]}]{line[len(key) + 2 :]}"
    return "\n".join(lines) + "\n"


# -- the answer --------------------------------------------------------------------------------------------------------


def accept(home: Home, knowledge: Knowledge, worker: Worker, choice: Choice, text: str, file: str) -> Sheet:
    """Take a model's text back into the case: names in again, every value held against the case, then kept as edits.

    A sentence that the text leaves out stays as drafted; only `[-code]` crosses it out.

    Raises:
        Mistakes: `plan.accept-refused` with every value that the case doesn't hold; `plan.marked-faulty`. Nothing is
            kept then.
        Trouble: `plan.accept-no-parts` where the text isn't in the form that the prompt asks for.
    """
    folder = home.read()
    worked = work_apart(worker, folder, choice)
    masks = _masks(worked, knowledge, amounts=True)
    back = _back(text, worked.drafted, masks)
    if not any(line.startswith("==") for line in back.splitlines()):
        raise Trouble("plan.accept-no-parts", file=file)
    written = plan.read_marked(back, worked.drafted, file)
    kept: dict[str, list[tuple[str, str | None]]] = {
        part.key: [(each.key, each.words) for each in part.lines] for part in plan.parts_of(worked.drafted)
    }
    for key, lines in written.items():
        there = {each for each, _ in lines}
        kept[key] = [*lines, *(each for each in kept[key] if each[0] and each[0] not in there)]
    edits = plan.edits_of(worked.drafted, kept, worked.numbers)
    language = worked.drafted.language
    cut = plan.cut_in(language, knowledge)
    applied = plan.apply(worked.drafted, edits, worked.numbers, values_in(language, knowledge), cut)
    mistakes = [*_unknown(masks, back, file), *_strange(applied.plan, worked, knowledge, back, file)]
    if mistakes:
        raise Mistakes("plan.accept-refused", tuple(sorted(mistakes, key=lambda each: each.line or 0)))
    return keep_edits(home, folder, knowledge, worker, choice, edits)


def _back(text: str, drafted: Plan, masks: Masks) -> str:
    """The text line by line with its own ids and names, without what a model wraps around it."""
    keys = {code: key for key, code in _codes(drafted).items()}
    lines = [_undressed(line) for line in masks.unmask(text).lstrip("\ufeff").splitlines()]
    first = next((at for at, line in enumerate(lines) if line.startswith("==")), len(lines))
    lines = ["" if at < first else line for at, line in enumerate(lines)]

    def named(code: re.Match[str]) -> str:
        return f"[{code[1]}{keys.get(code[2], code[2])}]"

    return "\n".join(_CODE.sub(named, line, count=1) for line in lines)


def _undressed(line: str) -> str:
    """A line without the dress of Markdown: fences, bullets, bold type, signs of a heading."""
    if _FENCE.match(line):
        return ""
    bare = line.replace("**", "")
    dressed = _DRESS.match(bare)
    if dressed is None:
        return bare
    rest = bare[dressed.end() :]
    return rest if rest.startswith(("[", "==")) else f"== {rest}"


def _unknown(masks: Masks, back: str, file: str) -> Iterator[Mistake]:
    for number, line in enumerate(back.splitlines(), 1):
        for holder in masks.unknown(line):
            yield Mistake(file, "", "accept-placeholder", number, {"words": holder})


def _strange(made: Plan, worked: Worked, knowledge: Knowledge, back: str, file: str) -> Iterator[Mistake]:
    """Every value of the new words that the case doesn't hold, with its line in the file."""
    dossier = review.Dossier(worked.answers, worked.reading, worked.exhibits, worked.drafted)
    drafted = {line.words for part in plan.parts_of(worked.drafted) for line in part.lines}
    lines = back.splitlines()
    for finding in review.against(made, dossier, knowledge):
        sentence = finding.span.of(made.text)
        if finding.rule in _STRANGE and _new(sentence, drafted):
            yield _mistake(finding, made, lines, file)
    yield from _counted(made, drafted, knowledge, lines, file)


def _new(sentence: str, drafted: set[str]) -> bool:
    return not any(sentence in each for each in drafted)


def _mistake(finding: Finding, made: Plan, lines: list[str], file: str) -> Mistake:
    words = (finding.place or finding.span).of(made.text)
    problem = finding.rule.replace("against.", "accept-")
    known = str(finding.args.get("known", ""))
    return Mistake(file, "", problem, _line(finding.span.of(made.text), words, lines), {"words": words, "known": known})


def _line(sentence: str, words: str, lines: list[str]) -> int | None:
    whole = next((at for at, line in enumerate(lines, 1) if sentence in line), None)
    return whole or next((at for at, line in enumerate(lines, 1) if words in line), None)


def _counted(made: Plan, drafted: set[str], knowledge: Knowledge, lines: list[str], file: str) -> Iterator[Mistake]:
    """Numbers in words that the case doesn't tell: `twelve` where no 12 stands."""
    tongue = next((knowledge.languages[tag] for tag in related(made.language) if tag in knowledge.languages), None)
    words = {word: value for word, value in (tongue.numbers if tongue else {}).items() if value > 1}
    values = values_in(made.language, knowledge)
    held = frozenset().union(*values("\n".join(drafted))) if drafted else frozenset()
    before = {word for text in drafted for word in _words(text)}
    for part in plan.parts_of(made):
        for line in part.lines:
            if line.words in drafted:
                continue
            for word in _words(line.words):
                if word in words and word not in before and f"number:{words[word]}" not in held:
                    yield Mistake(file, "", "accept-value-invented", _line(line.words, word, lines), {"words": word})


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(text).text)
