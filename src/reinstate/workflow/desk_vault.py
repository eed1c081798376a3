"""The steps of the vault's pages: what a vault is worth today while its documents are still being read, and back."""

import threading
import time
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from reinstate import evidence, root_cause
from reinstate.case import Attachment, Exhibit, KeptDocument, KeptFile, Paper, Readiness, Trouble
from reinstate.knowledge import Knowledge
from reinstate.workflow import desk_evidence, vaults
from reinstate.workflow.bench import Bench
from reinstate.workflow.confined import alive
from reinstate.workflow.desk import Opened
from reinstate.workflow.desk_plan import keep_answers
from reinstate.workflow.desk_readings import Headway
from reinstate.workflow.offers import Offer, offers
from reinstate.workflow.pictures import page_picture
from reinstate.workflow.vaults import Held, Incoming, Taken, files_of_vault

SOON = 60
"""Days ahead that the pages remind of."""

ASKED = 8
"""Documents that a page asks to be read at once: their bytes wait in memory."""

PATIENCE = 0.1
"""Seconds that the list of cases waits for what runs out."""

VAULT = "vault"
"""The kind of journal, as the store knows it."""

LASTS = 60
"""Seconds after which that is looked at anew: documents may have been read meanwhile."""


@dataclass(frozen=True, slots=True)
class Today:
    """A vault today; `unread` holds the numbers of documents of which more is to come."""

    readiness: Readiness
    unread: frozenset[str]
    headway: Headway


def look_up(bench: Bench, start: str) -> Held:
    """The vault whose id begins so.

    Raises:
        Trouble: `vault.unknown`, or what `Store.load` raises.
    """
    found = [each for each in bench.store.vaults() if start and each.startswith(start)]
    if len(found) != 1:
        raise Trouble("vault.unknown", name=start, known="")
    return vaults.look_up(bench.store, found[0])


def at(held: Held, seq: int) -> Held:
    """The same vault, if it still ends with the entry that a page has seen.

    Raises:
        Trouble: `vault.conflict`.
    """
    if held.vault.count != seq:
        raise Trouble("vault.conflict", vault=held.vault.name)
    return held


def today(bench: Bench, held: Held) -> Today:
    """What a vault is worth today, as far as its documents were read; the others are read from now on."""
    papers, unread = _papers(bench, held)
    made = _judged(bench, held, papers)
    headway = bench.readings.headway_of([(each.sha256, each.name) for each in files_of_vault(held.vault)], held.id)
    return Today(made, frozenset(each.number for each in held.vault.active if each.sha256 in unread), headway)


def _papers(bench: Bench, held: Held) -> tuple[Mapping[str, Paper], frozenset[str]]:
    """What the documents of a vault say, by digest, and the digests of those that are being read."""
    files = files_of_vault(held.vault)
    read = bench.readings.read_before((each.sha256, each.name) for each in files)
    unread = [each for each in files if (each.sha256, each.name) not in read]
    bench.readings.known([_exhibit(bench, each) for each in unread[:ASKED]], held.id)
    papers = {sha256: each.paper for (sha256, _), each in read.items() if each.paper is not None}
    return papers, frozenset(each.sha256 for each in unread)


def _exhibit(bench: Bench, file: KeptFile) -> Exhibit:
    """A document as it is read."""
    content = bench.store.fetch(file.sha256)
    return Exhibit(file.sha256, "", PurePosixPath(file.name), content, file.sha256, "", desk_evidence.OTHER)


def _judged(bench: Bench, held: Held, papers: Mapping[str, Paper]) -> Readiness:
    day = bench.today()
    key = ("vault", held.vault.head, frozenset(papers), day)
    return bench.derived.get(key, lambda: vaults.judge(held.vault, papers, day, bench.knowledge))


@dataclass(frozen=True, slots=True)
class Due:
    """A vault of which something runs out soon or has run out, and how many things."""

    id: str
    name: str
    count: int


