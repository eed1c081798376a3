"""Who made a document and whom it is for: names, addresses and ways to reach them, by labels and by place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

from reinstate.case.paper import Found, PaperParty, Spot
from reinstate.evidence.seeing.layout import Piece, blocks, wide
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Area, Pair, Spread
from reinstate.evidence.understanding.values import EMAIL, LOOSE_TAX, TAX_ID, WEBSITE, phones

if TYPE_CHECKING:
    from reinstate.evidence.seeing.view import Word

_PARTS = re.compile(
    r"\s+[·|•∙]\s+|\s*[|•∙]\s*|\u3000+|\s*;\s*|\s*[–—]\s+(?=[^a-z])|\s+-\s+(?=[^a-z])"
    r"|[，](?=\D)|、(?=\d)"
)
_PLAIN_PARTS = re.compile(r"\s+[·|•∙]\s+|\s*[|•∙]\s*|\u3000+|\s*;\s*")
"""The same in a line without figures, where a dash belongs to a name."""
_POSTCODE = re.compile(
    r"(?<!\d)\d{5}(?:-\d{4})?(?!\d)|(?<!\d)\d{4}\s[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|〒?\d{3}-\d{4}(?!-?\d)|(?<![\d.,/-])\d{4}(?=\s[A-Z\u00c0-\u024f][a-z])|(?<!\d)\d{6}(?!\d)|\b[A-Z]{2}\s\d{5}\b"
)
_HAN_PLACE = re.compile(r"[省市区县鎮镇乡村路街號号栋楼室道丁府都]|番地|丁目|工业|工業|ビル")
_REGISTER = re.compile(
    r"\bIBAN\b|\bBIC\b|\bSWIFT\b|\bHR[AB]\b|\bREA\b|\bRCS\b|\bSIRET\b|\bSIREN\b|\bNAF\b|\bAPE\b|cap\. ?soc|capital|"
    r"Amtsgericht|Registergericht|开户|账号|銀行|振込",
    re.IGNORECASE,
)
"""What stands among the ways to reach a firm and is none: registers, banks, capital."""
_SIGNS = " :：.#-–—()/"
_REACHED_BY = frozenset({"phone", "fax", "tax-id", "email", "website"})


@dataclass
class Draft:
    """A party while it is put together: each value with the words it was read in."""

    role: str = ""
    name: Found[str] | None = None
    formed: bool = False
    """Whether the name bears a legal form."""
    traded: bool = False
    """Whether it bears a word that shops and offices are named with."""
    parts: list[Found[str]] = field(default_factory=list)
    phone: Found[str] | None = None
    email: Found[str] | None = None
    website: Found[str] | None = None
    tax_id: Found[str] | None = None
    top: float = 0.0
    """Where it begins on its page, as a share of the height."""
    left: float = 0.0
    page: int = 1
    size: float = 0.0
    bank: bool = False
    lines: int = 0
    prose: bool = False
    """Whether it was read in running text."""
    pending: Found[str] | None = None
    """A line with a figure that is a street if a town follows."""

    @property
    def reach(self) -> int:
        """How many ways to reach it are told."""
        return sum(each is not None for each in (self.phone, self.email, self.website, self.tax_id))

    @property
    def address(self) -> Found[str] | None:
        """Its address on one line."""
        if not self.parts:
            return None
        han = all(wide(part.value[-1]) for part in self.parts)
        text = ("" if han else ", ").join(part.value.strip(" ,，;") for part in self.parts)
        return Found(text, _around([part.spot for part in self.parts]))

    def made(self) -> PaperParty:
        """The finished party."""
        return PaperParty(self.name, self.address, self.phone, self.email, self.website, self.tax_id)


def _around(spots: Sequence[Spot]) -> Spot:
    page = spots[0].page
    boxes = [spot.box for spot in spots if spot.page == page]
    left, bottom, right, top = zip(*boxes, strict=True)
    return Spot(page, (min(left), min(bottom), max(right), max(top)))


class Reader:
    """Reads lines of a block as parts of a party."""

    def __init__(self, spread: Spread) -> None:
        self.spread = spread

    def read(self, pieces: Sequence[Piece], draft: Draft, *, named: bool = False) -> Draft:
        """Take what the pieces tell of a party; `named` says that the first one is its name."""
        for place, piece in enumerate(pieces):
            self.line(piece, 0, len(piece.text), draft, name=named and place == 0)
        return draft

    def line(self, piece: Piece, start: int, end: int, draft: Draft, *, name: bool = False) -> None:
        """Take what one line tells, from `start` to `end` of the piece's text."""
        draft.lines += 1
        ran_on = draft.prose and bool(draft.parts)
        draft.prose = draft.prose or any(mark.key == "grant" for mark in self.spread.marks(piece, "words"))
        text = self._reached(piece, start, end, draft)
        if ran_on:
            return  # from the granting words on, the text tells of the other firm
        at = 0
        dash = re.search(r"\s*[–—]\s+(?=[^a-z])", text)
        firm = (
            dash is not None
            and self.is_company(piece, start, start + dash.start())
            and (
                self.is_address(piece, start + dash.end(), text[dash.end() :])
                or any(mark.start >= start + dash.end() for mark in self.spread.marks(piece, "titles"))
            )
        )
        pattern = _PARTS if firm or re.search(r"\d|\s{6}", text) else _PLAIN_PARTS
        for part in [*pattern.finditer(text), None]:
            stop = part.start() if part else len(text)
            self._part(piece, start + at, text[at:stop], draft, name=name)
            name = False
            at = part.end() if part else stop

    def _reached(self, piece: Piece, start: int, end: int, draft: Draft) -> str:
        """The line with what reaches a party taken out and blanked."""
        text = piece.text[start:end]
        for kind, pattern in (("email", EMAIL), ("website", WEBSITE)):
            for match in tuple(pattern.finditer(text)):
                if getattr(draft, kind) is None:
                    value = match[0].replace(" ", "").rstrip(".")
                    setattr(draft, kind, self._found(value, piece, start + match.start(), start + match.end()))
                text = _blanked(text, match.start(), match.end())
        text = self._labelled(piece, start, text, draft)
        if draft.tax_id is None and (tax := TAX_ID.search(text)):
            draft.tax_id = self._found(tax[0].replace(" ", ""), piece, start + tax.start(), start + tax.end())
            text = _blanked(text, tax.start(), tax.end())
        return text

    def _labelled(self, piece: Piece, start: int, text: str, draft: Draft) -> str:
        """Phone, fax and tax number behind their labels, taken out and blanked with them."""
        for mark in self.spread.marks(piece, "parties"):
            at, edge = mark.start - start, mark.end - start
            if at < 0 or edge > len(text) or mark.key not in _REACHED_BY or _inside(text, at, edge):
                continue
            if not text[at:edge].strip():
                continue
            end = None
            if mark.key in ("phone", "fax"):
                end = self._dialled(piece, start, text, edge, None if mark.key == "fax" else draft)
            elif mark.key == "tax-id":
                end = self._taxed(piece, start, text, edge, draft)
            elif not text[edge:].strip(" :：."):
                end = edge
            if end is not None:
                text = _blanked(text, at, end)
        return text

    def _dialled(self, piece: Piece, start: int, text: str, edge: int, draft: Draft | None) -> int | None:
        """Where the telephone number behind a label ends; the draft takes it, if there is one."""
        tail = text[edge:]
        lead = len(tail) - len(tail.lstrip(_SIGNS))
        for value, span in phones(tail, named=True):
            if span.start > lead + 6:
                break
            if draft is not None and draft.phone is None:
                draft.phone = self._found(value, piece, start + edge + span.start, start + edge + span.end)
            return edge + span.end
        return None

    def _taxed(self, piece: Piece, start: int, text: str, edge: int, draft: Draft) -> int | None:
        """Where the tax number behind a label ends."""
        tail = text[edge:]
        begin = edge + len(tail) - len(tail.lstrip(_SIGNS))
        match = TAX_ID.match(text, begin) or LOOSE_TAX.match(text, begin)
        if match is None:
            return None
        value = re.sub(r"[\s.]", "", re.split(r"\s{2,}", match[0])[0])
        if draft.tax_id is None and sum(map(str.isdigit, value)) >= 6:
            draft.tax_id = self._found(value, piece, start + begin, start + match.end())
        return match.end()

    def _part(self, piece: Piece, start: int, text: str, draft: Draft, *, name: bool) -> None:
        """Take one part of a line: the name, a piece of the address, or a free telephone number."""
        bare = (
            text.strip(" :：·,，.-–—|/()（）")
            if not text.strip().endswith((".", ")", "）"))
            else text.strip(" :：·,，-–—|/")
        )
        if len(bare) < 2 or not re.search(r"\w", bare):
            return
        at = start + text.find(bare[0]) if bare[0] in text else start
        if _REGISTER.search(bare):
            draft.bank = draft.bank or "IBAN" in bare
            return
        label = next(
            (
                mark
                for mark in self.spread.leading(piece, *("facts", "parties"))
                if at <= mark.start <= at + 1 or (mark.start < at <= mark.end)
            ),
            None,
        )
        if label is not None and self._by_label(piece, start, text, label, draft):
            return
        for value, span in phones(bare, named=False):
            if draft.phone is None:
                draft.phone = self._found(value, piece, at + span.start, at + span.end)
            bare = _blanked(bare, span.start, span.end).strip(" :：·,，-–—|/()")
            if len(bare) < 4:
                return
            at = piece.text.find(bare[:4], at) if bare[:4] in piece.text[at:] else at
            break
        head, _, tail = bare.partition(" ")
        if tail and wide(head[-1]) and self._ends_as_company(piece, at, at + len(head)):
            self._plain(piece, at, head, draft, name=name)
            at, bare = at + len(head) + 1, tail
        self._plain(piece, at, bare, draft, name=name)

    def _by_label(self, piece: Piece, start: int, text: str, label: Named, draft: Draft) -> bool:
        """A part behind a label that is none of the ways to reach a party; whether it is done with."""
        edge = self.spread.after(piece, label.end)
        value = piece.text[edge : start + len(text)].strip(" :：,，")
        if label.group == "facts" or label.key in ("other-party", "fax", "deliver-to"):
            marked = piece.text[label.end : label.end + 2].strip()[:1] in (":", "：", "#") or label.key == "page"
            return marked or not value
        if label.key in ("name", "receiver", "issuer", "address") and value and label.end < edge:
            if label.key == "address":
                for number, span in phones(value, named=False):
                    begin = piece.text.find(value, edge) + span.start
                    draft.phone = draft.phone or self._found(number, piece, begin, begin + len(span))
                    value = value[: span.start].strip(" :：,，、")
                    break
                self._address(piece, edge, value, draft, told=True)
            else:
                self._plain(piece, edge, value, draft, name=draft.name is None)
            return True
        return not value

    def _plain(self, piece: Piece, at: int, text: str, draft: Draft, *, name: bool) -> None:
        """A part without a label: a name with or without an address behind it, or an address."""
        text = re.sub(r"\s*<[\s>]*", "", text) or text
        bare = self._bare_end(piece, at, text)
        text = bare or text
        for lead in self._words(piece, at, at + len(text)):
            if lead.key == "lead-in" and lead.start == at and lead.end < at + len(text) - 2:
                rest = piece.text[lead.end : at + len(text)]
                at, text = at + len(text) - len(rest.lstrip(" ,.:")), rest.lstrip(" ,.:")
                break
        head, tail = self._parted(piece, at, text)
        bare_form = any(
            mark.key == "company" and len(mark) >= len(head) for mark in self._words(piece, at, at + len(head))
        )
        if len(re.sub(r"[\W\d_]", "", head)) < 2 or bare_form:
            self._address(piece, at, text, draft)
        elif (draft.name is None) and (name or not draft.parts) and not self.is_address(piece, at, head):
            draft.name = self._found(head, piece, at, at + len(head))
            draft.formed = self.is_company(piece, at, at + len(head))
            draft.traded = any(mark.key == "trade" for mark in self._words(piece, at, at + len(head)))
            draft.size = piece.size
            if tail:
                self._address(piece, at + text.rfind(tail), tail, draft)
        elif (
            draft.name is None
            and len(text) < 60
            and self.is_company(piece, at, at + len(head))
            and not self.is_address(piece, at, head)
        ):
            draft.name = self._found(head, piece, at, at + len(head))
            draft.formed = True
            draft.size = piece.size
        elif (
            draft.name is not None
            and not draft.formed
            and not draft.parts
            and self.is_company(piece, at, at + len(head))
        ):
            draft.name = self._found(head, piece, at, at + len(head))
            draft.formed = True
            if tail:
                self._address(piece, at + text.rfind(tail), tail, draft)
        else:
            self._address(piece, at, text, draft)

    def _bare_end(self, piece: Piece, at: int, text: str) -> str:
        """A name without the word of honour and the spelling in Latin letters behind it."""
        for mark in self._words(piece, at, at + len(text)):
            if mark.key == "honorific" and mark.end >= at + len(text) and mark.start > at + 1:
                return text[: mark.start - at].rstrip()
        spelt = re.search(r"\s*[(（][A-Za-z .,&'-]+[)）]$", text)
        return text[: spelt.start()] if spelt and wide(text[0]) else text

    def _parted(self, piece: Piece, at: int, text: str) -> tuple[str, str]:
        """A firm's name and the address that follows it after a comma."""
        pieces = list(re.finditer(r",\s+|，", text))
        for comma in pieces:
            tail = text[comma.end() :]
            first = re.split(r",\s+|，", tail)[0]
            if self.is_company(piece, at + comma.end(), at + comma.end() + len(first)) and len(first) < 12:
                continue
            if self.is_address(piece, at + comma.end(), first):
                return text[: comma.start()].strip(), tail.strip()
        return text, ""

    def _address(self, piece: Piece, at: int, text: str, draft: Draft, *, told: bool = False) -> None:
        """Add a part of an address, if it is one: figures, a street's word, a town behind a street, a country."""
        cut = text.find("〒")
        if cut > 0:
            at, text = at + cut, text[cut:]
        if len(draft.parts) >= 8 or len(text) > 140 or EMAIL.search(text):
            return
        country = any(
            mark.key == "country" and len(mark) >= len(text) - 3 for mark in self._words(piece, at, at + len(text))
        )
        follows = bool(draft.parts) and draft.parts[-1].spot.page == piece.page
        if self._names_label(piece, at, at + len(text)):
            return
        quarter = any(mark.key == "street" for mark in self._words(piece, at, at + len(text))) and len(text) < 60
        quarter = quarter and not wide(text[0]) and not draft.prose
        follows = follows or (draft.pending is not None and draft.formed)
        if told or self.is_address(piece, at, text) or (follows and (country or quarter or self._is_place(text))):
            if draft.pending is not None and not draft.parts:
                draft.parts.append(draft.pending)
            draft.parts.append(self._found(text, piece, at, at + len(text)))
        elif not draft.parts and _may_be_street(text, known=quarter):
            draft.pending = self._found(text, piece, at, at + len(text))

    def _names_label(self, piece: Piece, start: int, end: int) -> bool:
        """Whether a stretch is nothing but a label."""
        return any(
            mark.start <= start + 1 and mark.end >= end - 2 for mark in self.spread.marks(piece, "parties", "facts")
        )

    def is_address(self, piece: Piece, at: int, text: str) -> bool:
        """Whether a text is a part of an address: a street with its number, a town with its code."""
        plain = text.strip()
        if not plain or EMAIL.search(plain) or "%" in plain or len(plain) > 140:
            return False
        if _POSTCODE.search(plain) and re.search(r"[^\W\d_]{2}", plain):
            return True
        if len(_HAN_PLACE.findall(plain)) >= 2 and any(wide(sign) for sign in plain):
            return not self._ends_as_company(piece, at, at + len(plain))
        words = {mark.key for mark in self._words(piece, at, at + len(plain)) if mark.key in ("street", "country")}
        if "," in plain and "country" in words and not self.is_company(piece, at, at + len(plain)) and len(plain) < 90:
            return True
        numbered = bool(re.search(r"\d", plain)) and bool(re.search(r"[^\W\d_]{2}", plain))
        return numbered and "street" in words and len(plain) < 110 and len(plain.split()) <= 13

    def _is_place(self, text: str) -> bool:
        """Whether words behind a street can be a town, a region or a building."""
        words = text.split()
        if len(text) <= 8 and re.search(r"\d", text):
            return True
        return (
            len(words) <= 5
            and all(word[0].isupper() or not word[0].isalpha() or len(word) <= 3 for word in words)
            and not re.search(r"\d{5,}|[:@]", text)
        )

    def _words(self, piece: Piece, start: int, end: int) -> Iterator[Named]:
        return (mark for mark in self.spread.marks(piece, "words") if start <= mark.start and mark.end <= end)

    def is_company(self, piece: Piece, start: int, end: int) -> bool:
        """Whether a stretch bears a legal form or another word that firms and offices are named with."""
        return any(mark.key == "company" for mark in self._words(piece, start, end))

    def _ends_as_company(self, piece: Piece, start: int, end: int) -> bool:
        return any(mark.key == "company" and mark.end >= end - 1 for mark in self._words(piece, start, end))

    def _found(self, value: str, piece: Piece, start: int, end: int) -> Found[str]:
        return Found(value, self.spread.spot(piece, piece.part(start, end)))


