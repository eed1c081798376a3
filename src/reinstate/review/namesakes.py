"""Names of people and firms in the plan that the case doesn't know, or that are spelled almost like a known one."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from reinstate.case import Finding, Span
from reinstate.knowledge import Knowledge, terms
from reinstate.language import Matcher, fold, unspaced, words
from reinstate.review.contrast import Table, finding
from reinstate.review.gist import Line
from reinstate.review.signals import capitals, names

if TYPE_CHECKING:
    from reinstate.knowledge.model.plan import Cause, Measure

_HAN = r"\u4e00-\u9fff\u30a0-\u30ff々"
_HAN_FIRM = re.compile(rf"[{_HAN}（）()A-Za-z0-9]{{2,30}}")
_PLAIN_TALK = 0.2
"""Share of capitals in mid-sentence above which one capital word is no sign of a name."""
_LEAST = 4
"""Letters from which a name may be told from another by one or two of them."""
_LONG = 8
"""Letters from which two wrong ones still make the same name."""
_HAN_LEAST = 3


def strange_names(table: Table) -> Iterator[Finding]:
    """Every name that is unknown or misspelt; a name that stands in several sentences is told at its first."""
    known = Known(table)
    single = capitals(table.plan.text[:200_000]) < _PLAIN_TALK
    seen: set[str] = set()
    for line in table.lines:
        for place, rule, like in _in_line(table, line, known, single):
            if (name := place.of(table.plan.text)) not in seen:
                seen.add(name)
                args = {"known": like} if like else {}
                yield finding(table, rule, "warning", line.span, place, **args)


class Known:
    """Names and words that the case and the shelves know."""

    def __init__(self, table: Table) -> None:
        self.words = table.held.words
        self.text = table.held.text
        self.plain = vocabulary(table.plan.language, table.knowledge)
        self.names = tuple(name for name in table.held.names if not unspaced(name))
        self.han = tuple(name for name in table.held.names if unspaced(name))
        firms = table.knowledge.lexicons.get("firms")
        self.firms = Matcher([(0, term) for term in (terms(firms.words, table.plan.language) if firms else ())])
        strangers = table.knowledge.lexicons.get("strangers")
        self.strangers = frozenset(terms(strangers.words, table.plan.language)) if strangers else frozenset()

    def like(self, name: str) -> str | None:
        """The known name that differs from this one in a letter or two."""
        told = fold(name).text
        for each in self.names:
            whole = fold(each).text
            if told != whole and _near(told, whole):
                return each
            for part in whole.split():
                if part != told and " " not in told and _near(told, part):
                    return each
        return None


def _near(told: str, known: str) -> bool:
    least = min(len(told), len(known))
    if least < _LEAST or told == known:
        return False
    most = 2 if least >= _LONG else 1
    return OSA.distance(told, known, score_cutoff=most) <= most


def _in_line(table: Table, line: Line, known: Known, single: bool) -> Iterator[tuple[Span, str, str | None]]:
    sentence = line.span.of(table.plan.text)
    for start, end in names(sentence, known.strangers, single):
        place = Span(line.span.start + start, line.span.start + end)
        yield from _spaced(table, place, known)
    yield from _han(table, line, known)


def _spaced(table: Table, place: Span, known: Known) -> Iterator[tuple[Span, str, str | None]]:
    """What is wrong with a run of capital words."""
    run = place.of(table.plan.text)
    strange = [
        span
        for span in words(run)
        if (said := fold(span.of(run)).text) not in known.words
        and said not in known.plain
        and said not in known.strangers
        and len(said) > 1
        and not any(map(str.isdigit, said))
    ]
    if not strange:
        return
    for span in strange:
        if like := known.like(span.of(run)):
            yield Span(place.start + span.start, place.start + span.end), "name-alike", like
            return
    if like := known.like(run):
        yield place, "name-alike", like
    elif len(strange) > 1 or known.firms.find(fold(run)):
        yield place, "name-unknown", None


def _han(table: Table, line: Line, known: Known) -> Iterator[tuple[Span, str, str | None]]:
    """Names in Han letters: one sign off a known person's, or a firm by its ending."""
    sentence = line.span.of(table.plan.text)
    for name in known.han:
        if len(name) == _HAN_LEAST:
            for match in re.finditer(f"{re.escape(name[0])}(?:{re.escape(name[1])}.|.{re.escape(name[2])})", sentence):
                if match.group() != name and unspaced(match.group()) and match.group() not in known.text:
                    yield Span(line.span.start + match.start(), line.span.start + match.end()), "name-alike", name
    if not unspaced(sentence):
        return
    for hit in known.firms.find(fold(sentence)):
        before = list(_HAN_FIRM.finditer(sentence, 0, hit.span.end))
        if before and before[-1].end() >= hit.span.end:
            yield from _firm(line, Span(before[-1].start(), hit.span.end), sentence, known)


def _firm(line: Line, found: Span, sentence: str, known: Known) -> Iterator[tuple[Span, str, str | None]]:
    """A firm's name ends at its ending; where it begins is open, so that any tail known to the case will do."""
    told = fold(found.of(sentence)).text
    firms = [fold(name).text for name in known.han if len(name) > _HAN_LEAST]
    if any(told.endswith(each) for each in firms) or told[-_LONG:] in known.text:
        return
    place = Span(line.span.start + found.start, line.span.start + found.end)
    for name in firms:
        if 0 < OSA.distance(told[-len(name) :], name, score_cutoff=2) <= 2:
            tail = min(len(name), len(found))
            yield Span(place.end - tail, place.end), "name-alike", name
            return
    yield place, "name-unknown", None


_spoken: dict[tuple[str, str], frozenset[str]] = {}


def vocabulary(language: str, knowledge: Knowledge) -> frozenset[str]:
    """Every word of the shelves in a language: capitalised or not, it is no name."""
    key = (knowledge.version, language)
    if key not in _spoken:
        texts = "\n".join(_shelf_words(language, knowledge))
        folded = fold(texts).text
        _spoken[key] = frozenset(folded[span.start : span.end] for span in words(folded))
    return _spoken[key]


def _shelf_words(language: str, knowledge: Knowledge) -> Iterator[str]:
    entries: list[Cause | Measure] = [*knowledge.causes.values(), *knowledge.measures.values()]
    for entry in entries:
        yield from (each.get(language, "") for each in (entry.text, entry.title))
        for question in entry.fields.values():
            yield from (each.get(language, "") for each in question.choices.values())
    for phrases in knowledge.phrases.values():
        yield from (each.get(language, "") for each in phrases.says.values())
    for shelf in (knowledge.violations, knowledge.exhibits, knowledge.demands):
        yield from (each.title.get(language, "") for each in shelf.values())
    for structure in knowledge.structures.values():
        for section in structure.sections.values():
            yield from (section.heading.get(language, ""), section.guide.get(language, ""))
    for heading in knowledge.headings.values():
        yield from terms(heading.heads, language)
    for lexicon in knowledge.lexicons.values():
        yield from terms(lexicon.words, language)
