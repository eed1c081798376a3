"""Drawings as SVG: the chain of whys, and the fishbone of causes on their branches.

Widths are estimated, not measured: an em for a Han character, kana or Hangul, a share of it for every other sign, on
the wide side, so that words stay inside their boxes whatever face a reader has.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from reinstate.document.faces import faces
from reinstate.language import unspaced

WIDTH = 590
"""User units of a drawing; one of them is a CSS pixel, and the whole is as wide as the text of an A4 page."""

INK, SOFT, RULE, ACCENT = "#1d2430", "#5a6472", "#c3c9d1", "#1f3f66"
LEAN = 26.0
"""How far a branch of the fishbone leans from its name to the spine."""

FAINT, GOOD, GOOD_LINE, OPEN, OPEN_LINE = "#f4f6f9", "#e9f1ea", "#3f7a4d", "#fff6d6", "#9a6a00"

_NARROW, _WIDE = frozenset("iljtfrI.,;:!'|()[]·-/ "), frozenset("mwMWGOQ%@—…")
_FULL = frozenset("WF")


@dataclass(frozen=True, slots=True)
class Link:
    """One why of a chain: its label, its words, and the line that tells what shows it."""

    label: str
    text: str
    shown: str
    proved: bool = True


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain from what happened down to our own process.

    Attributes:
        title: what the drawing is, for those who can't see it.
        head: what the first why asks about.
        root: word for the last answer where the chain has reached our own process.
        unfinished: what to say where it hasn't; empty where it has.
        undetected: label and words of why nobody noticed.
    """

    title: str
    head: str
    links: tuple[Link, ...]
    root: str
    unfinished: str = ""
    undetected: tuple[str, str] | None = None
    language: str = "en"

    @property
    def told(self) -> str:
        """The whole drawing in words."""
        parts = [self.head, *(f"{each.label}: {each.text} ({each.shown})" for each in self.links)]
        parts += [self.unfinished] if self.unfinished else []
        parts += [f"{self.undetected[0]}: {self.undetected[1]}"] if self.undetected else []
        return " → ".join(parts)


@dataclass(frozen=True, slots=True)
class Fishbone:
    """Causes on their branches: branch name and causes, the first half above the spine.

    `undetected` is the label and the entries of the branch that tells why nobody noticed.
    """

    title: str
    effect: str
    branches: tuple[tuple[str, tuple[str, ...]], ...]
    undetected: tuple[str, tuple[str, ...]]
    language: str = "en"

    @property
    def told(self) -> str:
        """The whole drawing in words."""
        filled = [(name, causes) for name, causes in (*self.branches, self.undetected) if causes]
        return f"{self.effect} ← " + "; ".join(f"{name}: {', '.join(causes)}" for name, causes in filled)


def chain_svg(chain: Chain) -> str:
    """The chain of whys as a column of boxes, the last one marked as the root cause or as unfinished."""
    page = Page(chain.language)
    bottom = page.box(_Box(0, 0, WIDTH, chain.head))
    for place, link in enumerate(chain.links):
        last = place == len(chain.links) - 1
        top = page.arrow(WIDTH / 2, bottom, link.label)
        tone = (OPEN, OPEN_LINE) if last and chain.unfinished else (GOOD, GOOD_LINE) if last else (FAINT, RULE)
        tag = chain.root if last and not chain.unfinished else ""
        box = _Box(0, top, WIDTH, link.text, tag=tag, foot=link.shown, warn=not link.proved, tone=tone)
        bottom = page.box(box)
    if chain.unfinished:
        bottom = page.lines(chain.unfinished, (8, bottom + 8, WIDTH - 16), size=10.5, fill=OPEN_LINE)
    if chain.undetected:
        label, words = chain.undetected
        bottom = page.box(_Box(0, bottom + 12, WIDTH, words, tag=label, tone=("#ffffff", SOFT), dashed=True))
    return page.svg(bottom + 2, chain.title, chain.told)


