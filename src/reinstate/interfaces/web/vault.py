"""The pages of the vaults: what they hold, what that would be worth today, what runs out."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from reinstate.case import ListedItem, ProductStanding, Readiness, Told, Trouble
from reinstate.evidence import read_listing
from reinstate.interfaces.cli import vault_rows, vault_words
from reinstate.interfaces.cli.exhibit_list import LOCKED
from reinstate.interfaces.web.evidence import passwords, uploads
from reinstate.interfaces.web.pages import SHORT, Visit, download, go, show, step
from reinstate.knowledge import say
from reinstate.language.fold import fold
from reinstate.workflow import desk, desk_vault, vaults
from reinstate.workflow.desk_vault import SOON
from reinstate.workflow.vaults import Held

THUMB = 260
"""Pixels of a small picture from left to right."""

MOST_ROWS = 100
"""Products on one page."""

STATES = ("lacking", "doubtful", "ready")
LOOKBACK = 365


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows of the table of products that are shown, and how many there are of each kind."""

    rows: Sequence[ProductStanding]
    found: int
    counts: dict[str, int]
    query: str
    state: str
    start: int


def all_vaults(visit: Visit) -> Response:
    """The list of vaults; the only one opens at once."""
    known = vaults.list_vaults(visit.bench.store)
    if len(known) == 1 and "all" not in visit.request.query_params:
        return go(address(known[0]))
    return visit.page("vaults.html.j2", vaults=[(each, address(each)) for each in known])


def address(held: Held, page: str = "") -> str:
    """The address of a page of a vault."""
    return f"/vault/{held.id[:SHORT]}{page}"


def held_of(visit: Visit) -> Held:
    """The vault that the address names.

    Raises:
        Trouble: `vault.unknown`.
    """
    return desk_vault.look_up(visit.bench, str(visit.request.path_params["vault"]))


def _seen(visit: Visit) -> Held:
    return desk_vault.at(held_of(visit), visit.number("seq"))


def open_vault(visit: Visit) -> Response:
    """Open a vault for a seller.

    Raises:
        Trouble: `vault.no-name`, `vault.name-taken`.
    """
    return go(address(vaults.open_vault(visit.bench.store, _seller(visit), visit.bench.clock)))


def _seller(visit: Visit) -> dict[str, str]:
    return {name: visit.text(name) for name in ("name", "legal_name", "address")}


def vault(visit: Visit) -> Response:
    """One vault: what runs out, which products could be proved, every document."""
    held = held_of(visit)
    standing = desk_vault.today(visit.bench, held)
    found = standing.readiness
    reader = visit.reader
    left = visit.bench.copies.known(("left", visit.request.query_params.get("left", "")))
    return visit.page(
        "vault.html.j2",
        held=held,
        vault=held.vault,
        here=address(held),
        seq=held.vault.count,
        readiness=found,
        unread=standing.unread,
        headway=standing.headway,
        due=[(each, vault_words.reminder(reader, each, found)) for each in found.due(SOON)],
        days=SOON,
        shown=_shown(visit, found),
        left=left or (),
        kinds=_kinds(visit),
        limit=desk.MOST_BYTES,
        states=STATES,
        most=MOST_ROWS,
        words=_Words(visit, found),
    )


@dataclass(frozen=True, slots=True)
class _Words:
    """What the page says of documents and products, in the reader's language."""

    visit: Visit
    readiness: Readiness

    def kind(self, judged: Any) -> str:
        """What a document is."""
        return vault_words.kind_of(self.visit.reader, judged)

    def facts(self, judged: Any) -> list[str]:
        """Its day and its end, as far as they are known, and whether a person said so."""
        reader = self.visit.reader
        told = (
            vault_words.issued(reader, judged),
            vault_words.validity(reader, judged, self.readiness.day),
            vault_words.told_note(reader, judged.document),
            vault_words.unlocked_note(reader, judged.document),
        )
        return [each for each in told if each]

    def problem(self, each: Any) -> str:
        """What is wrong with a document."""
        return vault_words.problem(self.visit.reader, each)

    def lack(self, each: Any) -> str:
        """Why a product isn't ready."""
        return vault_words.lack(self.visit.reader, each)

    def instead(self, each: Any) -> str:
        """What to get."""
        return vault_words.instead(self.visit.reader, each.problem, LOOKBACK)

    def ledger(self, product: ProductStanding) -> str:
        """Units bought and sold."""
        return vault_words.ledger(self.visit.reader, product)

    def day(self, on: date | None) -> str:
        """A day in few signs."""
        return vault_words.day(self.visit.reader, on) if on else ""


