"""Which store the notice comes from, and which way the answer goes."""

import re
from collections import Counter

from reinstate.case import Fact, Span
from reinstate.notice.scene import Mark, Scene
from reinstate.notice.standing import footer, refused
from reinstate.notice.weighing import signed

_DOMAIN = re.compile(
    r"(?<![A-Za-z0-9_@.-])(?P<host>sellercentral\.)?amazon\.(?P<tail>com?\.[a-z]{2}|[a-z]{2,3})(?![A-Za-z0-9_])(?!,? ?(?:inc|services|sales|llc))",  # noqa: E501 - one expression
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"@(?:[\w-]+\.)*amazon\.(?P<tail>com\.[a-z]{2}|co\.[a-z]{2}|[a-z]{2})(?![\w.]*\w)", re.IGNORECASE)
NO_ROUTE = "none_stated"
_ORDER = ("email_address", "seller_support_case", "account_health_page", "appeal_button", "reply_to_email")


def marketplace(scene: Scene) -> Fact | None:
    """The store that the text names, by domain or country."""
    domains = {each.domain: each.id for each in scene.knowledge.marketplaces.values()}
    votes: Counter[str] = Counter()
    first: dict[str, tuple[Span, str]] = {}
    for pattern, weight in ((_DOMAIN, 1.0), (_ADDRESS, 0.5)):
        for match in pattern.finditer(scene.text):
            store = domains.get(f"amazon.{match.group('tail').lower()}")
            if store:
                hosted = pattern is _DOMAIN and match.group("host")
                votes[store] += 0.5 if hosted else weight  # type: ignore[assignment]
                first.setdefault(store, (Span(*match.span()), "pattern/domain"))
    for mark in scene.marks:
        if mark.shelf == "marketplaces":
            votes[mark.id] += 0.7  # type: ignore[assignment]
            first.setdefault(mark.id, (mark.span, mark.rule))
    if not votes:
        return None
    store = max(votes, key=lambda each: (votes[each], -first[each][0].start))
    span, rule = first[store]
    return Fact("marketplace", store, scene.place(span), rule, 0.95)


def channel(scene: Scene, emails: list[Fact]) -> Fact | None:
    """The route that the notice names for the answer."""
    votes: Counter[str] = Counter()
    best: dict[str, Mark] = {}
    for mark in scene.marks:
        if mark.shelf == "channels" and mark.id != "email_address":
            weight = _weight(scene, mark)
            if weight > 0:
                votes[mark.id] += weight  # type: ignore[assignment]
                best.setdefault(mark.id, mark)
    written = next((fact for fact in emails if _is_route(scene, fact)), None)
    if written is not None:
        return Fact("channel", "email_address", written.span, written.rule, 0.95)
    if not votes:
        return None
    if "account_health_page" in votes and "appeal_button" in votes:
        votes["account_health_page"] += votes.pop("appeal_button")
    chosen = max(votes, key=lambda each: (votes[each], -_ORDER.index(each)))
    return Fact(
        "channel", chosen, scene.place(best[chosen].span), best[chosen].rule, min(0.95, 0.6 + 0.1 * votes[chosen])
    )


def _weight(scene: Scene, mark: Mark) -> float:
    unit = scene.units[mark.unit]
    if footer(scene, unit) or refused(scene, unit, mark.span) or scene.signs(mark.unit, "no_reply", "own_words"):
        return 0.0
    if unit.number == 0 or signed(scene, unit) or (unit.label and scene.signs(mark.unit, "sender_label")):
        return 0.0
    if scene.signs(mark.unit, "viewing") and not scene.signs(mark.unit, "ask"):
        return 0.0
    weight = 1.0
    if scene.signs(mark.unit, "ask") or scene.marks_in(mark.unit, "channels", "appeal_button"):
        weight += 0.5
    if scene.signs(mark.unit, "amazon_time", "recital", "denied"):
        weight -= 0.5
    return weight


def _is_route(scene: Scene, fact: Fact) -> bool:
    """Whether an address is the one that the answer goes to: Amazon's own, in a sentence that says to write there."""
    if fact.span is None or not re.search(r"@(?:[\w-]+\.)*amazon\.", str(fact.value)):
        return False
    unit = scene.unit_at(fact.span.start + scene.shift)
    if unit is None or scene.signs(unit, "no_reply"):
        return False
    return not refused(scene, scene.units[unit], Span(fact.span.start + scene.shift, fact.span.end + scene.shift))
