"""From a plan's text to the tree: what becomes a heading, a bullet, a reference, a gap, a fact."""

import subprocess
import sys

import pytest

from reinstate.case import Exhibited, Plan, Section, Span
from reinstate.document import Frame, Listed, Signature, compose_index, compose_plan, render
from reinstate.document.tree import Bullets, Closing, Gap, Heading, Note, Paragraph, Reference, Table, Words
from tests.document.letters import LETTERS, READERS, frame, from_pdf, plan, sample, squeezed


def blocks_of(text, knowledge, headings=(), **changes):
    return compose_plan(plan(text, "en", headings), frame(**changes), knowledge).blocks


def test_lines_become_headings_paragraphs_and_bullets_as_they_stand(knowledge):
    text = "Cause\nFirst line.\nSecond line.\n- one\n- two\n\n- three\nLast."
    blocks = blocks_of(text, knowledge, ("Cause",), exhibits=(), signature=None)
    assert blocks == (
        Heading(1, (Words("Cause"),), "s-0", "Cause"),
        Paragraph((Words("First line."),)),
        Paragraph((Words("Second line."),)),
        Bullets(((Words("one"),), (Words("two"),))),
        Bullets(((Words("three"),),)),
        Paragraph((Words("Last."),)),
    )


def test_a_section_inside_another_has_a_smaller_heading(knowledge):
    text = "Cause\nLate orders\nWe printed once.\nPrevention\nWe print thrice."
    late, prevention = text.index("Late"), text.index("Prevention")
    inner = Section("b", ("root_cause",), Span(late, prevention), Span(late, late + 11))
    outer = Section("a", ("root_cause",), Span(0, prevention), Span(0, 5))
    last = Section("c", ("preventive",), Span(prevention, len(text)), Span(prevention, prevention + 10))
    blocks = compose_plan(Plan(text, "en", None, (outer, inner, last)), Frame(), knowledge).blocks
    assert [(block.level, block.inlines[0].text) for block in blocks if isinstance(block, Heading)] == [
        (1, "Cause"),
        (2, "Late orders"),
        (1, "Prevention"),
    ]


def test_issues_under_a_heading_without_words_have_smaller_headings(knowledge):
    """The two orders of a plan with several issues: sections of issues, and issues of sections."""
    text = "Cause\nIssue 1\nOne.\nIssue 2\nTwo.\nLessons\nThree."

    def section(heading, issue, words=""):
        start = text.index(heading)
        end = text.index(words) + len(words) if words else start + len(heading)
        return Section(heading, (), Span(start, end), Span(start, start + len(heading)), issue)

    by_section = (
        section("Cause", None),
        section("Issue 1", "a", "One."),
        section("Issue 2", "b", "Two."),
        section("Lessons", None, "Three."),
    )
    assert levels(Plan(text, "en", "8d", by_section), knowledge) == [1, 2, 2, 1]
    text = "Issue 1\nCause\nOne.\nIssue 2\nLessons\nThree."
    by_issue = (
        section("Issue 1", "a"),
        section("Cause", "a", "One."),
        section("Issue 2", "b"),
        section("Lessons", "b", "Three."),
    )
    assert levels(Plan(text, "en", "3part", by_issue), knowledge) == [1, 2, 1, 2]


def levels(plan, knowledge):
    return [block.level for block in compose_plan(plan, Frame(), knowledge).blocks if isinstance(block, Heading)]


def test_references_side_by_side_share_their_brackets(knowledge):
    letter = compose_plan(plan("Seen [A-1] [A-2]. And [A-2] [A-9]."), frame(), knowledge)
    assert letter.blocks[0].inlines == (
        Words("Seen "),
        Reference("A-1", "Exhibits A-1", closes=False),
        Reference("A-2", "A-2", opens=False),
        Words(". And [A-2] [A-9]."),
    )
    assert "Seen (Exhibits A-1, A-2). And" in render(letter, "txt").decode()
    for format in ("pdf", "docx", "html", "md"):
        assert "Seen [Exhibits A-1, A-2]. And" in READERS[format](render(letter, format)), format


def test_the_sender_is_not_named_twice(knowledge):
    assert "From" in dict(compose_plan(sample("en"), frame(rows=()), knowledge).rows)
    assert "From" not in dict(compose_plan(sample("en"), frame(), knowledge).rows)


def test_references_and_gaps_are_found_and_other_brackets_left_alone(knowledge):
    [paragraph, *_] = blocks_of("See [A-1], [A-9] and [sic] on ⟦missing: date⟧.", knowledge)
    assert paragraph.inlines == (
        Words("See "),
        Reference("A-1", "Exhibit A-1"),
        Words(", [A-9] and [sic] on "),
        Gap("missing: date"),
        Words("."),
    )


