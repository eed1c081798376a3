"""The reviewer as a language server: what an editor shows is what the command line says.

The server keeps the texts itself: the protocol ends lines with LF, CR LF or CR only, whereas pygls 2.1 also ends them
at form feeds and other separators, which pasted letters hold, and moves the positions of an edit accordingly.
"""

from bisect import bisect_right
from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from reinstate import __version__
from reinstate.case import Span, Trouble
from reinstate.document import MarkedLetter, Remark
from reinstate.interfaces.cli.desk import Desk, tag_of
from reinstate.review import Memory
from reinstate.workflow.look import Aim, look_over
from reinstate.workflow.settings import Books

LEVELS = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}
_LINE_ENDS = "\r\n"


class Protocol(LanguageServerProtocol):
    """pygls' protocol, except that edits reach us as the editor sent them."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        """Hand the edits on without applying them to pygls' own copy."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None


def serve(desk: Desk, config: Path | None, *, chosen: bool) -> None:
    """Serve standard input and output until the client ends it; `chosen` if the user named the reader's language."""
    make_server(desk, config, chosen=chosen).start_io()


def make_server(desk: Desk, config: Path | None, *, chosen: bool) -> LanguageServer:
    """A server whose messages are in the reader's language, or the editor's where the reader chose none."""
    server = LanguageServer("reinstate", __version__, protocol_cls=Protocol)
    letters = Letters(server, desk, Books(desk.knowledge(), config))

    @server.feature(types.INITIALIZE)
    def _(params: types.InitializeParams) -> None:
        if params.locale and not chosen:
            letters.desk = Desk(tag_of(params.locale))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def _(params: types.DidOpenTextDocumentParams) -> None:
        letters.open(params.text_document.uri, params.text_document.text, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def _(params: types.DidChangeTextDocumentParams) -> None:
        letters.change(params.text_document.uri, params.content_changes, params.text_document.version)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def _(params: types.DidSaveTextDocumentParams) -> None:
        letters.look(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def _(params: types.DidCloseTextDocumentParams) -> None:
        letters.close(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def _(params: types.HoverParams) -> types.Hover | None:
        return letters.hover(params.text_document.uri, params.position)

    return server


@dataclass
class Letter:
    """An open text and what was last said of it."""

    text: str
    version: int | None
    marked: MarkedLetter | None = None
    memory: Memory = field(default_factory=Memory, repr=False)


class Letters:
    """The open letters of one client."""

    def __init__(self, server: LanguageServer, desk: Desk, books: Books) -> None:
        self.desk = desk
        self._server = server
        self._books = books
        self._open: dict[str, Letter] = {}
        self._told = ""

    def open(self, uri: str, text: str, version: int | None) -> None:
        """Take in a text and say what the rules say of it."""
        self._open[uri] = Letter(text, version)
        self.look(uri)

    def change(self, uri: str, changes: Sequence[types.TextDocumentContentChangeEvent], version: int | None) -> None:
        """Apply edits in their order, then look again."""
        letter = self._open[uri]
        for each in changes:
            if isinstance(each, types.TextDocumentContentChangePartial):
                ruler = self._ruler(letter.text)
                start, end = ruler.offset(each.range.start), ruler.offset(each.range.end)
                letter.text = letter.text[:start] + each.text + letter.text[end:]
            else:
                letter.text = each.text
        letter.version = version
        self.look(uri)

    def close(self, uri: str) -> None:
        """Forget a text and take its diagnostics away."""
        self._open.pop(uri, None)
        self._publish(uri, None, [])

    def look(self, uri: str) -> None:
        """Review a text and publish; faulty settings are told once, and nothing is published under them."""
        letter = self._open.get(uri)
        if letter is None:
            return
        place = to_fs_path(uri) if uri.startswith("file:") else None
        try:
            book = self._books.of(Path(place).parent if place else Path.cwd())
        except Trouble as trouble:
            letter.marked = None
            self._tell(trouble)
            self._publish(uri, letter.version, [])
            return
        self._told = ""
        letter.marked = look_over(letter.text, book, Aim(), letter.memory).marked(self.desk.language)
        ruler = self._ruler(letter.text)
        self._publish(uri, letter.version, [_diagnostic(each, ruler) for each in letter.marked.remarks])

    def hover(self, uri: str, position: types.Position) -> types.Hover | None:
        """What the remarks at a place say, with reason and advice."""
        letter = self._open.get(uri)
        if letter is None or letter.marked is None:
            return None
        ruler = self._ruler(letter.text)
        at = ruler.offset(position)
        here = [(each, span) for each in letter.marked.remarks if (span := ruler.pointed(each)).start <= at <= span.end]
        if not here:
            return None
        said = "\n\n---\n\n".join(_explained(self.desk, each) for each, _ in here)
        content = types.MarkupContent(types.MarkupKind.Markdown, said)
        return types.Hover(content, ruler.range(min((span for _, span in here), key=len)))

    def _ruler(self, text: str) -> "Ruler":
        return Ruler(text, self._server.workspace.position_encoding or types.PositionEncodingKind.Utf16)

    def _publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        params = types.PublishDiagnosticsParams(uri, diagnostics, version)
        self._server.text_document_publish_diagnostics(params)

    def _tell(self, trouble: Trouble) -> None:
        lines = self.desk.told(trouble)
        if (message := "\n".join(lines)) != self._told:
            self._told = message
            self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))


class Ruler:
    """Offsets in code points ↔ the protocol's lines and columns, which count units of an encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self._letter = MarkedLetter("", text, "", ())
        self._encoding = encoding

    def offset(self, position: types.Position) -> int:
        """The code point at a position; beyond a line's end it is that end, beyond the last line the text's."""
        starts, text = self._letter.starts, self._letter.text
        if position.line >= len(starts):
            return len(text)
        start = starts[position.line]
        end = starts[position.line + 1] if position.line + 1 < len(starts) else len(text)
        line = text[start:end].rstrip(_LINE_ENDS)
        taken = 0
        for column, sign in enumerate(line):
            if taken >= position.character:
                return start + column
            taken += self._units(sign)
        return start + len(line)

    def position(self, offset: int) -> types.Position:
        """Where a code point stands."""
        line, column = self._letter.line_of(offset)
        start = self._letter.starts[line]
        return types.Position(line, self._units(self._letter.text[start : start + column]))

    def range(self, span: Span) -> types.Range:
        """A stretch of the text."""
        return types.Range(self.position(span.start), self.position(span.end))

    def pointed(self, remark: Remark) -> Span:
        """The words that a remark is about; for what the letter lacks, its first line with words."""
        if remark.place is not None:
            return remark.place
        text = self._letter.text
        first = len(text) - len(text.lstrip())
        line = bisect_right(self._letter.starts, first)
        end = self._letter.starts[line] if line < len(self._letter.starts) else len(text)
        return Span(first, max(first, first + len(text[first:end].rstrip())))

    def _units(self, text: str) -> int:
        if self._encoding == types.PositionEncodingKind.Utf32:
            return len(text)
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _diagnostic(remark: Remark, ruler: Ruler) -> types.Diagnostic:
    return types.Diagnostic(
        range=ruler.range(ruler.pointed(remark)),
        message="\n".join((remark.title, *remark.lines)),
        severity=LEVELS[remark.severity],
        code=remark.rule,
        source="reinstate",
    )


def _explained(desk: Desk, remark: Remark) -> str:
    severity = desk.says("review-page", f"severity-{remark.severity}")
    head = f"**{remark.title}** · {severity} · `{remark.rule}`"
    return "\n\n".join((head, *remark.lines))
