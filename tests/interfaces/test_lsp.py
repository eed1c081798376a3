"""The language server as an editor meets it: a process that speaks JSON-RPC on its standard streams."""

import json
import queue
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from reinstate.interfaces.lsp import Ruler

WAIT = 20
"""Seconds until a message must have come."""
VOW = "This will never happen again."


class Editor:
    """A client: sends what it is told, keeps what it gets apart by kind."""

    def __init__(self, folder, *options):
        command = [sys.executable, "-m", "reinstate", *options, "lsp"]
        self._server = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._came = queue.Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.folder = folder

    def _listen(self):
        while head := self._server.stdout.readline():
            length = 0
            while head.strip():
                if head.lower().startswith(b"content-length:"):
                    length = int(head.split(b":")[1])
                head = self._server.stdout.readline()
            self._came.put(json.loads(self._server.stdout.read(length)))

    def _send(self, **message):
        body = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._server.stdin.flush()

    def notify(self, method, **params):
        self._send(method=method, params=params)

    def ask(self, method, **params):
        self._number += 1
        self._send(id=self._number, method=method, params=params)
        return self.get(lambda message: message.get("id") == self._number)["result"]

    def get(self, wanted):
        while True:
            message = self._came.get(timeout=WAIT)
            if wanted(message):
                return message

    def start(self, **more):
        asked = {"processId": None, "rootUri": None, "capabilities": {}} | more
        self.capabilities = self.ask("initialize", **asked)["capabilities"]
        self.notify("initialized")
        return self

    def uri(self, name="letter.txt"):
        return (self.folder / name).as_uri()

    def open(self, text, name="letter.txt"):
        item = {"uri": self.uri(name), "languageId": "plaintext", "version": 1, "text": text}
        self.notify("textDocument/didOpen", textDocument=item)
        return self.diagnostics()

    def change(self, version, *changes, name="letter.txt"):
        document = {"uri": self.uri(name), "version": version}
        self.notify("textDocument/didChange", textDocument=document, contentChanges=list(changes))
        return self.diagnostics()

    def diagnostics(self):
        return self.get(lambda message: message.get("method") == "textDocument/publishDiagnostics")["params"]

    def hover(self, line, character):
        document = {"uri": self.uri()}
        return self.ask("textDocument/hover", textDocument=document, position=at(line, character))

    def end(self):
        if self._server.poll() is None:
            self.ask("shutdown")
            self.notify("exit")
        status = self._server.wait(WAIT)
        for stream in (self._server.stdin, self._server.stdout, self._server.stderr):
            stream.close()
        return status


def at(line, character):
    return {"line": line, "character": character}


def span(start, end):
    return {"start": at(*start), "end": at(*end)}


def edit(start, end, text):
    return {"range": span(start, end), "text": text}


def places(params, rule="vow"):
    return [each["range"] for each in params["diagnostics"] if each["code"] == rule]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    made = Editor(tmp_path_factory.mktemp("editor"), "--reader-language", "en").start()
    yield made
    assert made.end() == 0


@pytest.fixture
def editor(running, tmp_path):
    """The one running server, asked about letters in a folder of the test's own."""
    running.folder = tmp_path
    return running


