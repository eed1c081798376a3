"""Which kind of document it is, told by its heading first, then by what its text holds."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from reinstate.evidence.seeing.layout import Piece
from reinstate.evidence.understanding.columns import tables
from reinstate.evidence.understanding.lexicon import Named
from reinstate.evidence.understanding.spread import Spread
from reinstate.knowledge import Knowledge
from reinstate.knowledge.model.evidence import PaperKind, Trait

_HEADING = 6.0
_MENTION = 0.6
_CUE = 0.8
_PRICED = 2.5
"""What a table of goods with prices and a total speaks for, where neither heading nor cues say what the paper is."""
_ENOUGH = 1.5
"""Weight from which the words of a paper tell a kind."""
_UNHEADED = 1.8
"""Weight below which words are no heading."""
_MOST_CUES = 6
_FURTHER_CUE = 0.3
"""What each cue beyond those adds: shelves are long, and the right kind has many more than any other."""
_MOST_FURTHER = 8
_LABEL = 0.15
"""How much of a heading a title is that labels another number or day: `Our order`, `Delivery note no. 12`."""
_OWN_LABEL = 0.6
"""The same where it labels the document's own number: `Invoice no. 12`."""
_COLUMNS = 3
"""Pieces of a row above which it is a row of a table."""
_LARGE = 1.2
"""Usual type sizes from which a title is a heading even if a label is written alike."""
_UNBORNE = 0.6
"""How much of its weight a heading keeps that not one phrase of the text bears out."""
_FEW = 2
_SURE_CUES = 3
"""Cues from which a kind is told without a heading."""
_OTHERS = frozenset({"other-number", "other-date"})
_LENT = "en"
_FOREIGN = 0.6
"""How much of its weight a word of another language keeps: many are written like a word of the document's own."""
_NUMBERS = _OTHERS | {"number"}
_VALUE = re.compile(r"\s?[^\W\d_]{0,9}\.?\s?[:：#]\s?\S*\d")
"""What stands behind a label with its value: `no: DD-7781`."""
_NEAR = 24
"""Letters within which a label's value shows a figure."""
_CLIPPED = re.compile(r"-$|(?<![^\W\d_])[^\W\d_]{1,2}/$")
"""What makes the words behind it a part of another word: a hyphen, or a letter or two with a stroke (`S/pedido`)."""
_OTHER = "other"
"""The kind of a document that is none of the others."""


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind, how clearly it stands out from the others, and where its heading stands."""

    paper: PaperKind
    sureness: float
    heading: Piece | None

    @property
    def id(self) -> str:
        """The id of the shelf `papers`."""
        return self.paper.id

    def bears(self, *traits: Trait) -> bool:
        """Whether one of some things can be said of the kind."""
        return self.paper.bears(*traits)


def kind_of(spread: Spread, knowledge: Knowledge, leanings: Mapping[str, float], language: str) -> Kind:
    """The kind whose words stand out most; `leanings` is what the file itself speaks for.

    Words of the document's language and of English, in which titles are lent everywhere, weigh more than others.
    """
    scores: dict[str, float] = defaultdict(float, leanings)
    headings, told = _said(spread, frozenset({language, language.split("-", maxsplit=1)[0], _LENT}))
    named = {kind: weight for kind, (weight, _) in headings.items()}
    for kind, (weight, piece) in headings.items():
        headings[kind] = (weight * (1.0 if told.get(kind) else _UNBORNE), piece)
        scores[kind] += headings[kind][0]
    row = _ledger(spread)
    for kind, paper in knowledge.papers.items():
        more = (row if paper.bears("balance") else 0.0) + (
            _granting(spread) if paper.bears("grants") and kind in told else 0
        )
        if more:
            told[kind] = told.get(kind, 0.0) + more
    for kind, count in told.items():
        further = min(max(0.0, count - _MOST_CUES), _MOST_FURTHER)
        scores[kind] += _CUE * min(count, _MOST_CUES) + _FURTHER_CUE * further
    sure = {kind for kind, count in told.items() if count >= _SURE_CUES}
    headed = max((weight for weight, _ in headings.values()), default=0.0) >= _UNHEADED
    if not sure and not headed and _priced_table(spread):
        for kind in (paper.id for paper in knowledge.papers.values() if paper.bears("assumed")):
            scores[kind] += _PRICED
    _give_way(scores, headings, sure, knowledge)
    if not scores:
        return Kind(knowledge.papers[_OTHER], 0.0, None)
    ranked = sorted(scores, key=lambda kind: scores[kind], reverse=True)
    best = ranked[0]
    if max(scores[best], named.get(best, 0.0)) < _ENOUGH:  # a heading is borne out or not only beside another kind
        return Kind(knowledge.papers[_OTHER], 0.2, None)
    rival = scores[ranked[1]] if len(ranked) > 1 else 0.0
    return Kind(
        knowledge.papers[best],
        round(max(0.05, min(1.0, (scores[best] - max(rival, 0.0)) / scores[best] + 0.3)), 2),
        headings.get(best, (0, None))[1],
    )


def _said(spread: Spread, near: frozenset[str]) -> tuple[dict[str, tuple[float, Piece]], dict[str, float]]:
    """The best heading of each kind with its weight, and how many words speak for it; those not `near` count less."""
    headings: dict[str, tuple[float, Piece]] = {}
    cues: dict[str, dict[str, float]] = defaultdict(dict)
    for piece in spread.pieces:
        for mark in _longest(spread.marks(piece, "titles")):
            weight = _weight(spread, piece, mark) * (1.0 if mark.tag in near else _FOREIGN)
            if weight > headings.get(mark.key, (0.0, piece))[0]:
                headings[mark.key] = (weight, piece)
        for mark in spread.marks(piece, "cues"):
            said = piece.text[mark.start : mark.end].lower()
            cues[mark.key][said] = max(1.0 if mark.tag in near else _FOREIGN, cues[mark.key].get(said, 0.0))
    told = {kind: sum(said.values()) for kind, said in cues.items()}
    return headings, told


def _granting(spread: Spread) -> int:
    """How many different words say that somebody is allowed something, where there are several."""
    said = {
        piece.text[mark.start : mark.end].lower()
        for piece in spread.pieces
        for mark in spread.marks(piece, "words")
        if mark.key == "grant"
    }
    return len(said) if len(said) > 1 else 0


def _priced_table(spread: Spread) -> bool:
    """Whether goods are listed with their quantities and amounts, and a total stands below."""
    for layout in spread.layouts:
        for columns, top, _ in tables(spread, layout.rows):
            if {"quantity", "amount"} <= {column.key for column in columns}:
                return any(
                    mark.key == "total" and (piece.page, piece.top) > (layout.view.number, top)
                    for piece in spread.pieces
                    for mark in spread.leading(piece, "sums")
                )
    return False


def _longest(marks: list[Named]) -> list[Named]:
    """The words that no longer word of another kind holds."""
    return [
        mark
        for mark in marks
        if not any(other.start <= mark.start and mark.end <= other.end and len(other) > len(mark) for other in marks)
    ]


def _weight(spread: Spread, piece: Piece, mark: Named) -> float:
    """How much a title's words are the heading: alone, large, bold, high on the first page."""
    layout = spread.layout(piece)
    rest = len(piece.text.replace(" ", "")) - len(mark)
    alone = rest <= max(3, 0.25 * len(piece.text))
    first = mark.start <= 3 and (alone or not piece.text[mark.start].islower())
    if _CLIPPED.search(piece.text[: mark.start]) or _denied(spread, piece, mark):
        return 0.0
    size = piece.size / max(layout.size, 1.0)
    if size < _LARGE and _in_table(spread, piece):
        return _MENTION
    label = _labelling(spread, piece, mark) if size < _LARGE else 1.0
    if not first and not alone:
        return _HEADING * 0.45 if size > 1.35 and len(piece.text) < 70 else _MENTION
    weight = _HEADING * (1.0 if alone else 0.55 if rest < 30 else 0.2)
    weight *= min(1.6, max(0.7, size)) * label
    weight *= 1.15 if piece.bold else 1.0
    if piece.page > 1:
        weight *= 0.4
    depth = piece.top / max(layout.view.height, 1.0)
    weight *= 1.0 if depth < 0.35 else 0.6 if depth < 0.6 else 0.3
    if len(spread.row(piece)) > _COLUMNS:
        weight *= 0.5
    return weight + min(len(mark), 30) / 30


