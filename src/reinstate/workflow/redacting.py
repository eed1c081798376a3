"""Copies without prices, and those that go out in their originals' place because the seller chose so.

Such a copy is derived like all else: from the original, the words chosen and what the notice allows. From `in_place`
on an exhibit holds the copy's bytes, so that no later step comes by the original's.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reinstate import evidence
from reinstate.case import Attachment, Exhibit, Gap, Page, Paper, Passage, Redaction, Trouble
from reinstate.evidence.allowance import Allowance
from reinstate.knowledge import Knowledge
from reinstate.workflow.confined import alive
from reinstate.workflow.eyes import eyes
from reinstate.workflow.render import page_count

HELD_BACK = "exhibit-held-back"
"""Kind of the gap where a copy was chosen and can't be made: neither it nor its original goes out."""

NO_COPY = ("exhibits.not-redacted", "exhibits.signed", "evidence.broken", "evidence.typesetting")
"""Trouble for which one document gets no copy, while all others go on."""

_MOST = 16
"""Copies held by a process: a case is worked through after each answer, a scan takes seconds."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What became of one document: a copy with its name, or the reason why there is none.

    `count` is how many places were marked or removed, `pictured` the pages that became pictures for it, `pages` how
    many the copy has where that was counted; `left` is the end of a key `left-…` on `messages/exhibits`.
    """

    exhibit: Exhibit
    name: str = ""
    content: bytes = b""
    count: int = 0
    pictured: tuple[int, ...] = ()
    pages: int = 0
    left: str | None = None
    removed: tuple[Passage, ...] = ()
    words: tuple[str, ...] = ()
    """What was to be removed beside the prices."""
    unfound: tuple[str, ...] = ()
    """Those words that the document doesn't print: whoever wants them gone must know."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What copies are made by: what the notice allows, and the words of the plan's language that stand on them."""

    allowed: Allowance
    said: evidence.Wording
    knowledge: Knowledge


def redacted(exhibit: Exhibit, attachment: Attachment, words: Sequence[str], terms: Terms) -> Copied:
    """A copy of a document's original without prices and without `words`, where the notice allows it.

    Raises:
        Trouble: `exhibits.not-redacted`, `evidence.broken`, `evidence.typesetting`.
    """
    original = exhibit.original
    left = terms.allowed.forbids_redaction(original, terms.knowledge)
    if left is not None:
        return Copied(exhibit, left="prices" if left == "notice" else left)
    key = (original.sha256, original.file, original.kind, tuple(words), terms.said.language, terms.knowledge.version)
    if key not in _MADE:
        while len(_MADE) >= _MOST:
            _MADE.popitem(last=False)
        _MADE[key] = _made(original, attachment, words, terms)
    _MADE.move_to_end(key)
    return replace(_MADE[key], exhibit=exhibit, name=evidence.copy_name(exhibit, "redacted"))


_MADE: OrderedDict[tuple[object, ...], Copied] = OrderedDict()


def _made(original: Exhibit, attachment: Attachment, words: Sequence[str], terms: Terms) -> Copied:
    passages, unfound = _to_remove(original, attachment, words, terms.knowledge)
    if unfound or not passages:
        return Copied(original, left="words" if unfound else "none", words=tuple(words), unfound=unfound)
    made = evidence.redacted_copy(original, passages, terms.said)
    pages = page_count(made.content)
    return Copied(original, "", made.content, len(passages), made.pictured, pages, None, passages, tuple(words))


def _to_remove(
    original: Exhibit, attachment: Attachment, words: Sequence[str], knowledge: Knowledge
) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """Every place to be taken out, and the words for which there is none."""
    recognise = eyes(knowledge)
    told = replace(attachment, highlight=tuple(words))
    held = evidence.admit(original.content, told, original.number, recognise) if words else None
    named, unfound = (held.passages, held.missing_passages) if held else ((), ())
    paper = understood(original, knowledge)
    read = evidence.prices(original.content, paper, knowledge, recognise) if paper else ()
    more = (each for each in named if each.boxes not in [other.boxes for other in read])
    return (*read, *more), unfound