class TestDiagnostics:
    def test_stand_at_the_words_in_utf16_with_severity_rule_and_advice(self, editor):
        params = editor.open(f"😀😀 {VOW}\n")
        assert editor.capabilities["positionEncoding"] == "utf-16"
        assert places(params) == [span((0, 10), (0, 27))]
        (vow,) = [each for each in params["diagnostics"] if each["code"] == "vow"]
        assert (vow["severity"], vow["source"]) == (1, "reinstate")
        assert "→ Say what is done" in vow["message"]
        assert params["version"] == 1

    def test_in_the_encoding_that_the_client_prefers(self, tmp_path):
        editor = Editor(tmp_path)
        editor.start(capabilities={"general": {"positionEncodings": ["utf-8"]}})
        assert editor.capabilities["positionEncoding"] == "utf-8"
        assert places(editor.open(f"保 {VOW}")) == [span((0, 9), (0, 26))]
        assert editor.end() == 0

    def test_follow_every_edit(self, editor):
        editor.open("Hello.\r\nAll is well.\r\n")
        params = editor.change(2, edit((1, 0), (1, 12), f"😀 {VOW}"))
        assert places(params) == [span((1, 8), (1, 25))]
        params = editor.change(3, edit((0, 0), (1, 3), ""), edit((0, 10), (0, 15), "often"))
        assert places(params) == []
        assert places(editor.change(4, {"text": VOW})) == [span((0, 5), (0, 22))]
        assert params["version"] == 3

    def test_edits_after_signs_that_only_python_takes_for_line_ends(self, editor):
        editor.open(f"a\x0cb\u2028c\n{VOW}")
        assert places(editor.change(2, edit((1, 10), (1, 15), "rarely"))) == []
        assert places(editor.change(3, edit((1, 10), (1, 16), "never"))) == [span((1, 5), (1, 22))]

    def test_what_the_letter_lacks_stands_at_its_first_line(self, editor):
        params = editor.open("\n\nDear team,\nwe wrote.\n")
        assert places(params, "root-cause-missing") == [span((2, 0), (2, 10))]

    def test_go_when_the_letter_is_closed(self, editor):
        assert editor.open(VOW)["diagnostics"]
        editor.notify("textDocument/didClose", textDocument={"uri": editor.uri()})
        assert editor.diagnostics()["diagnostics"] == []


class TestHover:
    def test_tells_why_and_what_instead(self, editor):
        editor.open(f"Prevention\n{VOW}")
        told = editor.hover(1, 7)
        assert "Promise instead of measure" in told["contents"]["value"]
        assert "`vow`" in told["contents"]["value"]
        assert told["range"] == span((1, 5), (1, 22))
        assert editor.hover(1, 26) is None


class TestReader:
    def test_is_spoken_to_in_the_editors_language(self, tmp_path):
        german = Editor(tmp_path)
        params = german.start(locale="de-de").open(VOW)
        assert any("Maßnahme" in each["message"] for each in params["diagnostics"])
        assert german.end() == 0

    def test_unless_they_chose_one(self, tmp_path):
        chosen = Editor(tmp_path, "--reader-language", "en")
        params = chosen.start(locale="de").open(VOW)
        assert not any("Maßnahme" in each["message"] for each in params["diagnostics"])
        assert chosen.end() == 0


class TestSettings:
    def test_are_those_of_the_letters_folder_and_are_read_again(self, editor):
        file = editor.folder / "reinstate.toml"
        file.write_text('[review.severity]\nvow = "note"', "utf-8")
        params = editor.open(VOW)
        assert [each["severity"] for each in params["diagnostics"] if each["code"] == "vow"] == [3]
        file.write_text('[review.severity]\nvow = "off"', "utf-8")
        editor.notify("textDocument/didSave", textDocument={"uri": editor.uri()})
        assert places(editor.diagnostics()) == []

    def test_mistakes_are_shown_and_nothing_is_said_under_them(self, editor):
        (editor.folder / "reinstate.toml").write_text('[review]\npersona = "buyer"', "utf-8")
        item = {"uri": editor.uri(), "languageId": "plaintext", "version": 1, "text": VOW}
        editor.notify("textDocument/didOpen", textDocument=item)
        shown = editor.get(lambda message: message.get("method") == "window/showMessage")["params"]["message"]
        assert "reinstate.toml:2: review.persona" in shown
        assert editor.diagnostics()["diagnostics"] == []


@given(st.text("a保😀\n\r\x0c\u2028", max_size=30), st.sampled_from(["utf-8", "utf-16", "utf-32"]), st.data())
def test_positions_and_offsets_are_each_others_inverse(text, encoding, data):
    ruler = Ruler(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    position = ruler.position(offset)
    if text[offset - 1 : offset + 1] != "\r\n":
        assert ruler.offset(position) == offset
    beyond = types.Position(position.line, 10_000)
    assert ruler.offset(beyond) >= offset or text[offset - 1 : offset] == "\r"
    assert ruler.offset(types.Position(10_000, 0)) == len(text)