def fishbone_svg(fish: Fishbone) -> str:
    """The fishbone: effect at the head, branches above and below, the branch of detection nearest the head."""
    page = Page(fish.language)
    half = (len(fish.branches) + 1) // 2
    head = 112.0
    columns = max(half, len(fish.branches) - half + 1)
    width = (WIDTH - head - 14) / columns
    above, below = fish.branches[:half], (*fish.branches[half:], fish.undetected)
    high = max(page.branch_height(each, width) for each in above)
    low = max(page.branch_height(each, width) for each in below)
    spine = high + 6
    page.line((4, spine, WIDTH - head, spine), ACCENT, 2.2)
    page.draw(f'<path d="M{WIDTH - head - 9:.1f} {spine - 5:.1f}l9 5l-9 5z" fill="{ACCENT}"/>')
    height = page.height(fish.effect, head - 16, 11.5) + 18
    page.box(_Box(WIDTH - head, spine - height / 2, head, fish.effect, strong=True, tone=("#ffffff", ACCENT)))
    for side, row, size in ((-1, above, high), (1, below, low)):
        for place, each in enumerate(row):
            detection = side > 0 and place == len(row) - 1
            page.branch(each, _Bone(4 + place * width, spine, width, side, size, dashed=detection))
    return page.svg(max(spine + low, spine + height / 2) + 6, fish.title, fish.told)


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    text: str
    strong: bool = False
    tag: str = ""
    foot: str = ""
    warn: bool = False
    tone: tuple[str, str] = (FAINT, RULE)
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class _Bone:
    x: float
    spine: float
    width: float
    side: int
    size: float
    dashed: bool