def _may_be_street(text: str, *, known: bool) -> bool:
    """Whether a line can be a street if a town follows: it holds a figure, or a word that streets are `known` by."""
    return len(text) < 60 and bool((known or re.search(r"\d", text)) and re.search(r"[^\W\d_]{3}", text))


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def _inside(text: str, start: int, end: int) -> bool:
    """Whether a label is only the middle or the end of a longer word."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool((before.isalnum() and before.isascii()) or (after.isalpha() and after.isascii()))


@dataclass(frozen=True, slots=True)
class Parties:
    """The maker and the receiver, and where their blocks begin."""

    issuer: PaperParty
    receiver: PaperParty
    headed: bool
    """Whether the maker's name or ways to reach it stand as a letterhead or in the foot of the page."""


def parties_of(spread: Spread, kind: str, tables: Sequence[Area]) -> Parties:
    """The maker and the receiver of a document; `tables` are places without them."""
    return _Finder(spread, kind, tables).parties()


class _Finder:
    def __init__(self, spread: Spread, kind: str, tables: Sequence[Area]) -> None:
        self.spread = spread
        self.kind = kind
        self.tables = tables
        self.reader = Reader(spread)
        self.used: set[int] = set()
        self.labelled = {"receiver": [], "issuer": [], "deliver-to": [], "other-party": []}  # type: dict[str, list[Draft]]

    def parties(self) -> Parties:
        self._honoured()
        self._by_labels()
        free = [draft for draft in self._free() if draft.name or draft.reach or draft.parts]
        receiver = self._receiver(free)
        issuer, headed = self._issuer(free, receiver)
        return Parties(issuer.made(), receiver.made() if receiver else PaperParty(), headed)

    def _honoured(self) -> None:
        """Receivers that a word of honour behind the name marks, wherever they stand: the block around it is theirs."""
        for piece in self.spread.pieces:
            mark = next((each for each in self.spread.marks(piece, "words") if each.key == "honorific"), None)
            if mark is None or piece.text[mark.end :].strip() or self._in_table(piece):
                continue
            row = self.spread.row(piece)
            place = row.index(piece)
            alone = not piece.text[: mark.start].strip()
            if alone and not place:
                continue
            held = row[place - 1] if alone else piece
            end = len(held.text) if alone else mark.start
            if len(held.text[:end].strip()) < 2 or self.spread.leading(held, "parties"):
                continue
            height = self.spread.layout(held).view.height
            draft = Draft("receiver", top=held.top / height, left=held.left, page=held.page)
            above = self._stacked_above(held)
            around = [each for each in self.spread.below(held, most=4) if each is not piece]
            below = list(takewhile(lambda each: not self.spread.leading(each), around))
            self.reader.line(held, 0, end, draft, name=True)
            self.reader.read([*above, *(() if above else below)], draft)
            self.labelled["receiver"].append(draft)
            self.used.update(id(each) for each in (piece, held, *above))

    def _stacked_above(self, piece: Piece) -> list[Piece]:
        """The lines of an address right above a name, top to bottom."""
        found: list[Piece] = []
        last = piece
        for row in reversed(self.spread.layout(piece).rows[max(0, piece.row - 5) : piece.row]):
            near = next((each for each in row if abs(each.left - piece.left) < 1.5 * each.size), None)
            if near is None:
                continue
            if last.top - near.bottom > 1.3 * max(last.size, near.size):
                break
            if not self.reader.is_address(near, 0, near.text) and not _POSTCODE.search(near.text):
                break
            found.insert(0, near)
            last = near
        return found

    def _by_labels(self) -> None:
        """Blocks under or beside a label that names a party."""
        for pair in self.spread.pairs:
            keys = self._roles(pair)
            if not keys or id(pair.owner) in self.used or self._in_table(pair.owner):
                continue
            role = next(key for key in ("deliver-to", "receiver", "issuer", "other-party") if key in keys)
            draft = self._block(pair, role)
            if draft is not None and draft.name is not None and self._honoured_name(draft.name.value):
                continue
            if draft is not None:
                self.labelled[role].append(draft)

    def _honoured_name(self, name: str) -> bool:
        """Whether a receiver of that name is known already."""
        key = _key(name)
        return any(draft.name is not None and _key(draft.name.value) == key for draft in self.labelled["receiver"])

    def _roles(self, pair: Pair) -> set[str]:
        """Which party a label names; bank papers name the payee, licences their holder by a bare name."""
        keys = set(pair.keys) & {"receiver", "issuer", "deliver-to", "other-party"}
        if self.kind == "payment_record":
            return {"receiver"} if "payee" in pair.keys else {"other-party"} if keys else set()
        if self.kind in _HELD and "name" in pair.keys and not keys:
            return {"receiver"}
        if self.kind in _OWN and "name" in pair.keys and not keys:
            return {"issuer"}
        if self.kind == "tracking_or_delivery_proof":  # the carrier makes it; who sends the parcel is another
            return {"receiver"} if keys & {"deliver-to", "receiver"} else {"other-party"} if keys else set()
        return keys

    def _block(self, pair: Pair, role: str) -> Draft | None:
        layout = self.spread.layout(pair.owner)
        draft = Draft(role, top=pair.owner.top / layout.view.height, left=pair.owner.left, page=pair.owner.page)
        if pair.aside:
            beside = pair.piece.row == pair.owner.row
            lines = self._beside_lines(pair) if beside else self.spread.below(pair.owner)
            if not lines:
                lines = [pair.piece]
        else:
            lines = []
            self._inline(pair, draft)
            lines = self._under_inline(pair)
        taken: list[Piece] = []
        for piece in lines:
            stop = {mark.key for mark in self.spread.leading(piece, "parties", "facts", "columns")}
            whole = self.spread.whole(piece)
            if whole and taken:
                break
            if (
                any(mark.key in ("receiver", "issuer", "deliver-to", "other-party", "number", "date") for mark in whole)
                and taken
            ):
                break
            if (
                stop & {"receiver", "issuer", "deliver-to"}
                and any(each.owner is piece and not each.aside and ":" in piece.text for each in self.spread.pairs)
                and taken
            ):
                break
            taken.append(piece)
        if not pair.aside or taken:
            self.reader.read(taken, draft, named=pair.aside)
        for piece in (pair.owner, *taken):
            self.used.add(id(piece))
        return draft if draft.name or draft.parts or draft.reach else None

    def _beside_lines(self, pair: Pair) -> list[Piece]:
        """The value beside a label and what goes on below it, up to a row with a label of its own."""
        lines = [pair.piece]
        for piece in self.spread.below(pair.piece, column=pair.piece):
            row = self.spread.row(piece)
            if any(abs(each.left - pair.owner.left) < 1.5 * each.size and each is not piece for each in row):
                break
            lines.append(piece)
        return lines

    def _inline(self, pair: Pair, draft: Draft) -> None:
        self.reader.line(pair.piece, pair.start, len(pair.piece.text), draft, name=True)

    def _under_inline(self, pair: Pair) -> list[Piece]:
        """Lines below a label with its value beside it: labelled parts of the same party, or its address."""
        found = []
        for piece in self.spread.below(pair.owner, most=5):
            keys = {mark.key for mark in self.spread.leading(piece, "parties", "facts")}
            if not keys or keys & {"address", "phone", "email", "website", "tax-id", "name"}:
                found.append(piece)
            else:
                break
        return found

    def _in_table(self, piece: Piece) -> bool:
        return any(area.holds(piece) for area in self.tables)

    def _free(self) -> list[Draft]:
        """Every block that no label names, read as a party."""
        drafts = []
        for layout in self.spread.layouts[:1] + self.spread.layouts[1:][-1:]:
            pieces = [each for each in layout.pieces if id(each) not in self.used and not self._in_table(each)]
            for block in _split(blocks(pieces)):
                draft = Draft("", top=block[0].top / layout.view.height, left=block[0].left, page=layout.view.number)
                self.reader.read(self._telling(block), draft)
                drafts.append(draft)
        return drafts

    def _telling(self, block: Sequence[Piece]) -> list[Piece]:
        """The lines of a block that can tell of a party: no facts, no headings, no prose."""
        return [
            piece for piece in block if not self._tells_fact(piece) and not self._heads(piece) and len(piece.text) < 230
        ]

    def _tells_fact(self, piece: Piece) -> bool:
        """Whether a line tells a number or a day of the document, and no address."""
        keys = {mark.key for mark in self.spread.leading(piece)}
        return bool(keys & _FACTS) and not keys & _REACHES and not self.reader.is_address(piece, 0, piece.text)

    def _heads(self, piece: Piece) -> bool:
        """Whether a line is the heading of the document."""
        covered: set[int] = set()
        for mark in self.spread.marks(piece, "titles"):
            covered.update(range(mark.start, mark.end))
        return len(covered) >= 0.75 * len(re.sub(r"\s", "", piece.text))

    def _receiver(self, free: Sequence[Draft]) -> Draft | None:
        granted = self._granted() if self.kind in _GRANTS else None
        told = [draft for draft in self.labelled["receiver"] if draft.formed and not _reviewer(draft)]
        if granted is not None and not (told and _muddled(granted)):
            return self._completed(granted, [*self.labelled["receiver"], *free])
        if self.kind == "licence_or_contract" and not any(draft.formed for draft in self.labelled["receiver"]):
            partner = self._partner(free)
            if partner is not None:
                return partner
        named = [draft for draft in self.labelled["receiver"] if draft.name]
        if self.kind in _GRANTS:
            named = [draft for draft in named if not _reviewer(draft)]
        if named:
            self._addressed(named)
            best = max(named, key=lambda draft: (bool(draft.parts) + draft.formed, -draft.page, -draft.top))
            return self._completed(best, named)
        if self.kind in _NO_WINDOW:
            return None
        window = [
            draft
            for draft in free
            if draft.name
            and draft.parts
            and not draft.reach
            and not draft.bank
            and draft.page == 1
            and (0.06 if draft.left < 250 else 0.02) < draft.top < 0.5
            and 2 <= draft.lines <= 7
        ]
        makers = {_key(draft.name.value) for draft in free if draft.name and draft.reach}
        window = [draft for draft in window if draft.name and _key(draft.name.value) not in makers]
        return min(window, key=lambda draft: (draft.left > 300, draft.top), default=None)

    def _completed(self, best: Draft, others: Sequence[Draft]) -> Draft:
        if not best.parts and best.name:
            for other in others:
                if other.parts and (not other.name or _key(other.name.value) == _key(best.name.value)):
                    best.parts = other.parts
                    break
        return best

    def _addressed(self, named: Sequence[Draft]) -> None:
        """Give receivers without an address the one that a label further down names."""
        for draft in named:
            if draft.parts or draft.name is None:
                continue
            for pair in self.spread.pairs:
                if (
                    pair.keys & {"address", "deliver-to"}
                    and pair.owner.page == draft.page
                    and id(pair.owner) not in self.used
                ):
                    below = pair.owner.top / self.spread.layout(pair.owner).view.height >= draft.top - 0.01
                    if below and abs(pair.owner.left - draft.left) < 60:
                        self.reader._address(pair.piece, pair.start, pair.text.strip(), draft, told=True)  # noqa: SLF001
                        if draft.parts:
                            self.used.add(id(pair.owner))
                            break
            else:
                places = [
                    other
                    for other in self.labelled["deliver-to"]
                    if other.parts and (other.name is None or self.kind == "packing_slip")
                ]
                if places:
                    draft.parts = places[0].parts

    def _granted(self) -> Draft | None:
        """The firm that a letter authorises: named behind the granting words, with its address near."""
        for piece in self.spread.pieces:
            if self._heads(piece):
                continue
            for mark in sorted(self.spread.marks(piece, "words"), key=lambda each: (-len(each), each.start)):
                if mark.key == "grant":
                    draft = self._behind(piece, mark.end)
                    if draft is not None and draft.name is not None:
                        return draft
        return None

    def _partner(self, free: Sequence[Draft]) -> Draft | None:
        """The second firm that a contract names in its text."""
        makers = {_key(draft.name.value) for draft in free if draft.name and draft.formed and draft.reach}
        makers |= {_key(draft.name.value) for draft in self.labelled["issuer"] if draft.name}
        first: str | None = None
        for piece in self.spread.pieces:
            if len(piece.text) < 30:
                continue
            for mark in self.spread.marks(piece, "words"):
                if mark.key != "company":
                    continue
                begin = max((each.end() for each in _FIRM_END.finditer(piece.text[: mark.start])), default=0)
                draft = self._behind(piece, begin)
                if draft is None or draft.name is None:
                    continue
                key = _key(draft.name.value)
                if key == first or any(key.endswith(maker) for maker in makers):
                    continue
                if first is None and not makers:
                    first = key
                    continue
                return draft
        return None

    def _behind(self, piece: Piece, start: int) -> Draft | None:
        """A firm in running text from `start` on, or on the lines below."""
        text, spots = _prose(self.spread, piece, start)
        return _firm_in(text, spots, self.spread)

    def _issuer(self, free: Sequence[Draft], receiver: Draft | None) -> tuple[Draft, bool]:
        named = [draft for draft in self.labelled["issuer"] if draft.name or draft.reach]
        theirs = _key(receiver.name.value) if receiver and receiver.name else None
        others = [draft for draft in free if not (draft.name and theirs and _key(draft.name.value) == theirs)]
        heads = sorted(others, key=self._standing, reverse=True)
        heads = [draft for draft in heads if self._standing(draft) > 0]
        made = Draft("issuer")
        sources = [*named, *heads]
        names = [draft for draft in sources if draft.name is not None and not (draft.bank and self.kind not in _BANKED)]
        best = max(names, key=lambda draft: self._naming(draft, named), default=None)
        if best is not None:
            made.name, made.formed = best.name, best.formed
            large = self._largest(best)
            if large is not None:
                made.name, made.formed = large.name, large.formed
        order = ([best] if best else []) + [draft for draft in sources if draft is not best]
        for draft in order:
            if not made.parts and draft.parts:
                made.parts = draft.parts
            for kind in ("phone", "email", "website", "tax_id"):
                if getattr(made, kind) is None:
                    setattr(made, kind, getattr(draft, kind))
        self._last_resort(made, receiver)
        asian = made.name is not None and wide(made.name.value[0])
        headed = any((draft.top < 0.25 or draft.top > 0.85) and not draft.prose for draft in order if draft.reach)
        told = best is not None and not best.prose and made.formed and made.parts and made.reach >= 2
        headed = headed or bool(asian and told)  # there the sender stands at the right or the foot of a letter
        return made, headed

    def _largest(self, best: Draft) -> Draft | None:
        """A name in larger type right above the block without a legal form that was taken for the maker's."""
        if best.formed or best.page != 1 or best.name is None:
            return None
        body = self.spread.layouts[0].size
        for piece in self.spread.layouts[0].pieces:
            draft = Draft("issuer", top=best.top)
            above = piece.top / self.spread.layout(piece).view.height < min(best.top, 0.2)
            large = piece.size > 1.5 * max(best.size, body) and id(piece) not in self.used
            if above and large and not self._heads(piece):
                self.reader.read([piece], draft, named=True)
                told = draft.name is not None and not self.spread.leading(piece)
                if told and draft.name and _key(draft.name.value) not in _key(best.name.value):
                    return draft
        return None

    def _standing(self, draft: Draft) -> float:
        """How much a block looks like the letterhead or the foot of the maker's paper."""
        standing = 2.0 * draft.reach + 2.0 * draft.formed + draft.traded + bool(draft.parts)
        standing += 1.5 if draft.top < 0.2 else 1.0 if draft.top > 0.85 else 0.0
        if not draft.reach and not draft.formed and not (draft.traded and draft.parts) and draft.top > 0.2:
            return 0.0
        return standing - (0.0 if draft.page == 1 else 1.0)

    def _naming(self, draft: Draft, named: Sequence[Draft]) -> float:
        name = draft.name.value if draft.name else ""
        person = self.kind == "correspondence" and not draft.formed  # the firm stands in the signature
        worth = (
            5.0 * (draft in named and not person)
            + 4.0 * draft.formed
            + 1.5 * draft.traded
            + draft.reach
            + bool(draft.parts)
        )
        worth += 1.5 if draft.top < 0.15 else 0.5 if draft.top > 0.85 else 0.0
        worth += min(draft.size, 24) / 12 - (3.0 if len(name) > 70 else 0.0)
        return worth

    def _last_resort(self, made: Draft, receiver: Draft | None) -> None:
        """Ways to reach the maker that stand elsewhere on the page, the receiver's left out."""
        for piece in self.spread.pieces:
            for kind, pattern in (("email", EMAIL), ("website", WEBSITE)):
                theirs = getattr(receiver, kind) if receiver else None
                match = pattern.search(
                    re.sub(EMAIL, lambda each: " " * len(each[0]), piece.text) if kind == "website" else piece.text
                )
                if kind == "website" and match and not self._own_site(match[0], made, piece):
                    continue
                if getattr(made, kind) is None and match and (theirs is None or theirs.value != match[0]):
                    spot = self.spread.spot(piece, piece.part(*match.span()))
                    setattr(made, kind, Found(match[0].replace(" ", "").rstrip("."), spot))

    def _own_site(self, site: str, made: Draft, piece: Piece) -> bool:
        """Whether a website in running text can be the maker's: by the domain of its e-mail, or behind a label."""
        domain = made.email.value.split("@")[-1].lower() if made.email else None
        if domain is not None and domain in site.lower():
            return True
        return "amazon." not in site.lower() and len(piece.text) < 100 and bool(self.spread.marks(piece, "parties"))


