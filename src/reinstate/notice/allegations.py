"""Which violations a notice alleges: every word weighed by where it stands, guarded by denial and recital."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reinstate.case import Fact, Span
from reinstate.knowledge.model.notice import Violation
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.weighing import STRONG
from reinstate.notice.weighing import weight as weigh

_ENOUGH, _ALONE, _BESIDE = 0.75, 0.25, 0.3
_LONGER = 25
"""Characters by which words may be longer than those that they swallow; more of them are a gap."""

_EXPLAINED = 1.75
"""How much stronger than the violation that explains its words one must be to stand beside it."""

_PROMINENT = 0.4
"""Share of the best score from which the first mentioned violation counts as the main one."""

NOT_STATED = "not_stated"


@dataclass(slots=True)
class Case:
    """What speaks for one violation."""

    score: float = 0.0
    best: float = 0.0
    mark: Mark | None = None
    words: dict[str, int] = field(default_factory=dict)
    first: int = 1 << 30
    """Where it is first mentioned in earnest."""

    def add(self, mark: Mark, words: str, weight: float) -> None:
        """Count a word; the same words again count less and less."""
        again = self.words.get(words, 0)
        self.words[words] = again + 1
        weight *= 0.4**again
        self.score += weight
        if mark.shelf == "violations" and weight >= 0.5:
            self.first = min(self.first, mark.span.start)
        if weight > self.best or self.mark is None:
            self.best, self.mark = weight, mark


@dataclass(frozen=True, slots=True)
class Measure:
    """A metric as the notice states it, in per cent."""

    mark: Mark
    value: float | None
    target: float | None
    breached: bool | None


def measures(scene: Scene) -> list[Measure]:
    """Every metric that stands in the notice, with its value and target where given."""
    marks = [mark for mark in scene.marks if mark.shelf == "violations" and _metric(scene, mark).metric]
    found = []
    for number, mark in enumerate(marks):
        end = scene.units[mark.unit].span.end
        following = [other.span.start for other in marks[number + 1 :] if other.id != mark.id]
        end = min([end, *(start for start in following if start >= mark.span.end)])
        words = scene.folded.text[_folded(scene, mark.span.end) : _folded(scene, end)]
        found.append(_measure(_metric(scene, mark), mark, scene.reader.shares(words)))
    return found


def _folded(scene: Scene, place: int) -> int:
    """A place of the text in the folded text."""
    origin = scene.folded.origin
    if origin is None:
        return place
    from bisect import bisect_left  # noqa: PLC0415

    return bisect_left(origin, place)


def _metric(scene: Scene, mark: Mark) -> Violation:
    return scene.knowledge.violations[mark.id]


def _measure(violation: Violation, mark: Mark, numbers: Sequence[tuple[bool, float]]) -> Measure:
    usual = violation.target or 0.0
    bounds = [number for compared, number in numbers if compared]
    values = [number for compared, number in numbers if not compared]
    if not values or (len(values) == 1 and values[0] == usual and not bounds):
        return Measure(mark, None, bounds[0] if bounds else None, None)
    if not bounds and len(values) > 1 and values[0] == usual:
        values.reverse()
    value = values[0]
    target = bounds[0] if bounds else values[1] if len(values) > 1 else usual
    return Measure(mark, value, target, value < target if violation.metric == "over" else value > target)


def allegations(scene: Scene) -> list[Fact]:
    """The violations alleged, the main one first."""
    cases = _cases(scene)
    kept = _settled(scene, cases)
    best = kept[0][1].score if kept else 1.0
    return [
        Fact("violation", slug, _place(scene, case), case.mark.rule if case.mark else "", _confidence(case, best))
        for slug, case in kept
    ]


def _place(scene: Scene, case: Case) -> Span | None:
    return scene.place(case.mark.span) if case.mark else None


def _confidence(case: Case, best: float) -> float:
    return round(min(0.99, 0.5 + 0.3 * case.score / best + 0.05 * min(case.score, 4)), 2)


def _cases(scene: Scene) -> dict[str, Case]:
    cases: dict[str, Case] = {}
    verdicts = {id(each.mark): each for each in measures(scene)}
    met = _met(list(verdicts.values()))
    marks = _widest(scene)
    for mark in marks:
        if mark.id in met or any(_swallows(other, mark) for other in marks):
            continue
        measure = verdicts.get(id(mark))
        weight = weigh(scene, mark)
        if measure is not None and measure.breached:
            weight = max(weight, STRONG) * 2
        if weight > 0:
            slug = scene.knowledge.violations[mark.id].slug or mark.id
            cases.setdefault(slug, Case()).add(mark, mark.span.of(scene.text).lower(), weight)
    return cases


def _widest(scene: Scene) -> list[Mark]:
    """The violation words of the text, without those that lie inside longer words for the same violation."""
    marks = [mark for mark in scene.marks if mark.shelf in ("violations", "hints")]
    kept: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda each: (-len(each.span), each.shelf != "violations")):
        if not any(other.span.meets(mark.span) for other in kept.get(mark.id, [])):
            kept.setdefault(mark.id, []).append(mark)
    return sorted((mark for each in kept.values() for mark in each), key=lambda mark: mark.span)


def _swallows(other: Mark, mark: Mark) -> bool:
    """Whether the words are only a part of somewhat longer ones that name another violation."""
    longer = 0 < len(other.span) - len(mark.span) <= _LONGER
    return longer and other.id != mark.id and other.shelf == "violations" and other.span.holds(mark.span)


def _met(found: list[Measure]) -> frozenset[str]:
    """Metrics that the notice states and that are within their targets."""
    fine = {each.mark.id for each in found if each.breached is False}
    return frozenset(fine - {each.mark.id for each in found if each.breached})


def _settled(scene: Scene, cases: dict[str, Case]) -> list[tuple[str, Case]]:
    """The cases that are strong enough, without those whose words a stronger one explains."""
    order = sorted(cases.items(), key=lambda each: -each[1].score)
    order = [each for each in order if each[0] != NOT_STATED]
    if not order or order[0][1].score < _ALONE:
        return []
    best = order[0][1].score
    gone = set(_outranked(scene, dict(order)))
    strong = [
        (slug, case)
        for slug, case in order
        if slug not in gone and (case.score >= max(_ENOUGH, _BESIDE * best) or case is order[0][1])
    ]
    return _main_first(strong or [order[0]])


def _main_first(cases: list[tuple[str, Case]]) -> list[tuple[str, Case]]:
    """Prominent violations in the order of their first mention, then the others by score."""
    best = max(case.score for _, case in cases)
    prominent = [each for each in cases if each[1].score >= _PROMINENT * best]
    rest = [each for each in cases if each not in prominent]
    return sorted(prominent, key=lambda each: each[1].first) + rest


def _outranked(scene: Scene, cases: dict[str, Case]) -> Iterator[str]:
    for slug, case in cases.items():
        for other in scene.knowledge.violations[slug].outranks if slug in scene.knowledge.violations else ():
            if other in cases and cases[other].score < _EXPLAINED * case.score and case.score >= _ENOUGH:
                yield other
