"""A pasted letter read as a plan: sections with their roles, and every sentence with its place.

Headings are known by their words (shelf `headings`), whatever their style; a bare `D4` by the structure that has as
many sections. Where no heading helps, a sentence's own words tell its role, and a sentence without any such word
belongs with the one before it in the paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reinstate.case import Plan, Section, Sentence, Span
from reinstate.knowledge import Knowledge, terms
from reinstate.knowledge.kept import kept
from reinstate.knowledge.model.review import Heading
from reinstate.knowledge.variants import variants
from reinstate.language import Hit, Matcher, blocks, fold_each, sentences_of, unspaced

_NOT = "!"
_CAUSE = ("root_cause",)
_ACT = ("corrective",)
OTHER = "other"
"""Role of what belongs to no part: salutation, title, farewell."""

_NUMBERING = re.compile(
    r"(?:[\s#*_=>■□●◆▶•·–—-]|\(?\b[dD]\s?[1-8]\b[.:)：]?|[(（]?(?:\d{1,2}|[A-Ha-h]|[IVXivx]{1,4}|[一二三四五六七八九十]{1,2})[.)、）．:：]+"
    r"|第[一二三四五六七八九十\d]{1,2}[部分章节条]{0,2}[,、:：]?|【|\[|[①-⑩])*+"
)
_STEP = re.compile(r"[\s#*_(（【\[]*[dD]\s?([1-8])(?!\d)")
_NUMBERED = re.compile(r"d\d")
"""Keys of the sections of a structure whose parts go by `D` and a number."""
_LOUD = re.compile(r"\s*(?:#{1,6}\s|\*\*|__|【|■|◆|={2,}|[dD][1-8]\b)")
_RUN_IN = re.compile(r"[^.:：。！？!?\n]{2,70}?[:：.?？!。,](?=\s|$|[^\x00-\x7f])")
_ISSUE_TITLE = re.compile(r"[\s#*_]*[^\W\d_]+\s?#?\d{1,2}\s?[:：]")
"""`Issue 2: …` names what the part under way is about; it begins no part of its own."""
_MOST_SIGNS = 2000
"""Signs of a sentence that may tell its role."""
_HEAD_WORDS = 14
_PLAIN_WORDS = 10
"""Words up to which a line is a heading by its words alone."""
_LOUD_SIGNS = 60
_HEAD_SIGNS = 90
_UNSPACED_SIGNS = 34
"""The same in scripts without spaces."""
_RUN_IN_START = 9
"""The same where the text goes on behind it."""
_RUN_IN_SIGNS = 16
_RUN_IN_WORDS = 4
"""Words up to which something that ends in a full stop or a comma may be a heading."""
_QUOTED = re.compile(r"[ \t]*>")
"""What a line of a quoted mail begins with."""
_IN_TURN = re.compile(r"\s*[(（]?(?:(\d{1,2})|([A-H])|([一二三四五六七八九十]))\s?[.)、）．:：]+\s*(?=[^\d\s])")
"""What a heading that is one of several begins with: a number, a letter or a Han numeral."""
_TURNS = "一二三四五六七八九十"
_TURN_WORDS = 6
"""Words of a heading that is known by its turn alone."""
_BULLETS = "-•·*–—・●○▪‣"
_HEAD_START = 24
"""Signs at the head of a heading within which its telling words must begin."""


@dataclass(frozen=True, slots=True, eq=False)
class _Signs:
    """The heading shelf made ready for one language."""

    heads: Matcher[str]
    cues: Matcher[str]
    """Also what keeps a role from being told, as `!role`."""
    variants: Mapping[int, str]
    abbreviations: frozenset[str]
    months: frozenset[str]
    steps: tuple[tuple[tuple[str, ...], ...], ...]
    """Roles of the sections of each structure whose sections are numbered."""


class _Line(NamedTuple):
    """How a block begins, by its form alone.

    Attributes:
        words: its first signs.
        begin: where they go on behind a number or a bullet.
        end: where a heading would end that the text follows on the same line; 0 without one.
        whole: whether all of it could be a heading.
        stopped: whether it ends as a sentence does.
        titled: whether its words alone could make it a heading.
    """

    words: str
    begin: int
    end: int
    whole: bool
    stopped: bool
    titled: bool


class _Passage(NamedTuple):
    """A block under its heading.

    Attributes:
        rest: what of it is text.
        roles: what the heading says.
        heading: the last one.
        begins: whether a part or a paragraph begins with it.
        own: whether the heading stands in it.
    """

    rest: Span
    roles: tuple[str, ...]
    heading: Span | None
    begins: bool
    own: bool


class _Piece(NamedTuple):
    """A sentence on its way to a section."""

    span: Span | None
    """None for a heading with nothing under it but the next one."""
    roles: tuple[str, ...]
    heading: Span | None


_Hits = Sequence[Hit[str]]


def parse(text: str, language: str, knowledge: Knowledge, role: str | None = None) -> Plan:
    """Read a letter as a plan.

    Args:
        text: as pasted, in any style.
        language: tag of its language.
        knowledge: the shelves.
        role: the text is a fragment of the part with this role; headings are not looked for.
    """
    signs = _signs(knowledge, language)
    if role is not None:
        pieces = [_Piece(span, (role,), None) for block in blocks(text) for span in _sentences(text, block, signs)]
        return Plan(text, language, None, tuple(_sections(pieces)))
    plain = text.translate(signs.variants) if signs.variants else text
    pieces = list(_pieces(plain, _own(plain, blocks(plain)), signs))
    return Plan(text, language, None, tuple(_sections(pieces)))


def _own(text: str, found: list[Span]) -> list[Span]:
    """The blocks without those of a mail that is quoted above or below the answer to it."""
    own = [block for block in found if not _QUOTED.match(text, text.rfind("\n", 0, block.start) + 1)]
    return own or found


def _sentences(text: str, block: Span, signs: _Signs) -> Iterator[Span]:
    return sentences_of(text, block, signs.abbreviations, signs.months)


def _pieces(text: str, found: list[Span], signs: _Signs) -> Iterator[_Piece]:
    """Sentences with their roles; what a heading leaves open, the words of a sentence tell, or the one before it."""
    passages = list(_passages(text, found, signs))
    told = [list(_sentences(text, passage.rest, signs)) for passage in passages]
    unsure = (each for passage, some in zip(passages, told, strict=True) if _open(passage) for each in some)
    cues = signs.cues.find_each(fold_each([each.of(text)[:_MOST_SIGNS] for each in unsure]))
    known = ""
    for passage, some in zip(passages, told, strict=True):
        roles, heading = passage.roles, passage.heading
        known = "" if passage.begins else known
        if passage.own:
            yield _Piece(None, roles, heading)
        paragraph = []
        for sentence in some:
            known = _role(next(cues), roles, known) if _open(passage) else ""
            paragraph.append(_Piece(sentence, (known,) if known else roles or (OTHER,), heading))
        yield from paragraph if roles not in {(), (OTHER,)} else _narrated(paragraph)


def _narrated(paragraph: list[_Piece]) -> Iterator[_Piece]:
    """What was done before the cause is told in the same paragraph belongs to the story of the cause."""
    last = max((number for number, piece in enumerate(paragraph) if piece.roles == _CAUSE), default=-1)
    for number, piece in enumerate(paragraph):
        yield piece._replace(roles=_CAUSE) if number < last and piece.roles == _ACT else piece


def _open(passage: _Passage) -> bool:
    """Whether the heading leaves open what role a sentence has."""
    return len(passage.roles) != 1 or passage.roles == (OTHER,)


def _passages(text: str, found: list[Span], signs: _Signs) -> Iterator[_Passage]:
    """The blocks with their headings, which are followed down the text."""
    steps = _structure(text, found, signs)
    lines = [_line(block.of(text)[:400], last=number + 1 == len(found)) for number, block in enumerate(found)]
    parted = [number > 0 and _parted(text[found[number - 1].end : block.start]) for number, block in enumerate(found)]
    hits = _heads(lines, parted, signs)
    roles: tuple[str, ...] = ()
    heading: Span | None = None
    turn: tuple[int, int] | None = None
    for number, (block, line) in enumerate(zip(found, lines, strict=True)):
        head = _heading(line, hits, steps, first=number == 0, last=turn)
        if head is not None:
            turn = _turn(line.words)
            length, told = head
            heading = Span(block.start, block.start + length)
            if not (roles and _ISSUE_TITLE.match(heading.of(text))):
                roles = told
            yield _Passage(Span(heading.end, block.end), roles, heading, begins=True, own=True)
            continue
        if parted[number] and (heading is None or "\n" not in text[heading.end : heading.end + 2]):
            roles = _opening(hits[line.words[:_HEAD_SIGNS]]) or roles
        yield _Passage(block, roles, heading, begins=parted[number], own=False)


def _parted(gap: str) -> bool:
    """Whether an empty line stands between two blocks."""
    return "\n\n" in gap.replace("\r", "").replace(" ", "")


def _line(words: str, *, last: bool) -> _Line:
    numbering = _NUMBERING.match(words)
    begin = numbering.end() if numbering else 0
    count = len(words.split()) if len(words) <= _HEAD_SIGNS else _HEAD_WORDS + 1
    whole = not last and count <= _HEAD_WORDS and not (len(words) > _UNSPACED_SIGNS and unspaced(words))
    stopped = words.rstrip("*_ ").endswith((".", "。", ";", "；", ","))
    bare = words.lstrip()
    listed = bare[:1] in _BULLETS and not bare.startswith("**")
    most = _RUN_IN_WORDS if stopped else _PLAIN_WORDS
    titled = whole and not listed and count <= most and not (stopped and unspaced(words))
    return _Line(words, begin, 0 if listed else _run_in(words, begin), whole, stopped, titled)


def _heads(lines: Sequence[_Line], parted: Sequence[bool], signs: _Signs) -> Mapping[str, _Hits]:
    """The words of headings in whatever could be one, and in the first words of paragraphs."""
    asked = [line.words[line.begin :] for line in lines if line.titled]
    asked += [line.words[line.begin : line.end] for line in lines if line.end]
    asked += [line.words[:_HEAD_SIGNS] for line, begins in zip(lines, parted, strict=True) if begins]
    return dict(zip(asked, signs.heads.find_each(fold_each(asked)), strict=True))


def _opening(hits: _Hits) -> tuple[str, ...]:
    """The role that a paragraph's very first words announce, where no heading of its own line governs it."""
    return max(
        ((len(hit.span), (hit.key,)) for hit in hits if hit.start <= 1), key=lambda pair: pair[0], default=(0, ())
    )[1]