_FACTS = frozenset({"number", "other-number", "date", "other-date", "valid-from", "valid-until", "currency"})
_REACHES = frozenset({"phone", "fax", "email", "website", "tax-id", "name", "address"})
_GRANTS = frozenset({"letter_of_authorization", "licence_or_contract"})
_OWN = frozenset({"training_record", "inventory_report"})
_HELD = frozenset({"business_licence", "insurance_certificate"})
_BANKED = frozenset({"bank_statement", "payment_record"})
_NO_WINDOW = frozenset(
    {"receipt", "training_record", "inventory_report", "identity_document", "product_photo", "screenshot"}
)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()


def _reviewer(draft: Draft) -> bool:
    """Whether a letter is addressed to the marketplace, which is nobody that is authorised."""
    return draft.name is not None and draft.name.value.casefold().startswith(("amazon", "アマゾン"))


def _muddled(draft: Draft) -> bool:
    """Whether a name taken out of running text can hardly be one."""
    name = draft.name.value if draft.name else ""
    return not name or len(name) > (58 if name.isascii() else 28) or bool(re.search(r"[\d:：)）]", name))


def _split(found: Sequence[list[Piece]]) -> Iterator[list[Piece]]:
    """Blocks cut where the type changes much: a small return address above a name, a logo above a letterhead."""
    for block in found:
        part = [block[0]]
        for piece in block[1:]:
            ratio = piece.size / max(part[-1].size, 1.0)
            if ratio > 1.25 and _dotted(part[-1].text):
                yield part
                part = [piece]
            else:
                part.append(piece)
        yield part


