"""What a notice says and means, put into the reader's words: the same blocks for the terminal and for the page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from reinstate.case import Clock, Fact, Gap, Meaning, Reading, Span
from reinstate.document.days import spoken_day, spoken_zone
from reinstate.knowledge import Knowledge, Said, say

SHELF = "read"
MOST_WORDS = 300
"""Characters of a quotation; what is longer is cut with an ellipsis."""

MOST_ITEMS = 20
"""Products or numbers listed one by one."""

SURE = 0.6
NOT_STATED = "violation-not-stated"
SWINDLE = "phishing"
"""How warnings begin that speak of a swindle; the others tell what was left out or guessed."""

NAMELESS = "other"
"""The demand that has no kind: its own words are its name."""

SOON = 2
"""Days left from which the deadline is shown as urgent."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block: its words, the notice's own words for it, and remarks.

    `sign` is box (to be ticked), cross (not wanted), point, strong (the one thing to see) or plain.
    """

    text: Said
    sign: str = "plain"
    quote: str = ""
    notes: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its lines; `tone` is calm, urgent or alarm."""

    id: str
    heading: Said
    lines: tuple[Line, ...]
    tone: str = "calm"


@dataclass(frozen=True, slots=True)
class Told:
    """A notice told in the reader's language, in the order in which a frightened person needs it."""

    language: str
    title: Said
    blocks: tuple[Block, ...]
    footer: Said


class Tongue:
    """Speaks the shelves in one language."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.knowledge = knowledge
        self.language = language

    def says(self, key: str, shelf: str = SHELF, **values: str | float) -> Said:
        """The message of that key with its values filled in."""
        return self.text(self.knowledge.messages[shelf].says[key], **values)

    def knows(self, key: str, shelf: str = SHELF) -> bool:
        """Whether the shelf has that message."""
        return shelf in self.knowledge.messages and key in self.knowledge.messages[shelf].says

    def text(self, text: Mapping[str, str], **values: str | float) -> Said:
        """A spoken text with its values filled in."""
        said = say(text, self.language)
        return Said(said.text.format(**values) if values else said.text, said.language, said.fallback)

    def title(self, shelf: str, name: str, part: str = "title") -> Said:
        """The title of an entry; its id where there is no such entry."""
        entry = getattr(self.knowledge, shelf).get(name)
        return self.plain(name) if entry is None else self.text(getattr(entry, part))

    def plain(self, words: str) -> Said:
        """Words that need no translation: an identifier, the notice's own words."""
        return Said(words, self.language, fallback=False)

    def joined(self, parts: Iterable[Said], between: str) -> Said:
        """Several words in one line; a fallback among them marks the whole."""
        every = tuple(parts)
        weak = next((each for each in every if each.fallback), None)
        words = between.join(each.text for each in every)
        return Said(words, weak.language, fallback=True) if weak else self.plain(words)


def told(reading: Reading, meaning: Meaning, knowledge: Knowledge, language: str) -> Told:
    """The notice in the reader's words, every block that has something to say."""
    teller = _Teller(reading, meaning, Tongue(knowledge, language))
    made = ((name, tuple(lines())) for name, lines in teller.blocks())
    tongue = teller.tongue
    blocks = tuple(Block(name, tongue.says(f"h-{name}"), lines, teller.tone(name)) for name, lines in made if lines)
    return Told(language, tongue.says("page-title"), blocks, tongue.says("footer"))


