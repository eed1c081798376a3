"""`reinstate ask` as a person uses it: through a pipe, at a real terminal, and with a form sent to a colleague."""

import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import CliRunner

from reinstate.interfaces.cli.commands import cli
from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.talk import Talk
from reinstate.knowledge import say
from reinstate.workflow.ask import open_interview
from reinstate.workflow.demo import FOLDER

NOTICE = """From: Amazon Seller Performance <seller-performance@amazon.com>
Date: 5 May 2026
Subject: Your Amazon.com selling account: late shipment rate

Hello Harbor Lane Candles,

Your late shipment rate for the 30 days to May 3, 2026 is 6.2%. Our target is under 4%. If it does not improve, your
seller-fulfilled offers may be deactivated.

Please send us a plan of action that explains:
- the root cause of the late shipments
- the actions you have taken to resolve them
- the steps you have taken to prevent late shipments in future
"""

FIRST = ("Harbor Lane Candles LLC", "Ruth Alvarez, owner")


@pytest.fixture
def case(tmp_path) -> Path:
    folder = tmp_path / "case"
    (folder / "evidence").mkdir(parents=True)
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    (folder / "evidence" / "late-orders.pdf").write_bytes(b"%PDF-1.4\n")
    return folder


def ask(case: Path, *lines: str, options: tuple[str, ...] = (), language: str = "en"):
    arguments = ["--reader-language", language, "ask", str(case), *options]
    return CliRunner().invoke(cli, arguments, input="".join(line + "\n" for line in lines))


def answers(case: Path) -> str:
    return (case / "answers.toml").read_text("utf-8")


def test_it_shows_the_way_then_one_question_with_reason_and_examples(case):
    result = ask(case, "q")
    assert result.exit_code == 0, result.output
    assert result.output.index("The way ahead") < result.output.index("What is the legal name")
    assert "Why: Amazon compares it" in result.output
    assert "Good: Harbor Lane" in result.output
    assert "Not: my shop" in result.output


def test_every_answer_is_saved_at_once_and_taken_up_later(case):
    ask(case, *FIRST, "31", "q")
    assert "late = 31" in answers(case)
    assert not [path for path in case.iterdir() if path.name.startswith(".answers")]
    again = ask(case, "q")
    assert "What is the legal name" not in again.output
    assert "How many orders were there in that period?" in again.output


def test_the_end_of_a_pipe_loses_nothing(case):
    result = ask(case, *FIRST)
    assert result.exit_code == 0
    assert 'legal_name = "Harbor Lane Candles LLC"' in answers(case)
    assert "reinstate ask" in result.output


def test_back_help_skip_and_map(case):
    result = ask(case, *FIRST, "31", "?", "b", "32", "s", "m", "q")
    assert "Where to look: " in result.output
    assert "So far: 31" in result.output
    assert "late = 32" in answers(case)
    assert "#: late_shipment_rate/problem-late-shipments/orders = skipped" in answers(case)
    assert result.output.count("The way ahead") == 2


def test_a_bad_answer_is_told_kindly_and_asked_again(case):
    result = ask(case, *FIRST, "lots", "31", "q")
    assert "A number is needed here" in result.output
    assert "late = 31" in answers(case)


def test_a_hundred_thousand_signs_lose_nothing(case):
    result = ask(case, FIRST[0], "x" * 100_000, FIRST[1], "q")
    assert "100000 characters" in result.output
    assert FIRST[0] in answers(case)
    assert 'signatory = "ruth-alvarez"' in answers(case)


def test_a_doubtful_answer_is_taken_when_it_is_given_again(case):
    """Beside the first question, who worked on it, stands the letter's date: earlier than the notice."""
    early = "2026-04-01"
    steps = (*FIRST, "31", "500", "2026-04-04 to 2026-05-03", "none")
    result = ask(case, *steps, "q")
    assert result.exit_code == 0
    text = answers(case) + "#: late_shipment_rate/causes = skipped\n#: late_shipment_rate/measures = skipped\n"
    (case / "answers.toml").write_text(text, "utf-8")
    result = ask(case, "1", early, early, "n")
    assert "older than the notice" in result.output
    assert "dated = 2026-04-01" in answers(case)


def test_the_reader_is_asked_in_his_own_language(case):
    result = ask(case, "q", language="zh")
    assert re.search(r"[\u4e00-\u9fff]{6,}", result.output)
    assert "What is the legal name" not in result.output