def _dotted(text: str) -> bool:
    """Whether a line names all of a sender on one line, as above an address window."""
    return bool(re.search(r"\s[·•|–-]\s", text))


def _prose(spread: Spread, piece: Piece, start: int) -> tuple[str, list[tuple[int, Piece, int]]]:
    """Running text from a place on, over the lines below, and for each line where it begins in that text."""
    text, spots = piece.text[start:], [(0, piece, start)]
    layout = spread.layout(piece)
    for row in layout.rows[piece.row + 1 : piece.row + 6]:
        near = [each for each in row if each.top - spots[-1][1].bottom < 2.5 * piece.size]
        if not near:
            break
        glue = "" if text and wide(text[-1]) else "\n" if abs(near[0].left - piece.left) > 1.5 * piece.size else " "
        spots.append((len(text) + len(glue), near[0], 0))
        text += glue + near[0].text
    return text, spots


_FIRM_END = re.compile(r"[,，、(（\n。;；]|\s[-–—]\s|\.\s")


def _firm_in(text: str, spots: Sequence[tuple[int, Piece, int]], spread: Spread) -> Draft | None:
    """The first firm named in running text, with the address that follows it."""
    company = [
        # A small word such as `société` only says that a firm follows.
        (at + mark.start - begin, at + mark.end - begin)
        for at, piece, begin in spots
        for mark in spread.marks(piece, "words")
        if mark.key == "company" and mark.start >= begin
        if not (piece.text[mark.start].islower() and len(mark) > 5 and piece.text[mark.start : mark.end].isalpha())
    ]
    if not company:
        return None
    reader = Reader(spread)
    start, end = company[0]
    for more_start, more_end in company[1:]:
        if more_start - end <= 3:
            end = max(end, more_end)
    if end < len(text) and text[end] == ".":
        end += 1
    head = text[:end]
    cut = max((match.end() for match in _FIRM_END.finditer(text[:start]) if not _form_comma(text, match)), default=0)
    if not head[cut:start].strip(" :：,，“”\"'「」"):
        # The legal form stands first, as in Vietnamese and Japanese; the name goes on behind it.
        stop = _FIRM_END.search(text, end)
        head = text[: stop.start() if stop else end]
    name = head[cut:].strip(" :：,，“”\"'「」")
    name = _without_article(name)
    name = _without_lead(spread, spots, name)
    if len(name) > 90 or len(name) < 2:
        return None
    draft = Draft("receiver", page=spots[0][1].page, prose=True)
    at = text.find(name, cut)
    draft.name = Found(name, _spot_of(at, at + len(name), spots, spread))
    draft.formed = True
    closed = re.match(r"\s*[(（]([^()（）]{4,140})[)）]", text[end:])
    tail = closed or re.match(r"[\s,，(（]*(.{0,220})", text[end:], re.DOTALL)
    if tail:
        _address_in(tail[1], end + tail.start(1), spots, reader, draft)
    return draft


