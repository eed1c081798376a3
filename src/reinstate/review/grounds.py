"""Values that the plan tells and the case doesn't hold, or holds otherwise.

A sentence that names its statement is held against that statement alone, value by value: another statement's date is as
wrong there as an invented one. A pasted sentence is held against everything, and against the sentences nearest to it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from babel import Locale

from reinstate.case import Answer, Finding, Party, Person, Span, Statement
from reinstate.knowledge import related, say, terms
from reinstate.knowledge.model.plan import Cause, Field, Measure, Question
from reinstate.language import Matcher, fold
from reinstate.review.contrast import Table, finding
from reinstate.review.dossier import texts_of, typed_readings
from reinstate.review.gist import Line, Shelf, label, lines, small_words
from reinstate.review.values import Told, values, values_in_any

_SLOT = re.compile(r"\{(\w+)(?::([^{}]*))?\}")
_ALIKE = 0.5
"""Share of a sentence that another must share to speak of the same thing."""
_SAME = 0.75
"""Share from which a value that the case holds elsewhere is still another value for this."""
_EXACT = frozenset({"item", "order", "date"})
"""Kinds of value that are never anything but a fact."""
_AHEAD = frozenset({"preventive", "options", "lessons"})
"""Roles of sections that set limits and terms of their own."""
_PERCENT = ("%", "‰")
_MONEY = frozenset("$€£¥₫₹")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A value that a statement lets its sentence tell once. `due` where the sentence should tell it."""

    readings: frozenset[str]
    due: bool


def ungrounded(table: Table) -> Iterator[Finding]:
    """Every value without ground, sentence by sentence."""
    statements = {each.id: each for issue in table.dossier.answers.issues for each in issue.statements}
    pasted = []
    for line in table.lines:
        named = [statements[fact] for fact in line.facts if fact in statements]
        if named:
            yield from _of_statements(table, line, named)
        elif line.told:
            pasted.append(line)
    yield from _of_nobody(table, pasted)
    yield from _off_the_metric(table)


# -- sentences that name their statement -------------------------------------------------------------------------------


def _of_statements(table: Table, line: Line, statements: Iterable[Statement]) -> Iterator[Finding]:
    slots = (slot for statement in statements for slot in _slots(table, statement))
    free = sorted(slots, key=lambda slot: not slot.due)
    used: list[_Slot] = []
    doubtful: list[Told] = []
    for told in line.told:
        _take(told, frozenset(each for each in told.readings if each.startswith(f"{told.kind}:")), free, used, doubtful)
    strange: list[Told] = []
    again: list[Told] = []
    for told in doubtful:
        if not _take(told, told.readings, free, used, []):
            (again if any(each.readings & told.readings for each in used) else strange).append(told)
    again += [told for told in line.told if any(not each.due and each.readings & told.readings for each in used)]
    due = [slot for slot in free if slot.due]
    for told in strange:
        yield _strange(table, line, told, due)
    for told in again:
        if _rival(told, due):
            yield _strange(table, line, told, due)


def _take(told: Told, readings: frozenset[str], free: list[_Slot], used: list[_Slot], doubtful: list[Told]) -> bool:
    """Give a value its place among the statement's; one without a place is doubtful."""
    slot = next((each for each in free if each.readings & readings), None)
    if slot is None:
        doubtful.append(told)
        return False
    free.remove(slot)
    used.append(slot)
    return True


def _strange(table: Table, line: Line, told: Told, due: list[_Slot]) -> Finding:
    if told.kind == "mark":
        return finding(table, "mark-unknown", "error", line.span, told.span)
    if rival := _rival(told, due):
        known = [each for each in rival.readings if each.startswith(f"{told.kind}:")]
        return finding(table, "value-differs", "error", line.span, told.span, known=shown(known))
    rule = "value-elsewhere" if told.readings & table.held.values else "value-invented"
    return finding(table, rule, "error", line.span, told.span)


def _rival(told: Told, due: list[_Slot]) -> _Slot | None:
    """The untold value of the same kind that most likely should stand there."""
    return next((slot for slot in due if any(each.startswith(f"{told.kind}:") for each in slot.readings)), None)


def shown(readings: Iterable[str]) -> str:
    """A value as it is quoted: the date in ISO form, the number plain."""
    return min(readings, key=lambda each: (not each.startswith(("date:", "item:", "order:")), each)).partition(":")[2]