class Watch:
    """What runs out in all vaults, for a line above the list of cases, which must not wait for it.

    Only what was read before counts. It is made beside the page; a page shows what was known last.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._made: tuple[Hashable, tuple[Due, ...]] = (None, ())
        self._turn = threading.Lock()

    def due(self, patience: float = PATIENCE) -> tuple[Due, ...]:
        """The vaults of which something runs out within `SOON` days, as far as that is known within the patience."""
        key = (tuple(self._bench.store.heads(VAULT).items()), self._bench.today(), int(time.monotonic() // LASTS))
        if self._made[0] != key and self._turn.acquire(blocking=False):
            making = threading.Thread(target=self._make, args=(key,), daemon=True)
            making.start()
            making.join(patience)
        return self._made[1]

    def _make(self, key: Hashable) -> None:
        try:
            self._made = (key, tuple(self._found()))
        except Trouble:  # a vault that can't be read is told of where it is opened
            self._made = (key, ())
        finally:
            self._turn.release()

    def _found(self) -> Iterator[Due]:
        for held in vaults.list_vaults(self._bench.store):
            keys = ((each.sha256, each.name) for each in files_of_vault(held.vault))
            read = self._bench.readings.read_before(keys)
            papers = {sha256: each.paper for (sha256, _), each in read.items() if each.paper is not None}
            if count := len(_judged(self._bench, held, papers).due(SOON)):
                yield Due(held.id, held.vault.name, count)


# -- documents come in -------------------------------------------------------------------------------------------------


def add(
    bench: Bench, held: Held, sent: Sequence[tuple[str, bytes]], passwords: tuple[str, ...] = ()
) -> tuple[Held, list[Taken]]:
    """Keep documents, each as soon as it proved to be one; they are read beside the page. Passwords are kept nowhere.

    Raises:
        Trouble: `vault.conflict`, or what keeping raises.
    """
    incoming = (Incoming(name, content) for name, content in sent)
    return vaults.add_documents(bench.store, held, incoming, bench.quick, bench.clock, passwords)


def picture(bench: Bench, document: KeptDocument, width: int) -> bytes:
    """The first page of a document as PNG.

    Raises:
        Trouble: `evidence.…`, `desk.no-picture`.
    """
    return bench.derived.get(
        ("vault-page", document.sha256, document.file.name, width),
        lambda: bench.quick.run(first_page, bench.store.fetch(document.sha256), document.file.name, width),
    )


def first_page(knowledge: Knowledge, content: bytes, name: str, width: int) -> bytes:
    """The job of drawing the first page of a document, without marks.

    Raises:
        Trouble: `evidence.…`, `desk.no-picture`.
    """
    alive(name)
    exhibit = evidence.admit(content, Attachment("page", name, desk_evidence.OTHER), "D-1")
    return page_picture(knowledge, evidence.mark(exhibit, allowed=False), 1, width)


# -- a case ------------------------------------------------------------------------------------------------------------


def chosen(bench: Bench, named: str, legal_name: str) -> Held | None:
    """The vault that a case's page speaks of: as chosen, else the account's own, else the only one.

    Of several nobody knows which is meant: documents of one seller must not come into the case of another.
    """
    known = vaults.list_vaults(bench.store)
    own = legal_name.casefold().strip()
    for fits in (
        [each for each in known if named and each.id.startswith(named)],
        [each for each in known if own and each.vault.legal_name.casefold() == own],
        known,
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def offered(bench: Bench, opened: Opened, held: Held) -> tuple[Offer, ...]:
    """The documents of a vault for a case, those first that fit its notice.

    Raises:
        Trouble: the notice can't be read.
    """
    papers, _ = _papers(bench, held)
    there = frozenset(each.sha256 for each in _files(bench, opened))
    confirmed = opened.last("reading-confirmed")
    key = ("offers", held.vault.head, frozenset(papers), there, opened.notice, confirmed and confirmed.hash)
    return bench.derived.get(
        key, lambda: offers(held.vault, papers, bench.reading(opened), bench.today(), bench.knowledge, there)
    )


def _files(bench: Bench, opened: Opened) -> tuple[KeptFile, ...]:
    """The files that the answers name as documents of the case; one that was left out can be taken again."""
    if opened.case.answers is None:
        return ()
    named = {each.file for each in desk_evidence.progress_of(bench, opened, "en").answers.attachments}
    return tuple(each for each in opened.case.exhibits if each.name in named)


def take(bench: Bench, opened: Opened, held: Held, number: str, language: str) -> Opened:
    """Put a document of a vault forward in a case: the same bytes, its kind, the products of the notice it shows.

    Raises:
        Trouble: `vault.no-such-document`, `store.conflict`.
    """
    document = held.document(number)
    offer = next((each for each in offered(bench, opened, held) if each.document == document), None)
    if offer is None:
        raise Trouble("vault.retired-document", number=number)
    if offer.there:
        return opened
    content = bench.store.fetch(document.sha256)
    known = bench.readings.read_before([(document.sha256, document.file.name)])
    kind = desk_evidence.Kind(offer.exhibit, offer.asins)
    opened, file = desk_evidence.keep_file(bench, opened, document.file.name, content, vault=held.id)
    for read in known.values():
        bench.readings.keep((document.sha256, PurePosixPath(file).name), read.paper)
    locked = ""
    if behind := document.locked:
        opened, locked = desk_evidence.keep_file(
            bench, opened, behind.name, bench.store.fetch(behind.sha256), vault=held.id
        )
    progress = desk_evidence.attached(desk_evidence.progress_of(bench, opened, language), file, kind, locked)
    return keep_answers(bench, opened, root_cause.write_progress(progress))


def keep(bench: Bench, held: Held, exhibit: Exhibit, opened: Opened) -> Held:
    """Keep a document of a case in a vault, with the kind that it has there.

    Raises:
        Trouble: `evidence.…`, `vault.conflict`.
    """
    behind = exhibit.original.unlocked
    locked = (behind.file.name, bench.store.fetch(behind.sha256)) if behind else None
    incoming = Incoming(
        exhibit.file.name,
        exhibit.original.content,
        exhibit.kind,
        opened.id,
        locked,
        behind is not None and behind.signed,
    )
    held, taken = vaults.add_documents(bench.store, held, [incoming], bench.quick, bench.clock)
    for each in taken:
        if each.trouble is not None:
            raise each.trouble
    return held