def _heading(
    line: _Line,
    hits: Mapping[str, _Hits],
    steps: tuple[tuple[str, ...], ...],
    *,
    first: bool,
    last: tuple[int, int] | None,
) -> tuple[int, tuple[str, ...]] | None:
    """How long the heading is that a block is or begins with, and its roles: `other` for one that tells nothing."""
    words, begin, end = line.words, line.begin, line.end
    if line.titled and (told := _told(words[begin:], hits, _HEAD_START)):
        return len(words), _widened(told, words, steps)
    if end and (told := _told(words[begin:end], hits, _RUN_IN_START)):
        return end, told
    plain = line.whole and not line.stopped
    if steps and (step := _STEP.match(words)) and int(step.group(1)) <= len(steps):
        return len(words) if plain else end or step.end(), steps[int(step.group(1)) - 1]
    if plain and (first or _loud(words) or (last and _next_in_turn(line, last))):
        return len(words), (OTHER,)
    return None


def _turn(words: str) -> tuple[int, int] | None:
    """Which one of several a heading is: the kind of its number, and the number."""
    match = _IN_TURN.match(words)
    if not match:
        return None
    digits, letter, numeral = match.groups()
    if digits:
        return 0, int(digits)
    return (1, ord(letter) - ord("A") + 1) if letter else (2, _TURNS.index(numeral) + 1)


