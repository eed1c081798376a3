"""Drawings of how a case went: what was done in the order of time, and metrics beside their targets."""

from collections.abc import Iterator
from dataclasses import dataclass

from reinstate.document.figures import ACCENT, FAINT, GOOD_LINE, INK, OPEN_LINE, RULE, SOFT, WIDTH, Page, broken

STAGES = {"event": "#8a3324", "containment": OPEN_LINE, "corrective": ACCENT, "preventive": GOOD_LINE}
"""Stages of a case in their order, with the colour of their dots; the colour is never the only sign."""

_AXIS, _STAGE, _SHOWN, _SIZE = 130.0, 108.0, 104.0, 11.0
_BARS = 210.0


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated.

    Attributes:
        days: the day as it is written; of a period the first and the last.
        stage: a key of `STAGES`; `named` is what the language calls it.
        shown: the exhibits that show it.
    """

    days: tuple[str, ...]
    stage: str
    named: str
    text: str
    shown: str = ""

    @property
    def day(self) -> str:
        """The day, or the period."""
        return " ".join(self.days)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events in the order of time; those of one day stand together."""

    title: str
    events: tuple[Event, ...]
    language: str = "en"

    @property
    def told(self) -> str:
        """The whole drawing in words."""
        return "; ".join(f"{each.day}: {each.named}: {each.text}" for each in self.events)


@dataclass(frozen=True, slots=True)
class Gauge:
    """One metric and its target in per cent, with both as they are written."""

    name: str
    value: float
    target: float
    value_words: str
    target_words: str

    @property
    def most(self) -> float:
        """The end of the scale."""
        return max(self.value, self.target, 0.01) * 1.15


@dataclass(frozen=True, slots=True)
class Gauges:
    """Metrics as the notice states them, each on a scale of its own."""

    title: str
    gauges: tuple[Gauge, ...]
    language: str = "en"

    @property
    def told(self) -> str:
        """The whole drawing in words."""
        return "; ".join(f"{each.name}: {each.value_words} ({each.target_words})" for each in self.gauges)


def timeline_svg(line: Timeline) -> str:
    """The events under each other: day, dot, stage, words, and the exhibits that show them."""
    page = Page(line.language)
    top, dots = 4.0, list[tuple[float, str]]()
    before: Event | None = None
    for each in line.events:
        same = before is not None and before.day == each.day
        top += 0 if same or before is None else 7
        dots.append((top + 8.5, STAGES[each.stage]))
        staged = same and before is not None and before.stage == each.stage
        top = max(_columns(page, each, top, (not same, not staged))) + 4
        before = each
    page.parts.insert(0, f'<path d="M{_AXIS} {dots[0][0]:.1f}V{dots[-1][0]:.1f}" stroke="{RULE}" stroke-width="1.6"/>')
    for y, colour in dots:
        page.draw(f'<circle cx="{_AXIS}" cy="{y:.1f}" r="4.2" fill="{colour}" stroke="#ffffff" stroke-width="1.4"/>')
    return page.svg(top + 2, line.title, line.told)


def _columns(page: Page, event: Event, top: float, new: tuple[bool, bool]) -> Iterator[float]:
    """One event side by side, its day and its stage only where they are new; gives the bottom edge of each column."""
    left = _AXIS + 14
    bottom = top
    for part in event.days if new[0] else ():
        bottom = page.lines(part, (0, bottom, _AXIS - 8), size=_SIZE, fill=SOFT)
    yield bottom
    if new[1]:
        place = (left, top, _STAGE - 8)
        yield page.lines(event.named, place, size=_SIZE, fill=STAGES[event.stage], weight=600)
    yield page.lines(event.text, (left + _STAGE, top, WIDTH - left - _STAGE - _SHOWN - 10), size=_SIZE)
    yield page.lines(event.shown, (WIDTH - _SHOWN, top + 1, _SHOWN), size=9.5, fill=SOFT)


def gauges_svg(gauges: Gauges) -> str:
    """A bar for every metric with a line where its target is."""
    page = Page(gauges.language)
    top, room = 2.0, WIDTH - _BARS - 70
    for each in gauges.gauges:
        name = page.height(each.name, _BARS - 14, _SIZE)
        middle = top + max(name, 18) / 2
        page.lines(each.name, (0, middle - name / 2, _BARS - 14), size=_SIZE)
        long, aim = room * each.value / each.most, room * each.target / each.most
        page.draw(f'<rect x="{_BARS}" y="{middle - 8:.1f}" width="{room:.1f}" height="16" fill="{FAINT}"/>')
        page.draw(f'<rect x="{_BARS}" y="{middle - 8:.1f}" width="{long:.1f}" height="16" fill="{STAGES["event"]}"/>')
        page.line((_BARS + aim, middle - 12, _BARS + aim, middle + 12), INK, 1.8)
        page.text(each.value_words, (_BARS + room + 8, middle + 4), _SIZE, fill=STAGES["event"], weight=600)
        top = middle + 13
        wide = max(len(broken(each.target_words, WIDTH, 9.5)), 1)
        page.lines(each.target_words, (_BARS + aim if aim < room / 2 else _BARS, top, room), size=9.5, fill=SOFT)
        top += 9.5 * page.spread() * wide + 10
    return page.svg(top, gauges.title, gauges.told)