def _shown(visit: Visit, found: Readiness) -> Shown:
    """The products that were asked for, those first that aren't ready."""
    query = visit.request.query_params
    words, state = query.get("q", ""), query.get("state", "")
    start = int(told) if (told := query.get("from", "")).isascii() and told.isdigit() and len(told) < 7 else 0
    counts = {each: sum(product.state == each for product in found.products) for each in STATES}
    asked = [
        each
        for each in sorted(found.products, key=lambda product: STATES.index(product.state))
        if (state not in STATES or each.state == state) and _holds(each.item, words)
    ]
    return Shown(list(islice(asked, start, start + MOST_ROWS)), len(asked), counts, words, state, start)


def _holds(item: ListedItem, words: str) -> bool:
    if not words:
        return True
    text = fold(f"{item.asin} {item.title} {item.brand} {item.gtin} {item.model}").text
    return all(fold(word).text in text for word in words.split())


def _kinds(visit: Visit) -> list[tuple[str, str]]:
    shelf = visit.bench.knowledge.papers.items()
    return sorted(
        ((key, say(each.title, visit.language).text) for key, each in shelf), key=lambda pair: pair[1].casefold()
    )


# -- steps -------------------------------------------------------------------------------------------------------------


def add(visit: Visit) -> Response:
    """Take in documents; what can't be kept is told on the page, the others are there.

    Many come one batch after the other, and again with the password of a locked one; so only a race is a conflict.

    Raises:
        Trouble: `web.nothing-sent`, `web.too-large`, `vault.conflict`; of a locked file what asks for its password.
    """
    sent = uploads(visit)
    if not sent:
        raise Trouble("web.nothing-sent")
    held, taken = desk_vault.add(visit.bench, held_of(visit), sent, passwords(visit))
    for each in taken:
        if each.trouble is not None and each.trouble.code in LOCKED:
            raise each.trouble
    left = [(each.name, *visit.reader.trouble(each.trouble)) for each in taken if each.trouble is not None]
    return go(address(held, _told(visit, left)))


def _told(visit: Visit, left: Sequence[tuple[str, ...]]) -> str:
    """The end of an address by which the page finds what is to be told once."""
    if not left:
        return ""
    key = secrets.token_hex(8)
    visit.bench.copies.get(("left", key), lambda: list(left))
    return f"?{urlencode({'left': key})}"


def stop(visit: Visit) -> Response:
    """Read no more documents of the vault for now."""
    held = held_of(visit)
    visit.bench.readings.stop(held.id)
    return go(address(held))


def go_on(visit: Visit) -> Response:
    """Read on."""
    held = held_of(visit)
    visit.bench.readings.go_on(held.id)
    return go(address(held))


def tell(visit: Visit) -> Response:
    """Say what a document is, over what was read in it.

    Raises:
        Trouble: `vault.no-such-document`, `vault.no-asin`, `vault.day-unfit`, `vault.conflict`.
    """
    held = _seen(visit)
    document = held.document(visit.text("number"))
    told = Told(
        visit.text("kind") or None,
        _day(visit.text("issued")),
        _day(visit.text("valid_until")),
        tuple(dict.fromkeys(visit.text("products").upper().replace(",", " ").split())),
        visit.text("title").strip(),
        visit.text("note").strip(),
    )
    held = vaults.tell(visit.bench.store, held, document, told, visit.bench.knowledge, visit.bench.clock)
    return go(address(held))


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told) if told else None
    except ValueError as error:
        raise Trouble("vault.day-unfit", text=told) from error


