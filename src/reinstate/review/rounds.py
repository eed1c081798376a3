"""Two tellings of one thing that differ: within the plan, against an earlier round, and parts against their total."""

from collections.abc import Iterator
from decimal import Decimal

from reinstate.case import Finding, Span
from reinstate.knowledge import terms
from reinstate.language import Matcher, fold
from reinstate.review.contrast import Table, finding, lines_of
from reinstate.review.gist import Line, Shelf, label
from reinstate.review.grounds import shown
from reinstate.review.values import Told

_SAME_ACTION = 0.8
"""Share of words that two sentences must share to tell the same action or metric."""
_SAME_EVENT = 0.6
_ACTED = frozenset({"containment", "corrective", "preventive", "problem", "root_cause", "proof"})
_PARTS_SIGNS = ":：（(=—–"


def at_odds(table: Table) -> Iterator[Finding]:
    """Every contradiction between two tellings."""
    for number, earlier in enumerate(table.dossier.earlier, start=1):
        shelf = Shelf(line for line in lines_of(earlier, table.knowledge) if line.told)
        for line in table.lines:
            yield from _otherwise(table, line, shelf, number)
    yield from _told_twice(table)
    for line in table.lines:
        yield from _sums(table, line)


# -- earlier rounds ----------------------------------------------------------------------------------------------------


def _otherwise(table: Table, line: Line, shelf: Shelf, number: int) -> Iterator[Finding]:
    """The same sentence of an earlier round with another date or number."""
    if not line.told or not line.stems:
        return
    for share, other in shelf.about(_bare(line), _SAME_ACTION):
        alike = share * len(line.stems) / max(len(other.stems), 1)
        if alike < _SAME_ACTION or line.readings >= other.readings:
            return
        for told, before in _changed(line, other):
            yield finding(
                table, "round-differs", "warning", line.span, told.span, known=shown(before.readings), round=number
            )
        return


def _bare(line: Line) -> Line:
    """The line without its values, for likeness of words alone."""
    return Line(line.span, (), line.stems, line.roles, line.facts)


def _changed(line: Line, other: Line) -> Iterator[tuple[Told, Told]]:
    """Values that took the place of others of their kind: one new for one gone."""
    for kind in ("date", "number", "time"):
        new = [each for each in line.told if each.kind == kind and not each.readings & other.readings]
        gone = [each for each in other.told if each.kind == kind and not each.readings & line.readings]
        if len(new) == len(gone):
            yield from zip(new, gone, strict=True)


# -- within the plan ---------------------------------------------------------------------------------------------------


def _told_twice(table: Table) -> Iterator[Finding]:
    """The same thing counted twice with different results: same noun, same event, mostly the same words."""
    counted = [line for line in table.lines if line.stems and line.anchors and line.roles & _ACTED]
    shelf = Shelf(counted)
    for line in counted:
        for share, other in shelf.about(line, _SAME_EVENT):
            if other.span.start >= line.span.start or line.anchors != other.anchors:
                continue
            back = share * len(line.stems | line.anchors) / len(other.stems | other.anchors)
            if back >= _SAME_EVENT:
                yield from _counts(table, line, other)


def _counts(table: Table, line: Line, other: Line) -> Iterator[Finding]:
    text = table.plan.text
    before = {label(text, each, table.small): each for each in other.told if each.kind == "number"}
    for told in line.told:
        rival = before.get(label(text, told, table.small)) if told.kind == "number" else None
        if (
            rival
            and label(text, told, table.small)
            and not rival.readings & line.readings
            and not told.readings & other.readings
        ):
            yield finding(table, "told-twice", "warning", line.span, told.span, known=shown(rival.readings))


def _sums(table: Table, line: Line) -> Iterator[Finding]:
    """A total followed by its parts that don't add up to it: `386 in total: 240 … and 146 …`."""
    lexicon = table.knowledge.lexicons.get("totals")
    counts = [each for each in line.told if each.kind == "number" and _whole_number(each) is not None]
    if lexicon is None or len(counts) < 3 or any(each.kind == "date" for each in line.told[1:-1]):
        return
    matcher = Matcher([(0, term) for term in terms(lexicon.words, table.plan.language)])
    hits = [hit.span for hit in matcher.find(fold(line.span.of(table.plan.text)))]
    total, parts = counts[0], counts[1:]
    between = table.plan.text[total.span.end : parts[0].span.start]
    if not any(line.span.start + hit.start <= parts[0].span.start for hit in hits):
        return
    if not any(sign in between for sign in _PARTS_SIGNS) or _percent(table, line):
        return
    wanted, got = _whole_number(total), sum(_whole_number(each) or 0 for each in parts)
    if wanted is not None and wanted != got and got > 0:
        place = Span(total.span.start, parts[-1].span.end)
        yield finding(table, "sum-wrong", "warning", line.span, place, total=str(wanted), sum=str(got))


def _percent(table: Table, line: Line) -> bool:
    return any(sign in line.span.of(table.plan.text) for sign in "%％")


def _whole_number(told: Told) -> int | None:
    """The count that a value can be read as."""
    known = [Decimal(reading[7:]) for reading in told.readings if reading.startswith("number:")]
    return next((int(each) for each in sorted(known, reverse=True) if each == int(each)), None)
