"""What a reviewer may ask about though no rule is broken: to be cleared up with the supplier, never to be hidden."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from reinstate.case.inspection import Problem
from reinstate.case.paper import Paper, Spot
from reinstate.evidence.checking.likeness import forms, same_name
from reinstate.evidence.checking.together import same_maker
from reinstate.knowledge import Knowledge
from reinstate.language import Matcher, fold

_EARLIER = 2
"""Days that a file may be older than the date it bears: clocks differ, and invoices are dated ahead."""
_FEATURES = 14
"""Features of a layout below which two papers that are alike say nothing."""
_ALIKE = 0.93
"""Share of the features of either that two papers of one make have in common."""
_EDITORS = "editors"
"""The lexicon of programs that change pictures and finished documents."""


def risks(papers: Sequence[Paper], knowledge: Knowledge) -> list[tuple[Problem, ...]]:
    """For each document, what may be asked about it, alone and beside the others."""
    found: dict[int, list[Problem]] = defaultdict(list)
    for place, paper in enumerate(papers):
        found[place] += _of_file(paper, knowledge)
    for place, risk in (*_out_of_order(papers, knowledge), *_shared_layouts(papers, knowledge)):
        if risk.code not in {each.code for each in found[place]}:
            found[place].append(risk)
    return [tuple(found[place]) for place in range(len(papers))]


def _risk(code: str, spot: Spot | None, **args: str) -> Problem:
    return Problem(code, "note", args, spot)


def _of_file(paper: Paper, knowledge: Knowledge) -> Iterator[Problem]:
    """A file that is older than the date it bears, or that an editor made."""
    if paper.created is not None and paper.date is not None:
        days = (paper.date.value - paper.created).days
        if days > _EARLIER:
            yield _risk(
                "file_older", paper.date.spot, made=paper.created.isoformat(), date=paper.date.value.isoformat()
            )
    words = knowledge.lexicons[_EDITORS].words.get("en", ())
    if paper.software and any(True for _ in Matcher((word, word) for word in words).find(fold(paper.software))):
        yield _risk("made_with_editor", None, software=paper.software)


def _out_of_order(papers: Sequence[Paper], knowledge: Knowledge) -> Iterator[tuple[int, Problem]]:
    """Documents of one maker whose numbers run against their dates."""
    known = forms(knowledge, "all")
    numbered = [
        (place, paper)
        for place, paper in enumerate(papers)
        if paper.number is not None and paper.date is not None and knowledge.papers[paper.kind].bears("numbered")
    ]
    for (here, one), (there, two) in combinations(numbered, 2):
        assert one.number is not None
        assert two.number is not None
        assert one.date is not None
        assert two.date is not None
        series = _series(one.number.value), _series(two.number.value)
        if series[0] is None or series[1] is None or series[0][0] != series[1][0] or one.kind != two.kind:
            continue
        later, other = (one, two) if one.date.value > two.date.value else (two, one)
        assert later.number is not None
        assert later.date is not None
        assert other.number is not None
        assert other.date is not None
        runs = (series[0][1] > series[1][1]) == (one.date.value > two.date.value)
        if one.date.value == two.date.value or series[0][1] == series[1][1] or runs or not same_maker(one, two, known):
            continue
        args = {
            "number": later.number.value,
            "date": later.date.value.isoformat(),
            "other": other.number.value,
            "before": other.date.value.isoformat(),
        }
        for place, paper in ((here, one), (there, two)):
            assert paper.number is not None
            yield place, _risk("number_out_of_order", paper.number.spot, **args)


@lru_cache(maxsize=4096)
def _series(number: str) -> tuple[str, int] | None:
    """A number as the series it belongs to and its place there: all before its last figures, and those."""
    match = re.fullmatch(r"(.*?)(\d{2,9})", number.strip())
    return (f"{match[1].casefold()}{len(match[2])}", int(match[2])) if match else None


def _shared_layouts(papers: Sequence[Paper], knowledge: Knowledge) -> Iterator[tuple[int, Problem]]:
    """Documents of two makers that are set the same to the point."""
    known = forms(knowledge, "all")
    trade = [
        (place, paper)
        for place, paper in enumerate(papers)
        if knowledge.papers[paper.kind].bears("trade") and len(paper.look) >= _FEATURES and paper.issuer.name
    ]
    for (here, one), (there, two) in combinations(trade, 2):
        shared = len(one.look & two.look) / len(one.look | two.look)
        if one.kind != two.kind or shared < _ALIKE or same_maker(one, two, known):
            continue
        names = [paper.issuer.name for paper in (one, two)]
        if names[0] is None or names[1] is None or same_name(names[0].value, names[1].value, known):
            continue
        for place, name, other in ((here, names[0], names[1]), (there, names[1], names[0])):
            yield place, _risk("layout_shared", name.spot, name=name.value, other=other.value)