def retire(visit: Visit) -> Response:
    """Count a document no longer."""
    held = _seen(visit)
    document = held.document(visit.text("number"))
    return go(address(vaults.retire(visit.bench.store, held, document, visit.bench.clock)))


def restore(visit: Visit) -> Response:
    """Count a retired document again."""
    held = _seen(visit)
    document = held.document(visit.text("number"))
    return go(address(vaults.bring_back(visit.bench.store, held, document, visit.bench.clock)))


def products(visit: Visit) -> Response:
    """List products, pasted or out of a file.

    Raises:
        Trouble: `web.nothing-sent`, `web.too-large`, `vault.no-products`, `vault.list-…`, `vault.conflict`.
    """
    held = _seen(visit)
    sent = uploads(visit)
    content = sent[0][1] if sent else visit.text("lines").encode("utf-8", "replace")
    if not content.strip():
        raise Trouble("web.nothing-sent")
    listing = read_listing(content, visit.bench.knowledge)
    held = vaults.list_products(visit.bench.store, held, listing.items, visit.bench.clock)
    lines = ", ".join(str(line) for line, _ in listing.left_out)
    left = [(visit.says("products-left", "web-vault", lines=lines), "", "")] if lines else []
    return go(address(held, _told(visit, left)))


def drop(visit: Visit) -> Response:
    """Take a product off the list."""
    held = vaults.drop_products(visit.bench.store, _seen(visit), [visit.text("asin")], visit.bench.clock)
    return go(address(held))


def seller(visit: Visit) -> Response:
    """Say whose vault it is.

    Raises:
        Trouble: `vault.no-name`, `vault.name-taken`, `vault.conflict`.
    """
    return go(address(vaults.tell_seller(visit.bench.store, _seen(visit), _seller(visit), visit.bench.clock)))


# -- files -------------------------------------------------------------------------------------------------------------


def original(visit: Visit) -> Response:
    """A document's own file, byte for byte, to be saved; of a copy without a password the locked file."""
    document = held_of(visit).document(str(visit.request.path_params["number"]))
    file = document.locked or document.file
    return download(visit.bench.store.fetch(file.sha256), file.name, "application/octet-stream")


def picture(visit: Visit) -> Response:
    """A document's first page as a picture."""
    document = held_of(visit).document(str(visit.request.path_params["number"]))
    return Response(desk_vault.picture(visit.bench, document, THUMB), media_type="image/png")


def calendar(visit: Visit) -> Response:
    """What is to come, as a calendar file."""
    held = held_of(visit)
    found = desk_vault.today(visit.bench, held).readiness
    coming = [each for each in found.reminders if each.last >= found.day]
    content = vault_rows.calendar(visit.reader, held.vault, coming, found, datetime.now(UTC))
    return download(content, "vault.ics", "text/calendar")


ROUTES = (
    Route("/vault", show(all_vaults), methods=["GET"]),
    Route("/vault/new", step(open_vault), methods=["POST"]),
    Route("/vault/{vault}", show(vault), methods=["GET"]),
    Route("/vault/{vault}/add", step(add), methods=["POST"]),
    Route("/vault/{vault}/stop", step(stop), methods=["POST"]),
    Route("/vault/{vault}/go-on", step(go_on), methods=["POST"]),
    Route("/vault/{vault}/tell", step(tell), methods=["POST"]),
    Route("/vault/{vault}/retire", step(retire), methods=["POST"]),
    Route("/vault/{vault}/restore", step(restore), methods=["POST"]),
    Route("/vault/{vault}/products", step(products), methods=["POST"]),
    Route("/vault/{vault}/drop", step(drop), methods=["POST"]),
    Route("/vault/{vault}/seller", step(seller), methods=["POST"]),
    Route("/vault/{vault}/calendar", show(calendar), methods=["GET"]),
    Route("/vault/{vault}/{number}/original", show(original), methods=["GET"]),
    Route("/vault/{vault}/{number}/page", show(picture), methods=["GET"]),
)