def understood(exhibit: Exhibit, knowledge: Knowledge) -> Paper | None:
    """What a document's original says, None where that can't be told."""
    original = exhibit.original
    try:
        read = evidence.read(original.content, original.file.name, knowledge, eyes(knowledge))
        return next(iter(read), None)
    except Trouble:
        return None


# -- in the original's place -------------------------------------------------------------------------------------------


def in_place(
    exhibits: Sequence[Exhibit], attachments: Sequence[Attachment], terms: Terms, lead: str
) -> tuple[tuple[Exhibit, ...], tuple[Gap, ...]]:
    """What goes out of each document: itself, or the copy that the seller chose; numbered anew where one is held back.

    A copy that can't be made is never replaced by its original: that would send prices which the seller wants to keep.
    """
    told = {each.id: each for each in attachments}
    going, gaps = list[Exhibit](), list[Gap]()
    for exhibit in exhibits:
        alive(exhibit.file.name)
        chosen = told[exhibit.id]
        goes = _standing_in(exhibit, chosen, terms) if chosen.without_prices else exhibit
        if goes is None:
            gaps.append(Gap(HELD_BACK, exhibit.id, args={"file": exhibit.file.name}))
        else:
            going.append(goes)
    numbers = evidence.number([told[each.id] for each in going], lead)
    numbered = (replace(each, number=number) for each, number in zip(going, numbers, strict=True))
    return tuple(numbered), tuple(gaps)


def _standing_in(original: Exhibit, attachment: Attachment, terms: Terms) -> Exhibit | None:
    """The copy as the exhibit that goes out; None where there is none."""
    try:
        made = redacted(original, attachment, attachment.without_words, terms)
    except Trouble as trouble:
        if trouble.code not in NO_COPY:
            raise
        return None
    if made.left is not None:
        return None
    plain = replace(attachment, highlight=(), covers=())
    copy = evidence.admit(made.content, replace(plain, file=made.name), original.number)
    return replace(
        copy,
        file=original.file,
        pages=tuple(_pages(copy, original, made.removed)),
        passages=clear_of(original.passages, made.removed),
        missing_passages=original.missing_passages,
        covers=tuple(each for each in original.covers if each in copy.covers or not _hides(made.removed, each)),
        trouble=original.trouble,
        redaction=Redaction(original, made.removed, made.pictured),
    )


def clear_of(passages: Sequence[Passage], removed: Sequence[Passage]) -> tuple[Passage, ...]:
    """The passages of which nothing was taken out."""
    gone = [(each.page, box) for each in removed for box in each.boxes]
    return tuple(
        each
        for each in passages
        if not any(each.page == page and _meet(box, other) for box in each.boxes for page, other in gone)
    )


def _meet(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes share more than the rim by which lines of small print reach into each other."""
    high = min(box[3], other[3]) - max(box[1], other[1])
    return box[0] < other[2] and other[0] < box[2] and high > _RIM * min(box[3] - box[1], other[3] - other[1])


_RIM = 0.25
"""Part of a line's height."""


def _hides(removed: Sequence[Passage], asin: str) -> bool:
    """Whether a product's number is among the words that were taken out; prices are no such words."""
    named = ["".join(each.words.split()) for each in removed if each.role != "price"]
    return any(each and (asin in each or each in asin) for each in named)


def _pages(copy: Exhibit, original: Exhibit, removed: Sequence[Passage]) -> Iterator[Page]:
    """The copy's pages; one that became a picture keeps what the original said on it, without what was taken out."""
    for place, page in enumerate(copy.pages):
        if page.text.strip() or place >= len(original.pages):
            yield page
            continue
        text = original.pages[place].text
        for each in removed:
            text = text.replace(each.words, "")
        yield replace(page, text=text, lying=original.pages[place].lying)