@dataclass(frozen=True, slots=True)
class _Teller:
    reading: Reading
    meaning: Meaning
    tongue: Tongue

    def blocks(self) -> Iterator[tuple[str, Callable[[], Iterator[Line]]]]:
        yield "warning", self.warned
        yield "happened", self.happened
        if self.meaning.response != "nothing":
            yield "deadline", self.deadline
            if not (self.meaning.gaps and NOT_STATED in self.reading.warnings):
                yield "alleged", self.alleged
            yield "items", self.items
            yield "missing", self.missing
            if not self.meaning.gaps:
                yield "wanted", self.wanted
            yield "refused", self.refused
        yield "answer", self.answer
        yield "cautions", self.cautions
        yield "money", self.money
        yield "disputed", self.disputed
        yield "unsure", self.unsure

    def tone(self, name: str) -> str:
        if name == "warning":
            return "alarm"
        clock = self.meaning.clock("answer")
        near = clock is not None and clock.days_left is not None and clock.days_left <= SOON
        return "urgent" if name == "deadline" and near else "calm"

    def quote(self, span: Span | None) -> str:
        """The notice's words without line breaks and the dash of their list."""
        words = " ".join(span.of(self.reading.notice.text).split()).lstrip("-–•*· ") if span else ""
        return words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1].rstrip() + "…"

    def warned(self) -> Iterator[Line]:
        for warning in self.reading.warnings:
            if warning.startswith(SWINDLE):
                yield Line(self.tongue.says(f"warning-{warning}"), "strong")
        seen: set[str] = set()
        for fact in self.reading.found("phishing"):
            key = f"sign-{fact.value}"
            if key not in seen and self.tongue.knows(key):
                seen.add(key)
                yield Line(self.tongue.says(key), "point", self.quote(fact.span))

    def happened(self) -> Iterator[Line]:
        says = self.tongue.says
        notes = [says(f"severity-{self.meaning.severity}"), says(f"recoverable-{self.meaning.recoverable}")]
        quiet = self.meaning.response in ("nothing", "wait")
        phishing = self.meaning.reason == "phishing"
        found = next((fact.span for fact in self.reading.found("kind")), None)
        if not phishing:
            yield Line(says(f"kind-{self.reading.kind}"), "strong", self.quote(found), () if quiet else tuple(notes))

    def deadline(self) -> Iterator[Line]:
        clock = self.meaning.clock("answer")
        if clock is None:
            yield Line(self.tongue.says("perhaps-deadline" if self.meaning.perhaps else "no-deadline"))
            yield from (Line(self.tongue.plain(self.quote(span)), "point") for span in self.meaning.perhaps)
            return
        notes = tuple(self._clock_notes(clock))
        if clock.on is None:
            within = self._within(clock)
            yield Line(within, "strong", _unless_said(clock.words, within), notes)
            return
        day = spoken_day(clock.on, self.tongue.language)
        text = self.tongue.joined((self.tongue.plain(day), self._left(clock.days_left or 0)), " · ")
        yield Line(text, "strong", clock.words, notes)

    def _within(self, clock: Clock) -> Said:
        if clock.count is None:
            return self.tongue.plain(clock.words)
        return self.tongue.says(f"within-{clock.unit}{'-one' if clock.count == 1 else ''}", count=f"{clock.count:g}")

    def _left(self, days: int) -> Said:
        key = {0: "left-none", 1: "left-one", -1: "past-one"}.get(days, "left-many" if days > 0 else "past-many")
        return self.tongue.says(key, days=abs(days))

    def _clock_notes(self, clock: Clock) -> Iterator[Said]:
        says, language = self.tongue.says, self.tongue.language
        past = clock.days_left is not None and clock.days_left < 0
        if past:
            yield says("past-advice")
        if clock.since is not None:
            yield says(f"since-{clock.origin}", day=spoken_day(clock.since, language))
        elif clock.if_today is not None:
            yield says("since-unknown", day=spoken_day(clock.if_today, language))
        if clock.unit == "hour" and not past:
            yield says("hour-unknown")
        if clock.unit == "business-day":
            yield says("business-days")
        if clock.zone is not None:
            yield says("zone", zone=spoken_zone(clock.zone, language))

    def alleged(self) -> Iterator[Line]:
        if NOT_STATED in self.reading.warnings:
            yield Line(self.tongue.says("not-stated"))
            return
        places = {str(fact.value): fact.span for fact in reversed(self.reading.found("violation"))}
        for slug in self.reading.violations:
            notes = tuple(self._metrics(slug))
            title = self.tongue.title("violations", slug)
            yield Line(title, "point", _unless_said(self.quote(places.get(slug)), title), notes)

    def _metrics(self, slug: str) -> Iterator[Said]:
        facts = [fact for fact in self.reading.found("metric") if fact.extra.get("name") == slug]
        for fact in facts[:1]:
            target = fact.extra.get("target")
            if isinstance(fact.value, (int, float)) and isinstance(target, (int, float)):
                yield self.tongue.says("metric", value=f"{fact.value:g}", target=f"{target:g}")

    def items(self) -> Iterator[Line]:
        asins = {str(fact.value): fact for fact in reversed(self.reading.found("asin"))}
        named = list(self.reading.asins)
        for asin in named[:MOST_ITEMS]:
            about = [str(asins[asin].extra[key]) for key in ("title", "brand") if asins[asin].extra.get(key)]
            yield Line(self.tongue.plain(" · ".join((asin, *about))), "point")
        if len(named) > MOST_ITEMS:
            yield Line(self.tongue.says("more", count=len(named) - MOST_ITEMS))
        numbers = {"orders": self.reading.order_ids, "complaints": self.reading.values("complaint_id")}
        for key, values in numbers.items():
            if values:
                yield Line(self.tongue.says(key), "point", "", (self._listed(values),))
        if not named and not any(numbers.values()) and not self.meaning.gaps:
            yield Line(self.tongue.says("no-items"))

    def _listed(self, values: tuple[str, ...]) -> Said:
        shown = ", ".join(values[:MOST_ITEMS])
        rest = len(values) - MOST_ITEMS
        return self.tongue.plain(f"{shown} {self.tongue.says('more', count=rest).text}" if rest > 0 else shown)

    def wanted(self) -> Iterator[Line]:
        if not self.reading.demands:
            yield Line(self.tongue.says("wanted-none"))
        for span, facts in _by_place(self.reading.demands):
            names = [str(fact.value) for fact in facts if fact.value != NAMELESS]
            quote = self.quote(span)
            if not names and quote:
                yield Line(self.tongue.plain(quote), "box")
                continue
            titles = [self.tongue.title("demands", name) for name in names or (NAMELESS,)]
            notes = [self.tongue.says("lookback", days=days)] if (days := self._window(names)) else []
            title = self.tongue.joined(titles, " · ")
            yield Line(title, "box", _unless_said(quote, title), tuple(notes))

    def _window(self, names: Iterable[str]) -> int | None:
        return self.reading.lookback_days if "invoices" in names else None

    def refused(self) -> Iterator[Line]:
        for span in self.meaning.refused:
            yield Line(self.tongue.plain(self.quote(span)), "cross")

    def answer(self) -> Iterator[Line]:
        meaning, says = self.meaning, self.tongue.says
        yield Line(says(f"response-{meaning.response}"), "strong", "", (says(f"because-{meaning.reason}"),))
        if meaning.structure is not None:
            form = says("form", structure=self.tongue.title("structures", meaning.structure).text)
            why = self.tongue.title("structures", meaning.structure, "why")
            yield Line(form, "plain", "", (why,))
        if meaning.response in ("nothing", "wait"):
            return
        yield Line(self.tongue.title("channels", self.reading.channel, "how"))
        addresses = self.reading.values("contact_email")
        if addresses:
            yield Line(says("contacts", addresses=", ".join(addresses[:MOST_ITEMS])))

    def missing(self) -> Iterator[Line]:
        for gap in self.meaning.gaps:
            yield Line(self._part(gap), "box", str(gap.args.get("words", "")))

    def _part(self, gap: Gap) -> Said:
        demand = self.tongue.title("demands", str(gap.args.get("demand", gap.about)))
        violation = str(gap.args.get("violation", ""))
        if not violation:
            return demand
        return self.tongue.joined((self.tongue.title("violations", violation), demand), " · ")

    def cautions(self) -> Iterator[Line]:
        for name in self.meaning.cautions:
            why = self.tongue.title("cautions", name, "why")
            yield Line(self.tongue.title("cautions", name), "cross", "", (why,))

    def money(self) -> Iterator[Line]:
        clock = self.meaning.clock("funds")
        for span in self.meaning.money:
            yield Line(self.tongue.plain(self.quote(span)), "point")
        if clock is not None and clock.on is not None:
            yield Line(self.tongue.says("funds-until", day=spoken_day(clock.on, self.tongue.language)))

    def disputed(self) -> Iterator[Line]:
        for name in self.meaning.disputed:
            policy = self.tongue.knowledge.policies[name]
            sides = tuple(self.tongue.text(side) for side in policy.sides.values())
            yield Line(self.tongue.text(policy.title), "point", "", sides)

    def unsure(self) -> Iterator[Line]:
        told = [warning for warning in self.reading.warnings if warning != NOT_STATED]
        for warning in told:
            if self.tongue.knows(f"warning-{warning}") and not warning.startswith(SWINDLE):
                yield Line(self.tongue.says(f"warning-{warning}"), "point")
            elif self.tongue.knows(warning, "notice"):
                yield Line(self.tongue.says(warning, "notice"), "point")
        facts = [self.reading.facts[number] for number in self.meaning.unsure]
        for fact in islice((fact for fact in facts if fact.kind != "phishing"), MOST_ITEMS):
            yield Line(fact_said(fact, self.tongue), "point", self.quote(fact.span), (self.tongue.says("unsure"),))


