"""From a vault into a case, and back: which documents fit a notice, and the same bytes in the other place."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reinstate import evidence, root_cause
from reinstate.case import Context, Inspection, KeptDocument, ListedItem, Paper, Reading, Trouble, Vault
from reinstate.evidence.media import signed
from reinstate.evidence.readiness import with_told
from reinstate.knowledge import Knowledge
from reinstate.workflow.adding import OTHER, About, Added, put_forward
from reinstate.workflow.confined import Worker
from reinstate.workflow.folder import ANSWERS, CaseFolder
from reinstate.workflow.frame import notice_date
from reinstate.workflow.homes import Home
from reinstate.workflow.vaults import Held, Incoming

if TYPE_CHECKING:
    from reinstate.store.store import Store

_ORDER = ("accepted", "doubtful", "refused")


@dataclass(frozen=True, slots=True)
class Offer:
    """A document of a vault held against a notice.

    Attributes:
        exhibit: the kind of exhibit that it is in a case.
        inspection: what a reviewer would say of it; None where it couldn't be understood.
        asins: products of the notice that it shows.
        demands: what the notice asks for and this is.
        there: whether the case has it already.
    """

    document: KeptDocument
    exhibit: str
    inspection: Inspection | None
    asins: tuple[str, ...]
    demands: tuple[str, ...]
    there: bool = False

    @property
    def fits(self) -> bool:
        """Whether it is worth offering."""
        return bool(self.asins or self.demands)


def offers(
    vault: Vault,
    papers: Mapping[str, Paper],
    reading: Reading,
    today: date,
    knowledge: Knowledge,
    there: Collection[str] = (),
) -> tuple[Offer, ...]:
    """Every document of a vault for a case, those first that fit its notice.

    Args:
        vault: what it knows of its products helps to find them: a document may name a GTIN only.
        papers: what was read, by digest.
        reading: the notice.
        today: the day to count from where the notice bears none.
        knowledge: the kinds of documents and what they are good for.
        there: digests of the documents that the case has.
    """
    known = {each.asin: replace(each, units_sold=None) for each in vault.products}
    items = tuple(known.get(asin, ListedItem(asin)) for asin in reading.asins)
    day, window = notice_date(reading) or today, reading.lookback_days or 365
    context = Context(day, window, reading.marketplace or "", vault.legal_name, vault.address, items)
    read = [each for each in vault.active if each.sha256 in papers]
    spoken = [with_told(papers[each.sha256], each.told, knowledge) for each in read]
    inspected = {
        each.sha256: found for each, found in zip(read, evidence.inspect(spoken, context, knowledge), strict=True)
    }
    made = [_offer(each, inspected.get(each.sha256), reading, knowledge, there) for each in vault.active]
    return tuple(sorted(made, key=_rank))


def _rank(offer: Offer) -> tuple[bool, int]:
    return not offer.fits, _ORDER.index(offer.inspection.verdict) if offer.inspection else len(_ORDER)


def _offer(
    document: KeptDocument,
    inspection: Inspection | None,
    reading: Reading,
    knowledge: Knowledge,
    there: Collection[str],
) -> Offer:
    kind = exhibit_of(document, inspection.paper.kind if inspection else document.told.kind, knowledge)
    exhibit = knowledge.exhibits[kind]
    asins = tuple(each for each in reading.asins if inspection and each in inspection.covers)
    asked = tuple(each for each in dict.fromkeys(reading.values("demand")) if each in exhibit.demands and kind != OTHER)
    if exhibit.per_item and reading.asins and not asins:
        asked = ()  # an invoice, but of something else
    return Offer(document, kind, inspection, asins, asked, document.sha256 in there)


def exhibit_of(document: KeptDocument, paper: str | None, knowledge: Knowledge) -> str:
    """The kind of exhibit that a document is in a case: as in the case it came from, unless a person says otherwise."""
    fits = knowledge.papers[paper].exhibits if paper is not None and paper in knowledge.papers else ()
    before = document.exhibit
    if before is not None and before in knowledge.exhibits and (document.told.kind is None or before in fits):
        return before
    return fits[0] if fits else OTHER


def digests(folder: CaseFolder) -> frozenset[str]:
    """The digests of the documents that a case has."""
    return frozenset(hashlib.sha256(content).hexdigest() for content in folder.evidence.values())


def use_documents(
    store: "Store", vault: Vault, chosen: Sequence[Offer], home: Home, knowledge: Knowledge, worker: Worker
) -> list[Added]:
    """Put documents of a vault forward in a case: the same bytes, their kind, the products of the notice they show.

    Raises:
        Trouble: what `put_forward` raises, and `Store.fetch`.
    """
    documents = ((each.document.file.name, store.fetch(each.document.sha256), _about(store, each)) for each in chosen)
    return put_forward(home, documents, knowledge, worker, vault=vault.id)


def _about(store: "Store", offer: Offer) -> About:
    locked = offer.document.locked
    return About(offer.exhibit, (), offer.asins, locked=(locked.name, store.fetch(locked.sha256)) if locked else None)


@dataclass(frozen=True, slots=True)
class FromCase:
    """A document of a case on its way into a vault, with its number in the case."""

    number: str
    incoming: Incoming


def documents_of(home: Home, names: Sequence[str], knowledge: Knowledge) -> Iterator[FromCase]:
    """The documents of a case by their numbers or ids, all where none is named; with the kinds that they have there.

    Raises:
        Trouble: `exhibits.unknown`, or what reading the case raises.
    """
    folder = home.read()
    attachments = root_cause.read_sheet(folder.answers, ANSWERS, knowledge).attachments
    numbered = dict(zip(evidence.number(attachments), attachments, strict=True))
    known = {key.lower(): number for number, each in numbered.items() for key in (number, each.id, each.file)}
    for name in names:
        if name.lower() not in known:
            raise Trouble("exhibits.unknown", name=name, known=", ".join(numbered))
    wanted = {known[name.lower()] for name in names} or set(numbered)
    for number, each in numbered.items():
        if number in wanted and each.file in folder.evidence:
            name, behind = PurePosixPath(each.file).name, PurePosixPath(each.unlocked_from).name
            locked = (behind, folder.evidence[each.unlocked_from]) if each.unlocked_from in folder.evidence else None
            unsigned = locked is not None and signed(folder.evidence[each.file])
            incoming = Incoming(name, folder.evidence[each.file], each.kind, folder.name, locked, unsigned)
            yield FromCase(number, incoming)


def named(held: Held, found: Sequence[Offer], names: Sequence[str]) -> tuple[Offer, ...]:
    """The offers of documents that a person names.

    Raises:
        Trouble: `vault.no-such-document`; `vault.retired-document` for one that counts no longer.
    """
    by_digest = {each.document.sha256: each for each in found}
    chosen = [held.document(name) for name in names]
    for each in chosen:
        if each.retired:
            raise Trouble("vault.retired-document", number=each.number)
    return tuple(by_digest[each.sha256] for each in chosen)
