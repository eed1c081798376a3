"""Likeness: passages that stand in another plan too, and sentences so general that they would fit any seller.

Both are measured with values and names masked: a template with other facts filled in is still the same template.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from reinstate.case import Finding, Plan, Span
from reinstate.knowledge import Knowledge, terms
from reinstate.language import Matcher, fold, unspaced, words
from reinstate.review.contrast import CONFIDENCE, QUOTED, lines_of, whole
from reinstate.review.gist import Line, Shelf, small_words
from reinstate.review.signals import capitals, names

ALIKE = 0.85
"""Ratio (Indel likeness of the masked sentences, 0 to 1) from which two sentences are the same template."""
GENERAL = 0.15
"""Share of a sentence's telling words below which it would fit any seller."""
GENERAL_PLAN = 0.4
_NEAR = 0.6
"""Share of stems that two sentences must share to be compared at all."""
_LEAST = 6
"""Telling words below which a sentence is too short to be judged."""
_SIGNS = 3
"""Signs of a script without spaces that weigh as much as one word."""
_PLAIN_TALK = 0.2


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two passages that are the same but for their values and names.

    `first` and `second` are the plans' names, `ratio` runs from 0 to 1; `places` are in the respective plans' texts.
    """

    first: str
    place: Span
    second: str
    other: Span
    ratio: float


def alike(plans: Mapping[str, Plan], knowledge: Knowledge, least: float = ALIKE) -> tuple[Likeness, ...]:
    """Every passage that two of the plans share, plan by plan in the order given; neighbouring sentences are joined.

    Cost grows with the number of sentences that share words, not with the square of all sentences.
    """
    told = {name: [line for line in lines_of(plan, knowledge) if _long(line, plan)] for name, plan in plans.items()}
    masked = {name: _all_masked(plan, told[name], knowledge) for name, plan in plans.items()}
    found: list[Likeness] = []
    order = list(plans)
    for number, second in enumerate(order):
        for first in order[:number]:
            if plans[first].language == plans[second].language:
                found += _shared((first, told[first], masked[first]), (second, told[second], masked[second]), least)
    return tuple(found)


Told = tuple[str, Sequence[Line], Mapping[Span, str]]
"""A plan's name, its sentences, and what they say with values and names masked."""


def _shared(first: Told, second: Told, least: float) -> list[Likeness]:
    shelf = Shelf(replace(line, told=()) for line in first[1])
    found: list[Likeness] = []
    for line in second[1]:
        near = [other for _, other in shelf.about(replace(line, told=()), _NEAR)]
        rated = [(fuzz.ratio(second[2][line.span], first[2][other.span]) / 100, other) for other in near]
        ratio, other = max(rated, key=lambda each: (each[0], -each[1].span.start), default=(0.0, line))
        if ratio >= least:
            _join(found, Likeness(second[0], line.span, first[0], other.span, round(ratio, 2)))
    return found


def _join(found: list[Likeness], new: Likeness) -> None:
    """Add a pair, or lengthen the one before it where both places follow on."""
    last = found[-1] if found else None
    if last and 0 <= new.place.start - last.place.end <= _SIGNS and 0 <= new.other.start - last.other.end <= _SIGNS:
        place, other = Span(last.place.start, new.place.end), Span(last.other.start, new.other.end)
        ratio = (last.ratio * len(last.place) + new.ratio * len(new.place)) / (len(last.place) + len(new.place))
        found[-1] = replace(last, place=place, other=other, ratio=round(ratio, 2))
    else:
        found.append(new)


def _long(line: Line, plan: Plan) -> bool:
    """Whether a sentence says enough to be compared; a visible gap says nothing."""
    if plan.text.startswith("⟦", line.span.start):
        return False
    return len(line.stems) >= (_LEAST * _SIGNS if unspaced(line.span.of(plan.text)) else _LEAST)


def _all_masked(plan: Plan, told: Sequence[Line], knowledge: Knowledge) -> dict[Span, str]:
    namer = _namer(plan, knowledge)
    return {line.span: _masked(plan, line, namer.names(line)) for line in told}


def _masked(plan: Plan, line: Line, named: list[Span]) -> str:
    """The sentence with a sign in place of each value and name."""
    cuts = [(each.span, "0") for each in line.told]
    cuts += [(span, "@") for span in named if not any(span.meets(cut) for cut, _ in cuts)]
    pieces, last = [], line.span.start
    for span, sign in sorted(cuts):
        pieces += [plan.text[last : span.start], sign]
        last = max(last, span.end)
    return fold("".join(pieces) + plan.text[last : line.span.end]).text


