"""Blocks of a page that tell of a party: under a label, beside a word of honour, or standing free."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from reinstate.evidence.seeing.layout import Piece, blocks
from reinstate.evidence.understanding.addresses import POSTCODE, is_address, is_company
from reinstate.evidence.understanding.draft import Draft, key_of
from reinstate.evidence.understanding.kinds import Kind
from reinstate.evidence.understanding.lines import read_line, read_lines
from reinstate.evidence.understanding.spread import Area, Pair, Spread

_APART = 3.5
"""Type sizes that may part a name from the address below it."""
_LARGE = 1.3
"""Usual type sizes from which a line that ends with the name of a paper is its heading."""
_ROLES = ("receiver", "issuer", "deliver-to", "other-party")

_FACTS = frozenset({"number", "other-number", "date", "other-date", "valid-from", "valid-until", "currency"})
_REACHES = frozenset({"phone", "fax", "email", "website", "tax-id", "name", "address"})


@dataclass
class Ground:
    """Where parties are looked for: the pages, the kind, the tables, which hold none, and what is taken already."""

    spread: Spread
    kind: Kind
    tables: Sequence[Area]
    used: set[int] = field(default_factory=set)
    """Pieces that tell of a party, by `id`."""
    labelled: dict[str, list[Draft]] = field(default_factory=lambda: {role: [] for role in _ROLES})
    """The parties that a label or a word of honour names, by role."""


def honoured(ground: Ground) -> None:
    """Receivers that a word of honour behind the name marks, wherever they stand: the block around it is theirs."""
    for piece in ground.spread.pieces:
        mark = next((each for each in ground.spread.marks(piece, "words") if each.key == "honorific"), None)
        if mark is None or piece.text[mark.end :].strip() or in_table(ground, piece):
            continue
        row = ground.spread.row(piece)
        place = row.index(piece)
        alone = not piece.text[: mark.start].strip()
        if alone and not place:
            continue
        held = row[place - 1] if alone else piece
        end = len(held.text) if alone else mark.start
        if len(held.text[:end].strip()) < 2 or ground.spread.leading(held, "parties"):
            continue
        height = ground.spread.layout(held).view.height
        draft = Draft("receiver", top=held.top / height, left=held.left, page=held.page)
        above = _stacked_above(ground, held)
        around = [each for each in ground.spread.below(held, most=4) if each is not piece]
        below = list(takewhile(lambda each: not ground.spread.leading(each), around))
        read_line(ground.spread, held, 0, end, draft, name=True)
        read_lines(ground.spread, [*above, *(() if above else below)], draft)
        if not draft.parts:
            read_lines(ground.spread, _apart_below(ground, held), draft)
        ground.labelled["receiver"].append(draft)
        ground.used.update(id(each) for each in (piece, held, *above))


def _stacked_above(ground: Ground, piece: Piece) -> list[Piece]:
    """The lines of an address right above a name, top to bottom."""
    found: list[Piece] = []
    last = piece
    for row in reversed(ground.spread.layout(piece).rows[max(0, piece.row - 5) : piece.row]):
        near = next((each for each in row if abs(each.left - piece.left) < 1.5 * each.size), None)
        if near is None:
            continue
        if last.top - near.bottom > 1.3 * max(last.size, near.size):
            break
        if not is_address(ground.spread, near, 0, near.text) and not POSTCODE.search(near.text):
            break
        found.insert(0, near)
        last = near
    return found


def _apart_below(ground: Ground, piece: Piece) -> list[Piece]:
    """The lines of an address that stand a little apart below a name, in its column."""
    layout = ground.spread.layout(piece)
    for row in layout.rows[piece.row + 1 : piece.row + 5]:
        for near in row:
            if near.top - piece.bottom > _APART * piece.size:
                return []
            if abs(near.left - piece.left) < 1.5 * near.size and near.top > piece.bottom:
                coded = POSTCODE.search(near.text) or is_address(ground.spread, near, 0, near.text)
                if not coded or id(near) in ground.used:
                    return []
                lines = [near, *takewhile(lambda each: not ground.spread.leading(each), ground.spread.below(near))]
                ground.used.update(map(id, lines))
                return lines
    return []


def by_labels(ground: Ground) -> None:
    """Blocks under or beside a label that names a party."""
    for pair in ground.spread.pairs:
        keys = _roles(ground, pair)
        if not keys or id(pair.owner) in ground.used or in_table(ground, pair.owner):
            continue
        role = next(key for key in ("deliver-to", "receiver", "issuer", "other-party") if key in keys)
        draft = _block(ground, pair, role)
        if draft is not None and draft.name is not None and _honoured_name(ground, draft.name.value):
            continue
        if draft is not None:
            ground.labelled[role].append(draft)
    _owned(ground)


def _owned(ground: Ground) -> None:
    """Addresses behind labels that say whose they are: `Buyer's address`, `销售方地址`."""
    for pair in ground.spread.pairs:
        if "address" not in pair.keys or id(pair.owner) in ground.used:
            continue
        within = {
            mark.key
            for mark in ground.spread.marks(pair.owner, "parties")
            if pair.label.start <= mark.start <= pair.label.start + 1 and mark.end < pair.label.end
        }
        for role in within & {"receiver", "issuer"}:
            owner = next((draft for draft in ground.labelled[role] if draft.name and not draft.parts), None)
            if owner is not None:
                read_line(
                    ground.spread, pair.piece, pair.label.start if not pair.aside else 0, len(pair.piece.text), owner
                )
                ground.used.update((id(pair.owner), id(pair.piece)))


def _honoured_name(ground: Ground, name: str) -> bool:
    """Whether a receiver of that name is known already."""
    key = key_of(name)
    return any(draft.name is not None and key_of(draft.name.value) == key for draft in ground.labelled["receiver"])


def _roles(ground: Ground, pair: Pair) -> set[str]:
    """Which party a label names; bank papers name the payee, licences their holder by a bare name."""
    keys = set(pair.keys) & {"receiver", "issuer", "deliver-to", "other-party"}
    if ground.kind.bears("payee"):
        return {"receiver"} if "payee" in pair.keys else {"other-party"} if keys else set()
    if ground.kind.bears("holder") and "name" in pair.keys and not keys:
        return {"receiver"}
    if ground.kind.bears("record") and "name" in pair.keys and not keys:
        return {"issuer"}
    if ground.kind.paper.maker == "carrier":  # the carrier makes it; who sends the parcel is another
        return {"receiver"} if keys & {"deliver-to", "receiver"} else {"other-party"} if keys else set()
    return keys


def _block(ground: Ground, pair: Pair, role: str) -> Draft | None:
    layout = ground.spread.layout(pair.owner)
    draft = Draft(role, top=pair.owner.top / layout.view.height, left=pair.owner.left, page=pair.owner.page)
    if pair.aside:
        beside = pair.piece.row == pair.owner.row or pair.piece.left >= pair.owner.right
        lines = beside_lines(ground, pair) if beside else ground.spread.below(pair.owner)
        if not lines:
            lines = [pair.piece]
    else:
        lines = []
        _inline(ground, pair, draft)
        lines = _under_inline(ground, pair)
    taken: list[Piece] = []
    for piece in lines:
        stop = {mark.key for mark in ground.spread.leading(piece, "parties", "facts", "columns")}
        whole = ground.spread.whole(piece)
        if whole and taken:
            break
        if (
            any(mark.key in ("receiver", "issuer", "deliver-to", "other-party", "number", "date") for mark in whole)
            and taken
        ):
            break
        if (
            stop & {"receiver", "issuer", "deliver-to"}
            and any(each.owner is piece and not each.aside and ":" in piece.text for each in ground.spread.pairs)
            and taken
        ):
            break
        taken.append(piece)
    if not pair.aside or taken:
        read_lines(ground.spread, taken, draft, named=pair.aside)
    for piece in (pair.owner, *taken):
        ground.used.add(id(piece))
    return draft if draft.name or draft.parts or draft.reach else None


def beside_lines(ground: Ground, pair: Pair) -> list[Piece]:
    """The value beside a label and what goes on below it, up to a row with a label of its own."""
    lines = [pair.piece]
    for piece in ground.spread.below(pair.piece, column=pair.piece):
        row = ground.spread.row(piece)
        if any(abs(each.left - pair.owner.left) < 1.5 * each.size and each is not piece for each in row):
            break
        lines.append(piece)
    return lines


def _inline(ground: Ground, pair: Pair, draft: Draft) -> None:
    read_line(ground.spread, pair.piece, pair.start, len(pair.piece.text), draft, name=True)


def _under_inline(ground: Ground, pair: Pair) -> list[Piece]:
    """Lines below a label with its value beside it: labelled parts of the same party, or its address."""
    found = []
    for piece in ground.spread.below(pair.owner, most=5):
        keys = {mark.key for mark in ground.spread.leading(piece, "parties", "facts")}
        if not keys or keys & {"address", "phone", "email", "website", "tax-id", "name"}:
            found.append(piece)
        else:
            break
    return found


def in_table(ground: Ground, piece: Piece) -> bool:
    """Whether a piece lies in a table of goods."""
    return any(area.holds(piece) for area in ground.tables)


def free_blocks(ground: Ground) -> list[Draft]:
    """Every block that no label names, read as a party."""
    drafts = []
    for layout in ground.spread.layouts[:1] + ground.spread.layouts[1:][-1:]:
        pieces = [each for each in layout.pieces if id(each) not in ground.used and not in_table(ground, each)]
        for block in _split(blocks(pieces)):
            draft = Draft("", top=block[0].top / layout.view.height, left=block[0].left, page=layout.view.number)
            read_lines(ground.spread, _telling(ground, block), draft)
            drafts.append(draft)
    return drafts


def _telling(ground: Ground, block: Sequence[Piece]) -> list[Piece]:
    """The lines of a block that can tell of a party: no facts, no headings, no prose."""
    return [
        piece
        for piece in block
        if not _tells_fact(ground, piece)
        and not heads(ground, piece)
        and not _captions(ground, piece)
        and len(piece.text) < 230
    ]


def _captions(ground: Ground, piece: Piece) -> bool:
    """Whether a line is nothing but words that papers of a person label something by."""
    return ground.kind.bears("person") and any(
        mark.key == ground.kind.id and len(mark) >= len(piece.text.strip()) - 1
        for mark in ground.spread.marks(piece, "cues")
    )


def _tells_fact(ground: Ground, piece: Piece) -> bool:
    """Whether a line tells a number or a day of the document, and no address."""
    keys = {mark.key for mark in ground.spread.leading(piece)}
    return bool(keys & _FACTS) and not keys & _REACHES and not is_address(ground.spread, piece, 0, piece.text)


def heads(ground: Ground, piece: Piece) -> bool:
    """Whether a line is the heading of the document."""
    covered: set[int] = set()
    for mark in ground.spread.marks(piece, "titles"):
        covered.update(range(mark.start, mark.end))
    if len(covered) >= 0.75 * len(re.sub(r"\s", "", piece.text)):
        return True
    large = piece.size > _LARGE * ground.spread.layout(piece).size
    return large and len(piece.text) - 1 in covered and not is_company(ground.spread, piece, 0, len(piece.text))


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
