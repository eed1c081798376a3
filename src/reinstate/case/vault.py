"""A vault: the documents of one seller that serve in more than one case, and the products that they have to show.

It is a journal as a case is, in the same store; its first entry opens it for a seller. What a document says, until when
it holds and which product is ready is derived from this, from the documents and from a day, and is never written down.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import reduce
from types import MappingProxyType
from typing import Any

from reinstate.case.inspection import ListedItem
from reinstate.case.journal import Entry, KeptFile, files_of, upgraded
from reinstate.case.trouble import Trouble

OPENS = "vault-opened"
"""The kind of the entry that opens a vault; any other first entry opens a case."""

LEAD = "D-"
"""What the number of a document in a vault begins with."""

_ASIN = re.compile(r"B0[0-9A-Z]{8}|[0-9]{9}[0-9X]")


@dataclass(frozen=True, slots=True)
class Told:
    """What a person says of a document, over what was read in it; None or empty where nothing was said.

    `kind` is an id of the shelf `papers`; `products` are ASINs that it shows beside those that were read.
    """

    kind: str | None = None
    issued: date | None = None
    valid_until: date | None = None
    products: tuple[str, ...] = ()
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document of the vault, with the number that it keeps for good.

    `exhibit` is the kind that it had in the case it came from, an id of the shelf `exhibits`. One that is retired stays
    in the journal and can be brought back.
    """

    number: str
    file: KeptFile
    at: str
    exhibit: str | None = None
    told: Told = field(default_factory=Told)
    retired: bool = False
    locked: KeptFile | None = None
    """The locked file, kept as it is, of which this is the copy without its password."""
    unsigned: bool = False
    """Whether that file bore a digital signature, which the copy bears no more."""

    @property
    def sha256(self) -> str:
        """The digest that identifies it."""
        return self.file.sha256

    @property
    def title(self) -> str:
        """What to call it: as the person does, else its file's name."""
        return self.told.title or self.file.name


@dataclass(frozen=True, slots=True)
class Vault:
    """Where a vault stands after its journal; `head` is the hash of the last entry, `count` how many there are."""

    id: str
    name: str
    legal_name: str
    address: str
    opened: str
    documents: tuple[KeptDocument, ...] = ()
    products: tuple[ListedItem, ...] = ()
    head: str = ""
    count: int = 0

    @property
    def active(self) -> tuple[KeptDocument, ...]:
        """The documents that aren't retired."""
        return tuple(each for each in self.documents if not each.retired)

    def document(self, named: str) -> KeptDocument | None:
        """The document of a number, or of the beginning of its digest, if that tells one."""
        number = named.upper() if named.upper().startswith(LEAD) else f"{LEAD}{named}"
        found = [each for each in self.documents if each.number == number]
        found = found or [each for each in self.documents if len(named) >= 6 and each.sha256.startswith(named.lower())]
        return found[0] if len(found) == 1 else None


def is_asin(text: str) -> bool:
    """Whether that can be an ASIN: B0 and eight more signs, or the ISBN-10 that books have in its place."""
    return _ASIN.fullmatch(text) is not None


def opens_vault(entry: Entry) -> bool:
    """Whether a journal that begins so is a vault's."""
    return entry.kind == OPENS


def fold_vault(entries: Iterable[Entry]) -> Vault:
    """The vault that a journal tells of.

    Raises:
        Trouble: `store.journal-empty`; `store.entry-newer`, `store.entry-unfit` from its entries.
    """
    first, *others = tuple(entries) or (None,)
    if first is None:
        raise Trouble("store.journal-empty")
    if not opens_vault(first):
        raise Trouble("store.entry-unfit", seq=first.seq, kind=first.kind)
    name, legal_name, address = _seller(upgraded(first))
    return reduce(_step, others, Vault(first.hash, name, legal_name, address, first.at, head=first.hash, count=1))


def told_body(document: KeptDocument, told: Told) -> dict[str, Any]:
    """What a person says of a document, as an entry holds it."""
    said = asdict(told) | {"products": list(told.products)}
    days = {name: each.isoformat() if (each := getattr(told, name)) else None for name in ("issued", "valid_until")}
    return {"document": document.sha256, **said, **days}