def _slots(table: Table, statement: Statement) -> list[_Slot]:
    """The values that a sentence made from a statement may tell."""
    language = table.plan.language
    entry = _entry(table, statement)
    marks = {each.id: each.number for each in table.dossier.exhibits}
    slots = [_Slot(frozenset({f"mark:{marks[key]}"}), due=True) for key in statement.exhibits if key in marks]
    if entry is None:
        own = next((statement.text[tag] for tag in related(language) if tag in statement.text), "")
        found = values(own, language, table.knowledge)
        return slots + [_Slot(told.readings, due=True) for told in found if told.kind != "mark"]
    phrase = say(entry.text, language).text
    slots += [_Slot(told.readings, due=True) for told in values(_SLOT.sub(" ", phrase), language, table.knowledge)]
    named = [(match.group(1), match.group(2)) for match in _SLOT.finditer(phrase)]
    for name, value in statement.answers.items():
        forms = [each for told, each in named if told == name]
        question = entry.fields.get(name) or table.knowledge.questions.get(name)
        for readings in _said(table, value, question):
            slots += [_Slot(readings, due=not _in_words(form, value, language)) for form in forms] or [
                _Slot(readings, due=False)
            ]
    return slots


def _in_words(form: str | None, value: Answer, language: str) -> bool:
    """Whether a number is told by a word, as `one order` is, so that no digit need stand there."""
    if form is None or not isinstance(value, int | float):
        return False
    forms = form.split("|")
    single = Locale.parse(language.replace("-", "_")).plural_form(value) == "one"
    return "#" not in forms[0 if single else -1]


def _entry(table: Table, statement: Statement) -> Cause | Measure | None:
    about = statement.about or ""
    return table.knowledge.causes.get(about) or table.knowledge.measures.get(about)


def _said(table: Table, value: Answer, question: Field | Question | None) -> Iterator[frozenset[str]]:
    """The readings that the words of one answer tell."""
    if typed := typed_readings(value):
        yield frozenset(typed[:1])
        return
    for words in _words(table, value, question):
        for told in values_in_any(words, table.knowledge):
            yield told.readings


def _words(table: Table, value: Answer, question: Field | Question | None) -> tuple[str, ...]:
    """How an answer that is no number or date is worded: a choice, a phrase, a name, or its own words."""
    language, answers = table.plan.language, table.dossier.answers
    if question is None or not isinstance(value, str):
        return texts_of(value)
    if isinstance(question, Field) and value in question.choices:
        return (say(question.choices[value], language).text,)
    if question.kind in ("interval", "weekday", "place"):
        words = table.knowledge.phrases[f"{question.kind}s"].says.get(value)
        return (say(words, language).text if words else value,)
    known: list[Person | Party] = [*answers.people, *answers.parties]
    named = [each for each in known if each.id == value]
    return tuple(name for each in named for name in (each.name, each.latin) if name) if named else (value,)


# -- sentences of a pasted letter --------------------------------------------------------------------------------------


def _of_nobody(table: Table, pasted: list[Line]) -> Iterator[Finding]:
    if not pasted:
        return
    shelf = Shelf(_references(table))
    documents = Matcher([(0, term) for term in terms(_lexicon(table, "documents"), table.plan.language)])
    for line in pasted:
        numbered = _numbered(table, line, documents)
        near = list(shelf.about(line, _ALIKE))[:3]
        for told in line.told:
            if not any(told.span.meets(place) for place in numbered):
                yield from _pasted(table, line, told, near)


def _lexicon(table: Table, name: str) -> Mapping[str, tuple[str, ...]]:
    lexicon = table.knowledge.lexicons.get(name)
    return lexicon.words if lexicon else {}


def _numbered(table: Table, line: Line, documents: "Matcher[int]") -> list[Span]:
    """Places of numbers that count no thing but name a document: `Exhibit 3`."""
    hits = [hit.span for hit in documents.find(fold(line.span.of(table.plan.text)))]
    return [Span(line.span.start + hit.start, line.span.start + hit.end + 4) for hit in hits]


