"""The steps that keep a vault: open it for a seller, take documents in, say what they are, list products, judge."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reinstate import evidence
from reinstate import store as room
from reinstate.case import (
    Attachment,
    Entry,
    KeptDocument,
    KeptFile,
    ListedItem,
    Paper,
    Readiness,
    Told,
    Trouble,
    Vault,
    entry_after,
    fold_vault,
    is_asin,
    opens_vault,
    products_body,
    told_body,
)
from reinstate.knowledge import Knowledge
from reinstate.workflow.adding import OTHER, UNLOCKED, documents_in
from reinstate.workflow.cases import ACTOR, now
from reinstate.workflow.confined import Worker, alive
from reinstate.workflow.files import MOST_NAME, plain_name

if TYPE_CHECKING:
    from reinstate.store.store import Store

Clock = Callable[[], datetime]

MOST_ADDRESS = 400
MOST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """A vault as it is now: its journal and what that tells."""

    journal: tuple[Entry, ...]
    vault: Vault

    @property
    def id(self) -> str:
        """The id of the vault."""
        return self.vault.id

    def document(self, named: str) -> KeptDocument:
        """The document of a number or the beginning of a digest.

        Raises:
            Trouble: `vault.no-such-document`.
        """
        found = self.vault.document(named)
        if found is None:
            raise Trouble("vault.no-such-document", name=named, vault=self.vault.name)
        return found


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document on its way in: its name and bytes, the kind that it had in a case, and which case that was.

    `locked` is the file, with its name, of which it is the copy without its password; `unsigned` says that this file
    bore a digital signature.
    """

    name: str
    content: bytes
    exhibit: str | None = None
    case: str = ""
    locked: tuple[str, bytes] | None = None
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file: the document that it is now, a `twin` if it was there before, or why it isn't kept."""

    name: str
    document: KeptDocument | None = None
    twin: bool = False
    trouble: Trouble | None = None
    unlocked: bool = False
    """Whether it was locked, and is kept together with its copy without a password."""
    unsigned: bool = False
    """Whether it bore a digital signature, which the copy bears no more."""


# -- open and find -----------------------------------------------------------------------------------------------------


def open_vault(store: "Store", seller: Mapping[str, str], clock: Clock = now) -> Held:
    """Open a vault for a seller: `name`, `legal_name` and `address`, the latter two as documents should show them.

    Raises:
        Trouble: `vault.no-name`, `vault.name-taken`, or what `Store.append` raises.
    """
    body = _seller(store, seller)
    entry = entry_after(None, clock(), ACTOR, "vault-opened", body)
    store.append(entry.hash, entry)
    return Held((entry,), fold_vault((entry,)))


def tell_seller(store: "Store", held: Held, seller: Mapping[str, str], clock: Clock = now) -> Held:
    """Change whose vault it is called, or what documents should show.

    Raises:
        Trouble: `vault.no-name`, `vault.name-taken`, `vault.conflict`.
    """
    return write(store, held, "seller-told", _seller(store, seller, held.id), clock)


def _seller(store: "Store", told: Mapping[str, str], own: str = "") -> dict[str, str]:
    """A seller as an entry holds it; no two vaults have one name."""
    name = " ".join(told.get("name", "").split())[:MOST_NAME]
    if not name:
        raise Trouble("vault.no-name")
    if any(each.vault.name.casefold() == name.casefold() for each in list_vaults(store) if each.id != own):
        raise Trouble("vault.name-taken", name=name)
    return {
        "name": name,
        "legal_name": " ".join(told.get("legal_name", "").split())[: 2 * MOST_NAME],
        "address": told.get("address", "").strip()[:MOST_ADDRESS],
    }


def list_vaults(store: "Store") -> tuple[Held, ...]:
    """All vaults, by name.

    Raises:
        Trouble: what `Store.load` raises.
    """
    found = (look_up(store, each) for each in store.vaults())
    return tuple(sorted(found, key=lambda each: each.vault.name.casefold()))


def look_up(store: "Store", vault_id: str) -> Held:
    """The vault of an id.

    Raises:
        Trouble: what `Store.load` raises.
    """
    journal = store.load(vault_id)
    return Held(journal, fold_vault(journal))


