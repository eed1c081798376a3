"""Answers are written so that they read back the same, and nothing that a person put into the file is lost."""

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reinstate
from reinstate.case import Account, Answers, Attachment, Issue, Party, Person, Statement, Why
from reinstate.root_cause import Progress, comments_of, read_progress, read_sheet, write_progress, write_sheet

EXAMPLES = sorted((Path(reinstate.__file__).parent / "examples").glob("*/answers.toml"))


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_every_example_reads_back_the_same_with_all_its_comments(knowledge, file):
    text = file.read_text("utf-8")
    answers = read_sheet(text, file.name, knowledge)
    written = write_sheet(answers, comments_of(text))
    assert read_sheet(written, file.name, knowledge) == answers
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in written.splitlines() if line.startswith("#")] == remarks
    assert write_sheet(answers, comments_of(written)) == written


words = st.text(max_size=40).map(lambda text: text.encode("utf-8", "ignore").decode("utf-8"))
ids = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)


@given(words, words, ids, st.dates(), st.times(), st.integers(0, 10**9), st.floats(0, 1e6))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_numbers_and_dates_survive(knowledge, name, said, key, day, hour, count, rate):
    statement = Statement(
        "one",
        "root_cause",
        "handling-time-shorter-than-process",
        answers={"late": count, "set_on": day, "pickup_time": hour.replace(tzinfo=None), "carrier": key},
        whys=(Why({"en": said}), Why({"en": name, "zh": said}, (key,))),
    )
    own = Statement("two", "corrective", text={"de": said}, answers={"on": day}, cause="one", exhibits=(key,))
    answers = Answers(
        "en",
        Account(name, address=said, signatory=key),
        people=(Person(key, name, latin=said, role_words={"en": said}),),
        parties=(Party(key, name, contact=said),),
        attachments=(Attachment(key, said, "other", {"en": name}, (said, name)),),
        issues=(Issue("late_shipment_rate", (statement, own), {"wrong-item-picked": {"en": said}}),),
        team=(key,),
        dated=day,
    )
    assert read_sheet(write_sheet(answers), "answers.toml", knowledge) == answers
    assert rate == float(repr(rate))


def test_marks_and_what_was_set_aside_come_back(knowledge):
    cause = Statement("c", "root_cause", "wrong-item-picked", answers={"wrong": 3})
    gone = Statement("g", "corrective", "wrote-work-instruction", answers={"on": date(2026, 5, 6)}, cause="c")
    answers = Answers("en", Account("X Ltd"), issues=(Issue("late_shipment_rate"),))
    progress = Progress(answers, {"dated": "skipped", "a/b/why/1": "look"}).with_statement("late_shipment_rate", cause)
    progress = progress.with_statement("late_shipment_rate", gone)
    progress = progress.set_aside("late_shipment_rate", (cause, gone))
    again = read_progress(write_progress(progress), "answers.toml", knowledge)
    assert again == progress
    back, found = again.fetch_back("late_shipment_rate", "wrong-item-picked")
    assert found == cause
    assert read_progress(write_progress(back), "answers.toml", knowledge) == back


def test_a_sheet_with_marks_is_a_plain_sheet_for_everybody_else(knowledge):
    answers = Answers("zh", Account("X Ltd"), dated=date(2026, 9, 16))
    text = write_progress(Progress(answers, {"team": "skipped"}))
    assert "#: team = skipped" in text
    assert read_sheet(text, "answers.toml", knowledge) == answers


def test_a_comment_keeps_its_place_when_an_answer_is_added(knowledge):
    text = 'language = "en"\n\n# whose account\n[account]\n# as in the register\nlegal_name = "X Ltd"\n# the end\n'
    progress = read_progress(text, "answers.toml", knowledge)
    account = replace(progress.answers.account, store_name="Shop")
    written = write_progress(replace(progress, answers=replace(progress.answers, account=account)))
    assert "# whose account\n[account]\n# as in the register\nlegal_name" in written
    assert written.rstrip().endswith("# the end")
    assert 'store_name = "Shop"' in written


def test_a_comment_of_a_part_that_is_gone_is_kept(knowledge):
    text = '[account]\nlegal_name = "X"\n\n# Ruth signs\n[people.ruth]\nname = "Ruth"\n'
    progress = read_progress(text, "answers.toml", knowledge)
    assert "# Ruth signs" in write_progress(replace(progress, answers=replace(progress.answers, people=())))


def test_statements_known_by_place_get_an_id_of_their_own(knowledge):
    text = (
        '[account]\nlegal_name = "X"\n[[issues]]\nviolation = "late_shipment_rate"\n'
        '[[issues.actions]]\nmeasure = "wrote-work-instruction"\n'
        '[[issues.actions]]\nmeasure = "wrote-work-instruction"\n'
    )
    progress = read_progress(text, "answers.toml", knowledge)
    made = [each.id for each in progress.answers.issues[0].statements]
    assert made == ["wrote-work-instruction", "wrote-work-instruction-2"]


OWN = """
language = "en"
[account]
legal_name = "X"
[[issues]]
violation = "late_shipment_rate"
[[issues.causes]]
text = "Our dispatch procedure did not say who compares the handling time with the collection."
[[issues.actions]]
measure = "changed-handling-time"
[[issues.actions]]
text = "We told the warehouse."
"""


def test_what_stands_before_a_statement_says_nothing_of_its_id(knowledge):
    """Edits and documents are tied to statements by their ids: one more line of the sheet must not move them."""
    sheet = read_sheet(OWN, "answers.toml", knowledge).issues[0].statements
    more = OWN.replace("[[issues.actions]]", '[[issues.actions]]\ntext = "We wrote it down."\n[[issues.actions]]', 1)
    more = more.replace("[[issues.causes]]", '[[issues.causes]]\ntext = "Nobody looked."\n[[issues.causes]]')
    later = read_sheet(more, "answers.toml", knowledge).issues[0].statements
    assert len(later) == len(sheet) + 2
    assert [each for each in later if each.id in {one.id for one in sheet}] == list(sheet)
    written = write_progress(read_progress(more, "answers.toml", knowledge))
    assert read_sheet(written, "answers.toml", knowledge).issues[0].statements == later


def test_times_are_written_as_toml_has_them(knowledge):
    statement = Statement("m", "preventive", "daily-late-order-check", answers={"time": time(17, 0)})
    answers = Answers("en", Account("X"), issues=(Issue("late_shipment_rate", (statement,)),))
    assert "time = 17:00:00" in write_sheet(answers)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_all_statements_keep_the_ids_that_edits_know_them_by(knowledge, file):
    text = file.read_text("utf-8")
    answers = read_sheet(text, file.name, knowledge)
    progress = read_progress(text, file.name, knowledge)
    first, *rest = answers.attachments
    chosen = replace(answers, attachments=(replace(first, without_prices=True, without_words=('say "x"',)), *rest))
    assert progress.answers == answers
    written = write_progress(replace(progress, answers=chosen))
    assert read_sheet(written, file.name, knowledge) == chosen
