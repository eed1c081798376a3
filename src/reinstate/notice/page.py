"""What a person sees of a web page: no scripts, no comments, nothing hidden, tables as rows."""

import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import html as lxml_html

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|$|!)"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$|!)|opacity\s*:\s*0\s*(?:;|$|!)",
    re.IGNORECASE,
)
_HIDING_CLASS = re.compile(r"\.([\w-]+)\s*\{[^{}]{0,300}?(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_UNSEEN = ("script", "style", "noscript", "template")
_BREAKING = frozenset({"p", "div", "br", "li", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})
_CELLS = frozenset({"td", "th"})
MOST_MARKUP = 4_000_000
"""Characters of a page that are read; a saved page of Seller Central has at most some hundred thousand."""
MOST_ELEMENTS = 20_000
"""Visible elements that are laid out; of a page with more, the bare words are read."""
_EDGE = re.compile(r"[ \t]+(?=\n|$)")


@dataclass(frozen=True, slots=True)
class Seen:
    """The visible text of a page, its title, and the targets of its links."""

    text: str
    title: str | None
    links: tuple[str, ...]
    notes: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def see(markup: str) -> Seen:
    """Read a page as a person would; of a page without end its beginning, and of one without shape its bare words."""
    from lxml import etree  # noqa: PLC0415 - mail and plain text start without it
    from lxml import html as lxml_html  # noqa: PLC0415

    notes = ("text-cut",) if len(markup) > MOST_MARKUP else ()
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup[:MOST_MARKUP])
    parser = lxml_html.HTMLParser()
    try:
        tree = lxml_html.fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError):
        return Seen("", None, (), notes)
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return Seen(bare(markup), None, (), (*notes, "page-bare"))
    title = tree.findtext(".//title")
    _drop_hidden(tree, frozenset(_HIDING_CLASS.findall(markup)))
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        return Seen(_walked(tree), title, (), (*notes, "page-bare"))
    links = tuple(dict.fromkeys(each.get("href", "") for each in tree.iter("a")))
    return Seen(_shown(tree), title.strip() if title else None, links, notes)


def _shown(tree: "lxml_html.HtmlElement") -> str:
    from inscriptis.css_profiles import CSS_PROFILES  # noqa: PLC0415
    from inscriptis.html_engine import Inscriptis  # noqa: PLC0415
    from inscriptis.model.config import ParserConfig  # noqa: PLC0415

    text = Inscriptis(tree, ParserConfig(css=CSS_PROFILES["strict"].copy(), table_cell_separator="\t")).get_text()
    return _tidy(text.replace("\r", ""))


def _walked(tree: "lxml_html.HtmlElement") -> str:
    """The words of a tree with a line for each block: no layout, in little time however many elements there are."""
    from lxml import etree  # noqa: PLC0415

    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        words = element.text if event == "start" else element.tail
        if element.tag in _BREAKING:
            pieces.append("\n")
        elif event == "start" and element.tag in _CELLS:
            pieces.append("\t")
        if words:
            pieces.append(words.replace("\n", " "))
    return _tidy("".join(pieces))


def _tidy(text: str) -> str:
    return _BLANK_LINES.sub("\n\n", _EDGE.sub("", text)).strip("\n ")


def _drop_hidden(tree: "lxml_html.HtmlElement", classes: frozenset[str]) -> None:
    from lxml import etree  # noqa: PLC0415

    for element in tree.iter(etree.Element):
        if (
            _HIDDEN.search(element.get("style") or "")
            or element.get("hidden") is not None
            or classes & set((element.get("class") or "").split())
        ):
            element.tag = "template"
    etree.strip_elements(tree, etree.Comment, etree.PI, etree.Entity, *_UNSEEN, with_tail=False)


class _Words(HTMLParser):
    """The text between tags, without a tree: for pages nested too deeply to have one."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Open a line at a block; skip what no browser shows."""
        if self._unseen is None and tag in _UNSEEN:
            self._unseen = tag
        elif tag in _BREAKING:
            self.pieces.append("\n")
        elif tag in _CELLS:
            self.pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        """Close a line at the end of a block."""
        if tag == self._unseen:
            self._unseen = None
        elif tag in _BREAKING:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words; line ends of the markup are spaces."""
        if self._unseen is None:
            self.pieces.append(data.replace("\n", " "))


def bare(markup: str) -> str:
    """The words of a page with a line for each block, its hidden parts among them."""
    words = _Words()
    words.feed(markup)
    words.close()
    return _tidy("".join(words.pieces))
