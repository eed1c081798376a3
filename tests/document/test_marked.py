"""Findings shown in the letter itself: on a page, in Word, and as SARIF."""

import io
import json
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from reinstate.case import Span
from reinstate.document import MarkedLetter, Pen, Remark, findings_sarif, marked_docx, marked_page
from reinstate.document.margin import rows

PEN = Pen("reinstate", datetime(2026, 11, 2, 9, tzinfo=UTC))
SEVERITIES = ("error", "warning", "note")
STANDARD = Draft4Validator(json.loads((Path(__file__).parent / "sarif-2.1.0-rtm.5.json").read_text("utf-8")))
"""The committee's own schema of SARIF 2.1.0, as the MIT-licensed package @microsoft/jest-sarif ships it, unaltered."""


def remark(text, sentence, words=None, severity="error", rule="vow"):
    """A remark on words of a sentence; without words on the letter as a whole."""
    start = text.index(sentence)
    at = text.index(words, start) if words else None
    return Remark(
        rule=rule,
        label="pledge",
        severity=severity,
        confidence=0.9,
        span=Span(start, start + len(sentence)) if words else Span(0, len(text)),
        place=Span(at, at + len(words)) if words else None,
        title="Promise <b>",
        why="It can't be checked.",
        advice="Say what is done.",
    )


def letter(text, *remarks, file="letter.txt", language="en"):
    return MarkedLetter(file, text, language, tuple(remarks))


TEXT = "Dear team,\r\n😀 We promise it will\nnever happen again. 保证永不再犯。\rBye <script>alert(1)</script>\n"
PROMISE = remark(TEXT, "We promise it will\nnever happen again.", "it will\nnever happen")
VOW = remark(TEXT, "保证永不再犯。", "永不", "warning", "other")
LACK = remark(TEXT, "Dear", None)


class Page(HTMLParser):
    """What a browser would show of the letter: its text without the numbers, and the marked words."""

    def __init__(self, page):
        super().__init__()
        self.text, self.marks, self.tags, self.attributes = [], [], set(), []
        self._open = []
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs
        if tag not in ("meta", "br", "link"):
            self._open.append((tag, dict(attrs).get("class", "")))

    def handle_endtag(self, tag):
        assert self._open.pop()[0] == tag

    def handle_data(self, data):
        classes = [name for _, name in self._open]
        if "text" in classes and "ref" not in classes:
            self.text.append(data)
            if any(tag == "mark" for tag, _ in self._open):
                self.marks.append((classes[-1], data))


class TestPage:
    def test_shows_every_word_and_underlines_the_places(self, knowledge):
        page = Page(marked_page(letter(TEXT, PROMISE, VOW, LACK), knowledge, "en"))
        assert re.sub(r"\s", "", "".join(page.text)) == re.sub(r"\s", "", TEXT)
        assert page.marks == [("error", "it will\nnever happen"), ("warning", "永不")]

    def test_runs_and_loads_nothing(self, knowledge):
        page = Page(marked_page(letter(TEXT, PROMISE, VOW, LACK), knowledge, "en"))
        assert not {"script", "img", "link", "iframe"} & page.tags
        assert [value for name, value in page.attributes if name in ("href", "src") and not value.startswith("#")] == []
        assert [name for name, _ in page.attributes if name.startswith("on")] == []

    def test_every_note_is_tied_to_its_place(self, knowledge):
        page = Page(marked_page(letter(TEXT, PROMISE, VOW, LACK), knowledge, "en"))
        ids = [value for name, value in page.attributes if name == "id"]
        assert len(ids) == len(set(ids))
        targets = {value[1:] for name, value in page.attributes if name == "href"}
        assert targets == {"note-1", "note-2", "place-1", "place-2"}
        assert targets <= set(ids)

    @pytest.mark.parametrize(("language", "words"), [("en", "Warnings: 1"), ("de", "Warnungen: 1"), ("zh", "警告：1")])
    def test_speaks_the_readers_language(self, knowledge, language, words):
        assert words in marked_page(letter(TEXT, VOW), knowledge, language).decode()

    def test_says_so_where_nothing_was_found(self, knowledge):
        assert "Nothing found" in marked_page(letter("All good."), knowledge, "en").decode()