def find_vault(store: "Store", named: str | None = None) -> Held:
    """The vault that a person names, by its name, the beginning of that, or of its id; the only one needs no naming.

    Raises:
        Trouble: `vault.none`, `vault.which`, `vault.unknown`.
    """
    known = list_vaults(store)
    names = ", ".join(each.vault.name for each in known)
    if not known:
        raise Trouble("vault.none")
    if not named:
        if len(known) > 1:
            raise Trouble("vault.which", known=names)
        return known[0]
    word = named.casefold()
    for fits in (
        [each for each in known if each.vault.name.casefold() == word],
        [each for each in known if each.vault.name.casefold().startswith(word) or each.id.startswith(word)],
    ):
        if len(fits) == 1:
            return fits[0]
    raise Trouble("vault.unknown", name=named, known=names)


def write(store: "Store", held: Held, kind: str, body: Mapping[str, Any], clock: Clock = now) -> Held:
    """Add one entry to a vault that nobody else has written to meanwhile.

    Raises:
        Trouble: `vault.conflict` where somebody has, or what `Store.append` raises.
    """
    entry = entry_after(held.journal[-1], clock(), ACTOR, kind, body)
    try:
        store.append(held.id, entry)
    except Trouble as trouble:
        if trouble.code == "store.conflict":
            raise Trouble("vault.conflict", vault=held.vault.name) from trouble
        raise
    journal = (*held.journal, entry)
    return Held(journal, fold_vault(journal))


# -- documents ---------------------------------------------------------------------------------------------------------


def add_documents(
    store: "Store",
    held: Held,
    incoming: Iterable[Incoming],
    worker: Worker,
    clock: Clock = now,
    passwords: tuple[str, ...] = (),
) -> tuple[Held, list[Taken]]:
    """Keep documents, each as soon as it proved to be one; of a mail or an archive what it holds.

    Of a PDF that one of the passwords opens the copy without it is the document, and the locked file is kept behind it;
    passwords are kept nowhere. What can't be opened is told and stops none of the others. The same bytes are kept once;
    retired ones come back.

    Raises:
        Trouble: `vault.conflict`, or what keeping raises.
    """
    taken: list[Taken] = []
    for each in incoming:
        try:
            found = worker.run(documents_in, each.content, plain_name(each.name), passwords)
        except Trouble as trouble:
            taken.append(Taken(each.name, trouble=trouble))
            continue
        for name, content in found:
            one = replace(each, name=plain_name(name), content=content)
            held, made = _add(store, held, one, Opening(worker, passwords), clock)
            taken.append(made)
    return held, taken


def _add(store: "Store", held: Held, each: Incoming, opening: "Opening", clock: Clock) -> tuple[Held, Taken]:
    known = _known(held, each.content)
    if known is not None and not known.retired:
        return held, Taken(each.name, known, twin=True)
    try:
        opened = opening.worker.run(admit_document, each.content, each.name, opening.passwords)
    except Trouble as trouble:
        return held, Taken(each.name, trouble=trouble)
    if opened.unlocked is not None:
        path = PurePosixPath(each.name)
        each = replace(
            each,
            name=f"{path.stem}{UNLOCKED}{path.suffix}",
            content=opened.unlocked,
            locked=(each.name, each.content),
            unsigned=opened.unsigned,
        )
    known = known or _known(held, each.content)
    held = write(store, held, "document-kept", _body(store, each), clock)
    document = _known(held, each.content)
    return held, Taken(each.name, document, known is not None, None, opened.unlocked is not None, opened.unsigned)


def _known(held: Held, content: bytes) -> KeptDocument | None:
    """The document that these bytes are, or of which they are the locked file."""
    digest = hashlib.sha256(content).hexdigest()
    documents = held.vault.documents
    return next((each for each in documents if digest in (each.sha256, each.locked and each.locked.sha256)), None)


def _body(store: "Store", each: Incoming) -> dict[str, Any]:
    files = [(each.name, each.content), *([each.locked] if each.locked else [])]
    rows = [{"name": name, "sha256": store.keep(content), "size": len(content)} for name, content in files]
    told: dict[str, Any] = {"exhibit": each.exhibit, "case": each.case, "unsigned": each.unsigned}
    told |= {"locked": rows[1]["sha256"]} if each.locked else {}
    return {"files": rows, **{name: value for name, value in told.items() if value}}


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens files: a process of its own, and passwords for those that are locked."""

    worker: Worker
    passwords: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A file that can be an exhibit; of a locked one the copy without a password, and whether that lost a signature."""

    unlocked: bytes | None = field(default=None, repr=False)
    unsigned: bool = False