def test_a_whole_interview_makes_a_package(case):
    steps = (*FIRST, "31", "500", "2026-04-04 to 2026-05-03", "none", "handling-time-shorter-than-process", "q")
    result = ask(case, *steps)
    for _ in range(60):
        if "Everything needed" in result.output:
            break
        question = result.output.rsplit(" answered ─", maxsplit=1)[-1]
        before = answers(case)
        result = ask(case, reply(question), "q")
        assert answers(case) != before, question
    text = answers(case)
    assert "[[issues.preventions]]" in text
    out = case.parent / "package"
    made = CliRunner().invoke(cli, ["--reader-language", "en", "package", str(case), "--out", str(out)])
    assert made.exit_code in (0, 1, 2), made.output
    assert "answers.faulty" not in made.output


ASIN = "B0CQ7XN4LD"
REMOVED = f"""From: Amazon <seller-performance@amazon.com>
Date: 3 March 2027
Subject: Listing removed

We removed your listing {ASIN}. Please send us copies of invoices from your supplier issued in the last 180 days.
"""


def test_units_sold_are_answered_by_number_or_by_a_report(case, capsys):
    (case / "notice.txt").write_text(REMOVED, "utf-8")
    rows = [f"{number},2027-02-0{number},{state},{ASIN},4" for number, state in ((1, "Shipped"), (2, "Cancelled"))]
    (case / "orders.csv").write_text("\n".join(("order-id,purchase-date,order-status,asin,quantity", *rows)), "utf-8")
    (case / "letter.txt").write_text("Dear Amazon", "utf-8")
    desk = Desk("en")
    talk = Talk(desk, open_interview(case, desk.knowledge(), desk.apart, "en", date(2027, 3, 4)))

    def told(text):
        talk.answered(talk.interview.map.step("sold"), text)
        return capsys.readouterr().out

    assert "“not-there.csv” tells no whole number of units." in told("not-there.csv")
    assert "letter.txt is neither an order report" in told("letter.txt")
    assert not (case / "answers.toml").exists()
    told("12")
    assert f"[sold]\n{ASIN} = 12\n" in answers(case)
    assert "Rows left out: 1 (cancelled: 1)." in told("orders.csv")
    assert f"[sold]\n{ASIN} = 4\n" in answers(case)
    assert "first = 2026-09-04" in answers(case)
    assert talk.interview.map.step("sold").state == "answered"
    desk.close()


def reply(question: str) -> str:
    """An answer to whatever is asked, from its words."""
    for words, text in (
        ("find not to be the cause", "none"),
        ("Does it hold here too", "yes"),
        ("and how often?", "Ben Okafor, warehouse manager, 2026-05-06, every working day"),
        ("really done, and how often", "Ruth Alvarez, every month"),
        ("and on which date", "Ben Okafor, warehouse manager, 2026-05-06"),
        ("since which date", "Ben Okafor, warehouse manager, 2026-05-06"),
        ("Which carrier", "Coastline Parcel"),
        ("At what time", "10:30"),
        ("Give the numbers", "changed-handling-time, daily-late-order-check"),
        ("could that happen", "Nobody was responsible for comparing the handling time with the collection."),
        ("First day and last day", "2026-04-04 to 2026-05-03"),
        ("Which date shall", "2026-05-07"),
        ("proves it", "1a"),
        ("shows this", "1"),
        ("How many", "2"),
        ("in business days", "1"),
    ):
        if words in question:
            return text
    return "1"


