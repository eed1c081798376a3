"""What the answers still lack."""

from datetime import date

import pytest

from reinstate.case import Account, Answers, Issue, Notice, Reading, Statement
from reinstate.knowledge import load
from reinstate.root_cause import settle
from tests.root_cause.test_sheet import SHELVES


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelves")
    for name, text in SHELVES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load(folder)


def reading(*violations: str) -> Reading:
    notice = Notice("notice.txt", "…", "0" * 64)
    return Reading(notice, "en", "US", "account_deactivated", "account", violations)


CAUSE = Statement("c", "root_cause", "unwatched", answers={"from": date(2026, 8, 1), "to": date(2026, 9, 1)})
DONE = Statement(
    "a",
    "containment",
    "watch",
    answers={"who": "lin", "on": date(2026, 9, 15), "orders": ("1",), "time": "17:00"},
    cause="c",
)
STANDING = Statement("p", "preventive", text={"en": "…"}, cause="c")


def gaps(
    shelves, *statements: Statement, raised: tuple[str, ...] = ("late_shipment_rate",), **changes
) -> set[tuple[str, str]]:
    account = Account("X Ltd", signatory="lin")
    answers = Answers("en", account, issues=(Issue("late_shipment_rate", statements),), dated=date(2026, 9, 16))
    for name, value in changes.items():
        object.__setattr__(answers, name, value)
    return {(gap.kind, gap.about) for gap in settle(answers, reading(*raised), shelves)}


def test_complete_answers_leave_no_gap(shelves):
    assert gaps(shelves, CAUSE, DONE, STANDING) == set()


def test_an_issue_of_the_notice_without_answer_is_told(shelves):
    found = gaps(shelves, CAUSE, DONE, STANDING, raised=("late_shipment_rate", "order_defect_rate"))
    assert found == {("issue-unanswered", "order_defect_rate")}


def test_an_answer_to_what_nobody_raised_is_told(shelves):
    assert ("issue-not-raised", "late_shipment_rate") in gaps(shelves, CAUSE, DONE, STANDING, raised=("inauthentic",))


def test_a_notice_that_names_nothing_blames_no_answer(shelves):
    assert gaps(shelves, CAUSE, DONE, STANDING, raised=("not_stated",)) == set()


@pytest.mark.parametrize(
    ("left_out", "kind"), [(CAUSE, "no-root-cause"), (DONE, "no-corrective"), (STANDING, "no-preventive")]
)
def test_each_part_of_an_answer_is_needed(shelves, left_out, kind):
    rest = [each for each in (CAUSE, DONE, STANDING) if each is not left_out]
    assert (kind, "late_shipment_rate") in gaps(shelves, *rest)


def test_a_cause_nobody_acts_on_is_told(shelves):
    other = Statement("c2", "root_cause", "unwatched", answers=CAUSE.answers)
    found = gaps(shelves, CAUSE, other, DONE, STANDING)
    assert found == {("cause-without-action", "c2"), ("cause-without-prevention", "c2")}


@pytest.mark.parametrize("name", ["who", "on", "orders", "time"])
def test_a_field_taken_away_is_a_gap(shelves, name):
    fewer = Statement(
        "a", "containment", "watch", answers={k: v for k, v in DONE.answers.items() if k != name}, cause="c"
    )
    assert gaps(shelves, CAUSE, fewer, STANDING) == {("unanswered", "a")}


def test_a_letter_needs_a_signatory_and_a_date(shelves):
    found = gaps(shelves, CAUSE, DONE, STANDING, account=Account("X Ltd"), dated=None)
    assert found == {("no-signatory", "X Ltd"), ("letter-undated", "X Ltd")}


def test_a_part_is_answered_with_its_whole(knowledge):
    """The order defect rate counts negative feedback: one answer serves both."""
    issue = Issue("order_defect_rate", (Statement("c", "root_cause", text={"en": "…"}),))
    answers = Answers("en", Account("X Ltd", signatory="lin"), issues=(issue,), dated=date(2026, 9, 16))
    found = settle(answers, reading("order_defect_rate", "negative_feedback"), knowledge)
    assert "issue-unanswered" not in {gap.kind for gap in found}