def _references(table: Table) -> Iterator[Line]:
    """What the case says in sentences: the answers as worded in the plan's language, the documents line by line."""
    told = table.dossier.told
    if told is not None:
        spans = sorted(
            (sentence.span, frozenset(section.roles), sentence.facts)
            for section in told.sections
            for sentence in section.sentences
        )
        found = values(told.text, told.language, table.knowledge)
        yield from lines(told.text, spans, found, small_words(told.language, table.knowledge))
    for exhibit in table.dossier.exhibits:
        for page in exhibit.pages:
            spans = [(Span(*match.span()), frozenset(), ()) for match in re.finditer(r"[^\n]+", page.text)]
            for line in lines(page.text, spans, values_in_any(page.text, table.knowledge), table.small):
                if line.told:
                    yield line


def _pasted(table: Table, line: Line, told: Told, near: list[tuple[float, Line]]) -> Iterator[Finding]:
    if told.kind == "mark":
        if not told.readings & table.held.values:
            yield finding(table, "mark-unknown", "error", line.span, told.span)
        return
    if any(told.readings & other.readings for _, other in near):
        return
    if told.readings & table.held.values:
        if near and near[0][0] >= _SAME and (rival := _other(table, line, told, near[:1])):
            yield finding(table, "value-differs", "warning", line.span, told.span, known=rival)
    elif rival := _other(table, line, told, near):
        yield finding(table, "value-differs", "error", line.span, told.span, known=rival)
    else:
        yield finding(table, "value-invented", _severity(table, line, told), line.span, told.span)


def _other(table: Table, line: Line, told: Told, near: list[tuple[float, Line]]) -> str | None:
    """The value that the nearest sentence of the case gives where the plan gives another, if it gives just one."""
    for _, other in near:
        rivals = {
            shown(each.readings) for each in other.told if each.kind == told.kind and not each.readings & line.readings
        }
        own = [each for each in line.told if each.kind == told.kind and not each.readings & other.readings]
        if len(rivals) == 1 and len(own) == 1 and (told.kind != "number" or label(table.plan.text, told, table.small)):
            return rivals.pop()
    return None


def _severity(table: Table, line: Line, told: Told) -> str:
    """An error for what is always a fact; a bare number may be a limit that the plan sets itself."""
    text = table.plan.text
    after, before = text[told.span.end : told.span.end + 3].strip(), text[: told.span.start].rstrip()[-1:]
    if told.kind in _EXACT:
        return "error"
    if line.roles & _AHEAD:
        return "note"
    money = before in _MONEY or after[:1] in _MONEY
    return "error" if told.kind == "number" and (money or after.startswith(_PERCENT)) else "warning"


# -- the notice's own figures ------------------------------------------------------------------------------------------


def _off_the_metric(table: Table) -> Iterator[Finding]:
    """Rates in the account of the problem that differ from the notice's."""
    metrics: dict[str, set[str]] = {}
    for fact in table.dossier.reading.found("metric"):
        figures = (str(each) for each in (fact.value, fact.extra.get("target")) if each is not None)
        readings = {reading for each in figures for reading in _number(each)}
        metrics.setdefault(str(fact.extra.get("name")), set()).update(readings)
    for name, known in metrics.items():
        violation = table.knowledge.violations.get(name)
        if violation is not None:
            signals = Matcher([(name, term) for term in terms(violation.signals, table.plan.language)])
            yield from _rates(table, signals, known)


def _number(written: str) -> tuple[str, ...]:
    return typed_readings(float(written)) if re.fullmatch(r"\d+(\.\d+)?", written) else ()


def _rates(table: Table, signals: "Matcher[str]", known: set[str]) -> Iterator[Finding]:
    for line in table.lines:
        if not line.roles & {"problem", "root_cause"}:
            continue
        rates = [
            told
            for told in line.told
            if table.plan.text[told.span.end : told.span.end + 2].strip().startswith(_PERCENT)
        ]
        if "problem" not in line.roles:  # a limit or a later rate, if the seller stated it
            rates = [told for told in rates if not told.readings & table.held.stated]
        if (
            rates
            and signals.find(fold(line.span.of(table.plan.text)))
            and not any(each.readings & known for each in rates)
        ):
            figures = ", ".join(sorted(reading.partition(":")[2] for reading in known))
            yield finding(table, "metric-differs", "warning", line.span, rates[0].span, known=figures)
