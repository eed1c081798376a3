"""The checklist page: what it tells, to whom, and that it can be read by everybody."""

import json
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from reinstate.case import Checklist, DemandMet, Exhibited, Finding, Gap, IssueMet, Span
from reinstate.document import checklist_data, checklist_page
from reinstate.document.faces import TEMPLATES
from reinstate.knowledge import say

TEXT = "Cause\n- The parcels were late because of the carrier.\nWe promise it never happens again.\n"
BLAME, PROMISE = TEXT.index("because"), TEXT.index("We promise")

OPEN = Checklist(
    ready=False,
    case="case-7",
    violations=("late_shipment_rate",),
    structure="8d",
    structure_reason="structure-for-account",
    language="en",
    issues=(
        IssueMet("late_shipment_rate", {"root_cause": True, "actions": False, "prevention": True, "proof": False}),
    ),
    demands=(
        DemandMet("root_cause", "the root cause of the issue", True, ("root_cause",)),
        DemandMet("invoices", "invoices of the last 365 days", False, ()),
    ),
    items={"B0CFAIRW01": ("A-1",), "B0CFAIRW02": ()},
    exhibits=(Exhibited("A-1", "Order report", "evidence/a.pdf", "order-list", 4, 2, "ab" * 32, ("s1",)),),
    findings=(
        Finding("promise", "pledge", "warning", 0.8, Span(PROMISE, PROMISE + 10)),
        Finding("blame", "blame_shifting", "error", 0.9, Span(BLAME, BLAME + 22), args={"who": "the carrier"}),
        Finding("no-prevention", "missing_prevention", "note", 1.0, Span(0, len(TEXT))),
    ),
    gaps=(Gap("exhibit-unused", "x1", "note", {"number": "A-1", "file": "a.pdf"}), Gap("made-up-kind", "s1")),
    plan_text=TEXT,
    deadline_text="within 7 days",
    deadline_date=date(2026, 5, 19),
    channel="appeal_button",
    contacts=("answers@example.com",),
    unchecked=("made-up-rule",),
    warnings=("made-up-warning",),
)
READY = replace(
    OPEN, ready=True, findings=(), gaps=(), unchecked=(), warnings=(), deadline_text=None, deadline_date=None
)
NAMES = {"s1": "List printed <once>"}


def speak(finding):
    return f"says {finding.rule}", f"instead of {finding.rule}"


def page(knowledge, checklist=OPEN, language="en") -> str:
    return checklist_page(checklist, knowledge, language, speak, NAMES).decode()


