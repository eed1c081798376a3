"""The seller's deadline, the notice's own date, and how old invoices may be."""

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from reinstate.case import Fact, Span
from reinstate.language.dates import Dated
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import asked, footer, part

if TYPE_CHECKING:
    from reinstate.language.numbers import Duration

_NEAR, _NEAR_DATE, _AFTER = 14, 24, 10
_ENOUGH = 2.0
_PERCENT = re.compile(r"[%％]")
_AGAINST = {
    "amazon_time": 3.0,
    "money_time": 3.0,
    "stock_time": 2.0,
    "restriction": 4.0,
    "foreign_time": 3.0,
    "example": 2.0,
    "denied": 3.0,
}
_FAR_YEARS = 2
_SHORT_LINE = 24
_LABEL = 4
"""Characters between a label and its date: a colon, a space, a bracket."""

_TODAY = 8
_BRACKET = re.compile(r"[ \u00a0]?[(（]\D{0,12}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """The seller's deadline: its words, the days it leaves, and the day where it is known."""

    text: str
    span: Span | None
    days: float | None
    on: date | None
    score: float


def notice_date(scene: Scene) -> tuple[date, Span | None] | None:
    """The notice's own date: from the mail, a line of its own, or beside a word for date or sending."""
    if scene.notice.sent is not None and not _forwarded(scene):
        return scene.notice.sent, None
    for holds in (_is_named, _is_own):
        for dated in scene.dates:
            on = dated.on(None)
            number = scene.unit_at(dated.span.start)
            if on is not None and number is not None and holds(scene, number, dated):
                return on, dated.span
    return (scene.notice.sent, None) if scene.notice.sent else None


def _forwarded(scene: Scene) -> bool:
    return scene.notice.sender is not None and "amazon" not in scene.notice.sender.lower()


def _is_named(scene: Scene, number: int, dated: Dated) -> bool:
    """Whether words before a date say that it is the notice's own day: `today` anywhere, a label only as an opening."""
    return any(
        0 <= dated.span.start - sign.span.end <= (_TODAY if sign.id == "today" else _LABEL)
        and (sign.id == "today" or _opens(scene, number, sign))
        for sign in scene.signs(number, "own_date", "today")
    )


def _opens(scene: Scene, number: int, sign: Mark) -> bool:
    """Whether a sign stands at the start of its unit or of a bracket."""
    before = scene.text[scene.units[number].span.start : sign.span.start].rstrip()
    return not before or before.endswith(("(", "（", "["))


def _is_own(scene: Scene, number: int, dated: Dated) -> bool:
    unit = scene.units[number]
    rest = _line(scene, dated.span).replace(dated.span.of(scene.text), "")
    edge = number < 4 or number >= len(scene.units) - 4
    labelled = [
        sign
        for sign in scene.signs(number, "notice_date")
        if sign.span.end <= dated.span.start and dated.span.start - sign.span.end <= 24
    ]
    if labelled and (unit.kind in ("field", "row") or unit.label):
        return not scene.signs(number, "due_label")
    if scene.signs(number, "due_label", "or_else") and len(rest) > _SHORT_LINE:
        return False
    if labelled and edge:
        return True
    if scene.signs(number, "ask") and _near(scene.signs(number, "due"), dated.span, _LABEL):
        return False
    return edge and len(re.findall(r"[^\W\d_]", rest)) <= 14


def _line(scene: Scene, span: Span) -> str:
    """The line of the text, as it was before wrapped lines were joined, in which a place lies."""
    start = scene.lines.rfind("\n", 0, span.start) + 1
    end = scene.lines.find("\n", span.end)
    return scene.lines[start : end if end >= 0 else len(scene.lines)]


def deadline(scene: Scene) -> Deadline | None:
    """The seller's deadline, the likeliest of all dates and times in the text."""
    own = notice_date(scene)
    found = [*_from_durations(scene), *_from_dates(scene, own), *_from_month(scene, own)]
    if any(scene.signs(unit.number, "no_deadline") for unit in scene.units):
        found = [each for each in found if each.on is not None]
    best = max(found, key=lambda each: each.score, default=None)
    return best if best is not None and best.score >= _ENOUGH else None


def _from_durations(scene: Scene) -> Iterator[Deadline]:
    for each in scene.durations:
        if 0 < each.days <= 200:
            score = _score(scene, each.span, duration=True)
            yield Deadline(_words(scene, each.span), scene.place(each.span), _plain(each.days), None, score)


def _plain(days: float) -> float:
    rounded = round(days, 4)
    return int(rounded) if rounded == int(rounded) else rounded


def _from_dates(scene: Scene, own: tuple[date, Span | None] | None) -> Iterator[Deadline]:
    for dated in scene.dates:
        if own is not None and dated.span == own[1]:
            continue
        on = dated.on(own[0] if own else None)
        if on is None or (own and not own[0] <= on <= own[0].replace(year=own[0].year + _FAR_YEARS, day=1)):
            continue
        days = (on - own[0]).days if own else _bracketed(scene, dated)
        yield Deadline(
            _words(scene, dated.span), scene.place(dated.span), days, on, _score(scene, dated.span, duration=False)
        )


def _bracketed(scene: Scene, dated: Dated) -> float | None:
    """The days that brackets right after a date give for it: `02-09-2025 (15 days)`."""
    for each in scene.durations:
        if each.start > dated.end and _BRACKET.fullmatch(scene.folded.text, dated.end, each.start):
            return _plain(each.days)
    return None


def _from_month(scene: Scene, own: tuple[date, Span | None] | None) -> Iterator[Deadline]:
    """Limits told by the notice's own month: its end, or a day of it."""
    for unit in scene.units if own else ():
        for sign in scene.signs(unit.number, "month_end", "month_day"):
            on = _in_month(own[0], sign, scene) if own else None
            if own and on and on >= own[0]:
                score = _score(scene, sign.span, duration=False)
                yield Deadline(_words(scene, sign.span), scene.place(sign.span), (on - own[0]).days, on, score)


def _in_month(own: date, sign: Mark, scene: Scene) -> date | None:
    last = monthrange(own.year, own.month)[1]
    number = re.search(r"\d{1,2}", scene.folded.text[_folded_start(scene, sign) :]) if sign.id == "month_day" else None
    day = int(number.group()) if number else last
    return own.replace(day=day) if 1 <= day <= last else None


def _folded_start(scene: Scene, sign: Mark) -> int:
    origin = scene.folded.origin
    return sign.span.start if origin is None else bisect_left(origin, sign.span.start)


def _near(signs: list[Mark], span: Span, before: int = 14) -> list[Mark]:
    """The signs that stand right before or right after a place, or around it."""
    return [
        sign
        for sign in signs
        if sign.span.meets(span)
        or 0 <= span.start - sign.span.end <= before
        or 0 <= sign.span.start - span.end <= _AFTER
    ]


def _score(scene: Scene, span: Span, *, duration: bool) -> float:
    number = scene.unit_at(span.start)
    if number is None:
        return -9.0
    unit = scene.units[number]
    score = 2.0 if _near(scene.signs(number, "due"), span, _NEAR if duration else _NEAR_DATE) else 0.0
    score += 2.0 if scene.signs(number, "due_label") else 0.0
    score += 2.0 if asked(scene, unit) or scene.signs(number, "ask") else 0.0
    score += 1.5 if scene.signs(number, "or_else") else 0.0
    if number + 1 < len(scene.units) and scene.signs(number + 1, "or_else"):
        score += 1.5
    if number and asked(scene, scene.units[number - 1]) and unit.kind == "sentence":
        score += 1.5 if score < 4 else 0.0
    for lead in {unit.lead, unit.heading} - {None}:
        score += 1.0 if scene.signs(lead, "due_label") else 0.0
    return score - _against(scene, number, span, duration=duration)


def _against(scene: Scene, number: int, span: Span, *, duration: bool) -> float:
    unit = scene.units[number]
    total = 0.0
    settled = scene.signs(number, "or_else") and _near(scene.signs(number, "due"), span)
    for sign, weight in _AGAINST.items():
        found = scene.signs(number, sign)
        if sign == "amazon_time" and settled:
            continue
        if sign == "money_time" and _asked_before(scene, number, span):
            found = [mark for mark in found if part(scene, span).meets(mark.span) and _near([mark], span)]
        if found:
            total += weight if _near(found, span) or sign in ("amazon_time", "money_time") else weight / 2
    if duration and _near(scene.signs(number, "age"), span):
        total += 5.0
    if footer(scene, unit):
        total += 3.0
    if (
        _PERCENT.search(scene.words(unit))
        and scene.marks_in(number, "violations")
        and not scene.signs(number, "or_else")
    ):
        total += 2.5
    return total


def _asked_before(scene: Scene, number: int, span: Span) -> bool:
    """Whether words for a limit stand right before a time in a unit that asks for something."""
    return bool(scene.signs(number, "ask", "or_else")) and bool(_near(scene.signs(number, "due"), span))


def _words(scene: Scene, span: Span) -> str:
    """The deadline with the little word before or after it."""
    number = scene.unit_at(span.start)
    near = _near(scene.signs(number, "due"), span)
    start = min([span.start, *(sign.span.start for sign in near)])
    end = max([span.end, *(sign.span.end for sign in near)])
    return " ".join(scene.text[start:end].split())


def lookback(scene: Scene) -> Fact | None:
    """The greatest age of the invoices asked for, in days."""
    best: tuple[float, Duration, Mark] | None = None
    for each in scene.durations:
        number = scene.unit_at(each.span.start)
        invoice = _invoice_near(scene, number, each.span)
        if number is None or invoice is None or each.days < 15:
            continue
        score = 2.0 if _near(scene.signs(number, "age"), each.span) else 0.0
        score -= 3.0 if _near(scene.signs(number, "money_time", "amazon_time", "stock_time"), each.span) else 0.0
        score += 1.0 if invoice.unit == number else 0.0
        if score >= 2.0 and (best is None or score > best[0]):
            best = (score, each, invoice)
    if best is None:
        return None
    days = {6: 180, 12: 365}.get(round(best[1].days / 30), 0) if best[1].unit == "month" else 0
    return Fact("lookback", days or round(best[1].days), scene.place(best[1].span), best[2].rule, 0.9)


def _invoice_near(scene: Scene, number: int | None, span: Span) -> Mark | None:
    """The invoice word that a stretch of time belongs to: nearest of the demand words in its unit, or in the one before."""  # noqa: E501 - one expression
    if number is None:
        return None
    for near in (number, number - 1, scene.units[number].lead):
        marks = scene.marks_in(near, "demands") if near is not None and near >= 0 else []
        papers = [
            mark for mark in marks if mark.id in ("invoices", "utility_bill", "bank_statement", "business_licence")
        ]
        if papers:
            nearest = min(
                papers,
                key=lambda mark: (
                    max(mark.span.start - span.end, span.start - mark.span.end, 0),
                    mark.id != "utility_bill",
                ),
            )
            others = any(mark.id == "utility_bill" and mark.span.meets(nearest.span) for mark in papers)
            return nearest if nearest.id == "invoices" and not others else None
    return None
