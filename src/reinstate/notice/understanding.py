"""From a notice to a reading: every finder is asked, and what they say is put together."""

from reinstate.case import Fact, Notice, Reading
from reinstate.knowledge.book import Knowledge
from reinstate.notice import phishing
from reinstate.notice.allegations import NOT_STATED, allegations, measures
from reinstate.notice.deadlines import deadline, lookback, notice_date
from reinstate.notice.demands import demands
from reinstate.notice.identifiers import identifiers
from reinstate.notice.kinds import OTHER, STOPPED, kind, scope
from reinstate.notice.routes import NO_ROUTE, channel, marketplace
from reinstate.notice.scene import MOST_CHARACTERS, Reader, Scene
from reinstate.notice.things import named_things

_READERS: dict[int, Reader] = {}
_KEPT = 4
_OPENING = 4
"""The units in which a message to all says so, where it speaks of closed accounts further down."""


def reader_of(knowledge: Knowledge) -> Reader:
    """The matchers of a knowledge object, made once."""
    if id(knowledge) not in _READERS:
        while len(_READERS) >= _KEPT:
            _READERS.pop(next(iter(_READERS)))
        _READERS[id(knowledge)] = Reader(knowledge)
    return _READERS[id(knowledge)]


def understand(notice: Notice, knowledge: Knowledge) -> Reading:
    """Everything that the notice says."""
    scene = reader_of(knowledge).scene(notice)
    doubts = phishing.signs(scene)
    if phishing.suspected(doubts):
        return _swindle(scene, doubts)
    if _for_everybody(scene):
        return _circular(scene)
    return _reading(scene, [fact for fact, _ in doubts])


def _swindle(scene: Scene, doubts: list[tuple[Fact, float]]) -> Reading:
    return Reading(
        notice=scene.notice,
        language=scene.language,
        marketplace=None,
        kind=OTHER,
        scope=OTHER,
        violations=(NOT_STATED,),
        facts=tuple(fact for fact, _ in doubts),
        warnings=("phishing-suspected", *_cut(scene)),
    )


def _for_everybody(scene: Scene) -> bool:
    """Whether the message says that it goes to all sellers, and names no item or order of this one."""
    said = [mark for unit in scene.units for mark in scene.signs(unit.number, "circular")]
    stopped = any(mark.shelf == "kinds" and mark.id in STOPPED for mark in scene.marks)
    early = any(mark.span.start < scene.shift or mark.unit < _OPENING for mark in said)
    return (early or (bool(said) and not stopped)) and not any(
        fact.kind in ("asin", "order_id", "complaint_id") for fact in identifiers(scene)
    )


def _circular(scene: Scene) -> Reading:
    store = marketplace(scene)
    return Reading(
        notice=scene.notice,
        language=scene.language,
        marketplace=str(store.value) if store else None,
        kind=OTHER,
        scope=OTHER,
        violations=(NOT_STATED,),
        facts=(store,) if store else (),
        warnings=_cut(scene),
    )


def _reading(scene: Scene, doubts: list[Fact]) -> Reading:
    alleged = allegations(scene)
    violations = tuple(str(fact.value) for fact in alleged)
    ids = identifiers(scene)
    wanted = demands(scene)
    listed = any(fact.kind == "asin" for fact in ids)
    what = kind(scene, violations, bool(wanted), listed)
    emails = [fact for fact in ids if fact.kind == "contact_email"]
    way = channel(scene, emails)
    store = marketplace(scene)
    due, age = deadline(scene), lookback(scene)
    if what.value == "reinstated":
        due, way = None, way if wanted else None
    facts = [*alleged, *named_things(scene, ids), *wanted, *_timed(scene), *doubts, what]
    facts += [fact for fact in (way, store, age) if fact is not None]
    if due is not None:
        facts.append(Fact("deadline", due.text, due.span, "pattern/deadline", min(0.95, 0.5 + 0.1 * due.score)))
    return Reading(
        notice=scene.notice,
        language=scene.language,
        marketplace=str(store.value) if store else None,
        kind=str(what.value),
        scope=scope(scene, what, violations, listed),
        violations=violations or (NOT_STATED,),
        facts=tuple(facts),
        deadline_text=due.text if due else None,
        deadline_days=due.days if due else None,
        deadline_date=due.on if due else None,
        lookback_days=int(str(age.value)) if age else None,
        channel=str(way.value) if way else NO_ROUTE,
        warnings=_warnings(scene, doubts, violations),
    )


def _timed(scene: Scene) -> list[Fact]:
    """The notice's own date and its metrics."""
    facts = []
    own = notice_date(scene)
    if own is not None:
        facts.append(Fact("notice_date", own[0], scene.place(own[1]) if own[1] else None, "pattern/date"))
    for each in measures(scene):
        if each.value is not None:
            extra = {"name": each.mark.id, "target": each.target, "breached": str(each.breached).lower()}
            facts.append(Fact("metric", each.value, scene.place(each.mark.span), each.mark.rule, 0.9, extra))
    return facts


def _warnings(scene: Scene, doubts: list[Fact], violations: tuple[str, ...]) -> tuple[str, ...]:
    found = list(_cut(scene))
    if doubts:
        found.append("phishing-signs")
    if not violations:
        found.append("violation-not-stated")
    return tuple(found)


def _cut(scene: Scene) -> tuple[str, ...]:
    return ("text-cut",) if len(scene.notice.text) > MOST_CHARACTERS else ()