def _unless_said(quote: str, title: Said) -> str:
    """A quotation, unless the title already says the same words."""
    return "" if quote.rstrip(".:;,").lower() in title.text.lower() else quote


def _by_place(facts: Iterable[Fact]) -> list[tuple[Span | None, list[Fact]]]:
    """Facts that stand in the same words together, in the order of their first."""
    found: dict[Span | None, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.span, []).append(fact)
    return list(found.items())


def fact_said(fact: Fact, tongue: Tongue) -> Said:
    """One fact in the reader's words."""
    if isinstance(fact.value, date):
        return tongue.plain(spoken_day(fact.value, tongue.language))
    value = str(fact.value)
    shelf = {"violation": "violations", "demand": "demands", "channel": "channels"}.get(fact.kind)
    if shelf is not None:
        return tongue.title(shelf, value)
    if fact.kind == "marketplace":
        store = tongue.knowledge.marketplaces.get(value)
        return tongue.plain(store.domain if store else value)
    key = {"kind": f"kind-{value}", "phishing": f"sign-{value}"}.get(fact.kind, "")
    if tongue.knows(key):
        return tongue.says(key)
    if fact.kind == "lookback":
        return tongue.says("lookback", days=value)
    return tongue.plain(f"{value} %" if fact.kind == "metric" else value)
