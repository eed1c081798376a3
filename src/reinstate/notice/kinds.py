"""What a notice does, and whether it is about the account or a listing."""

from typing import TYPE_CHECKING

from reinstate.case import Fact, Span
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import denied, footer, negated, refused

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER, ACCOUNT, LISTING = "other", "account", "listing"
WARNING = ("account_at_risk_warning", "listing_at_risk_warning")
STOPPED = ("account_deactivated", "listing_removed")
REQUEST = "information_request"
_SURE = 0.9
_ORDERED = 6
"""Characters after words for a stop in which a request turns them into the seller's task."""


def kind(scene: Scene, violations: tuple[str, ...], demanded: bool, listed: bool) -> Fact:
    """What the notice does: the best ranked kind whose words stand in it and hold."""
    held = _told(scene, [mark for mark in scene.marks if mark.shelf == "kinds" and _holds(scene, mark)])
    kinds = scene.knowledge.kinds
    ranked = sorted({mark.id for mark in held}, key=lambda each: kinds[each].rank)
    ranked = _doubtful(scene, ranked, held)
    if ranked and ranked[0] != OTHER:
        mark = next(mark for mark in held if mark.id == ranked[0])
        if ranked[0] == WARNING[1] and violations and scene.knowledge.violations[violations[0]].level == ACCOUNT:
            return Fact("kind", WARNING[0], scene.place(mark.span), mark.rule, _SURE)
        return Fact("kind", ranked[0], scene.place(mark.span), mark.rule, _SURE)
    threatened = _threatened(scene)
    if threatened is not None:
        return Fact("kind", WARNING[STOPPED.index(threatened.id)], scene.place(threatened.span), threatened.rule, 0.7)
    chosen = _by_content(scene, violations, demanded, listed)
    return Fact("kind", chosen, None, "pattern/content", 0.5)


def _threatened(scene: Scene) -> Mark | None:
    """The first words for a stop that a condition voids: what happens unless the seller acts."""
    return next(
        (
            mark
            for mark in scene.marks
            if mark.shelf == "kinds"
            and mark.id in STOPPED
            and any(sign.span.start <= mark.span.start for sign in scene.signs(mark.unit, "or_else"))
            and not denied(scene, mark)
            and not footer(scene, scene.units[mark.unit])
        ),
        None,
    )


def _holds(scene: Scene, mark: Mark) -> bool:
    unit = scene.units[mark.unit]
    if footer(scene, unit) or scene.signs(mark.unit, "own_words"):
        return False
    reach = scene.knowledge.kinds[mark.id].reach
    if not reach:
        return not denied(scene, mark) and not (mark.id == REQUEST and refused(scene, unit, mark.span))
    if scene.signs(mark.unit, "consequence") or negated(scene, mark, reach):
        return False
    return not any(sign.span.start <= mark.span.start for sign in scene.signs(mark.unit, "or_else"))


def _told(scene: Scene, held: list[Mark]) -> list[Mark]:
    """Without words for a stop that are a part of a warning of one, or that tell the seller to do it."""
    warnings = [mark for mark in held if mark.id in WARNING]
    return [
        mark
        for mark in held
        if mark.id not in STOPPED
        or not (any(_within(scene, mark, other) for other in warnings) or _is_order(scene, mark))
    ]


def _within(scene: Scene, mark: Mark, other: Mark) -> bool:
    """Whether words for a stop are a part of a warning; those with a negation of their own say what is so now."""
    return other.span.holds(mark.span) and not any(mark.span.holds(sign.span) for sign in scene.signs(mark.unit, "not"))


def _is_order(scene: Scene, mark: Mark) -> bool:
    """Whether a request ends right after the words, in languages that end the sentence with it."""
    after = Span(mark.span.end, mark.span.end + _ORDERED)
    return scene.knowledge.languages[scene.language].verb_last and any(
        sign.span.meets(after) for sign in scene.signs(mark.unit, "ask")
    )


def _doubtful(scene: Scene, ranked: list[str], held: list[Mark]) -> list[str]:
    """Without kinds that another word of the notice speaks against."""
    if any(scene.signs(unit.number, "still_open") for unit in scene.units):
        ranked = [each for each in ranked if each != "account_deactivated"]
    if set(WARNING) <= set(ranked) and not any(
        scene.signs(mark.unit, "account_word") or scene.signs(mark.unit - 1, "account_word")
        for mark in held
        if mark.id == WARNING[0]
    ):
        ranked = [each for each in ranked if each != WARNING[0]]
    early = max(4, len(scene.units) // 2)
    answers = [mark for mark in held if mark.id == "appeal_rejected_or_more_info" and mark.unit < early]
    if not answers:
        ranked = [each for each in ranked if each != "appeal_rejected_or_more_info"]
    return ranked


def _by_content(scene: Scene, violations: tuple[str, ...], demanded: bool, listed: bool) -> str:
    """Where no words tell: documents alone are a request; a plan is asked of those who are already stopped."""
    if not violations:
        return REQUEST if demanded else OTHER
    violation = scene.knowledge.violations[violations[0]]
    about_listing = violation.level == LISTING or (listed and violation.level == "both")
    if any(scene.signs(unit.number, "warning") for unit in scene.units):
        return WARNING[1] if about_listing else WARNING[0]
    if not about_listing and any(scene.signs(unit.number, "still_open") for unit in scene.units):
        return REQUEST if demanded and violation.response in ("documents", "questionnaire", "edit") else WARNING[0]
    if not demanded:
        return WARNING[1] if about_listing else WARNING[0]
    if violation.response in ("documents", "questionnaire"):
        return REQUEST
    return STOPPED[1] if about_listing else STOPPED[0]


def scope(scene: Scene, kind: Fact, violations: tuple[str, ...], listed: bool) -> str:
    """Whether the notice is about the account, a listing, or neither."""
    own = scene.knowledge.kinds[str(kind.value)].scope
    if own is not None:
        return own
    unit = scene.unit_at(kind.span.start + scene.shift) if kind.span else None
    if unit is not None and kind.value == "reinstated":
        return _named_first(scene, unit)
    if unit is not None and kind.value == "appeal_rejected_or_more_info" and scene.signs(unit, "account_word"):
        return ACCOUNT
    level = scene.knowledge.violations[violations[0]].level if violations else "both"
    if level == "both":
        return LISTING if listed else ACCOUNT
    return level if level == ACCOUNT or listed else _by_words(scene)


def _named_first(scene: Scene, number: int) -> str:
    """Which of the two the text names first, from a unit on; a listing where it names neither."""
    for unit in scene.units[number:]:
        if named := scene.signs(unit.number, "account_word", "listing_word"):
            return ACCOUNT if min(named, key=lambda sign: sign.span.start).id == "account_word" else LISTING
    return LISTING


def _by_words(scene: Scene) -> str:
    account = _count(scene, "account_word")
    listing = _count(scene, "listing_word")
    return LISTING if listing > account else ACCOUNT


def _count(scene: Scene, sign: str) -> int:
    found: Iterable[Mark] = (mark for unit in scene.units for mark in scene.signs(unit.number, sign))
    return sum(1 for _ in found)