@st.composite
def marked(draw):
    text = draw(st.text("ab \n\r保😀.", min_size=1, max_size=60))
    remarks = []
    for _ in range(draw(st.integers(0, 5))):
        a, b, c, d = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 4)))
        if a < d and b < c:
            severity = draw(st.sampled_from(SEVERITIES))
            remarks.append(Remark("r", None, severity, 0.5, Span(a, d), Span(b, c), "t", "w", "a"))
    return letter(text, *remarks)


@given(marked())
@settings(max_examples=150, deadline=None)
def test_rows_hold_the_text_once_and_every_remark_once(made):
    shown = rows(made)
    text = "".join(each.text for row in shown for each in row.stretches)
    assert re.sub(r"[\r\n]", "", text) == re.sub(r"[\r\n]", "", made.text)
    assert [number for row in shown for number, _ in row.notes] == list(range(1, len(made.placed) + 1))
    ends = [number for row in shown for each in row.stretches for number in each.notes]
    assert sorted(ends) == list(range(1, len(made.placed) + 1))


class TestSarif:
    @pytest.mark.parametrize(
        "letters",
        [[], [letter("")], [letter(TEXT, PROMISE, VOW, LACK)], [letter(TEXT, VOW), letter("x", file="/a b/計画.docx")]],
    )
    @pytest.mark.parametrize("unread", [[], [("lost ü.txt", "not there")]])
    def test_is_valid_by_the_schema_of_the_standard(self, letters, unread):
        log = json.loads(findings_sarif(letters, "1.2", "zh-TW", unread))
        assert [error.message for error in STANDARD.iter_errors(log)] == []

    def test_the_schema_would_notice(self):
        log = json.loads(findings_sarif([letter(TEXT, VOW)], "1.2", "en"))
        log["runs"][0]["results"][0]["level"] = "fatal"
        del log["runs"][0]["tool"]["driver"]["name"]
        assert len(list(STANDARD.iter_errors(log))) == 2

    def test_has_the_shape_of_the_standard(self):
        log = json.loads(findings_sarif([letter(TEXT, PROMISE, VOW, LACK)], "1.2", "en", [("lost.txt", "not there")]))
        assert log["version"] == "2.1.0"
        (run,) = log["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        rules = run["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules) == 2
        for result in run["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in SEVERITIES
            assert 0 <= result["rank"] <= 100
            assert result["message"]["text"]
            place = result["locations"][0]["physicalLocation"]
            assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == "letter.txt"
        assert run["invocations"][0]["executionSuccessful"] is False
        assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "not there"

    def test_columns_count_code_points(self):
        (run,) = json.loads(findings_sarif([letter(TEXT, PROMISE, VOW)], "1", "en"))["runs"]
        regions = [result["locations"][0]["physicalLocation"]["region"] for result in run["results"]]
        lines = re.split(run_ends := "|".join(run["newlineSequences"]), TEXT)
        assert run_ends
        first, second = regions
        assert (first["startLine"], first["startColumn"], first["endLine"], first["endColumn"]) == (2, 14, 3, 13)
        assert lines[3 - 1][second["startColumn"] - 1 : second["endColumn"] - 1] == "永不"
        for region, words in zip(regions, ("it will\nnever happen", "永不"), strict=True):
            assert TEXT[region["charOffset"] :][: region["charLength"]] == words

    def test_file_names_are_addresses(self):
        (run,) = json.loads(findings_sarif([letter("x", file="my plan 计划.txt")], "1", "en"))["runs"]
        assert run["artifacts"][0]["location"]["uri"] == "my%20plan%20%E8%AE%A1%E5%88%92.txt"


def commented(content):
    """Of every comment its text, and the words of the document between its two marks."""
    word = docx.Document(io.BytesIO(content))
    notes = {comment.comment_id: comment.text for comment in word.comments}
    words = dict.fromkeys(notes, "")
    open_now = set()
    for element in word.element.body.iter():
        name = element.tag.split("}")[-1]
        if name == "commentRangeStart":
            open_now.add(int(element.values()[0]))
        elif name == "commentRangeEnd":
            open_now.remove(int(element.values()[0]))
        elif name in ("t", "tab", "br"):
            for number in open_now:
                words[number] += str(element)
    assert not open_now
    return [(words[number], notes[number]) for number in notes]


class TestWord:
    def test_a_text_becomes_a_document_with_comments(self):
        made = marked_docx(letter(TEXT, PROMISE, VOW, LACK), TEXT.encode(), PEN)
        places = [words for words, _ in commented(made)]
        assert places == ["it willnever happen", "永不", "Dear team,"]
        assert commented(made)[0][1].split("\n") == ["Promise <b>", "It can't be checked.", "→ Say what is done."]

    def test_equal_letters_give_equal_bytes(self):
        assert marked_docx(letter(TEXT, VOW), b"", PEN) == marked_docx(letter(TEXT, VOW), b"", PEN)

    def test_what_xml_cannot_hold_is_replaced(self):
        text = "A\x0bsad \x00 vow\ud800 never again."
        made = marked_docx(letter(text, remark(text, "never again.", "never")), text.encode("utf-8", "replace"), PEN)
        assert [words for words, _ in commented(made)] == ["never"]

    def test_the_very_document_keeps_its_words_and_its_look(self):
        original, text = self.document()
        seller = remark(text, "We will never fail.", "will never")
        listed = remark(text, "Checked daily", "daily", "warning")
        cell = remark(text, "Lamp\tsold", "sold", "note")
        linked = remark(text, "see the page now", "the page")
        made = marked_docx(letter(text, seller, listed, cell, linked), original, PEN)
        assert [words for words, _ in commented(made)] == ["will never", "daily", "sold", "the page"]
        before, after = docx.Document(io.BytesIO(original)), docx.Document(io.BytesIO(made))
        assert [line.text for line in after.paragraphs] == [line.text for line in before.paragraphs]
        assert self.looks(after) == self.looks(before)
        kept = set(zipfile.ZipFile(io.BytesIO(original)).namelist())
        assert kept <= set(zipfile.ZipFile(io.BytesIO(made)).namelist())

    @staticmethod
    def document():
        """A Word file with formatting, a list, a table with a merged cell, a link, a tab and breaks; and its text."""
        word = docx.Document()
        line = word.add_paragraph("We ")
        line.add_run("will").bold = True
        line.add_run(" nev").italic = True
        line.add_run("er fail. ").italic = True
        line.add_run("And\tmore").add_break(WD_BREAK.PAGE)
        word.add_paragraph("Checked daily", style="List Bullet")
        table = word.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Heading"
        table.cell(1, 0).text, table.cell(1, 1).text = "Lamp", "sold"
        last = word.add_paragraph("see ")
        link = docx.oxml.OxmlElement("w:hyperlink")
        link.append(last.add_run("the page")._r)
        last._p.append(link)
        last.add_run(" now")
        buffer = io.BytesIO()
        word.save(buffer)
        text = "We will never fail. And\tmore\n- Checked daily\nHeading\tHeading\nLamp\tsold\nsee the page now"
        return buffer.getvalue(), text

    @staticmethod
    def looks(word):
        """Every letter of the document with its formatting."""
        return [
            (sign, run.bold, run.italic, run.style.name, line.style.name)
            for line in word.paragraphs
            for run in line.runs
            for sign in run.text
        ]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_any_place_of_any_document_is_found_and_nothing_else_changes(data):
    pieces = data.draw(st.lists(st.lists(st.text("ab \t保.", max_size=6), max_size=4), min_size=1, max_size=4))
    word = docx.Document()
    for runs in pieces:
        line = word.add_paragraph()
        for number, run in enumerate(runs):
            line.add_run(run).bold = bool(number % 2)
    buffer = io.BytesIO()
    word.save(buffer)
    text = "\n".join("".join(runs) for runs in pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = Span(start, end)
    made = marked_docx(
        letter(text, Remark("r", None, "error", 0.5, Span(0, len(text)), place, "t", "w", "a")), buffer.getvalue(), PEN
    )
    squeezed = "".join(place.of(text).split())
    assert ["".join(words.split()) for words, _ in commented(made)] == ([squeezed] if squeezed else [])
    after = docx.Document(io.BytesIO(made))
    assert [line.text for line in after.paragraphs] == [line.text for line in word.paragraphs]
    assert TestWord.looks(after) == TestWord.looks(word)