@dataclass(frozen=True, slots=True)
class _Namer:
    """What telling names takes, read once a plan."""

    text: str
    strangers: frozenset[str]
    single: bool

    def names(self, line: Line) -> list[Span]:
        found = names(line.span.of(self.text), self.strangers, self.single)
        return [Span(line.span.start + start, line.span.start + end) for start, end in found]


def _namer(plan: Plan, knowledge: Knowledge) -> _Namer:
    strangers = knowledge.lexicons.get("strangers")
    known = frozenset(terms(strangers.words, plan.language)) if strangers else frozenset()
    return _Namer(plan.text, known, capitals(plan.text[:200_000]) < _PLAIN_TALK)


def likeness_findings(name: str, plans: Mapping[str, Plan], knowledge: Knowledge) -> tuple[Finding, ...]:
    """What a plan shares with the others, as notes on the plan; `name` is its own among the plans."""
    order = {other: plan for other, plan in plans.items() if other != name} | {name: plans[name]}
    return tuple(
        _finding(
            plans[name],
            "alike",
            pair.place,
            percent=round(100 * pair.ratio),
            other=pair.second,
            theirs=_quoted(pair.other.of(plans[pair.second].text)),
        )
        for pair in alike(order, knowledge)
        if pair.first == name
    )


# -- words that fit any seller -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Own:
    """How much of a stretch belongs to this case: its telling words, and how many of them are its own.

    Own are values, names, and words that aren't on the lexicon of words that stand in every plan.
    """

    span: Span
    words: int
    own: int

    @property
    def share(self) -> float:
        """From 0, which fits any seller, to 1."""
        return self.own / self.words if self.words else 1.0


def ownness(plan: Plan, knowledge: Knowledge) -> tuple[Own, ...]:
    """The measure of every sentence; empty where the shelves have no general words in the plan's language."""
    lexicon = knowledge.lexicons.get("general-phrases")
    listed = terms(lexicon.words, plan.language) if lexicon else ()
    if not listed:
        return ()
    matcher = Matcher([(0, term) for term in listed])
    small = small_words(plan.language, knowledge)
    namer = _namer(plan, knowledge)
    return tuple(_own(plan, line, matcher, small, namer.names(line)) for line in lines_of(plan, knowledge))


def _own(plan: Plan, line: Line, matcher: "Matcher[int]", small: frozenset[str], named: list[Span]) -> Own:
    sentence = line.span.of(plan.text)
    facts = [each.span for each in line.told] + named
    general = [hit.span for hit in matcher.find(fold(sentence))]
    total, own = len(facts), len(facts)
    signs = own_signs = 0
    for word in words(sentence):
        place = Span(line.span.start + word.start, line.span.start + word.end)
        if any(fact.meets(place) for fact in facts):
            continue
        said = fold(word.of(sentence)).text
        covered = any(each.holds(word) for each in general)
        if unspaced(said):
            signs, own_signs = signs + 1, own_signs + (not covered)
        elif len(said) > _SIGNS and said not in small:
            total, own = total + 1, own + (not covered)
    return Own(line.span, total + signs // _SIGNS, own + own_signs // _SIGNS)


def general_findings(plan: Plan, knowledge: Knowledge) -> tuple[Finding, ...]:
    """Sentences that would fit any seller, each with its figure, and the plan as a whole where most of it would."""
    measured = ownness(plan, knowledge)
    found = [
        _finding(plan, "general", each.span, count=each.words, percent=round(100 * each.share))
        for each in measured
        if each.words >= _LEAST and each.share <= GENERAL
    ]
    total, own = sum(each.words for each in measured), sum(each.own for each in measured)
    if total >= _LEAST * _LEAST and own / total < GENERAL_PLAN:
        found.insert(0, _finding(plan, "general-plan", whole(plan), percent=round(100 * own / total)))
    return tuple(found)


def _finding(plan: Plan, key: str, span: Span, **args: str | float) -> Finding:
    section = next((each.id for each in plan.sections if each.span.holds(span)), None)
    words = {"words": _quoted(span.of(plan.text))}
    return Finding(f"likeness.{key}", None, "note", CONFIDENCE["note"], span, section, {**words, **args})


def _quoted(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= QUOTED else said[: QUOTED - 1] + "…"


def pairs_contract(pairs: Sequence[Likeness], plans: Mapping[str, Plan]) -> Iterator[dict[str, str | float]]:
    """The shared passages as plain data: both names, places, texts and the ratio."""
    for pair in pairs:
        yield {
            "first": pair.first,
            "start": pair.place.start,
            "end": pair.place.end,
            "text": pair.place.of(plans[pair.first].text),
            "second": pair.second,
            "second_start": pair.other.start,
            "second_end": pair.other.end,
            "second_text": pair.other.of(plans[pair.second].text),
            "ratio": pair.ratio,
        }