def _next_in_turn(line: _Line, last: tuple[int, int]) -> bool:
    """Whether a few words without a figure follow the last heading in number: a heading, whatever it says."""
    rest = line.words[line.begin :]
    short = len(rest) <= _RUN_IN_SIGNS if unspaced(rest) else len(rest.split()) <= _TURN_WORDS
    return short and _turn(line.words) == (last[0], last[1] + 1) and not any(map(str.isdigit, rest))


def _widened(told: tuple[str, ...], line: str, steps: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """What a heading's words tell, and what else belongs in the numbered step that it heads."""
    step = _STEP.match(line)
    if not step or int(step.group(1)) > len(steps):
        return told
    whole = steps[int(step.group(1)) - 1]
    return (*told, *(role for role in whole if role not in told)) if set(told) & set(whole) else told


def _loud(line: str) -> bool:
    """Whether a line looks like a heading, whatever it says."""
    return bool(_LOUD.match(line)) or (line.isupper() and len(line) < _LOUD_SIGNS and not any(map(str.isdigit, line)))


def _run_in(line: str, begin: int) -> int:
    """Where a heading ends that the text follows on the same line; 0 without one."""
    match = _RUN_IN.match(line, begin)
    if not match or match.end() >= len(line):
        return 0
    head = match.group()
    if unspaced(head) and (len(head) > _RUN_IN_SIGNS or not head.endswith((":", "："))):
        return 0
    if head.endswith((",", ".", "!")) and len(head.split()) > _RUN_IN_WORDS:
        return 0
    return match.end()


def _told(head: str, found: Mapping[str, _Hits], within: int) -> tuple[str, ...]:
    """The roles that a heading's words tell, in their order."""
    hits = found[head]
    if not hits or hits[0].start > (min(within, 8) if unspaced(head) else within):
        return ()
    covered: list[tuple[int, int]] = []
    roles: dict[str, None] = {}
    for role, start, end, _ in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in covered):
            covered.append((start, end))
            roles[role] = None
    order = {role: min(hit.start for hit in hits if hit.key == role) for role in roles}
    return tuple(sorted(order, key=order.__getitem__))