def products_body(items: Iterable[ListedItem]) -> dict[str, Any]:
    """Products as an entry holds them; what isn't known is left out."""
    return {"products": [{name: value for name, value in asdict(each).items() if value} for each in items]}


def _step(vault: Vault, entry: Entry) -> Vault:
    tell = _TELLERS.get(entry.kind)
    upright = replace(entry, body=upgraded(entry))
    try:
        told = tell(vault, upright) if tell else vault
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Trouble("store.entry-unfit", seq=entry.seq, kind=entry.kind) from error
    return replace(told, head=entry.hash, count=vault.count + 1)


def _seller(body: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(body.get("name", "")), str(body.get("legal_name", "")), str(body.get("address", ""))


def _seller_told(vault: Vault, entry: Entry) -> Vault:
    name, legal_name, address = _seller(entry.body)
    return replace(vault, name=name, legal_name=legal_name, address=address)


def _kept(vault: Vault, entry: Entry) -> Vault:
    """The same bytes once more are no second document; a retired one comes back. Nor is a locked file one."""
    exhibit = str(entry.body["exhibit"]) if entry.body.get("exhibit") else None
    named = files_of(entry)
    locked = next((each for each in named if each.sha256 == entry.body.get("locked")), None)
    for file in (each for each in named if each is not locked):
        if any(each.sha256 == file.sha256 for each in vault.documents):
            vault = _changed(vault, file.sha256, retired=False)
        else:
            made = KeptDocument(
                f"{LEAD}{len(vault.documents) + 1}",
                file,
                entry.at,
                exhibit,
                locked=locked,
                unsigned=entry.body.get("unsigned") is True,
            )
            vault = replace(vault, documents=(*vault.documents, made))
    return vault


def _told(vault: Vault, entry: Entry) -> Vault:
    """Fields that the entry names take the place of what was said before; the others stay."""
    said = {name: read(entry.body[name]) for name, read in _READ.items() if name in entry.body}
    before = next((each.told for each in vault.documents if each.sha256 == entry.body["document"]), Told())
    return _changed(vault, entry.body["document"], told=replace(before, **said))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


_READ: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "kind": lambda told: str(told) if told else None,
        "issued": _day,
        "valid_until": _day,
        "products": lambda told: tuple(map(str, told)),
        "title": str,
        "note": str,
    }
)
"""How each field of what is told is read from an entry."""


def _retired(vault: Vault, entry: Entry) -> Vault:
    return _changed(vault, entry.body["document"], retired=entry.kind == "document-retired")


def _changed(vault: Vault, sha256: str, **fields: Any) -> Vault:
    made = tuple(replace(each, **fields) if each.sha256 == sha256 else each for each in vault.documents)
    return replace(vault, documents=made)


def _listed(vault: Vault, entry: Entry) -> Vault:
    """A product listed again takes the place of the first."""
    named = {each.asin: each for each in vault.products}
    named |= {each.asin: each for each in map(_item, entry.body["products"])}
    return replace(vault, products=tuple(named.values()))


def _item(told: Mapping[str, Any]) -> ListedItem:
    words = {name: str(told.get(name) or "") for name in ("title", "brand", "gtin", "model")}
    sold = told.get("units_sold")
    return ListedItem(str(told["asin"]), **words, units_sold=None if sold is None else int(sold))


def _dropped(vault: Vault, entry: Entry) -> Vault:
    gone = frozenset(map(str, entry.body["asins"]))
    return replace(vault, products=tuple(each for each in vault.products if each.asin not in gone))


_TELLERS: Mapping[str, Callable[[Vault, Entry], Vault]] = MappingProxyType(
    {
        "seller-told": _seller_told,
        "document-kept": _kept,
        "document-told": _told,
        "document-retired": _retired,
        "document-returned": _retired,
        "products-listed": _listed,
        "products-dropped": _dropped,
    }
)