@dataclass
class Page:
    """The elements of one drawing as they are put down, in user units from the left and the top edge."""

    language: str
    parts: list[str] = field(default_factory=list)

    def draw(self, element: str) -> None:
        """Put down an element."""
        self.parts.append(element)

    def svg(self, height: float, title: str, told: str) -> str:
        """The drawing as one SVG of a height, with its title and its words."""
        face = faces(self.language)
        family = f"{face.han}, {face.latin}" if face.han_text else f"{face.latin}, {face.han}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
            f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-labelledby="title desc" '
            f"lang={quoteattr(self.language)} font-family={quoteattr(family + ', serif')}>"
            f'<title id="title">{_plain(title)}</title><desc id="desc">{_plain(told)}</desc>'
            + "".join(self.parts)
            + "</svg>"
        )

    def line(self, ends: tuple[float, float, float, float], colour: str, thick: float, dash: str = "") -> None:
        """A straight line between two points: x1, y1, x2, y2."""
        x1, y1, x2, y2 = (f"{each:.1f}" for each in ends)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.draw(f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{colour}" stroke-width="{thick}" fill="none"{dashed}/>')

    def text(self, words: str, at: tuple[float, float], size: float, *, fill: str = INK, weight: int = 400) -> None:
        """Words on one line from a point of its base line."""
        strong = f' font-weight="{weight}"' if weight != 400 else ""
        self.draw(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" font-size="{size:g}" fill="{fill}"{strong}>{_plain(words)}</text>'
        )

    def lines(
        self, words: str, place: tuple[float, float, float], *, size: float, fill: str = INK, weight: int = 400
    ) -> float:
        """Words broken into lines from a top edge; gives the bottom edge. `place` is x, top and width."""
        x, top, width = place
        for each in broken(words, width, size):
            top += size * self.spread()
            self.text(each, (x, top - size * 0.28), size, fill=fill, weight=weight)
        return top

    def spread(self) -> float:
        """The height of a line, in sizes of its letters."""
        return 1.36 if faces(self.language).han_text else 1.24

    def height(self, words: str, width: float, size: float) -> float:
        """The height of words that are broken into lines of a width."""
        return len(broken(words, width, size)) * size * self.spread()

    def box(self, box: _Box) -> float:
        """A box with its words; gives its bottom edge."""
        size = 11.5
        room = box.width - 16
        inner = self.height(box.text, room, size) + (14 if box.tag else 0)
        inner += self.height(box.foot, room, 9.5) + 3 if box.foot else 0
        fill, edge = box.tone
        dash = ' stroke-dasharray="4 3"' if box.dashed else ""
        self.draw(
            f'<rect x="{box.x + 0.6:.1f}" y="{box.y + 0.6:.1f}" width="{box.width - 1.2:.1f}" '
            f'height="{inner + 11:.1f}" rx="4" fill="{fill}" stroke="{edge}" stroke-width="1.1"{dash}/>'
        )
        top, x = box.y + 5.5, box.x + 8
        if box.tag:
            self.text(box.tag, (x, top + 9), 9.5, fill=edge, weight=600)
            top += 14
        top = self.lines(box.text, (x, top, room), size=size, weight=600 if box.strong else 400)
        if box.foot:
            self.lines(box.foot, (x, top + 3, room), size=9.5, fill=OPEN_LINE if box.warn else SOFT)
        return box.y + inner + 12

    def arrow(self, x: float, top: float, label: str) -> float:
        """An arrow down with its label beside it; gives the bottom edge."""
        self.line((x, top + 1, x, top + 14), SOFT, 1.2)
        self.draw(f'<path d="M{x - 4:.1f} {top + 12:.1f}h8l-4 6z" fill="{SOFT}"/>')
        self.text(label, (x + 10, top + 13), 10, fill=ACCENT, weight=600)
        return top + 19

    def branch_height(self, branch: tuple[str, tuple[str, ...]], width: float) -> float:
        """The height of a branch with its name and its causes."""
        entries = sum(self.height(each, width - LEAN - 14, 10) + 6 for each in branch[1])
        return max(54.0, self.height(branch[0], width - 8, 10.5) + entries + 14)

    def branch(self, branch: tuple[str, tuple[str, ...]], bone: _Bone) -> None:
        """A leaning line to the spine with the branch's name at its end and its causes to the right of it."""
        name, causes = branch
        foot, tip = bone.x + LEAN + 4, bone.x + 4
        far = bone.spine + bone.side * bone.size
        named = self.height(name, bone.width - 8, 10.5)
        start = far - bone.side * (named + 4)
        self.line((tip, start, foot, bone.spine), ACCENT if causes else RULE, 1.4, "4 3" if bone.dashed else "")
        label = far if bone.side < 0 else far - named
        place = (bone.x, label, bone.width - 8)
        self.lines(name, place, size=10.5, fill=ACCENT if causes else SOFT, weight=600)
        room = bone.width - LEAN - 14
        total = sum(self.height(each, room, 10) + 6 for each in causes)
        top = start + 2 if bone.side < 0 else start - total + 2
        for each in causes:
            tall = self.height(each, room, 10)
            nearest = top + tall if bone.side < 0 else top
            share = min(1.0, abs(nearest - start) / max(abs(bone.spine - start), 1))
            top = self.lines(each, (tip + LEAN * share + 7, top, room), size=10) + 6


def broken(words: str, width: float, size: float) -> list[str]:
    """Words in lines that fit a width; a word too long for any line is cut."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(words.split())):
        if line and extent((line + piece).rstrip(), size) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
        while extent(line, size) > width and len(line) > 1:
            cut = max(1, next((at for at in range(len(line), 0, -1) if extent(line[:at], size) <= width), 1))
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.rstrip()] if line.strip() else lines


def extent(words: Iterable[str], size: float) -> float:
    """The width of words at a size, on the wide side."""
    return sum(_em(char) for char in words) * size


@cache
def _em(char: str) -> float:
    if unicodedata.east_asian_width(char) in _FULL:
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    if char in _NARROW:
        return 0.32
    return 0.86 if char in _WIDE else 0.66 if char.isupper() else 0.52


_NEVER_FIRST = frozenset("。，、；：！？）】」』”’》%")


def _pieces(text: str) -> Sequence[str]:
    """Where a line may break: after blanks, and between Han characters but not before their closing marks."""
    pieces: list[str] = []
    for char in text:
        wide = unspaced(char) or unicodedata.east_asian_width(char) in _FULL
        joins = pieces and not pieces[-1].endswith(" ") and not (wide and char not in _NEVER_FIRST)
        if joins and not (char not in _NEVER_FIRST and unicodedata.east_asian_width(pieces[-1][-1]) in _FULL):
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces


def _plain(text: str) -> str:
    """Text for XML: escaped, and without the control characters that XML forbids."""
    return escape("".join(char for char in text if char in "\t\n" or unicodedata.category(char) not in ("Cc", "Cs")))