def _structure(text: str, found: Iterable[Span], signs: _Signs) -> tuple[tuple[str, ...], ...]:
    """The roles of steps `D1`, `D2` …, from the structure that has as many sections."""
    numbers = [int(match.group(1)) for block in found if (match := _STEP.match(text, block.start))]
    most = max(numbers, default=0)
    return next((steps for steps in sorted(signs.steps, key=len) if len(steps) >= most > 3), ())


def _role(hits: _Hits, roles: tuple[str, ...], known: str) -> str:
    """The role of a sentence where its heading leaves it open, by the words in it; else that of the one before it."""
    votes: dict[str, int] = {}
    taken = [hit for hit in hits if hit.key.startswith(_NOT)]
    for hit in hits:
        if any(other.key == _NOT + hit.key and other.start < hit.end and hit.start < other.end for other in taken):
            continue
        if hit.key in roles or (not hit.key.startswith(_NOT) and roles in {(), (OTHER,)}):
            votes[hit.key] = votes.get(hit.key, 0) + 1
    if not votes:
        return known
    return max(votes, key=lambda role: (votes[role], role == known))


def _sections(pieces: Iterable[_Piece]) -> Iterator[Section]:
    """Runs of sentences under one heading and with one role."""
    run: list[_Piece] = []
    number = 0
    for piece in pieces:
        if run and (piece.roles, piece.heading) != (run[-1].roles, run[-1].heading):
            number += 1
            yield _section(run, number)
            run = []
        run.append(piece)
    if run:
        yield _section(run, number + 1)


def _section(run: list[_Piece], number: int) -> Section:
    first = run[0]
    spans = [piece.span for piece in run if piece.span is not None]
    known = [*spans, first.heading] if first.heading and first.span is None else spans
    return Section(
        id=f"s{number}",
        roles=first.roles,
        span=Span(min(edge.start for edge in known), max(edge.end for edge in known)),
        heading=first.heading,
        sentences=tuple(map(Sentence, spans)),
    )


@kept
def _signs(knowledge: Knowledge, language: str) -> _Signs:
    tongue = knowledge.languages.get(language) or knowledge.languages.get(language.split("-", maxsplit=1)[0])
    headings = knowledge.headings.values()
    return _Signs(
        heads=Matcher([(each.id, term) for each in headings for term in terms(each.heads, language)]),
        cues=Matcher([cue for each in headings for cue in _cues(each, knowledge, language)]),
        variants=variants(knowledge, language),
        abbreviations=frozenset(tongue.abbreviations) if tongue else frozenset(),
        months=frozenset(tongue.months) if tongue else frozenset(),
        steps=tuple(
            tuple(tuple(section.roles) for section in structure.sections.values())
            for structure in knowledge.structures.values()
            if all(map(_NUMBERED.fullmatch, structure.sections))
        ),
    )


def _cues(heading: Heading, knowledge: Knowledge, language: str) -> Iterator[tuple[str, str]]:
    yield from ((heading.id, term) for term in terms(heading.cues, language))
    for names, key in ((heading.lexicons, heading.id), (heading.not_within, _NOT + heading.id)):
        yield from ((key, term) for name in names for term in terms(knowledge.lexicons[name].words, language))
