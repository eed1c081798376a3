"""Drawings: words stay inside, every sign is escaped, and those who can't see them are told."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.case import Account, Answers, CauseFound, Causes, Issue, IssueCauses, Other, Reason
from reinstate.document import render, report_page
from reinstate.document.causes_page import CauseReport
from reinstate.document.figures import WIDTH, Chain, Fishbone, Link, broken, chain_svg, extent, fishbone_svg

SVG = "{http://www.w3.org/2000/svg}"
BRANCHES = tuple((name, ()) for name in ("People", "Process", "Product", "Systems", "Suppliers", "Policies"))


def chain(text: str, language: str = "en", **more) -> Chain:
    return Chain(
        "A chain", "Late orders", (Link("Why 1", text, "Shown by: list.pdf"),), "Root cause", language=language, **more
    )


def test_a_chain_tells_its_title_and_all_its_words():
    root = ET.fromstring(chain_svg(chain("The <cut-off> & the collection", undetected=("Not noticed", "no report"))))
    assert root.find(f"{SVG}title").text == "A chain"
    told = root.find(f"{SVG}desc").text
    for words in ("Late orders", "The <cut-off> & the collection", "list.pdf", "no report"):
        assert words in told
    assert root.get("role") == "img"


def test_an_unfinished_chain_shows_no_root():
    drawn = chain_svg(chain("The courier came late", unfinished="goes on"))
    assert "goes on" in drawn
    assert ">Root cause<" not in drawn
    assert ">Root cause<" in chain_svg(chain("Nobody compared the times"))


@pytest.mark.parametrize(
    ("language", "family"), [("en", "Libertinus Serif"), ("zh", "Noto Sans CJK SC"), ("ja", "Noto Sans CJK JP")]
)
def test_faces_follow_the_language(language, family):
    root = ET.fromstring(chain_svg(chain("揽收时间", language)))
    assert root.get("font-family").startswith(family)
    assert root.get("lang") == language


@given(st.text(alphabet="aMi .,揽收時間のか。、é", min_size=1, max_size=200), st.floats(40, 600))
@settings(deadline=None, max_examples=120)
def test_lines_fit_and_no_word_is_lost(text, width):
    lines = broken(text, width, 11)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(extent(line, 11) <= width or len(line) == 1 for line in lines)


def test_no_line_of_chinese_begins_with_its_closing_mark():
    lines = broken("处理时间零个工作日，截单时间没有随之调整。" * 6, 130, 11)
    assert len(lines) > 3
    assert not [line for line in lines if line[0] in "，。"]


def test_everything_of_a_fishbone_lies_within_the_drawing():
    causes = ("Nobody assigned to watch orders close to their ship-by date",) * 3
    branches = (("People", causes), *BRANCHES[1:])
    root = ET.fromstring(fishbone_svg(Fishbone("Causes", "Late shipment rate too high", branches, ("Why", causes))))
    height = float(root.get("height"))
    for node in root.iter(f"{SVG}text"):
        x, y, size = (float(node.get(name)) for name in ("x", "y", "font-size"))
        assert x >= 0
        assert x + extent(node.text, size) <= WIDTH + 1
        assert size <= y <= height


def report(knowledge, language: str):
    answers = Answers("en", Account("Harbor Lane LLC"), issues=(Issue("late_shipment_rate"),))
    cause = CauseFound(
        "cutoff",
        "handling-time-shorter-than-process",
        {},
        "process",
        (Reason({"en": "Nobody compared the times.", "zh": "没有人核对时间。"}),),
        unnoticed="no-owner",
    )
    issue = IssueCauses(
        "late_shipment_rate",
        causes=(cause,),
        contrast={
            "what": Other(("B0CQ7XN4LD",), {"en": "The candles sent by parcel locker."}),
            "when": Other(None, {"en": "Before March."}),
        },
        difference={"en": "They leave at 17:00."},
        ruled_out={"wrong-item-picked": {"en": "No parcel was packed twice."}, "weekend-orders-pile-up": {}},
    )
    return report_page(CauseReport(Causes("en", (issue,)), answers, (("report-case", "x"),)), knowledge, language)


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_the_report_holds_chain_branches_and_what_was_ruled_out(knowledge, language):
    document = report(knowledge, language)
    assert render(document, "pdf").startswith(b"%PDF")
    page = render(document, "html").decode("utf-8")
    assert page.count("data:image/svg+xml") == 2
    for words in (
        "No parcel was packed twice.",
        "B0CQ7XN4LD",
        "sent by parcel locker.",
        "They leave at 17:00.",
        "Before March.",
    ):
        assert words in page
    assert knowledge.messages["ask"].says["report-reason-open"][language] in page
    assert knowledge.phrases["branches"].says["undetected"][language] in page
    assert render(document, "pdf") == render(report(knowledge, language), "pdf")


def test_a_report_without_causes_says_so(knowledge):
    answers = Answers("en", Account("X"), issues=(Issue("late_shipment_rate"),))
    causes = Causes("en", (IssueCauses("late_shipment_rate"),))
    page = render(report_page(CauseReport(causes, answers), knowledge, "en"), "html").decode("utf-8")
    assert "No cause stated yet." in page