def _form_comma(text: str, match: re.Match[str]) -> bool:
    """Whether a comma stands before a legal form: `Co., Ltd.`."""
    return (
        bool(re.match(r",\s*(?:L|I)", text[match.start() : match.start() + 4]))
        and text[match.start() - 1 : match.start()] in ".oO"
    )


def _without_lead(spread: Spread, spots: Sequence[tuple[int, Piece, int]], name: str) -> str:
    """A name without the words that only say that one follows: `Firma`, `Spett.le`."""
    for _, piece, _ in spots:
        at = piece.text.find(name)
        for mark in spread.marks(piece, "words") if at >= 0 else ():
            if mark.key == "lead-in" and mark.start == at and mark.end < at + len(name) - 2:
                return name[mark.end - at :].lstrip(" ,.:")
    return name


def _without_article(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0][:1].islower():
        words = words[1:]
    return " ".join(words) if words else name


def _address_in(text: str, at: int, spots: Sequence[tuple[int, Piece, int]], reader: Reader, draft: Draft) -> None:
    """The parts of an address at the head of running text, up to what is none."""
    for part in re.finditer(r"[^,，\n()（）;；]+", text):
        bare = part[0].strip(" :：")
        if not bare:
            continue
        line = next((each for each in reversed(spots) if each[0] <= at + part.start()), spots[0])
        place = at + part.start() - line[0] + line[2]
        bare_at = place + part[0].find(bare[0])
        lead = [
            m
            for m in reader.spread.marks(line[1], "parties")
            if m.key == "address" and bare_at <= m.start <= bare_at + 16
        ]
        if lead:
            bare = line[1].text[reader.spread.after(line[1], lead[0].end) : bare_at + len(bare)].strip(" :：") or bare
        before = len(draft.parts)
        small = bare[0].islower() and not any(
            mark.key in ("street", "country") and bare_at - 1 <= mark.start <= bare_at + 2
            for mark in reader.spread.marks(line[1], "words")
        )
        if small and draft.parts and not lead:
            break
        if small and not draft.parts:
            bare = _from_street(reader.spread, line[1], bare_at, bare)
        reader._address(line[1], line[1].text.find(bare), bare, draft)  # noqa: SLF001 - the same reader, on running text
        if len(draft.parts) == before and draft.parts:
            break


def _from_street(spread: Spread, piece: Piece, at: int, text: str) -> str:
    """A part of running text from the word of a street on: `with its seat in 5 Mill Road`."""
    starts = [
        mark.start for mark in spread.marks(piece, "words") if mark.key == "street" and at < mark.start < at + len(text)
    ]
    begin = min(starts, default=at)
    return text[begin - at :] or text


def _spot_of(start: int, end: int, spots: Sequence[tuple[int, Piece, int]], spread: Spread) -> Spot:
    line = next((each for each in reversed(spots) if each[0] <= start), spots[0])
    words: tuple[Word, ...] = line[1].part(start - line[0] + line[2], end - line[0] + line[2])
    return spread.spot(line[1], words)
