"""Documents held against a notice's demand: each problem with its place, each product with what shows it."""

from collections.abc import Iterable, Iterator, Sequence

from reinstate.case.inspection import Context, Inspection, Problem
from reinstate.case.paper import Paper
from reinstate.evidence.checking.alone import alone
from reinstate.evidence.checking.gravity import verdict
from reinstate.evidence.checking.likeness import forms
from reinstate.evidence.checking.products import covers
from reinstate.evidence.checking.risks import risks
from reinstate.evidence.checking.together import beside, short, twice
from reinstate.knowledge import Knowledge


def inspect(papers: Sequence[Paper], context: Context, knowledge: Knowledge) -> list[Inspection]:
    """Every document held against the context, in the order given; quantities and numbers are judged together."""
    shown = [covers(paper, knowledge.papers[paper.kind], context.items) for paper in papers]
    ledger = short(papers, context)
    doubled = twice(papers, knowledge)
    asked = risks(papers, knowledge)
    known = forms(knowledge, "all")
    made = []
    for place, (paper, asins) in enumerate(zip(papers, shown, strict=True)):
        problems = list(alone(paper, knowledge.papers[paper.kind], asins, context, known))
        problems += beside(paper, context, ledger, doubled[place])
        found = tuple(_first_of_each(each for each in problems if each.severity != "note"))
        unread = tuple(each for each in problems if each.severity == "note")
        made.append(Inspection(paper, found, asins, verdict(found), (*unread, *asked[place])))
    return made


def _first_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """One problem a code; the gravest first."""
    seen: set[str] = set()
    for problem in sorted(problems, key=lambda each: each.severity):
        if problem.code not in seen:
            seen.add(problem.code)
            yield problem
