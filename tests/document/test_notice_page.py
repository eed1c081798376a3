"""The page of a notice: the text whole and marked, every link at home, nothing fetched, spoken in eight languages."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Clock, Fact, Gap, Meaning, Notice, Reading, Span
from reinstate.document import notice_html, tell
from reinstate.document.notice_page import Mark, pieces
from reinstate.knowledge import Said, say

LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
OPEN = {"meta", "br", "hr", "img", "input", "link"}
TEXT = """Your account has been deactivated <now> & your funds are held.
The product B0C7KQ4M2T may not be authentic.
Send copies of invoices within 72 hours. We do not accept pro forma invoices."""


def place(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


READING = Reading(
    notice=Notice("notice <1>.txt", TEXT, "0" * 64, subject="Your account"),
    language="en",
    marketplace="US",
    kind="account_deactivated",
    scope="account",
    violations=("inauthentic",),
    facts=(
        Fact("kind", "account_deactivated", place("has been deactivated"), "test"),
        Fact("violation", "inauthentic", place("not be authentic"), "test", 0.5),
        Fact("asin", "B0C7KQ4M2T", place("B0C7KQ4M2T"), "test", extra={"title": "A <b>lamp</b>", "brand": "Lumora"}),
        Fact("demand", "invoices", place("copies of invoices"), "test"),
        Fact("demand", "other", place("Send copies of invoices"), "test"),
        Fact("deadline", "within 72 hours", place("72 hours"), "test"),
        Fact("notice_date", date(2026, 11, 16), None, "test"),
    ),
    deadline_text="within 72 hours",
    lookback_days=365,
    channel="account_health_page",
    warnings=("phishing-signs",),
)
CLOCKS = {
    "known": Clock("answer", "within 72 hours", place("72 hours"), 72.0, "hour", date(2026, 11, 16), "notice",
                   date(2026, 11, 19), None, "America/Los_Angeles", 2),
    "unknown": Clock("answer", "within 72 hours", None, 72.0, "hour", if_today=date(2026, 11, 23)),
    "past": Clock("answer", "within 5 business days", None, 5.0, "business-day", date(2026, 11, 2), "receipt",
                  date(2026, 11, 9), None, None, -11),
}  # fmt: skip


def meaning(clock="known", **more):
    made = {
        "response": "plan",
        "reason": "plan-asked",
        "severity": "high",
        "recoverable": "usually",
        "structure": "8d",
        "clocks": (CLOCKS[clock], Clock("funds", "90 days", None, 90.0, "day", on=date(2027, 2, 14))),
        "cautions": ("second-account", "open-orders"),
        "disputed": ("tense",),
        "refused": (place("We do not accept pro forma invoices."),),
        "money": (place("your funds are held"),),
        "unsure": (1,),
    } | more
    return Meaning(**made)


class Page(HTMLParser):
    """What a browser sees: tags that match, ids, links, the text of the notice."""

    def __init__(self, content):
        super().__init__()
        self.stack, self.ids, self.links, self.tags, self.source = [], [], [], [], None
        self.languages = set()
        self.depth = 0
        self.feed(content.decode("utf-8"))
        self.close()
        assert not self.stack

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in OPEN:
            self.stack.append(tag)
        if "id" in attrs:
            self.ids.append(attrs["id"])
        if tag == "a":
            self.links.append(attrs["href"])
        if attrs.get("class") == "text":
            self.source, self.depth = "", len(self.stack)

    def handle_endtag(self, tag):
        assert self.stack.pop() == tag
        if self.depth and len(self.stack) < self.depth:
            self.depth = 0

    def handle_data(self, data):
        if self.depth:
            self.source += data


@pytest.fixture(scope="module")
def page(knowledge):
    return Page(notice_html(READING, meaning(), knowledge, "en"))


def test_the_notice_stands_on_the_page_letter_for_letter(page):
    assert page.source == TEXT


def test_every_link_stays_on_the_page_and_every_id_is_there_once(page):
    assert len(page.ids) == len(set(page.ids))
    assert page.links
    for link in page.links:
        assert link.startswith("#")
        assert link[1:] in page.ids


def test_it_runs_nothing_and_fetches_nothing(knowledge):
    content = notice_html(READING, meaning(), knowledge, "en").decode()
    assert not re.search(r"<script|<link|<img|\son\w+=|https?:|url\(|@import", content)
    assert "prefers-color-scheme: dark" in content
    assert "@media print" in content


def test_words_of_the_notice_can_do_no_harm(knowledge):
    content = notice_html(READING, meaning(), knowledge, "en").decode()
    assert "<now>" not in content
    assert "<b>lamp" not in content
    assert "notice &lt;1&gt;.txt" in content


@pytest.mark.parametrize("group", ["allegation", "demand", "item", "time", "money", "refused"])
def test_every_group_that_occurs_is_explained_and_listed(page, group):
    marked = [attrs for tag, attrs in page.tags if attrs.get("class") == f"mark {group}" and tag == "a"]
    explained = [attrs for tag, attrs in page.tags if attrs.get("class") == f"mark {group}" and tag == "span"]
    assert marked
    assert len(explained) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("clock", CLOCKS)
@pytest.mark.parametrize("response", ["plan", "nothing", "wait", "documents", "dispute"])
def test_our_own_words_speak_every_language(knowledge, language, clock, response):
    told = tell(READING, meaning(clock, response=response), knowledge, language)
    ours = {text.get(language) for text in knowledge.messages["read"].says.values()}
    for block in told.blocks:
        assert block.heading.text in ours
        assert not block.heading.fallback
    assert not told.footer.fallback
    assert all(line.text.text for block in told.blocks for line in block.lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_page_is_there_in_every_language(knowledge, language):
    for key, text in knowledge.messages["read"].says.items():
        said = say(text, language)
        assert not said.fallback, key
        assert said.text.strip()


def test_every_id_that_the_meaning_can_bear_has_its_words(knowledge):
    says = knowledge.messages["read"].says
    wanted = {f"kind-{kind}" for kind in knowledge.kinds}
    wanted |= {f"response-{each.response}" for each in knowledge.violations.values()}
    wanted |= {f"severity-{each.severity}" for each in knowledge.violations.values()}
    wanted |= {f"recoverable-{each.recoverable}" for each in knowledge.violations.values()}
    assert wanted <= set(says)


def block(told, name):
    return next((each for each in told.blocks if each.id == name), None)


def words(block):
    return [line.text.text for line in block.lines]


def test_the_deadline_comes_with_its_day_and_the_days_left(knowledge):
    near = block(tell(READING, meaning(), knowledge, "en"), "deadline")
    assert words(near) == ["Thursday, November 19, 2026 · 2 days left"]
    assert near.tone == "urgent"
    unknown = block(tell(READING, meaning("unknown"), knowledge, "en"), "deadline")
    assert words(unknown) == ["Within 72 hours"]
    assert words(block(tell(READING, meaning("unknown"), knowledge, "zh"), "deadline")) == ["72小时内"]
    assert "Monday, November 23, 2026" in unknown.lines[0].notes[0].text
    past = block(tell(READING, meaning("past"), knowledge, "en"), "deadline")
    assert words(past) == ["Monday, November 9, 2026 · it passed 11 days ago"]


def test_a_notice_without_deadline_says_so(knowledge):
    told = block(tell(READING, meaning(clocks=()), knowledge, "en"), "deadline")
    assert told.lines[0].text.text.startswith("The notice names no deadline.")


def test_sentences_that_may_mean_a_deadline_are_shown_instead_of_saying_there_is_none(knowledge):
    told = block(tell(READING, meaning(clocks=(), perhaps=(place("72 hours"),)), knowledge, "en"), "deadline")
    assert told.lines[0].text.text.startswith("We recognised no deadline.")
    assert told.lines[1].text.text == "72 hours"


def test_warnings_stand_in_front(knowledge):
    told = tell(READING, meaning(), knowledge, "en")
    assert [each.id for each in told.blocks][:3] == ["warning", "happened", "deadline"]
    assert told.blocks[0].tone == "alarm"


def test_what_was_left_out_is_no_alarm(knowledge):
    told = tell(replace(READING, warnings=("text-cut", "violation-not-stated")), meaning(), knowledge, "en")
    assert block(told, "warning") is None
    assert words(block(told, "unsure"))[0].startswith("The text is very long")


def test_demands_are_boxes_with_the_notices_own_words(knowledge):
    lines = block(tell(READING, meaning(), knowledge, "en"), "wanted").lines
    assert all(line.sign == "box" for line in lines)
    assert lines[0].quote == "copies of invoices"
    assert "365" in lines[0].notes[0].text
    assert lines[1].text.text == "Send copies of invoices"


def test_what_a_reply_misses_takes_the_place_of_what_is_wanted(knowledge):
    gap = Gap("reply-wants", "root_cause", args={"demand": "root_cause", "violation": "inauthentic", "words": "why"})
    told = tell(READING, meaning(gaps=(gap,)), knowledge, "en")
    assert block(told, "wanted") is None
    (line,) = block(told, "missing").lines
    title = say(knowledge.violations["inauthentic"].title, "en").text
    assert line.text.text.startswith(title)
    assert line.quote == "why"


def test_a_swindle_is_not_told_as_a_notice(knowledge):
    told = tell(READING, meaning(response="nothing", reason="phishing"), knowledge, "en")
    assert not {each.id for each in told.blocks} & {"happened", "deadline", "alleged", "wanted"}


def test_a_language_nobody_knows_falls_back_to_english_and_says_so(knowledge):
    told = tell(READING, meaning(), knowledge, "xx")
    assert told.title.fallback
    content = notice_html(READING, meaning(), knowledge, "xx").decode()
    assert '<span lang="en">' in content


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=12))
def test_pieces_are_the_text_unchanged_and_begin_every_mark(places):
    text = "".join(chr(97 + number % 26) for number in range(60))
    found = [
        Mark(number, "item", Span(min(start, 59), min(60, min(start, 59) + length)), Said("x", "en", False))
        for number, (start, length) in enumerate(sorted(places), 1)
    ]
    made = list(pieces(text, found))
    assert "".join(piece.text for piece in made) == text
    assert sorted(number for piece in made for number in piece.begins) == [mark.number for mark in found]
    at = 0
    for piece in made:
        covering = [mark for mark in found if mark.span.start <= at and at + len(piece.text) <= mark.span.end]
        assert (piece.mark is None) == (not covering)
        assert piece.mark is None or len(piece.mark.span) == min(len(mark.span) for mark in covering)
        at += len(piece.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_that_the_page_can_show_speaks_every_language(knowledge, language):
    shown = [
        (shelf, name, entry.title)
        for shelf in ("violations", "demands", "channels", "structures")
        for name, entry in getattr(knowledge, shelf).items()
    ]
    shown += [("channels", name, entry.how) for name, entry in knowledge.channels.items()]
    shown += [("structures", name, entry.why) for name, entry in knowledge.structures.items()]
    assert [(shelf, name) for shelf, name, text in shown if say(text, language).fallback] == []
