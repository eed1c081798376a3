"""The answer sheet: read whole, or every mistake at once with its line."""

from datetime import date, time

import pytest

from reinstate.case import Mistakes
from reinstate.knowledge import load
from reinstate.root_cause import read_sheet

SHELVES = {
    "violations/late_shipment_rate.toml": """
title = "Late shipment rate"
family = "shipping"
level = "account"
severity = "high"
response = "plan"
""",
    "causes/unwatched.toml": """
title = "Nobody watched the report"
violations = ["late_shipment_rate"]
process = "dispatch"
branch = "process"
text = "Nobody watched it from {from} to {to}."
[fields.from]
kind = "date"
ask = "From when?"
[fields.to]
kind = "date"
ask = "Until when?"
[fields.reason]
kind = "choice"
ask = "Why?"
optional = true
[fields.reason.choices]
cover = "no cover"
""",
    "measures/watch.toml": """
title = "Watch"
role = "containment"
text = "{who} watched {orders} at {time} on {on}."
[fields.orders]
kind = "names"
ask = "Which?"
[fields.time]
kind = "time"
ask = "When?"
""",
    "exhibits/other.toml": 'title = "Other"',
    "phrases/roles.toml": '[says]\nowner = "owner"',
    "phrases/intervals.toml": '[says]\nday = "each day"',
    "questions/who.toml": 'kind = "person"\nask = "Who?"',
    "questions/on.toml": 'kind = "date"\nask = "When?"',
    "questions/every.toml": 'kind = "interval"\nask = "How often?"',
    "languages/en/language.toml": 'name = "English"\nenglish_name = "English"',
    "languages/zh/language.toml": 'name = "中文"\nenglish_name = "Chinese"',
}
GOOD = """
language = "zh"
dated = 2026-09-16
[account]
legal_name = "深圳市示例有限公司"
signatory = "lin"
[people.lin]
name = "林浩"
latin = "Lin Hao"
role = "owner"
[people.wu]
name = "吴"
role = {zh = "仓库主管"}
[exhibits.log]
file = "evidence/log.pdf"
kind = "other"
[[issues]]
violation = "late_shipment_rate"
[[issues.causes]]
id = "c"
cause = "unwatched"
from = 2026-08-01
to = 2026-09-01T10:00:00
reason = "cover"
why = [{text = {zh = "因为"}, exhibits = ["log"]}]
[[issues.actions]]
for = "c"
measure = "watch"
who = "lin"
on = 2026-09-15
orders = ["111-2222222-3333333"]
time = 17:00:00
exhibits = ["log"]
[[issues.actions]]
text = "我们联系了买家"
[team]
members = ["lin"]
"""


@pytest.fixture(scope="module")
def shelves(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelves")
    for name, text in SHELVES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return load(folder)


def faults(text, shelves) -> list[tuple[str, int | None, str]]:
    with pytest.raises(Mistakes) as caught:
        read_sheet(text, "answers.toml", shelves)
    return [(mistake.problem, mistake.line, mistake.path) for mistake in caught.value.mistakes]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_good_sheet_becomes_answers(shelves):
    answers = read_sheet(GOOD, "answers.toml", shelves)
    cause, action, own = answers.issues[0].statements
    assert answers.dated == date(2026, 9, 16)
    assert cause.about == "unwatched"
    assert cause.answers == {"from": date(2026, 8, 1), "to": date(2026, 9, 1), "reason": "cover"}
    assert cause.whys[0].exhibits == ("log",)
    assert action.cause == "c"
    assert action.answers["orders"] == ("111-2222222-3333333",)
    assert action.answers["time"] == time(17, 0)
    assert own.text == {"zh": "我们联系了买家"}
    assert answers.people[1].role_words == {"zh": "仓库主管"}
    assert answers.team == ("lin",)


def test_the_measure_decides_the_role(shelves):
    statements = read_sheet(GOOD, "answers.toml", shelves).issues[0].statements
    assert [each.role for each in statements] == ["root_cause", "containment", "corrective"]


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('language = "zh"', 'language = "klingon"', "unknown-value"),
        ("dated = 2026-09-16", 'dated = "yesterday"', "wrong-type"),
        ('signatory = "lin"', 'signatory = "nobody"', "unknown-value"),
        ('role = "owner"', 'role = "ownr"', "unknown-value"),
        ('kind = "other"', 'kind = "othr"', "unknown-value"),
        ('violation = "late_shipment_rate"', 'violation = "late"', "unknown-value"),
        ('cause = "unwatched"', 'cause = "unwached"', "unknown-value"),
        ("from = 2026-08-01", 'from = "August"', "wrong-type"),
        ('reason = "cover"', 'reason = "lazy"', "unknown-value"),
        ('for = "c"', 'for = "d"', "unknown-value"),
        ('who = "lin"', 'who = "me"', "unknown-value"),
        ("time = 17:00:00", "time = true", "wrong-type"),
        ('members = ["lin"]', 'members = ["me"]', "unknown-value"),
        ('file = "evidence/log.pdf"', 'fil = "evidence/log.pdf"', "unknown-value"),
        ('legal_name = "深圳市示例有限公司"', "legal_name = 5", "wrong-type"),
    ],
)
def test_every_kind_of_mistake_is_told_with_its_line(shelves, before, after, problem):
    text = GOOD.replace(before, after)
    assert (problem, line_of(text, after)) in [(kind, line) for kind, line, _ in faults(text, shelves)]


def test_all_mistakes_come_at_once_in_the_order_of_the_file(shelves):
    text = GOOD.replace('"owner"', '"x"').replace('"cover"', '"y"').replace('who = "lin"', "who = 3")
    lines = [line for _, line, _ in faults(text, shelves)]
    assert len(lines) == 3
    assert lines == sorted(lines)


def test_an_action_that_says_nothing_is_a_mistake(shelves):
    assert faults(GOOD + "\n[[issues.lessons]]\nid = 'x'\n", shelves)[0][0] == "says-nothing"


def test_a_file_that_is_no_toml_is_told_with_its_line(shelves):
    assert faults("language = \n", shelves) == [("not-toml", 1, "")]


def test_a_missing_account_is_told(shelves):
    assert ("missing-table", None, "account") in faults('language = "zh"', shelves)


@pytest.mark.parametrize(
    "junk", ["issues = 3", "people = 3", "issues = [3]", "exhibits = [1]", "team = 3", "account = 3"]
)
def test_wrong_shapes_never_crash(shelves, junk):
    assert faults(junk, shelves)
