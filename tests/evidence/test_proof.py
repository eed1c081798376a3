"""What the exhibits prove, and every gap between what is asked and what is there."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from reinstate import evidence
from reinstate.case import (
    Account,
    Answers,
    Attachment,
    Fact,
    Issue,
    Notice,
    Plan,
    Reading,
    Section,
    Sentence,
    Span,
    Statement,
    Why,
)
from reinstate.evidence import proof
from reinstate.knowledge import load, say
from tests.evidence.papers import HALF_LOST, INVOICE, exhibit, pdf, picture, word

SHELVES = {
    "demands/invoices.toml": 'title = "Invoices"',
    "demands/actions_taken.toml": 'title = "Actions"\nroles = ["corrective"]',
    "demands/photos.toml": 'title = "Photos"',
    "exhibits/invoice.toml": 'title = "Invoice"\ndemands = ["invoices"]\nper_item = true',
    "exhibits/log.toml": 'title = "Log"\ndemands = ["actions_taken"]',
    "exhibits/photo.toml": 'title = "Photo"\ndemands = ["photos"]',
    "violations/fake.toml": """
title = "Fakes"
family = "f"
level = "listing"
severity = "high"
response = "plan"
per_item = true
exhibits = ["invoice", "log"]
""",
    "violations/any.toml": """
title = "Any paper will do"
family = "f"
level = "listing"
severity = "high"
response = "plan"
per_item = true
""",
    "violations/late.toml": """
title = "Late"
family = "f"
level = "account"
severity = "high"
response = "plan"
""",
    "causes/unchecked.toml": """