class Skeleton(HTMLParser):
    """Tags, attributes and words of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"[ \t\r\n]+", " ", "".join(self.words))


@pytest.mark.parametrize("language", ["en", "zh", "de", "it", "fr", "es", "vi", "ja"])
def test_the_verdict_stands_on_top_in_the_readers_language(language, knowledge):
    says = knowledge.messages["checklist"].says
    for checklist, key in ((OPEN, "not-ready"), (READY, "ready")):
        skeleton = Skeleton(page(knowledge, checklist, language))
        assert skeleton.tags[0] == ("html", {"lang": language})
        head, why = say(says[key], language).text, say(says[f"{key}-why"], language).text
        assert skeleton.text.index(head) < skeleton.text.index(why) < skeleton.text.index("8D")


@pytest.mark.parametrize("language", ["zh", "de", "it", "fr", "es", "vi", "ja"])
def test_every_word_of_the_page_is_spoken(language, knowledge):
    missing = [key for key, text in knowledge.messages["checklist"].says.items() if language not in text]
    assert missing == []


def test_what_falls_back_to_english_says_so(knowledge):
    assert '<span lang="en">Ready to send</span>' in page(knowledge, READY, "pt")


def test_the_grave_comes_first(knowledge):
    text = Skeleton(page(knowledge)).text
    assert text.index("says blame") < text.index("says promise") < text.index("says no-prevention")
    assert text.index("List printed <once>: still open") < text.index("exhibit A-1 (a.pdf)")


def test_what_only_deserves_a_look_is_not_called_missing(knowledge):
    looked = page(knowledge, replace(READY, gaps=OPEN.gaps[:1]))
    assert "Worth a look before you send it" in looked
    assert "Other remarks: 1" in looked
    assert "missing:" not in looked.lower()
    assert "Still missing: 1" in page(knowledge)


def test_a_finding_quotes_its_line_and_marks_the_place(knowledge):
    html = page(knowledge)
    assert '<blockquote lang="en">The parcels were late <mark>because of the carrier</mark>.</blockquote>' in html
    assert '<blockquote lang="en"><mark>We promise</mark> it never happens again.</blockquote>' in html
    assert html.count("<blockquote") == 2
    assert "Concerns the plan as a whole." in html


def test_a_long_line_is_quoted_around_the_place_only(knowledge):
    text = "a" * 900 + "HERE" + "b" * 900
    finding = Finding("blame", None, "error", 1.0, Span(900, 904))
    html = page(knowledge, replace(OPEN, plan_text=text, findings=(finding,)))
    assert re.search(r"<blockquote[^>]*>… a{140}<mark>HERE</mark>b{140} …</blockquote>", html)


def test_deadline_route_and_demands_are_told(knowledge):
    text = Skeleton(page(knowledge, OPEN, "de")).text
    assert "Dienstag, 19. Mai 2026" in text
    assert "within 7 days" in text
    assert "answers@example.com" in text
    assert "invoices of the last 365 days" in text
    assert "noch kein Beleg" in text
    assert "keine Frist" in Skeleton(page(knowledge, READY, "de")).text


def test_nothing_of_the_case_works_as_markup(knowledge):
    nasty = '<img src=x onerror="x">&amp;{{ 7*7 }}'
    checklist = replace(
        OPEN,
        case=nasty,
        contacts=(nasty,),
        deadline_text=nasty,
        items={nasty: ()},
        demands=(DemandMet("other", nasty, False, ()),),
        exhibits=(replace(OPEN.exhibits[0], title=nasty, file=nasty),),
        gaps=(Gap("exhibit-unused", nasty, "note", {"number": nasty, "file": nasty}),),
        plan_text=f"one {nasty} two",
        findings=(Finding("blame", None, "error", 1.0, Span(4, 4 + len(nasty))),),
        unchecked=(nasty,),
        warnings=(nasty,),
    )
    skeleton = Skeleton(page(knowledge, checklist))
    assert "img" not in {tag for tag, _ in skeleton.tags}
    assert skeleton.text.count(nasty) >= 10


@pytest.mark.parametrize("checklist", [OPEN, READY], ids=["open", "ready"])
def test_the_page_runs_nothing_asks_for_nothing_and_leads_only_into_itself(checklist, knowledge):
    html = page(knowledge, checklist)
    skeleton = Skeleton(html)
    ids = [attributes["id"] for _, attributes in skeleton.tags if "id" in attributes]
    links = [attributes["href"] for tag, attributes in skeleton.tags if tag == "a"]
    assert not {"script", "link", "iframe", "img", "object", "form"} & {tag for tag, _ in skeleton.tags}
    assert not re.search(r"https?://|url\(|@import|\son\w+=", html)
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_headings_and_tables_are_real(knowledge):
    skeleton = Skeleton(page(knowledge))
    heads = [tag for tag, _ in skeleton.tags if re.fullmatch(r"h\d", tag)]
    assert heads[0] == "h1"
    assert set(heads[1:]) == {"h2"}
    tags = [tag for tag, _ in skeleton.tags]
    assert tags.count("table") == 4
    assert all(attributes.get("scope") for tag, attributes in skeleton.tags if tag == "th")


PAIRS = [
    ("ink", "paper"),
    ("ink", "around"),
    ("soft", "paper"),
    ("soft", "around"),
    ("accent", "paper"),
    ("accent", "around"),
    ("good", "paper"),
    ("good", "good-ground"),
    ("open", "open-ground"),
    ("error", "paper"),
    ("error", "error-ground"),
    ("note", "note-ground"),
    ("ink", "mark"),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("letters", "ground"), PAIRS)
def test_letters_stand_out_from_their_ground(letters, ground, scheme):
    """WCAG 2 AA: a contrast of 4.5 to 1 or more."""
    schemes = re.findall(r":root \{(.*?)\}", (TEMPLATES / "checklist.css").read_text("utf-8"))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", schemes[scheme]))
    lighter, darker = sorted((luminance(colours[letters]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_page_is_the_same_each_time(knowledge):
    assert page(knowledge) == page(knowledge)


def test_the_data_holds_everything_for_a_machine():
    data = json.loads(json.dumps(checklist_data(OPEN, speak)))
    assert data["ready"] is False
    assert data["deadline"] == {"text": "within 7 days", "date": "2026-05-19"}
    assert data["structure"] == {"id": "8d", "reason": "structure-for-account"}
    blame = next(each for each in data["findings"] if each["rule"] == "blame")
    assert TEXT[blame["start"] : blame["end"]] == blame["text"] == "because of the carrier"
    assert (blame["message"], blame["advice"], blame["args"]) == (
        "says blame",
        "instead of blame",
        {"who": "the carrier"},
    )
    assert data["exhibits"][0]["sha256"] == "ab" * 32
    assert data["items"] == {"B0CFAIRW01": ["A-1"], "B0CFAIRW02": []}
    assert set(data) == {
        *("ready", "case", "violations", "structure", "language", "deadline", "channel", "contacts", "issues", "items"),
        *("ledger", "counted"),
        *("demands", "findings", "gaps", "exhibits", "unchecked", "warnings", "waived"),
    }