def admit_document(_: Knowledge, content: bytes, name: str, passwords: tuple[str, ...] = ()) -> Admitted:
    """The job of trying whether a file can be an exhibit.

    Raises:
        Trouble: `evidence.…`.
    """
    alive(name)
    unlocked = evidence.unlocked(content, name, passwords)
    exhibit = evidence.admit(unlocked or content, Attachment("new", name, OTHER), "D-1")
    return Admitted(unlocked, unlocked is not None and exhibit.signed)


def tell(
    store: "Store", held: Held, document: KeptDocument, told: Told, knowledge: Knowledge, clock: Clock = now
) -> Held:
    """Say what a document is, over what was read in it; nothing is written where that is known already.

    Raises:
        Trouble: `vault.unknown-kind`, `vault.no-asin`, `vault.conflict`.
    """
    if told.kind is not None and told.kind not in knowledge.papers:
        raise Trouble("vault.unknown-kind", kind=told.kind, known=", ".join(knowledge.papers))
    if wrong := [each for each in told.products if not is_asin(each)]:
        raise Trouble("vault.no-asin", asin=", ".join(wrong))
    body = told_body(document, told) | {"title": told.title[:MOST_NAME], "note": told.note[:MOST_NOTE]}
    return held if told == document.told else write(store, held, "document-told", body, clock)


def retire(store: "Store", held: Held, document: KeptDocument, clock: Clock = now) -> Held:
    """Count a document no longer; it stays in the journal.

    Raises:
        Trouble: `vault.conflict`.
    """
    return held if document.retired else write(store, held, "document-retired", {"document": document.sha256}, clock)


def bring_back(store: "Store", held: Held, document: KeptDocument, clock: Clock = now) -> Held:
    """Count a retired document again.

    Raises:
        Trouble: `vault.conflict`.
    """
    return write(store, held, "document-returned", {"document": document.sha256}, clock) if document.retired else held


# -- products ----------------------------------------------------------------------------------------------------------


def list_products(store: "Store", held: Held, items: Sequence[ListedItem], clock: Clock = now) -> Held:
    """List products; one that is listed already is told anew. Nothing is written where nothing changes.

    Raises:
        Trouble: `vault.conflict`.
    """
    known = {each.asin: each for each in held.vault.products}
    new = [each for each in items if known.get(each.asin) != each]
    return write(store, held, "products-listed", products_body(new), clock) if new else held


def drop_products(store: "Store", held: Held, asins: Sequence[str], clock: Clock = now) -> Held:
    """Take products off the list.

    Raises:
        Trouble: `vault.no-such-product`, `vault.conflict`.
    """
    known = {each.asin for each in held.vault.products}
    if unknown := [each for each in asins if each not in known]:
        raise Trouble("vault.no-such-product", asin=", ".join(unknown))
    return write(store, held, "products-dropped", {"asins": list(dict.fromkeys(asins))}, clock) if asins else held


# -- a day -------------------------------------------------------------------------------------------------------------


def judge(vault: Vault, papers: Mapping[str, Paper], day: date, knowledge: Knowledge, lookback: int = 365) -> Readiness:
    """What the vault is worth on a day: what its documents say by digest, and the rules of a notice of that day."""
    return evidence.judge(vault, papers, day, knowledge, lookback)


def files_of_vault(vault: Vault) -> tuple[KeptFile, ...]:
    """The files of the documents that count."""
    return tuple(each.file for each in vault.active)


# -- out and in --------------------------------------------------------------------------------------------------------


def export_vault(
    store: "Store", held: Held, target: Path, readme: Callable[[Entry], str], *, force: bool = False
) -> int:
    """Write a vault as one plain folder; gives the number of files in it.

    Raises:
        Trouble: what `store.carry_out` raises.
    """
    return len(room.carry_out(store, held.id, target, readme, force=force).files)


def import_vault(store: "Store", folder: Path) -> tuple[Held, bool]:
    """Bring in a vault from such a folder, and whether it was there before; verified before anything is written.

    Raises:
        Trouble: `vault.not-a-vault`; `vault.name-taken` where another vault, or another state of it, is there; what
            `store.look_into`, `Store.keep` and `Store.append` raise.
    """
    carried = room.look_into(folder)
    if not opens_vault(carried.journal[0]):
        raise Trouble("vault.not-a-vault", folder=str(folder))
    vault = fold_vault(carried.journal)
    for known in list_vaults(store):
        if known.vault.head == vault.head:
            return known, True
        if known.id == vault.id or known.vault.name.casefold() == vault.name.casefold():
            raise Trouble("vault.name-taken", name=known.vault.name)
    for content in carried.contents():
        store.keep(content)
    store.append(vault.id, *carried.journal)
    return Held(carried.journal, vault), False