title = "Nobody checked"
violations = ["fake"]
process = "purchasing"
branch = "process"
text = "Nobody checked."
exhibits = ["log"]
""",
    "measures/check.toml": 'title = "Check"\nrole = "corrective"\ntext = "We check."\nexhibits = ["log"]',
}


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelves")
    for name, text in SHELVES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load(folder)


PAPERS = {
    "bill": (INVOICE, Attachment("bill", "bill.pdf", "invoice")),
    "diary": (word(), Attachment("diary", "diary.docx", "log")),
    "shot": (picture("PNG"), Attachment("shot", "shot.png", "photo")),
    "scan": (picture("JPEG"), Attachment("scan", "scan.jpg", "invoice", covers=("B0HLAMP001",))),
}
CAUSE = Statement("cause", "root_cause", "unchecked", exhibits=("diary",))
DONE = Statement("done", "corrective", "check", exhibits=("diary",))
LATER = Statement("later", "preventive", text={"en": "Every month."})


class Case:
    """A case in the making: papers, statements and what the notice says."""

    def __init__(self, *papers: str, said=(CAUSE, DONE, LATER), violation="fake", asins=(), demands=()):
        facts = [*(("asin", asin) for asin in asins), *(("demand", what) for what in demands)]
        self.reading = Reading(
            Notice("n.txt", "…", "0" * 64),
            "en",
            "US",
            "listing_removed",
            "listing",
            (violation,),
            tuple(Fact(kind, value, None, "test") for kind, value in facts),
        )
        self.attachments = [PAPERS[name][1] for name in papers]
        self.contents = [PAPERS[name][0] for name in papers]
        self.said = said
        self.violation = violation

    def exhibits(self):
        numbers = evidence.number(self.attachments)
        return [evidence.admit(*each) for each in zip(self.contents, self.attachments, numbers, strict=True)]

    def prove(self, shelves, plan=None):
        issues = (Issue(self.violation, tuple(self.said)),)
        answers = Answers("en", Account("X Ltd"), attachments=tuple(self.attachments), issues=issues)
        return evidence.prove(answers, plan, self.reading, self.exhibits(), shelves)

    def gaps(self, shelves):
        return {(gap.kind, gap.about, gap.severity) for gap in self.prove(shelves).gaps}


def test_a_case_with_all_its_papers_has_no_gap(shelves):
    case = Case("bill", "diary", asins=["B0HLAMP001"], demands=["invoices", "actions_taken"])
    found = case.prove(shelves)
    assert found.gaps == ()
    assert [(claim.statement, claim.exhibits) for claim in found.claims] == [
        ("cause", ("A-2",)),
        ("done", ("A-2",)),
        ("later", ()),
    ]


def test_coverage_names_every_paper_that_shows_the_item(shelves):
    found = Case("bill", "diary", asins=["B0HLAMP001", "B0HLAMP002", "B0NOWHERE0"]).prove(shelves)
    assert found.coverage == {"B0HLAMP001": ("A-1", "A-2"), "B0HLAMP002": ("A-1",), "B0NOWHERE0": ()}


def test_the_whys_of_a_cause_bring_their_exhibits(shelves):
    cause = replace(CAUSE, exhibits=(), whys=(Why({"en": "…"}, ("diary",)),))
    found = Case("diary", said=(cause,), violation="late").prove(shelves)
    assert found.claims[0].exhibits == ("A-1",)
    assert found.gaps == ()


def test_a_claim_knows_its_place_in_the_plan(shelves):
    here = Sentence(Span(3, 9), facts=("done",))
    plan = Plan("x" * 20, "en", None, (Section("s", ("corrective",), Span(0, 20), sentences=(here,)),))
    spans = {claim.statement: claim.span for claim in Case("diary").prove(shelves, plan).claims}
    assert spans == {"cause": None, "done": Span(3, 9), "later": None}


def test_an_item_needs_a_paper_of_a_kind_that_will_do(shelves):
    case = Case("diary", asins=["B0HLAMP001"])
    assert case.gaps(shelves) == {("asin-not-covered", "B0HLAMP001", "error")}


def test_where_no_kind_is_named_any_paper_that_shows_the_item_will_do(shelves):
    assert Case("diary", asins=["B0HLAMP001"], violation="any").gaps(shelves) == set()
    assert Case("diary", asins=["B0HLAMP002"], violation="any").gaps(shelves) == {
        ("asin-not-covered", "B0HLAMP002", "error")
    }


def test_items_of_an_account_matter_need_no_paper_each_unless_the_notice_asks(shelves):
    assert Case("diary", asins=["B0HLAMP002"], violation="late").gaps(shelves) == set()
    case = Case("bill", "diary", asins=["B0NOWHERE0"], violation="late", demands=["invoices"])
    assert case.gaps(shelves) == {("asin-not-covered", "B0NOWHERE0", "error")}


def test_a_scan_that_is_said_to_show_the_item_must_be_looked_at(shelves):
    case = Case("diary", "scan", asins=["B0HLAMP001", "B0HLAMP002"])
    assert case.gaps(shelves) == {
        ("asin-unread", "B0HLAMP001", "warning"),
        ("asin-not-covered", "B0HLAMP002", "error"),
        ("exhibit-unreadable", "scan", "warning"),
    }


def test_a_demand_for_documents_is_met_by_their_kind_only(shelves):
    assert Case("diary", violation="late", demands=["invoices"]).gaps(shelves) == {
        ("demand-unmet", "invoices", "error")
    }
    assert Case("diary", "bill", violation="late", demands=["invoices"]).gaps(shelves) == set()


def test_a_demand_that_the_plan_answers_calls_for_no_document(shelves):
    case = Case("bill", said=(LATER,), violation="fake", demands=["actions_taken"])
    assert case.gaps(shelves) == set()


def test_causes_and_done_actions_without_paper_are_warned_of_and_promises_are_not(shelves):
    said = (replace(CAUSE, exhibits=()), replace(DONE, exhibits=("lost",)), LATER)
    assert Case(said=said, violation="late").gaps(shelves) == {
        ("claim-unproved", "cause", "warning"),
        ("claim-unproved", "done", "warning"),
    }


def test_a_paper_of_another_kind_is_told(shelves):
    said = (replace(DONE, exhibits=("shot",)),)
    assert ("wrong-kind-of-exhibit", "done", "warning") in Case("shot", said=said, violation="late").gaps(shelves)


def test_own_words_take_any_paper(shelves):
    said = (Statement("own", "corrective", text={"en": "We did."}, exhibits=("shot",)),)
    assert Case("shot", said=said, violation="late").gaps(shelves) == {("exhibit-unreadable", "shot", "note")}


def test_an_exhibit_that_nothing_needs_is_noted(shelves):
    assert ("exhibit-unused", "shot", "note") in Case("diary", "shot").gaps(shelves)
    assert ("exhibit-unused", "shot", "note") not in Case("diary", "shot", demands=["photos"]).gaps(shelves)


def test_what_is_not_on_a_paper_is_told(shelves):
    case = Case("diary", violation="late")
    case.attachments[0] = replace(case.attachments[0], highlight=("not there",), covers=("B0HLAMP009",))
    assert case.gaps(shelves) == {("passage-not-found", "diary", "warning"), ("covers-not-shown", "diary", "warning")}


def test_the_same_file_twice_is_told(shelves):
    case = Case("diary", "bill", violation="late", demands=["invoices"])
    case.attachments.append(Attachment("again", "again.docx", "invoice"))
    case.contents.append(case.contents[0])
    (gap,) = case.prove(shelves).gaps
    assert (gap.kind, gap.about, gap.args["number"], gap.args["first"]) == ("exhibit-twice", "again", "A-3", "A-1")


def test_a_finer_violation_counts_through_its_slug(tmp_path):
    for name, text in SHELVES.items():
        path = tmp_path / name.replace("fake", "fake_brand")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'slug = "fake"\n{text}' if "fake.toml" in name else text, "utf-8")
    assert Case("diary", asins=["B0HLAMP002"]).gaps(load(tmp_path)) == {("asin-not-covered", "B0HLAMP002", "error")}


def test_every_gap_can_be_spoken_in_full(shelves, knowledge):
    case = Case("diary", "scan", "shot", asins=["B0HLAMP001", "B0NOWHERE0"], demands=["photos", "invoices"])
    case.attachments[0] = replace(case.attachments[0], highlight=("not there",), covers=("B0HLAMP009",))
    case.said = (replace(CAUSE, exhibits=()), replace(DONE, exhibits=("shot",)))
    for gap in case.prove(shelves).gaps:
        text = say(knowledge.messages["gaps"].says[gap.kind], "de")
        assert not text.fallback
        assert text.text.format(about=gap.about, **gap.args)


@pytest.mark.parametrize("tag", ["en", "zh", "de", "it", "vi"])
def test_every_kind_of_gap_is_on_the_shelf(knowledge, tag):
    source = Path(proof.__file__).read_text("utf-8")
    kinds = set(re.findall(r'Gap\("([a-z-]+)"', source))
    assert len(kinds) > 10
    for kind in kinds:
        assert not say(knowledge.messages["gaps"].says[kind], tag).fallback


def test_a_damaged_paper_is_told(shelves):
    case = Case("diary", "bill", violation="late", demands=["invoices"])
    case.contents[1] = HALF_LOST
    assert case.gaps(shelves) == {("exhibit-damaged", "bill", "warning")}


def test_a_book_number_is_looked_for_in_the_text(shelves):
    case = Case("diary", asins=["0306406152"], violation="any")
    case.contents[0] = pdf("ISBN 0306406152")
    assert case.gaps(shelves) == set()
    assert exhibit(pdf("ISBN 0306406152")).covers == ()
