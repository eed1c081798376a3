"""After Amazon's reply: which points are answered anew, what changed, what would contradict the plan that was sent."""

import re
import shutil
from pathlib import Path

import pytest

import reinstate
from reinstate.store import open_store
from reinstate.workflow.cases import open_case
from reinstate.workflow.homes import StoredHome
from tests.interfaces.test_plan import _home, run

__all__ = ["_home"]
EXAMPLE = Path(reinstate.__file__).parent / "examples" / "late-shipments-us"
REPLY = """Hello,

Thank you for your submission. We cannot reinstate your selling account at this time, because your plan of action is \
missing the following:

- Greater detail on the root cause of the order defect rate.
- The steps you have taken to prevent late shipments in future.
- Invoices or receipts from your suppliers.

Seller Performance Team
Amazon.com
"""


@pytest.fixture(scope="module")
def sent_text(tmp_path_factory):
    out = tmp_path_factory.mktemp("sent") / "sent.txt"
    run("plan", "render", EXAMPLE, "--structure", "4d", "--out", out)
    return out.read_text("utf-8")


@pytest.fixture
def case(tmp_path):
    (tmp_path / "reply.txt").write_text(REPLY, "utf-8")
    return shutil.copytree(EXAMPLE, tmp_path / "case")


def revise(case, sent, *more):
    (case.parent / "sent.txt").write_text(sent, "utf-8")
    paths = ("--reply", case.parent / "reply.txt", "--sent", case.parent / "sent.txt")
    return run("plan", "revise", case, "--structure", "4d", *paths, *more)


def test_the_same_plan_again_answers_nothing(case, sent_text):
    result = revise(case, sent_text)
    assert result.exit_code == 1
    assert result.stdout.count("only by what Amazon has read already") == 2
    assert "nothing answers this yet (Invoices or receipts)" in result.stdout
    assert "contradict the plan that was sent: 0" in result.stdout


def test_a_new_fact_answers_its_point_and_is_shown(case, sent_text):
    older = re.sub(r"- Zhou Min has evaluated feedback.*\n", "", sent_text)
    older = re.sub(r"- Buyer messages were read every working day.*\n", "", older)
    result = revise(case, older, "--out", case.parent / "next.html")
    assert "answered in: Issue 2: Order defect rate too high – D2" in result.stdout
    assert "+ Buyer messages were read every working day" in result.stdout
    page = (case.parent / "next.html").read_text("utf-8")
    assert "What you asked for" in page
    assert "Greater detail on the root cause of the order defect rate" in page
    assert page.index("You asked") < page.index("D1 Problem description")
    assert "DRAFT" in page


def test_what_contradicts_the_plan_that_was_sent_is_shown_with_its_place(case, sent_text):
    result = revise(case, sent_text.replace("61 of our 656", "58 of our 656"))
    assert result.exit_code == 1
    assert "“61” – the plan of round 1 said 58" in result.stdout


def test_the_plan_in_a_word_file_counts_as_sent(case, tmp_path):
    run("plan", "render", case, "--structure", "4d", "--out", tmp_path / "sent.docx")
    paths = ("--reply", tmp_path / "reply.txt", "--sent", tmp_path / "sent.docx")
    result = run("plan", "revise", case, "--structure", "4d", *paths)
    assert "contradict the plan that was sent: 0" in result.stdout
    assert not re.search(r"^\+ (?:Between|Lin Hao)", result.stdout, re.MULTILINE)


def test_a_stored_case_knows_what_was_sent(case, tmp_path, sent_text):
    with open_store(tmp_path / "home") as store:
        home = StoredHome(store, open_case(store, case).id)
        assert home.sent() is None
        older = sent_text.replace("61 of our 656", "58 of our 656")
        for text in (older, sent_text):
            home.keep("submission-made", "plan.txt", text.encode())
    named = ("plan", "revise", home.id[:12], "--structure", "4d", "--reply", tmp_path / "reply.txt")
    result = run(*named)
    assert result.exit_code == 1
    assert "contradict the plan that was sent: 0" in result.stdout
    assert "only by what Amazon has read already" in result.stdout


def test_a_folder_must_be_told_what_was_sent(case, tmp_path):
    result = run("plan", "revise", case, "--reply", tmp_path / "reply.txt")
    assert result.exit_code == 2
    assert "--sent" in result.stderr


@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
def test_the_plan_stands_beside_the_same_facts_in_the_reader_s_language(case, tmp_path, ending):
    out = tmp_path / f"check.{ending}"
    assert run("plan", "render", case, "--structure", "4d", "--beside", "zh", "--out", out).exit_code == 0
    if ending == "html":
        page = out.read_text("utf-8")
        rows = re.findall(r"<tr>.*?</tr>", page)
        pair = next(row for row in rows if "61 of our 656" in row)
        assert "656" in pair.split("</th>")[1]
        assert "仅供核对" in page
    assert out.stat().st_size > 5000