def test_a_gap_may_hold_brackets_of_its_own(knowledge):
    [paragraph, *_] = blocks_of("On ⟦missing: date [A-1]⟧ we ended it.", knowledge)
    assert paragraph.inlines == (Words("On "), Gap("missing: date [A-1]"), Words(" we ended it."))


def test_the_facts_that_matter_stand_on_top(knowledge):
    letter = compose_plan(sample("de"), frame("de", recipient="Amazon"), knowledge)
    assert letter.title == "Maßnahmenplan"
    assert letter.rows == (
        ("An", "Amazon"),
        ("Datum", "12 May 2026"),
        ("Konto", "Möwe Bürobedarf GmbH"),
        ("ASINs", "B0CFAIRW01, B0CFAIRW02"),
        ("Anlagen", "2 (A-1 bis A-2), aufgeführt am Ende"),
    )


def test_a_label_that_the_shelf_has_not_is_shown_as_it_is(knowledge):
    letter = compose_plan(sample("en"), frame(rows=(("Ticket", "17"),)), knowledge)
    assert ("Ticket", "17") in letter.rows


def test_the_plan_ends_with_who_signs_and_the_table_of_exhibits(knowledge):
    *_, closing, heading, table = compose_plan(sample("en"), frame(), knowledge).blocks
    assert closing == Closing(("Ana Ruiz", "Director", "Fairwind Office Goods Ltd"))
    assert heading.inlines == (Words("Exhibits"),)
    assert [column.head for column in table.columns] == ["No.", "Document", "Page in bundle"]
    assert table.rows[1] == ((Words("A-2", strong=True),), (Words("Dispatch lists"),), (Words("5"),))
    assert table.anchors == ("A-1", "A-2")


def test_a_plan_without_exhibits_or_signature_has_neither_table_nor_line(knowledge):
    letter = compose_plan(sample("en"), Frame(), knowledge)
    assert not [block for block in letter.blocks if isinstance(block, Table | Closing)]
    assert letter.rows == ()
    assert letter.title == "Plan of Action"


def test_exhibits_without_pages_need_no_column_for_them(knowledge):
    letter = compose_plan(sample("en"), frame(exhibits=(Listed("A-1", "Order report"),)), knowledge)
    assert len(letter.blocks[-1].columns) == 2
    assert ("Exhibits", "A-1, listed at the end") in letter.rows


def test_characters_that_no_page_can_show_are_left_out(knowledge):
    [paragraph, *_] = blocks_of("a\x00b\x07c\td\ufeff e\ud800", knowledge)
    assert paragraph.inlines == (Words("abc d e"),)
    for format in ("pdf", "docx", "html", "md", "txt"):
        shown = compose_plan(plan("x\x0b\x1b\ud800y"), frame(store="s\x00", subject=("\x01t",)), knowledge)
        assert render(shown, format)


@pytest.mark.parametrize("language", sorted(LETTERS))
def test_the_index_says_what_each_exhibit_is_proves_and_where_it_is(language, knowledge):
    rows = (
        Exhibited("A-1", "Order report", "a.pdf", "order-list", 4, 2, "ab" * 32, ("s1", "s2")),
        Exhibited("A-2", "运单记录", "b.pdf", "other", 1, 6, "cd" * 32, ()),
    )
    around = frame(language, names={"s1": "List printed once", "s2": "List printed thrice"}, signature=None)
    index = compose_index(rows, around, knowledge)
    [table, note] = index.blocks
    apart = {"zh": "；", "ja": "／"}.get(language, "; ")
    proves = f"List printed once{apart}List printed thrice"
    assert table.rows[0][1:] == tuple((Words(words),) for words in ("Order report", proves, "2–5", "ab" * 6))
    assert table.rows[1][2:4] == ((), (Words("6"),))
    assert isinstance(note, Note)
    assert "运单记录" in squeezed(from_pdf(render(index, "pdf")))


def test_long_signatures_and_empty_roles_are_handled(knowledge):
    letter = compose_plan(sample("en"), frame(signature=Signature("Ana Ruiz")), knowledge)
    assert Closing(("Ana Ruiz",)) in letter.blocks
    assert "From" not in dict(letter.rows)


def test_importing_the_room_loads_no_heavy_library():
    heavy = ["typst", "docx", "jinja2", "babel", "pypdfium2", "PIL", "pydantic"]
    code = f"import reinstate.document, sys; print([each for each in {heavy} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