def _in_table(spread: Spread, piece: Piece) -> bool:
    """Whether a piece is a cell of a table or heads a column: such words say what stands there, not what all is."""
    rows = spread.layout(piece).rows
    beside = max((len(rows[at]) for at in (piece.row - 1, piece.row + 1) if 0 <= at < len(rows)), default=0)
    return min(len(rows[piece.row]), beside) > _COLUMNS


def _labelling(spread: Spread, piece: Piece, mark: Named) -> float:
    """How much of a heading remains of a title's words that stand before the number or the day of something."""
    alike = [label for label in spread.leading(piece, "facts") if label.start <= mark.start < label.end]
    keys = {label.key for label in alike} & _NUMBERS
    if keys and keys <= _OTHERS:
        return _LABEL
    if _VALUE.match(piece.text[mark.end :]):
        return _OWN_LABEL if keys else _LABEL
    pair = spread.label_of(piece) if keys else None
    if pair is None or not any(map(str.isdigit, pair.text[:_NEAR])):
        return 1.0
    return _LABEL if pair.keys & _OTHERS else _OWN_LABEL


def _denied(spread: Spread, piece: Piece, mark: Named) -> bool:
    """Whether the words around deny it (`this is not an invoice`) or name another paper (`original invoice`)."""
    return any(
        (word.key == "denial" and 0 <= mark.start - word.end <= 2)
        or (word.key == "denial-after" and 0 <= word.start - mark.end <= 2)
        for word in spread.marks(piece, "words")
    )


def _ledger(spread: Spread) -> int:
    """How many words of a ledger's columns stand side by side in one row, if they are several."""
    rows = (row for layout in spread.layouts for row in layout.rows if len(row) > _FEW)
    named = (sum(any(mark.key == "ledger" for mark in spread.marks(piece, "words")) for piece in row) for row in rows)
    most = max(named, default=0)
    return most if most > 1 else 0


def _give_way(
    scores: dict[str, float],
    headings: Mapping[str, tuple[float, Piece]],
    cued: set[str],
    knowledge: Knowledge,
) -> None:
    """Kinds whose words another one uses too lose what they share with it.

    It is so where its heading is as strong, and where neither has one but it is told by its cues. A letter is one by
    its form: it gives way to whatever its words are sure to be. Goods with prices give way to headings only.
    """
    told = {kind for kind, (weight, _) in headings.items() if weight >= _HEADING * 0.5}
    for kind in told:
        for other in knowledge.papers[kind].outranks:
            theirs = headings.get(other)
            if other in scores and (theirs is None or theirs[0] <= headings[kind][0] * 1.35):
                scores[other] -= 4.0
    for kind in cued:
        for other in knowledge.papers[kind].outranks:
            paper = knowledge.papers[other]
            if other not in scores or paper.priced:
                continue
            if kind not in told and other not in told:
                scores[other] -= 4.0
            elif paper.bears("signature-block") and other in told:
                scores[other] -= headings[other][0]