# -- a real terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_at_a_real_terminal_a_pasted_table_is_one_answer(case):
    import pty

    (case / "notice.txt").write_text(
        NOTICE.replace("late shipment rate", "listing was removed as inauthentic"), "utf-8"
    )
    text = (
        '[account]\nlegal_name = "X"\nsignatory = "r"\n[people.r]\nname = "R"\nrole = "owner"\n[[issues]]\n'
        'violation = "inauthentic"\n[[issues.problem]]\nmeasure = "problem-inauthentic"\nremoved_on = 2026-05-01\n'
    )
    (case / "answers.toml").write_text(text, "utf-8")
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "reinstate", "--reader-language", "en", "ask", str(case)]
    environment = {**os.environ, "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, close_fds=True, env=environment)
    os.close(child)
    try:
        seen = until(parent, "Which ASINs")
        assert "Which ASINs are concerned?" in seen
        os.write(parent, b"ASIN\tunits\nB0CQ7XN4LD\t3\nB0D5VHT2KW\t4\n")
        until(parent, "could have been affected")
        os.write(parent, b"q\n")
        until(parent, "Saved in")
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        os.close(parent)
    assert 'asins = ["B0CQ7XN4LD", "B0D5VHT2KW"]' in answers(case)


def until(terminal: int, words: str, seconds: float = 20) -> str:
    """What the terminal shows up to the first prompt after some words."""
    import select

    seen, end = "", time.monotonic() + seconds
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                seen += os.read(terminal, 65536).decode("utf-8", "replace")
            except OSError:
                return seen
        elif words in seen:
            return seen
    raise AssertionError(f"'{words}' never came: {seen[-800:]}")


# -- forms -------------------------------------------------------------------------------------------------------------


def test_a_form_goes_to_a_colleague_and_comes_back(case, tmp_path):
    form = tmp_path / "form.docx"
    result = ask(case, options=("--export", str(form)))
    assert result.exit_code == 0, result.output
    document = docx.Document(str(form))
    fills = {
        "What is the legal name": "Harbor Lane LLC",
        "How many orders were confirmed late": "many",
        "letter bear": "",
    }
    for row in document.tables[0].rows[1:]:
        for words, answer in fills.items():
            if words in row.cells[0].text:
                for node in row.cells[1]._element.iter(docx.oxml.ns.qn("w:t")):
                    node.text = answer
    document.save(str(form))
    result = ask(case, options=("--import", str(form)))
    assert result.exit_code == 0, result.output
    assert 'legal_name = "Harbor Lane LLC"' in answers(case)
    assert "1 answers taken over" in result.output
    assert "How many orders were confirmed late?: A number is needed" in result.output


def test_a_form_whose_controls_were_lost_is_still_read(case, tmp_path):
    form = tmp_path / "form.docx"
    ask(case, options=("--export", str(form)))
    document = docx.Document(str(form))
    for row in document.tables[0].rows[1:]:
        for control in list(row._element.iter(docx.oxml.ns.qn("w:sdt"))):
            control.getparent().remove(control)
        if "What is the legal name" in row.cells[0].text:
            row.cells[1].text = "Harbor Lane LLC"
    document.save(str(form))
    ask(case, options=("--import", str(form)))
    assert 'legal_name = "Harbor Lane LLC"' in answers(case)


def test_a_form_as_a_page_runs_nothing_and_its_mail_comes_back(case, tmp_path):
    page = tmp_path / "form.html"
    assert ask(case, options=("--export", str(page))).exit_code == 0
    text = page.read_text("utf-8")
    assert "<script" not in text
    assert 'name="account/legal-name"' in text
    mail = tmp_path / "mail.txt"
    mail.write_text("account/legal-name=Harbor Lane LLC\naccount/signatory=\n", "utf-8")
    ask(case, options=("--import", str(mail)))
    assert 'legal_name = "Harbor Lane LLC"' in answers(case)


@pytest.mark.parametrize("name", ["form.docx", "form.xyz"])
def test_what_is_no_form_is_refused_and_changes_nothing(case, tmp_path, name):
    ask(case, FIRST[0], "q")
    before = answers(case)
    (tmp_path / name).write_bytes(b"not a form")
    result = ask(case, options=("--import", str(tmp_path / name)))
    assert result.exit_code == 2
    assert answers(case) == before


def test_company_facts_come_from_another_case(case, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(
        '[account]\nlegal_name = "Harbor Lane LLC"\nsignatory = "ruth"\n[people.ruth]\nname = "Ruth"\nrole = "owner"\n'
        '[exhibits.orders]\nfile = "evidence/late-orders.pdf"\nkind = "order-list"\n'
        '[exhibits.gone]\nfile = "evidence/gone.pdf"\nkind = "other"\n',
        "utf-8",
    )
    result = ask(case, "q", options=("--company", str(other)))
    assert "What is the legal name" not in result.output
    assert "[exhibits.orders]" in answers(case)
    assert "[exhibits.gone]" not in answers(case)


def test_any_answer_can_be_changed_by_its_number(case):
    result = ask(case, *FIRST, "31", "500", "c", "3", "32", "q")
    assert "How many orders were confirmed late? → 31" in result.output
    assert "late = 32" in answers(case)
    assert "Which period" in result.output.rsplit("answered ─", maxsplit=1)[-1], "it goes on where it was"


def test_not_knowing_is_an_answer_that_keeps_the_question(case):
    result = ask(case, *FIRST, "I don't know", "q")
    assert "never guess" in result.output
    assert "/late = skipped" in answers(case)


def test_a_case_beside_this_one_offers_what_it_knows_of_the_firm(case):
    other = case.parent / "older"
    other.mkdir()
    (other / "answers.toml").write_text(
        '[account]\nlegal_name = "Harbor Lane LLC"\nsignatory = "ruth"\n[people.ruth]\nname = "Ruth"\nrole = "owner"\n',
        "utf-8",
    )
    assert "The case older already knows your firm" in ask(case, "n", "q").output
    assert not (case / "answers.toml").exists()
    ask(case, "y", "q")
    assert 'legal_name = "Harbor Lane LLC"' in answers(case)
    assert "already knows your firm" not in ask(case, "q").output


def test_answers_from_a_file_fill_what_is_missing_and_change_nothing(case, tmp_path):
    ask(case, *FIRST, "31", "q")
    given = tmp_path / "given.toml"
    given.write_text(
        '[account]\nlegal_name = "Another Ltd"\n[people.ben]\nname = "Ben"\nrole = "owner"\n'
        '[[issues]]\nviolation = "late_shipment_rate"\n'
        '[[issues.problem]]\nmeasure = "problem-late-shipments"\nlate = 40\norders = 500\n'
        '[[issues.causes]]\nid = "c"\ncause = "handling-time-shorter-than-process"\npickup_time = 10:30:00\n'
        '[[issues.actions]]\nmeasure = "changed-handling-time"\nfor = "c"\nwho = "ben"\non = 2999-01-01\n',
        "utf-8",
    )
    result = ask(case, options=("--answers", str(given)))
    assert result.exit_code == 0, result.output
    told = answers(case)
    assert 'legal_name = "Harbor Lane Candles LLC"' in told
    assert "late = 31" in told, "what was here first stays"
    assert "orders = 500" in told
    assert "pickup_time = 10:30:00" in told
    assert "2999" not in told
    assert "2999-01-01 is still to come" in result.output
    assert "1 answers say something else" in result.output
    again = answers(case)
    ask(case, options=("--answers", str(given)))
    assert answers(case) == again, "twice is once"


def test_a_faulty_file_of_answers_is_told_with_its_line_and_changes_nothing(case, tmp_path):
    ask(case, *FIRST, "q")
    before = answers(case)
    (tmp_path / "given.toml").write_text(
        '[account]\nlegal_name = "X"\n[[issues]]\nviolation = "late_shipment"\n', "utf-8"
    )
    result = ask(case, options=("--answers", str(tmp_path / "given.toml")))
    assert result.exit_code == 2
    assert "given.toml:4" in result.output
    assert answers(case) == before


def test_the_report_is_written_as_pdf_and_page(case, tmp_path):
    ask(case, *FIRST, "31", "500", "2026-04-04 to 2026-05-03", "none", "handling-time-shorter-than-process", "q")
    result = ask(case, options=("--report", str(tmp_path / "out")))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "out" / "root-cause.pdf").read_bytes().startswith(b"%PDF")
    assert "data:image/svg+xml" in (tmp_path / "out" / "root-cause.html").read_text("utf-8")


@pytest.mark.parametrize("tag", ["en", "zh", "de", "fr", "it", "es", "vi", "ja"])
@pytest.mark.parametrize("name", ["restricted-it", "inauthentic-de"])
def test_the_report_of_one_notice_takes_one_page(tmp_path, name, tag):
    folder = tmp_path / "case"
    shutil.copytree(FOLDER / name, folder)
    result = ask(folder, options=("--report", str(tmp_path / "out")), language=tag)
    assert result.exit_code == 0, result.output
    with pikepdf.open(tmp_path / "out" / "root-cause.pdf") as report:
        assert len(report.pages) == 1


ASKED_ON = """language = "en"

[account]
legal_name = "Harbor Lane Candles LLC"

[[issues]]
violation = "late_shipment_rate"

[[issues.causes]]
id = "late-order-report-unowned"
cause = "late-order-report-unowned"
why = [{ text = "The courier came too late every single day." }]
"""


def test_who_is_asked_on_may_keep_the_cause_and_the_report_marks_it(case, tmp_path):
    (case / "answers.toml").write_text(ASKED_ON, "utf-8")
    before, asked_on, after = ask(case, *["s"] * 40, "q").output.partition("That is about somebody else.")
    assert asked_on
    assert "1  That is our cause, keep it." in after
    (case / "answers.toml").write_text(ASKED_ON, "utf-8")
    ask(case, *["s"] * before.count("\n> "), "1", "q")
    assert "why/2 = kept" in answers(case)
    ask(case, options=("--report", str(tmp_path / "out")))
    page = (tmp_path / "out" / "root-cause.html").read_text("utf-8")
    assert "Kept by us as the cause; it was not judged to lie in our own process." in page


@pytest.mark.parametrize("tag", ["en", "zh", "de", "fr", "it", "es", "vi", "ja"])
def test_every_question_of_the_way_speaks_the_language(knowledge, tag):
    says = knowledge.messages["ask"].says
    missing = [key for key, text in says.items() if say(text, tag).fallback]
    assert not missing, missing[:5]
