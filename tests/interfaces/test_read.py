"""`reinstate read`: what people type, and what they get to read."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reinstate.interfaces.cli.desk import Desk
from reinstate.interfaces.cli.lines import columns, wrapped
from reinstate.interfaces.cli.read import command

LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
NOTICE = """Your Amazon.com selling account has been deactivated because your late shipment rate is 9.3%.

Please send us a plan of action with:
- The root cause of the issue
- The actions you have taken to resolve the issue
- The steps you have taken to prevent the issue

You must reply within 72 hours. We do not accept pro forma invoices. Your funds will be held for 90 days.

Date: November 16, 2026
"""
REPLY = """Thank you for your appeal. We do not have enough information to reactivate your account.

Please provide:
- Late shipment rate: greater detail on the root cause

Date: November 20, 2026
"""
PHISHING = """From: Amazon <security@arnazon-seller-verify.com>

Your account will be permanently closed. Click the link below immediately to verify your account.
Enter your password and the one-time code at http://amazon-seller-verify.account-check.ru/login
"""


@pytest.fixture
def run(knowledge, tmp_path):
    (tmp_path / "notice.txt").write_text(NOTICE, "utf-8")
    (tmp_path / "reply.txt").write_text(REPLY, "utf-8")
    (tmp_path / "phishing.txt").write_text(PHISHING, "utf-8")

    def call(*args, language="en", stdin=None, colour=False):
        desk = Desk(language)
        desk.__dict__["shelves"] = knowledge
        named = [str(tmp_path / arg) if re.fullmatch(r"[\w-]+\.\w+", arg) else arg for arg in args]
        return CliRunner().invoke(command, named, obj=desk, input=stdin, color=colour)

    return call


def test_the_page_says_what_when_where_and_what_not(run):
    page = run("notice.txt")
    assert page.exit_code == 0
    order = [
        "deactivated your seller account",
        "Thursday, November 19, 2026",
        "9.3 %",
        "[ ]",
        " × ",
        "Answer with a plan",
    ]
    places = [page.output.index(words) for words in order]
    assert places == sorted(places)
    assert "│ within 72 hours" in page.output
    assert "We do not accept pro forma invoices." in page.output
    assert "Your funds will be held for 90 days." in page.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_speaks_the_readers_language(run, knowledge, language):
    by_desk, by_option = run("notice.txt", language=language), run("notice.txt", "--reader-language", language)
    assert by_desk.output == by_option.output
    for key in ("h-happened", "h-deadline", "h-cautions", "kind-account_deactivated", "left-none"):
        if key != "left-none":
            assert knowledge.messages["read"].says[key][language].split()[0] in by_desk.output


def test_a_swindle_is_warned_of_before_anything_else(run):
    page = run("phishing.txt", colour=True)
    assert page.exit_code == 0
    first = page.output.splitlines()[0]
    assert "Be careful" in first
    assert "\x1b[31m" in first
    assert "By when" not in page.output


def test_colour_stays_out_of_files_and_where_it_is_not_wanted(run, monkeypatch):
    assert "\x1b[" not in run("notice.txt").output
    assert "\x1b[" in run("notice.txt", colour=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("notice.txt", colour=True).output


@pytest.mark.parametrize("language", ["en", "zh", "ja", "vi", "de"])
@pytest.mark.parametrize("width", [30, 60, 84, 200])
def test_no_row_is_wider_than_the_terminal(run, monkeypatch, language, width):
    monkeypatch.setenv("COLUMNS", str(width))
    rows = run("notice.txt", language=language).output.splitlines()
    assert max(columns(row) for row in rows) < min(width, 85)


def test_nothing_in_a_notice_can_steer_the_terminal(run, tmp_path):
    (tmp_path / "odd.txt").write_text(NOTICE.replace("The root cause", "The \x1b[2J\x07root cause"), "utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", run("odd.txt").output)


def test_json_is_one_object_a_line_with_the_contract_and_the_meaning(run):
    output = run("notice.txt", "reply.txt", "--json").output
    first, second = [json.loads(line) for line in output.splitlines()]
    assert first["kind"] == "account_deactivated"
    assert first["meaning"]["response"] == "plan"
    assert first["meaning"]["clocks"][0]["on"] == "2026-11-19"
    assert second["meaning"]["gaps"][0]["about"] == "root_cause"
    for passage in first["meaning"]["refused"]:
        assert passage["text"] == NOTICE[passage["start"] : passage["end"]]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run):
    seen = run("missing.txt", "notice.txt", "--json")
    assert seen.exit_code == 1
    first, second = [json.loads(line) for line in seen.output.splitlines()]
    assert first["error"]["code"] == "package.no-file"
    assert second["kind"] == "account_deactivated"


def test_standard_input_is_read(run):
    seen = json.loads(run("-", "--json", stdin=NOTICE).output)
    assert (seen["file"], seen["kind"]) == ("-", "account_deactivated")


def test_a_page_and_a_calendar_are_written_and_json_stays_clean(run, tmp_path):
    seen = run("notice.txt", "--json", "--html", "page.html", "--ics", "clock.ics")
    assert seen.exit_code == 0
    assert json.loads(seen.stdout)["kind"] == "account_deactivated"
    assert "page.html" in seen.stderr
    page = (tmp_path / "page.html").read_text("utf-8")
    assert 'lang="en"' in page
    assert "The root cause of the issue" in page
    calendar = (tmp_path / "clock.ics").read_bytes()
    assert calendar.count(b"BEGIN:VEVENT") == 2
    assert b"DTEND:20261119T080000Z" in calendar


def test_without_a_day_there_is_no_calendar_until_the_day_of_receipt_is_told(run, tmp_path):
    (tmp_path / "undated.txt").write_text(NOTICE.replace("Date: November 16, 2026", ""), "utf-8")
    seen = run("undated.txt", "--ics", "clock.ics")
    assert seen.exit_code == 0
    assert "--received" in seen.stderr
    assert not (tmp_path / "clock.ics").exists()
    told = run("undated.txt", "--ics", "clock.ics", "--received", "2026-11-16")
    assert (tmp_path / "clock.ics").exists()
    assert "Thursday, November 19, 2026" in told.output


def test_several_files_give_no_single_page(run, tmp_path):
    seen = run("notice.txt", "reply.txt", "--html", "page.html")
    assert seen.exit_code == 2
    assert "read.one-notice" in seen.output
    assert not (tmp_path / "page.html").exists()


def test_a_thread_is_one_conversation(run, tmp_path):
    seen = run("notice.txt", "reply.txt", "--thread", "--json", "--html", "page.html")
    (data,) = [json.loads(line) for line in seen.stdout.splitlines()]
    assert data["kind"] == "appeal_rejected_or_more_info"
    assert "late_shipment_rate" in data["violations"]
    assert data["file"].endswith("notice.txt")
    assert len(data["files"]) == 2
    assert "9.3%" in (tmp_path / "page.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_told(run, tmp_path):
    (tmp_path / "folder.html").mkdir()
    seen = run("notice.txt", "--html", "folder.html")
    assert seen.exit_code == 2
    assert "read.not-written" in seen.stderr


@given(st.text(max_size=300), st.integers(4, 90))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text, width):
    rows = wrapped(text, width)
    assert all(columns(row) <= width for row in rows)
    shown = "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))
    assert "".join(rows).replace(" ", "") == shown.replace(" ", "")


def test_a_row_does_not_begin_with_closing_punctuation():
    text = "请在五个工作日内提交以下信息，并说明问题的根本原因。我们会尽快审核！"
    for width in range(6, 60):
        assert not any(row[0] in "，。！" for row in wrapped(text, width))


def test_the_help_names_every_option(run):
    shown = run("--help").output
    for option in ("--json", "--html", "--ics", "--thread", "--received", "--reader-language"):
        assert option in shown
