"""The blanks of a question: what a person fills in piece by piece, told as the one line that the interview reads."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from starlette.datastructures import FormData

from reinstate.interfaces.cli.question import plain_text, plain_value
from reinstate.interfaces.web.pages import Visit
from reinstate.knowledge import say
from reinstate.root_cause import Step
from reinstate.workflow.ask import Interview
from reinstate.workflow.desk_cause import FILES, LISTED, MANY, Papers, papers_of
from reinstate.workflow.desk_evidence import OTHER

PEOPLE = frozenset({"deed", "control", "person", "signatory"})
"""Shapes of questions for a person, and a day or an interval with it."""

SOLD = "sold"
"""Shape of the question for units sold: a line for each product, or reports."""

SOMEBODY = "+"
"""The choice of a person or firm that isn't named yet."""


def blanks(visit: Visit, held: Interview, asked: Step, sent: FormData | None = None) -> dict[str, Any]:
    """What the blanks hold: what was `sent` where that was refused or is not whole yet, else what the case says."""
    papers = papers_of(held, asked, visit.bench.knowledge)
    form = FormData() if sent is None else sent
    person = asked.shape in PEOPLE
    named = person or asked.shape == "party"
    own = papers is None and not named and asked.shape != "period" and asked.shape not in LISTED
    now = asked.now or asked.suggestion
    span = [each.isoformat() for each in now if isinstance(each, date)] if asked.shape == "period" else []
    return {
        "many": asked.shape in MANY,
        "own": own or (not asked.options and papers is None and not named and asked.shape != "period"),
        "person": person,
        "examples": own or named,
        "typed": _text(form, "name" if named else "words") if sent is not None else _now(held, asked, own=own),
        "aside": _text(form, "aside"),
        "chosen": frozenset(_all(form, "option")) if sent is not None else _chosen(now),
        "span": (_text(form, "first"), _text(form, "last")) if sent is not None or len(span) < 2 else span,
        "on_day": _text(form, "day"),
        "every": _text(form, "every"),
        "intervals": _words(visit, "intervals").items(),
        "roles": _words(visit, "roles").values() if person else (),
        **_papers_shown(visit, held, asked, papers, form if sent is not None else None),
    }


def _now(held: Interview, asked: Step, *, own: bool) -> str:
    if asked.shape == SOLD:
        sold = held.progress.answers.sold
        lines = (f"{asin} {sold.get(asin, '')}" for asin in held.ground.reading.asins)
        return plain_text(asked.suggestion) or "\n".join(lines)
    return plain_text(asked.now or asked.suggestion) if own and not asked.options else ""


def _chosen(now: Iterable[Any]) -> frozenset[str]:
    """The ids of the options that hold today."""
    values = (value if isinstance(value, tuple) else (value,) for value in now)
    return frozenset(plain_value(each) for value in values for each in value)


def _words(visit: Visit, shelf: str) -> dict[str, str]:
    says = visit.bench.knowledge.phrases[shelf].says
    return {key: say(words, visit.language).text for key, words in says.items()}


def _papers_shown(
    visit: Visit, held: Interview, asked: Step, papers: Papers | None, sent: FormData | None
) -> dict[str, Any]:
    """The documents to tick, what each is, and what it could be."""
    if papers is None:
        return {"papers": None, "several": False, "fitting": ()}
    shelf = visit.bench.knowledge.exhibits
    titles = {key: say(each.title, visit.language).text for key, each in shelf.items()}
    kinds = [(key, titles[key]) for key in papers.kinds]
    held_kinds = {each.id: each.kind for each in held.progress.answers.attachments if each.kind != OTHER}
    only = papers.kinds[0] if len(papers.kinds) == 1 else ""
    return {
        "papers": papers,
        "several": len(papers.rows) > 1,
        "fitting": [title for _, title in kinds],
        "ticks": ticked(sent) if sent is not None else shown(asked, papers),
        "titles": {key: titles[kind] for key, kind in held_kinds.items() if kind in titles},
        "picked": {each.id: held_kinds.get(each.id, only) for each in asked.options},
        "kinds": kinds if asked.shape != "demand" else [],
    }


def told(form: FormData, asked: Step, papers: Papers | None, intervals: Mapping[str, str]) -> str:
    """The answer as it would be typed."""
    if papers is not None:
        return _papers(form, asked, papers)
    if asked.shape == "period":
        return " / ".join(filter(None, (_text(form, "first"), _text(form, "last"))))
    if asked.shape in PEOPLE or asked.shape == "party":
        every = intervals.get(_text(form, "every"), "")
        return ", ".join(filter(None, (_who(form, asked), _text(form, "day"), every)))
    return _plain(form, asked)


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def _all(form: FormData, name: str) -> list[str]:
    return [each for each in form.getlist(name) if isinstance(each, str)]


def _numbers(asked: Step) -> dict[str, str]:
    """The number of each option by its id."""
    return {each.id: str(number) for number, each in enumerate(asked.options, 1)}


def _who(form: FormData, asked: Step) -> str:
    """The number of who was chosen, else a name with its role or contact."""
    known = _numbers(asked).get(_text(form, "option"))
    name, aside = _text(form, "name").replace("\n", " "), _text(form, "aside")
    return known or (f"{name}, {aside}" if name and aside else name)


def _plain(form: FormData, asked: Step) -> str:
    """The numbers of what was chosen, and the person's own words unless they were refused before."""
    if asked.shape == SOLD:
        return _text(form, "words")
    numbers = _numbers(asked)
    chosen = [numbers[each] for each in _all(form, "option") if each in numbers]
    words = _text(form, "words")
    if chosen and words == _text(form, "refused"):
        words = ""
    if asked.shape in MANY or not chosen:
        return ", ".join((*chosen, *([words] if words else [])))
    return words or chosen[0]


# -- documents ---------------------------------------------------------------------------------------------------------


def ticked(form: FormData) -> frozenset[str]:
    """The documents that were ticked, each behind the place of what it shows: `0:invoice`."""
    return frozenset(_all(form, "paper"))


def shown(asked: Step, papers: Papers) -> frozenset[str]:
    """The documents that show it as the case stands."""
    known = {each.id for each in asked.options}
    return frozenset(f"{place}:{key}" for place, (_, keys) in enumerate(papers.rows) for key in keys if key in known)


def _papers(form: FormData, asked: Step, papers: Papers) -> str:
    """Numbers of documents with the letter of their kind; for a chain, those of each why."""
    found = ticked(form)
    rows = [_row(form, asked, papers, place, found) for place in range(len(papers.rows))]
    if not any(rows):
        return "none" if _text(form, "none") else ""
    if asked.shape != FILES[-1]:
        return rows[0]
    return "; ".join(f"{place}: {row or 'none'}" for place, row in enumerate(rows, 1))


def _row(form: FormData, asked: Step, papers: Papers, place: int, found: Iterable[str]) -> str:
    numbers, wanted = _numbers(asked), set(found)
    cited = [key for key in numbers if f"{place}:{key}" in wanted]
    return ", ".join(numbers[key] + _letter(_text(form, f"kind:{place}:{key}"), papers.kinds) for key in cited)


def _letter(kind: str, kinds: Sequence[str]) -> str:
    return "abcdefghij"[kinds.index(kind)] if kind in kinds[:10] else ""
